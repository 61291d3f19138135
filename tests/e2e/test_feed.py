#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""samlad board feed and samlad report feed, as people and programs use them."""

import json
import signal
import subprocess
import unittest

from harness import AFTER_DUE, BIN, TIMEOUT_S, CityTest, sample_files


class FeedTest(CityTest):

    def follow(self, profile, group, *flags):
        """The command in the background, JSON lines on its standard output."""
        return subprocess.Popen(
            [BIN / "samlad", "--config", self.city.folder / "profiles.yaml", "--profile", profile,
             group, "feed", "--follow", "--format", "json", *flags],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.city.folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.city.folder), "LANG": "C.UTF-8"})

    def events(self, profile, *flags):
        run = self.city.as_(profile, "board", "feed", "--format", "json", *flags)
        self.expect(0, run)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def test_follows_through_a_restart_and_ends_on_ctrl_c(self):
        follower = self.follow("board", "board")
        seen = [json.loads(follower.stdout.readline())]
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2023")))
        seen.append(json.loads(follower.stdout.readline()))
        self.city.kill()
        self.city.start(AFTER_DUE)
        while seen[-1]["kind"] != "FEED_EVENT_KIND_DEADLINE_PASSED":
            seen.append(json.loads(follower.stdout.readline()))
        follower.send_signal(signal.SIGINT)
        # Not communicate(), which would not see what readline() has read ahead.
        rest, err = follower.stdout.read(), follower.stderr.read()
        self.assertEqual(follower.wait(timeout=TIMEOUT_S), 0, err)
        self.assertIn("retrying", err)
        seen += [json.loads(line) for line in rest.splitlines()]
        self.assertEqual(seen, self.events("board")[:len(seen)])
        self.assertEqual([event["position"] for event in seen],
                         [str(position) for position in range(len(seen))])

    def test_goes_on_from_a_cursor_and_shows_each_its_own(self):
        for organisation in ("eidar", "asf"):
            self.expect(0, self.city.submit(organisation, *sample_files(organisation, "2023")))
        whole = self.events("board")
        self.assertEqual([event["organisation"] for event in whole], ["", "eidar", "asf"])
        self.assertEqual(self.events("board", "--cursor", "2"), whole[2:])
        self.assertEqual(self.events("eidar"), whole[:2])
        table = self.city.as_("eidar", "--lang", "sv", "report", "feed").stdout
        self.assertIn("rapport mottagen", table)
        self.assertNotIn("asf", table)
        beyond = self.city.as_("board", "board", "feed", "--cursor", "99")
        self.assertNotEqual(beyond.returncode, 0)
        self.assertIn("has 3 entries", beyond.stderr)


if __name__ == "__main__":
    unittest.main()
