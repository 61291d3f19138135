#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A report is sent back field by field, corrected, approved and withdrawn.

As the coordinator and the sender do it, with the samlad command.
"""

import json
import unittest

from harness import AFTER_DUE, CityTest, figures, sample_files


class ReviewTest(CityTest):

    def coordinate(self, *arguments):
        return self.city.as_("coordinator", "coordinate", *arguments)

    def report(self, *arguments):
        return self.city.as_("eidar", "report", *arguments)

    def state(self, *arguments):
        obligations = self.city.view("--period", "2025", *arguments)["obligations"]
        return next(one for one in obligations if one["obligation"] == "eidar-annual")

    def position(self):
        return self.state()["position"]

    def test_sent_back_corrected_approved_withdrawn(self):
        files = sample_files("eidar", "2025")
        self.expect(0, self.city.submit("eidar", *files))
        first = self.position()
        self.assertEqual(figures(self.city.view("--period", "2025"))["EID-05"]["value"], "39")

        self.whoever_decides_sees_all_of(first)
        self.send_back(first)
        self.the_sender_sees_that(first)
        again = self.correct(first, files)
        self.a_correction_is_rejected(again)
        self.approve_and_withdraw(again)
        self.decisions_are_proved()

    def test_what_is_asked_is_described_and_its_dates_go_into_a_calendar(self):
        guide = self.expect(0, self.report("guide", "eidar-annual"), "EID-02", "mandatory",
                            "Plausible:").stdout
        self.assertNotIn("ASF-01", guide)
        page = self.city.folder / "guide.html"
        self.expect(0, self.report("guide", "--format", "html", "--out", page))
        self.assertIn("<h3>EID-02", page.read_text())
        self.expect(2, self.report("guide", "none"), "report due")
        calendar = self.expect(0, self.report("due", "--format", "ics"), "BEGIN:VCALENDAR").stdout
        self.assertIn("DTSTART;VALUE=DATE:20260215", calendar)

    def whoever_decides_sees_all_of(self, first):
        """All that a first report says, beside the year before."""
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2024")))
        for show in (self.coordinate, self.report):
            shown = self.expect(0, show("show", first), "2024", "Activities", "Follow-ups",
                                "Signed off").stdout
            self.assertRegex(shown, r"(?m)^EID-05 .*[0-9].*  39\b")
        # New, although nobody has to approve it.
        self.expect(0, self.coordinate("list"), "eidar-annual  2025", "eidar-annual  2024")

    def send_back(self, first):
        self.expect(0, self.coordinate(
            "return", first, "--out", self.city.receipts, "--reason", "see the figures",
            "--remark", "EID-05=ten times last year's"), "sent back, by the entry at position")
        self.assertEqual(self.state()["state"], "REPORT_STATE_RETURNED")
        self.assertEqual(self.state()["reason"], "see the figures")
        self.assertEqual(self.state()["remarks"], [])  # not the board's
        # Nothing rests on it, and nothing takes its place.
        self.assertEqual(figures(self.city.view("--period", "2025"))["EID-05"]["code"],
                         "FIGURE_CODE_NOT_REPORTED")
        self.expect(0, self.coordinate("list"), "sent back", "see the figures")

        # The board sees that and why, and not what is said field by field.
        trail = self.expect(0, self.city.as_("board", "board", "trail", "--format", "json"),
                            "see the figures").stdout
        self.assertNotIn("ten times", trail)

    def the_sender_sees_that(self, first):
        """Wherever it looks."""
        for verb in (["due", "--period", "2025"], ["findings"], ["show", first]):
            self.expect(0, self.report(*verb), "EID-05: ten times last year's")
        listed = self.expect(0, self.report("list"), "sent back").stdout
        self.assertTrue(listed.rstrip().endswith("no"), listed)
        self.assertNotIn("EID-05", self.city.as_("asf", "report", "findings").stdout)
        self.expect(4, self.coordinate("approve", first), "sent back")

    def correct(self, first, files):
        """A correction says why; without a reason there is a warning."""
        corrected = self.city.folder / "observations.csv"
        source = next(path for path in files if path.name == "observations.csv")
        corrected.write_bytes(source.read_bytes().replace(b"EID-05;2025;;;;39;",
                                                          b"EID-05;2025;;;;41;"))
        again = [corrected if path == source else path for path in files]
        dry = self.city.submit("eidar", *again, options=["--dry-run"])
        self.expect(0, dry, "REPORT_REASON_MISSING")
        self.expect(0, self.city.submit("eidar", *again, options=["--reason", "correction"]))
        second = self.position()
        self.assertNotEqual(second, first)
        self.assertEqual(self.state()["state"], "REPORT_STATE_ON_TIME")
        shown = json.loads(self.coordinate("show", second, "--format", "json").stdout)
        self.assertEqual(shown["summary"]["reason"], "REVISION_REASON_CORRECTION")
        self.assertEqual([(change["before"]["value"], change["after"]["value"])
                          for change in shown["changes"]], [("39", "41")])
        self.expect(0, self.report("show", second), "1 figure differs", "EID-05")
        self.assertNotIn("Signed off", self.report("show", second).stdout)
        self.expect(0, self.report("show", second, "--full"), "1 figure differs", "Signed off")
        self.expect(0, self.report("findings"), "There is nothing to correct")
        return again

    def a_correction_is_rejected(self, again):
        corrected = self.city.folder / "observations.csv"
        corrected.write_bytes(corrected.read_bytes().replace(b"EID-05;2025;;;;41;",
                                                             b"EID-99;2025;;;;41;"))
        self.expect(1, self.city.submit("eidar", *again, options=["--reason", "correction"]))
        self.expect(0, self.report("findings"),
                    "the correction of eidar eidar-annual 2025 was rejected at")
        corrected.write_bytes(corrected.read_bytes().replace(b"EID-99;2025;;;;41;",
                                                             b"EID-05;2025;;;;41;"))

    def approve_and_withdraw(self, again):
        second = self.position()
        self.expect(0, self.coordinate(
            "approve", "--organisation", "eidar", "--obligation", "eidar-annual", "--period",
            "2025", "--out", self.city.receipts), "approved, by the entry at position")
        self.assertNotEqual(self.state()["approved"], "0")
        self.expect(0, self.coordinate("approve", second), "approved already")
        self.expect(0, self.coordinate("list", "--period", "2025"), "Nothing is new")
        self.expect(0, self.coordinate("list", "--period", "2025", "--all"), "eidar-annual")
        self.expect(0, self.report("receipt", second), f'"position": {second},')

        before = self.city.view("--period", "2025")["asOf"]
        withdraw = ["withdraw", second, "--reason", "wrong file", "--out", self.city.receipts]
        asked = self.report(*withdraw)  # nobody is there to answer
        self.expect(2, asked, "nothing was withdrawn",
                    "the report of eidar under eidar-annual for 2025")
        self.assertEqual(self.state()["state"], "REPORT_STATE_ON_TIME")
        self.expect(0, self.report(*withdraw, "--yes"), "withdrawn, by the entry at position")
        self.assertEqual(self.state()["state"], "REPORT_STATE_EXPECTED")
        self.assertEqual(self.state("--as-of", before)["state"], "REPORT_STATE_ON_TIME")
        # Sent again as it was, it is a new report.
        self.expect(0, self.city.submit("eidar", *again, options=["--reason", "late"]))
        self.assertEqual(self.state()["state"], "REPORT_STATE_ON_TIME")

    def decisions_are_proved(self):
        verify = ("audit", "verify", "--log-key", self.city.log_key)
        self.expect(0, self.city.samlad(*verify,
                                        *sorted(self.city.receipts.glob("*.receipt.json"))))
        decisions = sorted(self.city.receipts.glob("*.decision.binpb"))
        self.assertEqual(len(decisions), 3)
        for decision in decisions:
            decision.write_bytes(decision.read_bytes() + b"\x00")
            receipt = str(decision).replace(".decision.binpb", ".receipt.json")
            self.expect(1, self.city.samlad(*verify, receipt), "payload: these")

    def test_a_duty_is_waived_and_restored(self):
        self.expect(0, self.coordinate("waive", "eidar", "eidar-annual", "2025", "--reason",
                                       "merged", "--out", self.city.receipts), "waiver is recorded")
        self.expect(1, self.city.submit("eidar", *sample_files("eidar", "2025")),
                    "REPORT_OBLIGATION_WAIVED")
        self.expect(0, self.report("due", "--period", "2025"), "Not needed", "merged")
        self.city.stop()
        self.city.start(AFTER_DUE)
        self.assertEqual(self.state()["state"], "REPORT_STATE_WAIVED")
        self.expect(0, self.coordinate("waive", "eidar", "eidar-annual", "2025", "--lift",
                                       "--reason", "not merged after all", "--out",
                                       self.city.receipts), "lifted")
        self.assertEqual(self.state()["state"], "REPORT_STATE_MISSING")
        self.expect(4, self.city.as_("eidar", "coordinate", "waive", "eidar", "eidar-annual",
                                     "2025", "--reason", "x", "--out", self.city.receipts))

    def close_2025(self):
        path = self.city.folder / "closed.yaml"
        plain = (self.city.folder / "catalogue.yaml").read_text()
        path.write_text(plain.replace('- {id: "2025"}', '- {id: "2025", closed: true}'))
        self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "apply", path, "--yes"))

    def test_a_closed_period_is_reopened_for_one_report(self):
        files = sample_files("eidar", "2025")
        self.expect(0, self.city.submit("eidar", *files))
        first = self.position()
        self.close_2025()
        self.expect(4, self.coordinate("return", first, "--reason", "why", "--out",
                                       self.city.receipts), "is closed")
        reopen = ("reopen", "eidar", "eidar-annual", "2025", "--until", "2026-03-31", "--reason",
                  "a figure", "--out", self.city.receipts)
        self.expect(2, self.coordinate(*reopen), "nothing was reopened; give --yes")
        self.expect(0, self.coordinate(*reopen, "--yes"), "The period is open again until "
                    "2026-03-31, by the entry at position")
        self.expect(0, self.report("due"), "(open again until 2026-03-31)")
        self.assertEqual(self.state()["reopenedUntil"], "2026-03-31")
        self.expect(0, self.city.as_("eidar", "board", "feed"), "period reopened",
                    "(until 2026-03-31)")
        self.expect(0, self.coordinate("return", first, "--reason", "why", "--out",
                                       self.city.receipts), "sent back")
        self.expect(0, self.city.submit("eidar", *files, options=("--reason", "correction")))
        self.expect(0, self.city.samlad(
            "audit", "verify", "--log-key", self.city.log_key,
            *sorted(self.city.receipts.glob("reopening-*.receipt.json"))))

    def test_an_acknowledgement_is_corrected(self):
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2025")))
        ack = ("board", "ack", "--as-of", self.city.publish()["asOf"], "--decision", "Noted", "--yes",
               "--format", "json", "--out", self.city.receipts)
        first = json.loads(self.city.as_("board", *ack, "--minute", "KS 14").stdout)["position"]
        corrected = self.city.as_("board", *ack, "--minute", "KS 41", "--corrects", first)
        self.expect(0, corrected)
        rows = self.city.view("--period", "2025")["acknowledgements"]
        self.assertEqual([row["minute"] for row in rows], ["KS 14", "KS 41"])
        self.assertEqual(rows[0]["correctedBy"], rows[1]["position"])
        self.assertEqual(rows[1]["corrects"], first)
        self.expect(0, self.city.as_("board", "board", "trail", "--period", "2025"), "KS 41")
        again = self.city.as_("board", *ack, "--minute", "KS 42", "--corrects", first)
        self.expect(4, again, "was already corrected")


if __name__ == "__main__":
    unittest.main()
