// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/http/message.h"

#include <utility>

namespace samlad::web {

std::string_view FirstOf(const Fields& fields, std::string_view name) {
  const auto found = fields.lower_bound(name);
  return found == fields.end() || found->first != name ? std::string_view() : found->second;
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
