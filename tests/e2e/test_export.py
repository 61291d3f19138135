#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The tables of a view in every format, read by programs that others wrote.

Python's csv and json and openpyxl (Debian's python3-openpyxl) read what the samlad
command wrote, and every cell is the same in all of them.
"""

import csv
import datetime
import decimal
import json
import unittest

import openpyxl
from harness import CityTest, sample_files

TABLES = ["about", "indicators", "figures", "comparisons", "obligations", "activities", "projects",
          "effects", "recommendations", "evidence", "acknowledgements", "clearings"]
SIGNS = {"FIGURE_CODE_CONFIDENTIAL": "[c]", "FIGURE_CODE_NOT_REPORTED": "[x]",
         "FIGURE_CODE_NOT_APPLICABLE": "[z]", "FIGURE_CODE_UNSPECIFIED": ""}
STATUSES = {"[c]": "Q", "[x]": "O", "[z]": "M"}
WORDS = {"about.name", "indicators.direction", "indicators.level", "indicators.status",
         "indicators.trend", "comparisons.against", "obligations.state", "projects.project_state",
         "projects.closing", "projects.state", "projects.status", "recommendations.state"}
FORMULA = "=HYPERLINK(\"http://example.org\";\"klicka\")"


def read_csv(path, delimiter=","):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def read_json(text):
    return json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal)


def unguarded(text):
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r\n") else text


class ExportTest(CityTest):

    def setUp(self):
        super().setUp()
        self.submit_sample("eidar", "2024")
        for organisation in ("asf", "utb"):
            self.submit_sample(organisation, "2025")
        # An activity whose title a spreadsheet would run.
        files = []
        for source in sample_files("eidar", "2025"):
            copy = self.city.folder / source.name
            copy.write_bytes(source.read_bytes())
            files.append(copy)
        [activities] = [one for one in files if one.name.startswith("activit")]
        self.change_a_title(activities)
        self.expect(0, self.city.submit("eidar", *files))

    def change_a_title(self, path):
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        rows[1][rows[0].index("titel")] = FORMULA
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)

    def export(self, *arguments, profile="coordinator", code=0, texts=(), **environment):
        return self.expect(code, self.city.as_(profile, "board", "export", *arguments,
                                               **environment), *texts).stdout

    def export_json(self, *arguments):
        return read_json(self.export("--format", "json", *arguments))

    def test_every_table_is_the_same_in_every_format(self):
        tables = self.export_json()
        self.assertEqual(list(tables), TABLES)
        self.export("--format", "csv", "--out", "tables")
        self.export("--out", "board.xlsx")
        book = openpyxl.load_workbook(self.city.folder / "board.xlsx")
        self.assertEqual(len(book.worksheets), len(TABLES))
        for table, sheet in zip(TABLES, book.worksheets):
            rows = read_csv(self.city.folder / "tables" / f"{table}.csv")
            self.assertEqual(len(rows), len(tables[table]), table)
            headings, *cells = list(sheet.iter_rows())
            if rows:
                self.assertEqual([cell.value for cell in headings], list(rows[0]), table)
            self.assertEqual(len(cells), len(rows), table)
            for of_csv, of_json, of_sheet in zip(rows, tables[table], cells):
                for name, cell in zip(of_csv, of_sheet):
                    where = f"{table}.{name}"
                    self.same_as_json(of_csv[name], of_json, name, where)
                    self.same_in_sheet(of_csv[name], cell, where)

    def same_as_json(self, seen, row, name, where):
        value = row[name]
        if f"{name}_code" in row:
            self.assertEqual(seen, row[f"{name}_code"] or ("" if value is None else str(value)),
                             where)
            self.assertFalse(row[f"{name}_code"] and value is not None, where)
        elif isinstance(value, bool):
            self.assertEqual(seen, "yes" if value else "no", where)
        elif isinstance(value, list):
            self.assertEqual(seen.replace("|", " ").split(), [str(one) for one in value], where)
        elif isinstance(value, decimal.Decimal) or value is None:
            self.assertEqual(seen, "" if value is None else str(value), where)
        elif where in WORDS:
            self.assertEqual(bool(seen), bool(value), where)  # a word here, a code there
        else:
            self.assertEqual(unguarded(seen), value, where)

    def same_in_sheet(self, seen, cell, where):
        self.assertNotEqual(cell.data_type, "f", where)
        if cell.value is None:
            self.assertEqual(seen, "", where)
        elif isinstance(cell.value, datetime.datetime):
            self.assertEqual(cell.value.isoformat()[:len(seen[:19])], seen[:19], where)
        elif cell.data_type == "n":
            self.assertEqual(decimal.Decimal(repr(cell.value)), decimal.Decimal(seen), where)
        else:
            self.assertEqual(cell.value, unguarded(seen), where)

    def test_figures_are_those_of_the_view(self):
        view = self.city.view()
        rows = self.export_json("--table", "figures")["figures"]
        found = {(row["indicator"], row["organisation"], row["period"]): row for row in rows}
        self.assertEqual(len(found), len(rows))
        hidden = 0
        for area in view["areas"]:
            for one in area["rows"]:
                parts = [("", figure) for figure in [*one["history"], one["figure"]]]
                parts += [(part["organisation"], part["figure"]) for part in one["contributions"]]
                for organisation, figure in parts:
                    row = found[one["indicator"], organisation, figure["period"]]
                    self.assertEqual(row["value_code"], SIGNS[figure["code"]])
                    if figure["code"] == "FIGURE_CODE_UNSPECIFIED":
                        self.assertEqual(row["value"], decimal.Decimal(figure["value"]))
                    else:
                        self.assertIsNone(row["value"])
                    hidden += row["value_code"] == "[c]"
        self.assertGreater(hidden, 0)

    def test_sdmx_csv_is_written_and_never_read(self):
        self.export("--format", "sdmx-csv", "--out", "figures.csv")
        path = self.city.folder / "figures.csv"
        self.assertTrue(path.read_bytes().startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,"))
        observations = read_csv(path)
        rows = self.export_json("--table", "figures")["figures"]
        self.assertEqual(len(observations), len(rows))
        for observation, row in zip(observations, rows):
            self.assertEqual(observation["ACTION"], "I")
            self.assertEqual(observation["INDICATOR"], row["indicator"])
            self.assertEqual(observation["OBS_VALUE"], "" if row["value"] is None
                             else str(row["value"]))
            if row["value_code"]:
                self.assertEqual(observation["OBS_STATUS"], STATUSES[row["value_code"]])
            self.assertEqual(observation["CONF_STATUS"],
                             "C" if row["value_code"] == "[c]" else "F")
        keys = {tuple(one[name] for name in ("INDICATOR", "ORGANISATION", "TIME_PERIOD"))
                for one in observations}
        self.assertEqual(len(keys), len(observations))
        head = self.city.folder / "report.yaml"
        head.write_text("organisation: eidar\nobligation: eidar-annual\nperiod: '2025'\n")
        self.expect(2, self.city.samlad("report", "validate", "--catalogue",
                                        self.city.folder / "catalogue.yaml", head, path),
                    "figures.csv:1: ERROR CSV_SDMX: The file is SDMX-CSV")

    def test_formulas_in_texts_are_texts(self):
        self.export("--format", "csv", "--table", "activities", "--out", "activities.csv")
        rows = read_csv(self.city.folder / "activities.csv")
        self.assertIn("'" + FORMULA, [row["title"] for row in rows])
        self.export("--table", "activities", "--out", "activities.xlsx")
        [sheet] = openpyxl.load_workbook(self.city.folder / "activities.xlsx").worksheets
        [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
        self.assertEqual(cell.data_type, "s")

    def test_swedish_spreadsheets_open_what_swedes_export(self):
        self.export("--table", "figures", "--format", "csv", "--lang", "sv", "--out", "sv.csv")
        path = self.city.folder / "sv.csv"
        self.assertTrue(path.read_bytes().startswith(b"\xef\xbb\xbf"))
        rows = read_csv(path, ";")
        self.assertIn("nyckeltalets namn", rows[0])
        points = read_csv_text(self.export("--table", "figures", "--format", "csv", "--decimal",
                                           "point", "--lang", "sv"))
        self.assertEqual([row["värde"].replace(",", ".") for row in rows],
                         [row["värde"] for row in points])
        self.assertTrue(any("," in row["värde"] for row in rows))

    def test_a_moment_and_a_saved_view(self):
        earlier = self.export_json("--as-of", 2, "--table", "obligations")
        self.assertNotEqual(earlier, self.export_json("--table", "obligations"))
        one = self.export_json("--indicator", "EID-01,EID-02", "--table", "indicators,about")
        self.assertEqual(list(one), ["about", "indicators"])
        self.assertEqual({row["indicator"] for row in one["indicators"]}, {"EID-01", "EID-02"})
        saved = self.city.folder / "view.binpb"
        saved.write_bytes(self.city.view_bytes())
        exported = self.city.samlad("board", "export", "--from", saved, "--format", "json")
        self.expect(0, exported)
        self.assertEqual(read_json(exported.stdout), self.export_json())
        self.expect(2, self.city.samlad("board", "export", "--from", saved, "--format", "json",
                                        "--period", "2025"), "--from has the view")
        saved.write_text("organisation: eidar\n")
        self.expect(2, self.city.samlad("board", "export", "--from", saved, "--format", "json"),
                    "no saved view")

    def test_what_does_not_fit_is_refused_with_the_way_out(self):
        for arguments, text in (
                ([], "Give --format"),
                (["--format", "csv"], "choose one with --table"),
                (["--out", "all.csv"], "choose one with --table"),
                (["--format", "xlsx"], "give --out FILE"),
                (["--format", "xlsx", "--out", "/dev/null"], "no file"),
                (["--format", "sdmx-csv", "--table", "projects"], "export the others as csv"),
                (["--format", "sdmx-csv", "--organisation", "eidar"], "leave out --organisation"),
                (["--format", "json", "--decimal", "comma"], "--decimal is for csv"),
                (["--format", "json", "--table", "everything"], "figures")):
            self.export(*arguments, code=2, texts=[text])

    def test_who_may_not_read_the_view_may_not_export_it(self):
        shown = self.city.as_("utb", "board", "view")
        exported = self.city.as_("utb", "board", "export", "--format", "json")
        self.assertEqual(exported.returncode, shown.returncode)
        self.assertEqual(exported.returncode, 4)
        self.assertEqual(exported.stdout, "")
        self.export("--by", "sex", "--format", "json", code=4, profile="board")


def read_csv_text(text, delimiter=","):
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    return list(csv.DictReader(lines, delimiter=delimiter, strict=True))


if __name__ == "__main__":
    unittest.main()
