// SPDX-License-Identifier: EUPL-1.2
//
// The style of the contents list and of everything after the rows; high
// contrast, and colours that the reader's system chooses.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_STYLE_APPENDIX_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_STYLE_APPENDIX_H_

namespace samlad::board {

inline constexpr char kAppendixStyle[] = R"css(
.contents h2 { font-size: 1.0625rem; margin-top: 3rem; border-top-width: 1px; }
.contents ol { margin: .5rem 0 0; padding: 0; list-style: none; columns: 17rem 3; column-gap: 3rem; }
.contents li { display: flex; justify-content: space-between; gap: 1rem; padding: .25rem 0; break-inside: avoid; }
.contents a { display: inline-block; min-height: 1.5rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 1.75rem 3rem; margin-top: 1.25rem; align-items: start; }
.cells { break-inside: avoid; }
.cells caption { text-align: left; padding-bottom: .375rem; }
.cells caption span { display: block; color: var(--quiet); font-size: .8125rem; }
.cells tr { border-top: 1px solid var(--line); }
.cells th, .cells td { padding: .25rem .75rem .25rem 0; vertical-align: middle; }
.cells th { width: 40%; } .cells td:last-child { width: 22%; text-align: right; padding-right: 0; }
.bar { display: block; width: 100%; height: .625rem; background: var(--wash); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(29rem, 100%), 1fr)); gap: 1.25rem 2rem; margin-top: 1.25rem; align-items: start; }
.card { border-top: 1px solid var(--ink); padding: .75rem 0 .5rem; break-inside: avoid; }
.card h3 { line-height: 1.3; }
.card .facts { margin-top: .25rem; }
.card p { font-size: .9375rem; }
.card p.facts { font-size: .8125rem; }
.prose { white-space: pre-line; }
.signs { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.signs small { display: inline; margin-left: .375rem; }
.money .bar { max-width: 18rem; margin-top: .25rem; }
.effects, .proofs { margin: .75rem 0 0; padding: 0; list-style: none; font-size: .9375rem; }
.effects li, .proofs li { padding: .375rem 0; border-top: 1px solid var(--line); }
.effects small, .proofs small { display: inline; margin-left: .375rem; }
.track { display: block; width: 100%; max-width: 15rem; margin-top: .25rem; fill: none; stroke: var(--still); stroke-width: 2; }
.proofs li { display: grid; grid-template-columns: 6.5rem 1fr; gap: .75rem; }
dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .3125rem 1.25rem; margin: .75rem 0 0; font-size: .9375rem; }
dt { color: var(--quiet); } dd { margin: 0; }
dt .s { line-height: 1.4; }
.legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1.5rem 3rem; margin-top: 1.25rem; }
.legend h3:not(:first-child) { margin-top: 1.5rem; }
.legend p { font-size: .9375rem; }
.hash { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: .8125rem; }
.positions { margin: .75rem 0 0; padding: 0; list-style: none; columns: 12rem; column-gap: 2rem; font-size: .8125rem; }
@media screen and (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  .proofs li { grid-template-columns: 1fr; gap: 0; }
}
@media (prefers-contrast: more) {
  .sp { stroke-width: 4; } .asks { border: 2px solid var(--ink); border-left-width: 6px; }
  .s, .facts, small, abbr { color: var(--ink); } .g { color: var(--good); } .b { color: var(--bad); }
}
@media (forced-colors: active) {
  .sp, .track { stroke: CanvasText; } .t { stroke: GrayText; } .sp .q, .track .q { stroke: Highlight; }
  symbol .cut { stroke: Canvas; }
  .shares rect { fill: GrayText; stroke: Canvas; } .shares .g, .bar rect { fill: CanvasText; } .shares .b { fill: Highlight; }
  .bar { border: 1px solid CanvasText; } .asks { border: 1px solid CanvasText; }
}
@media print {
  h2 { margin-top: 2.25rem; font-size: 1.5rem; }
  .contents h2 { margin-top: 0; }
  .contents ol { columns: 2; }
  .contents li { border-bottom: 1px solid var(--line); }
  .cards { grid-template-columns: 1fr 1fr; } .grid { grid-template-columns: 1fr 1fr; }
  .bar, .shares { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_STYLE_APPENDIX_H_
