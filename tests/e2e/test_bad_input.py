#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Bad input: a clear error with place and mend, nothing stored, memory bounded."""

import json
import os
import resource
import subprocess
import unittest

from harness import BIN, CATALOGUE, SAMPLES, TIMEOUT_S, CityTest, sample_files

HEAD = """organisation: eidar
obligation: eidar-annual
period: "2025"
sign_off: {name: N, title: T, date: 2026-02-10}
"""


class BadReportTest(CityTest):

    def tearDown(self):
        listed = json.loads(self.city.as_("eidar", "report", "list", "--format", "json").stdout)
        self.assertEqual(listed["reports"], [], "nothing was stored")
        self.assertFalse(list(self.city.folder.glob("receipts/*")))

    def write(self, name, data):
        path = self.city.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def test_unknown_field(self):
        result = self.city.submit("sgn", SAMPLES / "broken/unknown-field/report.yaml")
        self.expect(2, result, "report.yaml:10:1: ERROR FILE_UNKNOWN_FIELD", "numerator")

    def test_wrong_type(self):
        report = self.write("r.yaml", HEAD + "observations: 5\n")
        self.expect(2, self.city.submit("eidar", report), "r.yaml:5:15: ERROR")
        report = self.write("r.yaml", HEAD + "observations: [{indicator: EID-01, n: many}]\n")
        self.expect(2, self.city.submit("eidar", report), "r.yaml:5:39: ERROR")

    def test_malformed_yaml(self):
        report = self.write("r.yaml", HEAD + "observations: [{indicator: EID-01\n")
        self.expect(2, self.city.submit("eidar", report), "r.yaml:", "ERROR FILE_")

    def test_truncated_csv(self):
        head = self.write("r.yaml", HEAD)
        whole = (SAMPLES / "reports/eidar/2025/observations.csv").read_bytes()
        quote = whole.index(b'"En sommar')
        figures = self.write("figures.csv", whole[:quote + 10])
        self.expect(2, self.city.submit("eidar", head, figures), "figures.csv:", "ERROR FILE_")

    def test_unknown_column(self):
        head = self.write("r.yaml", HEAD)
        figures = self.write("figures.csv", "indikator;stadsdel;värde\nEID-08;Lextorp;57\n")
        self.expect(2, self.city.submit("eidar", head, figures),
                    "figures.csv:1:2: ERROR CSV_UNKNOWN_COLUMN", "område")

    def test_wrong_encoding(self):
        report = self.write("r.yaml", HEAD.replace("N,", "Åsa,").encode("latin-1"))
        self.expect(2, self.city.submit("eidar", report), "r.yaml:4:", "ERROR FILE_")
        head = self.write("r.yaml", HEAD)
        utf16 = self.write("figures.csv", "indicator,value\nEID-01,70\n".encode("utf-16"))
        self.expect(2, self.city.submit("eidar", head, utf16), "figures.csv", "ERROR FILE_")

    @unittest.skipIf("ASAN_OPTIONS" in os.environ, "AddressSanitizer reserves more by itself")
    def test_a_gigabyte(self):
        huge = self.city.folder / "huge.yaml"
        with open(huge, "wb") as file:
            file.truncate(1 << 30)  # sparse
        bound = 512 << 20
        result = subprocess.run(
            [BIN / "samlad", "report", "validate", "--catalogue", CATALOGUE, huge],
            capture_output=True, text=True, timeout=TIMEOUT_S,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (bound, bound)))
        self.expect(2, result, "huge.yaml")

    def test_a_hundred_thousand_findings(self):
        head = self.write("r.yaml", HEAD)
        rows = "".join(f"EID-01;NOWHERE{n};1,0\n" for n in range(100_000))
        figures = self.write("figures.csv", "nyckeltal;område;värde\n" + rows)
        result = self.city.submit("eidar", head, figures)
        self.expect(1, result, "figures.csv:2:2: ERROR OBS_CODE_UNKNOWN", "rows 3-100001")
        self.assertLess(len(result.stdout), 100_000, "grouped, not listed one by one")

    def test_closed_period(self):
        result = self.city.submit("eidar", SAMPLES / "broken/closed-period/report.yaml")
        self.expect(1, result, "report.yaml:8:9: ERROR PERIOD_CLOSED")

    def test_a_return_is_seen_by_the_sender(self):
        report = self.write("r.yaml", HEAD)
        self.expect(1, self.city.submit("eidar", report), "OBS_MANDATORY_MISSING")
        due = json.loads(self.city.as_("eidar", "report", "due", "--period", "2025", "--format",
                                       "json").stdout)
        states = {row["obligation"]: row["state"] for row in due["obligations"]}
        self.assertEqual(states["eidar-annual"], "REPORT_STATE_RETURNED")


class BadBaseTest(CityTest):

    def test_stale_replaces(self):
        self.submit_sample("eidar", "2025")
        files = sample_files("eidar", "2025")
        receipt = self.city.receipt("eidar", "eidar-annual", "2025")
        original = receipt.read_bytes()
        changed = self.city.folder / "observations.csv"
        observations = next(file for file in files if file.name == "observations.csv")
        changed.write_bytes(observations.read_bytes().replace(b"EID-05;2025;;;;39;",
                                                              b"EID-05;2025;;;;40;"))
        inputs = [changed if file == observations else file for file in files]
        result = self.city.submit("eidar", *inputs, options=["--replaces", "0"])
        self.expect(4, result, "position 1")
        self.assertEqual(receipt.read_bytes(), original, "the refusal put everything back")

    def test_an_id_bound_to_other_content(self):
        options = ["--submission-id", "annual-2025"]
        asf = sample_files("asf", "2025")[0]
        self.expect(0, self.city.submit("asf", asf, options=options))
        other = self.city.folder / "other.yaml"
        other.write_text(asf.read_text().replace("value: 347", "value: 348"))
        self.expect(4, self.city.submit("asf", other, options=options), "annual-2025")


