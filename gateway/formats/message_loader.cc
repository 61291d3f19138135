// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/message_loader.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/message_handler.h"
#include "gateway/formats/text_encoding.h"
#include "gateway/formats/text_faults.h"
#include "gateway/formats/yaml_events.h"
#include "gateway/formats/yaml_faults.h"
#include "gateway/formats/yaml_indents.h"

namespace samlad::formats {
namespace {

constexpr std::string_view kForeign = "FILE_ENCODING_FOREIGN";

v1::Finding SyntaxFinding(const YamlStop& stop, std::string_view file) {
  v1::Finding finding = FileFinding("FILE_SYNTAX", file, stop.place, stop.message, "YAML, JSON");
  const std::string swedish = YamlFaultInSwedish(finding.got());
  std::string& told = *finding.mutable_message()->mutable_sv();
  told = absl::StrReplaceAll(told, {{finding.got(), swedish}});
  return finding;
}

v1::Finding StopFinding(const YamlStop& stop, std::string_view file) {
  switch (stop.reason) {
    case YamlStop::Reason::kSyntax:
      return SyntaxFinding(stop, file);
    case YamlStop::Reason::kNesting:
      return FileFinding("FILE_TOO_DEEP", file, stop.place, "", StrCat(limits::kNestingMax));
    case YamlStop::Reason::kLookahead:
      break;
  }
  return FileFinding("FILE_ELEMENT_TOO_LONG", file, stop.place, "",
                     StrCat(limits::kYamlLookaheadBytesMax));
}

// A line break in YAML that yaml-cpp takes for an ordinary character, so that
// lines would run together.
std::optional<size_t> FindLoneCarriageReturn(std::string_view text) {
  for (size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (text.substr(at, 2) != "\r\n") return at;
  }
  return std::nullopt;
}

// A line up to `last` whose bracket a "#" cuts off: " - {source: list #4}". The
// parser then fails in a later line, and has told nothing of the text.
std::optional<v1::Finding> FindCutBracket(std::string_view text, uint32_t last,
                                          std::string_view file) {
  std::optional<v1::Finding> cut;
  for (uint32_t line = 1; line <= last && !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const size_t hash = whole.find(" #");
    if (hash == whole.npos || hash == 0) continue;
    const std::string_view kept = whole.substr(0, hash);
    const auto opened = std::ranges::count_if(kept, [](char c) { return c == '{' || c == '['; });
    const auto closed = std::ranges::count_if(kept, [](char c) { return c == '}' || c == ']'; });
    const bool closes_later = whole.find_first_of("}]", hash) != whole.npos;
    if (opened <= closed || !closes_later || kept.find_first_of("\"'") != kept.npos) continue;
    const size_t begin = kept.find_last_of(":,{[") + 1;  // npos + 1 is 0
    const size_t word = std::min(kept.find_first_not_of(' ', begin), kept.size());
    cut =
        FileFinding("FILE_HASH_CUTS", file,
                    {line, static_cast<uint32_t>(CountCodePoints(kept.substr(0, word)) + 1)},
                    kept.substr(word), whole.substr(word, whole.find_first_of(",}]", hash) - word));
  }
  return cut;
}

// Checks the bytes before they are parsed as YAML.
std::vector<v1::Finding> CheckBytes(std::string_view text, std::string_view file) {
  if (text.size() > limits::kFileBytesMax) {
    return {FileFinding("FILE_TOO_LARGE", file, {}, StrCat(text.size()),
                        StrCat(limits::kFileBytesMax))};
  }
  if (IsUtf16OrUtf32(text)) {
    return {FileFinding("FILE_ENCODING", file, {}, "UTF-16", "UTF-8")};
  }
  if (const auto offset = FindInvalidUtf8(text)) {
    const std::string_view name = NameOf(GuessEncoding(text));
    return {FileFinding(name == "?" ? "FILE_ENCODING" : kForeign, file, LineColumnAt(text, *offset),
                        name, "UTF-8")};
  }
  auto refused = FindControlCharacter(text);
  if (!refused) refused = FindTrueHighControl(text);
  if (!refused) refused = FindLoneCarriageReturn(text);
  if (refused) {
    return {FileFinding("FILE_CONTROL_CHARACTER", file, LineColumnAt(text, *refused),
                        NameControlCharacter(text.substr(*refused)), "")};
  }
  return {};
}

}  // namespace

Loaded LoadMessage(std::string_view text, std::string_view file, google::protobuf::Message* out) {
  text = WithoutEndOfFileMark(WithoutByteOrderMark(text));
  Loaded loaded;
  loaded.findings = CheckBytes(text, file);
  std::vector<v1::Finding> foreign;
  std::string decoded;
  if (!loaded.findings.empty() && loaded.findings.front().code() == kForeign) {
    foreign = std::move(loaded.findings);
    decoded = DecodeFrom(GuessEncoding(text), text);
    text = decoded;
    loaded.findings = CheckBytes(text, file);
  }
  if (!loaded.findings.empty()) {
    loaded.findings.insert(loaded.findings.begin(), std::make_move_iterator(foreign.begin()),
                           std::make_move_iterator(foreign.end()));
    loaded.cut_off = true;
    return loaded;
  }

  Indents indents = RepairIndents(text, file);
  if (!indents.text.empty()) text = indents.text;
  YamlEvents events(text);
  MessageHandler handler(events, file, *out);
  const std::optional<YamlStop> stop = events.Run(handler);
  loaded = handler.Take();
  if (stop) {
    loaded.cut_off = true;
    v1::Finding finding = StopFinding(*stop, file);
    if (auto cut = FindCutBracket(text, stop->place.line, file)) {
      *finding.add_related() = cut->location();
      loaded.findings.push_back(*std::move(cut));
    }
    loaded.findings.insert(loaded.findings.begin(), std::move(finding));
  }
  loaded.findings.insert(loaded.findings.begin(), std::make_move_iterator(indents.findings.begin()),
                         std::make_move_iterator(indents.findings.end()));
  loaded.findings.insert(loaded.findings.begin(), std::make_move_iterator(foreign.begin()),
                         std::make_move_iterator(foreign.end()));
  if (!stop && handler.IsEmpty()) {
    loaded.findings.push_back(FileFinding("FILE_EMPTY", file, {}, "", ""));
  }
  return loaded;
}

}  // namespace samlad::formats
