// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/help_words.h"

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/words_help.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

// Null: there is no Swedish.
const Words* FindHelp(std::string_view english) {
  for (const Words& words : kClientHelp) {
    if (words.en == english) return &words;
  }
  for (const Words& words : kServiceHelp) {
    if (words.en == english) return &words;
  }
  return nullptr;
}

struct HelpLine {
  std::string_view indent, text;
};

HelpLine SplitLine(std::string_view line) {
  const size_t begin = std::min(line.find_first_not_of(' '), line.size());
  return {line.substr(0, begin), line.substr(begin)};
}

// A command, or a line of a file: typed as it is in every language.
bool IsTyped(std::string_view text) {
  const std::string_view word = text.substr(0, text.find(' '));
  return word.empty() || word == "-" || word.starts_with("--") || word.starts_with("samlad") ||
         (word.ends_with(':') && word.front() >= 'a' && word.front() <= 'z');
}

// A line that is typed, with the texts of its example in Swedish.
std::string ExampleInSwedish(std::string_view line) {
  std::string told(line);
  for (const Words& words : kExampleTexts) {
    told =
        absl::StrReplaceAll(told, {{StrCat("\"", words.en, "\""), StrCat("\"", words.sv, "\"")}});
  }
  return told;
}

// What CLI11 writes of a check: "NONNEGATIVE", "UINT in [1 - 20]", "{sv,en}".
std::string CheckInSwedish(std::string_view check) {
  if (check == "NONNEGATIVE") return " (0 eller mer)";
  if (check == "POSITIVE") return " (1 eller mer)";
  const size_t range = check.find(" in [");
  if (range == check.npos) return StrCat(":", check);
  const std::string_view bounds = check.substr(range + 5, check.size() - range - 6);
  return StrCat(" (", absl::StrReplaceAll(ToAbsl(bounds), {{" - ", "–"}}), ")");
}

}  // namespace

std::string HelpIn(board::Language language, std::string_view english) {
  if (language == board::Language::kEn) return std::string(english);
  if (const Words* words = FindHelp(english)) return std::string(words->sv);
  std::string told;
  std::string_view before;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(english), '\n')) {
    const auto [indent, text] = SplitLine(ToStd(line));
    const Words* words = FindHelp(text);
    StrAppend(&told, before, indent,
              words != nullptr ? std::string(words->sv) : ExampleInSwedish(text));
    before = "\n";
  }
  return told;
}

std::string ValueIn(board::Language language, std::string_view english) {
  if (language == board::Language::kEn) return std::string(english);
  if (const Words* words = FindHelp(english)) return std::string(words->sv);
  const size_t colon = english.find(':');
  if (colon == english.npos) {
    const size_t comma = english.find(',');
    if (comma == english.npos) return std::string(english);
    // As CLI11 lists options: "POSITION,--position".
    return StrCat(ValueIn(language, english.substr(0, comma)), ",",
                  ValueIn(language, english.substr(comma + 1)));
  }
  const Words* words = FindHelp(english.substr(0, colon));
  return StrCat(words != nullptr ? words->sv : english.substr(0, colon),
                CheckInSwedish(english.substr(colon + 1)));
}

std::vector<std::string> WithoutSwedish(std::string_view english) {
  std::vector<std::string> missing;
  if (FindHelp(english) != nullptr) return missing;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(english), '\n')) {
    const std::string_view text = SplitLine(ToStd(line)).text;
    if (!IsTyped(text) && FindHelp(text) == nullptr) missing.emplace_back(text);
  }
  return missing;
}

std::vector<std::string_view> HelpTexts() {
  std::vector<std::string_view> texts;
  for (const Words& words : kClientHelp) texts.push_back(words.en);
  for (const Words& words : kServiceHelp) texts.push_back(words.en);
  for (const Words& words : kExampleTexts) texts.push_back(words.en);
  return texts;
}

}  // namespace samlad::cli
