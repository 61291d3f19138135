#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""kill -9 while reports come in: what was acknowledged is there, once."""

import json
import random
import subprocess
import threading
import time
import unittest

from harness import BIN, YEARS, CityTest, sample_files

ROUNDS = 6
SENDERS = ["eidar", "asf", "utb", "sgn"]


class CrashTest(CityTest):

    def spawn(self, organisation, period):
        """A submission in the background."""
        return subprocess.Popen(
            [BIN / "samlad", "--config", self.city.folder / "profiles.yaml", "--profile",
             organisation, "report", "submit", "--out", self.city.receipts,
             *sample_files(organisation, period)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.city.folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.city.folder), "LANG": "C.UTF-8"})

    def kill_soon(self):
        # Not a wait for anything: the moment should differ from round to round.
        time.sleep(random.uniform(0.0, 0.08))
        self.city.kill()

    def test_a_retry_after_kill_gets_its_original_receipt(self):
        submissions = [(organisation, period) for organisation in SENDERS for period in YEARS]
        for round_ in range(ROUNDS):
            batch = submissions[2 * round_:2 * round_ + 2]
            running = [self.spawn(*submission) for submission in batch]
            killer = threading.Thread(target=self.kill_soon)
            killer.start()
            killer.join()
            self.city.start()
            for process, submission in zip(running, batch):
                output, _ = process.communicate(timeout=60)
                # 3: it gave up while nobody answered, and says that a retry is safe.
                self.assertIn(process.returncode, (0, 3), output)
                if process.returncode == 3:
                    self.expect(0, self.city.submit(submission[0], *sample_files(*submission)))
        self.check_all(submissions)

    def check_all(self, submissions):
        receipts = sorted(self.city.receipts.glob("*.receipt.json"))
        self.assertEqual(len(receipts), len(submissions))
        before = {path: path.read_bytes() for path in receipts}
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        *receipts))
        # Nothing stands twice.
        for organisation in SENDERS:
            listed = json.loads(self.city.as_(organisation, "report", "list", "--format",
                                              "json").stdout)
            self.assertEqual(len(listed["reports"]), len(YEARS), listed)
        # A retry of everything gets what is there, byte for byte.
        for submission in submissions:
            self.expect(0, self.city.submit(submission[0], *sample_files(*submission)),
                        "Already received")
        self.assertEqual({path: path.read_bytes() for path in receipts}, before)
        self.assertEqual(self.city.kill(), -9)
        self.expect(0, self.city.gateway("--check"))


if __name__ == "__main__":
    unittest.main()
