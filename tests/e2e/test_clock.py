# SPDX-License-Identifier: EUPL-1.2
"""A gateway whose clock is behind its log: what senders are told, and the way out."""

import signal
import time
import unittest

from harness import TIMEOUT_S, CityTest, sample_files


class ClockTest(CityTest):
    """The sample's log is dated in 2099, and then served by the machine's clock."""

    def setUp(self):
        super().setUp()
        self.city.stop()
        self.city.start("2099-02-10T08:00:00Z")
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2023")))
        self.city.stop()
        self.with_machines_clock()

    def with_machines_clock(self):
        """Starts without the demonstration clock."""
        configure = self.city._configure

        def configure_real(clock):
            configure(clock)
            path = self.city.folder / "gateway.yaml"
            path.write_text("".join(
                line for line in path.read_text().splitlines(keepends=True)
                if not line.startswith("demonstration_clock_start")))
        self.city._configure = configure_real
        self.city.start()

    def confirm(self, position):
        """Confirms the clock while the gateway serves, and gives the log's answer."""
        before = len(self.city.log.read_text())
        self.city.more = f"confirm_clock_at: {position}\n"
        self.city._configure("")
        self.city._process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline:
            told = self.city.log.read_text()[before:]
            if "configuration read again" in told:
                return told
            time.sleep(0.02)
        self.fail("the configuration was not read again")

    def test_a_sender_learns_that_nothing_was_stored_until_the_clock_is_confirmed(self):
        refused = self.expect(3, self.city.submit("eidar", *sample_files("eidar", "2024")),
                              "nothing was stored", "2099-02-10", "for the next run")
        self.assertNotIn("it is not known", refused.stderr)
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2023")), "Already received")

        # A position that the log has outgrown confirms nothing, and the log says so.
        told = self.confirm(0)
        self.assertIn("the clock is not confirmed", told)
        self.assertNotIn("has confirmed", told)
        head = int(told.split("set confirm_clock_at: ")[1].split('"')[0])
        self.assertIn("the operator has confirmed the clock", self.confirm(head))
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2024")),
                    f"Accepted at position {head + 1}")


if __name__ == "__main__":
    unittest.main()
