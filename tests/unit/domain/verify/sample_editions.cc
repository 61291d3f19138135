// SPDX-License-Identifier: EUPL-1.2

#include "tests/unit/domain/verify/sample_editions.h"

namespace samlad::testing {
namespace {

constexpr char kSampleYear[] = "2025";

CodesOfTest InArea(const std::string& area) { return {.area = area, .sex = "", .background = ""}; }
CodesOfTest OfSex(const std::string& sex) { return {.area = "", .sex = sex, .background = ""}; }
CodesOfTest Born(const std::string& where) { return {.area = "", .sex = "", .background = where}; }

}  // namespace

v1::Edition Sample::Certified() {
  v1::Edition built = edition.Build();
  *built.mutable_certificate() = puzzle.Solve();
  return built;
}

Sample Parents() {
  Sample s{.name = "parents", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.List("area", {{"D1", ""}, {"A1", "D1"}, {"A2", "D1"}, {"D2", ""}, {"A3", "D2"}, {"A4", "D2"}});
  e.Define("COUNT", v1::AGGREGATION_FLOW, {v1::DIMENSION_AREA});
  e.Report(1, "eidar", kSampleYear);
  Show(*e.Row("COUNT").mutable_figure(), kSampleYear, "30", {1});
  Show(e.Cell("COUNT", {.area = "D1"}), kSampleYear, "10", {1});
  Show(e.Cell("COUNT", {.area = "D2"}), kSampleYear, "20", {1});
  Hide(e.Cell("COUNT", {.area = "A1"}), kSampleYear, {1});
  Hide(e.Cell("COUNT", {.area = "A2"}), kSampleYear, {1});
  Show(e.Cell("COUNT", {.area = "A3"}), kSampleYear, "9", {1});
  Show(e.Cell("COUNT", {.area = "A4"}), kSampleYear, "11", {1});
  Puzzle& p = s.puzzle;
  for (const char* area : {"A1", "A2", "A3", "A4"}) p.Leaf(1, "COUNT", InArea(area));
  p.Known({0, 1, 2, 3}, 30);
  p.Known({0, 1}, 10);
  p.Known({2, 3}, 20);
  p.AtLeastOne({0});
  p.AtLeastOne({1});
  p.Known({2}, 9);
  p.Known({3}, 11);
  p.Need({0});
  p.Need({1});
  return s;
}

Sample Sexes() {
  Sample s{.name = "sexes", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.List("sex", {{"F", ""}, {"M", ""}});
  e.Define("COUNT", v1::AGGREGATION_STOCK, {v1::DIMENSION_SEX});
  e.Report(1, "eidar", kSampleYear);
  Show(*e.Row("COUNT").mutable_figure(), kSampleYear, "14", {1});
  Hide(e.Cell("COUNT", {.sex = "F"}), kSampleYear, {1});
  Hide(e.Cell("COUNT", {.sex = "M"}), kSampleYear, {1});
  Puzzle& p = s.puzzle;
  p.Leaf(1, "COUNT", OfSex("F"));
  p.Leaf(1, "COUNT", OfSex("M"));
  p.Known({0, 1}, 14);
  p.AtLeastOne({0});
  p.AtLeastOne({1});
  p.Need({0});
  p.Need({1});
  return s;
}

Sample Remainder() {
  Sample s{.name = "remainder", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.List("background", {{"SE", "", false}, {"ABROAD", "", false}});
  e.Define("COUNT", v1::AGGREGATION_FLOW, {v1::DIMENSION_BACKGROUND});
  e.Report(1, "eidar", kSampleYear);
  Show(*e.Row("COUNT").mutable_figure(), kSampleYear, "30", {1});
  Show(e.Cell("COUNT", {.background = "SE"}), kSampleYear, "15", {1});
  Show(e.Cell("COUNT", {.background = "ABROAD"}), kSampleYear, "10", {1});
  Puzzle& p = s.puzzle;
  for (const char* where : {"SE", "ABROAD", ""}) p.Leaf(1, "COUNT", Born(where));
  p.Known({0, 1, 2}, 30);
  p.Known({0}, 15);
  p.Known({1}, 10);
  p.Need({2});
  return s;
}

Sample Ratio() {
  Sample s{.name = "ratio", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.List("area", {{"A1", ""}, {"A2", ""}});
  v1::Indicator& ratio = e.Define("RATIO", v1::AGGREGATION_RATIO, {v1::DIMENSION_AREA});
  ratio.set_factor(100);
  ratio.set_decimals(1);
  e.Report(1, "eidar", kSampleYear);
  ShowRatio(*e.Row("RATIO").mutable_figure(), kSampleYear, "42.9", "12", "28", {1});
  Hide(e.Cell("RATIO", {.area = "A1"}), kSampleYear, {1});
  Hide(e.Cell("RATIO", {.area = "A2"}), kSampleYear, {1});
  Puzzle& p = s.puzzle;
  for (const char* area : {"A1", "A2"}) {
    p.Leaf(1, "RATIO", InArea(area), {"RATIO"});
    p.Leaf(1, "RATIO", InArea(area));
  }
  p.Known({0, 2}, 12);
  p.Known({1, 3}, 16);
  p.AtLeastOne({0, 1});
  p.AtLeastOne({2, 3});
  for (const uint32_t leaf : {0U, 1U, 2U, 3U}) p.Need({leaf});
  return s;
}

Sample SharedDenominator() {
  Sample s{.name = "shared denominator", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.Define("COUNT", v1::AGGREGATION_STOCK);
  v1::Indicator& ratio = e.Define("RATIO", v1::AGGREGATION_RATIO);
  ratio.set_denominator_indicator("COUNT");
  ratio.set_denominator_aggregation(v1::AGGREGATION_STOCK);
  e.Report(1, "eidar", kSampleYear);
  Show(*e.Row("COUNT").mutable_figure(), kSampleYear, "20", {1});
  Hide(*e.Row("RATIO").mutable_figure(), kSampleYear, {1});
  Puzzle& p = s.puzzle;
  p.Leaf(1, "COUNT", {"", "", ""}, {"RATIO"});
  p.Leaf(1, "COUNT");
  p.Known({0, 1}, 20);
  p.AtLeastOne({0, 1});
  p.Need({0});
  p.Need({1});
  return s;
}

Sample Beyond() {
  Sample s{.name = "beyond", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.Define("COUNT", v1::AGGREGATION_STOCK);
  v1::Indicator& ratio = e.Define("RATIO", v1::AGGREGATION_RATIO);
  ratio.set_denominator_indicator("COUNT");
  ratio.set_numerator_beyond_denominator(true);
  e.Report(1, "eidar", kSampleYear);
  Hide(*e.Row("COUNT").mutable_figure(), kSampleYear, {1});
  Hide(*e.Row("RATIO").mutable_figure(), kSampleYear, {1});
  Puzzle& p = s.puzzle;
  p.Leaf(1, "COUNT");
  p.SetBeyond(p.Leaf(1, "RATIO"));
  p.AtLeastOne({0});
  p.AtLeastOne({0});
  p.Need({0});
  p.Need({1});
  p.Need({0});
  return s;
}

Sample Mean() {
  Sample s{.name = "mean", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.List("sex", {{"F", ""}, {"M", ""}});
  e.Define("MEAN", v1::AGGREGATION_MEAN, {v1::DIMENSION_SEX}).set_decimals(1);
  e.Report(1, "eidar", kSampleYear);
  Show(*e.Row("MEAN").mutable_figure(), kSampleYear, "3.7", {1});
  e.Row("MEAN").mutable_figure()->set_n("14");
  Hide(e.Cell("MEAN", {.sex = "F"}), kSampleYear, {1});
  Hide(e.Cell("MEAN", {.sex = "M"}), kSampleYear, {1});
  Puzzle& p = s.puzzle;
  p.Leaf(1, "MEAN", OfSex("F"));
  p.Leaf(1, "MEAN", OfSex("M"));
  p.Known({0, 1}, 14);
  p.AtLeastOne({0});
  p.AtLeastOne({1});
  p.Need({0});
  p.Need({1});
  return s;
}

Sample YearToDate() {
  Sample s{.name = "year to date", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.view().set_periods(0, "2025-T2");
  e.Define("COUNT", v1::AGGREGATION_FLOW);
  e.Report(1, "eidar", "2025-T1");
  e.Report(3, "eidar", "2025-T2");
  e.Report(5, "eidar", "2025");
  Hide(*e.Row("COUNT").mutable_figure(), "2025-T2", {3});
  Show(e.Earlier(2, "COUNT"), "2025-T1", "8", {1});
  Show(e.Earlier(6, "COUNT"), "2025", "22", {5});
  Puzzle& p = s.puzzle;
  for (const uint64_t report : {1U, 3U, 5U}) p.Leaf(report, "COUNT");
  p.AtLeastOne({0, 1});
  p.Known({0}, 8);
  p.Known({0, 1, 2}, 22);
  p.Need({0, 1});  // hidden
  p.Need({1});     // step T1 to T2
  p.Need({2});     // step T2 to the year
  return s;
}

Sample Revision() {
  Sample s{.name = "revision", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.Define("COUNT", v1::AGGREGATION_FLOW);
  e.Report(1, "eidar", kSampleYear);
  e.Report(3, "eidar", kSampleYear);
  Hide(*e.Row("COUNT").mutable_figure(), kSampleYear, {3});
  Show(e.Earlier(2, "COUNT"), kSampleYear, "20", {1});
  Puzzle& p = s.puzzle;
  p.Leaf(1, "COUNT");
  p.Leaf(3, "COUNT");
  p.AtLeastOne({1});
  p.Known({0}, 20);
  p.Need({1});
  p.Need({1}, {0});
  return s;
}

Sample LateOrganisation() {
  Sample s{.name = "late organisation", .edition = {}, .puzzle = {}};
  EditionBuilder& e = s.edition;
  e.Define("COUNT", v1::AGGREGATION_DISTINCT);
  e.Report(1, "eidar", kSampleYear);
  e.Report(3, "partner", kSampleYear);
  Hide(*e.Row("COUNT").mutable_figure(), kSampleYear, {1, 3});
  Show(e.Contribution("COUNT", "eidar"), kSampleYear, "20", {1});
  Hide(e.Contribution("COUNT", "partner"), kSampleYear, {3});
  Show(e.Earlier(2, "COUNT"), kSampleYear, "20", {1});
  Puzzle& p = s.puzzle;
  p.Leaf(1, "COUNT");
  p.Leaf(3, "COUNT");
  p.AtLeastOne({0, 1});
  p.Known({0}, 20);
  p.AtLeastOne({1});
  p.Known({0}, 20);
  p.Need({0, 1});  // hidden
  p.Need({1});     // what the latecomer adds
  p.Need({1});     // the total without the other organisation
  p.Need({0});     // and without the latecomer
  p.Need({1});     // its contribution, hidden
  return s;
}

std::vector<Sample> AllSamples() {
  return {Parents(), Sexes(), Remainder(),  Ratio(),    SharedDenominator(),
          Beyond(),  Mean(),  YearToDate(), Revision(), LateOrganisation()};
}

}  // namespace samlad::testing
