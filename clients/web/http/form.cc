// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/http/form.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "clients/web/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::web {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = absl::ascii_tolower(static_cast<unsigned char>(c));
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

enum class Plus { kStays, kIsBlank };

// Percent decoding; nullopt: "%" without two hexadecimal digits.
std::optional<std::string> Decode(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::kIsBlank) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = HexValue(text[i + 1]), low = HexValue(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

bool HasControls(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

absl::Status CheckText(std::string_view what, std::string_view text) {
  if (FindInvalidUtf8(text)) return absl::InvalidArgumentError(StrCat(what, " is not UTF-8"));
  // A NUL ends texts of C early, and no form of ours sends one.
  if (text.find('\0') != text.npos) {
    return absl::InvalidArgumentError(StrCat(what, " holds a NUL"));
  }
  return absl::OkStatus();
}

absl::Status AddField(std::string name, std::string value, Fields& fields) {
  if (fields.size() >= limits::kFieldsMax) {
    return absl::ResourceExhaustedError(
        StrCat("a form may have ", limits::kFieldsMax, " fields at most"));
  }
  if (name.size() > limits::kFieldNameBytesMax || value.size() > limits::kFieldBytesMax) {
    return absl::ResourceExhaustedError(StrCat("a field may have ", limits::kFieldBytesMax,
                                               " bytes at most, and its name ",
                                               limits::kFieldNameBytesMax));
  }
  if (absl::Status text = CheckText("the name of a field", name); !text.ok()) return text;
  if (absl::Status text = CheckText("a field", value); !text.ok()) return text;
  fields.emplace(std::move(name), std::move(value));
  return absl::OkStatus();
}

std::string_view Trimmed(std::string_view text) {
  return ToStd(absl::StripAsciiWhitespace(ToAbsl(text)));
}

// The value of a parameter of a header: NAME="value" or NAME=value after the
// first ";". Within quotes, browsers write `"` as %22 (WHATWG HTML, 4.10.21.8) and
// nothing else is escaped.
std::optional<std::string> Parameter(std::string_view header, std::string_view name) {
  for (size_t at = header.find(';'); at != header.npos;) {
    std::string_view rest = header.substr(at + 1);
    const size_t skipped = rest.find_first_not_of(" \t");
    if (skipped == rest.npos) return std::nullopt;
    rest.remove_prefix(skipped);
    const size_t equals = rest.find('=');
    if (equals == rest.npos) return std::nullopt;
    const bool found =
        absl::EqualsIgnoreCase(ToAbsl(Trimmed(rest.substr(0, equals))), ToAbsl(name));
    std::string_view value = rest.substr(equals + 1);
    size_t end;
    if (value.starts_with('"')) {
      end = value.find('"', 1);
      if (end == value.npos) return std::nullopt;
      if (found) return std::string(value.substr(1, end - 1));
    } else {
      end = value.find(';');
      if (found) return std::string(Trimmed(value.substr(0, end)));
    }
    const size_t taken = end == value.npos ? value.npos : value.find(';', end);
    if (taken == value.npos) return std::nullopt;
    at = static_cast<size_t>(value.data() - header.data()) + taken;
  }
  return std::nullopt;
}

// What a person calls the file: no folder, nothing unprintable, of bounded length.
std::string FileName(std::string_view sent) {
  const size_t slash = sent.find_last_of("/\\");
  if (slash != sent.npos) sent.remove_prefix(slash + 1);
  std::string name;
  for (size_t i = 0; i < sent.size(); ++i) {
    if (sent.substr(i, 3) == "%22") {
      name += '"';
      i += 2;
    } else {
      name += sent[i];
    }
  }
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return std::string(Utf8Prefix(name, limits::kFileNameBytesMax));
}

// One part of a multipart form: its header lines and its content.
absl::Status AddPart(std::string_view header, std::string_view content, Request& request) {
  std::optional<std::string> name, file_name;
  while (!header.empty()) {
    const size_t end = std::min(header.find("\r\n"), header.size());
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    const size_t colon = line.find(':');
    if (colon == line.npos ||
        !absl::EqualsIgnoreCase(ToAbsl(line.substr(0, colon)), "content-disposition")) {
      continue;
    }
    name = Parameter(line.substr(colon + 1), "name");
    file_name = Parameter(line.substr(colon + 1), "filename");
  }
  if (!name) return absl::InvalidArgumentError("a part of the form has no name");
  if (!file_name) return AddField(*std::move(name), std::string(content), request.form);
  // A browser sends the empty file of an input that was left alone.
  if (file_name->empty() && content.empty()) return absl::OkStatus();
  if (request.uploads.size() >= limits::kFilesMax) {
    return absl::ResourceExhaustedError(
        StrCat("a form may have ", limits::kFilesMax, " files at most"));
  }
  if (name->size() > limits::kFieldNameBytesMax) {
    return absl::ResourceExhaustedError("the name of a field is too long");
  }
  if (absl::Status text = CheckText("the name of a field", *name); !text.ok()) return text;
  if (absl::Status text = CheckText("the name of a file", *file_name); !text.ok()) return text;
  request.uploads.push_back(
      {.field = *std::move(name), .name = FileName(*file_name), .content = std::string(content)});
  return absl::OkStatus();
}

absl::Status ParseMultipart(std::string_view boundary, std::string_view body, Request& request) {
  if (boundary.empty() || boundary.size() > limits::kBoundaryBytesMax || HasControls(boundary)) {
    return absl::InvalidArgumentError("the form has no boundary that can be read");
  }
  const std::string line = StrCat("--", boundary), between = StrCat("\r\n", line);
  if (!body.starts_with(line)) {
    return absl::InvalidArgumentError("the form does not begin with its boundary");
  }
  body.remove_prefix(line.size());
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) {
      return absl::InvalidArgumentError("a boundary of the form is not a line of its own");
    }
    const size_t head_end = body.substr(0, limits::kPartHeaderBytesMax).find("\r\n\r\n");
    if (head_end == body.npos) {
      return absl::InvalidArgumentError("the header of a part of the form does not end");
    }
    const std::string_view header = body.substr(2, head_end < 2 ? 0 : head_end - 2);
    body.remove_prefix(head_end + 4);
    const size_t end = body.find(between);
    if (end == body.npos) return absl::InvalidArgumentError("the form is cut off");
    if (absl::Status added = AddPart(header, body.substr(0, end), request); !added.ok()) {
      return added;
    }
    body.remove_prefix(end + between.size());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ParseTarget(std::string_view target, Request& request) {
  if (target.size() > limits::kTargetBytesMax) {
    return absl::ResourceExhaustedError("the address is too long");
  }
  const size_t question = target.find('?');
  const std::string_view path = target.substr(0, question);
  const absl::Status wrong = absl::InvalidArgumentError("the address cannot be read");
  if (!path.starts_with('/')) return wrong;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at + 1), path.size());
    const auto part = Decode(path.substr(at + 1, end - at - 1), Plus::kStays);
    if (!part || *part == "." || *part == ".." || part->find('/') != part->npos ||
        HasControls(*part) || FindInvalidUtf8(*part)) {
      return wrong;
    }
    // "//host" would be another site where a browser is sent back to it.
    if (part->empty() && end != path.size()) return wrong;
    StrAppend(&request.path, "/", *part);
    at = end;
  }
  if (question == target.npos) return absl::OkStatus();
  return ParseUrlEncoded(target.substr(question + 1), request.query);
}

