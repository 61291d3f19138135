// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/message_loader.h"

#include <optional>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/message_handler.h"
#include "gateway/formats/text_encoding.h"
#include "gateway/formats/yaml_events.h"

namespace samlad::formats {
namespace {

v1::Finding StopFinding(const YamlStop& stop, std::string_view file) {
  switch (stop.reason) {
    case YamlStop::Reason::kSyntax:
      return FileFinding("FILE_SYNTAX", file, stop.place, stop.message, "YAML, JSON");
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
    const auto byte = absl::Hex(static_cast<unsigned char>(text[*offset]), absl::kZeroPad2);
    return {FileFinding("FILE_ENCODING", file, LineColumnAt(text, *offset), StrCat("0x", byte),
                        "UTF-8")};
  }
  auto refused = FindControlCharacter(text);
  if (!refused) refused = FindLoneCarriageReturn(text);
  if (refused) {
    return {FileFinding("FILE_CONTROL_CHARACTER", file, LineColumnAt(text, *refused),
                        text.substr(*refused, 1), "")};
  }
  return {};
}

}  // namespace

Loaded LoadMessage(std::string_view text, std::string_view file, google::protobuf::Message* out) {
  text = WithoutByteOrderMark(text);
  Loaded loaded;
  loaded.findings = CheckBytes(text, file);
  if (!loaded.findings.empty()) return loaded;

  YamlEvents events(text);
  MessageHandler handler(events, file, *out);
  const std::optional<YamlStop> stop = events.Run(handler);
  loaded = handler.Take();
  if (stop) {
    loaded.cut_off = true;
    loaded.findings.insert(loaded.findings.begin(), StopFinding(*stop, file));
  }
  if (!stop && handler.IsEmpty()) {
    loaded.findings.push_back(FileFinding("FILE_EMPTY", file, {}, "", ""));
  }
  return loaded;
}

}  // namespace samlad::formats
