// SPDX-License-Identifier: EUPL-1.2
//
// The style of the board's pages, beside that of all pages. Charts and signs look as
// on the board's page (clients/board/page).

#ifndef SAMLAD_CLIENTS_WEB_BOARD_STYLE_H_
#define SAMLAD_CLIENTS_WEB_BOARD_STYLE_H_

namespace samlad::web {

inline constexpr char kBoardStyle[] = R"css(
.edition { margin: .25rem 0 1.25rem; max-width: none; color: var(--quiet); font-size: .9375rem; }
.shapes { position: absolute; }
.s { display: inline-flex; align-items: baseline; gap: .375rem; color: var(--quiet); line-height: 1.3; }
.s svg { width: .9375rem; height: .9375rem; flex: none; transform: translateY(.125rem); fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
symbol .fill { fill: currentColor; stroke: none; }
symbol .cut { stroke: var(--paper); }
.s.g { color: var(--good); font-weight: 650; } .s.f { color: var(--good); } .s.b { color: var(--bad); font-weight: 650; }
.sp { display: block; width: 100%; min-width: 6rem; max-width: 10rem; height: auto; fill: none; stroke: var(--good); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.sp .t { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 7 6; stroke-linecap: butt; }
.sp .q { stroke-width: 11; }
.years { display: block; width: 100%; max-width: 40rem; height: auto; }
.years .line { fill: none; stroke: var(--good); stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.years .dot { fill: none; stroke: var(--good); stroke-width: 8; stroke-linecap: round; }
.years .target { fill: none; stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 5; }
.years .base { fill: none; stroke: var(--line); stroke-width: 1; }
.years text { fill: var(--ink); font-size: 13px; text-anchor: middle; }
.years .year { fill: var(--quiet); }
.years .goal { fill: var(--bad); text-anchor: end; }
svg.bar { display: block; width: 100%; min-width: 5rem; max-width: none; margin: 0; padding: 0; height: .625rem; background: var(--sunken, var(--wash)); }
svg.bar rect { fill: var(--good); }
.track { display: block; width: 100%; max-width: 15rem; margin-top: .25rem; fill: none; stroke: var(--still); stroke-width: 2; }
.track .q { stroke: var(--good); stroke-width: 11; stroke-linecap: round; }
.signals { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13.5rem, 100%), 1fr)); gap: 1.5rem 2rem; margin-top: 2.5rem; }
.signals h2 { grid-column: 1 / -1; }
.signals h3 { font-size: .9375rem; }
.signals ul, .counts, .ways, .downloads, .plain { list-style: none; margin: 0; padding: 0; }
.signals li { display: grid; grid-template-columns: 2rem 1fr; gap: .625rem; align-items: baseline; padding: .125rem 0; font-size: .9375rem; }
.signals b { text-align: right; }
.shares { display: block; width: 100%; height: .75rem; margin: .5rem 0; }
.shares rect { fill: var(--still); stroke: var(--paper); stroke-width: 2; vector-effect: non-scaling-stroke; }
.shares .g { fill: var(--good); } .shares .f { fill: var(--fair); } .shares .b { fill: var(--bad); }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: .75rem; }
.counts b { font-size: 1.5rem; margin-right: .25rem; }
.ways { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: .75rem; }
.ways a, .downloads a, .plain a, .asks a { display: inline-block; min-height: 1.5rem; }
.downloads li, .plain li { padding: .25rem 0; }
.asks li { padding: .1875rem 0; }
.now { font-size: 1.25rem; } .now strong { font-size: 2.25rem; letter-spacing: -.02em; }
.now .period { color: var(--quiet); font-size: 1rem; margin-left: .5rem; }
.signs { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 1.75rem 3rem; margin-top: 1.25rem; align-items: start; }
.cells { width: 100%; border-collapse: collapse; font-size: .9375rem; }
.cells caption { text-align: left; font-weight: 650; padding-bottom: .375rem; }
.cells tr { border-top: 1px solid var(--line); }
.cells th, .cells td { padding: .25rem .75rem .25rem 0; text-align: left; font-weight: 400; vertical-align: middle; }
.cells th { width: 40%; } .cells td:last-child { width: 24%; text-align: right; padding-right: 0; }
.money svg.bar { max-width: 18rem; margin-top: .25rem; }
.effects, .proofs { margin: .75rem 0 0; padding: 0; list-style: none; }
.effects li, .proofs li { padding: .375rem 0; border-top: 1px solid var(--line); }
.proofs .s { margin-right: .5rem; }
.effects small, .proofs small { display: inline; margin-left: .375rem; }
.prose { white-space: pre-line; }
.tree { list-style: none; margin: .75rem 0 0; padding: 0 0 0 1rem; border-left: 2px solid var(--line); }
.tree h2 { margin: 1rem 0 0; padding: 0; border: 0; font-size: 1.125rem; }
.tree p { margin-top: .25rem; font-size: .9375rem; }
.card h2 { margin: 0; padding: 0; border: 0; font-size: 1.0625rem; }
details > summary { min-height: 1.5rem; cursor: pointer; margin-top: .75rem; }
pre.mono { overflow-wrap: anywhere; white-space: pre-wrap; }
@media (forced-colors: active) {
  .sp, .track { stroke: CanvasText; } .sp .t { stroke: GrayText; } .sp .q, .track .q { stroke: Highlight; }
  symbol .cut { stroke: Canvas; }
  .shares rect { fill: GrayText; stroke: Canvas; } .shares .g, svg.bar rect { fill: CanvasText; } .shares .b { fill: Highlight; }
  svg.bar { border: 1px solid CanvasText; }
  .years .line, .years .dot { stroke: CanvasText; } .years .target { stroke: Highlight; }
  .years text { fill: CanvasText; }
}
)css";

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_BOARD_STYLE_H_
