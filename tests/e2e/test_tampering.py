#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""One changed byte, anywhere: verification fails and names the place."""

import contextlib
import re
import shutil
import sqlite3
import subprocess
import unittest

from harness import AFTER_DUE, SOURCE, CityTest, flip

COPIES = 60
PLACES_IN_DATABASE = 60
# How a refusal names what it found: the database, or a place in the log.
PLACE = r"log\.sqlite|(position|entry) \d|checkpoint of size \d"


class TamperingTest(CityTest):

    def setUp(self):
        super().setUp()
        for organisation in ("eidar", "sgn"):
            self.submit_sample(organisation, "2025")
        self.receipt = self.city.receipt("eidar", "eidar-annual", "2025")
        self.report = self.receipt.with_name("eidar-eidar-annual-2025.report.binpb")

    def copies(self, changed):
        """Pairs of receipt and report, each with one changed byte in `changed`."""
        folder = self.city.folder / "copies"
        folder.mkdir()
        size = changed.stat().st_size
        receipts = []
        for n in range(COPIES):
            receipt = folder / f"{n}.receipt.json"
            report = folder / f"{n}.report.binpb"
            shutil.copy(self.receipt, receipt)
            shutil.copy(self.report, report)
            flip(receipt if changed == self.receipt else report, n * (size - 1) // (COPIES - 1))
            receipts.append(receipt)
        return receipts

    def verify(self, *receipts):
        return self.city.samlad("audit", "verify", "--log-key", self.city.log_key, *receipts)

    def test_untouched_they_hold(self):
        self.expect(0, self.verify(self.receipt), "position 1, eidar")

    def test_a_byte_of_the_receipt(self):
        receipts = self.copies(self.receipt)
        result = self.expect(1, self.verify(*receipts), f"{COPIES} of {COPIES} files")
        for line in result.stdout.splitlines():
            self.assertRegex(line, r"^FAILED  \S+\.receipt\.json: \S+")

    def test_a_byte_of_the_report(self):
        receipts = self.copies(self.report)
        result = self.expect(1, self.verify(*receipts), f"{COPIES} of {COPIES} files")
        for line in result.stdout.splitlines():
            self.assertRegex(line, r"^FAILED  \S+: payload: ")

    def test_plain_python_sees_it_too(self):
        flip(self.report)
        script = subprocess.run(["/usr/bin/python3", "-B", SOURCE / "clients/python/verify_receipt.py",
                                 "--log-key", self.city.log_key, self.receipt],
                                capture_output=True, text=True, timeout=60)
        self.assertEqual(script.returncode, 1, script.stdout + script.stderr)
        self.assertIn("payload", script.stdout + script.stderr)

    def test_another_report_beside_it(self):
        other = self.city.receipts / "sgn-partner-annual-2025.report.binpb"
        self.expect(1, self.verify("--report", other, self.receipt), "payload: ")

    def flip_in_database(self, text):
        """Changes one byte of the stored bytes that hold `text`."""
        self.assertEqual(self.city.stop(), 0)
        data = self.city.database.read_bytes()
        self.assertIn(text, data)
        flip(self.city.database, data.index(text))

    def refused(self, position):
        checked = self.expect(1, self.city.gateway("--check"))
        self.assertRegex(checked.stderr, rf"(position|entry) {position}\b")
        # And it does not serve such a log.
        with self.assertRaisesRegex(AssertionError, "does not serve"):
            self.city.start(AFTER_DUE)

    def test_a_byte_of_a_stored_report(self):
        self.flip_in_database("Hållbarhetschef".encode())
        self.refused(1)

    def test_a_byte_of_a_stored_header(self):
        # The header names obligation and period, the payload begins otherwise.
        self.assertEqual(self.city.stop(), 0)
        data = self.city.database.read_bytes()
        found = re.search(rb"partner-annual\x42\x042025", data)
        self.assertIsNotNone(found)
        flip(self.city.database, found.start())
        self.refused(2)

    def test_a_byte_of_a_stored_receipt(self):
        # A receipt holds the submission id; nothing else in the store does in clear.
        shown = self.city.as_("eidar", "report", "receipt", "--position", "1").stdout
        submission_id = re.search(r'"submission_?[iI]d": "([0-9a-f]{64})"', shown).group(1)
        self.assertEqual(self.city.stop(), 0)
        data = self.city.database.read_bytes()
        places = [match.start() for match in re.finditer(submission_id.encode(), data)]
        self.assertTrue(places)
        for place in places:
            flip(self.city.database, place)
        self.refused(1)

    def stored(self):
        """Every stored value of the log, as SQLite alone reads it."""
        # Immutable: SQLite leaves no file beside it.
        address = f"file:{self.city.database}?immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            return [database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
                    for table in ("entry", "checkpoint")]

    def test_a_byte_anywhere_in_the_database(self):
        for organisation in ("asf", "utb"):
            self.submit_sample(organisation, "2025")
        self.assertEqual(self.city.stop(), 0)
        # All is in the one file.
        self.assertFalse(self.city.database.with_name("log.sqlite-wal").exists())
        whole = self.city.database.read_bytes()
        before = self.stored()
        found = 0
        for n in range(PLACES_IN_DATABASE):
            offset = n * (len(whole) - 1) // (PLACES_IN_DATABASE - 1)
            with self.subTest(offset=offset):
                flip(self.city.database, offset)
                checked = self.city.gateway("--check")
                if checked.returncode == 0:
                    # Nothing but unused space may change unseen.
                    self.assertEqual(self.stored(), before)
                else:
                    self.expect(1, checked)
                    self.assertRegex(checked.stderr, PLACE)
                    found += 1
            self.city.database.write_bytes(whole)
        self.assertGreater(found, 0)
        # The bytes were the reason, and nothing else.
        self.expect(0, self.city.gateway("--check"))


if __name__ == "__main__":
    unittest.main()
