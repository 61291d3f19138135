#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A view as of a moment has the same bytes for ever.

Also when a report that it rests on was replaced, whose texts then leave memory, and
after a restart: what a follow-up measured decides on what is hidden.
"""

import hashlib
import json
import pathlib
import tempfile
import unittest

from harness import CATALOGUE, CityTest, figures

EFFECT = '      - {indicator: EID-12, baseline: 57.9, baseline_period: "2023", expected: 50, ' \
         'period: "2026"}\n'
OF_COUNT = EFFECT.replace("EID-12", "EID-04").replace("57.9", "58").replace("50", "80")
REPORT = """organisation: eidar
obligation: {obligation}
period: "{period}"
{reason}observations:
{observations}
sign_off: {{name: Exempel Exempelsson, title: Chef, date: 2026-02-09}}
"""
FOLLOW_UP = """follow_ups:
  - project: trygga-kronogarden
    status: on_plan
    effect: (illustrative) {effect}
    measured: [{{indicator: EID-04, value: {measured}}}]
    next_step: (illustrative) Fler dialoger.
"""


class MomentsTest(CityTest):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="samlad-e2e-moments-")
        self.addCleanup(folder.cleanup)
        lines = CATALOGUE.read_text().replace(
            EFFECT, EFFECT + OF_COUNT).replace(
            "indicators: [EID-01, EID-12, EID-14]", "indicators: [EID-01, EID-04, EID-12, EID-14]")
        self.catalogue = pathlib.Path(folder.name) / "catalogue.yaml"
        self.catalogue.write_text("".join(
            line for line in lines.splitlines(keepends=True) if not line.strip().startswith(
                ("reminder_days:", "requires_approval:", "mandatory: [EID-0"))))
        super().setUp()

    def report(self, name, obligation, period, observations, measured=None, reason=""):
        text = REPORT.format(
            obligation=obligation, period=period, reason=reason and f"reason: {reason}\n",
            observations="\n".join(f"  - {{indicator: {one}}}" for one in observations))
        if measured:
            text += FOLLOW_UP.format(effect=name, measured=measured)
        file = self.city.folder / f"{name}.yaml"
        file.write_text(text)
        self.expect(0, self.city.submit("eidar", file))

    def effect(self, *arguments):
        rows = self.city.view("--period", "2025-T2", *arguments)["projects"]
        [row] = [row for row in rows if row["project"] == "trygga-kronogarden"]
        [effect] = [one for one in row["effects"] if one["expected"]["indicator"] == "EID-04"]
        return effect["measured"]

    def bytes_of_all(self, size):
        """Every view of every moment so far."""
        return {(period, as_of): self.city.view_bytes("--period", period, "--as-of", as_of)
                for period in ("2025-T2", "2025") for as_of in range(2, size + 1)}

    def test_bytes_stay_when_texts_leave_memory_and_after_a_restart(self):
        self.report("first", "eidar-tertial", "2025-T2", ["EID-14, value: 500"], measured=20)
        self.assertEqual(self.effect(), "20")
        before = self.bytes_of_all(2)
        published = self.city.publish("--period", "2025-T2")
        self.assertEqual(published["asOf"], "2")
        end = int(published["position"]) + 1  # after the certificates of its seats
        edition = self.city.view_bytes(profile="board")

        # Replaced, so that the texts of the first leave memory, but not what it told.
        self.report("second", "eidar-tertial", "2025-T2", ["EID-14, value: 500"], measured=40,
                    reason="correction")
        self.assertEqual((self.effect("--as-of", end), self.effect()), ("20", "40"))
        self.report("year", "eidar-annual", "2025", ["EID-04, value: 22"])
        self.assertEqual(figures(self.city.view("--period", "2025"))["EID-04"]["code"],
                         "FIGURE_CODE_CONFIDENTIAL")
        self.assertEqual((self.effect(), self.effect("--as-of", end + 1)), ("", "40"))
        everything = self.bytes_of_all(end + 2)
        self.assertEqual(everything, {**everything, **before})

        self.assertEqual(self.city.stop(), 0)
        self.city.start()
        self.assertEqual(self.bytes_of_all(end + 2), everything)
        self.assertEqual(self.city.view_bytes(profile="board"), edition)
        again = self.city.as_("auditor", "board", "view", "--format", "binpb", "--period",
                              "2025-T2", "--as-of", 2, "--protected-as-of", 2, text=False).stdout
        self.assertEqual(again, before["2025-T2", 2])

    def test_a_day_ends_at_midnight_in_the_city(self):
        """Also on the day on which summer time begins, which has 23 hours."""
        sizes = {}
        for moment, day in (("2026-03-28T22:59:30Z", "2026-03-28"),
                            ("2026-03-28T23:00:05Z", None), ("2026-03-29T21:59:30Z", "2026-03-29"),
                            ("2026-03-29T22:00:05Z", "2026-03-30")):
            self.assertEqual(self.city.stop(), 0)
            self.city.start(moment)
            self.report(f"at-{len(sizes)}", "eidar-annual", "2025",
                        [f"EID-04, value: {30 + 10 * len(sizes)}"],
                        reason="correction" if sizes else "")
            sizes[day] = int(self.city.view()["asOf"])
        for day in ("2026-03-28", "2026-03-29"):
            said = self.city.as_("board", "board", "missing", "--as-of", day)
            self.expect(0, said, f"The end of {day} (Europe/Stockholm): as of the first "
                        f"{sizes[day]} entries.")
        # What is not over can still change.
        said = self.city.as_("board", "board", "missing", "--as-of", "9999-12-31")
        self.expect(0, said, "9999-12-31 is not over (Europe/Stockholm): as of the first "
                    f"{sizes['2026-03-30']} entries, all so far.")
        self.expect(2, self.city.as_("board", "board", "view", "--as-of", "2026-01-31"),
                    "the log begins later", "on 2026-02-10 (Europe/Stockholm)")


if __name__ == "__main__":
    unittest.main()
