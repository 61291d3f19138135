#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""All reporting in a browser: what is due, a template, findings in cells, the annotated
workbook, signing, sending, the receipt, a correction and a withdrawal, through the real
samlad-web for one person and a real gateway."""

import csv
import hashlib
import html
import http.client
import io
import re
import subprocess
import time
import unittest
import urllib.parse
import uuid

import openpyxl

from harness import BIN, SAMPLES, TIMEOUT_S, CityTest, certificates

SAMPLE = SAMPLES / "reports" / "eidar" / "2025"
MANY = 10_000


class Page:
    def __init__(self, response):
        self.status = response.status
        self.headers = dict(response.getheaders())
        self.body = response.read()
        self.text = self.body.decode("utf-8", "replace")

    @property
    def location(self):
        return self.headers.get("Location", "")

    def words(self):
        """What a person reads, without markup."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    def value(self, name):
        """The value of an input."""
        found = re.search(rf'<input[^>]*\bname="{re.escape(name)}"[^>]*\bvalue="([^"]*)"', self.text)
        return html.unescape(found.group(1)) if found else None

    def action(self, end):
        found = re.search(rf'<form[^>]*\baction="([^"]*{end})"', self.text)
        return html.unescape(found.group(1)) if found else None


class Browser:
    """samlad-web for one person, and that person's browser, which keeps cookies and reads
    forms but runs no script."""

    def __init__(self, test, profile):
        self.test, self.profile, self.cookies, self.language = test, profile, {}, "sv"
        with open(test.city.folder / f"web-{profile}.log", "ab") as log:
            self.process = subprocess.Popen(
                [BIN / "samlad-web", "--config", test.city.folder / "profiles.yaml",
                 "--profile", profile],
                stdout=subprocess.PIPE, stderr=log, text=True, env=test.city.environment())
        test.addCleanup(self.close)
        address = ""
        while not address:
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError("samlad-web does not serve")
            found = re.search(r"http://(127\.0\.0\.1:\d+)(/\S*)", line)
            address = found and found.group(0)
        self.host, entrance = found.group(1), found.group(2)
        self.get(entrance)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=TIMEOUT_S)
        self.process.stdout.close()

    def _call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, body, {
                "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "Accept-Language": self.language, **(headers or {})})
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or []:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Page(response)
        finally:
            connection.close()

    def get(self, path):
        return self._call("GET", path)

    def _posted(self, path, body, kind):
        return self._call("POST", path, body, {
            "Content-Type": kind, "Origin": f"http://{self.host}", "Sec-Fetch-Site": "same-origin"})

    def post(self, page, action, **fields):
        """Sends the form of `page` with that action's ending: its hidden fields and these."""
        path = page.action(action)
        self.test.assertIsNotNone(path, page.words())
        form = page.text[page.text.index(f'action="{html.escape(path)}"'):]
        form = form[:form.index("</form>")]
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
        sent = {**{name: html.unescape(value) for name, value in hidden}, **fields}
        return self._posted(path, urllib.parse.urlencode(sent), "application/x-www-form-urlencoded")

    def upload(self, files, query=""):
        """Uploads (name, bytes) pairs; the page of the draft."""
        page = self.get(f"/reports/new{query}")
        fields = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text))
        mark = uuid.uuid4().hex
        body = b""
        for name, value in fields.items():
            body += (f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
                     f"{html.unescape(value)}\r\n").encode()
        for name, content in files:
            body += (f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"'
                     "\r\nContent-Type: application/octet-stream\r\n\r\n").encode()
            body += content + b"\r\n"
        body += f"--{mark}--\r\n".encode()
        return self._posted("/reports/new", body, f"multipart/form-data; boundary={mark}")


def number(text):
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text or None


