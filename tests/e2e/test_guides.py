#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The commands of the Swedish guides (gateway/docs/sv/*.md) do what the pages say.

Every block marked `sh` is run, in the order of the page, by `bash -eu` in one
folder, and must end with 0; ```sh exit=1 expects another code. A block marked
`text` right after it is what the command prints: each of its lines is looked for
in the output, where `...` stands for anything. Blocks with other marks are not
run. What a page finds:

- a gateway that serves the sample catalogue, on 10 February 2026, before the
  reports for 2025 are due;
- `samlad` in the path, Swedish as its language, and ~/.config/samlad/profiles.yaml
  with the profiles eidar, asf, utb, sgn, board, coordinator and auditor;
- in the folder: catalogue.yaml, log.vkey, and the files of the sample reports for
  2025 in eidar/, asf/, utb/ and sgn/.

A page that has the line <!-- reported: eidar asf utb sgn --> finds these reports
accepted, in this order.
"""

import re
import shutil
import subprocess
import unittest

from harness import BIN, SAMPLES, SOURCE, TIMEOUT_S, CityTest

PAGES = SOURCE / "gateway" / "docs" / "sv"
BLOCK = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REPORTED = re.compile(r"^<!-- reported: ([a-z ]+) -->$", re.MULTILINE)
REPORTERS = ["eidar", "asf", "utb", "sgn"]


class Step:
    """A command of a page, and what the page says of it."""

    def __init__(self, command, line, code):
        self.command, self.line, self.code, self.printed = command, line, code, []

    def missing(self, output):
        """The lines that the page shows and the command did not print."""
        return [line for line in self.printed if not re.search(
            ".*".join(re.escape(part.strip()) for part in line.split("...")), output)]


def steps(page):
    found, last = [], None
    for block in BLOCK.finditer(page):
        kind, mark, text = block.groups()
        if kind == "sh":
            code = re.search(r"exit=(\d+)", mark)
            last = Step(text, page.count("\n", 0, block.start()) + 1,
                        int(code.group(1)) if code else 0)
            found.append(last)
        elif kind == "text" and last:
            last.printed = [line for line in text.splitlines() if line.strip()]
            last = None
    return found


class GuideTest(CityTest):

    def furnish(self, folder):
        """Everything that a page finds."""
        config = self.city.folder / ".config" / "samlad"
        config.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.city.folder / "profiles.yaml", config)
        folder.mkdir()
        shutil.copy(SAMPLES / "catalogue.yaml", folder)
        shutil.copy(self.city.log_key, folder)
        for reporter in REPORTERS:
            shutil.copytree(SAMPLES / "reports" / reporter / "2025", folder / reporter)

    def follow(self, page, name):
        """Runs a page; the faults."""
        folder = self.city.folder / name
        self.furnish(folder)
        for reporter in " ".join(REPORTED.findall(page)).split():
            self.submit_sample(reporter, "2025")
        environment = {**self.city.environment(), "LANG": "sv_SE.UTF-8",
                       "PATH": f"{BIN}:/usr/bin:/bin"}
        for step in steps(page):
            ran = subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", step.command],
                                 stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                 cwd=folder, env=environment, timeout=TIMEOUT_S)
            output = ran.stdout + ran.stderr
            if ran.returncode != step.code:
                return [f"{name}:{step.line}: exit code {ran.returncode} instead of {step.code}:\n"
                        f"{step.command}{output}"]
            missing = step.missing(output)
            if missing:
                return [f"{name}:{step.line}: not printed: {missing}\n{output}"]
        return []


class PagesTest(GuideTest):

    def test_every_page_can_be_followed(self):
        for page in sorted(PAGES.glob("*.md")):
            text = page.read_text(encoding="utf-8")
            if not steps(text):
                continue
            self.city.close()
            self.setUp()
            with self.subTest(page.name):
                self.assertEqual(self.follow(text, page.stem), [])


class FollowingTest(GuideTest):

    def test_a_page_that_holds(self):
        self.assertEqual(self.follow(
            "<!-- reported: eidar -->\n# En sida\n\n```sh\nsamlad --profile eidar report list\n```\n\n"
            "```text\nPOST ... UPPDRAG\n1 ... eidar-annual ... mottagen\n```\n\n"
            "```sh exit=2\nsamlad report sumbit\n```\n\n```yaml\nnot: run\n```\n", "page"), [])

    def test_a_page_that_does_not_hold(self):
        for text, fault in {"```sh\nsamlad report sumbit\n```\n": "page:1: exit code 2 instead of 0",
                            "x\n```sh\nsamlad version\n```\n```text\nsamlad 99 ... 99\n```\n":
                                "page:2: not printed: "}.items():
            with self.subTest(fault):
                shutil.rmtree(self.city.folder / "page", ignore_errors=True)
                self.assertIn(fault, "".join(self.follow(text, "page")))


if __name__ == "__main__":
    unittest.main()
