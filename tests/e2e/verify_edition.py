#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A second verifier of editions, written from gateway/docs/editions.md alone, to show
that the page says enough. It shares nothing with the gateway's own. Standard library
and python3-protobuf.

    verify_edition.py [--protoset FILE] [--earlier POSITION=FILE ...] EDITION ...
    verify_edition.py [--protoset FILE] --seats EDITION CERTIFICATE ...

Prints one line for each edition or seat's certificate: OK, or what is wrong. Exit code
0 if all are right, 1 if one is not. --earlier: the bytes of an edition before, oldest
first; then each EDITION is also checked against them."""

import argparse
import collections
import hashlib
import itertools
import os
import pathlib
import re
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory

DIMENSIONS = ("area", "sex", "age", "background", "category")
TOTAL = ("_T",) * 5
CONFIDENTIAL = 1
FLOW, STOCK, RATIO, MEAN, INDEX, DISTINCT = range(1, 7)
COUNTS = (FLOW, STOCK, DISTINCT)
STATUS_INSUFFICIENT, TREND_INSUFFICIENT = 5, 6
# Steps of reports that are not chained: of rule 2, too, but of some parts only.
UNCHAINED = 2.5
BYTES_MAX = 4 << 20
SALT_BYTES = 32
MICROS = 10**6


class Fault(Exception):
    """What is wrong, and the section of the page."""

    def __init__(self, section, why):
        super().__init__(f"section {section}: {why}")


def need(holds, section, why):
    if not holds:
        raise Fault(section, why)


def micros(text):
    """A decimal number in millionths; None: it is none."""
    found = re.fullmatch(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,6}))?", text)
    if not found:
        return None
    number = int(found[2]) * MICROS + int((found[3] or "").ljust(6, "0"))
    return -number if found[1] else number


def people(text, where):
    number = micros(text)
    need(number is not None and number >= 0 and number % MICROS == 0, 1,
         f"{where}: {text!r} is not a number of people")
    return number // MICROS


def year_and_third(period):
    """(2025, 3) for "2025", (2025, 1) for "2025-T1"; None: no period."""
    found = re.fullmatch(r"([0-9]{4})(?:-T([12]))?", period)
    return (int(found[1]), int(found[2] or 3)) if found else None


class CodeList:
    """Codes, and what they are parts of."""

    def __init__(self, name="", codes=()):
        self.parents = {}
        for code in codes:
            need(code.id not in ("", "_T") and code.id not in self.parents, 2,
                 f"code list {name}: {code.id!r} is empty, _T or twice")
            self.parents[code.id] = code.parent or "_T"
        for code in codes:
            need(code.parent in self.parents or not code.parent, 2,
                 f"code list {name}: {code.id} is part of nothing known")
        self.around = {"": frozenset(["_T"])}
        for code in self.parents:
            self.around[code] = frozenset(self._way_up(name, code))
        parts = collections.defaultdict(list)
        for code in codes:
            parts[code.parent].append(code.exhaustive)
        # A code, or no code, that people can have by itself.
        self.possible = {code for code in ["", *self.parents]
                         if code not in parts or not all(parts[code])}

    def _way_up(self, name, code):
        way = [code]
        while way[-1] != "_T":
            need(len(way) <= len(self.parents), 2, f"code list {name}: {code} is within itself")
            way.append(self.parents[way[-1]])
        return way


class Definition:

    def __init__(self, indicator):
        self.what = indicator
        self.id, self.kind = indicator.id, indicator.aggregation
        self.k, self.sensitive = indicator.protection.k, indicator.protection.sensitive
        need(self.k == 0 or self.k >= 3, 1, f"{self.id}: k is below 3")
        need(FLOW <= self.kind <= DISTINCT and indicator.decimals <= 6, 1,
             f"{self.id}: its definition cannot be used")
        self.base = self.id  # until all are known
        self.beyond = self.kind == RATIO and indicator.numerator_beyond_denominator
        if self.kind == RATIO:
            parts = (indicator.numerator_aggregation, indicator.denominator_aggregation)
            self.accumulates = STOCK not in parts
        else:
            self.accumulates = self.kind in (FLOW, DISTINCT, MEAN)

    def part_accumulates(self, part):
        """Whether it holds that of an earlier period of the year."""
        if self.kind != RATIO:
            return self.kind not in (STOCK, INDEX)
        numerator = self.what.numerator_aggregation != STOCK
        denominator = self.what.denominator_aggregation != STOCK
        return {"numerator": numerator, "denominator": denominator,
                "complement": numerator and denominator}[part]

    def parts(self):
        """(name, population, ratio, inside) of each part. A population is an indicator,
        and whether they are those beyond a denominator."""
        here = (self.base, False)
        if self.beyond:
            return [("numerator", (self.id, True), None, True), ("denominator", here, None, True)]
        if self.kind == RATIO:
            return [("numerator", here, self.id, True), ("complement", here, self.id, False)]
        return [("count" if self.kind in COUNTS else "n", here, None, True)]

    def is_small(self, low, high):
        """Whether any number from low to high is; None: without end."""
        if self.k == 0:
            return False
        ranges = [(1, self.k - 1), (1 - self.k, -1)] + ([(0, 0)] if self.sensitive else [])
        return any((low is None or low <= last) and (high is None or high >= first)
                   for first, last in ranges)


class Count:
    """A sum over leaves: of a part, in codes, over reports; less the same over `minus`;
    without what is in any of the `others`, which are pairs of codes and reports."""

    def __init__(self, part, codes, reports, minus=frozenset(), others=()):
        self.name, self.population, self.ratio, self.inside = part
        self.codes, self.reports, self.minus, self.others = codes, reports, minus, others

    def sign(self, leaf, around):
        """`around`: by dimension, the codes around the leaf's, and it."""
        population, report, numerators, _ = leaf
        if population != self.population:
            return 0
        if self.ratio is not None and (self.ratio in numerators) != self.inside:
            return 0
        if not self._within(self.codes, around):
            return 0
        if any(report in reports and self._within(codes, around)
               for codes, reports in self.others):
            return 0
        return (report in self.reports) - (report in self.minus)

    @staticmethod
    def _within(codes, around):
        return all(code in codes_around for code, codes_around in zip(codes, around))


