#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""On time, missing, late: what the log says when the due date has passed.

The demonstration clock is moved by a restart; nothing waits for a real day.
"""

import json
import time
import unittest

from harness import AFTER_DUE, CityTest


class DeadlineTest(CityTest):

    def states(self, *arguments):
        return {row["organisation"]: row["state"]
                for row in self.city.view("--period", "2025", *arguments)["obligations"]}

    def wait_for_deadline(self):
        """The gateway compares due dates with its clock once a second."""
        for _ in range(200):
            if self.states()["sgn"] != "REPORT_STATE_EXPECTED":
                return
            time.sleep(0.05)
        self.fail("the due date has passed, but the log does not say so")

    def test_missing_then_late(self):
        self.submit_sample("eidar", "2025")
        as_of = self.city.view()["asOf"]
        before = self.city.view_bytes("--as-of", as_of)
        self.assertEqual(self.states()["sgn"], "REPORT_STATE_EXPECTED")

        self.assertEqual(self.city.stop(), 0)
        self.city.start(AFTER_DUE)
        self.wait_for_deadline()
        states = self.states()
        self.assertEqual(states["eidar"], "REPORT_STATE_ON_TIME")
        self.assertEqual(states["sgn"], "REPORT_STATE_MISSING")
        missing = json.loads(self.city.as_("board", "board", "missing", "--period", "2025",
                                           "--format", "json").stdout)
        absent = {row["organisation"] for row in missing["obligations"]}
        self.assertIn("sgn", absent)
        self.assertNotIn("eidar", absent)
        self.expect(0, self.city.as_("board", "board", "missing", "--period", "2025"),
                    "sgn", "Missing")

        self.submit_sample("sgn", "2025")
        self.assertEqual(self.states()["sgn"], "REPORT_STATE_LATE")
        # A reader of the earlier moment knows nothing of this.
        self.assertEqual(self.city.view_bytes("--as-of", as_of), before)

    def test_the_deadline_is_one_entry_however_often_the_gateway_starts(self):
        self.assertEqual(self.city.stop(), 0)
        self.city.start(AFTER_DUE)
        self.wait_for_deadline()
        # Every due date of that day is an entry of its own; then no more come.
        size = self.settled_size()
        for _ in range(2):
            self.assertEqual(self.city.stop(), 0)
            self.city.start(AFTER_DUE)
            self.assertEqual(self.settled_size(), size)

    def settled_size(self):
        """The log's size once it is the same at two looks that are over a second apart."""
        size, since = None, time.monotonic()
        while time.monotonic() - since < 1.5:
            now = self.city.view()["asOf"]
            if now != size:
                size, since = now, time.monotonic()
            time.sleep(0.05)
        return size


if __name__ == "__main__":
    unittest.main()
