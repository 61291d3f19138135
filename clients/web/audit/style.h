// SPDX-License-Identifier: EUPL-1.2
//
// What the pages of auditors and administrators add to the style of all pages.

#ifndef SAMLAD_CLIENTS_WEB_AUDIT_STYLE_H_
#define SAMLAD_CLIENTS_WEB_AUDIT_STYLE_H_

namespace samlad::web {

inline constexpr char kAuditStyle[] = R"css(
.hash { overflow-wrap: anywhere; }
.facts .hash { min-width: 0; }
)css";

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_AUDIT_STYLE_H_