class Figure:

    def __init__(self, number, definition, figure, codes, place, row):
        self.definition, self.figure, self.codes = definition, figure, codes
        self.place, self.row = place, row
        self.where = f"figure {number} ({definition.id}, {figure.period}, {' '.join(codes)})"
        self.shown = figure.value != ""
        self.positions = list(figure.positions)
        self.key = (definition.id, figure.period, codes)
        self.same = (*self.key, tuple(self.positions))
        self.shown_elsewhere = False
        need(year_and_third(figure.period), 1, f"{self.where}: no period")
        self.numbers = self._numbers()

    def _numbers(self):
        figure, kind = self.figure, self.definition.kind
        if not self.shown:
            need(not (figure.numerator or figure.denominator or figure.n), 1,
                 f"{self.where}: hidden, with parts")
            return []
        need(figure.code == 0, 1, f"{self.where}: a value and a code")
        if kind != RATIO:
            return [people(figure.value if kind in COUNTS else figure.n, self.where)]
        above, below = people(figure.numerator, self.where), people(figure.denominator, self.where)
        if self.definition.beyond:
            return [above, below]
        need(above <= below, 1, f"{self.where}: the numerator exceeds the denominator")
        return [above, below - above]

    def check_value(self):
        """That the value of a ratio is that of its parts."""
        if not self.shown or self.definition.kind != RATIO:
            return
        above, below = self.numbers
        below = below if self.definition.beyond else above + below
        need(below > 0, 1, f"{self.where}: a share of nobody")
        unit = 10**self.definition.what.decimals
        double = 2 * above * (self.definition.what.factor or 1) * unit
        rounded = (double + below) // (2 * below) * (MICROS // unit)
        need(micros(self.figure.value) == rounded, 1, f"{self.where}: the value of other parts")


def codes_of(cell):
    return tuple(getattr(cell, dimension) for dimension in DIMENSIONS)


def is_figure(figure):
    return figure.value != "" or figure.code == CONFIDENTIAL


def figures_of(view):
    """(row, figure, codes, place) in the order of the page."""
    for area in view.areas:
        for row in area.rows:
            yield from ((row, figure, TOTAL, "history") for figure in row.history)
            yield row, row.figure, TOTAL, "figure"
            yield from ((row, part.figure, TOTAL, "contribution") for part in row.contributions)
            yield from ((row, cell.figure, codes_of(cell), "cell") for cell in row.cells)
    for organisation in view.organisations:
        for row in organisation.rows:
            yield from ((row, figure, TOTAL, "organisation") for figure in row.history)
            yield row, row.figure, TOTAL, "organisation"


class Definitions:

    def __init__(self, edition):
        self.all = {}
        for indicator in edition.definitions:
            key = (indicator.id, indicator.version)
            need(key not in self.all, 1, f"two definitions of {key}")
            self.all[key] = Definition(indicator)
        self.ids = {name for name, _ in self.all}
        for definition in self.all.values():
            if definition.what.denominator_indicator in self.ids:
                definition.base = definition.what.denominator_indicator
        self.bases = {definition.base for definition in self.all.values()}
        self.lists = {}
        for codes in edition.code_lists:
            need(codes.id not in self.lists, 2, f"two code lists {codes.id}")
            self.lists[codes.id] = CodeList(codes.id, codes.codes)
        protected = {d.base for d in self.all.values() if d.k}
        self.system = protected | {d.id for d in self.all.values() if d.base in protected}
        self._dimensions = {}

    def family(self, base):
        """The definitions of a base, and of the ratios with that base."""
        own = [d for d in self.all.values() if d.id == base]
        return own + [d for d in self.all.values()
                      if d.base == base and d.kind == RATIO and d.id != base]

    def category_list(self, base):
        """The base's own, or else that of the first of those with that base that has one."""
        named = [d.what.category_list for d in self.family(base) if d.what.category_list]
        return named[0] if named else ""

    def dimensions(self, base):
        """By dimension, its code list; one without codes, if it does not count."""
        if base not in self._dimensions:
            broken_down = {d for definition in self.family(base)
                           for d in definition.what.breakdowns}
            names = [*DIMENSIONS[:4], self.category_list(base)]
            self._dimensions[base] = [
                self.lists.get(name, CodeList()) if number in broken_down else CodeList()
                for number, name in enumerate(names, 1)]
        return self._dimensions[base]

    def ratios(self, base):
        return {d.id for d in self.family(base) if d.kind == RATIO and d.base == base
                and not d.beyond}

    def base_of(self, population):
        """None: there is no such population."""
        indicator, beyond = population
        if not beyond:
            return indicator if indicator in self.bases else None
        bases = {d.base for d in self.all.values() if d.id == indicator and d.beyond}
        need(len(bases) < 2, 2, f"{indicator} has two bases, and exceeds its denominator")
        return bases.pop() if bases else None


