// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as what a browser sends: the first byte says whether the rest is an
// address, cookies, or a form of either kind.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "clients/web/http/form.h"
#include "clients/web/limits.h"
#include "gateway/base/utf8.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

using web::Fields;
using web::Request;

void CheckFields(const Fields& fields) {
  Require(fields.size() <= web::limits::kFieldsMax, "there are no more fields than may be");
  for (const auto& [name, value] : fields) {
    Require(name.size() <= web::limits::kFieldNameBytesMax, "a name is short");
    Require(value.size() <= web::limits::kFieldBytesMax, "a value is bounded");
    for (const std::string& text : {name, value}) {
      Require(!FindInvalidUtf8(text), "what was taken is UTF-8");
      Require(text.find('\0') == text.npos, "and holds no NUL");
    }
  }
}

void CheckForm(std::string_view type, std::string_view body) {
  Request request;
  if (!web::ParseForm(type, body, request).ok()) return;
  CheckFields(request.form);
  Require(request.uploads.size() <= web::limits::kFilesMax, "there are no more files than may be");
  size_t bytes = 0;
  for (const web::Upload& upload : request.uploads) {
    Require(upload.name.find_first_of("/\\") == upload.name.npos, "a file's name is no path");
    Require(upload.name.size() <= web::limits::kFileNameBytesMax, "and short");
    bytes += upload.content.size();
  }
  Require(bytes <= body.size(), "files are parts of the body");
}

void CheckTarget(std::string_view target) {
  Request request;
  if (!web::ParseTarget(target, request).ok()) return;
  Require(request.path.starts_with('/'), "a path is absolute");
  Require(!request.path.starts_with("//"), "and no other host");
  Require(request.path.find("/../") == request.path.npos, "and goes nowhere up");
  Require(!FindInvalidUtf8(request.path), "and is UTF-8");
  CheckFields(request.query);
}

void CheckEncoding(std::string_view text) {
  if (text.size() > web::limits::kFieldBytesMax || FindInvalidUtf8(text) ||
      text.find('\0') != text.npos) {
    return;
  }
  Fields fields;
  Require(web::ParseUrlEncoded("a=" + web::UrlEncode(text), fields).ok(), "what we write is read");
  Require(fields.begin()->second == text, "as it was");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  samlad::web::Fields cookies;
  switch (data[0]) {
    case 't':
      samlad::fuzz::CheckTarget(rest);
      break;
    case 'c':
      samlad::web::ParseCookies(rest, cookies);
      break;
    case 'u':
      samlad::fuzz::CheckForm("application/x-www-form-urlencoded", rest);
      samlad::fuzz::CheckEncoding(rest);
      break;
    case 'm':
      samlad::fuzz::CheckForm("multipart/form-data; boundary=b", rest);
      break;
    default: {
      const size_t line = rest.find('\n');
      if (line != rest.npos) samlad::fuzz::CheckForm(rest.substr(0, line), rest.substr(line + 1));
    }
  }
  return 0;
}
