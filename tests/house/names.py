#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Names each file-local name that two sources of one library share, because a
batch compiles them as one source (samlad_batches in CMakeLists.txt). Exit code 1
if there is one."""

import pathlib
import re
import sys

import rooms

SOURCES = re.compile(r"samlad_(?:library|test)\((\w+)[^()]*?\bSOURCES\s+((?:[^\s()]+\.cc\s+)+)")
TYPE = re.compile(r"(?:struct|class|enum class|enum) (\w+)|using (\w+) =")
CONSTANT = re.compile(r"(?:static )?(?:constexpr|const)\b[^=({]*?\b(k[A-Z]\w*)")
FUNCTION = re.compile(r"[A-Za-z\[][^(=]*?[ &*>](\w+)\(")
NO_NAME = re.compile(r"[\s}#/)]|namespace\b|template\b|using (?!\w+ =)|TEST|MATCHER|ACTION|INSTANTIATE")
# Found by the type of its argument, as GoogleTest asks.
OVERLOADED = {"PrintTo"}


def libraries():
    """(library, its sources), from the lists of CMake."""
    for path in rooms.sources("*CMakeLists.txt"):
        folder = pathlib.PurePosixPath(path).parent
        text = rooms.read(path).replace("${PROJECT_SOURCE_DIR}/", "/")
        for library, listed in SOURCES.findall(text):
            named = [folder / source if source[0] != "/" else pathlib.PurePosixPath(source[1:])
                     for source in listed.split()]
            yield library, [(rooms.ROOT / source).resolve().relative_to(rooms.ROOT).as_posix()
                            for source in named]


def local_names(text):
    """(line, name) of what a source defines in its unnamed namespaces."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line == "namespace {":
            inside = True
        elif line == "}  // namespace":
            inside = False
        elif inside and line and not NO_NAME.match(line):
            found = TYPE.match(line) or CONSTANT.match(line) or FUNCTION.match(line)
            if found and found[found.lastindex] not in OVERLOADED:
                yield number, found[found.lastindex]


def main():
    count, faults = 0, []
    for library, sources in libraries():
        first = {}
        for source in sources:
            for number, name in local_names(rooms.read(source)):
                count += 1
                where = first.setdefault(name, (source, number))
                if where[0] != source:
                    faults.append(f"{source}:{number}: {name} is also a name of "
                                  f"{where[0]}:{where[1]}, in one library ({library})")
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"names: {count} file-local names, {len(faults)} shared by two sources of a library")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
