#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The board reads and acknowledges editions in a browser: the real samlad-web, without
a terminal."""

import base64
import hashlib
import html
import io
import json
import re
import unittest
import urllib.parse

import openpyxl
from harness import CityTest, sample_files
from web import Web

PAGES = ["/board", "/board/page", "/editions", "/indicators", "/organisations", "/projects",
         "/recommendations", "/documents", "/trail"]
LINK = re.compile(r'href="(/[^"#]*)')
# The pages of the board, and none of another role.
ROOM = re.compile(r"/(board|editions|indicators|organisations|projects|recommendations|documents|"
                  r"trail|acknowledge)\b")
# What the altered report has, and no edition: 3 of 127 women, hence also the men.
SECRETS = ("87.1", "87,1")
ALTERED = ("PAR-02,,F,44.9,57,127", "PAR-02,,F,2.4,3,127"), ("PAR-02,,M,40.5,47,116",
                                                            "PAR-02,,M,87.1,101,116")


class BoardTest(CityTest):

    def web(self, profile):
        web = Web(self.city, profile)
        self.addCleanup(web.close)
        return web.enter()

    def page(self, web, path, status=200):
        answer = web.get(path)
        if answer.status != status:
            self.fail(f"{path}: {answer.status} instead of {status}: {answer.words}")
        return answer


class WebBoardTest(BoardTest):

    def setUp(self):
        super().setUp()
        self.submit_sample("eidar", "2025")
        self.first = self.city.publish()
        self.submit_sample("asf", "2025")
        files = []
        for source in sample_files("sgn", "2025"):
            copy = self.city.folder / source.name
            text = source.read_text()
            for old, new in ALTERED:
                text = text.replace(old, new)
            copy.write_text(text)
            files.append(copy)
        self.expect(0, self.city.submit("sgn", *files))
        self.second = self.city.publish("--period", "2025")
        self.board = self.web("board")

    def edition(self):
        return json.loads(self.expect(0, self.city.as_("board", "board", "show", "--format",
                                                       "json")).stdout)

    def one_of_each(self):
        """The pages of one thing each."""
        view = self.edition()["view"]
        rows = [row for area in view["areas"] for row in area["rows"]]
        return [f"/editions/{self.first['position']}", f"/editions/{self.second['position']}",
                *(f"/indicators/{row['indicator']}" for row in rows[:4]),
                "/organisations/eidar", "/organisations/sgn",
                f"/projects/{view['projects'][0]['project']}",
                "/trail?organisation=sgn&period=2025", "/trail?indicator=PAR-02",
                "/trail?document=fardplan", f"/acknowledge?edition={self.second['position']}"]

    def test_every_page_in_both_languages(self):
        for path in PAGES + self.one_of_each():
            for language in ("sv", "en"):
                sign = "&" if "?" in path else "?"
                answer = self.page(self.board, f"{path}{sign}lang={language}")
                with self.subTest(path=path, language=language):
                    self.assertIn(f'<html lang="{language}"', answer.text)
                    self.assertEqual(len(re.findall("<h1[ >]", answer.text)), 1)
                    self.assertNotIn("<script", answer.text)
                    self.assertNotIn(' style="', answer.text)

    def test_a_small_count_is_on_no_page_and_in_no_file(self):
        shown = json.dumps(self.edition()["view"])
        self.assertNotIn(f'"{SECRETS[0]}"', shown)
        seen, todo = set(), list(PAGES)
        while todo:
            path = todo.pop()
            if path in seen or not ROOM.match(path) or "lang=" in path:
                continue
            seen.add(path)
            answer = self.page(self.board, path)
            if "spreadsheetml" in answer.headers["content-type"]:
                book = openpyxl.load_workbook(io.BytesIO(answer.content))
                text = "\n".join(str(cell) for sheet in book.worksheets
                                 for row in sheet.iter_rows(values_only=True) for cell in row)
            else:
                text = answer.content.decode(errors="replace")
                if "html" in answer.headers["content-type"]:
                    todo += [html.unescape(link) for link in LINK.findall(text)]
            for secret in SECRETS:
                self.assertNotIn(secret, text, path)
        self.assertGreater(len(seen), 60)
        page = self.page(self.board, "/indicators/PAR-02").text
        self.assertIn("[c]", page)

    def test_an_old_edition_stays_what_it_was(self):
        position = self.first["position"]
        old = self.page(self.board, f"/indicators?edition={position}&lang=en")
        self.assertIn("there is a newer one", old.words)
        self.assertIn(f"?edition={position}", old.text)
        self.assertIn("the newest", self.page(self.board, "/indicators").words)
        self.page(self.board, "/indicators?edition=1", 404)
        self.page(self.board, "/indicators?edition=x", 404)
        self.page(self.board, "/indicators/NONE-1", 404)
        new = self.page(self.board, f"/editions/{self.second['position']}")
        self.assertIn(self.second["digest"], new.words)
        self.assertIn(self.second["difference"]["words"]["en"], new.words)

    def test_the_whole_page_and_its_policy(self):
        answer = self.page(self.board, "/board/page?lang=en")
        [style] = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = answer.headers["content-security-policy"]
        self.assertIn(f"'sha256-{digest}'", policy)
        self.assertNotIn("unsafe", policy)
        saved = self.page(self.board, "/board/page?download=1&lang=en")
        self.assertIn("attachment", saved.headers["content-disposition"])
        out = self.city.folder / "page.html"
        self.expect(0, self.city.as_("board", "board", "show", "--format", "html", "--out", out))
        self.assertEqual(saved.content, out.read_bytes())

    def test_files(self):
        path = f"/editions/{self.second['position']}"
        file = self.city.folder / "edition.json"
        file.write_bytes(self.page(self.board, f"{path}/file").content)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, file),
                    "edition 2 of 2025")
        tables = json.loads(self.page(self.board, f"{path}/export/json?lang=en").text)
        exported = json.loads(self.expect(0, self.city.as_("board", "board", "export", "--format",
                                                           "json")).stdout)
        self.assertEqual(tables["figures"], exported["figures"])
        book = openpyxl.load_workbook(io.BytesIO(self.page(self.board,
                                                           f"{path}/export/xlsx").content))
        self.assertEqual(len(book.worksheets), len(tables))
        self.assertIn("OBS_VALUE", self.page(self.board, f"{path}/export/sdmx-csv").text)
        self.page(self.board, f"{path}/export/csv?table=projects")
        self.page(self.board, f"{path}/export/csv?table=none", 404)
        self.page(self.board, f"{path}/export/pdf", 404)

    def test_acknowledged_twice_is_acknowledged_once(self):
        ask = f"/acknowledge?edition={self.second['position']}"
        self.assertIn("har inte kvitterat", self.page(self.board, "/board?lang=sv").words)
        form = self.page(self.board, ask)
        self.assertIn(hashlib.sha256(self.city.view_bytes(profile="board")).hexdigest(), form.words)
        fields = {"edition": self.second["position"], "minute": "KS 2026-03-18 § 41",
                  "decision": "Noteras."}
        sent = [self.board.post("/acknowledge", fields, csrf=form.csrf) for _ in range(2)]
        self.assertEqual([one.status for one in sent], [303, 303], sent[0].text)
        self.assertEqual(len({one.headers["location"] for one in sent}), 1)
        place = sent[0].headers["location"]
        told = self.page(self.board, place)
        self.assertIn("KS 2026-03-18 § 41", told.words)
        self.assertIn("KS 2026-03-18 § 41", self.page(self.board, "/board").words)
        self.assertEqual(len(self.city.view()["acknowledgements"]), 1)
        for kind in ("receipt.json", "acknowledgement.binpb", "view.binpb"):
            (self.city.folder / f"ack.{kind}").write_bytes(
                self.page(self.board, f"{place}/{kind.split('.')[0]}").content)
        self.assertEqual((self.city.folder / "ack.view.binpb").read_bytes(),
                         self.city.view_bytes(profile="board"))
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        self.city.folder / "ack.receipt.json"),
                    "ack.acknowledgement.binpb")
        self.assertIn(b"<!DOCTYPE html>", self.page(self.board, f"{place}/page").content)
        # Nobody else's receipt is given away.
        auditor = self.web("auditor")
        self.assertNotIn("/receipt", self.page(auditor, place).text)
        self.page(auditor, f"{place}/receipt", 404)
        self.page(self.board, f"/acknowledgements/{self.second['position']}", 404)

    def test_a_form_that_is_refused_keeps_what_was_written(self):
        form = self.page(self.board, f"/acknowledge?edition={self.second['position']}")
        fields = {"edition": self.second["position"], "minute": "", "decision": "Skrivet 7"}
        answer = self.board.post("/acknowledge", fields, csrf=form.csrf)
        self.assertEqual(answer.status, 400)
        self.assertIn("Skrivet 7", answer.words)
        self.assertIn('aria-describedby="minute-hint minute-error"', answer.text)
        fields["minute"] = "§ 1"
        fields["corrects"] = "1"
        answer = self.board.post("/acknowledge", fields, csrf=form.csrf)
        self.assertEqual(answer.status, 400, answer.words)
        self.assertIn("Skrivet 7", answer.words)
        self.city.stop()
        del fields["corrects"]
        answer = self.board.post("/acknowledge", fields, csrf=form.csrf)
        self.assertEqual(answer.status, 503, answer.words)
        self.assertIn("Skrivet 7", answer.words)

    def test_who_may(self):
        sender = self.web("eidar")
        for path in PAGES + self.one_of_each():
            self.page(sender, path, 403)
        csrf = self.page(self.board, f"/acknowledge?edition={self.second['position']}").csrf
        self.assertEqual(sender.post("/acknowledge", {}, csrf=csrf).status, 403)
        coordinator = self.web("coordinator")
        self.page(coordinator, "/acknowledge", 403)
        self.assertIn("/board/preview", self.page(coordinator, "/board").text)
        self.page(coordinator, "/board/preview")
        self.page(self.board, "/board/preview", 403)

    def test_a_filter_stays_in_the_edition(self):
        position = self.first["position"]
        answer = self.page(self.board, f"/indicators?edition={position}&filter=EID-02")
        self.assertIn(f'name="edition" value="{position}"', answer.text)
        self.assertEqual(len(set(re.findall(r"/indicators/([A-Z]+-\d+)", answer.text))), 1)
        query = urllib.parse.urlencode({"filter": "finns inte"})
        self.assertIn("passar filtret", self.page(self.board, f"/documents?{query}&lang=sv").words)


class WebWithoutEditionTest(BoardTest):

    def test_no_edition_is_said(self):
        board = self.web("board")
        for path in ("/board", "/editions", "/indicators", "/board/page"):
            self.assertIn("No edition has been published",
                          self.page(board, f"{path}?lang=en").words)


if __name__ == "__main__":
    unittest.main()
