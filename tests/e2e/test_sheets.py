#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Templates as workbooks: made by the program, filled in by a foreign one
(python3-openpyxl), and sent."""

import json
import pathlib
import sys
import unittest

from harness import CityTest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "sheets"))
from form import Form  # noqa: E402  pylint: disable=wrong-import-position


class SheetsTest(CityTest):
    """The partner's template, in Swedish."""

    profile = "sgn"

    def template(self, name="t.xlsx", *options, profile=None):
        path = self.city.folder / name
        self.expect(0, self.city.as_(profile or self.profile, "report", "template", "--out", path,
                                     *(options or ("--period", "2025")), SAMLAD_LANG="sv"), name)
        return path

    def form(self, *arguments, **named):
        return Form(self.template(*arguments, **named))

    def filled(self, name="t.xlsx"):
        """The partner's figures of 2025, as a person would fill them in."""
        form = self.form(name)
        form.fill("PAR-01", {"Värde": 298})
        form.fill("PAR-01", {"Värde": 155}, Kön="Kvinnor")
        form.fill("PAR-01", {"Värde": 143}, Kön="Män")
        form.fill("PAR-01", {"Värde": 161}, Område="Kronogården")
        form.fill("PAR-02", {"Täljare": 104, "Nämnare": 243, "Status": "Preliminärt"})
        form.activities.cell(2, 1).value = "A1"
        form.activities.cell(2, 2).value = "Mentorer till arbete"
        form.activities.cell(2, 3).value = "Deltagare med arbete är mentorer."
        form.activities.cell(2, 4).value = "PAR-01 PAR-02"
        form.activities.cell(2, 5).value = "Fler unga i arbete"
        form.sign()
        return form

    def reports(self):
        listed = self.city.as_(self.profile, "report", "list", "--format", "json").stdout
        return json.loads(listed)["reports"]

    def stored(self):
        """The figures in force: indicator and codes -> value or parts."""
        position = self.reports()[0]["position"]
        shown = json.loads(self.expect(0, self.city.as_(
            self.profile, "report", "show", position, "--format", "json")).stdout)
        report = shown["report"]
        return {(one["indicator"], one["area"], one["sex"]):
                one["value"] or f'{one["numerator"]}/{one["denominator"]}'
                for one in report["observations"]}, report