class BadCatalogueTest(CityTest):

    def changed(self, before, after):
        text = CATALOGUE.read_text()
        self.assertIn(before, text)
        path = self.city.folder / "catalogue.yaml"
        path.write_text(text.replace(before, after))
        return path

    def without_indicator(self, indicator):
        """The sample catalogue without one indicator, and without what names it."""
        lines, skipping = [], False
        for line in CATALOGUE.read_text().splitlines(keepends=True):
            if line.startswith(f"  - id: {indicator}\n"):
                skipping = True
            elif skipping and (line.startswith("  - ") or not line.startswith(" ")):
                skipping = False
            if not skipping and f"{{indicator: {indicator}," not in line:
                lines.append(line.replace(f"{indicator}, ", ""))
        path = self.city.folder / "catalogue.yaml"
        path.write_text("".join(lines))
        return path

    def refused(self, path, code):
        """Refused by plan and by apply, and the catalogue in force stays."""
        plan = self.city.as_("coordinator", "admin", "catalogue", "plan", path)
        self.expect(1, plan, code)
        apply = self.city.as_("coordinator", "admin", "catalogue", "apply", path, "--yes")
        self.expect(1, apply, code)
        self.assertEqual(self.city.view()["cataloguePosition"], "0")

    def test_a_used_indicator_is_gone(self):
        self.submit_sample("eidar", "2025")
        path = self.without_indicator("EID-05")
        self.expect(0, self.city.samlad("admin", "catalogue", "check", path))
        self.refused(path, "EID-05")

    def test_the_last_administrator_is_gone(self):
        path = self.changed("read_board, coordinate, administer]", "read_board, coordinate]")
        self.expect(1, self.city.samlad("admin", "catalogue", "check", path), "ERROR")
        self.refused(path, "administ")

    def test_a_mistake_has_its_place(self):
        path = self.changed("direction: context", "direction: sideways")
        result = self.city.as_("coordinator", "admin", "catalogue", "plan", path)
        self.assertRegex(result.stdout, r"catalogue\.yaml:\d+:\d+: ERROR")
        self.expect(2, result, "sideways")

    def test_apply_asks_first_and_then_applies(self):
        path = self.changed("en: City of Trollhättan", "en: Town of Trollhättan")
        asked = self.city.as_("coordinator", "admin", "catalogue", "apply", path)
        self.expect(2, asked, "--yes")
        self.expect(4, self.city.as_("eidar", "admin", "catalogue", "apply", path, "--yes"))
        applied = self.city.as_("coordinator", "admin", "catalogue", "apply", path, "--yes")
        self.expect(0, applied, "~ title.en: City of Trollhättan -> Town of Trollhättan",
                    "Applied at position 1")
        self.assertEqual(self.city.view()["title"]["en"], "Town of Trollhättan")
        again = self.city.as_("coordinator", "admin", "catalogue", "apply", path, "--yes")
        self.expect(0, again, "is already in force")
        receipts = list(self.city.folder.glob("catalogue-*.receipt.json"))
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        *receipts), "position 1, khs")


    def test_an_exported_catalogue_comes_back_and_notices_a_newer_one(self):
        """The cycle of a coordinator: export, edit, plan, apply."""
        exported = self.city.folder / "exported.yaml"
        export = ["admin", "catalogue", "export"]
        self.expect(0, self.city.as_("coordinator", *export, "--out", exported))
        plan = ["admin", "catalogue", "plan", exported]
        self.expect(0, self.city.as_("coordinator", *plan), "0 changes")

        joined = exported.read_text().replace(
            "  - id: eidar\n",
            "  - id: bostad\n    name: {sv: Bostadsbolaget}\n    kind: company\n"
            "    permissions: [submit]\n    valid_from: \"2025-07-01\"\n  - id: eidar\n", 1)
        joined = joined.replace("organisations: [eidar]", "organisations: [eidar, bostad]", 1)
        exported.write_text(joined)
        self.expect(0, self.city.as_("coordinator", *plan), "What organisations owe then",
                    "+ bostad: eidar-", "begins before the organisation exists")
        self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "apply", exported,
                                     "--yes"), "Applied at position 1")

        # Made from the catalogue at position 0, the file would change things back.
        exported.write_text(joined.replace("Bostadsbolaget", "Bostaden"))
        self.expect(0, self.city.as_("coordinator", *plan), "CATALOGUE_BASE_OLDER")
        apply = ["admin", "catalogue", "apply", exported, "--yes"]
        self.expect(4, self.city.as_("coordinator", *apply), "nothing was applied", "--base 1")
        self.expect(0, self.city.as_("coordinator", *apply, "--base", "1"),
                    "Applied at position 2")
        before = self.city.as_("coordinator", *export, "--as-of", "2")
        self.expect(0, before, "# base: 1", "Bostadsbolaget")

    def test_a_day_stands_for_the_entries_until_its_end(self):
        self.submit_sample("eidar", "2025")
        view = self.city.as_("coordinator", "board", "view", "--as-of", "2026-02-10", "--format", "json")
        self.expect(0, view, "The end of 2026-02-10 (Europe/Stockholm): as of the first 2 entries")
        self.expect(2, self.city.as_("coordinator", "board", "view", "--as-of", "2020-01-01"),
                    "the log begins later")
        self.expect(2, self.city.as_("coordinator", "board", "view", "--as-of", "yesterday"),
                    "2026-03-18")


if __name__ == "__main__":
    unittest.main()
