#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the includes of gateway and clients against tests/house/rooms: names
each that the list does not allow, and who reads the wall clock or sleeps and
may not. Exit code 1 if there is one."""

import re
import sys

import rooms

CLOCK = re.compile(r"absl::Now\(|system_clock::now|sleep_for|sleep_until|SleepFor")
# What others' headers are called, in the order in which they are tried.
OUTSIDE = [
    ("rpc", re.compile(r"google/rpc/")),  # details of errors, without gRPC itself
    ("grpc", re.compile(r"grpc(pp)?/|.*\.grpc\.pb\.h$")),
    ("contract", re.compile(r"samlad/v1/")),
    ("boost", re.compile(r"boost/")),
    ("coin", re.compile(r"coin/")),
    ("cli11", re.compile(r"CLI/")),
    ("postgres", re.compile(r"libpq-fe\.h$")),
    ("openssl", re.compile(r"openssl/")),
    ("prometheus", re.compile(r"prometheus/")),
    ("spdlog", re.compile(r"spdlog/")),
    ("sqlite", re.compile(r"sqlite3")),
    ("systemd", re.compile(r"systemd/")),
    ("utf8proc", re.compile(r"utf8proc\.h$")),
    ("xlsxwriter", re.compile(r"xlsxwriter")),
    ("xml", re.compile(r"pugixml")),
    ("yaml", re.compile(r"yaml-cpp/")),
    ("zip", re.compile(r"zip\.h$")),
]


def fault_of_include(known, path, room, header):
    if not header.startswith(("gateway/", "clients/", "tests/")):
        library = next((name for name, pattern in OUTSIDE if pattern.match(header)), None)
        if library and library not in known.outside[room]:
            return f"{room} may not include {library}"
        return None
    other = known.of(header)
    if other not in known.rooms[room]:
        return f"{room} may not include {other or 'what is in no room'}"
    allowed = known.only.get(header)
    stem = header.removesuffix(".h")
    if allowed and path != f"{stem}.cc" and not any(rooms.within(path, place) for place in allowed):
        return f"{header} is for {', '.join(allowed)} alone"
    return None


def faults_of(known, path, text):
    room = known.of(path)
    if room is None:
        yield 1, "in no room: tests/house/rooms has no line for its folder"
        return
    may_read_clock = any(rooms.within(path, place) for place in known.clock)
    for number, line in enumerate(text.splitlines(), 1):
        if include := rooms.INCLUDE.match(line):
            if fault := fault_of_include(known, path, room, include[1]):
                yield number, f"{fault}: {include[1]}"
        if not may_read_clock and CLOCK.search(line):
            yield number, "reads the wall clock or sleeps, which tests/house/rooms allows elsewhere"


def main():
    known = rooms.load()
    faults = [f"tests/house/rooms: {fault}" for fault in known.faults]
    paths = rooms.sources("gateway/*.h", "gateway/*.cc", "clients/*.h", "clients/*.cc")
    for path in paths:
        faults += [f"{path}:{number}: {fault}"
                   for number, fault in faults_of(known, path, rooms.read(path))]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"includes: {len(paths)} files in {len(known.rooms)} rooms, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