class TemplateTest(SheetsTest):

    def test_keys_are_locked_and_what_is_to_be_filled_in_is_open(self):
        form = self.form()
        for sheet in form.book.worksheets:
            self.assertTrue(sheet.protection.sheet, sheet.title)
            self.assertIsNone(sheet.protection.password, "locks prevent slips only")
        figures = form.figures
        total = {"Nyckeltal": "PAR-01", "Område": None, "Kön": None}
        for heading in ("Nyckeltal", "(Benämning", "Område", "Kön", "(Enhet", "(Rimligt",
                        "Täljare"):
            self.assertTrue(form.cell(figures, heading, **total).protection.locked, heading)
        for heading in ("Värde", "Status", "Kommentar", "Källa"):
            self.assertFalse(form.cell(figures, heading, **total).protection.locked, heading)
        self.assertFalse(form.cell(figures, "Täljare", Nyckeltal="PAR-02").protection.locked)
        self.assertFalse(figures.cell(figures.max_row, 1).protection.locked, "a spare row")
        self.assertTrue(figures.cell(1, 1).protection.locked)
        self.assertFalse(form.sign_off.cell(1, 2).protection.locked)
        grey = form.cell(figures, "Nyckeltal", **total).fill.fgColor.rgb
        self.assertNotEqual(grey, form.cell(figures, "Värde", **total).fill.fgColor.rgb)
        self.assertEqual(figures.freeze_panes, "C2")
        self.assertTrue(figures.auto_filter.ref.startswith("A1:"))
        self.assertFalse(figures.protection.autoFilter, "a filter may be used")
        self.assertFalse(figures.protection.formatColumns, "columns may be made wider")
        self.assertEqual(figures.page_setup.orientation, "landscape")
        self.assertEqual(figures.print_title_rows, "$1:$1")

    def test_drop_downs_offer_names(self):
        form = self.form()
        figures, last = form.figures, form.figures.max_row
        offered = {heading: form.choices(figures.cell(last, form.column(figures, heading)))
                   for heading in ("Nyckeltal", "Område", "Kön", "Status")}
        self.assertEqual(offered["Nyckeltal"], ["PAR-01", "PAR-02"])
        self.assertIn("Kronogården", offered["Område"])
        self.assertEqual(offered["Kön"], ["Kvinnor", "Män"])
        self.assertEqual(offered["Status"], ["Normalt", "Preliminärt", "Uppskattat", "Saknas",
                                             "Ej tillämpligt"])
        self.assertEqual(form.choices(figures.cell(2, form.column(figures, "Status"))),
                         offered["Status"])
        self.assertEqual(form.choices(figures.cell(2, 1)), [], "what is locked has none")
        self.assertIn("Fler unga i arbete", form.choices(form.activities.cell(2, 5)))
        self.assertEqual(form.choices(form.sign_off.cell(5, 2)),
                         ["Rättelse", "Sen uppgift", "Ny metod", "Ny indelning"])
        asf = self.form("asf.xlsx", profile="asf")
        sheet = asf.figures
        self.assertEqual(asf.choices(sheet.cell(sheet.max_row, asf.column(sheet, "Bakgrund"))),
                         ["Född i Sverige", "Utrikes född"])
        self.assertEqual(asf.choices(asf.follow_ups.cell(2, 4)),
                         ["Enligt plan", "Avviker", "Stoppat", "Avslutat"])

    def test_a_row_has_definition_unit_range_and_last_years_figure(self):
        self.submit_sample("sgn", "2024")
        form = self.form()
        figures = form.figures
        row = form.row(figures, Nyckeltal="PAR-02", Kön=None)
        self.assertIn("Andel av dem som avslutade en aktivitet", figures.cell(row, 2).comment.text)
        self.assertEqual(figures.cell(row, form.column(figures, "(Enhet")).value, "%")
        self.assertEqual(figures.cell(row, form.column(figures, "(Bättre är")).value, "högre")
        self.assertEqual(figures.cell(row, form.column(figures, "(Rimligt")).value, "5–90")
        self.assertRegex(figures.cell(row, form.column(figures, "(Förra gången, 2024")).value,
                         r"^\d+,\d \(\d+ / \d+\)$")
        eidar = self.form("eidar.xlsx", profile="eidar")
        value = eidar.cell(eidar.figures, "Värde", Nyckeltal="EID-01", Område=None, Kön=None)
        rule = eidar.rule(value)
        self.assertEqual((rule.type, rule.formula1, rule.formula2, rule.errorStyle),
                         ("decimal", "30", "95", "warning"))
        self.assertIn("42,8", rule.prompt)

    def test_formats_keep_codes_and_figures_as_they_are_typed(self):
        form = self.form(profile="eidar")
        figures = form.figures
        for heading, keys, expected in (
                ("Nyckeltal", {"Nyckeltal": "EID-01"}, "@"), ("Område", {"Nyckeltal": "EID-01"}, "@"),
                ("Värde", {"Nyckeltal": "EID-01"}, "0.0#####"), ("Värde", {"Nyckeltal": "EID-02"}, "0"),
                ("Kommentar", {"Nyckeltal": "EID-01"}, "@")):
            self.assertEqual(form.cell(figures, heading, **keys).number_format, expected, heading)
        for row in figures.iter_rows(min_row=2):
            for cell in row:
                self.assertNotIn("%", cell.number_format)
        self.assertEqual(figures.cell(figures.max_row, 3).number_format, "@", "a spare row")
        self.assertEqual(form.sign_off.cell(3, 2).number_format, "@", "a day is no count of days")
        # A fraction is shown where whole numbers are usual, instead of rounded.
        rules = [rule for rules in figures.conditional_formatting for rule in rules.rules]
        self.assertEqual({rule.dxf.numFmt.formatCode for rule in rules}, {"0.0#####"})

    def test_the_first_sheet_is_for_people_and_the_hidden_one_for_the_reader(self):
        form = self.form()
        text = "\n".join(str(cell.value) for row in form.read_me.iter_rows() for cell in row)
        for part in ("Partnernas årliga uppföljning, 2025", "Support Group Network",
                     "söndag 15 februari 2026 kl. 23:59", "samlad report submit",
                     "Kontoret hållbart samhälle"):
            self.assertIn(part, text)
        heights = [form.read_me.row_dimensions[row].height or 15
                   for row in range(1, form.read_me.max_row + 1)
                   if len(str(form.read_me.cell(row, 1).value)) > 100]
        self.assertGreater(len(heights), 3)
        self.assertGreaterEqual(min(heights), 30, "not every spreadsheet makes rows fit")
        self.assertEqual(form.about.sheet_state, "hidden")
        self.assertEqual(form.made_for(), {
            "samlad_template": "1", "catalogue_position": "0", "organisation": "sgn",
            "obligation": "partner-annual", "period": "2025"})

    def test_english_has_the_same_cells(self):
        path = self.city.folder / "en.xlsx"
        self.expect(0, self.city.as_("sgn", "--lang", "en", "report", "template", "--period",
                                     "2025", "--out", path))
        book = Form(path)
        self.assertEqual(book.figures.title, "Figures")
        self.assertIn("Women", book.choices(book.figures.cell(book.figures.max_row, 4)))
        self.assertEqual(book.figures.max_row, self.form().figures.max_row)

    def test_projects_that_are_owed_have_a_row(self):
        form = self.form(profile="eidar")
        self.assertEqual(form.follow_ups.cell(2, 1).value, "trygga-kronogarden")
        self.assertTrue(form.follow_ups.cell(2, 1).protection.locked)
        self.assertEqual(form.follow_ups.cell(2, 3).value, "2026-02-15")
        self.assertIsNone(self.form("sgn.xlsx").follow_ups.cell(2, 1).value, "only takes part")

    def test_which_report_is_meant(self):
        made = self.expect(0, self.city.as_("sgn", "report", "template", "--out",
                                            self.city.folder / "due.csv"),
                           "partner-annual for 2025", "Others are awaited",
                           "--obligation partner-tertial --period 2026-T2")
        self.assertEqual(made.stderr, "")
        filled_in = (self.city.folder / "due.csv").read_bytes()
        self.expect(2, self.city.as_("sgn", "report", "template", "--out",
                                     self.city.folder / "due.csv"), "is there already")
        self.assertEqual((self.city.folder / "due.csv").read_bytes(), filled_in)
        for options, said in ((("--period", "2025", "--format", "csv", "--out", "t.xlsx"),
                               "not the name of a file of the format csv"),
                              (("--obligation", "asf-annual", "--out", "t.xlsx"),
                               "report due")):
            self.expect(2, self.city.as_("sgn", "report", "template", *options), said)
        self.assertFalse((self.city.folder / "t.xlsx").exists())

    def test_a_correction_begins_with_what_was_reported(self):
        self.submit_sample("sgn", "2025")
        position = self.reports()[0]["position"]
        self.expect(0, self.city.as_(
            "coordinator", "coordinate", "return", position, "--out", self.city.receipts,
            "--reason", "en siffra", "--remark", "PAR-01=stämmer den?"))
        form = self.form()
        self.assertEqual(form.made_for()["replaces"], position)
        women = {"Nyckeltal": "PAR-01", "Område": None, "Kön": "Kvinnor"}
        self.assertEqual(form.cell(form.figures, "Värde", **women).value, 155)
        self.assertEqual(form.activities.cell(2, 2).value, "Mentorer till arbete")
        self.assertEqual(form.activities.cell(2, 5).value, "Fler unga i arbete")
        self.assertIsNone(form.sign_off.cell(1, 2).value, "it is signed anew")
        self.assertIn("påhittade", form.sign_off.cell(4, 2).value)
        text = "\n".join(str(cell.value) for cell in form.read_me["A"])
        self.assertIn("PAR-01: stämmer den?", text)


