#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The main job: four organisations report three years, the board reads one view.

The totals are computed here from the sample files, by other code than the
gateway's, and some of them are stated as numbers too.
"""

import csv
import decimal
import hashlib
import io
import json
import re
import resource
import subprocess
import unittest

from harness import BIN, SAMPLES, SOURCE, YEARS, CityTest, figures, sample_files

ORGANISATIONS = ["eidar", "asf", "utb", "sgn"]
OBLIGATIONS = {"eidar": "eidar-annual", "asf": "asf-annual", "utb": "utb-annual",
               "sgn": "partner-annual"}
# What a person gets with a pocket calculator, for 2025.
STATED = {
    "EID-05": "39",
    "EID-08": "70",
    "EID-09": "67.1",  # 47 of 70
    "ASF-01": "44.3",  # 355 of 802
    "ASF-02": "347",
    "UTB-01": "80.7",  # 566 of 701
    "PAR-01": "298",
    "PAR-02": "43.8",  # 33 + 104 of 70 + 243, over two organisations
}
FACTORS = {"EID-12": 1000}  # per thousand; every other ratio is a percentage


def number(text):
    return decimal.Decimal(text.strip().replace(",", ".")) if text and text.strip() else None


def totals_of_csv(path):
    """(indicator, value, numerator, denominator) of the rows without breakdown."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.split("\n")[0] else ",")
    swedish = {"nyckeltal": "indicator", "värde": "value", "täljare": "numerator",
               "nämnare": "denominator", "område": "area", "kön": "sex", "kategori": "category"}
    for row in rows:
        row = {swedish.get(name.strip(), name.strip()): value for name, value in row.items()}
        if not any(row.get(split) for split in ("area", "sex", "category")):
            yield (row["indicator"], number(row["value"]), number(row.get("numerator")),
                   number(row.get("denominator")))


def totals_of_json(path):
    for row in json.loads(path.read_text())["observations"]:
        if not any(split in row for split in ("area", "sex", "background")):
            yield (row["indicator"], number(row.get("value")), number(row.get("numerator")),
                   number(row.get("denominator")))


def totals_of_yaml(path):
    """The samples write one observation a line: - {indicator: ..., ...}"""
    for line in re.findall(r"- \{(indicator: .*)\}", path.read_text()):
        row = dict(part.split(": ", 1) for part in line.split(", "))
        if not any(split in row for split in ("area", "sex", "background")):
            yield (row["indicator"], number(row.get("value")), number(row.get("numerator")),
                   number(row.get("denominator")))


def reported_totals(organisation, period):
    for path in sample_files(organisation, period):
        if path.name == "observations.csv":
            yield from totals_of_csv(path)
        elif path.suffix == ".json":
            yield from totals_of_json(path)
        elif path.suffix == ".yaml":
            yield from totals_of_yaml(path)


def consolidate(period):
    """Indicator -> (value, or numerator and denominator), over all organisations."""
    sums = {}
    for organisation in ORGANISATIONS:
        for indicator, value, numerator, denominator in reported_totals(organisation, period):
            figure = sums.setdefault(indicator, {"value": 0, "numerator": 0, "denominator": 0})
            if denominator:
                figure["numerator"] += numerator
                figure["denominator"] += denominator
            else:
                figure["value"] += value
    return sums


def rounded(figure, indicator, like):
    """The figure with as many decimals as `like`, half away from zero."""
    value = figure["value"]
    if figure["denominator"]:
        value = (decimal.Decimal(FACTORS.get(indicator, 100)) * figure["numerator"]
                 / figure["denominator"])
    places = len(like.partition(".")[2])
    return str(decimal.Decimal(value).quantize(decimal.Decimal(1).scaleb(-places),
                                               rounding=decimal.ROUND_HALF_UP))


