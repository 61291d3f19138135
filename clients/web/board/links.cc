// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/links.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "clients/web/http/form.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {

std::string InEdition(const ShownEdition& shown, std::string_view path) {
  if (shown.IsNewest()) return std::string(path);
  return StrCat(path, path.find('?') == path.npos ? "?" : "&", "edition=", shown.info.position());
}

std::optional<uint64_t> ReadPosition(std::string_view text) {
  uint64_t position = 0;
  // SimpleAtoi takes signs and blanks, which no address of ours has.
  if (!std::ranges::all_of(text, IsDigit) || !absl::SimpleAtoi(ToAbsl(text), &position) ||
      position == 0) {
    return std::nullopt;
  }
  return position;
}

std::string EditionPath(uint64_t position) { return StrCat("/editions/", position); }

std::string IndicatorPath(const ShownEdition& shown, std::string_view id) {
  return InEdition(shown, StrCat("/indicators/", UrlEncode(id)));
}

std::string OrganisationPath(const ShownEdition& shown, std::string_view id) {
  return InEdition(shown, StrCat("/organisations/", UrlEncode(id)));
}

std::string ProjectPath(const ShownEdition& shown, std::string_view id) {
  return InEdition(shown, StrCat("/projects/", UrlEncode(id)));
}

std::string AcknowledgementPath(uint64_t position) {
  return StrCat("/acknowledgements/", position);
}

}  // namespace samlad::web::editions
