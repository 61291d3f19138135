// SPDX-License-Identifier: EUPL-1.2
//
// What the writer of a report template (clients/sheets) and its reader agree on:
// the hidden sheet that says what the template was made for. Each of its rows is a
// name and a value; below them, each is a field, a code and the name that people
// write for it. Data, no code.

#ifndef SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_
#define SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_

#include <string_view>

namespace samlad::formats {

// Version of the template's layout; a reader reads it and older ones.
inline constexpr int kTemplateVersion = 1;
inline constexpr std::string_view kAboutSheet = "_samlad";

// Names in its first column.
inline constexpr std::string_view kAboutVersion = "samlad_template";
inline constexpr std::string_view kAboutCatalogue = "catalogue_position";
inline constexpr std::string_view kAboutOrganisation = "organisation";
inline constexpr std::string_view kAboutObligation = "obligation";
inline constexpr std::string_view kAboutPeriod = "period";

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_TEMPLATE_SHEETS_H_