class FilledTest(SheetsTest):

    def validate(self, path, *options):
        return self.city.as_("sgn", "report", "validate", path, *options)

    def test_a_filled_template_is_accepted(self):
        path = self.filled().save()
        checked = self.expect(0, self.validate(path))
        self.assertNotIn("ERROR", checked.stdout)
        self.expect(0, self.city.submit("sgn", path))
        receipt = self.city.receipt("sgn", "partner-annual", "2025")
        self.expect(0, self.city.samlad("audit", "verify", "--log-key", self.city.log_key, receipt))
        figures, report = self.stored()
        self.assertEqual(figures, {
            ("PAR-01", "", ""): "298", ("PAR-01", "", "F"): "155", ("PAR-01", "", "M"): "143",
            ("PAR-01", "KRONOGARDEN", ""): "161", ("PAR-02", "", ""): "104/243"})
        self.assertEqual([one["indicator"] for one in report["observations"]
                          if one["status"] == "OBSERVATION_STATUS_PROVISIONAL"], ["PAR-02"])
        self.assertEqual(report["activities"][0]["priorityArea"], "F3")
        self.assertEqual(report["activities"][0]["indicators"], ["PAR-01", "PAR-02"])
        self.assertEqual(report["signOff"], {"name": "Exempel Exempelsson",
                                              "title": "Verksamhetsledare", "date": "2026-02-10"})

    def test_an_english_template_is_accepted_too(self):
        path = self.city.folder / "en.xlsx"
        self.expect(0, self.city.as_("sgn", "--lang", "en", "report", "template", "--period",
                                     "2025", "--out", path))
        form = Form(path)
        form.cell(form.figures, "Value", Indicator="PAR-01", Area=None, Sex=None).value = 298
        form.cell(form.figures, "Value", Indicator="PAR-01", Area=None, Sex="Women").value = 155
        form.cell(form.figures, "Status", Indicator="PAR-01", Area=None, Sex=None).value = (
            "Estimated")
        form.sign()
        self.expect(0, self.city.submit("sgn", form.save()))
        self.assertEqual(self.stored()[0], {("PAR-01", "", ""): "298", ("PAR-01", "", "F"): "155"})

    def test_what_is_not_filled_in_is_no_figure(self):
        """An empty template lacks what is mandatory; its empty rows are not zeros."""
        result = self.expect(1, self.validate(self.template()), "OBS_MANDATORY_MISSING",
                             "WORKBOOK_ROWS_UNFILLED")
        self.assertNotIn("OBS_VALUE_MISSING", result.stdout)
        self.assertEqual(self.reports(), [])

    def test_decimals_stay_what_was_typed(self):
        form = self.form(profile="eidar")
        form.fill("EID-01", {"Värde": 72.9, "Antal svar": 2300})
        form.fill("EID-01", {"Värde": 64.7, "Antal svar": 318}, Område="Kronogården")
        for indicator, numbers in (("EID-02", {"Värde": 14}), ("EID-03", {"Värde": 8}),
                                   ("EID-08", {"Värde": 70}),
                                   ("EID-12", {"Täljare": 471, "Nämnare": 7180}),
                                   ("EID-13", {"Täljare": 1174, "Nämnare": 7075}),
                                   ("EID-06", {"Status": "Saknas"})):
            form.fill(indicator, numbers)
        form.follow_ups.cell(2, 4).value = "Enligt plan"
        form.follow_ups.cell(2, 5).value = 410000
        form.follow_ups.cell(2, 6).value = "Färre felanmälningar"
        form.sign()
        self.profile = "eidar"
        self.expect(0, self.city.submit("eidar", form.save()))
        figures, report = self.stored()
        self.assertEqual(figures["EID-01", "", ""], "72.9")
        self.assertEqual(figures["EID-01", "KRONOGARDEN", ""], "64.7")
        self.assertEqual(figures["EID-06", "", ""], "/")
        follow_up = report["followUps"][0]
        self.assertEqual((follow_up["project"], follow_up["status"], follow_up["spentSek"]),
                         ("trygga-kronogarden", "PROJECT_STATUS_ON_PLAN", "410000"))

    def test_a_correction_replaces_what_was_reported(self):
        self.submit_sample("sgn", "2025")
        before = self.stored()[0]
        form = self.form()
        form.fill("PAR-01", {"Värde": 161}, Område="Kronogården")
        form.fill("PAR-01", {"Värde": 58}, Område="Sylte")
        form.sign_off.cell(5, 2).value = "Rättelse"
        form.sign()
        self.expect(0, self.city.submit("sgn", form.save()))
        after, report = self.stored()
        self.assertEqual({key: value for key, value in after.items() if before.get(key) != value},
                         {("PAR-01", "SYLTE", ""): "58", ("PAR-02", "", ""): "104/243",
                          ("PAR-02", "", "F"): "57/127", ("PAR-02", "", "M"): "47/116"},
                         "shares are computed from their parts")
        self.assertEqual(report["reason"], "REVISION_REASON_CORRECTION")
        self.assertEqual(len(report["activities"]), 2)

    def test_a_correction_of_an_earlier_report_replaces_no_later_one(self):
        """Somebody else has corrected it since: neither loses the other's figures."""
        self.submit_sample("sgn", "2025")
        base = self.reports()[0]["position"]
        mine, others = self.form("mine.xlsx"), self.form("others.xlsx")
        for form, value in ((others, 58), (mine, 59)):
            form.fill("PAR-01", {"Värde": value}, Område="Sylte")
            form.sign_off.cell(5, 2).value = "Rättelse"
            form.sign()
        self.expect(0, self.city.submit("sgn", others.save()))
        newer = self.reports()[0]["position"]
        told = [f"corrects the report at position {base}", f"--replaces {newer} to replace it"]
        path = mine.save()
        for more in ([], ["--dry-run"]):
            self.expect(2, self.city.submit("sgn", path, *more), *told)
        self.assertEqual(self.stored()[0]["PAR-01", "SYLTE", ""], "58")
        self.expect(0, self.city.submit("sgn", path, "--replaces", newer))
        self.assertEqual(self.stored()[0]["PAR-01", "SYLTE", ""], "59")
        # The same again is a retry.
        self.expect(0, self.city.submit("sgn", path), "Already received")

    def test_an_older_template_is_read(self):
        """One that was made before the catalogue in force was applied."""
        path = self.filled().save()
        newer = self.city.folder / "newer.yaml"
        newer.write_text((self.city.folder / "catalogue.yaml").read_text().replace(
            "en: City of Trollhättan", "en: Trollhättan"))
        self.expect(0, self.city.as_("coordinator", "admin", "catalogue", "apply", newer, "--yes"))
        self.expect(0, self.city.submit("sgn", path))


