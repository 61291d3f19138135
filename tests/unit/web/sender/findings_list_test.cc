// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/findings_list.h"

#include "clients/web/pages/page.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/web/sender/visit_fixture.h"

namespace samlad::web::sender {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr uint32_t kMany = 10'000;

// One finding at `count` figures, each in a row of its own of a workbook.
v1::Finding GroupedFinding(uint32_t count, formats::SourceMap& places) {
  v1::Finding finding;
  finding.set_code("NUMBER_MALFORMED");
  finding.set_severity(v1::SEVERITY_ERROR);
  finding.mutable_message()->set_sv("Talet går inte att läsa: ca 104.");
  finding.mutable_fix()->set_sv("Skriv siffran utan ord.");
  finding.set_got("ca 104");
  finding.set_expected("104");
  finding.set_occurrences(count);
  for (uint32_t i = 0; i < count; ++i) {
    places.Set("observations[" + std::to_string(i) + "].value",
               {.file = "t.xlsx", .sheet = "Nyckeltal", .row = i + 2, .column = 7});
    if (i > 0) finding.add_also(i);
  }
  finding.mutable_location()->set_field("observations[0].value");
  std::vector<v1::Finding> located = {finding};
  places.Locate(located);
  return located.front();
}

TEST(FindingsListTest, HasALineForEachOfTenThousandPlaces) {
  formats::SourceMap places;
  reporting::Findings findings;
  *findings.Add() = GroupedFinding(kMany, places);
  const auto lines = LinesOf(findings);
  ASSERT_THAT(lines, SizeIs(kMany));
  EXPECT_EQ(PlaceText(lines.front(), places), "t.xlsx:Nyckeltal!G2");
  EXPECT_EQ(PlaceText(lines.back(), places), "t.xlsx:Nyckeltal!G10001");
}

TEST(FindingsListTest, ShowsEveryPlaceOnOneOfItsPages) {
  formats::SourceMap places;
  reporting::Findings findings;
  *findings.Add() = GroupedFinding(kMany, places);
  std::string all;
  size_t rows = 0;
  for (size_t page = 1; page <= kMany / kRowsPerPage; ++page) {
    TestVisit visit;
    visit.request.query.emplace("page", std::to_string(page));
    board::Html html;
    AddFindings(*visit, findings, places, html);
    const std::string text = std::move(html).Take();
    for (size_t at = text.find("<tr><td"); at != text.npos; at = text.find("<tr><td", at + 1)) {
      ++rows;
    }
    all += text;
  }
  EXPECT_EQ(rows, kMany);
  for (const uint32_t row : {2u, 201u, 202u, 5'000u, 10'001u}) {
    EXPECT_THAT(all, HasSubstr("Nyckeltal!G" + std::to_string(row) + "<"));
  }
}

TEST(FindingsListTest, SaysWhatStandsThereWhatWasExpectedAndHowToFixIt) {
  TestVisit visit;
  formats::SourceMap places;
  reporting::Findings findings;
  *findings.Add() = GroupedFinding(1, places);
  findings.Mutable(0)->set_got("<script>");
  board::Html html;
  AddFindings(*visit, findings, places, html);
  EXPECT_THAT(
      std::move(html).Take(),
      AllOf(HasSubstr("<span class=\"badge bad\">Fel</span>"), HasSubstr("t.xlsx:Nyckeltal!G2"),
            HasSubstr("&lt;script&gt;"), Not(HasSubstr("<script>")), HasSubstr(">104<"),
            HasSubstr("Skriv siffran utan ord."), HasSubstr("NUMBER_MALFORMED")));
}

TEST(FindingsListTest, SaysSoIfThereIsNone) {
  TestVisit visit(board::Language::kEn);
  board::Html html;
  AddFindings(*visit, {}, {}, html);
  EXPECT_THAT(std::move(html).Take(), HasSubstr("No findings."));
}

}  // namespace
}  // namespace samlad::web::sender
