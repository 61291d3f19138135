# SPDX-License-Identifier: EUPL-1.2
"""Reads the list of rooms, which says what may include what (tests/house/rooms)."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIST = pathlib.Path(__file__).resolve().parent / "rooms"


def sources(*patterns):
    """Files under version control and new ones, relative to the root; not those deleted."""
    named = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return sorted(name for name in set(named.split("\0")) if name and (ROOT / name).is_file())


INCLUDE = re.compile(r'^#include ["<]([^">]+)[">]', re.MULTILINE)


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def within(path, room):
    return path == room or path.startswith(f"{room}/")


def full(name):
    return name if within(name, "clients") else f"gateway/{name}"


class Rooms:
    """rooms: of each room, those that it may include; outside: of each, the
    libraries of others; only: of a header, the rooms that may include it; clock:
    who may read the wall clock. faults: what is wrong with the list itself."""

    def __init__(self, text):
        self.rooms, self.outside, self.only, self.clock, self.faults = {}, {}, {}, [], []
        text = re.sub(r"\n[ \t]+(?=\S)", " ", re.sub(r"#.*", "", text))
        for line in filter(str.strip, text.splitlines()):
            head, _, rest = line.partition(":")
            names, _, outside = rest.partition("|")
            named = [full(name) for name in names.split()]
            if head == "clock":
                self.clock = named
            elif head.startswith("only "):
                self.only[full(head.split()[1])] = named
            else:
                self._add(full(head.strip()), named, set(outside.split()))

    def _add(self, room, named, outside):
        if room in self.rooms:
            self.faults.append(f"{room} has two lines")
        for other in named:
            nested = within(room, other) or within(other, room)
            if other not in self.rooms and not nested:
                self.faults.append(f"{room} names {other}, which does not stand above it")
        self.rooms[room] = {room, *named}
        self.outside[room] = outside

    def of(self, path):
        """The room of a file: its own, or its folder's. None if it has none."""
        folder = path.rpartition("/")[0]
        return path if path in self.rooms else folder if folder in self.rooms else None


def load():
    return Rooms(LIST.read_text(encoding="utf-8"))
