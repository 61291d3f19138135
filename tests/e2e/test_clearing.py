#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A small count that was a mistake hides its indicator until the custodian clears it.

As the sender, the custodian, the board and the auditor do it, with the samlad command.
"""

import json
import re
import unittest

from harness import SAMPLES, CityTest, figures


class ClearingTest(CityTest):

    def shown(self, *arguments):
        return figures(self.city.view("--period", "2025", *arguments))["ASF-03"]

    def is_hidden(self, *arguments):
        return self.shown(*arguments).get("code") == "FIGURE_CODE_CONFIDENTIAL"

    def submit_slip_and_correction(self):
        """Positions of both."""
        right = (SAMPLES / "reports/asf/2025/report.yaml").read_text()
        slip = re.sub(r"  - \{indicator: ASF-03, sex.*\n", "", right)
        slip = slip.replace("{indicator: ASF-03, value: 78,", "{indicator: ASF-03, value: 3,")
        self.assertNotEqual(slip, right)
        positions = []
        for name, text in (("slip.yaml", slip), ("right.yaml", right)):
            file = self.city.folder / name
            file.write_text(text)
            options = ("--reason", "correction") if positions else ()
            self.expect(0, self.city.submit("asf", file, options=options))
            positions.append(int(self.city.view()["asOf"]) - 1)
        return positions

    def clear(self, *arguments, profile="coordinator"):
        return self.city.as_(profile, "coordinate", "clear", *arguments, "--reason",
                             "a digit was missing", "--out", self.city.receipts)

    def test_a_slip_is_cleared(self):
        slip, right = self.submit_slip_and_correction()
        self.assertTrue(self.is_hidden())
        self.expect(4, self.clear(right, "ASF-03", "--yes"), "is in force")
        self.expect(4, self.clear(slip, "ASF-02", "--yes"), "is not hidden")
        self.expect(4, self.clear(slip, "ASF-03", "--yes", profile="asf"), "coordinate")
        self.expect(2, self.clear(slip, "ASF-03"), "nothing was cleared", "--yes")
        self.assertTrue(self.is_hidden())

        self.expect(0, self.clear(slip, "ASF-03", "--yes"), "cleared, by the entry at position 3")
        self.expect(0, self.clear(slip, "ASF-03", "--yes"), "already")
        self.assertEqual(self.shown()["value"], "78")
        for as_of in (slip + 1, right + 1):
            self.assertTrue(self.is_hidden("--as-of", as_of), as_of)
        self.everybody_is_told(slip)
        receipt = self.city.receipts / f"clearing-{slip}-ASF-03.receipt.json"
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, receipt))

    def everybody_is_told(self, slip):
        [clearing] = self.city.view("--period", "2025")["clearings"]
        self.assertEqual((clearing["indicator"], clearing["reason"]),
                         ("ASF-03", "a digit was missing"))
        for language, words in (("sv", "Frisläppta uppgifter"), ("en", "Cleared figures")):
            for form in ("table", "html"):
                self.expect(0, self.city.as_("coordinator", "--lang", language, "board", "view",
                                             "--period", "2025", "--format", form),
                            words, "a digit was missing")
        for profile, group in (("asf", "report"), ("board", "board")):
            told = self.expect(0, self.city.as_(profile, group, "feed", "--format", "json")).stdout
            [event] = [one for one in map(json.loads, told.splitlines())
                       if one["kind"] == "FEED_EVENT_KIND_CLEARED"]
            self.assertEqual((event["report"], event["indicator"]), (str(slip), "ASF-03"))
        others = self.expect(0, self.city.as_("utb", "report", "feed", "--format", "json")).stdout
        self.assertNotIn("CLEARED", others)

    def test_only_auditors_choose_the_moment_that_protects(self):
        self.submit_slip_and_correction()
        chosen = ("board", "view", "--period", "2025", "--as-of", "2", "--protected-as-of")
        self.expect(0, self.city.as_("auditor", *chosen, "3"))
        self.expect(2, self.city.as_("auditor", *chosen, "4"), "the log has 3 entries")
        self.expect(2, self.city.as_("auditor", *chosen, "1"), "at least that")
        # A catalogue that protects more hides what was shown before.
        exported = self.expect(0, self.city.as_("coordinator", "admin", "catalogue",
                                                "export")).stdout
        stricter = self.city.folder / "stricter.yaml"
        # Without the baselines, which are small counts then.
        bare = re.sub(r"(indicator: ASF-02,[^}]*?), baseline: \"\d+\", baseline_period: \"\d+\"",
                      r"\1", exported)
        stricter.write_text(re.sub(r"(?m)^(  - id: ASF-02\n)", r"\1    protection: {k: 500}\n",
                                   bare))
        self.assertEqual(figures(self.city.view("--as-of", "3"))["ASF-02"]["value"], "347")
        self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "apply", stricter,
                                     "--yes"))
        self.assertEqual(figures(self.city.view("--as-of", "3"))["ASF-02"]["code"],
                         "FIGURE_CODE_CONFIDENTIAL")
        earlier = ("board", "view", "--as-of", "3", "--protected-as-of", "3", "--format", "json")
        self.expect(4, self.city.as_("coordinator", *earlier), "protects more figures")
        audited = json.loads(self.expect(0, self.city.as_("auditor", *earlier)).stdout)
        self.assertEqual(figures(audited)["ASF-02"]["value"], "347")


if __name__ == "__main__":
    unittest.main()