class StoryTest(CityTest):

    def submit_all(self):
        for organisation in ORGANISATIONS:
            for period in YEARS:
                self.submit_sample(organisation, period)

    def test_the_view_has_the_totals_of_the_reports(self):
        self.submit_all()
        view = self.city.view()
        self.assertEqual(view["periods"], YEARS)
        shown = figures(view)
        for indicator, value in STATED.items():
            self.assertEqual(shown[indicator]["value"], value, indicator)

        computed = consolidate("2025")
        visible = {name: figure for name, figure in shown.items() if figure["value"]}
        self.assertEqual(len(visible), 20)
        for indicator, figure in visible.items():
            self.assertEqual(figure["value"],
                             rounded(computed[indicator], indicator, figure["value"]), indicator)
        # Four evictions, and few children: fewer than five are hidden, never shown as zero.
        for indicator in ("EID-02", "EID-03"):
            self.assertEqual(shown[indicator]["code"], "FIGURE_CODE_CONFIDENTIAL")
        # Nobody reported it: that is not zero either.
        self.assertEqual(shown["KOF-01"]["code"], "FIGURE_CODE_NOT_REPORTED")
        self.assertEqual(shown["PAR-02"]["coverage"], {
            "reported": 2, "expected": 2, "reportedWeight": "2", "expectedWeight": "2"})

    def test_the_history_has_the_totals_of_earlier_years(self):
        self.submit_all()
        for area in self.city.view()["areas"]:
            for row in area["rows"]:
                for figure in row["history"]:
                    if figure["value"]:
                        computed = consolidate(figure["period"])[row["indicator"]]
                        self.assertEqual(figure["value"],
                                         rounded(computed, row["indicator"], figure["value"]),
                                         (row["indicator"], figure["period"]))

    def test_one_number_changes_the_view_and_not_what_it_was(self):
        self.submit_all()
        before = self.city.view()
        as_of = before["asOf"]
        bytes_before = self.city.view_bytes()
        self.assertEqual(figures(before)["EID-05"]["value"], "39")

        folder = self.city.folder / "revised"
        folder.mkdir()
        for path in sample_files("eidar", "2025"):
            data = path.read_bytes()
            if path.name == "observations.csv":
                self.assertEqual(data.count(b"EID-05;2025;;;;39;"), 1)
                data = data.replace(b"EID-05;2025;;;;39;", b"EID-05;2025;;;;52;")
            (folder / path.name).write_bytes(data)
        self.expect(0, self.city.submit("eidar", *sorted(folder.iterdir())),
                    "0 new, 1 changed, 50 unchanged, 0 removed")

        after = figures(self.city.view())
        self.assertEqual(after["EID-05"]["value"], "52")
        self.assertIn("FIGURE_FLAG_REVISED", after["EID-05"]["flags"])
        self.assertEqual(after["EID-08"]["value"], "70")
        self.assertEqual(self.city.view_bytes("--as-of", as_of), bytes_before)
        self.assertNotEqual(self.city.view_bytes(), bytes_before)
        # The earlier receipt is kept, and both verify.
        self.verify_everything()

    def test_everyone_can_check_every_receipt(self):
        self.submit_all()
        self.assertEqual(len(list(self.city.receipts.glob("*.receipt.json"))), 12)
        self.verify_everything()

    def verify_everything(self):
        receipts = sorted(self.city.receipts.glob("*.receipt.json"))
        result = self.city.samlad("audit", "verify", "--log-key", self.city.log_key, *receipts)
        self.expect(0, result)
        self.assertEqual(result.stdout.count("OK  "), len(receipts))
        # Plain Python, none of the gateway's code.
        script = subprocess.run(["/usr/bin/python3", "-B", SOURCE / "clients/python/verify_receipt.py",
                                 "--log-key", self.city.log_key, *receipts],
                                capture_output=True, text=True, timeout=60)
        self.assertEqual(script.returncode, 0, script.stdout + script.stderr)

    def test_a_repeat_gets_the_same_receipt_and_stores_nothing(self):
        self.submit_sample("eidar", "2025")
        receipt = self.city.receipt("eidar", "eidar-annual", "2025")
        original = receipt.read_bytes()
        # As if the answer had been lost: no receipt, and a revision in force.
        receipt.unlink()
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2025")),
                    "Already received at position 1")
        self.assertEqual(receipt.read_bytes(), original)
        listed = json.loads(self.city.as_("eidar", "report", "list", "--format", "json").stdout)
        self.assertEqual(len(listed["reports"]), 1)
        again = self.city.as_("eidar", "report", "receipt", "--position", "1", text=False)
        self.assertEqual(again.stdout, original)

    def test_there_and_back_again_is_three_submissions(self):
        report = (SAMPLES / "reports/asf/2025/report.yaml").read_text()
        there = self.city.folder / "there.yaml"
        there.write_text(report)
        back = self.city.folder / "back.yaml"
        back.write_text(report.replace("{indicator: ASF-02, value: 347",
                                       "{indicator: ASF-02, value: 350"))
        for position, file in enumerate([there, back, there], start=1):
            self.expect(0, self.city.submit("asf", file), f"Accepted at position {position}")
        self.assertEqual(figures(self.city.view())["ASF-02"]["value"], "347")
        names = {path.name for path in self.city.receipts.iterdir()}
        self.assertEqual(len(names), 6, names)  # no receipt overwrote another
        self.verify_everything()

    def test_the_board_acknowledges_what_it_saw(self):
        self.submit_sample("utb", "2025")
        as_of = self.city.publish()["asOf"]
        view = self.city.view_bytes(profile="board")
        self.submit_sample("asf", "2025")  # life goes on before the board meets
        arguments = ("board", "ack", "--as-of", as_of, "--minute", "KS 2026-03-18 § 41",
                     "--decision", "Noterat", "--out", self.city.receipts, "--format", "json")
        self.expect(2, self.city.as_("board", *arguments), "--yes", "the view of 2025",
                    "1 of ")
        nothing = ("board", "ack", "--as-of", "1", "--minute", "m", "--decision", "d", "--yes")
        self.expect(4, self.city.as_("board", *nothing), "no edition has been published by then")
        arguments += ("--yes",)
        first = json.loads(self.expect(0, self.city.as_("board", *arguments)).stdout)
        self.assertEqual(first["viewDigest"], hashlib.sha256(view).hexdigest())
        self.assertEqual((self.city.folder / first["viewFile"]).read_bytes(), view)
        page = self.city.folder / "page.html"
        self.expect(0, self.city.as_("board", "board", "page", "--as-of", as_of, "--out", page))
        self.assertEqual((self.city.folder / first["pageFile"]).read_bytes(), page.read_bytes())
        self.assertFalse(first["replayed"])
        second = json.loads(self.expect(0, self.city.as_("board", *arguments)).stdout)
        self.assertTrue(second["replayed"])
        self.assertEqual(second["position"], first["position"])
        shown = self.city.view()["acknowledgements"]
        self.assertEqual([row["minute"] for row in shown], ["KS 2026-03-18 § 41"])
        self.assertEqual(shown[0]["asOf"], as_of)
        self.verify_everything()

    def test_what_is_done_and_cannot_be_saved_is_got_again(self):
        """With room for what is sent and remembered, and for the receipt, or not even that."""
        self.submit_sample("utb", "2025")
        second = int(self.city.publish()["position"]) + 2
        config = ("--config", self.city.folder / "profiles.yaml", "--profile", "board")
        ack = ("board", "ack", "--as-of", "2", "--decision", "d", "--yes", "--out",
               self.city.folder, "--minute")

        def with_room(size, minute):
            return subprocess.run(
                [str(part) for part in (BIN / "samlad", *config, *ack, minute)],
                capture_output=True, text=True, check=False, env=self.city.environment(),
                restore_signals=False,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))

        self.expect(3, with_room(1100, "m"), "File too large", "run the same command again")
        self.expect(0, self.city.samlad(*config, *ack, "m"), "Already acknowledged")
        bare = with_room(400, "n")
        self.expect(3, bare, "File too large",
                    f"the command took effect at position {second}")
        command = re.search(rf"`samlad (report receipt --position {second} --out) FILE`",
                            bare.stderr)
        receipt = self.city.receipts / "again.receipt.json"
        self.expect(0, self.city.samlad(*config, *command.group(1).split(), receipt))
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, receipt))

    def test_the_board_page_is_one_file(self):
        self.submit_all()
        self.city.publish()
        page = self.city.folder / "board.html"
        self.expect(0, self.city.as_("board", "--lang", "sv", "board", "view", "--format", "html",
                                     "--out", page))
        text = page.read_text()
        self.assertTrue(text.startswith("<!DOCTYPE html>") or text.startswith("<!doctype html>"))
        self.assertIn("EID-08", text)
        self.assertNotIn("<script", text)
        table = self.expect(0, self.city.as_("coordinator", "coordinate", "preview")).stdout
        self.assertIn("EID-08", table)
        self.assertNotIn("\x1b", table)

    def test_the_sender_sees_its_own_status(self):
        self.submit_sample("eidar", "2025")
        due = json.loads(self.city.as_("eidar", "report", "due", "--period", "2025", "--format",
                                       "json").stdout)
        states = {row["obligation"]: row["state"] for row in due["obligations"]}
        self.assertEqual(states["eidar-annual"], "REPORT_STATE_ON_TIME")
        self.assertEqual({row["organisation"] for row in due["obligations"]}, {"eidar"})

    def test_a_dry_run_stores_nothing(self):
        result = self.city.submit("eidar", *sample_files("eidar", "2025"), options=["--dry-run"])
        self.expect(0, result, "Would be accepted")
        self.assertFalse(self.city.receipts.exists())
        self.assertEqual(self.city.view()["asOf"], "1")


if __name__ == "__main__":
    unittest.main()
