#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What the Swedish guides (gateway/docs/sv/*.md) say can be done, and looks as they say.

A page is followed from top to bottom, in the city that `./dev demo --practice`
starts and on the desk that it lays:

- a block marked `sh` is run by bash and must end with 0; ```sh exit=1 expects
  another code. What it exports holds for the rest of the page;
- a block marked `text` after it is what is printed: its lines, in this order, where
  … stands for anything, and a line of nothing but … for any lines;
- a table after *Fyll i `FILE`* or *Ändra i `FILE`* is typed into the file, by cells
  in a workbook (blad, rad, kolumn, skriv) and by text elsewhere (står, skriv).

Blocks with other marks are not run. Links to files and headings must resolve.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import openpyxl

from harness import BIN, PASSED_ON, SOURCE, TIMEOUT_S

PAGES = SOURCE / "gateway" / "docs" / "sv"
GUIDES = ["forening", "controller", "namndsekreterare", "samordnare", "revisor"]
PART = re.compile(r"^```(?P<kind>\w*)(?P<mark>[^\n]*)\n(?P<text>.*?)^```$"
                  r"|^(?:Fyll i|Ändra i) `(?P<file>[^`]+)`[^\n]*\n\n(?P<table>(?:\|[^\n]*\n)+)",
                  re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")
KEYS = ["Nyckeltal", "Område", "Kön", "Ålder", "Bakgrund", "Kategori"]


class Step:
    """What a page tells to do: a command with what it prints, or an edit."""

    def __init__(self, line, command="", code=0, file="", rows=()):
        self.line, self.command, self.code, self.file, self.rows = line, command, code, file, rows
        self.printed = ""


def cells(row):
    return [cell.strip().strip("`") for cell in row.strip().strip("|").split("|")]


def steps(page):
    found = []
    for part in PART.finditer(page):
        line = page.count("\n", 0, part.start()) + 1
        if part["file"]:
            rows = [cells(row) for row in part["table"].splitlines()]
            found.append(Step(line, file=part["file"], rows=[rows[0], *rows[2:]]))
        elif part["kind"] == "sh":
            code = re.search(r"exit=(\d+)", part["mark"])
            found.append(Step(line, part["text"], int(code[1]) if code else 0))
        elif part["kind"] == "text":
            if not found or found[-1].printed:
                raise AssertionError(f"line {line}: no command prints this")
            found[-1].printed = part["text"]
    return found


# --- What is printed ----------------------------------------------------------

def squeezed(line):
    """Columns are as wide as what stands in them, which varies."""
    return " ".join(line.split())


def fits(shown, line):
    """Whether a line of a page is this line of the output."""
    pattern = ".*".join(re.escape(part.strip()) for part in squeezed(shown).split("…"))
    return re.fullmatch(pattern, squeezed(line)) is not None


def first_missing(printed, output):
    """The first line of a page that is not where the page has it; "": none. A line of
    nothing but … is any number of lines, and so is the end."""
    shown = [line for line in printed.splitlines() if line.strip()]
    lines = [line for line in output.splitlines() if line.strip()]
    at, anywhere = 0, False
    for want in shown:
        if want.strip() == "…":
            anywhere = True
            continue
        while anywhere and at < len(lines) and not fits(want, lines[at]):
            at += 1
        if at == len(lines) or not fits(want, lines[at]):
            return want
        at, anywhere = at + 1, False
    return "" if anywhere or at == len(lines) else f"nothing after: {lines[at]}"


# --- What is typed ------------------------------------------------------------

def number(text):
    """What a spreadsheet makes of what is typed."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text or None


def row_of(sheet, names):
    """The row whose keys are these: the figure's on a sheet of figures, else the first
    cell's text, or the number."""
    if names.isdigit():
        return int(names)
    headings = [cell.value for cell in sheet[1]]
    columns = [headings.index(key) for key in KEYS if key in headings]
    wanted = set(names.split(", "))
    for row in sheet.iter_rows():
        texts = [str(row[column].value) for column in columns if row[column].value]
        if set(texts) == wanted or (not columns and str(row[0].value).rstrip(" *") == names):
            return row[0].row
    raise KeyError(f"{sheet.title} has no row {names}")


def column_of(sheet, name):
    for cell in sheet[1]:
        if str(cell.value or "").rstrip(" *") == name:
            return cell.column
    return openpyxl.utils.column_index_from_string(name)


def type_into(path, rows):
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        for sheet, row, column, text in rows[1:]:
            place = book[sheet]
            cell = place.cell(row_of(place, row), column_of(place, column))
            if cell.protection.locked and place.protection.sheet:
                raise KeyError(f"{sheet}!{cell.coordinate} is locked")
            cell.value = number(text)
        book.save(path)
        return
    # As bytes, so that byte order mark and line ends stay.
    content = path.read_bytes()
    for old, new in rows[1:]:
        if content.count(old.encode()) != 1:
            raise KeyError(f"{path.name}: {content.count(old.encode())} times: {old}")
        content = content.replace(old.encode(), new.encode())
    path.write_bytes(content)


# --- The city -----------------------------------------------------------------

class Practice:
    """The city that `./dev demo --practice` starts, in a folder of its own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-guides-"))
        self.desk = self.folder / "demo" / "desk"
        started = self._run([SOURCE / "clients" / "samples" / "demo", "--practice"], SOURCE)
        if started.returncode != 0:
            self.close()
            raise AssertionError(started.stdout + started.stderr)

    def _run(self, command, where):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LANG": "sv_SE.UTF-8",
                       "TZ": "Europe/Stockholm", "SAMLAD_BIN": str(BIN),
                       "SAMLAD_DEMO": str(self.folder / "demo"),
                       **{name: os.environ[name] for name in PASSED_ON if name in os.environ}}
        # To a file: the gateway that is left running would keep a pipe open.
        with open(self.folder / "printed", "w+", encoding="utf-8") as printed:
            ran = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL,
                                 stdout=printed, stderr=subprocess.STDOUT, cwd=where,
                                 env=environment, timeout=TIMEOUT_S)
            printed.seek(0)
            return subprocess.CompletedProcess(command, ran.returncode, printed.read(), "")

    def close(self):
        pid_file = self.folder / "demo" / "gateway.pid"
        if pid_file.exists():
            pid = int(pid_file.read_text())
            os.kill(pid, signal.SIGTERM)
            while pathlib.Path(f"/proc/{pid}").exists():
                time.sleep(0.05)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command):
        """A block of a page, in the language of LANG, after the blocks before it."""
        script = (". ./environment\nunset SAMLAD_LANG\n"
                  "[ ! -f ../exported ] || . ../exported\n"
                  f"set -eu -o pipefail\n{command}\n"
                  "export -p | grep ' SAMLAD_PROFILE=' >../exported || true\n")
        return self._run(["bash", "-c", script], self.desk)

    def follow(self, page, name="page"):
        """The first fault of a page; "": it holds."""
        for step in steps(page):
            place = f"{name}:{step.line}"
            if step.file:
                try:
                    type_into(self.desk / step.file, step.rows)
                except (KeyError, OSError) as error:
                    return f"{place}: {error}"
                continue
            ran = self.run(step.command)
            if ran.returncode != step.code:
                return (f"{place}: exit code {ran.returncode} instead of {step.code}:\n"
                        f"{step.command}{ran.stdout}")
            missing = first_missing(step.printed, ran.stdout) if step.printed else ""
            if missing:
                return f"{place}: not printed: {missing}\n{step.command}{ran.stdout}"
        return ""


class GuideTest(unittest.TestCase):

    maxDiff = None

    def practise(self):
        practice = Practice()
        self.addCleanup(practice.close)
        return practice


def follows(name):
    def test(self):
        page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
        self.assertGreater(len(steps(page)), 5)
        self.assertEqual(self.practise().follow(page, f"{name}.md"), "")
    return test


class PageTest(GuideTest):
    """One test a guide: test_forening, test_controller, …"""


for guide in GUIDES:
    setattr(PageTest, f"test_{guide}", follows(guide))


class PagesTest(unittest.TestCase):

    def anchor(self, heading):
        return "#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")

    def test_every_page_with_commands_is_followed(self):
        with_commands = {page.stem for page in PAGES.glob("*.md")
                         if steps(page.read_text(encoding="utf-8"))}
        self.assertEqual(with_commands, set(GUIDES))

    def test_links_lead_somewhere(self):
        for page in PAGES.glob("*.md"):
            for path, heading in LINK.findall(page.read_text(encoding="utf-8")):
                with self.subTest(page=page.name, link=path + heading):
                    if "://" in path:
                        continue
                    target = (page.parent / path).resolve() if path else page
                    self.assertTrue(target.exists())
                    if heading:
                        self.assertIn(heading, [
                            self.anchor(line.lstrip("#").strip())
                            for line in target.read_text(encoding="utf-8").splitlines()
                            if line.startswith("#")])


class FollowingTest(GuideTest):
    """A page that does not hold is found."""

    def test_what_is_wrong_is_named(self):
        practice = self.practise()
        for text, fault in {
                "x\n```sh\nsamlad report sumbit\n```\n": "page:2: exit code 2 instead of 0",
                "```sh exit=1\nsamlad version\n```\n": "page:1: exit code 0 instead of 1",
                "```sh\nfalse\ntrue\n```\n": "exit code 1 instead of 0",
                "```sh\necho a\necho b\n```\n```text\na\nc\n```\n": "not printed: c",
                "```sh\necho a\necho b\n```\n```text\na\n```\n": "not printed: nothing after: b",
                "Ändra i `catalogue.yaml`:\n\n| står | skriv |\n|---|---|\n| nowhere | x |\n":
                    "catalogue.yaml: 0 times: nowhere",
                "Fyll i `none.xlsx`:\n\n| blad | rad | kolumn | skriv |\n|---|---|---|---|\n":
                    "none.xlsx"}.items():
            with self.subTest(fault):
                self.assertIn(fault, practice.follow(text))
        self.assertEqual(practice.follow(
            "```sh\nexport SAMLAD_PROFILE=eidar\n```\n\n```sh\nprintf '1   b\\nx\\ny\\n'\n```\n\n"
            "```text\n1 …\n…\n```\n```sh exit=2\nsamlad report sumbit\n```\n\n"
            "```sh\n[ $SAMLAD_PROFILE = eidar ]\n```\n```yaml\nnot: run\n```\n"), "")
        with self.assertRaisesRegex(AssertionError, "line 1: no command"):
            steps("```text\nx\n```\n")


if __name__ == "__main__":
    unittest.main()
