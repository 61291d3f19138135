#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The checks of the house find what they are for, and nothing else."""

import unittest

import includes
import lengths
import names
import refusals
import rooms
import suites
import terms

LIST = """
# From the ground up.
base:
ledger:     base | openssl
store:      base ledger
            | sqlite
store/disk: base store
only base/system_clock.h: store/disk
clock: store/disk
"""


class RoomsTest(unittest.TestCase):
    known = rooms.Rooms(LIST)

    def faults(self, path, *lines):
        return [fault for _, fault in includes.faults_of(self.known, path, "\n".join(lines))]

    def test_what_the_list_allows_is_no_fault(self):
        self.assertEqual(self.known.faults, [])
        self.assertEqual(self.faults(
            "gateway/store/store.cc", '#include "gateway/store/store.h"', "#include <sqlite3.h>",
            "#include <string>", '#include "gateway/ledger/tree.h"'), [])
        self.assertEqual(self.faults("gateway/store/disk/disk.cc",
                                     '#include "gateway/base/system_clock.h"',
                                     "std::chrono::system_clock::now()"), [])

    def test_each_wrong_arrow_is_named(self):
        for line, named in {
            '#include "gateway/store/store.h"': "may not include gateway/store",
            '#include "gateway/attic/box.h"': "what is in no room",
            '#include "tests/support/temp_dir.h"': "what is in no room",
            '#include "gateway/base/system_clock.h"': "for gateway/store/disk alone",
            "#include <sqlite3.h>": "may not include sqlite",
            "  std::this_thread::sleep_for(wait);": "reads the wall clock or sleeps",
        }.items():
            with self.subTest(line):
                self.assertRegex("".join(self.faults("gateway/ledger/tree.cc", line)), named)

    def test_a_file_in_no_room_is_named(self):
        self.assertRegex(self.faults("gateway/attic/box.cc")[0], "in no room")

    def test_an_arrow_that_points_up_is_named(self):
        self.assertEqual(rooms.Rooms("base: ledger\nledger: base\n").faults,
                         ["gateway/base names gateway/ledger, which does not stand above it"])


class LengthsTest(unittest.TestCase):

    def found(self, *lines):
        return [(lengths.name_of(words), last - first + 1)
                for first, last, words in lengths.functions("\n".join(lines))]

    def test_functions_wherever_they_stand(self):
        self.assertEqual(self.found(
            "namespace a::b {", "class Box final : public Lid {", " public:",
            "  Box(int n) : n_{n}, lid_(n) {", "  }",
            "  bool operator==(const Box& other) const { return n_ == other.n_; }",
            " private:", "  int n_{0};", "};",
            "template <class T = int>", "std::vector<T> Make(T from = {}) noexcept {",
            "  return {from};", "}",
            "}  // namespace a::b", "TEST_F(BoxTest, Opens) {", "}"),
            [("Box", 2), ("operator==", 1), ("Make", 4), ("BoxTest.Opens", 2)])

    def test_what_looks_like_a_brace_is_none(self):
        self.assertEqual(self.found(
            "constexpr char kText[] = R\"(", "void Not() {", ")\";", "// void Nor() {",
            "#define OPEN {", "void Is() {", "  Say('{', \"}\", 1'000);", "}"), [("Is", 3)])

    def test_a_table_and_what_it_calls_are_no_functions(self):
        self.assertEqual(self.found("const Rule kBoxRules[] = {", "    {Of(1), [] { return 2; }},",
                                    "};", "struct Pair {", "  int one, other;", "};"), [])


class NamesTest(unittest.TestCase):

    def test_only_what_a_source_keeps_to_itself_is_named(self):
        self.assertEqual(list(names.local_names("\n".join([
            "int Outside() {", "namespace {", "using v1::Report;", "using Row = std::pair<int, int>;",
            "constexpr size_t kRowsMax = 3;", "struct Box {", "  int Inside();", "};",
            "std::vector<Row> RowsOf(const Box& box) {", "  return Of(box);", "}",
            "TEST(BoxTest, Opens) {", "}  // namespace", "int After() {"]))),
            [(4, "Row"), (5, "kRowsMax"), (6, "Box"), (9, "RowsOf")])


class SuitesTest(unittest.TestCase):

    def test_suites_with_their_lines(self):
        self.assertEqual(list(suites.cpp_suites("\nTEST(Box, Opens) {\nTYPED_TEST_P(LidTest, A) {")),
                         [(2, "Box"), (3, "LidTest")])
        self.assertEqual(list(suites.python_suites("class Box(unittest.TestCase): pass\n"
                                                   "class Lid: pass\n")), [(1, "Box")])


class RefusalsTest(unittest.TestCase):
    def faults(self, text, table="the catalogue has no $; it has $"):
        return list(refusals.faults_of("a.cc", text, table))

    def test_a_phrase_with_swedish_is_no_fault(self):
        self.assertEqual(self.faults(
            'return absl::NotFoundError(StrCat("period: the catalogue "\n"has no ", id, "; it has ",'
            ' all));', "period: the catalogue has no $; it has $"), [])

    def test_a_phrase_without_swedish_is_named_once(self):
        self.assertEqual(
            self.faults('return absl::AbortedError(StrCat(who, "went to lunch; call again"));'),
            ["a.cc:1: no Swedish for: went to lunch; call again"])

    def test_names_comments_and_what_has_a_table_are_no_phrases(self):
        self.assertEqual(self.faults("\n".join([
            'StrCat(folder, "/report.binpb");  // StrCat("not a text")',
            'Fail(code, context.Say("the table knows this one", StrCat(a)));'])), [])


class TermsTest(unittest.TestCase):
    PAGE = "| ord | på engelska | betyder | skriv inte |\n|---|---|---|---|\n" \
           "| nyckeltal | indicator | mäts | indikator, mätetal |\n| mål | target | nås | – |\n"

    def faults(self, text):
        words, pattern = terms.forbidden(list(terms.terms(self.PAGE)))
        return list(terms.faults_of_text("a.cc", 1, text, words, pattern)) + \
            list(terms.faults_of_marks("a.cc", 1, text))

    def test_the_list_is_read(self):
        self.assertEqual(list(terms.terms(self.PAGE)),
                         [("nyckeltal", ["indikator", "mätetal"]), ("mål", [])])

    def test_each_fault_is_named(self):
        for text, fault in {"Indikatorn saknas": 'says "nyckeltal", not "Indikator"',
                            'Koden "x" finns inte': "straight quotation marks",
                            "värdet är 42.8": "a decimal point"}.items():
            with self.subTest(text):
                self.assertRegex("".join(self.faults(text)), fault)

    def test_what_is_typed_is_no_fault(self):
        for text in ("kör `x --indikator`", "filen indikator.csv", "skriv \"x\"", "version 1.2.3",
                     "värdet är 42,8", "nyckeltalet"):
            with self.subTest(text):
                self.assertEqual(self.faults(text), [])

    def test_swedish_is_found_in_each_kind_of_table(self):
        for read, source, found in (
            (terms.pairs, '{"a b",\n "ett " "två"},', "ett två"),
            (terms.rules, 'kGroup, "sv", "en",\n "åtgärd",\n "fix"},', "åtgärd"),
            (terms.named, 'kSv = {.a = {"", "ord"}}; kEn = {.a = "word"}', "ord"),
            (terms.named_by_call, 'title()->set_sv("ord");', "ord"),
            (terms.chosen, 'In(language, "ord", "word")', "ord")):
            with self.subTest(found):
                self.assertIn(found, [text for _, text in read(source)])


if __name__ == "__main__":
    unittest.main()