class WebSenderTest(CityTest):

    def setUp(self):
        super().setUp()
        self.folder = self.city.folder
        with open(SAMPLE / "observations.csv", encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.reader(file, delimiter=";"))
        self.browser = Browser(self, "eidar")

    def column(self, heading):
        return self.rows[0].index(heading) + 1

    def workbook(self, change=None):
        """The sample's figures as a workbook; `change` edits the sheet."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Siffror"
        for row in self.rows:
            sheet.append([number(cell) for cell in row])
        if change:
            change(sheet)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def head(self):
        return ("head.yaml", (SAMPLE / "report.yaml").read_bytes())

    def draft(self, files, query=""):
        answer = self.browser.upload(files, query)
        self.assertEqual(answer.status, 303, answer.words())
        page = self.browser.get(answer.location)
        self.assertEqual(page.status, 200, page.words())
        return page

    def sign(self, page, **more):
        return self.browser.post(page, "/sign", name="Eva Exempel", title="Controller",
                                 date="2026-02-10", comment="", confirm="yes", **more)

    def ready(self, files, query="", **more):
        """A draft that was signed: the page that shows what is sent."""
        answer = self.sign(self.draft(files, query), **more)
        self.assertEqual(answer.status, 303, answer.words())
        page = self.browser.get(answer.location)
        self.assertEqual(page.status, 200, page.words())
        return page

    def send(self, files, query="", **more):
        """Sends a report; its position."""
        answer = self.browser.post(self.ready(files, query, **more), "/send")
        self.assertEqual(answer.status, 303, answer.words())
        found = re.fullmatch(r"/reports/(\d+)\?sent=1", answer.location)
        self.assertTrue(found, answer.location)
        return int(found.group(1))

    def reports(self):
        return self.browser.get("/reports").text.count("<tr><th scope=\"row\"")

    def verify(self, position):
        """Downloads receipt and report, and has the command verify them."""
        receipt = self.browser.get(f"/reports/{position}/receipt")
        report = self.browser.get(f"/reports/{position}/bytes")
        name = re.search(r'filename="([^"]+)"', receipt.headers["Content-Disposition"]).group(1)
        self.assertEqual(name, "eidar-eidar-annual-2025.receipt.json")
        folder = self.folder / f"downloads-{position}"
        folder.mkdir()
        (folder / name).write_bytes(receipt.body)
        (folder / "eidar-eidar-annual-2025.report.binpb").write_bytes(report.body)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        folder / name), "OK", "eidar-eidar-annual-2025.report.binpb")
        return report.body

    # --- The whole way ---------------------------------------------------------

    def test_from_findings_to_a_receipt_that_holds(self):
        value = self.column("värde")
        right = {}

        def damage(sheet):
            for row, cell in ((2, "ca 104"), (3, "n/a")):
                right[(row, value)] = sheet.cell(row, value).value
                sheet.cell(row, value).value = cell

        page = self.draft([("figures.xlsx", self.workbook(damage)), self.head()])
        for cell in right:
            place = f"Siffror!{openpyxl.utils.get_column_letter(cell[1])}{cell[0]}"
            self.assertIn(place, page.words())
        self.assertIn("Rapporten kan inte skickas än", page.words())
        self.assertIsNone(page.action("/sign"))

        address = re.search(r'href="(/reports/draft/[^"/]+/annotated)"', page.text).group(1)
        annotated = self.browser.get(address)
        self.assertEqual(annotated.status, 200)
        book = openpyxl.load_workbook(io.BytesIO(annotated.body))
        noted = [cell.coordinate for row in book["Siffror"].iter_rows() for cell in row
                 if cell.comment]
        for (row, column), content in right.items():
            self.assertIn(book["Siffror"].cell(row, column).coordinate, noted)
            book["Siffror"].cell(row, column).value = content
        corrected = io.BytesIO()
        book.save(corrected)

        ready = self.ready([("figures.xlsx", corrected.getvalue()), self.head()])
        digest = ready.value("digest")
        self.assertIn(digest, ready.words())
        answer = self.browser.post(ready, "/send")
        self.assertEqual(answer.status, 303, answer.words())
        shown = self.browser.get(answer.location)
        self.assertIn("Rapporten är mottagen i post", shown.words())
        position = int(re.search(r"/reports/(\d+)", answer.location).group(1))
        # The digest that was shown is that of the bytes that the receipt proves.
        self.assertEqual(hashlib.sha256(self.verify(position)).hexdigest(), digest)
        self.assertIn("Eva Exempel, Controller, 2026-02-10", shown.words())

    def test_sending_twice_gives_one_receipt(self):
        ready = self.ready([("figures.xlsx", self.workbook()), self.head()])
        first = self.browser.post(ready, "/send")
        second = self.browser.post(ready, "/send")
        self.assertEqual((first.status, second.status), (303, 303), second.words())
        self.assertEqual(first.location, second.location)
        self.assertEqual(self.reports(), 1)

    def test_the_same_report_again_is_answered_with_its_receipt(self):
        files = [("figures.xlsx", self.workbook()), self.head()]
        page = self.draft(files)
        comment = html.unescape(re.search(r'name="comment"[^>]*>([^<]*)<', page.text).group(1))
        signed = {"name": page.value("name"), "title": page.value("title"),
                  "date": page.value("date"), "comment": comment, "confirm": "yes"}
        self.assertEqual(signed["title"], "Hållbarhetschef")
        ready = self.browser.get(self.browser.post(page, "/sign", **signed).location)
        sent = self.browser.post(ready, "/send")
        self.assertEqual(sent.status, 303, sent.words())
        again = self.draft(files)
        self.assertIn("var redan mottagen", again.words())
        self.assertIsNone(again.action("/sign"))
        self.assertEqual(self.reports(), 1)

    def test_the_draft_of_another_is_not_there(self):
        answer = self.browser.upload([("figures.xlsx", self.workbook()), self.head()])
        other = Browser(self, "sgn")
        for path in (answer.location, answer.location + "/figures",
                     answer.location + "/annotated"):
            self.assertEqual(self.browser.get(path).status, 200, path)
            page = other.get(path)
            self.assertEqual(page.status, 404, path)
            self.assertNotIn("figures.xlsx", page.text)

    def test_ten_thousand_findings_are_all_there_on_pages(self):
        row = dict(zip(self.rows[0], self.rows[1]))
        heading = self.rows[0]
        lines = [";".join(heading)]
        for _ in range(MANY):
            lines.append(";".join("ca 1" if name == "värde" else row[name] for name in heading))
        page = self.draft([("many.csv", "\r\n".join(lines).encode()), self.head()])
        places = set()
        column = heading.index("värde") + 1
        base = re.search(r"(/reports/draft/[^\"/]+)/figures", page.text).group(1)
        number_of_page = 1
        while True:
            places.update(int(at) for at in re.findall(rf"many\.csv:(\d+):{column}<", page.text))
            number_of_page += 1
            if 'rel="next"' not in page.text:
                break
            page = self.browser.get(f"{base}?page={number_of_page}")
        self.assertEqual(places, set(range(2, MANY + 2)))

    # --- What comes after ------------------------------------------------------

    def test_a_correction_says_what_it_replaces_and_why(self):
        first = self.send([("figures.xlsx", self.workbook()), self.head()])
        template = self.browser.get("/due/template?organisation=eidar&obligation=eidar-annual"
                                    "&period=2025&format=xlsx")
        self.assertEqual(template.status, 200)
        book = openpyxl.load_workbook(io.BytesIO(template.body))
        sheet = book["Nyckeltal"]
        headings = [cell.value for cell in sheet[1]]
        comment = headings.index("Kommentar") + 1
        sheet.cell(2, comment).value = "rättad efter samtal med ekonomen"
        corrected = io.BytesIO()
        book.save(corrected)
        files = [("rattelse.xlsx", corrected.getvalue())]
        page = self.draft(files)
        self.assertIn(f"post {first}", page.words())
        refused = self.sign(page)
        self.assertEqual(refused.status, 400)
        self.assertIn("Välj varför den mottagna rapporten ersätts.", refused.words())
        second = self.send(files, reason="REVISION_REASON_CORRECTION")
        self.assertGreater(second, first)
        shown = self.browser.get(f"/reports/{second}").words()
        self.assertIn(f"Ersätter post {first}", shown)
        self.assertIn("rättelse", shown.lower())
        self.assertIn("Ersatt", self.browser.get("/reports").words())
        self.verify(second)

    def test_a_withdrawal_asks_for_a_reason_that_names_nobody(self):
        position = self.send([("figures.xlsx", self.workbook()), self.head()])
        page = self.browser.get(f"/reports/{position}/withdraw")
        empty = self.browser.post(page, "/withdraw", reason=" ")
        self.assertEqual(empty.status, 400)
        personal = self.browser.post(page, "/withdraw", reason="fel om 19121212-1212")
        self.assertEqual(personal.status, 400)
        self.assertIn("personnummer", personal.words())
        for _ in range(2):
            done = self.browser.post(page, "/withdraw", reason="fel fil")
            self.assertEqual(done.status, 303, done.words())
        shown = self.browser.get(done.location)
        self.assertIn("Rapporten är återtagen.", shown.words())
        folder = self.folder / "withdrawal"
        folder.mkdir()
        name = f"withdrawal-{position}"
        (folder / f"{name}.receipt.json").write_bytes(
            self.browser.get(f"/reports/{position}/withdrawal/receipt").body)
        (folder / f"{name}.decision.binpb").write_bytes(
            self.browser.get(f"/reports/{position}/withdrawal/bytes").body)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        folder / f"{name}.receipt.json"),
                    "OK", f"{name}.decision.binpb")

    def test_what_the_coordinator_returned_is_shown_with_the_remark(self):
        position = self.send([("figures.xlsx", self.workbook()), self.head()])
        self.expect(0, self.city.as_("coordinator", "coordinate", "return", position, "--reason",
                                     "EID-01 är tio gånger förra årets",
                                     "--out", self.city.receipts))
        page = self.browser.get("/due").words()
        self.assertIn("Samordnaren har återsänt rapporten:", page)
        self.assertIn("EID-01 är tio gånger förra årets", page)
        self.assertIn("Återsänd", self.browser.get(f"/reports/{position}").words())

    # --- What goes wrong -------------------------------------------------------

    def test_a_gateway_that_is_down_loses_nothing(self):
        ready = self.ready([("figures.xlsx", self.workbook()), self.head()])
        self.city.kill()
        failed = self.browser.post(ready, "/send")
        self.assertEqual(failed.status, 503, failed.words())
        self.assertIn("Försök igen", failed.words())
        self.city.start()
        # The connection is tried anew only after a while, so that it may need more presses.
        sent, until = self.browser.post(failed, "/send"), time.monotonic() + TIMEOUT_S
        while sent.status == 503 and time.monotonic() < until:
            time.sleep(1)
            sent = self.browser.post(sent, "/send")
        self.assertEqual(sent.status, 303, sent.words())
        self.assertEqual(self.reports(), 1)

    def test_a_lost_draft_is_told_in_plain_words(self):
        page = self.browser.get("/reports/draft/nothing-like-it")
        self.assertEqual(page.status, 404)
        self.assertIn("Utkastet finns inte kvar", page.words())
        self.assertIn("/reports/new", page.text)

    def test_a_personal_number_never_reaches_the_gateway(self):
        def add(sheet):
            sheet.cell(2, self.column("kommentar")).value = "enligt 19121212-1212"

        page = self.draft([("figures.xlsx", self.workbook(add)), self.head()])
        self.assertIn("inte skickats till gatewayen", page.words())
        self.assertIsNone(page.action("/sign"))
        self.assertNotIn("19121212-1212", page.text)

    def test_files_that_are_no_report_are_refused_with_the_reason(self):
        for files, reason in (([("report.pdf", b"%PDF")], "går inte att läsa som en rapport"),
                              ([("report.csv", b"")], "är tom"), ([], "Ingen fil valdes")):
            page = self.browser.upload(files)
            self.assertEqual(page.status, 400, page.words())
            self.assertIn(reason, page.words())

    def test_nothing_is_asked_that_is_known_and_a_choice_is_offered_else(self):
        page = self.draft([("figures.xlsx", self.workbook())])
        self.assertIn("eidar-annual", page.words())
        self.send([("figures.xlsx", self.workbook())])
        # Now one is accepted: what a correction is for is never inferred.
        page = self.draft([("figures.xlsx", self.workbook())])
        self.assertIsNone(page.action("/sign"))
        chosen = self.browser.post(page, "/choose", choice="eidar|eidar-annual|2025")
        self.assertEqual(chosen.status, 303, chosen.words())
        self.assertIsNotNone(self.browser.get(chosen.location).action("/sign"))

    def test_english_is_there_too(self):
        self.browser.get("/due?lang=en")
        self.browser.language = "en"
        self.assertIn("What is due", self.browser.get("/due").words())
        page = self.draft([("figures.xlsx", self.workbook()), self.head()])
        self.assertIn("Sign off and show what is sent", page.words())
        calendar = self.browser.get("/due/calendar")
        self.assertTrue(calendar.body.startswith(b"BEGIN:VCALENDAR"), calendar.body[:80])


if __name__ == "__main__":
    certificates()
    unittest.main()
