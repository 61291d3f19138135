# SPDX-License-Identifier: EUPL-1.2
"""Line plots as SVG, with no library: text that a page can hold and a diff can show."""

import math
import pathlib
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
# Told apart without colour, too: by their dashes and by the name at their end.
COLOURS = ("#0b5394", "#b45309", "#3f6212", "#7e22ce", "#9f1239", "#334155")
DASHES = ("", "6 3", "2 2", "8 3 2 3", "1 3", "10 4")
TICKS = 5


def step_for(highest: float) -> float:
    """A round distance between at most TICKS lines from 0 to highest."""
    rough = highest / TICKS
    power = 10 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"


def line_plot(path: pathlib.Path, title: str, x_title: str, y_title: str, x: list[float],
              series: dict[str, list[float]]) -> None:
    """Writes one plot. x grows by factors, so its axis is logarithmic; y begins at 0."""
    step = step_for(max(max(values) for values in series.values()))
    highest = step * math.ceil(max(max(values) for values in series.values()) / step)
    low, high = math.log(x[0]), math.log(x[-1])

    def at(value: float) -> float:
        return LEFT + (math.log(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - value / highest * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{TOP - 5}">{escape(y_title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">'
        f"{escape(x_title)}</text>"]
    for tick in range(round(highest / step) + 1):
        y = up(tick * step)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#d4d4d8"/>'
                     f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">'
                     f"{number(tick * step)}</text>")
    for value in x:
        parts.append(f'<text x="{at(value):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">'
                     f"{number(value)}</text>")
    for (name, values), colour, dash in zip(series.items(), COLOURS, DASHES):
        points = " ".join(f"{at(a):.1f},{up(b):.1f}" for a, b in zip(x, values, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"'
                     + (f' stroke-dasharray="{dash}"' if dash else "") + "/>")
        parts += [f'<circle cx="{at(a):.1f}" cy="{up(b):.1f}" r="3" fill="{colour}"/>'
                  for a, b in zip(x, values, strict=True)]
        parts.append(f'<text x="{at(x[-1]) + 8:.1f}" y="{up(values[-1]) + 4:.1f}" '
                     f'fill="{colour}">{escape(name)}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")
