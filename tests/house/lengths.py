#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Names each function of more than 60 lines, from the first line of its
signature to its closing brace, in C++ and Python. What stands within another
function counts as that one's. Reads C++ as clang-format leaves it, by its
braces. Exit code 1 if there is one."""

import ast
import re
import sys

import rooms

LINES_MAX = 60
SCRIPTS = ["tests/check-threats", "tests/inputs", "tests/tidy"]  # Python by their first line

# What may hold braces, quotes and semicolons that are none.
QUIET = re.compile(
    r'R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"'  # raw text
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"  # not the separator of 1'000
    r"|//[^\n]*|/\*.*?\*/"
    r"|^[ \t]*#(?:\\\n|[^\n])*",
    re.DOTALL | re.MULTILINE)
NESTED = re.compile(r"\([^()]*\)|\{[^{}]*\}")
TYPE = re.compile(r"(?:class|struct|union|enum)\b")


def quiet(text):
    """The same lines without text, comments and directives."""
    def instead(found):
        kept = "0" if found[0].startswith(("R", '"', "'")) else ""
        return kept + "\n" * found[0].count("\n")
    return QUIET.sub(instead, text)


def flat(head):
    """Without what stands in brackets, template parameters and operators' names."""
    head = re.sub(r"\boperator\s*(?:\(\)|\[\]|[^\s\w(]+)", "operator", head)
    while (less := NESTED.sub("@", head)) != head:
        head = less
    while (less := re.sub(r"<[^<>]*>", "", head)) != head:
        head = less
    return re.sub(r"\b(?:template|requires)\s+@?|\[\[[^\]]*\]\]", "", head).strip()


def opens_function(head):
    """Whether a brace after these words, outside functions, begins a body."""
    head = flat(head)
    if "@" not in head or TYPE.match(head) or "=" in head:
        return False
    members = re.search(r"@[^:]*(?<!:):(?!:)", head)  # a constructor's
    return not members or head.endswith("@")


def opens_scope(head):
    head = flat(head)
    return bool(TYPE.match(head) or re.match(r"(?:inline )?namespace\b|extern \w+$", head))


def functions(text):
    """Of each function: its first line, its last, the words before its brace."""
    text = quiet(text)
    scopes, inside, head, first = [], 0, 0, None
    line = 1
    for at, char in enumerate(text):
        if char == "\n":
            line += 1
        elif inside and char in "{}":
            inside += 1 if char == "{" else -1
            if not inside and first is not None:
                yield first, line, words
                first = None
                head = at + 1
        elif inside:
            continue
        elif char == "{":
            words = text[head:at]
            if opens_scope(words):
                scopes.append(at)
                head = at + 1
            else:
                inside = 1
                if opens_function(words):
                    blank = len(words) - len(words.lstrip())
                    first = line - words[blank:].count("\n")
        elif char in ";}":
            head = at + 1
            if char == "}" and scopes:
                scopes.pop()
        elif char == ":" and re.search(r"^\s*(?:public|private|protected)$", text[head:at]):
            head = at + 1


def name_of(words):
    plain = " ".join(words.split())
    if test := re.match(r"(?:TYPED_)?TEST(?:_F|_P)?\((\w+), (\w+)\)", plain):
        return f"{test[1]}.{test[2]}"
    called = re.search(r"([\w:~]+|operator\S+) ?\(", plain)
    return called[1] if called else plain


def cpp_functions(path, text):
    del path
    for first, last, words in functions(text):
        yield first, last, name_of(words)


def python_functions(path, text):
    for node in ast.walk(ast.parse(text, path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno, node.name


def main():
    faults, count = [], 0
    for path in rooms.sources("*.h", "*.cc", "*.py", *SCRIPTS):
        text = rooms.read(path)
        read = cpp_functions if path.endswith((".h", ".cc")) else python_functions
        for first, last, name in read(path, text):
            count += 1
            if last - first + 1 > LINES_MAX:
                faults.append(f"{path}:{first}: {name} has {last - first + 1} lines")
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"lengths: {count} functions, {len(faults)} of more than {LINES_MAX} lines")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
