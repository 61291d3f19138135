#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The board's page in a real browser, and its PDF; no gateway is needed.

Chromium comes from Debian; Playwright and axe from npm, beside the programs, once
for each package-lock.json. Screenshots are kept for people to look at, in
build/screenshots/board-page.
"""

import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import board_views
from browser_packages import INSTALL_S, installed
from harness import BIN, TIMEOUT_S

SCREENSHOTS = BIN.parent / "screenshots" / "board-page"


class FirstPage(html.parser.HTMLParser):
    """What the first page must show: its headings, counts and figures."""

    def __init__(self, text):
        super().__init__()
        self.said, self._keep, self._first = [], False, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        classes = dict(attributes).get("class") or ""
        if "first" in classes.split():
            self._first = True
        elif tag == "nav":
            self._first = False
        self._keep = self._first and "unseen" not in classes and (
            tag in ("h1", "h2", "h3", "b", "a", "strong") and "t" not in classes.split()
            or classes in ("n", "moment"))

    def handle_endtag(self, tag):
        self._keep = self._keep and tag == "svg"

    def handle_data(self, data):
        if self._keep and data.strip():
            self.said.append(" ".join(data.split()))


class BoardPageTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-page-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for name, made in (("large", board_views.large()), ("everything", board_views.everything())):
            (cls.folder / f"{name}.json").write_text(json.dumps(made))
            for language in ("sv", "en"):
                cls.page(name, f"{name}-{language}.html", language)

    @classmethod
    def run_samlad(cls, *arguments, **environment):
        return subprocess.run(
            [BIN / "samlad", *map(str, arguments)], capture_output=True, text=True,
            timeout=2 * TIMEOUT_S, cwd=cls.folder,
            env={"PATH": os.environ["PATH"], "HOME": str(cls.folder), **environment})

    @classmethod
    def page(cls, name, out, language, **environment):
        ran = cls.run_samlad("--lang", language, "board", "page", "--from", f"{name}.json", "--out",
                             out, **environment)
        if ran.returncode != 0:
            raise AssertionError(ran.stderr)
        return cls.folder / out

    def look(self, looks):
        (self.folder / "look.json").write_text(json.dumps(
            {"chromium": shutil.which("chromium"), "screenshots": str(SCREENSHOTS), "looks": looks}))
        ran = subprocess.run([shutil.which("node"), installed() / "look.js", self.folder],
                             capture_output=True, text=True, timeout=TIMEOUT_S + INSTALL_S)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        found = json.loads(ran.stdout)
        for one in found:
            with self.subTest(one["name"]):
                self.assertLessEqual(one["sideways"], 0)
                self.assertEqual(one["outside"], [])
                self.assertEqual(one["complaints"], [])
                self.assertEqual(one["requests"], 1)  # the page itself
                self.assertEqual(one.get("violations", []), [])
        return found

    def test_nobody_is_shut_out(self):
        """WCAG 2.2 AA by axe: both languages, light and dark, high contrast."""
        looks = [{"page": f"everything-{language}.html", "name": f"{language}-{scheme}",
                  "width": 1280, "media": {"colorScheme": scheme}, "axe": True, "whole": True}
                 for language in ("sv", "en") for scheme in ("light", "dark")]
        looks += [{"page": "everything-sv.html", "name": f"sv-{name}", "width": 1280,
                   "media": media, "axe": True}
                  for name, media in (("contrast", {"contrast": "more"}),
                                      ("forced", {"forcedColors": "active"}))]
        looks.append({"page": "everything-sv.html", "name": "sv-390-axe", "width": 390, "axe": True})
        self.look(looks)

    def test_nothing_scrolls_sideways(self):
        """Also at 200 % zoom, which halves the window."""
        self.look([{"page": f"{name}-{language}.html", "name": f"{name}-{language}-{width}",
                    "width": width, "scale": 2 if width == 640 else 1, "whole": name != "large"}
                   for name, language in (("large", "sv"), ("everything", "sv"), ("everything", "en"))
                   for width in (320, 390, 640, 768, 1280)])

    def test_the_keyboard_reaches_everything_in_order(self):
        found, = self.look([{"page": "everything-sv.html", "name": "keyboard", "width": 1280,
                             "keyboard": True}])
        keys = found["keyboard"]
        self.assertEqual(keys["order"], list(range(keys["count"])))
        self.assertEqual(keys["unseen"], [])
        self.assertTrue(keys["open"])

    def printed(self, name, language):
        pdf = self.folder / f"{name}-{language}.pdf"
        return pdf if pdf.exists() else self.page(name, pdf.name, language)

    def pdf_text(self, pdf, page):
        ran = subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), "-layout", pdf, "-"],
                             check=True, capture_output=True, text=True, timeout=TIMEOUT_S)
        return " ".join(ran.stdout.split())

    def test_the_first_printed_page_holds_the_first_screen(self):
        for name, language in (("large", "sv"), ("everything", "en")):
            pdf = self.printed(name, language)
            subprocess.run(["pdftoppm", "-r", "90", "-png", "-l", "3", pdf, SCREENSHOTS / f"print-{name}"],
                           check=True, timeout=TIMEOUT_S)
            first, second = self.pdf_text(pdf, 1), self.pdf_text(pdf, 2)
            page = (self.folder / f"{name}-{language}.html").read_text()
            said = FirstPage(page).said
            self.assertGreater(len(said), 30)
            for words in said:
                # Where a link names its section, the PDF names its page.
                self.assertIn(" ".join(words.split(": ")[0].split()), first)
            self.assertIn("1 (", first[-10:])
            self.assertTrue(second.startswith("Innehåll" if language == "sv" else "Contents"), second)

    def test_page_numbers_are_true(self):
        pdf = self.printed("large", "sv")
        first = self.pdf_text(pdf, 1)
        rows, _, _, number = re.findall(r"och \d+ till, sidan (\d+)", first)
        self.assertEqual(rows, "2")
        self.assertIn("Rapportering", self.pdf_text(pdf, int(number)))
        self.assertRegex(self.pdf_text(pdf, 2), rf"Rapportering {number}\b")

    def test_without_a_browser_it_says_what_to_do(self):
        empty = self.folder / "empty"
        empty.mkdir()
        for language, words in (("sv", "ingen PDF gjordes: det finns ingen Chromium i PATH"),
                                ("en", "no PDF was made: there is no Chromium in PATH")):
            ran = self.run_samlad("--lang", language, "board", "page", "--from", "large.json",
                                  "--out", "x.pdf", PATH=str(empty))
            self.assertEqual(ran.returncode, 2)
            self.assertIn(words, ran.stderr)
        broken = empty / "chromium"
        broken.write_text("#!/bin/sh\nexit 1\n")
        broken.chmod(0o755)
        ran = self.run_samlad("--lang", "sv", "board", "page", "--from", "large.json", "--out",
                              "x.pdf", PATH=str(empty))
        self.assertIn("ingen PDF gjordes: webbläsaren skrev inte ut något", ran.stderr)
        self.assertFalse((self.folder / "x.pdf").exists())

    def test_a_saved_view_is_shown_in_every_form(self):
        binary = self.folder / "saved.binpb"
        self.assertEqual(self.run_samlad("board", "view", "--from", "everything.json", "--format",
                                         "binpb", "--out", binary).returncode, 0)
        for form in ("table", "html", "json"):
            one, other = (self.run_samlad("board", "view", "--from", source, "--format", form)
                          for source in ("everything.json", binary))
            self.assertEqual((one.returncode, one.stdout), (0, other.stdout))
            self.assertIn("IND-1", one.stdout)
        self.assertEqual(self.run_samlad("board", "page", "--from", binary, "--out",
                                         "x.doc").returncode, 2)
        self.assertIn("--from has the view as it was saved",
                      self.run_samlad("board", "view", "--from", binary, "--period", "2025").stderr)
        (self.folder / "no-view.json").write_text('{"a": 1}')
        self.assertIn("no-view.json is no saved view",
                      self.run_samlad("board", "view", "--from", "no-view.json").stderr)


if __name__ == "__main__":
    unittest.main()
