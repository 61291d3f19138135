#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What a person sees of two workbooks must be the same: sheets, cells, number
formats, notes, locks, drop-downs, links. Prints each difference.

usage: tests/sheets/compare.py WORKBOOK WORKBOOK
"""

import collections
import sys
import zipfile

import openpyxl

# Of one sheet; the rest is only counted.
SHOWN_MAX = 20


def drop_downs(sheet):
    """Of each cell in use: what its drop-down offers, as the range that it names."""
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type != "list":
            continue
        source = rule.formula1.lstrip("=").replace("'", "").replace("$", "")
        for area in rule.sqref.ranges:
            for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
                for column in range(area.min_col, area.max_col + 1):
                    offered[sheet.cell(row, column).coordinate] = source
    return offered


def facts(sheet):
    """What is seen of a sheet: (place, kind) -> what."""
    seen = {("", "state"): sheet.sheet_state, ("", "locked"): bool(sheet.protection.sheet)}
    for row in sheet.iter_rows():
        for cell in row:
            place = cell.coordinate
            seen[place, "value"] = "" if cell.value is None else cell.value
            seen[place, "format"] = cell.number_format if cell.value is not None else ""
            seen[place, "lock"] = bool(cell.protection.locked)
            if cell.comment is not None:
                seen[place, "note"] = cell.comment.text.strip()
            if cell.hyperlink is not None:
                link = cell.hyperlink.location or cell.hyperlink.target or ""
                seen[place, "link"] = link.lstrip("#").replace("'", "").replace(".", "!")
    for place, source in drop_downs(sheet).items():
        seen[place, "drop-down"] = source
    return seen


def is_nothing(what):
    return what in (None, "", False, True, "General")


def differences(left, right):
    """Yields a line for each thing that two workbooks do not share."""
    left, right = (openpyxl.load_workbook(path) for path in (left, right))
    if left.sheetnames != right.sheetnames:
        yield f"sheets: {left.sheetnames} and {right.sheetnames}"
        return
    for name in left.sheetnames:
        mine, yours = facts(left[name]), facts(right[name])
        found = []
        for place in sorted(mine.keys() | yours.keys()):
            # A cell that only one of them has is the same as an empty one.
            a, b = mine.get(place), yours.get(place)
            if a != b and not ((place not in mine or place not in yours) and
                               is_nothing(a) and is_nothing(b)):
                found.append(f"{name}!{place[0]} {place[1]}: {a!r} and {b!r}")
        yield from found[:SHOWN_MAX]
        if len(found) > SHOWN_MAX:
            yield f"{name}: {len(found) - SHOWN_MAX} more"


def kinds(path):
    """How many of each kind of thing a workbook has to compare."""
    return collections.Counter(kind for sheet in openpyxl.load_workbook(path)
                               for (_, kind), what in facts(sheet).items() if what != "")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        found = list(differences(*sys.argv[1:]))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        found = [f"not readable: {error!r}"]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
