// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/http/message.h"

#include <openssl/evp.h>

#include <array>
#include <utility>

#include "absl/strings/escaping.h"
#include "gateway/base/check.h"
#include "gateway/base/strings.h"

namespace samlad::web {

std::string_view FirstOf(const Fields& fields, std::string_view name) {
  const auto found = fields.lower_bound(name);
  return found == fields.end() || found->first != name ? std::string_view() : found->second;
}

std::string PolicyForStyles(const std::vector<std::string_view>& styles) {
  std::string allowed;
  for (const std::string_view style : styles) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    Check(EVP_Digest(style.data(), style.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1,
          "OpenSSL computes SHA-256");
    const absl::string_view bytes(reinterpret_cast<const char*>(digest.data()), size);
    StrAppend(&allowed, " 'sha256-", absl::Base64Escape(bytes), "'");
  }
  return StrCat("default-src 'none'; style-src", allowed.empty() ? " 'none'" : allowed,
                "; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'");
}

Response SeeOther(std::string_view path) {
  Response response;
  response.status = 303;
  response.location = path;
  return response;
}

Response Download(std::string_view file_name, std::string_view content_type, std::string body) {
  Response response;
  response.content_type = content_type;
  response.body = std::move(body);
  response.file_name = file_name;
  return response;
}

}  // namespace samlad::web
