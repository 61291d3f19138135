#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The auditor verifies and the administrator revokes in a browser: the real samlad-web."""

import json
import re
import shutil
import unittest

from harness import CityTest, flip, sample_files
from web import Web
from web_forms import fields_of

DONE = re.compile(r"done=(\d+)")


class WebAuditTest(CityTest):

    def web(self, profile):
        web = Web(self.city, profile)
        self.addCleanup(web.close)
        return web.enter()

    def setUp(self):
        super().setUp()
        self.submit_sample("eidar", "2025")
        self.auditor = self.web("auditor")

    def page(self, path, status=200, web=None):
        answer = (web or self.auditor).get(path)
        self.assertEqual(answer.status, status, f"{path}: {answer.words}")
        return answer

    def verify(self, *paths):
        answer = self.auditor.post("/verify", {}, [("files", path.name, path.read_bytes())
                                                   for path in paths])
        self.assertEqual(answer.status, 200, answer.words)
        return answer

    def test_every_page_in_both_languages(self):
        for path in ("/verify", "/log", "/log?position=1", "/log?day=2026-02-10", "/systems"):
            for language in ("sv", "en"):
                sign = "&" if "?" in path else "?"
                answer = self.page(f"{path}{sign}lang={language}")
                with self.subTest(path=path, language=language):
                    self.assertEqual(answer.text.count("<h1"), 1)
                    self.assertIn(f'<html lang="{language}"', answer.text)
                    self.assertNotIn("<script", answer.text)
                    self.assertNotRegex(answer.words, r"\$\d")

    def test_a_receipt_of_another_log_than_is_remembered_is_a_fork(self):
        self.page("/?lang=en")
        data = self.city.folder / "data"
        kept = self.city.folder / "kept"

        def again():
            self.city.stop()
            shutil.rmtree(data)
            shutil.copytree(kept, data)
            self.city.start()
            self.auditor = self.web("auditor")
            self.page("/?lang=en")

        self.city.stop()
        shutil.copytree(data, kept)
        self.city.start()
        self.submit_sample("asf", "2025")  # the command remembers the log
        again()
        # Somebody whose computer has seen nothing of it.
        sent = self.city.as_("utb", "report", "submit", "--out", self.city.receipts,
                             *sample_files("utb", "2025"),
                             XDG_STATE_HOME=self.city.folder / "elsewhere")
        self.expect(0, sent)
        told = self.verify(self.city.receipt("utb", "utb-annual", "2025")).words
        self.assertIn("THE LOG WAS FORKED", told)
        self.assertIn("utb-utb-annual-2025.receipt.json shows another log than this computer "
                      "remembers", told)

    def test_receipts_and_editions_hold_until_they_are_changed(self):
        self.page("/?lang=en")
        receipt = self.city.receipt("eidar", "eidar-annual", "2025")
        report = receipt.with_name("eidar-eidar-annual-2025.report.binpb")
        both = self.verify(receipt, report)
        self.assertIn("All 2 files hold", both.words)
        self.assertIn("for the very bytes in eidar-eidar-annual-2025.report.binpb", both.words)
        self.assertIn("The log of the files and the one that this computer remembers, "
                      f"{self.city.origin} with 2 entries, are one", both.words)
        self.assertIn("only the entry is verified", self.verify(receipt).words)
        renamed = receipt.with_name("kvitto (1).json")
        renamed.write_bytes(receipt.read_bytes())
        self.assertIn("for the very bytes", self.verify(renamed, report).words)

        edition = self.city.folder / "edition.json"
        self.city.publish()
        self.expect(0, self.city.as_("board", "board", "show", "--format", "json", "--out",
                                     edition))
        self.assertIn("gives no small count away", self.verify(edition).words)

        flip(report)
        self.assertIn("1 of 2 files do not hold", self.verify(receipt, report).words)
        text = receipt.read_text()
        receipt.write_text(text.replace('"position": 1', '"position": 2'))
        self.assertIn("1 of 1 files do not hold", self.verify(receipt).words)
        text = edition.read_text()
        edition.write_text(text.replace('"number": 1', '"number": 2'))
        self.assertIn("1 of 1 files do not hold", self.verify(edition).words)
        letter = self.city.folder / "letter.txt"
        letter.write_text("Hej")
        self.assertIn("1 of 1 files do not hold", self.verify(letter).words)
        none = self.auditor.post("/verify", {}, [("files", "", b"")])
        self.assertEqual(none.status, 400, none.words)

    def test_the_log_has_only_grown(self):
        self.page("/?lang=en")
        early = self.city.folder / "early.checkpoint"
        early.write_bytes(self.page("/log/checkpoint").content)
        self.assertIn("2 entries", self.expect(0, self.city.samlad(
            "audit", "verify", "--log-key", self.city.log_key, early)).stdout)
        self.submit_sample("asf", "2025")
        grown = self.auditor.post("/log/consistency", {},
                                  [("file", early.name, early.read_bytes())],
                                  csrf=self.page("/log").csrf)
        self.assertEqual(grown.status, 200, grown.words)
        self.assertIn("the log of 2 entries is a prefix of the log of 3", grown.words)
        pasted = self.auditor.post("/log/consistency",
                                   {"note": early.read_text().replace("\n", "\r\n")},
                                   csrf=self.page("/log").csrf)
        self.assertEqual(pasted.status, 200, pasted.words)
        other = early.read_text().replace("\n2\n", "\n3\n")
        refused = self.auditor.post("/log/consistency", {"note": other},
                                    csrf=self.page("/log").csrf)
        self.assertEqual(refused.status, 400, refused.words)

        self.assertIn("entry 2 is in the log of 3 entries", self.page("/log?position=2").words)
        proof = self.city.folder / "entry.proof.json"
        proof.write_bytes(self.page("/log/proof/2").content)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, proof))
        self.assertIn("entry 2 is in the log", self.verify(proof, early).words)
        self.assertIn("the log had 3 entries", self.page("/log?day=2026-02-10").words)
        self.page("/log?position=99", 400)
        self.page("/log/proof/2", 404, self.web("eidar"))  # of others

    def test_a_system_is_revoked_and_reinstated(self):
        office = self.web("coordinator")
        self.assertNotIn("/systems/revoke", self.page("/systems").text)
        page = self.page("/systems", 200, office)
        revoke = fields_of(page, "/systems/revoke", organisation="eidar", reason="stulen")
        unticked = office.post("/systems/revoke", revoke, csrf=page.csrf)
        self.assertEqual(unticked.status, 400, unticked.words)
        revoke["confirmed"] = "yes"
        wrong = office.post("/systems/revoke", {**revoke, "certificate": "00" * 32},
                            csrf=page.csrf)
        self.assertEqual(wrong.status, 400, wrong.words)
        once = office.post("/systems/revoke", revoke, csrf=page.csrf)
        again = office.post("/systems/revoke", revoke, csrf=page.csrf)
        self.assertEqual((once.status, once.headers.get("location")),
                         (303, again.headers.get("location")), once.words)
        self.assertIn(self.city.as_("eidar", "report", "list").returncode, (3, 4))
        after = self.page("/systems", 200, office)
        self.assertIn("stulen", after.words)
        done = DONE.search(once.headers["location"])[1]
        kept = self.city.folder / "identity.receipt.json"
        kept.write_bytes(self.page(f"/decisions/{done}/receipt", 200, office).content)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, kept))

        lift = fields_of(after, "/systems/reinstate", reason="ny server", confirmed="yes")
        lifted = office.post("/systems/reinstate", lift, csrf=after.csrf)
        self.assertEqual(lifted.status, 303, lifted.words)
        self.expect(0, self.city.as_("eidar", "report", "list"))
        listed = json.loads(self.city.as_("coordinator", "admin", "org", "list", "--format",
                                          "json").stdout)
        self.assertEqual(listed["revocations"], [])

    def test_others_may_not(self):
        for profile in ("eidar", "board"):
            web = self.web(profile)
            self.page("/systems", 403, web)
            csrf = self.page("/verify", 200, web).csrf
            for verb in ("revoke", "reinstate"):
                refused = web.post(f"/systems/{verb}", {"organisation": "asf", "reason": "x",
                                                        "confirmed": "yes"}, csrf=csrf)
                self.assertEqual(refused.status, 403, refused.words)


if __name__ == "__main__":
    unittest.main()