class Verifier:
    """Checks one edition. Each check raises the first Fault that it finds."""

    own = frozenset()  # positions of reports that the reader knows: none

    def __init__(self, edition, view):
        need(edition.format == 1, 1, f"format {edition.format}")
        self.edition, self.view = edition, view
        self.certificate = edition.certificate
        self.definitions = Definitions(edition)
        for indicator in sorted(self.definitions.ids):
            self.definitions.base_of((indicator, True))
        self.reports = self.read_reports()
        self.figures = self.read_figures()
        self.chained, self.befores = self.read_chains()

    # --- Section 1 ------------------------------------------------------------

    def read_reports(self):
        reports = {}
        for report in self.edition.reports:
            need(year_and_third(report.period), 2, f"report {report.position}: no period")
            need(not reports or max(reports) < report.position, 2, "reports do not ascend")
            reports[report.position] = report
        return reports

    def read_figures(self):
        figures = []

        def add(indicator, figure, codes, place, row):
            if not is_figure(figure):
                return
            definition = self.definitions.all.get((indicator, figure.indicator_version))
            need(definition, 1, f"{indicator}, {figure.period}: no definition")
            if indicator not in self.definitions.system:
                return
            figures.append(Figure(len(figures), definition, figure, codes, place, row))
            self.check_place(figures[-1])

        for row, figure, codes, place in figures_of(self.view):
            add(row.indicator, figure, codes, place, row)
        zeros = [self.edition.assumptions.zeros_hidden] * len(figures)
        for earlier in self.edition.earlier:
            for told in earlier.figures:
                add(told.indicator, told.figure, codes_of(told), "earlier", None)
            zeros += [earlier.zeros_hidden] * (len(figures) - len(zeros))
        for figure, its_zeros in zip(figures, zeros):
            figure.may_be_zero = figure.definition.id in its_zeros
        shown = {figure.same for figure in figures if figure.shown}
        for figure in figures:
            figure.shown_elsewhere = not figure.shown and figure.same in shown
        return figures

    def check_place(self, figure):
        base = figure.definition.base
        for code, codes in zip(figure.codes, self.definitions.dimensions(base)):
            need(code == "_T" or code in codes.parents, 2, f"{figure.where}: unknown code {code!r}")
        need(figure.codes[4] == "_T" or
             figure.definition.what.category_list == self.definitions.category_list(base), 2,
             f"{figure.where}: not the categories of its base")
        ascending = sorted(set(figure.positions))
        need(ascending and ascending == figure.positions, 1,
             f"{figure.where}: positions do not ascend, or there are none")
        need(all(position in self.reports for position in ascending), 1,
             f"{figure.where}: a position that `reports` does not have")

    # --- Section 2 ------------------------------------------------------------

    def read_chains(self):
        """(base, position) -> the position to which it is chained; and -> the report before,
        chained or not."""
        contradicted = set()
        for step in self.edition.assumptions.contradicted_steps:
            need(step.report in self.reports and step.indicator in self.definitions.bases, 2,
                 f"contradicted step {step.report}, {step.indicator}")
            contradicted.add((step.indicator, step.report))
        used = collections.defaultdict(set)
        for figure in self.figures:
            used[figure.definition.base].update(figure.positions)
        chained, befores = {}, {}
        for base, positions in used.items():
            accumulates = all(d.accumulates for d in self.definitions.family(base))
            newest = {}
            for position in sorted(positions):
                report = self.reports[position]
                newest[(report.organisation, *year_and_third(report.period))] = position
            for (organisation, year, third), position in newest.items():
                before = [newest[(organisation, year, earlier)] for earlier in range(third)
                          if (organisation, year, earlier) in newest]
                if before:
                    befores[(base, position)] = before[-1]
                if before and accumulates and (base, position) not in contradicted:
                    chained[(base, position)] = before[-1]
        return chained, befores

    def closure(self, base, positions):
        closed = set()
        for position in positions:
            while position is not None:
                closed.add(position)
                position = self.chained.get((base, position))
        return frozenset(closed) - self.own

    def around(self, population, codes):
        lists = self.definitions.dimensions(self.definitions.base_of(population))
        return [codes_of_list.around[code] for code, codes_of_list in zip(codes, lists)]

    def read_leaves(self):
        leaves, seen = [], set()
        for number, leaf in enumerate(self.certificate.leaves):
            where, population = f"leaf {number}", (leaf.indicator, leaf.beyond)
            base = self.definitions.base_of(population)
            need(leaf.report in self.reports and base is not None, 2, f"{where}: of nothing known")
            need(leaf.report not in self.own, 2, f"{where}: of a report that the seat knows")
            numerators = list(leaf.numerators)
            allowed = set() if leaf.beyond else self.definitions.ratios(base)
            need(numerators == sorted(set(numerators)) and allowed.issuperset(numerators), 2,
                 f"{where}: impossible numerators")
            codes = codes_of(leaf)
            need(all(code in codes_of_list.possible for code, codes_of_list
                     in zip(codes, self.definitions.dimensions(base))), 2,
                 f"{where}: nobody has the codes {codes}")
            leaves.append((population, leaf.report, frozenset(numerators), codes))
            need(leaves[-1] not in seen, 5, f"{where} is there twice")
            seen.add(leaves[-1])
        return leaves

    # --- Section 3 ------------------------------------------------------------

    def known_counts(self):
        """(count, number, whether it is only at least that)"""
        known, self.figures_of_known = [], []
        for figure in self.figures:
            definition = figure.definition
            reports = self.closure(definition.base, figure.positions)
            parts = definition.parts()
            if figure.shown:
                known += [(Count(part, figure.codes, reports), number, False)
                          for part, number in zip(parts, figure.numbers)]
            elif not figure.shown_elsewhere:
                zero_is_possible = definition.kind in COUNTS and (
                    definition.sensitive or figure.may_be_zero)
                if not zero_is_possible:
                    whole = ("whole", (definition.base, False), None, True)
                    known.append((Count(whole, figure.codes, reports), 1, True))
            self.figures_of_known += [figure] * (len(known) - len(self.figures_of_known))
        return known

    # --- Section 4 ------------------------------------------------------------

    def check_shown(self):
        for figure in self.figures:
            figure.check_value()
            if figure.place != "earlier":
                need(not any(figure.definition.is_small(n, n) for n in figure.numbers), 4,
                     f"{figure.where}: a small number is shown")

    def needed_counts(self):
        """(rule, figure, count)"""
        # By indicator, period, dimension and the codes around theirs.
        cells = collections.defaultdict(list)
        earlier = collections.defaultdict(list)
        of_cell = collections.defaultdict(list)
        for figure in self.figures:
            for d, codes in enumerate(self.definitions.dimensions(figure.definition.base)):
                if figure.codes[d] != "_T":
                    around = list(figure.codes)
                    around[d] = codes.parents[figure.codes[d]]
                    cells[(*figure.key[:2], d, tuple(around))].append(figure)
            if figure.place == "earlier":
                earlier[figure.key].append(figure)
            of_cell[figure.key].append(figure)
        for figure in self.figures:
            if figure.definition.k == 0 or not self.takes_part(figure):
                continue
            sums = itertools.chain(
                self.hidden(figure), self.steps(figure), self.revisions(figure),
                self.latecomers(figure, earlier[figure.key]),
                self.remainders(figure, cells), self.others(figure, of_cell[figure.key]))
            for rule, reports, minus, others in sums:
                if not reports | minus:
                    continue  # only the seat contributes
                for part in figure.definition.parts():
                    if rule == UNCHAINED and not figure.definition.part_accumulates(part[0]):
                        continue
                    yield int(rule), figure, Count(part, figure.codes, reports, minus, others)

    def takes_part(self, figure):
        return True

    def hidden(self, figure):
        if not figure.shown and not figure.shown_elsewhere:
            yield 1, self.closure(figure.definition.base, figure.positions), frozenset(), ()

    def steps(self, figure):
        base = figure.definition.base
        chained = frozenset(p for p in figure.positions if (base, p) in self.chained)
        if chained:
            yield 2, chained - self.own, frozenset(), ()
        for position in figure.positions:
            before = self.befores.get((base, position))
            if before is not None and position not in chained:
                yield UNCHAINED, self.closure(base, [position]), self.closure(base, [before]), ()

    def revisions(self, figure):
        base = figure.definition.base
        for position in figure.positions:
            report = self.reports[position]
            before = [p for p, other in self.reports.items() if p < position and
                      (other.organisation, other.obligation, other.period) ==
                      (report.organisation, report.obligation, report.period)]
            if before:
                yield 3, self.closure(base, [position]), self.closure(base, [max(before)]), ()

    def latecomers(self, figure, earlier):
        def sender(position):
            return self.reports[position].organisation, self.reports[position].obligation

        for before in earlier:
            if before.positions == figure.positions:
                continue
            there = {sender(position) for position in before.positions}
            late = [position for position in figure.positions if sender(position) not in there]
            if late and len(late) < len(figure.positions):
                yield 4, self.closure(figure.definition.base, late), frozenset(), ()

    def others(self, figure, of_cell):
        seen = set()
        for some in of_cell:
            its = tuple(some.positions)
            if set(its) < set(figure.positions) and its not in seen:
                seen.add(its)
                rest = [position for position in figure.positions if position not in its]
                yield 6, self.closure(figure.definition.base, rest), frozenset(), ()

    def remainders(self, figure, cells):
        base = figure.definition.base
        reports = self.closure(base, figure.positions)
        for d, codes in enumerate(self.definitions.dimensions(base)):
            parts = [(cell.codes, self.closure(base, cell.positions))
                     for cell in cells.get((*figure.key[:2], d, figure.codes), ())
                     if set(cell.positions) <= set(figure.positions)]
            if not parts:
                continue
            inside = [code for code in codes.possible if figure.codes[d] in codes.around[code]]
            if any(not any(report in its and cell[d] in codes.around[code] for cell, its in parts)
                   for report in reports for code in inside):
                yield 5, reports, frozenset(), parts

    def check_proof(self, rule, figure, count, proof, tables, bounds):
        where, definition = f"{figure.where}, {count.name}", figure.definition
        if proof.low != proof.high:
            need(max(proof.low, proof.high) < len(tables) and
                 not proof.at_least and not proof.at_most, f"4.{rule}",
                 f"{where}: no such tables, or bounds as well")
            change = collections.Counter(tables[proof.high])
            change.subtract(tables[proof.low])
            difference = sum(
                number * count.sign(self.leaves[leaf], self.leaves_around[leaf])
                for leaf, number in change.items() if number)
            need(abs(difference) >= definition.k, f"4.{rule}",
                 f"{where}: tables differ by {difference} only")
            return
        need(tables and (proof.at_least or proof.at_most), f"4.{rule}", f"{where}: no proof")
        limits = []
        for number, above in ((proof.at_least, False), (proof.at_most, True)):
            need(number <= len(bounds), f"4.{rule}", f"{where}: no bound {number}")
            bound = bounds[number - 1] if number else None
            need(not bound or bound.above == above, f"4.{rule}", f"{where}: the other side")
            limits.append(self.limit(bound, count, where) if bound else None)
        low, high = limits
        if low is None and not count.minus:
            low = 0
        need(not definition.is_small(low, high), f"4.{rule}", f"{where}: {low} to {high} is small")

    # --- Section 5 ------------------------------------------------------------

    def read_tables(self):
        """By table: leaf -> number, or in later ones how much it differs from table 0."""
        tables = []
        known_of = self.known_of_leaves()
        sums = None
        for number, table in enumerate(self.certificate.tables):
            where, named = f"table {number}", list(table.leaves)
            need(named == sorted(set(named)) and len(named) == len(table.numbers) and
                 all(leaf < len(self.leaves) for leaf in named), 5, f"{where}: bad leaves")
            numbers = dict(zip(named, table.numbers))
            first = tables[0] if tables else {}
            need(all(first.get(leaf, 0) + n >= 0 for leaf, n in numbers.items()), 5,
                 f"{where}: below 0")
            changes = collections.Counter()
            for leaf, n in numbers.items():
                for count in known_of[leaf]:
                    changes[count] += n
            if sums is None:
                sums = changes
                found = {count: changes[count] for count in range(len(self.known))
                         if self.known[count][1] is not None}
            else:
                found = {count: sums[count] + change for count, change in changes.items()}
            for count, value in found.items():
                _, wanted, at_least = self.known[count]
                need(value >= wanted if at_least else value == wanted, 5,
                     f"{where}: known count {count} is {value}, not {wanted}")
            # Table 0 differs from itself by nothing.
            tables.append(numbers)
        return [{}, *tables[1:]] if tables else []

    def known_of_leaves(self):
        by_codes = collections.defaultdict(list)
        for number, (count, _, _) in enumerate(self.known):
            if self.known[number][1] is not None:
                by_codes[(count.population, count.codes)].append(number)
        known_of = []
        for leaf, around in zip(self.leaves, self.leaves_around):
            known_of.append([
                number for codes in itertools.product(*around)
                for number in by_codes.get((leaf[0], codes), ())
                if self.known[number][0].sign(leaf, around)])
        return known_of

    # --- Section 6 ------------------------------------------------------------

    def read_bounds(self):
        bounds = list(self.certificate.bounds)
        for number, bound in enumerate(bounds, 1):
            counts = list(bound.counts)
            need(bound.scale >= 1 and len(counts) == len(bound.multiples) and
                 counts == sorted(set(counts)) and all(c < len(self.known) for c in counts), 6,
                 f"bound {number} cannot be used")
            need(all(self.known[count][1] is not None for count in counts), 6,
                 f"bound {number}: a known count that says nothing to the seat")
            need(not any(self.known[count][2] and (multiple > 0 if bound.above else multiple < 0)
                         for count, multiple in zip(counts, bound.multiples)), 6,
                 f"bound {number}: wrong sign")
        return bounds

    def limit(self, bound, count, where):
        """The bound's number, if it is a bound of this count."""
        known = [(self.known[c][0], multiple) for c, multiple in zip(bound.counts, bound.multiples)]
        for leaf, around in self.possible_leaves([count, *(other for other, _ in known)]):
            have = bound.scale * count.sign(leaf, around)
            given = sum(multiple * other.sign(leaf, around) for other, multiple in known)
            need(have <= given if bound.above else have >= given, 6,
                 f"{where}: no bound, because of people in {leaf}")
        total = sum(multiple * self.known[c][1] for c, multiple in zip(bound.counts,
                                                                       bound.multiples))
        return total // bound.scale if bound.above else -(-total // bound.scale)

    def possible_leaves(self, counts):
        """One leaf of each sort that some of the counts have and others have not."""
        for population in {count.population for count in counts}:
            ours = [count for count in counts if count.population == population]
            cells = [cell for count in ours
                     for cell in [(count.codes, count.reports | count.minus), *count.others]]
            lists = self.definitions.dimensions(self.definitions.base_of(population))
            choices = []
            for d, codes in enumerate(lists):
                used = {cell[d] for cell, _ in cells}
                sorts = {codes.around[code] & used: code for code in codes.possible}
                choices.append(sorts.values())
            ratios = sorted({count.ratio for count in ours if count.ratio is not None})
            reports = {frozenset(i for i, (_, its) in enumerate(cells) if report in its) |
                       {("minus", i) for i, count in enumerate(ours) if report in count.minus} |
                       {("plus", i) for i, count in enumerate(ours) if report in count.reports}:
                       report for _, its in cells for report in its}
            for codes in itertools.product(*choices):
                around = [codes_of_list.around[code] for code, codes_of_list in zip(codes, lists)]
                for size in range(len(ratios) + 1):
                    for numerators in itertools.combinations(ratios, size):
                        for report in reports.values():
                            yield (population, report, frozenset(numerators), codes), around

    def check_certificate(self):
        self.leaves = self.read_leaves()
        self.leaves_around = [self.around(leaf[0], leaf[3]) for leaf in self.leaves]
        self.known = self.known_counts()
        tables, bounds = self.read_tables(), self.read_bounds()
        proofs = iter(self.certificate.proofs)
        for rule, figure, count in self.needed_counts():
            proof = next(proofs, None)
            need(proof is not None, f"4.{rule}", f"{figure.where}, {count.name}: no proof")
            self.check_proof(rule, figure, count, proof, tables, bounds)
        need(next(proofs, None) is None, 4, "more proofs than counts")

    # --- Section 7 ------------------------------------------------------------

    def check_rows(self):
        for area in self.view.areas:
            for row in area.rows:
                self.check_row(row)
        for organisation in self.view.organisations:
            for row in organisation.rows:
                need(not row.cells and not row.contributions, 1,
                     f"{organisation.id}, {row.indicator}: cells or contributions")
                self.check_row(row)

    def check_row(self, row):
        need(row.figure.code != CONFIDENTIAL or row.status == STATUS_INSUFFICIENT, 7,
             f"{row.indicator}: status of a hidden figure")
        if row.indicator not in self.definitions.system:
            return
        shown = row.figure.value != ""
        one_hidden = any(figure.code == CONFIDENTIAL for figure in [row.figure, *row.history])
        need(row.trend == TREND_INSUFFICIENT or not one_hidden, 7,
             f"{row.indicator}: a trend of what is hidden")
        together = row.over_years
        if together.value:
            definition = self.definitions.all.get((row.indicator, together.indicator_version))
            last_only = definition is not None and definition.kind in (STOCK, INDEX)
            need(shown and (last_only or all(year.value for year in row.history)), 7,
                 f"{row.indicator}: years together of what is not shown")
        else:
            need(not (together.numerator or together.denominator or together.n), 7,
                 f"{row.indicator}: parts of years together")
        for series in row.comparisons if one_hidden else ():
            need(all(trend == TREND_INSUFFICIENT for trend in series.against) and
                 not any(figure.value for figure in series.figures
                         if figure.region == series.figures[0].region), 7,
                 f"{row.indicator}: compared with what is hidden")

    def check_denominators(self):
        counted = collections.defaultdict(set)
        for figure in self.figures:
            if figure.definition.id == figure.definition.base:
                counted[figure.definition.base].update(figure.positions)

        def period_of(position):
            return self.reports[position].organisation, self.reports[position].period

        for figure in self.figures:
            base = figure.definition.base
            if not figure.shown or figure.place == "earlier" or base == figure.definition.id:
                continue
            periods = {period_of(position) for position in counted[base]}
            need(not any(position not in counted[base] and period_of(position) in periods
                         for position in figure.positions), 7,
                 f"{figure.where}: its denominator is in another report")

    def check_effects(self):
        period = self.view.periods[-1] if self.view.periods else ""
        for project in self.view.projects:
            for effect in project.effects:
                wanted = effect.expected
                self.check_effect(wanted.indicator, wanted.baseline,
                                  year_and_third(wanted.baseline_period))
                report = self.reports.get(effect.position)
                self.check_effect(wanted.indicator, effect.measured,
                                  report and year_and_third(report.period))
            for measured in project.follow_up.measured:
                self.check_effect(measured.indicator, measured.value, year_and_third(period))

    def check_effect(self, indicator, value, period):
        if not value:
            return
        where = f"effect on {indicator}, {value}"
        versions = [d for d in self.definitions.all.values() if d.id == indicator]
        need(versions, 7, f"{where}: no definition")
        for definition in versions:
            if definition.k == 0:
                continue
            need(not any(not figure.shown and figure.definition.base == definition.base
                         for figure in self.figures), 7, f"{where}: figures are hidden")
            number = micros(value)
            need(number is not None, 7, f"{where}: no number")
            everybody = (definition.what.factor or 1) * MICROS
            if definition.kind == RATIO and definition.sensitive:
                need(number != 0 and (definition.beyond or number != everybody), 7,
                     f"{where}: nobody or everybody")
            if definition.kind not in COUNTS:
                continue
            small = definition.k * MICROS
            need(abs(number) >= small or (number == 0 and not definition.sensitive), 7,
                 f"{where}: small")
            for figure in self.figures:
                if figure.shown and figure.definition.id == indicator and (
                        period is None or
                        year_and_third(figure.figure.period)[0] == period[0]):
                    need(not 0 < abs(number - figure.numbers[0] * MICROS) < small, 7,
                         f"{where}: close to {figure.where}")

    def check_difference(self):
        hidden = {figure.key for figure in self.figures
                  if not figure.shown and figure.place in ("history", "figure", "cell")}
        for change in self.edition.difference.changes:
            need(not change.after or
                 (change.indicator, change.period, codes_of(change)) not in hidden, 7,
                 f"difference of {change.indicator}: a hidden value")

    def check_references(self):
        edition = self.edition
        first = edition.previous == 0
        need(edition.number >= 1 and first == (edition.number == 1) and
             len(edition.previous_digest) == (0 if first else 32), 7, "number and previous")
        positions = [earlier.position for earlier in edition.earlier]
        need(positions == sorted(set(positions)) and 0 not in positions and
             all(position <= edition.previous for position in positions), 7,
             "positions of earlier editions")
        for earlier in edition.earlier:
            need(len(earlier.digest) == 32 and
                 (earlier.position != edition.previous or
                  earlier.digest == edition.previous_digest), 7, "digest of an earlier edition")

    def check(self):
        self.check_references()
        self.check_shown()
        self.check_rows()
        self.check_denominators()
        self.check_effects()
        self.check_difference()
        self.check_certificate()

    # --- Section 7, last point ------------------------------------------------

    def check_against(self, before):
        """`before`: (position, bytes, edition, view) of each edition before, oldest first."""
        edition = self.edition
        digests = {position: hashlib.sha256(data).digest() for position, data, _, _ in before}
        newest = max(digests, default=0)
        need(edition.previous == newest and edition.number == len(digests) + 1 and
             edition.previous_digest == digests.get(newest, b""), 7, "not the edition before")
        accounts = collections.defaultdict(list)
        for row, figure, codes, _ in figures_of(self.view):
            if is_figure(figure):
                accounts[told(row.indicator, figure, codes)].append(
                    (None, figure, row.indicator in edition.assumptions.zeros_hidden))
        for earlier in edition.earlier:
            need(digests.get(earlier.position) == earlier.digest, 7,
                 f"digest of the edition at {earlier.position}")
            for figure in earlier.figures:
                accounts[told(figure.indicator, figure.figure, codes_of(figure))].append(
                    (earlier.position, figure.figure,
                     figure.indicator in earlier.zeros_hidden))
        for position, _, its_edition, its_view in before:
            self.check_one_before(position, its_edition, its_view, accounts)

    def check_one_before(self, position, its_edition, its_view, accounts):
        years = {year_and_third(period)[0] for period in self.view.periods}
        system = set(self.definitions.system)
        try:
            system |= Definitions(its_edition).system
        except Fault:
            pass  # its own check says so
        had = collections.defaultdict(list)
        for row, figure, codes, _ in figures_of(its_view):
            if not is_figure(figure):
                continue
            key = told(row.indicator, figure, codes)
            had[key].append(figure)
            when = year_and_third(figure.period)
            if row.indicator not in system or when is None or when[0] not in years:
                continue
            may_be_zero = row.indicator in its_edition.assumptions.zeros_hidden
            need(any((at is None or at >= position) and
                     (may_be_zero or not now_may_be_zero or now.value) and
                     (not figure.value or numbers_of(now) == numbers_of(figure))
                     for at, now, now_may_be_zero in accounts[key]), 7,
                 f"a figure of {row.indicator}, {figure.period} is forgotten")
        for earlier in self.edition.earlier:
            need(earlier.position != position or list(earlier.zeros_hidden) ==
                 list(its_edition.assumptions.zeros_hidden), 7,
                 f"zeros_hidden of the edition at {position}")
            for figure in earlier.figures if earlier.position == position else ():
                key = told(figure.indicator, figure.figure, codes_of(figure))
                need(any(numbers_of(its) == numbers_of(figure.figure) for its in had[key]), 7,
                     f"a figure of {figure.indicator} that the edition at {position} has not")


