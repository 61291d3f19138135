#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the symbols of the libraries against tests/house/rooms: names each that
one library leaves undefined and another defines, if the list has no arrow from
the one to the other. A static library links whatever its program happens to
have, and a declaration copied by hand needs no include. Exit code 1 if there is
one.

usage: tests/house/symbols.py BUILD_FOLDER
"""

import collections
import concurrent.futures
import os
import pathlib
import subprocess
import sys

import rooms

# The libraries of proto/, as tests/house/rooms calls what is outside.
PROTO_KINDS = {"libsamlad_proto.a": "contract", "libsamlad_services.a": "grpc",
               "libsamlad_rpc_details.a": "rpc"}


def run(*command):
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def libraries(build):
    """Those that the build has now; files of earlier ones may lie about."""
    targets = run("ninja", "-C", build, "-t", "targets", "all").splitlines()
    named = {line.partition(":")[0] for line in targets if "STATIC_LIBRARY_LINKER" in line}
    found = sorted(name for name in named if name.startswith(("gateway/", "clients/", "proto/")))
    if missing := [name for name in found if not (build / name).is_file()]:
        sys.exit(f"tests/house/symbols.py: not built: {', '.join(missing)}")
    return found


def symbols(path):
    """Undefined ones, and those defined once in a program (inline ones are not)."""
    undefined, defined = set(), set()
    for line in run("nm", "--format=posix", "--extern-only", path).splitlines():
        words = line.split()
        if len(words) < 2:
            continue
        if words[1] == "U":
            undefined.add(words[0])
        elif words[1] in "ABCDGRST":
            defined.add(words[0])
    return undefined - defined, defined


def folder(library):
    return library.rpartition("/")[0]


def rooms_of(known, library, folders):
    """The rooms whose sources it is built from: of its folder, and of those
    inside it that have no library of their own."""
    def home(room):
        return max((place for place in folders if rooms.within(room, place)), key=len, default=None)
    return {room for room in known.rooms
            if not room.endswith(".cc") and home(room) == folder(library)}


def may_need(known, user, maker, folders):
    if folder(user) == folder(maker):
        return True
    mine = rooms_of(known, user, folders)
    if folder(maker) == "proto":
        kind = PROTO_KINDS[pathlib.Path(maker).name]
        return any(kind in known.outside[room] for room in mine)
    theirs = rooms_of(known, maker, folders)
    return any(known.rooms[room] & theirs for room in mine)


def main():
    build = pathlib.Path(sys.argv[1])
    known, names = rooms.load(), libraries(build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        tables = dict(zip(names, pool.map(lambda name: symbols(build / name), names)))
    makers = collections.defaultdict(set)
    for name, (_, defined) in tables.items():
        for symbol in defined:
            makers[symbol].add(name)
    folders = {folder(name) for name in names}
    faults = []
    for user, (undefined, _) in tables.items():
        for symbol in sorted(undefined & makers.keys()):
            if not any(may_need(known, user, maker, folders) for maker in makers[symbol]):
                faults.append(f"{user} may not need {min(makers[symbol])}: {symbol}")
    if faults:
        print(subprocess.run(["c++filt"], input="\n".join(faults), capture_output=True, check=True,
                             text=True).stdout, file=sys.stderr)
    print(f"symbols: {len(names)} libraries, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
