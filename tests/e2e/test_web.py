#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""samlad-web in a real browser: every page of every role, by following the links;
both languages, light and dark, wide and narrow, by axe and by keyboard.

Screenshots are kept for people to look at, in build/screenshots/web.
"""

import html
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import unittest

from browser_packages import INSTALL_S, installed
from harness import BIN, CATALOGUE, City, certificates, sample_files
from web import Web
from web_certificates import (CLIENT, another_root, fill_store, front, issue, name,
                              shown_without_asking, site_flags, site_of_browsers)

SCREENSHOTS = BIN.parent / "screenshots" / "web"
BROWSE_S = 900
# 640: the window of 1280 at 200 % zoom.
WIDTHS = [320, 390, 640, 1280]
LINK = re.compile(r'href="(/[^"#]*)')
# Of a kind of page, that is, of paths that differ in their numbers and names only; one
# of those that only choose what a page lists.
OF_A_KIND = 2
BOARD = "spiffe://samlad.example/org/ks/main"
# Contrast is the scheme's and width the language's: two looks have every page in both
# of each.
LOOKS = [("sv", "light"), ("en", "dark")]


def kind_of(path):
    """The path without what names a single thing."""
    path = re.sub(r"^/obligations/[^/]+/[^/]+/", "/obligations/*/*/", path)
    bare = re.sub(r"[0-9a-f]{16,}|\d+(-T\d)?|EID-[^/?&]*|UTB-[^/?&]*|ASF-[^/?&]*", "*", path)
    parts = bare.split("?")[0].split("/")
    names = {"organisations", "projects", "indicators", "part"}
    kind = "/".join("*" if before in names else part
                    for before, part in zip([""] + parts, parts))
    return kind + "?" + ",".join(sorted(re.findall(r"[?&](\w+)=", bare)))


def pages_of(web, begin, looked_at):
    """Paths of the pages that links lead to, from those on, and how many there are in
    all: a page with the content of one that was looked at is left out."""
    seen, kinds, found, waiting, count = set(begin), {}, [], list(begin), 0
    while waiting:
        path = waiting.pop(0)
        answer = web.get(path)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        if "content-disposition" in answer.headers:
            continue
        assert answer.status == 200, (path, answer.words[:300])
        count += 1
        if (content := content_of(answer)) not in looked_at:
            looked_at.add(content)
            found.append(path)
        for link in LINK.findall(answer.text):
            link = html.unescape(link)
            kind = kind_of(link)
            limit = 1 if "?" in link else OF_A_KIND
            if link in seen or "lang=" in link or kinds.get(kind, 0) >= limit:
                continue
            seen.add(link)
            kinds[kind] = kinds.get(kind, 0) + 1
            waiting.append(link)
    return found, count


def content_of(answer):
    """What is the page's own, without what is new each time."""
    main = answer.text.partition("<main")[2] or answer.text
    return re.sub(r"[0-9a-f]{32,}", "", main)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def browse(test, folder, visits):
    """What the browser finds in the visits, which go on side by side, with what every
    page must have asserted."""
    (folder / "browse.json").write_text(json.dumps(
        {"chromium": shutil.which("chromium"), "screenshots": str(SCREENSHOTS), "visits": visits}))
    ran = subprocess.run([shutil.which("node"), installed() / "browse.js", folder],
                         capture_output=True, text=True, timeout=BROWSE_S + INSTALL_S)
    test.assertEqual(ran.returncode, 0, ran.stderr)
    found = json.loads(ran.stdout)
    for one in found:
        if "path" not in one:
            continue
        with test.subTest(f"{one['name']}: {one['path']}"):
            test.assertEqual(one["violations"], [])
            test.assertEqual(one["widths"], [])
            test.assertEqual(one["complaints"], [])
            test.assertEqual(one["foreign"], [])
            test.assertEqual(one["headings"], 1)
            if "keyboard" in one:
                test.assertTrue(one["keyboard"]["ordered"], one["keyboard"]["order"])
                test.assertEqual(one["keyboard"]["unseen"], [])
    return found


