#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Findings in the sender's own workbook: a foreign program (openpyxl) makes the
workbook, reads the annotated copy, corrects it and sends it."""

import csv
import shutil
import unittest
import zipfile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from harness import CATALOGUE, SAMPLES, CityTest

RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
GREEN = "FF00B050"
SAMPLE = SAMPLES / "reports" / "eidar" / "2025"
LIST = "Anmärkningar"


def number(text):
    """A number as a spreadsheet holds it; other texts as they are."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text or None


def notes(sheet):
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row
            if cell.comment}


def colours(sheet):
    return {cell.coordinate: cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row
            if cell.fill.fill_type == "solid"}


def entries(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class AnnotateTest(CityTest):

    def setUp(self):
        super().setUp()
        self.folder = self.city.folder
        self.out = self.folder / "out.xlsx"
        self.head = self.folder / "head.yaml"
        shutil.copy(SAMPLE / "report.yaml", self.head)
        with open(SAMPLE / "observations.csv", encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.reader(file, delimiter=";"))

    def column(self, heading):
        return self.rows[0].index(heading) + 1

    def workbook(self, name="report.xlsx"):
        """The sample report as a coordinator keeps it: with a cover, a drop-down, locks,
        colours and a note of her own."""
        book = openpyxl.Workbook()
        cover = book.active
        cover.title = "Bo's omslag"
        cover["B3"] = "Rapport 2025"
        cover["C4"] = "=1+1"
        sheet = book.create_sheet("Siffror")
        for row in self.rows:
            sheet.append([number(cell) for cell in row])
        value = self.column("värde")
        for row in sheet.iter_rows(min_row=2, min_col=value, max_col=value):
            row[0].protection = Protection(locked=False)
            row[0].number_format = "0.00"
        sheet.protection.sheet = True
        sheet.protection.password = "hemligt"
        choices = DataValidation(type="list", formula1='"K,M"')
        choices.add("D2:D40")
        sheet.add_data_validation(choices)
        sheet["A3"].comment = Comment("fråga Bo", "Eva")
        sheet.cell(2, value).fill = PatternFill("solid", fgColor=GREEN)
        sheet.cell(2, value).comment = Comment("kontrollerad", "Eva")
        path = self.folder / name
        self.edit(book, path)
        return path

    def edit(self, book, path):
        """Four mistakes: a percent sign, and one unknown area three times."""
        sheet = book["Siffror"]
        sheet.cell(2, self.column("värde")).value = "12,5 %"
        for row in (5, 6, 8):
            sheet.cell(row, self.column("område")).value = "INGENSTANS"
        book.save(path)

    def validate(self, *arguments):
        return self.city.samlad("--lang", "sv", "report", "validate", "--catalogue", CATALOGUE,
                                *arguments)

    def annotate(self, *files, out=None):
        return self.validate("--annotate", out or self.out, *files)

    def names(self):
        value = openpyxl.utils.get_column_letter(self.column("värde"))
        area = openpyxl.utils.get_column_letter(self.column("område"))
        return f"{value}2", [f"{area}{row}" for row in (5, 6, 8)]

    def test_findings_are_at_their_cells(self):
        before = self.workbook()
        result = self.annotate(before, self.head)
        self.assertIn(result.returncode, (1, 2), result.stderr)
        self.assertIn(str(self.out), result.stdout)
        percent, areas = self.names()
        book = openpyxl.load_workbook(self.out)
        self.assertEqual(book.sheetnames, ["Bo's omslag", "Siffror", LIST])
        sheet = book["Siffror"]
        found = notes(sheet)
        self.assertTrue(found[percent].startswith("kontrollerad\n\n— Samlad —\nFEL: "),
                        found[percent])
        self.assertIn("Åtgärd: ", found[percent])
        for area in areas:
            self.assertTrue(found[area].startswith("FEL: "), f"every occurrence: {found}")
            self.assertEqual(colours(sheet)[area], RED)
        self.assertEqual(colours(sheet)[percent], RED)
        self.assertEqual(found["A3"], "fråga Bo")

        listed = book[LIST]
        rows = {row[0].value: row for row in listed.iter_rows(min_row=5)}
        for cell in [percent, *areas]:
            row = rows[f"Siffror!{cell}"]
            self.assertEqual(row[0].hyperlink.location, f"'Siffror'!{cell}")
            self.assertEqual(row[1].value, "FEL")
            self.assertTrue(all(row[i].value for i in (2, 3, 4)), "problem, fix and code")
        self.assertFalse(any(str(cell.value).startswith("=") for row in listed.iter_rows()
                             for cell in row if cell.data_type == "f"))

        # Everything else is as it was.
        was = openpyxl.load_workbook(before)
        for name in was.sheetnames:
            for row in was[name].iter_rows():
                for cell in row:
                    now = book[name][cell.coordinate]
                    self.assertEqual(now.value, cell.value)
                    self.assertEqual(now.number_format, cell.number_format)
                    self.assertEqual(now.protection.locked, cell.protection.locked)
        self.assertEqual(book["Siffror"].protection.password, was["Siffror"].protection.password)
        self.assertTrue(book["Siffror"].protection.sheet)
        self.assertEqual([str(one.sqref) for one in sheet.data_validations.dataValidation],
                         ["D2:D40"])

    def test_other_parts_keep_their_bytes(self):
        before = self.workbook()
        self.annotate(before, self.head)
        old, new = entries(before), entries(self.out)
        changed = {name for name in old if new.get(name) != old[name]}
        self.assertLessEqual(changed, {
            "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
            "xl/styles.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels",
            "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"})
        self.assertEqual(set(new) - set(old), {"xl/worksheets/sheet3.xml"})

    def test_the_corrected_copy_is_accepted(self):
        self.annotate(self.workbook(), self.head)
        percent, areas = self.names()
        book = openpyxl.load_workbook(self.out)
        for row, cell in [(2, percent), *zip((5, 6, 8), areas)]:
            column = openpyxl.utils.cell.coordinate_from_string(cell)[0]
            index = openpyxl.utils.column_index_from_string(column)
            book["Siffror"][cell].value = number(self.rows[row - 1][index - 1])
        corrected = self.folder / "corrected.xlsx"
        book.save(corrected)
        again = self.folder / "again.xlsx"
        result = self.expect(0, self.annotate(corrected, self.head, out=again))
        self.assertNotIn(f":{LIST}:", result.stdout, "the list is no part of the report")
        sheet = openpyxl.load_workbook(again)["Siffror"]
        self.assertEqual(notes(sheet)[percent], "kontrollerad")
        self.assertEqual(colours(sheet)[percent], GREEN)
        for area in areas:
            self.assertNotIn(area, notes(sheet))
            self.assertNotIn(area, colours(sheet))
        self.expect(0, self.city.submit("eidar", again, self.head))

    def test_macros_stay(self):
        plain = self.workbook()
        macros = self.folder / "report.xlsm"
        with zipfile.ZipFile(macros, "w") as archive:
            for name, data in entries(plain).items():
                if name == "[Content_Types].xml":
                    data = data.replace(
                        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                        b"application/vnd.ms-excel.sheet.macroEnabled.main")
                archive.writestr(name, data)
            archive.writestr("xl/vbaProject.bin", bytes(range(256)))
        self.expect(2, self.annotate(macros, self.head), ".xlsm")
        self.assertFalse(self.out.exists())
        out = self.folder / "out.xlsm"
        self.annotate(macros, self.head, out=out)
        after = entries(out)
        self.assertEqual(after["xl/vbaProject.bin"], bytes(range(256)))
        self.assertIn(b"macroEnabled.main", after["[Content_Types].xml"])
        self.assertTrue(notes(openpyxl.load_workbook(out)["Siffror"]))

    def test_csv_becomes_a_workbook(self):
        self.rows[1][self.column("värde") - 1] = "12,5 %"
        figures = self.folder / "figures.csv"
        with open(figures, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(self.rows)
        self.annotate(self.head, figures)
        book = openpyxl.load_workbook(self.out)
        self.assertEqual(book.sheetnames, ["head", "figures", LIST])
        percent, _ = self.names()
        self.assertTrue(notes(book["figures"])[percent].startswith("FEL: "))
        for row, cells in zip(book["figures"].iter_rows(), self.rows):
            self.assertEqual([number(cell) for cell in cells],
                             [float(cell.value) if cell.data_type == "n" and cell.value is not None
                              else cell.value for cell in row][:len(cells)])
        self.assertEqual(book["head"]["A1"].value, self.head.read_text().splitlines()[0])

    def test_a_line_of_yaml_is_a_cell(self):
        self.head.write_text(self.head.read_text() + "unknown: 1\n")
        line = len(self.head.read_text().splitlines())
        self.annotate(self.head)
        book = openpyxl.load_workbook(self.out)
        self.assertEqual(list(notes(book["head"])), [f"A{line}"])

    def test_what_cannot_be_annotated(self):
        report = self.workbook()
        original = report.read_bytes()
        self.expect(2, self.annotate(report, self.head, out=report), "report.xlsx")
        linked = self.folder / "link.xlsx"
        linked.symlink_to(report)
        self.expect(2, self.annotate(report, self.head, out=linked), "link.xlsx")
        self.assertEqual(report.read_bytes(), original)
        other = self.folder / "other.xlsx"
        shutil.copy(report, other)
        self.expect(2, self.annotate(report, other, self.head), "--annotate")
        self.assertFalse(self.out.exists())
        missing = self.folder / "report.xlsx" / "out.xlsx"
        self.assertIn("out.xlsx", self.annotate(report, self.head, out=missing).stderr)

    def test_a_rejected_report_is_annotated(self):
        report = self.workbook()
        result = self.city.submit("eidar", report, self.head, options=["--lang", "en"])
        self.assertIn("--annotate", result.stdout + result.stderr, "it is offered")
        result = self.city.submit("eidar", report, self.head,
                                  options=["--lang", "en", "--annotate", self.out])
        self.assertIn(result.returncode, (1, 2))
        sheet = openpyxl.load_workbook(self.out)["Siffror"]
        self.assertIn("ERROR: ", notes(sheet)[self.names()[0]])
        json = self.city.samlad("report", "validate", "--catalogue", CATALOGUE, "--format", "json",
                                "--annotate", self.out, report, self.head)
        self.assertTrue(json.stdout.startswith("{"), "nothing else is on standard output")
        self.assertIn(str(self.out), json.stderr)


if __name__ == "__main__":
    unittest.main()
