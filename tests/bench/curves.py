# SPDX-License-Identifier: EUPL-1.2
"""How the gateway's rate and cost change with what it is given, as tables and plots:
reports in flight, observations in a report, organisations, entries in the log."""

import pathlib
import statistics
from collections.abc import Callable

import plot

FLIGHTS = (1, 2, 4, 8, 16, 32, 64)
# An indicator has a total and so many areas; 20 indicators.
AREAS = {20: 0, 200: 9, 1_000: 49, 5_000: 249}
ORGANISATIONS = (2, 30, 500)
IN_FLIGHT = 16

Measure = Callable[..., dict]


def medians(rounds: list[dict]) -> dict:
    return {key: statistics.median(each[key] for each in rounds)
            for key in ("per_second", "p50_us", "p99_us", "cpu_us")}


def print_rows(heading: str, rows: dict[object, dict]) -> None:
    print(f"\n| {heading} | reports/s | p50 us | p99 us | server's processor time us |")
    print("|---:|---:|---:|---:|---:|")
    for what, seen in rows.items():
        print(f"| {what} | " + " | ".join(f"{seen[key]:.0f}" for key in seen) + " |", flush=True)


def in_flight(servers: dict[str, object], measure: Measure, rounds: int,
              plots: pathlib.Path) -> None:
    """Every program at every level, alternating."""
    seen = {name: {level: [] for level in FLIGHTS} for name in servers}
    for level in FLIGHTS:
        for _ in range(rounds):
            for name, server in servers.items():
                seen[name][level].append(measure(server, level))
    result = {name: {level: medians(each) for level, each in levels.items()}
              for name, levels in seen.items()}
    for name, levels in result.items():
        print_rows(f"{name}, in flight", levels)
    for file, title, unit, key, scale in (
            ("rate", "Reports of 200 observations a second", "reports/s", "per_second", 1),
            ("p99", "Slowest of a hundred answers", "milliseconds", "p99_us", 1000)):
        plot.line_plot(plots / f"{file}.svg", title, "reports in flight", unit, list(FLIGHTS),
                       {name: [levels[level][key] / scale for level in FLIGHTS]
                        for name, levels in result.items()})


def sizes(with_gateway: Callable, measure: Measure, rounds: int, plots: pathlib.Path) -> None:
    rows = {}
    for observations, areas in AREAS.items():
        with with_gateway("--areas", str(areas)) as gateway:
            rows[observations] = medians([measure(gateway, IN_FLIGHT, "--areas", str(areas))
                                          for _ in range(rounds)])
    print_rows("observations in a report", rows)
    plot.line_plot(plots / "size.svg", "Cost of a report by its size", "observations",
                   "microseconds of processor time", list(rows),
                   {"gateway": [row["cpu_us"] for row in rows.values()]})


def organisations(with_gateway: Callable, measure: Measure, rounds: int,
                  plots: pathlib.Path) -> None:
    rows = {}
    for number in ORGANISATIONS:
        with with_gateway("--organisations", str(number)) as gateway:
            rows[number] = medians([measure(gateway, IN_FLIGHT) for _ in range(rounds)])
    print_rows("organisations in the catalogue", rows)
    plot.line_plot(plots / "organisations.svg", "Cost of a report by organisations",
                   "organisations", "microseconds of processor time", list(rows),
                   {"gateway": [row["cpu_us"] for row in rows.values()]})


def log_size(with_gateway: Callable, measure: Measure, rounds: int, entries: int,
             plots: pathlib.Path) -> None:
    """The same report after ever more of 20 observations."""
    rows, held = {}, 0
    with with_gateway() as gateway:
        target = 100
        while target <= entries:
            while held < target:
                filled = measure(gateway, 64, "--areas", "0", "--reports", str(target - held))
                held += filled["accepted"]
            rounds_seen = [measure(gateway, IN_FLIGHT) for _ in range(rounds)]
            rows[held] = medians(rounds_seen)
            held += sum(each["accepted"] for each in rounds_seen)
            target *= 10
    print_rows("entries in the log", rows)
    plot.line_plot(plots / "log.svg", "Cost of a report by the log's size", "entries",
                   "microseconds of processor time", list(rows),
                   {"gateway": [row["cpu_us"] for row in rows.values()]})
