#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Names each English phrase that a refusal tells people and for which no table
of clients/cli/text has Swedish. Exit code 1 if there is one.

Refusals are what becomes an absl::Status, or is joined for one, in the sources
below. A phrase is what stands between two values: `StrCat("period: the catalogue
has no ", id)` holds one. Phrases of a single word are left alone, because names
of fields and files look the same."""

import re
import sys

import rooms

SOURCES = ("gateway/base/durable_file.cc", "gateway/domain/catalogue/*.cc",
           "gateway/domain/edition/*.cc",
           "gateway/domain/follow_up/*.cc", "gateway/domain/log/*.cc", "gateway/domain/view/*.cc",
           "gateway/exchange/commands/*.cc", "gateway/exchange/log_reader.cc",
           "gateway/exchange/refusal.cc", "gateway/formats/*.cc",
           "gateway/identity/certificate_cache.cc", "gateway/identity/principal.cc",
           "gateway/identity/vouching.cc", "gateway/identity/x509.cc", "gateway/ledger/*.cc",
           "gateway/service/*.cc", "clients/sdk/*.cc", "clients/cli/*.cc",
           "clients/conformance/[acp]*.cc")
TABLES = ("clients/cli/text/words*.h", "clients/cli/text/words_reasons.cc")
# What only operators read, mistakes of the program itself, and lines of files.
SPARED = {
    "# Position of this catalogue in the log. `samlad admin catalogue plan` and `apply`",
    "# compare it with the catalogue in force. Keep the line.",
    "samlad --profile coordinator admin org revoke eidar --system erp --reason",
    "(validation rules",
    "--reason correction",
    "Acknowledge: as_of of the query must be set",
    "the prose of an earlier moment was not restored",
    "the decision names a catalogue that was not in force",
    "the edition is not the one at its position",
    "names no edition",
    "the attempt before is missing",
    "has not failed, and is not to be followed",
    "edition_due: the rule or the period is missing",
    "edition_due: the problem is too long, or not plain text",
    ") is not in tls.vouching, and may vouch for any organisation",
    "tls.vouching names the root",
    ", which is not in tls.client_roots; correct its fingerprint, or remove the row",
    "the log's key is no unencrypted PKCS #8 private key in PEM; make one with \"openssl genpkey "
    "-algorithm ed25519\"",
    "the log's key is of type",
    "cannot name a key: use 1 to",
    "printable ASCII characters, no blank and no \"+\"",
}
CALL = r"\b(?:\w*Error|WithReason|StrCat|StrAppend|Fail%s)\("
# A function of the source that makes a status has its text from its callers.
OWN = re.compile(r"^absl::Status(?:Or<[^\n]*>)? (\w+)\(", re.MULTILINE)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
PHRASE = re.compile(r"[a-z]{2,}'?s? [a-z(]")
COMMENT = re.compile(r"^\s*//.*$|\s//\s.*$", re.MULTILINE)
ESCAPES = {r"\"": '"', r"\n": "\n", r"\\": "\\"}


def unescaped(text):
    return re.sub(r"\\[\"n\\]", lambda found: ESCAPES[found[0]], text)


def arguments(text, begin):
    """The text from after the parenthesis at begin - 1 to the one that closes it,
    without what stands in calls of Say and Phrase, which have tables."""
    depth, at = 1, begin
    while depth and at < len(text):
        if text[at] == '"':
            at = LITERAL.match(text, at).end() - 1
        depth += (text[at] in "({[") - (text[at] in ")}]")
        at += 1
    return text[begin:at - 1]


def phrases(text):
    """(line, phrase) for each phrase of a refusal."""
    text = COMMENT.sub("", text)
    own = "".join(f"|{name}" for name in set(OWN.findall(text)))
    for call in re.finditer(CALL % own, text):
        inner = arguments(text, call.end())
        inner = re.sub(r"\b(?:Say|Phrase|CHECK)\((?:[^()\"]|\"(?:[^\"\\]|\\.)*\"|\([^()]*\))*\)", "",
                       inner)
        # Nested calls have their turn. Literals that follow each other are one.
        for run in re.finditer(r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*', inner):
            phrase = unescaped("".join(LITERAL.findall(run[0])))
            for part in phrase.split("\n"):
                if PHRASE.search(part):
                    yield text.count("\n", 0, call.start()) + 1, part.strip()


def swedish():
    """The English of all tables, with the marks for values as one sign."""
    table = ""
    for path in rooms.sources(*TABLES):
        table += re.sub(r'"\s*\n\s*"', "", rooms.read(path))
    return re.sub(r"\$\d", "$", unescaped(table))


def faults_of(path, text, table):
    seen = set()
    for number, phrase in phrases(text):
        core = re.sub(r"\$\d", "$", phrase).strip(" ;:,.()'\"[]=")
        if core in seen or core in table or phrase in SPARED:
            continue
        seen.add(core)
        yield f"{path}:{number}: no Swedish for: {phrase}"


def main():
    table = swedish()
    faults = [fault for path in rooms.sources(*SOURCES)
              for fault in faults_of(path, rooms.read(path), table)]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"refusals: {len(faults)} phrases without Swedish")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
