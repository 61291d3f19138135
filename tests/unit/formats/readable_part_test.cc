// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/readable_part.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/domain/findings/finding.h"
#include "gateway/formats/report_reader.h"

namespace samlad::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Indicators(const v1::Report& report) {
  std::vector<std::string> all;
  for (const v1::Observation& row : report.observations()) all.push_back(row.indicator());
  return all;
}

v1::Finding Missing(std::string_view code, std::string_view indicator) {
  v1::FindingKey key;
  key.set_indicator(std::string(indicator));
  return domain::MakeFinding(code, "observations", "", indicator, &key);
}

ReadablePart PartOf(const std::vector<ReportFile>& files) {
  v1::Report report;
  Loaded loaded = ReadReport(files, DecimalMark::kDetect, &report);
  const SourceMap places = std::move(loaded.places);
  return {loaded, places, std::move(report)};
}

// #SAKNAS! in the area: nobody knows for which figure the row is.
constexpr char kAreaUnread[] =
    "indikator;område;värde;kommentar\n"
    "A;#SAKNAS!;1;\nB;;2;\nC;#SAKNAS!;x3;\nD;;4;\n";

TEST(ReadablePartTest, SetsApartRowsWhoseFigureIsNotKnownAndRestoresPlaces) {
  const ReadablePart part = PartOf({{"a.csv", kAreaUnread}});
  EXPECT_THAT(Indicators(part.report()), ElementsAre("B", "D"));
  v1::Finding finding = domain::MakeFinding("OBS_COUNT_NEGATIVE", "observations[0].value", "", "");
  finding.add_also(1);
  finding.add_related()->set_field("observations[1]");
  const auto restored = part.Restore({finding});
  ASSERT_EQ(restored.size(), 1u);
  EXPECT_EQ(restored[0].location().field(), "observations[1].value");
  EXPECT_THAT(restored[0].also(), ElementsAre(3));
  EXPECT_EQ(restored[0].related(0).field(), "observations[3]");

  ASSERT_NE(part.doubtful(), nullptr);
  EXPECT_THAT(Indicators(*part.doubtful()), ElementsAre("A", "C"));
  const auto at = [](std::string_view code, std::string_view field) {
    return domain::MakeFinding(code, field, "x", "");
  };
  const auto doubtful = part.RestoreDoubtful({at("TEXT_PHONE", "observations[1].comment"),
                                              at("OBS_VALUE_MISSING", "observations[1].value"),
                                              at("OBS_COUNT_NEGATIVE", "observations[0].value"),
                                              at("OBS_TOTAL_MISMATCH", "observations[0].value"),
                                              at("SIGN_OFF_MISSING", "sign_off"),
                                              at("OBS_CODE_UNKNOWN", "observations[0].area")});
  ASSERT_EQ(doubtful.size(), 2u) << "not against other rows, and not what was not read";
  EXPECT_EQ(doubtful[0].location().field(), "observations[2].comment");
  EXPECT_EQ(doubtful[1].location().field(), "observations[0].value");
  EXPECT_EQ(PartOf({{"a.csv", "indikator;värde\nA;1\n"}}).doubtful(), nullptr);
}

TEST(ReadablePartTest, ARowKeepsTheCellsThatWereRead) {
  const ReadablePart part = PartOf(
      {{"a.csv", "indikator;värde;täljare;nämnare;kommentar\nA;x1;1;2;så\nB;2;;;\nC;x2;;;\n"}});
  EXPECT_THAT(Indicators(part.report()), ElementsAre("A", "B", "C"));
  EXPECT_EQ(part.report().observations(0).denominator(), "2");
  // That the value is missing follows for A and C, and is true of B.
  v1::Finding missing = domain::MakeFinding("OBS_VALUE_MISSING", "observations[0].value", "", "");
  missing.add_also(1);
  missing.add_also(2);
  missing.set_occurrences(3);
  const auto restored = part.Restore({missing});
  ASSERT_EQ(restored.size(), 1u);
  EXPECT_EQ(restored[0].location().field(), "observations[1].value");
  EXPECT_THAT(restored[0].also(), IsEmpty());
  EXPECT_EQ(restored[0].occurrences(), 1u);
  missing.clear_also();
  EXPECT_THAT(part.Restore({missing}), IsEmpty());
  EXPECT_EQ(
      part.Restore({domain::MakeFinding("OBS_COUNT_FRACTION", "observations[0].numerator", "", "")})
          .size(),
      1u);
}

TEST(ReadablePartTest, WhetherARowRepeatsAnotherIsNotSaidOfOneThatWasNotRead) {
  const ReadablePart part = PartOf({{"a.csv", "indikator;värde\nA;x1\nA;2\nB;3\nB;4\n"}});
  const auto repeats = [](std::string_view row, std::string_view first) {
    v1::Finding finding = domain::MakeFinding("OBS_DUPLICATE_DIFFERENT", row, "", "");
    finding.add_related()->set_field(std::string(first));
    return finding;
  };
  EXPECT_THAT(part.Restore({repeats("observations[1]", "observations[0]")}), IsEmpty());
  EXPECT_EQ(part.Restore({repeats("observations[3]", "observations[2]")}).size(), 1u);
}

