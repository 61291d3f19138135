// SPDX-License-Identifier: EUPL-1.2
//
// The style sheet of the pages for browsers. Colours and type are those of the
// board's page (clients/board/style.h), which it follows.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_STYLE_H_
#define SAMLAD_CLIENTS_WEB_PAGES_STYLE_H_

namespace samlad::web {

inline constexpr char kFrameStyle[] = R"css(
:root { --raised: #fff; --sunken: #e8edf1; --good-wash: #e6f1f8; --bad-wash: #fbece4; --fair-wash: #fdf4dc; --fair-ink: #6b4e00; --on-accent: #fff; }
@media screen and (prefers-color-scheme: dark) {
  :root { --raised: #18222a; --sunken: #0b1115; --good-wash: #12293a; --bad-wash: #3a2014; --fair-wash: #332a10; --fair-ink: #f0cd6c; --on-accent: #10171d; }
}
body { max-width: none; padding: 0; display: flex; flex-direction: column; min-height: 100vh; background: var(--wash); }
.top { background: var(--raised); border-bottom: 1px solid var(--line); }
.bar, .places ul, main, .foot { width: 100%; max-width: 78rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 2rem; padding-block: .875rem; }
.brand { display: flex; flex-direction: column; margin-right: auto; color: var(--ink); text-decoration: none; font-size: 1.375rem; line-height: 1.15; font-weight: 750; letter-spacing: -.03em; }
.brand::before { content: ""; width: 2rem; height: .25rem; margin-bottom: .3125rem; border-radius: 1px; background: linear-gradient(90deg, var(--accent) 0 33%, var(--fair) 33% 66%, var(--still) 66%); }
.brand small { font-weight: 400; letter-spacing: 0; }
.who { margin: 0; line-height: 1.3; text-align: right; }
.languages { display: flex; gap: .25rem; font-size: .875rem; }
.languages a { padding: .25rem .5rem; min-height: 1.75rem; border-radius: .25rem; text-decoration: none; }
.languages [aria-current] { background: var(--sunken); color: var(--ink); font-weight: 650; }
.places ul { display: flex; flex-wrap: wrap; gap: 0 .25rem; list-style: none; margin-block: 0; }
.places ul { padding-inline: calc(clamp(1rem, 4vw, 2.5rem) - .625rem); }
.places a { display: block; padding: .5rem .625rem .4375rem; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; }
.places a:hover { color: var(--ink); border-color: var(--line); }
.places [aria-current] { color: var(--ink); font-weight: 650; border-color: var(--accent); }
main { flex: 1; padding-block: clamp(1.5rem, 4vw, 3rem) 4rem; outline: none; }
h1 { font-size: clamp(1.75rem, 4vw, 2.375rem); line-height: 1.1; }
h2 { font-size: 1.25rem; letter-spacing: -.01em; margin-top: 2.25rem; padding-top: 0; border-top: 0; }
h3 { margin-top: 1.25rem; }
h2 + p, h3 + p { margin-top: .375rem; }
.foot { padding-block: 1.25rem 2rem; color: var(--quiet); font-size: .875rem; display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 2rem; }
.foot a { display: inline-block; min-height: 1.5rem; margin-right: 1rem; }

.mono { font-family: ui-monospace, "Cascadia Mono", "Liberation Mono", Menlo, Consolas, monospace; font-size: .875em; }
.hint { color: var(--quiet); font-size: .875rem; }
.error { color: var(--bad); font-weight: 650; }
.error::before { content: "! "; }
.figure { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.card { padding: 1.125rem 1.25rem 1.25rem; background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; }
.card > :first-child { margin-top: 0; }
main > ul:not([class]) > li, main > ol:not([class]) > li { max-width: 42rem; margin-top: .25rem; }
.card .waiting { margin-top: .75rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); line-height: 1.35; }
.waiting b { display: block; margin-bottom: .25rem; font-size: 2.25rem; line-height: 1; font-weight: 700; letter-spacing: -.03em; }
.card .number { margin: .5rem 0 0; font-size: 2.25rem; line-height: 1; font-weight: 700; letter-spacing: -.03em; }
.card h2 { font-size: 1.0625rem; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1.5rem 2.5rem; margin-top: 1.25rem; align-items: start; }
.two > * { min-width: 0; }

.notice { margin: 1.25rem 0 0; padding: .875rem 1.125rem 1rem; max-width: 52rem; background: var(--raised); border: 1px solid var(--line); border-left: .375rem solid var(--still); border-radius: .375rem; }
.notice > :first-child { margin-top: 0; }
.notice h2, .notice h3 { font-size: 1.0625rem; }
.notice.good { background: var(--good-wash); border-left-color: var(--good); }
.notice.bad { background: var(--bad-wash); border-left-color: var(--bad); }
.notice.warn { background: var(--fair-wash); border-left-color: var(--fair-ink); }
.badge { display: inline-block; padding: .0625rem .5rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .8125rem; line-height: 1.4; font-weight: 650; white-space: nowrap; }
.badge::before { content: "• "; }
.badge.good { color: var(--good); background: var(--good-wash); } .badge.good::before { content: "✓ "; }
.badge.bad { color: var(--bad); background: var(--bad-wash); } .badge.bad::before { content: "✕ "; }
.badge.warn { color: var(--fair-ink); background: var(--fair-wash); } .badge.warn::before { content: "! "; }
.badge.still { color: var(--quiet); } .badge.still::before { content: "– "; }
.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .375rem 1.5rem; margin: 1rem 0 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; }
.steps { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 1.25rem 0 0; padding: 0; list-style: none; counter-reset: step; }
.steps li { counter-increment: step; color: var(--quiet); display: flex; align-items: center; gap: .5rem; }
.steps li::before { content: counter(step); flex: none; width: 1.625rem; height: 1.625rem; border-radius: 50%; border: 1.5px solid currentColor; text-align: center; line-height: 1.5rem; font-size: .875rem; font-weight: 650; }
.steps [aria-current] { color: var(--ink); font-weight: 650; }
.steps [aria-current]::before { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }

form { margin: 0; }
label, legend { font-weight: 650; }
fieldset { margin: 1.25rem 0 0; padding: .75rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; min-width: 0; }
.field { margin: 1.125rem 0 0; max-width: 36rem; }
.field label { display: block; }
.field .hint { margin: .125rem 0 0; }
input, select, textarea { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: .375rem; padding: .4375rem .625rem; min-height: 2.5rem; max-width: 100%; }
.field input:not([type=checkbox], [type=radio]), .field select, .field textarea { display: block; width: 100%; margin-top: .3125rem; }
textarea { min-height: 6rem; }
input[type=checkbox], input[type=radio] { min-height: 0; width: 1.25rem; height: 1.25rem; margin: 0 .5rem 0 0; vertical-align: -.25rem; accent-color: var(--accent); }
input[type=file] { padding: .375rem; }
input::file-selector-button { font: inherit; margin-right: .75rem; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--wash); color: var(--ink); }
[aria-invalid=true] { border-color: var(--bad); border-width: 2px; }
button, .button { display: inline-block; font: inherit; font-weight: 650; line-height: 1.5; padding: .4375rem 1rem; min-height: 2.5rem; cursor: pointer; color: var(--accent); background: var(--raised); border: 1px solid var(--accent); border-radius: .375rem; text-decoration: none; }
button:hover, .button:hover { background: var(--wash); text-decoration: underline; }
button.primary, .button.primary { color: var(--on-accent); background: var(--accent); }
button.primary:hover, .button.primary:hover { text-decoration: underline; filter: brightness(1.12); }
button.danger, .button.danger { color: var(--bad); border-color: var(--bad); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .625rem 1rem; margin: 1.5rem 0 0; max-width: none; }
.toolbar { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: .75rem 1.5rem; margin: 1.25rem 0 0; }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin: 1.25rem 0 0; }
.toolbar .filter { margin: 0; }
.filter label { font-weight: 400; color: var(--quiet); font-size: .875rem; }
.filter input { width: 14rem; }
.pager { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; margin: 1.25rem 0 0; }
.pager a { padding: .375rem .875rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--raised); text-decoration: none; }

