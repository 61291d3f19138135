// SPDX-License-Identifier: EUPL-1.2
//
// The style sheet that all pages share: colours, type and focus. Contrast on
// paper and on wash, light and dark: ink over 13:1, quiet, accent, good and bad
// over 5:1; WCAG 2.2 asks for 4.5:1. Good is blue and bad is vermilion, which
// people with any colour blindness tell apart.

#ifndef SAMLAD_CLIENTS_BOARD_STYLE_H_
#define SAMLAD_CLIENTS_BOARD_STYLE_H_

namespace samlad::board {

inline constexpr char kBaseStyle[] = R"css(
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #14202b; --quiet: #4f5d69; --line: #d5dbe0; --wash: #f2f5f7;
  --accent: #0b4468; --good: #00629b; --fair: #7db4d8; --bad: #b23c00; --still: #bcc6ce;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #10171d; --ink: #e9eef2; --quiet: #a9b6c1; --line: #2d3943; --wash: #18222a;
    --accent: #93cbf0; --good: #7fc1ee; --fair: #38688a; --bad: #ff9d6b; --still: #4b5963;
  }
}
@media (prefers-contrast: more) {
  :root { --ink: #000; --quiet: #26313a; --line: #6b7680; --accent: #00304d; --good: #00436b; --bad: #7d2a00; }
}
@media screen and (prefers-contrast: more) and (prefers-color-scheme: dark) {
  :root { --ink: #fff; --quiet: #dde5eb; --line: #93a1ad; --accent: #c2e4fb; --good: #b3dcf8; --bad: #ffc4a6; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 74rem; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 3.5rem) 5rem;
  color: var(--ink); background: var(--paper);
  font: 1rem/1.5 "Segoe UI", -apple-system, Roboto, "Noto Sans", "Liberation Sans", system-ui, Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; background: var(--paper); padding: .5rem 1rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
:target { scroll-margin-top: 1rem; }
h1, h2, h3 { line-height: 1.2; font-weight: 650; margin: 0; text-wrap: balance; }
h1 { font-size: clamp(2rem, 5vw, 2.875rem); line-height: 1.05; letter-spacing: -.03em; font-weight: 700; }
h2 { font-size: 1.625rem; letter-spacing: -.018em; margin-top: 4rem; padding-top: .75rem; border-top: 3px solid var(--ink); }
h3 { font-size: 1.0625rem; }
p { margin: .5rem 0 0; max-width: 44rem; }
small { display: block; color: var(--quiet); font-size: .8125rem; line-height: 1.4; }
b, strong { font-weight: 650; }
.eyebrow { margin: 0 0 .375rem; color: var(--accent); font-weight: 650; font-size: .875rem; }
.lede { margin-top: .75rem; font-size: 1.1875rem; }
@page { size: A4; margin: 12mm 14mm 15mm; }
@media print {
  html { font-size: 8pt; }
  body { max-width: none; padding: 0; line-height: 1.4; }
  .skip { display: none; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
)css";

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_STYLE_H_
