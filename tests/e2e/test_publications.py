#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The gateway publishes editions itself, as the catalogue says: on a day, and when
the reports are complete."""

import json
import time
import unittest

from harness import AFTER_DUE, TIMEOUT_S, City, CityTest

RULES = """
publications:
  - id: on-a-day
    periods: ["2025"]
    on: {date: 2026-02-16}
  - id: when-complete
    periods: ["2025"]
    when_complete: {obligations: [eidar-annual, asf-annual]}
"""


class PublicationsTest(CityTest):

    def make_city(self):
        city = City()
        rules = city.folder / "rules.yaml"
        rules.write_text((city.folder / "catalogue.yaml").read_text() + RULES)
        self.rules = rules
        return city

    def setUp(self):
        super().setUp()
        plan = self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "plan",
                                            self.rules))
        self.assertIn("on-a-day: the gateway publishes an edition of 2025 (2026-02-16)",
                      plan.stdout)
        self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "apply", "--yes",
                                     "--out", self.city.receipts, self.rules))

    def editions(self):
        return json.loads(self.expect(0, self.city.as_("board", "board", "editions", "--format",
                                                       "json")).stdout).get("editions", [])

    def wait_for_editions(self, count):
        deadline = time.monotonic() + TIMEOUT_S
        while len(editions := self.editions()) < count:
            if time.monotonic() > deadline:
                self.fail(self.city.log.read_text())
            time.sleep(0.2)
        self.assertEqual(len(editions), count)
        return editions

    def kinds(self):
        run = self.city.as_("auditor", "board", "feed", "--format", "json")
        self.expect(0, run)
        return [(event["kind"].removeprefix("FEED_EVENT_KIND_"), event.get("publication"))
                for event in map(json.loads, run.stdout.splitlines())
                if "EDITION" in event["kind"]]

    def test_when_complete_and_on_its_day_each_once(self):
        self.submit_sample("eidar", "2025")
        self.submit_sample("asf", "2025")
        self.wait_for_editions(1)
        self.assertEqual(self.kinds(), [("EDITION_DUE", "when-complete"),
                                        ("EDITION", "when-complete")])
        whole = self.city.as_("board", "board", "show", "--format", "binpb", text=False).stdout
        self.assertIn(b"when-complete", whole)
        self.city.kill()
        self.city.start(AFTER_DUE)
        self.wait_for_editions(2)
        self.assertEqual(self.kinds()[2:], [("EDITION_DUE", "on-a-day"),
                                            ("EDITION", "on-a-day")])
        self.assertEqual(self.city.stop(), 0)
        self.city.start(AFTER_DUE)
        time.sleep(3)  # some rounds, in which nothing may come
        self.wait_for_editions(2)
        # Anybody may verify it, as one that was published by hand.
        edition = self.city.folder / "edition.json"
        self.expect(0, self.city.as_("board", "board", "show", "--edition", "latest", "--format",
                                     "json", "--out", edition))
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key,
                                        edition))


if __name__ == "__main__":
    unittest.main()
