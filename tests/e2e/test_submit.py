#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Nothing is asked of a sender that is known.

A folder with a certificate, a profile and one file of figures; what the file does
not say is taken from the certificate and from what is due, shown, and confirmed.
"""

import json
import os
import pty
import subprocess
import time
import unittest

from harness import AFTER_DUE, BIN, CityTest, SAMPLES, TIMEOUT_S
from test_python_client import LosesAnswers

FIGURES = "indikator;kön;värde;täljare;nämnare\nPAR-01;;298;;\nPAR-01;K;155;;\nPAR-01;M;143;;\n"
JUNE = "2026-06-01T08:00:00Z"


class LosesLongAnswers(LosesAnswers):
    """Forwards connections until an answer is as long as a catalogue."""

    def loses(self, data):
        return len(data) > 8192


class SubmitTest(CityTest):

    def setUp(self):
        super().setUp()
        self.figures = self.write("figures.csv", FIGURES)

    def write(self, name, text):
        path = self.city.folder / name
        path.write_text(text)
        return path

    def send(self, *arguments, profile="sgn"):
        return self.city.as_(profile, "report", "submit", *arguments)

    def accepted(self, profile="sgn"):
        listed = self.city.as_(profile, "report", "list", "--format", "json")
        return json.loads(listed.stdout)["reports"]

    def as_in_terminal(self, answer, *arguments):
        """Runs samlad with a terminal, at which somebody answers."""
        here, there = pty.openpty()
        try:
            process = subprocess.Popen(
                [BIN / "samlad", "--config", self.city.folder / "profiles.yaml", "--profile",
                 "sgn", *map(str, arguments)],
                stdin=there, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                cwd=self.city.folder, env=self.city.environment())
            os.write(here, answer.encode())
            out, err = process.communicate(timeout=TIMEOUT_S)
        finally:
            os.close(here)
            os.close(there)
        return subprocess.CompletedProcess([], process.returncode, out, err)

    # --- What is known -------------------------------------------------------

    def test_from_nothing_to_an_accepted_report_in_one_command(self):
        """Whose, what, when and by whom; confirmed; and the receipt is of these bytes."""
        signed = ["--signed-by", "Eva Exempel", "--title", "Verksamhetsledare"]
        asked = self.expect(2, self.send(self.figures, *signed),
                            "organisation: sgn (Support Group Network), from your certificate",
                            "obligation: partner-annual (Annual follow-up of partners)",
                            "period: 2025, due 2026-02-15",
                            "signed off: 2026-02-10, today, by Eva Exempel",
                            "nothing was sent; give --yes")
        self.assertNotIn("[y/N]", asked.stderr)
        self.assertEqual(self.accepted(), [])

        sent = self.expect(0, self.send(self.figures, *signed, "--yes", "--format", "json"))
        result = json.loads(sent.stdout)
        self.assertEqual([(one["field"], one["value"]) for one in result["inferred"]],
                         [("organisation", "sgn"), ("obligation", "partner-annual"),
                          ("period", "2025"), ("sign_off.date", "2026-02-10")])
        self.assertEqual((result["rows"], result["rowsRight"]), ("3", "3"))
        self.assertEqual(len(self.accepted()), 1)
        # What was committed to is the report as it was completed.
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        result["receiptFile"]), "report.binpb")
        shown = self.city.as_("sgn", "report", "show", result["position"])
        self.expect(0, shown, "Signed off: Eva Exempel, Verksamhetsledare, 2026-02-10")

    def test_somebody_at_a_terminal_is_asked(self):
        no = self.as_in_terminal("n\n", "report", "submit", self.figures)
        self.expect(2, no, "period: 2025, due 2026-02-15", "Send it like this? [y/N]",
                    "nothing was sent")
        self.assertEqual(self.accepted(), [])
        self.expect(0, self.as_in_terminal("j\n", "report", "submit", self.figures), "Accepted at")
        self.assertEqual(len(self.accepted()), 1)

    def test_a_retry_sends_the_same_bytes(self):
        """Also on another day, when the answer to the first was lost."""
        signed = [self.figures, "--signed-by", "Eva Exempel"]
        self.expect(0, self.send(*signed, "--yes"), "Accepted at")
        kept = self.city.folder / "sgn-partner-annual-2025.report.binpb"
        before = kept.read_bytes()
        (self.city.folder / "sgn-partner-annual-2025.receipt.json").unlink()
        self.city.stop()
        self.city.start(AFTER_DUE)
        self.expect(0, self.send(*signed), "Already received at position")
        self.assertEqual(kept.read_bytes(), before)
        self.assertEqual(len(self.accepted()), 1)

    def test_what_an_earlier_run_kept_is_shown_as_it_is_sent(self):
        signed = [self.figures, "--signed-by", "Eva Exempel"]
        self.expect(0, self.city.as_("sgn", "report", "validate", *signed, "--out",
                                     self.city.folder / "sgn-partner-annual-2025.report.binpb"))
        self.city.stop()
        self.city.start(AFTER_DUE)
        sent = self.expect(0, self.send(*signed, "--yes", "--format", "json"),
                           "signed off: 2026-02-10, by Eva Exempel, as an earlier run kept it")
        result = json.loads(sent.stdout)
        self.assertIn(("sign_off.date", "2026-02-10"),
                      [(one["field"], one["value"]) for one in result["inferred"]])
        self.expect(0, self.city.as_("sgn", "report", "show", result["position"]), "2026-02-10")

    def test_a_broken_network_never_costs_the_sign_off(self):
        """Without the catalogue it is not known what day it is in the city."""
        head = self.write("head.yaml",
                          'organisation: sgn\nobligation: partner-annual\nperiod: "2025"\n')
        proxy = LosesLongAnswers(self.city.port)
        self.addCleanup(proxy.close)
        signed = [head, self.figures, "--signed-by", "Eva Exempel", "--yes"]
        cut = self.city.as_("sgn", "--gateway", f"127.0.0.1:{proxy.port}", "report", "submit",
                            *signed)
        self.expect(3, cut, "you can run the same command again")
        self.assertEqual(self.accepted(), [])
        self.assertNotIn("SIGN_OFF_MISSING", self.expect(0, self.send(*signed)).stdout)

    def test_validating_infers_too_and_asks_nothing(self):
        checked = self.city.as_("sgn", "report", "validate", self.figures)
        self.expect(0, checked, "organisation: sgn", "the only one that fits and is due",
                    "Would be accepted", "3 of 3 rows are right.", "SIGN_OFF_MISSING")
        offline = self.city.samlad("report", "validate", "--catalogue",
                                   SAMPLES / "catalogue.yaml", self.figures)
        self.expect(2, offline, "REPORT_HEAD_MISSING", "--obligation")

    # --- Several -------------------------------------------------------------

    def test_of_several_due_reports_one_is_said(self):
        self.city.stop()
        self.city.start(JUNE)
        for _ in range(100):  # until the log says that it is June
            if "missing" in self.city.as_("eidar", "report", "due").stdout:
                break
            time.sleep(0.1)
        both = self.write("both.csv", "indikator;värde\nEID-02;14\nEID-03;8\n")
        told = self.expect(2, self.send(both, "--yes", profile="eidar"), "several reports are due",
                           "--obligation eidar-annual --period 2025   (Eidar's annual",
                           "--obligation eidar-tertial --period 2026-T1")
        self.assertNotIn("2026-T2", told.stderr)  # its period is not over
        self.expect(0, self.send(both, "--obligation", "eidar-tertial", "--yes", profile="eidar"),
                    "period: 2026-T1, due 2026-05-20", "Accepted at")
        # Figures that only one of them has choose it.
        annual = self.write("annual.csv", "indikator;värde;antal svar\nEID-01;72,9;2300\n")
        self.expect(1, self.send(annual, "--yes", profile="eidar"),
                    "obligation: eidar-annual", "OBS_MANDATORY_MISSING", "1 of 1 row is right.")

    # --- What the file says, holds -------------------------------------------

    def test_nothing_is_inferred_against_the_file(self):
        year = self.write("year.csv", "indikator;värde;period\nPAR-01;298;2031\n")
        self.expect(2, self.send(year, "--yes"), "year.csv:2:3: ERROR REPORT_NOT_DUE",
                    "(period 2031)", "Due: partner-annual 2025",
                    "--obligation partner-annual --period 2025")
        other = self.write("other.csv", "indikator;värde\nEID-02;14\nPAR-01;298\nEID-03;8\n")
        told = self.expect(2, self.send(other, "--yes", "--signed-by", "Eva Exempel"),
                           "REPORT_NOT_DUE", "(EID-02, EID-03)", "also in row 4 (2 places)",
                           "1 of 3 rows are right.")
        # Who signs it off has been said.
        self.assertNotIn("SIGN_OFF_MISSING", told.stdout)
        head = self.write("head.yaml", "sign_off: {name: Eva Exempel, date: 2026-02-09}\n")
        self.expect(2, self.send(head, self.figures, "--yes", "--signed-by", "Per Prov"),
                    "FILE_FLAG_CONFLICT", "--signed-by Per Prov")
        self.expect(0, self.send(head, self.figures, "--yes", "--signed-by", "Eva Exempel"))
        self.assertIn("2026-02-09", self.city.as_("sgn", "report", "show",
                                                  self.accepted()[0]["position"]).stdout)

    def test_another_organisation_is_named_in_the_refusal(self):
        self.expect(4, self.send(self.figures, "--organisation", "eidr", "--obligation",
                                 "partner-annual", "--period", "2025", "--yes"),
                    "'eidr' is written, and the certificate is that of 'sgn'", "write 'sgn'")

    def test_a_correction_is_never_inferred(self):
        self.expect(0, self.send(self.figures, "--yes"))
        position = self.accepted()[0]["position"]
        self.write("figures.csv", FIGURES.replace("298", "299").replace("155", "156"))
        for more in ([], ["--reason", "correction"]):
            self.expect(2, self.send(self.figures, "--yes", *more), "a report is already accepted",
                        f"--obligation partner-annual --period 2025", f"position {position})")
        self.assertEqual(len(self.accepted()), 1)
        self.expect(0, self.city.as_("coordinator", "coordinate", "return", position, "--out",
                                     self.city.receipts, "--reason", "see the total"))
        self.expect(2, self.send(self.figures, "--yes"), "a report is already accepted")
        self.expect(0, self.send(self.figures, "--yes", "--obligation", "partner-annual",
                                 "--period", "2025", "--reason", "correction"),
                    "organisation: sgn", "2 changed")

    # --- Warnings ------------------------------------------------------------

    def test_a_comment_answers_a_warning_and_goes_to_the_reviewer(self):
        many = ("indikator;värde;kommentar\nPAR-01;6000;{}\n").format
        self.write("figures.csv", many("-"))
        self.expect(0, self.send(self.figures, "--yes", "--signed-by", "Eva Exempel", "--dry-run"),
                    "WARNING OBS_VALUE_IMPLAUSIBLE", "(the column Kommentar)",
                    "0 of 1 row is right.")
        self.write("figures.csv", many("Festivalen räknades in i år"))
        sent = self.expect(0, self.send(self.figures, "--yes", "--signed-by", "Eva Exempel",
                                        "--format", "json"))
        result = json.loads(sent.stdout)
        self.assertEqual(result["verdict"], "VERDICT_ACCEPTED_WITH_WARNINGS")
        answered = result["findings"][0]
        self.assertEqual((answered["code"], answered["severity"]),
                         ("OBS_VALUE_IMPLAUSIBLE", "SEVERITY_INFO"))
        self.assertIn("“Festivalen räknades in i år”", answered["message"]["en"])
        self.assertEqual(result["rowsRight"], "1")
        for profile, group in (("coordinator", "coordinate"), ("sgn", "report")):
            show = [group, "show", result["position"]]
            self.expect(0, self.city.as_(profile, *show), "Warnings, and the sender's answers",
                        "OBS_VALUE_IMPLAUSIBLE", "“Festivalen räknades in i år”")
            shown = json.loads(self.city.as_(profile, *show, "--format", "json").stdout)
            self.assertEqual(shown["findings"][0]["severity"], "SEVERITY_INFO")

    def test_all_findings_come_in_one_wave(self):
        """Of reading and of content, with the head inferred to check it."""
        self.write("figures.csv", "indikator;område;värde;täljare;nämnare\n"
                   "PAR-01;;298 st;;\nPAR-02;;;7;5\nPAR-01;Lextopr;102;;\nPAR-01;SYLTE;60;;\n")
        wave = self.expect(2, self.send(self.figures, "--yes"), "CSV_UNIT",
                           "OBS_NUMERATOR_EXCEEDS_DENOMINATOR", "OBS_CODE_UNKNOWN",
                           "Did you mean LEXTORP", "1 of 4 rows are right.")
        places = [line.split(": ")[0] for line in wave.stdout.splitlines() if ": ERROR " in line]
        self.assertEqual([place.split(":")[1] for place in places if ":" in place],
                         ["2", "3", "4"], wave.stdout)
        self.assertEqual(self.accepted(), [])


if __name__ == "__main__":
    unittest.main()