TEST(ReadablePartTest, WithoutItsStatusNothingIsMissing) {
  const ReadablePart part = PartOf({{"a.csv", "indikator;värde;status\nA;;saknat\nB;;\n"}});
  const auto missing = [](std::string_view field) {
    return domain::MakeFinding("OBS_VALUE_MISSING", field, "", "");
  };
  EXPECT_THAT(part.Restore({missing("observations[0].value")}), IsEmpty());
  EXPECT_EQ(part.Restore({missing("observations[1].value")}).size(), 1u);
}

TEST(ReadablePartTest, SaysNothingOfWhatOnlyFollows) {
  const ReadablePart part = PartOf({{"a.csv", kAreaUnread}});
  EXPECT_THAT(part.Restore({Missing("OBS_MANDATORY_MISSING", "A")}), IsEmpty());
  EXPECT_EQ(part.Restore({Missing("OBS_MANDATORY_MISSING", "E")}).size(), 1u);

  const ReadablePart cut = PartOf({{"a.csv", "indikator;värde\nB;2\nA;\"1"}});
  EXPECT_THAT(cut.Restore({Missing("OBS_MANDATORY_MISSING", "C")}), IsEmpty());

  const ReadablePart twice = PartOf({{"a.csv", "indikator;värde;value\nA;1;2\n"}});
  EXPECT_THAT(Indicators(twice.report()), IsEmpty());
}

TEST(ReadablePartTest, AnUnknownColumnMakesNoDuplicates) {
  const ReadablePart part =
      PartOf({{"a.csv", "indikator;åldersgrupp;värde\nA;7-15;57\nA;16-19;38\nA;;95\n"}});
  EXPECT_EQ(part.report().observations_size(), 1);
  EXPECT_EQ(part.report().observations(0).value(), "95");
}

TEST(ReadablePartTest, AFieldOfTheReportThatWasNotReadIsNotMissing) {
  const ReadablePart part = PartOf({{"r.yaml", "period: [2025]\ncomment: x\n"}});
  EXPECT_THAT(part.Restore({domain::MakeFinding("REPORT_HEAD_MISSING", "period", "period", "")}),
              IsEmpty());
  EXPECT_EQ(part.Restore({domain::MakeFinding("TEXT_PHONE", "comment", "x", "")}).size(), 1u);
}

TEST(SendersHeadingsTest, AreUsedForFieldNames) {
  std::vector<v1::Finding> findings = {
      domain::MakeFinding("OBS_RATIO_PART_MISSING", "observations[0].numerator", "",
                          "numerator, denominator"),
      domain::MakeFinding("OBS_CODE_UNKNOWN", "observations[0].sex", "X", "F, M")};
  for (v1::Finding& finding : findings) finding.mutable_location()->set_file("a.csv");
  UseSendersHeadings({{"a.csv", "observations", "numerator", "täljare"},
                      {"a.csv", "observations", "denominator", "nämnare"},
                      {"a.csv", "observations", "sex", "Kön"},
                      {"b.csv", "observations", "sex", "genus"}},
                     findings);
  EXPECT_THAT(findings[0].message().sv(), HasSubstr("täljare, nämnare saknas"));
  EXPECT_THAT(findings[0].message().en(), HasSubstr("täljare, nämnare is missing"));
  EXPECT_THAT(findings[1].message().sv(), HasSubstr("kodlistan för Kön"));
  EXPECT_EQ(findings[0].expected(), "numerator, denominator") << "for programs";

  std::vector<v1::Finding> unit = {domain::MakeFinding(
      "CSV_COLUMN_UNIT", "follow_ups[0]", "förbrukat tkr", "förbrukat kr | spent_sek")};
  unit[0].mutable_location()->set_file("a.csv");
  UseSendersHeadings({{"a.csv", "follow_ups", "spent_sek", "förbrukat kr"}}, unit);
  EXPECT_THAT(unit[0].fix().sv(), HasSubstr("förbrukat kr | spent_sek"));

  std::vector<v1::Finding> total = {domain::MakeFinding("OBS_TOTAL_MISSING", "observations[3]", "",
                                                        "indicator PAR-01, area _T, sex _T")};
  total[0].mutable_location()->set_file("a.csv");
  UseSendersHeadings({{"a.csv", "observations", "indicator", "Nyckeltal"},
                      {"a.csv", "observations", "area", "Område"},
                      {"a.csv", "observations", "sex", "Kön"}},
                     total);
  EXPECT_THAT(total[0].fix().sv(), HasSubstr("Nyckeltal PAR-01, Område _T, Kön _T"));
}

}  // namespace
}  // namespace samlad::formats