absl::Status ParseUrlEncoded(std::string_view text, Fields& fields) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    auto name = Decode(pair.substr(0, equals), Plus::kIsBlank);
    auto value = equals == pair.npos ? std::optional<std::string>("")
                                     : Decode(pair.substr(equals + 1), Plus::kIsBlank);
    if (!name || !value) return absl::InvalidArgumentError("a field is not encoded as it must be");
    if (absl::Status added = AddField(*std::move(name), *std::move(value), fields); !added.ok()) {
      return added;
    }
  }
  return absl::OkStatus();
}

std::string UrlEncode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || c == '_') {
      encoded += c;
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

void ParseCookies(std::string_view header, Fields& cookies) {
  while (!header.empty() && cookies.size() < limits::kFieldsMax) {
    const size_t end = std::min(header.find(';'), header.size());
    const std::string_view pair = Trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const size_t equals = pair.find('=');
    if (equals == pair.npos || equals == 0) continue;
    cookies.emplace(pair.substr(0, equals), pair.substr(equals + 1));
  }
}

absl::Status ParseForm(std::string_view content_type, std::string_view body, Request& request) {
  const std::string_view kind = Trimmed(content_type.substr(0, content_type.find(';')));
  if (absl::EqualsIgnoreCase(ToAbsl(kind), "application/x-www-form-urlencoded")) {
    return ParseUrlEncoded(body, request.form);
  }
  if (absl::EqualsIgnoreCase(ToAbsl(kind), "multipart/form-data")) {
    return ParseMultipart(Parameter(content_type, "boundary").value_or(""), body, request);
  }
  return absl::InvalidArgumentError("what was sent is no form");
}

}  // namespace samlad::web
