#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""On time, missing, late: what the log says when the due date has passed.

The demonstration clock is moved by a restart; nothing waits for a real day.
"""

import json
import time
import unittest

from harness import AFTER_DUE, TIMEOUT_S, CityTest

# The sample's next due date ends at midnight in Stockholm.
NEXT_DUE = "R4"  # a recommendation
BEFORE_NEXT_DUE = "2026-04-30T21:59:59Z"


class DeadlineTest(CityTest):

    def states(self, *arguments):
        return {row["organisation"]: row["state"]
                for row in self.city.view("--period", "2025", *arguments)["obligations"]}

    def test_missing_then_late(self):
        self.submit_sample("eidar", "2025")
        as_of = self.city.view()["asOf"]
        before = self.city.view_bytes("--as-of", as_of)
        self.assertEqual(self.states()["sgn"], "REPORT_STATE_EXPECTED")

        self.assertEqual(self.city.stop(), 0)
        self.city.start(AFTER_DUE)
        # What is due is entered before the first call is served.
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
        # What is due is entered before the first call is served.
        size = self.size()
        self.assertGreater(size, 1)
        for _ in range(2):
            self.assertEqual(self.city.stop(), 0)
            self.city.start(AFTER_DUE)
            self.assertEqual(self.size(), size)
        # While it serves, the gateway looks again, and enters what is due
        # earliest first. So it has found nothing else when the next due date has
        # passed, alone.
        self.assertEqual(self.city.stop(), 0)
        self.city.start(BEFORE_NEXT_DUE)
        deadline = time.monotonic() + TIMEOUT_S
        while self.size() == size:
            self.assertLess(time.monotonic(), deadline, "the next due date has not passed")
            time.sleep(0.05)
        self.assertEqual(self.size(), size + 1)
        last = self.city.as_("board", "board", "feed", "--format", "json").stdout.splitlines()[-1]
        self.assertEqual(json.loads(last)["recommendation"], NEXT_DUE, last)

    def size(self):
        """Entries in the log."""
        return int(self.city.view()["asOf"])


if __name__ == "__main__":
    unittest.main()
