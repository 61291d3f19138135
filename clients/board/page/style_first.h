// SPDX-License-Identifier: EUPL-1.2
//
// The style of the first page, on the screen and on its A4 page. In print every
// line of it is counted: what is longer than its lines is cut there, and stands
// whole further back.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_STYLE_FIRST_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_STYLE_FIRST_H_

namespace samlad::board {

inline constexpr char kFirstStyle[] = R"css(
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: .75rem 2rem; padding-bottom: 1.125rem; border-bottom: 3px solid var(--ink); }
.city { margin: .375rem 0 0; font-size: 1.1875rem; }
.moment { margin: 0; color: var(--quiet); font-size: .8125rem; line-height: 1.5; }
.moment span { display: block; }
.selection { color: var(--bad); }
.lead { margin: 1.25rem 0 0; max-width: 60rem; font-size: clamp(1.1875rem, 2.4vw, 1.5rem); line-height: 1.35; letter-spacing: -.01em; text-wrap: pretty; }
.shapes { position: absolute; }
.s { display: inline-flex; align-items: baseline; gap: .375rem; color: var(--quiet); line-height: 1.3; }
.s svg { width: .9375rem; height: .9375rem; flex: none; transform: translateY(.125rem); fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
symbol .fill { fill: currentColor; stroke: none; }
symbol .cut { stroke: var(--paper); }
.g { color: var(--good); font-weight: 650; } .f { color: var(--good); } .b { color: var(--bad); font-weight: 650; }

.signals { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13.5rem, 100%), 1fr)); gap: 1.5rem 2rem; margin-top: 1.75rem; }
.signals h3 { font-size: .9375rem; }
.signals ul, .lists ul { list-style: none; margin: 0; padding: 0; }
.signals li { display: grid; grid-template-columns: 2rem 1fr; gap: .625rem; align-items: baseline; padding: .125rem 0; font-size: .9375rem; }
.signals b { text-align: right; }
.shares { display: block; width: 100%; height: .75rem; margin: .5rem 0; }
.shares rect, .bar rect { fill: var(--still); }
.shares rect { stroke: var(--paper); stroke-width: 2; vector-effect: non-scaling-stroke; }
.shares .g, .bar rect { fill: var(--good); } .shares .f { fill: var(--fair); } .shares .b { fill: var(--bad); }

.asks { margin-top: 2rem; padding: 1rem 1.375rem 1.125rem; background: var(--wash); border-left: 5px solid var(--accent); }
.asks h2 { margin: 0; padding: 0; border: 0; font-size: 1.1875rem; }
.asks ol { margin: .375rem 0 0; padding-left: 1.375rem; }
.asks li { padding: .1875rem 0; }
.asks li::marker { color: var(--accent); font-weight: 650; }
.asks a { font-weight: 650; }
.asks span { color: var(--quiet); margin-left: .25rem; }

.lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(25rem, 100%), 1fr)); gap: 2rem 3rem; margin-top: 2.25rem; }
.lists h3 { display: flex; justify-content: space-between; padding: .5rem 0; border-top: 3px solid var(--ink); }
.lists h3 span { font-variant-numeric: tabular-nums; }
.lists li { display: grid; grid-template-columns: 1fr auto; gap: 0 1.25rem; padding: .4375rem 0; border-top: 1px solid var(--line); line-height: 1.4; }
.lists .t { font-weight: 600; color: inherit; text-decoration-color: var(--still); }
.lists .n { font-weight: 700; white-space: nowrap; text-align: right; }
.lists .n .s { margin-right: .4375rem; }
.lists .m { grid-column: 1 / -1; color: var(--quiet); font-size: .875rem; }
.more { margin: 0; padding-top: .4375rem; border-top: 1px solid var(--line); font-size: .875rem; }

@media print {
  header { padding-bottom: .75rem; flex-wrap: nowrap; }
  h1 { font-size: 2.75rem; }
  .moment { white-space: nowrap; }
  .city, .lists .t, .lists .m, .asks li { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; }
  .lists .t { -webkit-line-clamp: 2; }
  .asks ol { counter-reset: ask; list-style: none; padding: 0; }
  .asks li { counter-increment: ask; padding: .0625rem 0; }
  .asks li::before { content: counter(ask) "\2002"; color: var(--accent); font-weight: 650; }
  .lead { margin-top: .75rem; font-size: 1.4375rem; max-width: none; }
  .signals { display: flex; gap: 2rem; margin-top: 1.125rem; }
  .signals > div { flex: 1; }
  .signals li { padding: 0; line-height: 1.35; }
  .asks { margin-top: 1.125rem; padding: .625rem 1rem .75rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .lists { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem 2.25rem; margin-top: 1.125rem; }
  .lists h3 { padding: .3125rem 0; }
  .lists li { padding: .1875rem 0; line-height: 1.3; }
  .more { padding-top: .25rem; }
  .first { break-after: page; }
}
)css";

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_STYLE_FIRST_H_
