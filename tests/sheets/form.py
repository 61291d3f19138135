# SPDX-License-Identifier: EUPL-1.2
"""Templates as python3-openpyxl sees them: a foreign reader and writer of workbooks."""

import openpyxl

ABOUT = "_samlad"


class Form:
    """A template that was loaded, with its cells found by heading and key."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.read_me, self.figures, self.activities, self.follow_ups, self.sign_off = (
            self.book.worksheets[:5])
        self.about = self.book[ABOUT]

    def save(self, path=None):
        path = path or self.path
        self.book.save(path)
        return path

    # --- Cells ---------------------------------------------------------------

    @staticmethod
    def column(sheet, heading):
        """The number of the column with a heading that begins so."""
        for cell in sheet[1]:
            if str(cell.value or "").startswith(heading):
                return cell.column
        raise KeyError(f"{sheet.title} has no column {heading}")

    def row(self, sheet, **keys):
        """The number of the first row with these values; None asks for an empty cell."""
        columns = {self.column(sheet, heading): value for heading, value in keys.items()}
        for row in range(2, sheet.max_row + 1):
            if all(sheet.cell(row, column).value == value for column, value in columns.items()):
                return row
        raise KeyError(f"{sheet.title} has no row {keys}")

    def cell(self, sheet, heading, **keys):
        return sheet.cell(self.row(sheet, **keys), self.column(sheet, heading))

    def fill(self, indicator, numbers, **breakdown):
        """Fills in cells of one figure's row: numbers by heading, breakdown by heading."""
        keys = {"Nyckeltal": indicator}
        for heading in ("Område", "Kön", "Ålder", "Bakgrund", "Kategori"):
            if any(cell.value == heading for cell in self.figures[1]):
                keys[heading] = breakdown.get(heading)
        for heading, value in numbers.items():
            self.cell(self.figures, heading, **keys).value = value

    def sign(self, name="Exempel Exempelsson", title="Verksamhetsledare", day="2026-02-10"):
        for row, value in enumerate((name, title, day), 1):
            self.sign_off.cell(row, 2).value = value

    # --- What a spreadsheet shows ----------------------------------------------

    def choices(self, cell):
        """What the drop-down of a cell offers; none: it has none."""
        sheet = cell.parent
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list" and cell.coordinate in rule.sqref:
                name, _, cells = rule.formula1.partition("!")
                area = self.book[name.strip("'=")][cells.replace("$", "")]
                return [row[0].value for row in area]
        return []

    def rule(self, cell):
        """The check that a spreadsheet makes of what is typed into a cell."""
        return next((rule for rule in cell.parent.data_validations.dataValidation
                     if cell.coordinate in rule.sqref), None)

    def made_for(self):
        return {row[0].value: row[1].value for row in self.about.iter_rows()
                if row[2].value is None}
