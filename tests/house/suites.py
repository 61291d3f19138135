#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Names each suite of tests whose name does not end in Test, in C++ and Python.
Exit code 1 if there is one."""

import ast
import re
import sys

import rooms

SUITE = re.compile(r"^\s*(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+),", re.MULTILINE)


def cpp_suites(text):
    for found in SUITE.finditer(text):
        yield text.count("\n", 0, found.start(1)) + 1, found[1]


def python_suites(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef) and any(
                ast.unparse(base).endswith(("Test", "TestCase")) for base in node.bases):
            yield node.lineno, node.name


def main():
    known, faults = set(), {}
    for path in rooms.sources("tests/*.h", "tests/*.cc", "tests/*.py"):
        text = rooms.read(path)
        for number, suite in (python_suites if path.endswith(".py") else cpp_suites)(text):
            known.add((path, suite))
            if not suite.endswith("Test"):
                faults.setdefault((path, suite), f"{path}:{number}: {suite} does not end in Test")
    print("\n".join(faults.values()), file=sys.stderr, end="\n" if faults else "")
    print(f"suites: {len(known)} suites, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
