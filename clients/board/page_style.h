// SPDX-License-Identifier: EUPL-1.2
//
// The page's style sheet. Contrast on white: ink 15:1, quiet 6.5:1, accent 8:1,
// good 6.6:1, bad 6.9:1; WCAG 2.2 asks for 4.5:1.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_STYLE_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_STYLE_H_

namespace samlad::board {

inline constexpr char kPageStyle[] = R"css(
:root {
  --ink: #1c2126; --quiet: #545d66; --line: #dde1e5; --wash: #f6f7f8;
  --accent: #0b4f6c; --good: #1d6b3f; --bad: #a3301c;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink); background: #fff;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
.page { max-width: 70rem; margin: 0 auto; padding: 3.5rem 2rem 5rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; margin: 0; text-wrap: balance; }
h1 { font-size: 2.375rem; letter-spacing: -.02em; }
h2 { font-size: 1.375rem; letter-spacing: -.01em; margin-top: 4rem; }
h3 { font-size: 1.0625rem; }
p { margin: .5rem 0 0; max-width: 42rem; }
.eyebrow { margin: 0 0 .5rem; color: var(--accent); font-weight: 600; font-size: .9375rem; }
.lede { margin-top: .75rem; font-size: 1.1875rem; }
.quiet { color: var(--quiet); font-size: .8125rem; }
header { border-bottom: 2px solid var(--accent); padding-bottom: 1.75rem; }
header + main h2:first-of-type { margin-top: 2.5rem; }

.brief { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 3.5rem; }
.brief section { margin-top: 1.75rem; }
.brief h3 { display: flex; align-items: baseline; gap: .625rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
.brief .count { font-size: 1.75rem; font-weight: 600; letter-spacing: -.02em; line-height: 1; color: var(--accent); }
.brief ul { list-style: none; margin: 0; padding: 0; }
.brief li { padding: .4375rem 0; line-height: 1.4; border-bottom: 1px solid var(--line); }
.brief li:last-child { border-bottom: 0; }
.brief li > .quiet { display: block; }
.brief li strong { font-weight: 600; }

.scroll { overflow-x: auto; margin-top: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; font-weight: 600; font-size: 1.0625rem; padding: 1.25rem 0 .5rem; }
caption .id { color: var(--quiet); font-weight: 400; margin-right: .375rem; }
th, td { text-align: left; vertical-align: top; padding: .625rem 1.25rem .625rem 0; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-top: 0; border-bottom: 1px solid var(--ink); font-weight: 600; font-size: .8125rem; color: var(--quiet); vertical-align: bottom; white-space: nowrap; }
thead + tbody tr:first-child > * { border-top: 0; }
tbody th { font-weight: 400; }
tbody th .name { font-weight: 600; }
.figure, .now { text-align: right; white-space: nowrap; }
.now { font-weight: 600; }
.nowrap { white-space: nowrap; }
table.indicators { table-layout: fixed; }
table.indicators thead th.figure { width: 5.25rem; }
.status { width: 10.5rem; } .trend { width: 9rem; } .coverage { width: 4.5rem; }
abbr { text-decoration: none; cursor: help; }
.code { color: var(--quiet); font-weight: 400; }
.flag { color: var(--quiet); font-weight: 400; font-size: .75rem; }
.log { display: block; color: var(--quiet); font-size: .75rem; font-weight: 400; }

.sign { display: inline-flex; align-items: center; gap: .4375rem; white-space: nowrap; }
.sign svg { width: .875rem; height: .875rem; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.sign svg .solid { fill: currentColor; }
.good { color: var(--good); } .fair { color: var(--accent); } .bad { color: var(--bad); } .still { color: var(--quiet); }
.bad, .good { font-weight: 600; }

details { margin-top: .375rem; font-size: .8125rem; }
summary { color: var(--accent); cursor: pointer; min-height: 1.5rem; width: fit-content; }
details ul { list-style: none; margin: .25rem 0 0; padding: 0; }
details li { display: flex; justify-content: space-between; gap: 1rem; padding: .125rem 0; }
details li .log { display: inline; }

.activities { list-style: none; padding: 0; margin: 1rem 0 0; }
.activities li { padding: .875rem 0; border-top: 1px solid var(--line); }
.activities li:first-child { border-top: 0; }
.activities p { white-space: pre-line; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .375rem 1.5rem; margin: 1rem 0 0; font-size: .9375rem; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
.hash { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: .8125rem; }

@media (max-width: 40rem) {
  .page { padding: 2rem 1rem 3rem; }
  h1 { font-size: 1.75rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
@page { size: A4; margin: 14mm 13mm 16mm; }
@media print {
  html { font-size: 8.5pt; }
  .page { max-width: none; padding: 0; }
  .skip { display: none; }
  h2 { margin-top: 2rem; break-after: avoid; }
  .sheet { break-before: page; margin-top: 0; }
  .brief { grid-template-columns: 1fr 1fr; gap: 0 2.5rem; }
  .brief section { margin-top: 1rem; }
  .brief li { padding: .25rem 0; }
  tr, li { break-inside: avoid; }
  caption { break-after: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  table.indicators { min-width: 0 !important; }
  th, td { padding-right: .75rem; }
  details:not([open]) { display: none; }
}
)css";

// For pages whose tables are too wide for A4 upright.
inline constexpr char kLandscapeStyle[] = "@page { size: A4 landscape; }\n";

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_STYLE_H_
