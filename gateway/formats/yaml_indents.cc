// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/yaml_indents.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/text_faults.h"

namespace samlad::formats {
namespace {

// "U+00A0" of a blank that is not ASCII at the start of `text`; empty: there is
// none.
std::string OddBlank(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) < 0x80) return "";
  const std::string_view first = text.substr(0, FirstCharacter(text).bytes);
  const std::string meant = WithoutUnseen(first);
  if (meant != " " && !meant.empty()) return "";
  const std::string shown = ShowUnseen(first);
  return shown.size() < 2 ? "" : shown.substr(1, shown.size() - 2);
}

class Repair {
 public:
  Repair(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  Indents Run() {
    while (!text_.empty()) {
      const size_t end = std::min(text_.find('\n'), text_.size());
      TakeLine(text_.substr(0, end));
      ++line_;
      if (end < text_.size()) out_ += '\n';
      text_.remove_prefix(std::min(end + 1, text_.size()));
    }
    Indents indents;
    if (changed_) indents.text = std::move(out_);
    for (Noted* noted : {&blank_, &tab_}) {
      if (noted->finding) indents.findings.push_back(*std::move(noted->finding));
    }
    return indents;
  }

 private:
  // What was found of one kind, and in which line last.
  struct Noted {
    std::optional<v1::Finding> finding;
    uint32_t line = 0;
  };

  void TakeLine(std::string_view line) {
    const size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (block_indent_ &&
        (line.substr(indent).find_first_not_of("\r\t ") == line.npos || indent > *block_indent_)) {
      out_ += line;  // the text of a block, or a blank line
      return;
    }
    block_indent_.reset();
    const size_t from = out_.size();
    if (depth_ == 0) {
      TakeMargin(line);
    }
    out_ += line;
    NoteStructure(std::string_view(out_).substr(from));
  }

  // Blanks, "-" and the blanks behind it, and those behind the ":" of a key.
  void TakeMargin(std::string_view& line) {
    const size_t begin = out_.size();
    const std::string_view whole = line;
    content_end_ = line.find_last_not_of(" \t\r") + 1;  // npos + 1 is 0
    bool margin = true;
    while (margin && !line.empty()) {
      margin = TakeBlank(line, begin, whole);
      if (!margin && line.starts_with('-') && IsBlankAt(line.substr(1))) {
        out_ += '-';
        line.remove_prefix(1);
        margin = true;
      }
    }
    const size_t key = std::min(line.find_first_not_of(kKeyLetters), line.size());
    if (key > 0 && line.substr(key).starts_with(':') && !OddBlank(line.substr(key + 1)).empty()) {
      out_ += line.substr(0, key + 1);
      line.remove_prefix(key + 1);
      while (TakeBlank(line, begin, whole)) {
      }
    }
  }

  // One blank, as a blank; false: none is next.
  bool TakeBlank(std::string_view& line, size_t begin, std::string_view whole) {
    const size_t taken = whole.size() - line.size();
    if (line.starts_with(' ')) {
      out_ += ' ';
      line.remove_prefix(1);
      return true;
    }
    // Nobody indents further; without a bound each blank would cost as much as those
    // before it.
    constexpr size_t kIndentMax = 1'000;
    if (taken > kIndentMax) return false;
    if (line.starts_with('\t')) {
      // A line of blanks only, and a tab before a comment, are no indentation.
      if (taken >= content_end_) return false;
      Note("FILE_INDENT_TAB", taken, "TAB", tab_);
      constexpr size_t kStop = 8;
      out_.append(kStop - (out_.size() - begin) % kStop, ' ');
      line.remove_prefix(1);
      return true;
    }
    const std::string odd = OddBlank(line);
    if (odd.empty()) return false;
    Note("FILE_INDENT_BLANK", CountCodePoints(whole.substr(0, taken)), odd, blank_);
    out_ += ' ';
    line.remove_prefix(FirstCharacter(line).bytes);
    return true;
  }

  static bool IsBlankAt(std::string_view rest) {
    return rest.empty() || rest.front() == ' ' || rest.front() == '\t' || !OddBlank(rest).empty();
  }

  // One finding of each kind; it names every line, up to a bound.
  void Note(std::string_view code, size_t before, std::string_view got, Noted& noted) {
    changed_ = true;
    if (!noted.finding) {
      noted.finding = FileFinding(code, file_, {line_, static_cast<uint32_t>(before + 1)}, got, "");
    } else if (noted.line != line_) {
      noted.finding->set_occurrences(noted.finding->occurrences() + 1);
      if (static_cast<size_t>(noted.finding->related_size()) < limits::kFindingRelatedMax) {
        v1::Location& related = *noted.finding->add_related();
        related.set_file(std::string(file_));
        related.set_row(line_);
      }
    }
    noted.line = line_;
  }

  // Whether a block text or a "{" begins that ends in a later line.
  void NoteStructure(std::string_view line) {
    const size_t comment = line.find(" #");
    line = line.substr(0, std::min(comment, line.size()));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);  // npos + 1 is 0
    const size_t indicator = line.find_last_not_of("+-0123456789");
    if (depth_ == 0 && indicator != line.npos && indicator > 0 &&
        (line[indicator] == '|' || line[indicator] == '>') && line[indicator - 1] == ' ') {
      block_indent_ = std::min(line.find_first_not_of(' '), line.size());
      return;
    }
    char quote = 0;
    for (size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      const bool starts = i == 0 || std::string_view(" [{,").find(line[i - 1]) != line.npos;
      if (quote != 0) {
        if (c == '\\' && quote == '"') ++i;
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && starts) {
        quote = c;
      } else if ((c == '{' || c == '[') && (starts || depth_ > 0)) {
        ++depth_;
      } else if ((c == '}' || c == ']') && depth_ > 0) {
        --depth_;
      }
    }
  }

  static constexpr std::string_view kKeyLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

  std::string_view text_;
  const std::string_view file_;
  std::string out_;
  uint32_t line_ = 1;
  std::optional<size_t> block_indent_;  // of the line that began a block text
  size_t depth_ = 0;                    // of brackets that are open
  size_t content_end_ = 0;              // of the line at hand, without blanks behind
  bool changed_ = false;
  Noted blank_, tab_;
};

}  // namespace

Indents RepairIndents(std::string_view text, std::string_view file) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos || text[begin] == '{') return {};
  // Tabs, and the first bytes of the blanks of Unicode.
  constexpr std::string_view kOdd[] = {"\t",           "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80",
                                       "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  const auto is_there = [&](std::string_view odd) { return text.find(odd) != text.npos; };
  if (std::ranges::none_of(kOdd, is_there)) return {};
  return Repair(text, file).Run();
}

}  // namespace samlad::formats