class SeatVerifier(Verifier):
    """Checks the certificate of one seat in an edition, which is checked by itself."""

    def __init__(self, edition, view, seat, data):
        super().__init__(edition, view)
        self.seat, self.certificate = seat, seat.certificate
        need(hashlib.sha256(b"samlad-seat-v1" + data).digest() in edition.seats, 8,
             "the edition does not commit to it")
        need(len(data) <= BYTES_MAX and len(seat.salt) == SALT_BYTES and
             seat.edition == edition.number, 8, "its size, salt or edition")
        names = list(seat.organisations)
        need(names and names == sorted(set(names)), 8, "its organisations")
        self.own = frozenset(position for position, report in self.reports.items()
                             if report.organisation in names)
        self.bases = {figure.definition.base for figure in self.figures
                      if self.own.intersection(figure.positions)}

    def takes_part(self, figure):
        return figure.definition.base in self.bases

    def known_counts(self):
        """Less what the seat contributes; None for a number that says nothing to it."""
        own, known = self.seat.own, super().known_counts()
        counts = list(own.counts)
        need(counts == sorted(set(counts)) and len(counts) == len(own.numbers), 8, "own numbers")
        numbers = dict(zip(counts, own.numbers))
        for i, (count, number, at_least) in enumerate(known):
            figure = self.figures_of_known[i]
            if not self.takes_part(figure):
                known[i] = count, None, at_least
                continue
            everybody = Verifier.closure(self, figure.definition.base, figure.positions)
            if not self.own.intersection(figure.positions):
                continue
            need(i in numbers or at_least, 8, f"{figure.where}: own number missing")
            rest = number - numbers.pop(i) if i in numbers else None
            known[i] = count, rest, at_least
            need(at_least or figure.place == "earlier" or not everybody or
                 not figure.definition.is_small(rest, rest), 8,
                 f"{figure.where}: shown, but small less the seat's own")
        need(not numbers, 8, f"own numbers of {sorted(numbers)}, to which it does not contribute")
        return known

    def check(self):
        if self.seat.withheld:
            need(not self.seat.HasField("own") and not self.seat.HasField("certificate"), 8,
                 "withheld, but there")
            return
        need(self.own, 8, "no report of its organisations")
        self.check_certificate()