class WrongTemplateTest(SheetsTest):
    """What people do to a workbook: each is told with cell and way out."""

    def validate(self, form, code, *texts, profile="sgn"):
        path = form.save()
        result = self.city.as_(profile, "report", "validate", path, SAMLAD_LANG="sv")
        return self.expect(code, result, *texts)

    def nothing_is_stored(self):
        self.assertEqual(self.reports(), [])

    def test_a_wrong_cell_is_named_as_people_name_it(self):
        form = self.filled()
        cell = form.cell(form.figures, "Täljare", Nyckeltal="PAR-02", Kön=None)
        cell.value = "ca 104"
        self.validate(form, 2, f"Nyckeltal!{cell.coordinate}", "ca 104")
        cell.value, cell.number_format = 0.428, "0.0%"
        self.validate(form, 2, f"Nyckeltal!{cell.coordinate}", "WORKBOOK_CELL_PERCENT")
        cell.value, cell.number_format = "=A1/0", "0"
        self.validate(form, 2, f"Nyckeltal!{cell.coordinate}", "WORKBOOK_CELL_FORMULA")
        self.expect(2, self.city.submit("sgn", form.path))
        self.nothing_is_stored()

    def test_rows_added_in_the_middle_are_read(self):
        form = self.filled()
        row = form.row(form.figures, Nyckeltal="PAR-01", Område="Sylte")
        form.figures.insert_rows(row)
        for heading, value in (("Nyckeltal", "PAR-01"), ("Område", "Sylte"), ("Kön", "Kvinnor"),
                               ("Värde", 31)):
            form.figures.cell(row, form.column(form.figures, heading)).value = value
        form.figures.cell(row + 1, form.column(form.figures, "Värde")).value = 60
        self.validate(form, 0)
        self.expect(0, self.city.submit("sgn", form.path))
        figures = self.stored()[0]
        self.assertEqual(figures["PAR-01", "SYLTE", "F"], "31")
        self.assertEqual(figures["PAR-01", "SYLTE", ""], "60")

    def test_a_sorted_sheet_is_read_and_a_filtered_one_is_told(self):
        form = self.filled()
        rows = [[cell.value for cell in row] for row in form.figures.iter_rows(min_row=2)]
        for number, values in enumerate(reversed(rows), 2):
            for column, value in enumerate(values, 1):
                form.figures.cell(number, column).value = value
        self.validate(form, 0)
        hidden = form.row(form.figures, Nyckeltal="PAR-01", Kön="Kvinnor", Område=None)
        form.figures.row_dimensions[hidden].hidden = True
        self.validate(form, 0, f"Nyckeltal!{hidden}", "WORKBOOK_HIDDEN_ROWS")
        self.expect(0, self.city.submit("sgn", form.path))
        self.assertEqual(self.stored()[0]["PAR-01", "", "F"], "155")

    def test_a_template_of_a_later_version_is_told(self):
        form = self.filled()
        form.about.cell(1, 2).value = "99"
        self.validate(form, 2, "TEMPLATE_VERSION", "99", "samlad report template")
        form.about.cell(1, 2).value = "x"
        self.validate(form, 2, "TEMPLATE_DAMAGED", "_samlad!B1")
        self.nothing_is_stored()

    def test_another_organisations_template_is_told(self):
        path = self.filled().save()
        result = self.city.as_("eidar", "report", "submit", path, "--out", self.city.receipts)
        self.expect(4, result, "may not report for", f"it is written in {path}:_samlad!B3",
                    "get your own (samlad report template)")
        form = Form(path)
        form.about.cell(3, 2).value = "nobody"
        self.validate(form, 4, "som inte får rapportera för den", "_samlad!B3", "hämta en egen")
        self.nothing_is_stored()

    def test_two_who_filled_in_the_same_template_are_told(self):
        """The second would replace what the first sent, and does not know it."""
        first, second = self.filled("first.xlsx").save(), self.filled("second.xlsx")
        self.expect(0, self.city.submit("sgn", first), "Accepted at")
        second.fill("PAR-01", {"Värde": 299})
        path = second.save()
        self.expect(0, self.city.as_("sgn", "report", "validate", path),
                    "replaces: the report at position", "after the template was made")
        self.expect(2, self.city.submit("sgn", path), "after the template was made", "give --yes")
        corrected = self.city.submit("sgn", path, options=("--reason", "correction"))
        self.expect(0, corrected, "Accepted at")

    def test_nothing_is_said_to_be_known_of_a_closed_workbook(self):
        path = self.city.folder / "report.xlsx"
        path.write_bytes(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(600))
        told = self.city.as_("sgn", "report", "validate", path)
        output = self.expect(2, told, "FILE_OLD_WORKBOOK", "remove the password")
        self.assertNotIn("Not in the files", output.stderr)
        self.assertNotIn("--annotate", output.stdout)
        path.write_bytes(b"PK\x03\x04")
        told = self.city.as_("sgn", "--lang", "sv", "report", "validate", path, "--annotate",
                             self.city.folder / "told.xlsx")
        self.expect(2, told, "FILE_WORKBOOK", "anmärkningarna kunde inte skrivas")
        self.assertNotIn("rchive", told.stdout + told.stderr)

    def test_a_template_of_another_city_is_told(self):
        form = self.filled()
        form.about.cell(4, 2).value = "yearly"
        self.validate(form, 1, "TEMPLATE_FOREIGN", "_samlad!B4", "samlad report template")
        self.expect(1, self.city.submit("sgn", form.path))
        self.nothing_is_stored()

    def test_a_file_that_contradicts_the_template_is_told(self):
        path = self.filled().save()
        head = self.city.folder / "head.yaml"
        head.write_text('organisation: sgn\nobligation: partner-annual\nperiod: "2024"\n')
        self.expect(2, self.city.submit("sgn", head, path), "TEMPLATE_CONFLICT", "_samlad!B5")
        self.nothing_is_stored()

    def test_two_sheets_that_contradict_are_told(self):
        form = self.filled()
        copy = form.book.copy_worksheet(form.figures)
        copy.title = "Kopia"
        same = self.validate(form, 0).stdout
        self.assertNotIn("ERROR", same)
        value = copy.cell(2, form.column(copy, "Värde"))
        value.value = 299
        self.validate(form, 1, "OBS_DUPLICATE", "Kopia!")
        self.expect(1, self.city.submit("sgn", form.path))
        self.nothing_is_stored()

    def test_a_sheet_protected_with_a_password_is_read(self):
        form = self.filled()
        form.figures.protection.set_password("hemligt")
        self.validate(form, 0)
        self.expect(0, self.city.submit("sgn", form.save()))
        self.assertEqual(self.stored()[0]["PAR-01", "", ""], "298")


if __name__ == "__main__":
    unittest.main()