class BrowserTest(unittest.TestCase):
    """A city in the middle of its year: reports, one edition, one report with a slip."""

    @classmethod
    def setUpClass(cls):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-web-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.city = City()
        cls.addClassCleanup(cls.city.close)
        assert cls.city.init.returncode == 0, cls.city.init.stderr
        cls.city.start()
        for organisation in ("eidar", "asf", "utb"):
            for period in ("2024", "2025"):
                sent = cls.city.submit(organisation, *sample_files(organisation, period))
                assert sent.returncode == 0, sent.stderr
        cls.city.publish("--approve-prose", "eidar/A1")
        # Roles share most pages, and the menus that differ are on every page.
        cls.looked_at = set()

    def web(self, profile):
        made = Web(self.city, profile)
        self.addCleanup(made.close)
        return made

    def browse(self, visits):
        return browse(self, self.folder, visits)

    def visit(self, web, role, language, scheme, paths, keyboard):
        pages = [{"path": path + ("&" if "?" in path else "?") + f"lang={language}",
                  "name": re.sub(r"\W+", "-", path).strip("-")[:40] or "start",
                  "keyboard": keyboard}
                 for path in paths]
        cookies = [{"name": name, "value": value, "url": web.origin}
                   for name, value in web.cookies.items() if name != "samlad-language"]
        return {"name": f"{role}-{language}-{scheme}", "origin": web.origin, "cookies": cookies,
                "language": language, "scheme": scheme, "widths": WIDTHS,
                "shoot": [390] if scheme == "dark" else [1280], "pages": pages}

    def draft(self, web):
        """Where a report that is uploaded and not sent is shown."""
        sent = web.post("/reports/new", {}, [("file", path.name, path.read_bytes())
                                             for path in sample_files("eidar", "2023")])
        self.assertEqual(sent.status, 303, sent.words)
        return sent.headers["location"]

    def look(self, role, more=lambda web: []):
        """All that the role can come to, in every look."""
        web = self.web(role).enter()
        paths, count = pages_of(web, ["/", *more(web)], self.looked_at)
        self.assertGreater(count, 10)
        found = self.browse([
            self.visit(web, role, language, scheme, paths,
                       keyboard=(language, scheme) == LOOKS[0])
            for language, scheme in LOOKS])
        self.assertEqual({(one["status"], one["language"]) for one in found},
                         {(200, "sv"), (200, "en")})

    def test_the_pages_of_a_sender(self):
        self.look("eidar", lambda web: [self.draft(web)])

    def test_the_pages_of_the_board(self):
        self.look("board")

    def test_the_pages_of_the_coordinator(self):
        self.look("coordinator")

    def test_the_pages_of_an_auditor(self):
        self.look("auditor")

    def test_the_answers_to_forms(self):
        """As a person fills them in: pages that no link leads to."""
        receipt = self.city.receipt("eidar", "eidar-annual", "2025")
        catalogue = self.city.folder / "changed.yaml"
        catalogue.write_text(CATALOGUE.read_text().replace('plausible_max: "2000"',
                                                           'plausible_max: "1000"'))
        sender = self.web("eidar").enter()
        draft = self.draft(sender)
        signed = {"#name": "Ada Lind", "#title": "Controller", "#date": "2026-02-10"}
        form = 'form[action$="{}"]'.format
        answers = [
            (sender, draft, 400, {"form": form("/sign"), "fill": {"#name": ""}}),
            (sender, draft, 200, {"form": form("/sign"), "fill": signed, "tick": ["#confirm"]}),
            (sender, "/reports/2/withdraw", 400, {"form": form("/withdraw")}),
            (sender, "/verify", 200, {"form": form("/verify"),
                                      "choose": {"#files": str(receipt)}}),
            (sender, "/reports/new", 400, {"form": form("/reports/new")})]
        coordinator = self.web("coordinator").enter()
        answers += [
            (coordinator, "/publish", 200, {"form": form("/publish")}),
            (coordinator, "/review/2", 400, {"form": 'form:has([value="return"])'}),
            (coordinator, "/systems", 400, {"form": form("/systems/revoke")}),
            (coordinator, "/catalogue/plan", 200, {"form": form("/catalogue/plan"),
                                                   "choose": {"#file": str(catalogue)}})]
        board = self.web("board").enter()
        answers += [(board, "/acknowledge", 400, {"form": form("/acknowledge")})]
        visits = []
        for language, scheme in LOOKS:
            for web in (sender, coordinator, board):
                visit = self.visit(web, "form", language, scheme, [], False)
                visit["pages"] = [
                    {"path": f"{path}?lang={language}", "keyboard": scheme == "light",
                     "name": f"{number}-{status}", "submit": submit}
                    for number, (own, path, status, submit) in enumerate(answers) if own is web]
                visits.append(visit)
        found = self.browse(visits)
        self.assertEqual([one["status"] for one in found],
                         [status for _, _, status, _ in answers] * len(LOOKS))

    def test_a_token_opens_the_pages_in_the_browser(self):
        web = self.web("eidar")
        # As whoever has read it in the terminal, without the city's own client.
        found = self.browse([{
            "name": "token", "origin": web.origin, "enter": f"{web.origin}/?token={web.token()}",
            "language": "sv", "scheme": "light", "widths": WIDTHS, "shoot": [],
            "pages": [{"path": "/", "name": "start"}, {"path": "/nowhere", "name": "no page"}]}])
        self.assertEqual(found[0]["entered"], f"{web.origin}/")
        self.assertEqual([one["status"] for one in found[1:]], [200, 404])

    def test_refusals_can_be_read(self):
        web = self.web("eidar")
        found = self.browse([{
            "name": f"refused-{language}-{scheme}", "origin": web.origin, "language": language,
            "scheme": scheme, "widths": WIDTHS, "shoot": [1280],
            "pages": [{"path": "/", "name": "start", "keyboard": True},
                      {"path": "/accessibility", "name": "accessibility"}]}
            for language, scheme in LOOKS])
        self.assertEqual([one["status"] for one in found], [403, 200, 403, 200])


