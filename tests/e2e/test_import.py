#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The coordinator imports figures of Kolada's; the view shows them beside ours,
and breakdowns to those who may read them."""

import json
import pathlib
import re
import tempfile
import unittest

from harness import CityTest, sample_files


def page(values, **more):
    """An answer as version 3 gives it."""
    records = [{"kpi": kpi, "municipality": region, "period": year,
                "values": [{"count": 1, "gender": "T", "status": "", "value": value}]}
               for kpi, region, year, value in values]
    return json.dumps({"count": len(records), "values": records, **more})


class ImportTest(CityTest):

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def kolada(self, *arguments, profile="coordinator"):
        return self.city.as_(profile, "admin", "import", "kolada", *arguments, "--out",
                             self.city.receipts)

    def compared(self, *arguments):
        view = self.city.view(*arguments)
        rows = {row["indicator"]: row for area in view["areas"] for row in area["rows"]}
        return rows["UTB-01"].get("comparisons", [])

    def test_what_is_imported_stands_beside_our_figures(self):
        self.expect(0, self.city.submit("utb", *sample_files("utb", "2025")))
        without = self.city.view()
        first = self.write("1.json", page(
            [("N15428", "1488", 2024, 80.1), ("N15428", "0000", 2024, 84.0),
             ("N99999", "1488", 2024, 1)], next_url="2"))
        second = self.write("2.json", page(
            [("N15428", "0014", 2024, None), ("N15428", "0180", 2024, 7)]))
        told = ('Skipped series, because no comparison of the catalogue names them:\n  "N99999"',
                'Skipped regions, because no comparison of the catalogue names them:\n  "0180"',
                "3 values")
        self.expect(0, self.kolada(first, second, "--dry-run"), "Nothing was sent", *told)
        self.assertEqual(self.compared(), [])
        result = self.expect(0, self.kolada(first, second), "Imported at position", *told)
        position = int(re.search(r"at position (\d+)", result.stdout).group(1))
        self.expect(0, self.kolada(first, second), f"Already imported at position {position}")
        (beside,) = self.compared()
        self.assertEqual([figure.get("value", "") for figure in beside["figures"]],
                         ["80.1", "84.0", ""])
        self.assertEqual(beside["against"], ["TREND_WORSE", "TREND_INSUFFICIENT"])
        self.assertEqual(beside["provider"], "Kolada")
        self.assertEqual(beside["source"], "1.json, 2.json", "no folder, which may name a person")
        self.expect(0, self.city.as_("coordinator", "--lang", "sv", "board", "view"),
                    "Källa: Kolada", "sämre än riket 84,0")

        newer = self.write("3.json", page([("N15428", "1488", 2025, 85)]))
        self.expect(0, self.kolada(newer, "--retrieved", "2026-03-01", "--source", "test"))
        (beside,) = self.compared()
        self.assertEqual(beside["figures"][0]["period"], "2025")
        self.assertEqual(beside["source"], "test")
        (beside,) = self.compared("--as-of", str(position + 1))
        self.assertEqual(beside["figures"][0]["period"], "2024")
        self.assertEqual(self.city.view("--as-of", without["asOf"])["areas"], without["areas"])
        self.city.kill()
        self.city.start()
        self.assertEqual(len(self.compared()), 1)

    def test_faults_come_all_at_once_and_nothing_is_sent(self):
        bad = self.write("bad.json", '{"values": [{"kpi": "N15428", "period": "x", "values": '
                                     '[{"gender": "Q", "value": "?"}]}]}')
        self.expect(1, self.kolada(bad), "KOLADA_PERIOD", "KOLADA_GENDER", "KOLADA_NUMBER",
                    "KOLADA_FIELD_MISSING", "Nothing was imported")
        other = self.write("other.json", page([("N99999", "1488", 2024, 1)]))
        self.expect(1, self.kolada(other), "no comparison of the catalogue names the values")
        twice = self.write("twice.json", page(
            [("N15428", "1488", 2024, 1), ("N15428", "1488", 2024, 2)]))
        self.expect(1, self.kolada(twice), "KOLADA_CONFLICT")
        self.expect(2, self.kolada(other, "--name", "Trollhättan"), "--name Trollhättan")
        self.expect(2, self.kolada(other, "--name", "A=1", "--name", " A =2"), "two codes")
        # JSON has codes and no names.
        self.expect(1, self.kolada(other, "--name", "Trollhätan=1488"), "no comparison")
        self.expect(2, self.kolada(self.write("x.csv", "a;b\n")), "neither JSON nor XLSX")
        self.expect(2, self.kolada(other, "--retrieved", "yesterday"), "--retrieved yesterday")
        self.expect(2, self.kolada(self.folder / "none.json"), "none.json")
        good = self.write("good.json", page([("N15428", "1488", 2024, 1)]))
        self.expect(4, self.kolada(good, profile="board"))

    def test_breakdowns_are_for_the_coordinator(self):
        self.expect(0, self.city.submit("eidar", *sample_files("eidar", "2025")))
        preview = self.city.as_("coordinator", "coordinate", "preview", "--by", "area,sex",
                                "--format", "json")
        self.expect(0, preview)
        rows = [row for area in json.loads(preview.stdout)["areas"] for row in area["rows"]]
        self.assertTrue(any(row.get("cells") for row in rows))
        self.city.publish()
        self.expect(4, self.city.as_("board", "board", "view", "--by", "area"), "breakdowns")
        self.expect(2, self.city.as_("coordinator", "coordinate", "preview", "--by", "shoe"))


if __name__ == "__main__":
    unittest.main()
