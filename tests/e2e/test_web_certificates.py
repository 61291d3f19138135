#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""People with certificates of their own at samlad-web, which calls the gateway for
each: what each may do, what the log says, and what ends it."""

import json
import time
import unittest

from harness import TIMEOUT_S, CityTest, certificates, sample_files
from web import Web, client_context
from web_certificates import front, site_flags

REFUSED = 403


class CertificatesTest(CityTest):

    def setUp(self):
        super().setUp()
        self.site = Web(self.city, "web", *site_flags("https://samlad.example"),
                        config=front(self.city))
        self.addCleanup(self.site.close)

    def context(self, organisation):
        tls = certificates()
        return client_context(tls / "root.pem", tls / organisation / "client.pem",
                              tls / organisation / "key.pem")

    def get(self, organisation, path="/", status=200):
        answer = self.site.get(path, context=self.context(organisation))
        self.assertEqual(answer.status, status, answer.words)
        return answer

    def test_each_is_who_the_certificate_says(self):
        self.assertIn("AB Eidar", self.get("eidar").words)
        self.assertIn("/due", self.get("eidar").text)
        self.assertNotIn("/inbox", self.get("eidar").text)
        self.assertIn("/inbox", self.get("khs").text)
        self.assertIn("/board", self.get("ks").text)
        self.assertIn("saknar behörigheten", self.get("eidar", "/inbox", REFUSED).words)
        # The front may not do an auditor's work for one (the sample catalogue).
        self.get("revisionen", "/systems", REFUSED)

    def test_a_form_holds_for_one_certificate(self):
        eidar, asf = self.context("eidar"), self.context("asf")
        token = self.site.get("/reports/new", context=eidar).csrf
        self.assertNotEqual(token, self.site.get("/reports/new", context=asf).csrf)
        answer = self.site.post("/reports/new", {}, [("file", "a.csv", b"a;b")], csrf=token,
                                context=asf)
        self.assertEqual(answer.status, REFUSED)
        self.assertIn("Formuläret gäller inte längre", answer.words)

    def test_a_draft_is_its_owners_alone(self):
        sent = self.site.post("/reports/new", {}, [
            ("file", path.name, path.read_bytes()) for path in sample_files("eidar", "2025")],
            context=self.context("eidar"))
        self.assertEqual(sent.status, 303, sent.words)
        draft = sent.headers["location"]
        self.get("eidar", draft)
        self.get("asf", draft, 404)

    def test_a_revocation_ends_it(self):
        self.get("sgn")
        self.expect(0, self.city.as_("coordinator", "admin", "org", "revoke", "sgn", "--reason",
                                     "stolen", "--yes", "--out", self.city.receipts))
        deadline = time.monotonic() + TIMEOUT_S
        while (answer := self.site.get("/", context=self.context("sgn"))).status == 200:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.5)
        self.assertEqual(answer.status, REFUSED)
        self.assertIn("Certifikatet är spärrat", answer.words)
        self.get("eidar")

    def test_the_log_names_who_came(self):
        self.get("eidar", "/help?secret=1")
        self.site.close()
        lines = [json.loads(line) for line in self.site.log.read_text().splitlines()]
        line = next(line for line in lines if line.get("path") == "/help")
        self.assertEqual((line["organisation"], line["system"], line["status"]),
                         ("eidar", "main", 200))
        self.assertNotIn("secret", json.dumps(lines))


if __name__ == "__main__":
    unittest.main()