def told(indicator, figure, codes):
    return indicator, figure.period, codes, tuple(figure.positions)


def numbers_of(figure):
    return figure.value, figure.numerator, figure.denominator, figure.n


def messages(path):
    """The classes of Edition, View and SeatCertificate."""
    files = descriptor_pb2.FileDescriptorSet.FromString(pathlib.Path(path).read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.AddSerializedFile(file.SerializeToString())
    found = [pool.FindMessageTypeByName(f"samlad.v1.{name}")
             for name in ("Edition", "View", "SeatCertificate")]
    if hasattr(message_factory, "GetMessageClass"):
        return [message_factory.GetMessageClass(descriptor) for descriptor in found]
    factory = message_factory.MessageFactory(pool)
    return [factory.GetPrototype(descriptor) for descriptor in found]


def parse(data, edition_class, view_class):
    need(len(data) <= BYTES_MAX, 1, f"more than {BYTES_MAX} bytes")
    try:
        edition = edition_class.FromString(data)
        return edition, view_class.FromString(edition.view)
    except message.DecodeError as error:
        raise Fault(1, f"not an edition: {error}") from None


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Verifies editions.")
    parser.add_argument("--protoset", default=os.environ.get(
        "SAMLAD_PROTOSET", root / "build/share/samlad/samlad.binpb"))
    parser.add_argument("--earlier", action="append", metavar="POSITION=FILE")
    parser.add_argument("--seats", metavar="EDITION")
    parser.add_argument("files", nargs="+", metavar="FILE")
    arguments = parser.parse_args()
    *classes, seat_class = messages(arguments.protoset)
    failed = 0
    for name in arguments.files:
        try:
            data = pathlib.Path(name).read_bytes()
            if arguments.seats is not None:
                edition = parse(pathlib.Path(arguments.seats).read_bytes(), *classes)
                try:
                    seat = seat_class.FromString(data)
                except message.DecodeError as error:
                    raise Fault(8, f"not a seat's certificate: {error}") from None
                SeatVerifier(*edition, seat, data).check()
                print(f"{name}: OK")
                continue
            edition, view = parse(data, *classes)
            verifier = Verifier(edition, view)
            verifier.check()
            if arguments.earlier is not None:
                before = []
                for pair in arguments.earlier:
                    position, _, file = pair.partition("=")
                    data = pathlib.Path(file).read_bytes()
                    before.append((int(position), data, *parse(data, *classes)))
                verifier.check_against(before)
            print(f"{name}: OK")
        except Fault as fault:
            failed = 1
            print(f"{name}: {str(fault).encode('unicode_escape').decode()}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
