// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/verify/damaged_editions.h"

#include <functional>
#include <utility>

#include "tests/unit/domain/verify/sample_editions.h"

namespace samlad::testing {
namespace {

constexpr char kYear[] = "2025";

using ChangeEdition = std::function<void(EditionBuilder&)>;
using ChangeCertificate = std::function<void(v1::DisclosureCertificate&)>;

// The certificate is that of the undamaged edition.
Damaged Change(std::string name, Sample sample, std::string rule, const ChangeEdition& change) {
  v1::DisclosureCertificate certificate = sample.puzzle.Solve();
  change(sample.edition);
  v1::Edition edition = sample.edition.Build();
  *edition.mutable_certificate() = certificate;
  return {std::move(name), std::move(edition), std::move(rule)};
}

Damaged ChangeProof(std::string name, Sample sample, std::string rule,
                    const ChangeCertificate& change) {
  v1::Edition edition = sample.Certified();
  change(*edition.mutable_certificate());
  return {std::move(name), std::move(edition), std::move(rule)};
}

Damaged Forget(Sample sample, std::initializer_list<size_t> known) {
  for (const size_t each : known) sample.puzzle.Forget(each);
  std::string name = "without an equation of " + sample.name;
  return {std::move(name), sample.Certified(), "section 5)"};
}

v1::CountProof Proof(uint32_t low, uint32_t high, uint32_t at_least, uint32_t at_most) {
  v1::CountProof proof;
  proof.set_low(low);
  proof.set_high(high);
  proof.set_at_least(at_least);
  proof.set_at_most(at_most);
  return proof;
}

void SetTable(v1::LeafTable& table, std::initializer_list<std::pair<uint32_t, int64_t>> numbers) {
  table.Clear();
  for (const auto& [leaf, number] : numbers) {
    table.add_leaves(leaf);
    table.add_numbers(number);
  }
}

void AddBound(v1::DisclosureCertificate& certificate, int64_t scale, bool above,
              std::initializer_list<std::pair<uint32_t, int64_t>> multiples) {
  v1::CountBound& bound = *certificate.add_bounds();
  bound.set_scale(scale);
  bound.set_above(above);
  for (const auto& [count, multiple] : multiples) {
    bound.add_counts(count);
    bound.add_multiples(multiple);
  }
}

}  // namespace

std::vector<Damaged> WithWrongFigures() {
  const auto total = [](EditionBuilder& e) { return e.Row("COUNT").mutable_figure(); };
  std::vector<Damaged> all;
  all.push_back(Change("format", Parents(), "section 1)",
                       [](EditionBuilder& e) { e.edition().set_format(2); }));
  all.push_back(Change("k below 3", Parents(), "section 1)", [](EditionBuilder& e) {
    e.edition().mutable_definitions(0)->mutable_protection()->set_k(2);
  }));
  all.push_back(Change("definition missing", Parents(), "section 1)",
                       [](EditionBuilder& e) { e.edition().clear_definitions(); }));
  all.push_back(Change("definition twice", Parents(), "section 1)", [](EditionBuilder& e) {
    *e.edition().add_definitions() = v1::Indicator(e.edition().definitions(0));
  }));
  all.push_back(Change("unknown position", Parents(), "section 1)",
                       [&](EditionBuilder& e) { total(e)->add_positions(99); }));
  all.push_back(Change("no positions", Parents(), "section 1)",
                       [&](EditionBuilder& e) { total(e)->clear_positions(); }));
  all.push_back(Change("half a person", Parents(), "section 1)",
                       [&](EditionBuilder& e) { total(e)->set_value("30.5"); }));
  all.push_back(Change("fewer than nobody", Parents(), "section 1)",
                       [&](EditionBuilder& e) { total(e)->set_value("-30"); }));
  all.push_back(Change("hidden with parts", Ratio(), "section 1)", [](EditionBuilder& e) {
    e.Row("RATIO").mutable_cells(0)->mutable_figure()->set_denominator("14");
  }));
  all.push_back(Change("value of other parts", Ratio(), "section 1)", [](EditionBuilder& e) {
    e.Row("RATIO").mutable_figure()->set_value("42.8");
  }));
  all.push_back(Change("numerator beyond", Ratio(), "section 1)", [](EditionBuilder& e) {
    e.Row("RATIO").mutable_figure()->set_numerator("29");
  }));
  all.push_back(Change("value and code", Parents(), "section 1)", [&](EditionBuilder& e) {
    total(e)->set_code(v1::FIGURE_CODE_CONFIDENTIAL);
  }));
  all.push_back(Change("organisation with cells", Parents(), "section 1)", [](EditionBuilder& e) {
    *e.view().add_organisations()->add_rows() = e.Row("COUNT");
  }));
  return all;
}

std::vector<Damaged> WithWrongLeaves() {
  std::vector<Damaged> all;
  const auto leaf = [&](std::string name, Sample sample, std::string rule,
                        const std::function<void(v1::Leaf&)>& change) {
    all.push_back(ChangeProof(std::move(name), std::move(sample), std::move(rule),
                              [&](auto& certificate) { change(*certificate.mutable_leaves(0)); }));
  };
  leaf("a district, all of whose areas are known", Parents(), "section 2)",
       [](v1::Leaf& l) { l.set_area("D1"); });
  leaf("no sex, although both are exhaustive", Sexes(), "section 2)",
       [](v1::Leaf& l) { l.clear_sex(); });
  leaf("unknown code", Parents(), "section 2)", [](v1::Leaf& l) { l.set_area("A9"); });
  leaf("total", Parents(), "section 2)", [](v1::Leaf& l) { l.set_area("_T"); });
  leaf("dimension that does not count", Parents(), "section 2)",
       [](v1::Leaf& l) { l.set_sex("F"); });
  leaf("unknown report", Parents(), "section 2)", [](v1::Leaf& l) { l.set_report(9); });
  leaf("unknown indicator", Parents(), "section 2)", [](v1::Leaf& l) { l.set_indicator("X"); });
  leaf("not a base", SharedDenominator(), "section 2)",
       [](v1::Leaf& l) { l.set_indicator("RATIO"); });
  leaf("not a ratio", Parents(), "section 2)", [](v1::Leaf& l) { l.add_numerators("COUNT"); });
  leaf("ratio beyond", Beyond(), "section 2)", [](v1::Leaf& l) { l.add_numerators("RATIO"); });
  leaf("twice", Parents(), "section 5)", [](v1::Leaf& l) { l.set_area("A2"); });
  const auto code = [&](std::string name, const std::function<void(v1::CodeList&)>& change) {
    all.push_back(Change(std::move(name), Parents(), "section 2)",
                         [&](EditionBuilder& e) { change(*e.edition().mutable_code_lists(0)); }));
  };
  code("code twice", [](v1::CodeList& l) { l.mutable_codes(1)->set_id("A2"); });
  code("unknown parent", [](v1::CodeList& l) { l.mutable_codes(1)->set_parent("D9"); });
  code("code within itself", [](v1::CodeList& l) { l.mutable_codes(0)->set_parent("A1"); });
  code("figure without a code", [](v1::CodeList& l) { l.mutable_codes()->RemoveLast(); });
  code("no list", [](v1::CodeList& l) { l.set_id("sex"); });
  all.push_back(
      Change("contradicted step of no report", YearToDate(), "section 2)", [](EditionBuilder& e) {
        auto& step = *e.edition().mutable_assumptions()->add_contradicted_steps();
        step.set_report(9);
        step.set_indicator("COUNT");
      }));
  all.push_back(Change("reports do not ascend", YearToDate(), "section 2)", [](EditionBuilder& e) {
    e.edition().mutable_reports()->SwapElements(0, 1);
  }));
  return all;
}

std::vector<Damaged> WithWrongProofs() {
  std::vector<Damaged> all;
  all.push_back(Change("small count shown", Parents(), "section 4)", [](EditionBuilder& e) {
    Show(*e.Row("COUNT").mutable_cells(2)->mutable_figure(), kYear, "2", {1});
  }));
  all.push_back(Change("small complement shown", Ratio(), "section 4)", [](EditionBuilder& e) {
    ShowRatio(*e.Row("RATIO").mutable_figure(), kYear, "92.9", "26", "28", {1});
  }));
  all.push_back(
      Change("nobody shown of a sensitive one", Parents(), "section 4)", [](EditionBuilder& e) {
        e.edition().mutable_definitions(0)->mutable_protection()->set_sensitive(true);
        e.Row("COUNT").mutable_cells(4)->mutable_figure()->set_value("0");
      }));
  all.push_back(ChangeProof("proof missing", Parents(), "section 4.1)",
                            [](auto& c) { c.mutable_proofs()->RemoveLast(); }));
  all.push_back(ChangeProof("proof too many", Parents(), "section 4)",
                            [](auto& c) { *c.add_proofs() = v1::CountProof(c.proofs(0)); }));
  all.push_back(ChangeProof("neither tables nor bounds", Parents(), "section 4.1)",
                            [](auto& c) { *c.mutable_proofs(0) = Proof(1, 1, 0, 0); }));
  all.push_back(ChangeProof("both tables and bounds", Remainder(), "section 4.5)", [](auto& c) {
    SetTable(*c.add_tables(), {});
    c.mutable_proofs(0)->set_high(1);
  }));
  all.push_back(ChangeProof("no such table", Parents(), "section 4.1)",
                            [](auto& c) { c.mutable_proofs(0)->set_high(4'000'000'000); }));
  all.push_back(ChangeProof("no such bound", Remainder(), "section 4.5)",
                            [](auto& c) { c.mutable_proofs(0)->set_at_least(2); }));
  all.push_back(ChangeProof("a bound of the other side", Remainder(), "section 4.5)",
                            [](auto& c) { *c.mutable_proofs(0) = Proof(0, 0, 0, 1); }));
  all.push_back(ChangeProof("tables too close", Sexes(), "section 4.1)", [](auto& c) {
    c.clear_tables();
    SetTable(*c.add_tables(), {{0, 5}, {1, 9}});
    SetTable(*c.add_tables(), {{0, 4}, {1, -4}});
    *c.mutable_proofs(0) = Proof(0, 1, 0, 0);
  }));
  all.push_back(ChangeProof("bounds without a table", Remainder(), "section 4.5)",
                            [](auto& c) { c.clear_tables(); }));
  all.push_back(ChangeProof("bound that leaves a small count", Remainder(), "section 4.5)",
                            [](auto& c) { c.mutable_bounds(0)->set_scale(2); }));
  all.push_back(Change("larger k", Sexes(), "section 4.1)", [](EditionBuilder& e) {
    e.edition().mutable_definitions(0)->mutable_protection()->set_k(14);
  }));
  return all;
}

std::vector<Damaged> WithWrongTables() {
  std::vector<Damaged> all;
  const auto last = [](auto& c) { return c.mutable_tables(c.tables_size() - 1); };
  all.push_back(Change("wrong total", Parents(), "section 5)", [](EditionBuilder& e) {
    e.Row("COUNT").mutable_figure()->set_value("31");
  }));
  all.push_back(Change("wrong part", Parents(), "section 5)", [](EditionBuilder& e) {
    e.Row("COUNT").mutable_cells(5)->mutable_figure()->set_value("12");
  }));
  all.push_back(ChangeProof("negative leaf", Sexes(), "section 5)",
                            [&](auto& c) { SetTable(*last(c), {{0, -2}, {1, 2}}); }));
  all.push_back(ChangeProof("negative leaf in table 0", Sexes(), "section 5)",
                            [](auto& c) { SetTable(*c.mutable_tables(0), {{0, -1}, {1, 15}}); }));
  all.push_back(ChangeProof("hidden 0, although zeros are shown", Sexes(), "section 5)",
                            [&](auto& c) { SetTable(*last(c), {{0, -1}, {1, 1}}); }));
  all.push_back(ChangeProof("disagrees with what is shown", Sexes(), "section 5)",
                            [&](auto& c) { SetTable(*last(c), {{0, 5}}); }));
  all.push_back(ChangeProof("table 0 disagrees", Sexes(), "section 5)",
                            [](auto& c) { SetTable(*c.mutable_tables(0), {{0, 5}, {1, 5}}); }));
  all.push_back(ChangeProof("leaf twice in a table", Sexes(), "section 5)",
                            [&](auto& c) { SetTable(*last(c), {{0, 3}, {0, 3}}); }));
  all.push_back(ChangeProof("no such leaf", Sexes(), "section 5)",
                            [&](auto& c) { SetTable(*last(c), {{2, 3}}); }));
  all.push_back(ChangeProof("leaf without a number", Sexes(), "section 5)",
                            [&](auto& c) { last(c)->add_leaves(1); }));
  all.push_back(ChangeProof("sum beyond 64 bits", Sexes(), "section 5)", [](auto& c) {
    SetTable(*c.mutable_tables(0), {{0, INT64_MAX}, {1, INT64_MAX}});
  }));
  return all;
}

std::vector<Damaged> WithWrongBounds() {
  std::vector<Damaged> all;
  const auto sexes = [&](std::string name, std::string rule, const ChangeCertificate& change) {
    all.push_back(ChangeProof(std::move(name), Sexes(), std::move(rule), [&](auto& c) {
      change(c);
      *c.mutable_proofs(0) = Proof(0, 0, 1, 0);
    }));
  };
  sexes("wrong sign", "section 6)", [](auto& c) { AddBound(c, 1, false, {{0, 1}, {1, -1}}); });
  sexes("more than the count", "section 6)", [](auto& c) { AddBound(c, 1, false, {{0, 1}}); });
  sexes("scale 0", "section 6)", [](auto& c) { AddBound(c, 0, false, {}); });
  sexes("scale below 0", "section 6)", [](auto& c) { AddBound(c, INT64_MIN, false, {}); });
  sexes("no such known count", "section 6)", [](auto& c) { AddBound(c, 1, false, {{3, 1}}); });
  sexes("known counts do not ascend", "section 6)",
        [](auto& c) { AddBound(c, 1, false, {{1, 1}, {0, 1}}); });
  sexes("no multiple", "section 6)", [](auto& c) {
    AddBound(c, 1, false, {{1, 1}});
    c.mutable_bounds(0)->clear_multiples();
  });
  sexes("too low", "section 4.1)", [](auto& c) { AddBound(c, 1, false, {{1, 1}}); });
  all.push_back(ChangeProof("upper bound too low", Sexes(), "section 6)", [](auto& c) {
    AddBound(c, 1, true, {});
    *c.mutable_proofs(0) = Proof(0, 0, 0, 1);
  }));
  // Right for all leaves that are named, but those without a background are not.
  Sample nobody_left = Remainder();
  nobody_left.edition.Row("COUNT").mutable_figure()->set_value("25");
  all.push_back(
      ChangeProof("of named leaves only", std::move(nobody_left), "section 6)", [](auto& c) {
        c.mutable_leaves()->RemoveLast();
        c.clear_bounds();
        SetTable(*c.mutable_tables(0), {{0, 15}, {1, 10}});
        AddBound(c, 1, true, {});
        *c.mutable_proofs(0) = Proof(0, 0, 0, 1);
      }));
  all.push_back(ChangeProof("multiples twice as large", Remainder(), "section 6)", [](auto& c) {
    for (auto& multiple : *c.mutable_bounds(0)->mutable_multiples()) multiple *= 2;
  }));
  return all;
}

std::vector<Damaged> WithForgottenEquations() {
  std::vector<Damaged> all;
  all.push_back(Forget(Parents(), {0, 1}));           // district
  all.push_back(Forget(Sexes(), {0}));                // total
  all.push_back(Forget(Mean(), {0}));                 // n of the total
  all.push_back(Forget(Ratio(), {0}));                // numerator
  all.push_back(Forget(Ratio(), {1}));                // complement
  all.push_back(Forget(SharedDenominator(), {0}));    // the count
  all.push_back(Forget(YearToDate(), {1}));           // T1
  all.push_back(Forget(YearToDate(), {2}));           // year
  all.push_back(Forget(Revision(), {1}));             // what was shown before
  all.push_back(Forget(LateOrganisation(), {1, 3}));  // before the latecomer
  all.push_back(Forget(Sexes(), {1}));                // at least 1

  // As if T2 did not go on from T1: a leaf of its own.
  Sample apart = YearToDate();
  apart.puzzle = Puzzle();
  for (const uint64_t report : {1U, 3U, 5U}) apart.puzzle.Leaf(report, "COUNT");
  apart.puzzle.AtLeastOne({1});
  apart.puzzle.Known({0}, 8);
  apart.puzzle.Known({2}, 22);
  for (const uint32_t leaf : {1U, 1U, 2U}) apart.puzzle.Need({leaf});
  all.push_back({"without year to date", apart.Certified(), "section 5)"});

  const auto without_last_proof = [&](std::string name, Sample sample, std::string rule) {
    all.push_back(ChangeProof(std::move(name), std::move(sample), std::move(rule),
                              [](auto& c) { c.mutable_proofs()->RemoveLast(); }));
  };
  without_last_proof("without steps", YearToDate(), "section 4.2)");
  without_last_proof("without revisions", Revision(), "section 4.3)");
  without_last_proof("without remainders", Remainder(), "section 4.5)");
  Sample late = LateOrganisation();
  late.edition.Row("COUNT").clear_contributions();
  late.puzzle = Puzzle();
  for (const uint64_t report : {1U, 3U}) late.puzzle.Leaf(report, "COUNT");
  late.puzzle.AtLeastOne({0, 1});
  late.puzzle.Known({0}, 20);
  late.puzzle.Need({0, 1});
  all.push_back({"without late reports", late.Certified(), "section 4.4)"});
  return all;
}

std::vector<Damaged> WithExposedCounts() {
  std::vector<Damaged> all;
  Sample step = YearToDate();  // 8 in T1, 10 in T2
  Show(*step.edition.Row("COUNT").mutable_figure(), "2025-T2", "10", {3});
  step.puzzle = Puzzle();
  for (const uint64_t report : {1U, 3U, 5U}) step.puzzle.Leaf(report, "COUNT");
  step.puzzle.Known({0, 1}, 10);
  step.puzzle.Known({0}, 8);
  step.puzzle.Known({0, 1, 2}, 22);
  step.puzzle.Need({1});
  step.puzzle.Need({2});
  all.push_back({"small step", step.Certified(), "section 4.2)"});

  Sample revision = Revision();  // 20 before, 18 now
  Show(*revision.edition.Row("COUNT").mutable_figure(), kYear, "18", {3});
  revision.puzzle = Puzzle();
  for (const uint64_t report : {1U, 3U}) revision.puzzle.Leaf(report, "COUNT");
  revision.puzzle.Known({1}, 18);
  revision.puzzle.Known({0}, 20);
  revision.puzzle.Need({1}, {0});
  all.push_back({"small revision", revision.Certified(), "section 4.3)"});

  Sample late = LateOrganisation();  // 20 before, 22 now
  Show(*late.edition.Row("COUNT").mutable_figure(), kYear, "22", {1, 3});
  late.edition.Row("COUNT").clear_contributions();
  late.puzzle = Puzzle();
  for (const uint64_t report : {1U, 3U}) late.puzzle.Leaf(report, "COUNT");
  late.puzzle.Known({0, 1}, 22);
  late.puzzle.Known({0}, 20);
  late.puzzle.Need({1});
  all.push_back({"small late report", late.Certified(), "section 4.4)"});

  Sample rest = Remainder();  // 15 and 12 of 30
  rest.edition.Row("COUNT").mutable_cells(1)->mutable_figure()->set_value("12");
  rest.puzzle = Puzzle();
  for (const char* where : {"SE", "ABROAD", ""}) {
    rest.puzzle.Leaf(1, "COUNT", {.area = "", .sex = "", .background = where});
  }
  rest.puzzle.Known({0, 1, 2}, 30);
  rest.puzzle.Known({0}, 15);
  rest.puzzle.Known({1}, 12);
  rest.puzzle.Need({2});
  all.push_back({"small remainder", rest.Certified(), "section 4.5)"});

  Sample sexes = Sexes();  // one hidden
  Show(*sexes.edition.Row("COUNT").mutable_cells(0)->mutable_figure(), kYear, "11", {1});
  sexes.puzzle = Puzzle();
  for (const char* sex : {"F", "M"}) {
    sexes.puzzle.Leaf(1, "COUNT", {.area = "", .sex = sex, .background = ""});
  }
  sexes.puzzle.Known({0, 1}, 14);
  sexes.puzzle.Known({0}, 11);
  sexes.puzzle.AtLeastOne({1});
  sexes.puzzle.Need({1});
  all.push_back({"one hidden of two", sexes.Certified(), "section 4.1)"});
  return all;
}

std::vector<Damaged> AllDamaged() {
  std::vector<Damaged> all;
  for (auto* some :
       {&WithWrongFigures, &WithWrongLeaves, &WithWrongProofs, &WithWrongTables, &WithWrongBounds,
        &WithBrokenViewRules, &WithForgottenEquations, &WithExposedCounts}) {
    for (Damaged& damaged : some()) all.push_back(std::move(damaged));
  }
  return all;
}

}  // namespace samlad::testing