class CertificateBrowserTest(unittest.TestCase):
    """The certificate that a person shows, through Chromium's own store: Playwright's
    own option does TLS outside the browser."""

    @classmethod
    def setUpClass(cls):
        if os.geteuid() != 0:
            raise unittest.SkipTest("Chromium's policies are root's to write")
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="samlad-web-certs-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.city = City()
        cls.addClassCleanup(cls.city.close)
        cls.city.start()
        cls.tls = certificates()
        port = free_port()
        cls.origin = f"https://localhost:{port}"
        cls.site_root, *shown = site_of_browsers(cls.folder)
        cls.site = Web(cls.city, "web", *site_flags(cls.origin, port, shown),
                       config=front(cls.city))
        cls.addClassCleanup(cls.site.close)

    def visit(self, label, path="/", files=()):
        """Somebody with this certificate, who opens the page."""
        home = self.folder / f"home-{label}"
        home.mkdir()
        fill_store(home, self.site_root, *files)
        return {"name": f"certificate-{label}", "origin": self.origin, "language": "sv",
                "scheme": "light", "widths": WIDTHS, "shoot": [1280], "home": str(home),
                "pages": [{"path": path, "name": "shown", "keyboard": True}]}

    def shown(self, *people):
        """What Chromium shows to each of (label, path, files)."""
        with shown_without_asking(self.origin):
            return browse(self, self.folder, [self.visit(*one) for one in people])

    def own(self, organisation):
        return self.tls / organisation / "client.pem", self.tls / organisation / "key.pem"

    def test_a_page_for_each_role(self):
        found = self.shown(("eidar", "/due", self.own("eidar")), ("ks", "/board", self.own("ks")),
                           ("khs", "/inbox", self.own("khs")),
                           ("revisionen", "/", self.own("revisionen")))
        self.assertEqual([one["status"] for one in found], [200] * 4)
        for one, words in zip(found, ("Att lämna", "Samlad", "Att granska", "evision")):
            self.assertIn(words, one["title"])

    def test_every_refusal(self):
        revoked = self.city.as_("coordinator", "admin", "org", "revoke", "sgn", "--reason",
                                "stolen", "--yes", "--out", self.city.receipts)
        self.assertEqual(revoked.returncode, 0, revoked.stderr)
        client = lambda label, uri, *more, **how: issue(self.folder, label, CLIENT + [name(uri)],
                                                        *more, **how)
        none = "Webbläsaren visade inget certifikat"
        # Chromium shows no certificate that has expired or that is not of an authority
        # which the site names: the person reads that there was none.
        expected = {
            "none": (none, ()),
            "expired": (none, client("old", BOARD, days=-1)),
            "foreign": (none, client("foreign", BOARD, another_root(self.folder))),
            "nameless": ("Certifikatet säger inte vem du är",
                         client("other", "spiffe://samlad.example/other/ks")),
            "unknown": ("", client("unknown", "spiffe://samlad.example/org/nobody/main")),
            "revoked": ("Certifikatet är spärrat", self.own("sgn")),
            "not-permitted": ("", self.own("eidar")),
            "not-represented": ("", self.own("revisionen"))}
        paths = {"not-permitted": "/inbox", "not-represented": "/systems"}
        found = self.shown(*((label, paths.get(label, "/"), files)
                             for label, (_, files) in expected.items()))
        for (label, (words, _)), one in zip(expected.items(), found):
            with self.subTest(label):
                self.assertEqual(one["status"], 403)
                self.assertTrue(one["title"].startswith(words), one["title"])


if __name__ == "__main__":
    unittest.main()
