// SPDX-License-Identifier: EUPL-1.2
//
// What the coordinator's pages add to the style of all pages.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_STYLE_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_STYLE_H_

namespace samlad::web {

inline constexpr char kCoordinatorStyle[] = R"css(
.matrix { overflow-x: auto; }
.lines { white-space: pre-line; }
pre.mono { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.parts ul { display: flex; flex-wrap: wrap; gap: .25rem .75rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.parts a { display: block; padding: .375rem .75rem; border: 1px solid var(--line); border-radius: .375rem; text-decoration: none; }
.parts [aria-current] { font-weight: 650; border-color: var(--accent); }
@media screen and (max-width: 40rem) { table.list td.none { display: none; } }
)css";

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_STYLE_H_
