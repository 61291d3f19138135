#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the Swedish texts of the program and the Swedish pages against the list
of words (gateway/docs/sv/ordlista.md): names each word that the list rules out,
and each word of the list that nothing uses. Also names Swedish texts with
straight quotation marks or decimal points. Exit code 1 if there is one."""

import re
import sys

import rooms

LIST = "gateway/docs/sv/ordlista.md"
STRING = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
# How many texts are found at least, so that a change of how they are written
# does not blind the check.
TEXTS_MIN = 1500


def literal(text):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)).replace(r"\"", '"')


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def pairs(text):
    """Rows {english, swedish} of the tables of words."""
    for row in re.finditer(rf"\{{({STRING}),\s*({STRING})\}}", text):
        yield line_of(text, row.start(2)), literal(row[2])


def rules(text):
    """message_sv, message_en, fix_sv, fix_en of the rules of findings."""
    for row in re.finditer(rf"kGroup,\s*({STRING}),\s*{STRING},\s*({STRING}),\s*{STRING}\}}", text):
        yield line_of(text, row.start(1)), literal(row[1])
        yield line_of(text, row.start(2)), literal(row[2])


def named(text):
    """A table of Swedish fields, which stands before the English one."""
    begin = re.search(r"\bkS(?:wedish|v) = ", text).end()
    end = re.search(r"\bkEn(?:glish)? = ", text).start()
    for row in re.finditer(STRING, text[begin:end]):
        yield line_of(text, begin + row.start()), literal(row[0])


def phrases(text):
    """Phrase kName{swedish, english}."""
    for row in re.finditer(rf"\bPhrase k\w+\s*\{{\s*({STRING}),", text):
        yield line_of(text, row.start(1)), literal(row[1])


def named_by_call(text):
    """set_sv(swedish)."""
    for call in re.finditer(rf"\bset_sv\(\s*({STRING})\)", text):
        yield line_of(text, call.start(1)), literal(call[1])


def chosen(text):
    """In(language, swedish, english), as templates and the guide have it."""
    for call in re.finditer(rf"\b(?:In|SvOrEn)\(language_?,\s*({STRING}),", text):
        yield line_of(text, call.start(1)), literal(call[1])


SOURCES = [(pairs, "clients/cli/text/words*"), (pairs, "gateway/formats/yaml_faults.cc"),
           (phrases, "clients/web/*/words.h"),
           (rules, "gateway/domain/findings/rules_*.cc"), (named, "clients/board/messages.cc"),
           (named, "clients/board/page/page_words.cc"),
           (named, "clients/cli/text/catalogue_tree.cc"), (named_by_call, "gateway/*.cc"),
           (named_by_call, "clients/*.cc"), (chosen, "gateway/formats/*.cc"), (chosen, "clients/board/*.cc")]


def texts():
    """(path, line, text) of the program."""
    for read, pattern in SOURCES:
        for path in rooms.sources(pattern):
            for line, text in read(rooms.read(path)):
                yield path, line, text


def prose(page):
    """(line, text) of a page without what is typed."""
    code = False
    for number, line in enumerate(page.splitlines(), 1):
        if line.startswith("```"):
            code = not code
        elif not code:
            yield number, re.sub(r"`[^`]*`|\]\([^)]*\)", " ", line)


def terms(page):
    """(words to use, words not to use) of each row of the list."""
    for row in page.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        if len(cells) != 4 or cells[0] in ("ord", "---") or not row.startswith("|"):
            continue
        cells[-1] = cells[-1].rstrip(" |")
        yield cells[0], [word for word in cells[3].split(", ") if word != "–"]


def typed(text):
    """Without commands, flags, ids and names of files."""
    return re.sub(r"`[^`]*`|--[\w-]+|\S+\.\w+\b|[A-Z]{2,}_\w+", " ", text)


def forbidden(listed):
    words = {word: term for term, words in listed for word in words}
    return words, re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sorted(words))) + r")",
                             re.IGNORECASE)


def faults_of_text(path, line, text, words, pattern):
    for found in pattern.finditer(typed(text)):
        yield (f"{path}:{line}: the list of words says \"{words[found[1].lower()]}\", "
               f"not \"{found[1]}\": {text}")


def faults_of_marks(path, line, text):
    """Straight quotation marks, unless a person types them; decimal points."""
    is_typed = re.search(r"citattecken|skriv|[\w-]=\"|--name", text, re.IGNORECASE)
    if re.search(r'"[^"]+"', re.sub(r"`[^`]*`", "", text)) and not is_typed:
        yield f"{path}:{line}: straight quotation marks in Swedish: {text}"
    unversioned = re.sub(r"`[^`]*`|\{[^}]*\}|version \d+\.\d+", "", text)
    if re.search(r"(?<![\d.])\d+\.\d+(?![\d.]|:)", unversioned):
        yield f"{path}:{line}: a decimal point in Swedish: {text}"


def main():
    listed = list(terms(rooms.read(LIST)))
    words, pattern = forbidden(listed)
    faults, all_text, count = [], "", 0
    for path, line, text in texts():
        count += 1
        all_text += text.lower() + "\n"
        faults += faults_of_text(path, line, text, words, pattern)
        faults += faults_of_marks(path, line, text)
    for path in rooms.sources("gateway/docs/sv/*.md"):
        if path == LIST:
            continue
        for line, text in prose(rooms.read(path)):
            all_text += text.lower() + "\n"
            faults += faults_of_text(path, line, text, words, pattern)
    faults += [f"{LIST}: nothing uses \"{term}\"" for term, _ in listed if term not in all_text]
    if count < TEXTS_MIN:
        faults.append(f"only {count} Swedish texts were found, so some are overlooked")
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"terms: {len(listed)} words, {count} texts, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
