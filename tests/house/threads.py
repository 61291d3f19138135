#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Compiles with clang what can name a lock, so that -Wthread-safety checks which
lock guards what: the sources of gateway and clients that include base/mutex.h,
by whatever way. Nothing is linked. Exit code 1 if a file does not compile.

usage: tests/house/threads.py BUILD_FOLDER
"""

import json
import pathlib
import re
import subprocess
import sys

import rooms

MUTEX = "gateway/base/mutex.h"


def those_that_reach(header, paths):
    """The paths that include the header, themselves or through one another."""
    includes = {path: set(rooms.INCLUDE.findall(rooms.read(path))) for path in paths}
    found, more = set(), {header}
    while more:
        found |= more
        more = {path for path, names in includes.items() if names & more} - found
    return found


def main():
    build = pathlib.Path(sys.argv[1])
    paths = rooms.sources("gateway/*.h", "gateway/*.cc", "clients/*.h", "clients/*.cc")
    sources = {path for path in those_that_reach(MUTEX, paths) if path.endswith(".cc")}
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    # A source may be in several programs; one compiler reads it once.
    objects = {command["file"]: re.search(r" -o (\S+)", command["command"])[1]
               for command in commands}
    missing = [path for path in sources if str(rooms.ROOT / path) not in objects]
    if missing:
        sys.exit(f"tests/house/threads.py: not built singly: {', '.join(sorted(missing))}")
    done = subprocess.run(
        ["ninja", "-C", str(build), "--quiet", "-k", "0",
         *sorted(objects[str(rooms.ROOT / path)] for path in sources)], check=False)
    print(f"threads: {len(sources)} files that can name a lock, "
          f"{'all as' if done.returncode == 0 else 'not all as'} their annotations say")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
