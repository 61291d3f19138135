#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator decides, plans and publishes in a browser: the real samlad-web."""

import json
import re
import time
import unittest

from harness import CATALOGUE, CityTest, sample_files
from web import Web
from web_forms import fields_of

DONE = re.compile(r"done=(\d+)")


class WebCoordinatorTest(CityTest):

    def web(self, profile):
        web = Web(self.city, profile)
        self.addCleanup(web.close)
        return web.enter()

    def setUp(self):
        super().setUp()
        self.submit_sample("eidar", "2025")
        self.submit_sample("eidar", "2024")
        self.office = self.web("coordinator")

    def page(self, path, status=200, web=None):
        answer = (web or self.office).get(path)
        self.assertEqual(answer.status, status, f"{path}: {answer.words}")
        return answer

    def state(self, obligation="eidar-annual", period="2025"):
        obligations = self.city.view("--period", period)["obligations"]
        return next(one for one in obligations if one["obligation"] == obligation)

    def send(self, path, fields, status=303):
        answer = self.office.post(path, fields, csrf=fields["csrf"])
        self.assertEqual(answer.status, status, answer.words)
        return answer

    def decide(self, path, page, action, **chosen):
        """Sends a form of a page; the position of the decision."""
        answer = self.send(action, fields_of(self.page(page), action, **chosen))
        return int(DONE.search(answer.headers["location"])[1])

    def test_every_page_in_both_languages(self):
        position = self.state()["position"]
        for path in ["/inbox", f"/review/{position}", "/obligations", "/catalogue",
                     "/obligations/eidar/eidar-annual/2025", "/catalogue/plan", "/publish",
                     *(f"/catalogue/part/{part}" for part in (
                         "organisations", "indicators", "obligations", "projects",
                         "recommendations", "documents"))]:
            for language in ("sv", "en"):
                answer = self.page(f"{path}?lang={language}")
                with self.subTest(path=path, language=language):
                    self.assertEqual(answer.text.count("<h1"), 1)
                    self.assertIn(f'<html lang="{language}"', answer.text)
                    self.assertNotIn("<script", answer.text)
                    self.assertNotRegex(answer.words, r"\$\d")

    def test_a_report_is_sent_back_and_its_correction_approved(self):
        first = self.state()["position"]
        self.office.get("/?lang=sv")
        self.assertIn(f"/review/{first}", self.page("/inbox?since=2026-02-01").text)
        review = self.page(f"/review/{first}")
        self.assertIn("EID-05", review.words)
        self.assertIn("Kronogården", review.words)  # not the code
        path = f"/review/{first}"
        decided = self.decide(path, path, path, decision="return", reason="se siffran",
                              **{"remark:EID-05": "tio gånger förra årets"})
        self.assertEqual(self.state()["state"], "REPORT_STATE_RETURNED")
        findings = self.expect(0, self.city.as_("eidar", "report", "findings"))
        self.assertIn("EID-05: tio gånger förra årets", findings.stdout)
        after = self.page(f"{path}?done={decided}")
        self.assertIn("se siffran", after.words)
        receipt = self.page(f"/decisions/{decided}/receipt")
        kept = self.city.folder / "decision.receipt.json"
        kept.write_bytes(receipt.content)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, kept))

        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2025"),
                                        options=["--reason", "correction"]))
        second = self.state()["position"]
        path = f"/review/{second}"
        fields = fields_of(self.page(path), path, decision="approve")
        one = self.send(path, fields).headers["location"]
        two = self.send(path, fields).headers["location"]  # the back button
        self.assertEqual(one, two)
        self.assertEqual(self.state()["approved"], DONE.search(one)[1])

    def test_a_decision_without_a_reason_or_with_a_person_is_not_sent(self):
        position = self.state()["position"]
        path = f"/review/{position}"
        fields = fields_of(self.page(path), path, decision="return")
        self.send(path, fields, 400)
        refused = self.send(path, {**fields, "reason": "ring 19811218-9876",
                                   "remark:EID-05": "tio gånger"}, 400)
        self.assertIn('role="alert"', refused.text)
        # What was typed is still there, in the very form.
        typed = fields_of(refused, path, decision="return")
        self.assertEqual((typed["reason"], typed["remark:EID-05"]),
                         ("ring 19811218-9876", "tio gånger"))
        self.send(path, {**fields, "decision": "neither"}, 400)
        self.assertEqual(self.state()["state"], "REPORT_STATE_ON_TIME")

    def test_what_the_gateway_did_not_answer_can_be_sent_again(self):
        path = f"/review/{self.state()['position']}"
        fields = fields_of(self.page(path), path, decision="return", reason="se siffran igen")
        self.city.stop()
        failed = self.send(path, fields, 503)
        self.assertIn("se siffran igen", failed.words)
        again = fields_of(failed, path, decision="return")
        self.assertEqual(again["reason"], "se siffran igen")
        self.city.start()
        until = time.monotonic() + 60  # it waits between attempts to connect
        while (sent := self.office.post(path, again, csrf=again["csrf"])).status == 503:
            self.assertLess(time.monotonic(), until)
            time.sleep(0.5)
        self.assertEqual(sent.status, 303, sent.words)
        self.assertEqual(self.state()["state"], "REPORT_STATE_RETURNED")

    def test_days_are_counted_by_the_gateways_clock(self):
        # It stands in February 2026.
        self.assertIn('name="since" value="2026-01-11"', self.page("/inbox").text)
        self.assertIn('<option value="2025" selected>', self.page("/obligations").text)

    def test_the_other_language_keeps_the_query(self):
        position = self.state()["position"]
        page = self.page("/inbox?since=2026-02-01&filter=eidar&lang=sv")
        self.assertIn('href="/inbox?lang=en&amp;filter=eidar&amp;since=2026-02-01"', page.text)
        self.assertIn('href="/nowhere?lang=en&amp;filter=eidar"',
                      self.page("/nowhere?filter=eidar", 404).text)
        # An answer to a form has no address: its links lead to the form.
        path = f"/review/{position}"
        fields = fields_of(self.page(path), path, decision="return")
        refused = self.office.post(path, fields, csrf=fields["csrf"], headers={
            "Referer": f"{self.office.origin}{path}?filter=EID"})
        self.assertIn(f'href="{path}?lang=en&amp;filter=EID"', refused.text)

    def test_a_duty_is_waived_and_a_closed_period_reopened(self):
        page = "/obligations/asf/asf-annual/2025"
        self.assertIn("/obligations/asf/asf-annual/2025",
                      self.page("/obligations?period=2025").text)
        waive = fields_of(self.page(page), f"{page}/waive", reason="sammanslagen")
        refused = self.send(f"{page}/waive", waive, 400)  # the box is not ticked
        self.assertEqual(fields_of(refused, f"{page}/waive")["reason"], "sammanslagen")
        waive["confirmed"] = "yes"
        once = self.send(f"{page}/waive", waive).headers["location"]
        self.assertEqual(self.send(f"{page}/waive", waive).headers["location"], once)
        self.assertEqual(self.state("asf-annual")["state"], "REPORT_STATE_WAIVED")
        self.decide(page, page, f"{page}/waive", reason="inte sammanslagen", confirmed="yes",
                    lift="yes")
        self.assertEqual(self.state("asf-annual")["state"], "REPORT_STATE_EXPECTED")

        closed = self.city.folder / "closed.yaml"
        closed.write_text((self.city.folder / "catalogue.yaml").read_text().replace(
            '- {id: "2025"}', '- {id: "2025", closed: true}'))
        self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "apply", closed,
                                     "--yes"))
        page = "/obligations/eidar/eidar-annual/2025"
        patience = time.monotonic() + 60  # a page's catalogue may be some seconds old
        while f"{page}/reopen" not in self.page(page).text and time.monotonic() < patience:
            time.sleep(0.5)
        self.decide(page, page, f"{page}/reopen", reason="en siffra", until="2026-03-31",
                    confirmed="yes")
        self.assertEqual(self.state()["reopenedUntil"], "2026-03-31")

    def test_a_catalogue_is_read_and_planned(self):
        file = self.page("/catalogue/file?format=yaml")
        self.assertIn("attachment", file.headers["content-disposition"])
        text = file.text
        self.assertTrue(text.startswith("# base: 0\n"), text[:40])
        self.assertEqual(json.loads(self.page("/catalogue/file?format=json").text)["custodian"],
                         "khs")

        def plan(name, content):
            form = self.page("/catalogue/plan")
            return self.office.post("/catalogue/plan", {}, [("file", name, content)],
                                    csrf=form.csrf)

        same = plan("katalog.yaml", text.encode())
        self.assertEqual(same.status, 200, same.words)
        self.assertNotIn("catalogue apply", same.text)
        changed = plan("katalog.yaml", text.replace('plausible_max: "2000"',
                                                    'plausible_max: "1000"').encode())
        self.assertIn("samlad admin catalogue apply katalog.yaml", changed.words)
        self.assertIn("plausible_max", changed.words)
        broken = (CATALOGUE.parent / "broken" / "catalogue" / "catalogue.yaml").read_bytes()
        refused = plan("broken.yaml", broken)
        self.assertNotIn("catalogue apply", refused.text)
        self.assertIn("broken.yaml:", refused.words)
        self.assertIn("EID-", refused.words)
        prose = plan("brev.txt", "Hej, här är katalogen.".encode())
        self.assertNotIn("catalogue apply", prose.text)

    def test_an_edition_is_shown_then_published_once(self):
        form = fields_of(self.page("/publish"), "/publish", period="2025")
        shown = self.send("/publish", form, 200)
        self.assertEqual(json.loads(self.city.as_("board", "board", "editions", "--format",
                                                  "json").stdout)["editions"], [])
        # What comes later is not in it.
        self.submit_sample("asf", "2025")
        publish = fields_of(shown, "/publish", action="publish")
        self.send("/publish", publish, 400)  # the box is not ticked
        publish["confirmed"] = "yes"
        once = self.send("/publish", publish).headers["location"]
        self.assertEqual(self.send("/publish", publish).headers["location"], once)
        editions = json.loads(self.city.as_("board", "board", "editions", "--format",
                                            "json").stdout)["editions"]
        self.assertEqual(len(editions), 1)
        self.assertEqual(editions[0]["asOf"], publish["as_of"])
        self.page(once)
        kept = self.city.folder / "edition.json"
        kept.write_bytes(self.page(f"{once}/file").content)
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, kept))

    def test_others_may_not(self):
        position = self.state()["position"]
        for profile in ("eidar", "board"):
            web = self.web(profile)
            for path in ("/inbox", f"/review/{position}", "/obligations", "/publish",
                         "/catalogue/plan"):
                self.page(path, 403, web)
            csrf = web.get("/verify").csrf
            refused = web.post(f"/review/{position}", {"decision": "approve"}, csrf=csrf)
            self.assertEqual(refused.status, 403, refused.words)
        auditor = self.web("auditor")
        review = self.page(f"/review/{position}", 200, auditor)
        self.assertNotIn('name="decision"', review.text)
        refused = auditor.post(f"/review/{position}", {"decision": "approve"},
                               csrf=auditor.get("/verify").csrf)
        self.assertEqual(refused.status, 403, refused.words)
        self.assertEqual(self.state()["approved"], "0")


if __name__ == "__main__":
    unittest.main()