table { border-collapse: collapse; width: 100%; margin: 1rem 0 0; font-size: .9375rem; line-height: 1.4; }
caption { text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .375rem; }
th, td { text-align: left; vertical-align: top; padding: .5625rem 1rem .5625rem 0; }
th.figure, td.figure { text-align: right; }
th:last-child, td:last-child { padding-right: 0; }
thead th { padding-bottom: .375rem; color: var(--quiet); font-size: .8125rem; font-weight: 400; vertical-align: bottom; }
thead { border-bottom: 1px solid var(--ink); }
tbody tr { border-top: 1px solid var(--line); break-inside: avoid; }
thead + tbody tr:first-child { border-top: 0; }
tbody th { font-weight: 650; }
table.list { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; border-collapse: separate; border-spacing: 0; }
table.list th, table.list td { padding: .5625rem 1rem; border-top: 1px solid var(--line); }
table.list thead th { border-top: 0; border-bottom: 1px solid var(--ink); }
table.list thead + tbody > tr:first-child > * { border-top: 0; }
table.list tbody tr:hover { background: var(--wash); }
.chart { margin: 1rem 0 0; }
.chart svg { display: block; width: 100%; height: auto; }
details { margin-top: .75rem; }
summary { min-height: 1.75rem; color: var(--accent); cursor: pointer; }

h2 + table.list > caption:not(.told) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media screen and (min-width: 64rem) {
  /* Words are not cut where a table has room. */
  table.list th, table.list td { overflow-wrap: break-word; }
  .matrix thead th { overflow-wrap: anywhere; hyphens: auto; }
  .matrix tbody th { min-width: 10rem; }
}
.two > .field { margin-top: 0; }

@media screen and (max-width: 40rem) {
  .who { text-align: left; flex-basis: 100%; order: 3; }
  .places { overflow: visible; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .625rem; }
  table.list, table.list tbody, table.list tr, table.list th, table.list td, table.list caption { display: block; width: auto; border: 0; }
  table.list { background: none; }
  table.list thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.list tbody tr { margin-top: .75rem; padding: .75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; }
  table.list tbody th, table.list tbody td { padding: .25rem 0; text-align: left; white-space: normal; }
  table.list td[data-label]::before { content: attr(data-label); display: block; color: var(--quiet); font-size: .8125rem; font-weight: 400; }
  table.list tbody td:empty { display: none; }
  .filter input, .filter select { width: 100%; }
  .toolbar .filter { width: 100%; }
  .filter { align-items: stretch; flex-direction: column; }
}
@media (forced-colors: active) {
  .places [aria-current], .languages [aria-current] { text-decoration: underline; text-decoration-thickness: 3px; }
  .badge, .notice, .card { border: 1px solid; }
}
@media print {
  body { background: none; display: block; }
  .places, .languages, .foot, .actions, .filter, .pager, button { display: none; }
  .top { border-bottom: 1px solid; }
  .bar, main { padding-inline: 0; max-width: none; }
  .card, table.list { border-color: #999; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
)css";

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_PAGES_STYLE_H_
