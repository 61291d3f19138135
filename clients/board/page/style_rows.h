// SPDX-License-Identifier: EUPL-1.2
//
// The style of the indicators' rows and of tables, which are cards on narrow
// screens.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_STYLE_ROWS_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_STYLE_ROWS_H_

namespace samlad::board {

inline constexpr char kRowsStyle[] = R"css(
section > h3 { margin-top: 2.25rem; font-size: 1.25rem; letter-spacing: -.01em; }
h3 > span { color: var(--quiet); font-weight: 400; margin-right: .25rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: .625rem 1rem .625rem 0; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { padding-bottom: .375rem; color: var(--quiet); font-size: .8125rem; vertical-align: bottom; }
thead { border-bottom: 1px solid var(--ink); }
abbr { text-decoration: none; color: var(--quiet); font-weight: 400; font-size: .875em; }
.facts { margin: 0; max-width: none; color: var(--quiet); font-size: .8125rem; }
.facts .s { font-weight: 650; }

.rows { table-layout: fixed; margin-top: .75rem; }
.rows tbody { border-top: 1px solid var(--line); break-inside: avoid; }
.rows thead + tbody { border-top: 0; }
.rows thead th:nth-child(1) { width: 27%; } .rows thead th:nth-child(2) { width: 13%; } .rows thead th:nth-child(3) { width: 10%; }
.rows thead th:nth-child(4) { width: 14%; } .rows thead th:nth-child(5) { width: 11%; } .rows thead th:nth-child(7) { width: 8%; }
.rows tbody th { font-weight: 650; }
.rows tr:first-child > * { padding-bottom: .125rem; }
.rows tr + tr > td { padding: 0 0 .625rem; }
.rows tr:first-child td:nth-of-type(2) { font-size: 1.125rem; line-height: 1.25; font-weight: 700; }
.rows > tbody:target { background: var(--wash); }
.sp { display: block; width: 100%; max-width: 8.75rem; height: auto; fill: none; stroke: var(--ink); stroke-width: 3.5; stroke-linejoin: round; stroke-linecap: round; }
.t { stroke: var(--quiet); }
.sp .t { stroke-width: 2; stroke-dasharray: 7 6; }
.sp .q, .track .q { stroke: var(--accent); stroke-width: 13; stroke-linecap: round; }

details { font-size: .875rem; }
summary { display: inline-block; min-height: 1.5rem; color: var(--accent); cursor: pointer; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
summary::before { content: "+ "; } [open] > summary::before { content: "– "; }
details table { width: auto; max-width: 100%; margin: .25rem 0 .5rem; }
details th, details td { padding: .25rem 1.5rem .25rem 0; border-top: 1px solid var(--line); }

.register { margin-top: 1rem; overflow-wrap: break-word; }
thead th { overflow-wrap: normal; }
.register tbody tr { border-top: 1px solid var(--line); break-inside: avoid; }
.register tbody th { font-weight: 650; }

@media screen and (max-width: 54rem) {
  h2 { font-size: 1.375rem; margin-top: 3rem; }
  table.rows, .rows tbody, .rows tr, .rows th, .rows td, .register, .register tbody, .register tr, .register th, .register td { display: block; width: auto; }
  .rows thead, .register thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tbody, .register tbody tr, .rows thead + tbody { border: 1px solid var(--line); border-radius: .375rem; padding: .875rem 1rem; margin-top: .75rem; }
  .rows tr:first-child { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(7rem, 100%), 1fr)); gap: .75rem 1rem; }
  .rows tr:first-child > * { padding: 0; }
  .rows tr:first-child th, .rows tr:first-child td:nth-of-type(1) { grid-column: 1 / -1; }
  .rows tr:first-child td:nth-of-type(1):empty { display: none; }
  .rows tr + tr > td { padding: .75rem 0 0; }
  .sp { max-width: 16rem; }
  .rows tr:first-child td::before, .register td::before { display: block; color: var(--quiet); font-size: .8125rem; font-weight: 400; line-height: 1.4; }
  .rows tr:first-child td:nth-of-type(1)::before { display: none; }
  .register th, .register td { padding: 0; }
  .register td { display: grid; grid-template-columns: minmax(6.5rem, 30%) 1fr; gap: 0 .75rem; margin-top: .375rem; }
  .register td > * { grid-column: 2; justify-self: start; }
}
@media print, (min-width: 54.01rem) {
  .register .s, .reports td:nth-of-type(2) { white-space: nowrap; }
}
@media print {
  table { font-size: .9375rem; }
  .rows tr:first-child > * { padding-top: .5rem; }
  .rows tr + tr > td { padding-bottom: .4375rem; }
  th, td { padding: .3125rem .75rem .3125rem 0; }
  thead { display: table-header-group; }
  details { display: none; }
  section > h3 { margin-top: 1.5rem; }
}
)css";

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_STYLE_ROWS_H_
