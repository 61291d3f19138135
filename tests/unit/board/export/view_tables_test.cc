// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/view_tables.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/board/export/written.h"
#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

using ::testing::ElementsAre;

std::vector<OwnedRow> RowsOf(const v1::View& view, TableId table,
                             Language language = Language::kEn) {
  Recorder recorder;
  const absl::Status written = ViewTables(view, language).Write(table, recorder);
  EXPECT_TRUE(written.ok()) << written;
  return recorder.tables[std::string(TableOf(table).name)];
}

// "indicator organisation period area sex = value": what a row of `figures` says.
std::vector<std::string> Figures(const v1::View& view) {
  std::vector<std::string> said;
  for (const OwnedRow& row : RowsOf(view, TableId::kFigures)) {
    std::string text = row[kFigureIndicator].text;
    for (const FigureColumn column :
         {kFigureOrganisation, kFigurePeriod, kFigureArea, kFigureSex, kFigureValue}) {
      text += "/" + row[column].text;
    }
    said.push_back(text + row[kFigureValue].code);
  }
  return said;
}

size_t ColumnOf(TableId table, std::string_view name) {
  const auto columns = TableOf(table).columns;
  const auto found = std::ranges::find(columns, name, &Column::name);
  EXPECT_NE(found, columns.end()) << name;
  return static_cast<size_t>(found - columns.begin());
}

OwnedCell CellAt(const v1::View& view, TableId table, size_t row, std::string_view column,
                 Language language = Language::kEn) {
  const auto rows = RowsOf(view, table, language);
  return row < rows.size() ? rows[row][ColumnOf(table, column)] : OwnedCell{"no such row", ""};
}

TEST(ViewTablesTest, FiguresHaveHistoryYearsContributionsBreakdownsAndOwnParts) {
  EXPECT_THAT(
      Figures(SampleView()),
      ElementsAre("EID-02//2023///[z]", "EID-02//2024///11000", "EID-02//2025///12345",
                  "EID-02//2023/2025///23345", "EID-02/eidar/2025///12345", "EID-02/asf/2025///[x]",
                  "EID-02//2025/nn/F/7000", "EID-02//2025/south//[c]", "EID-07//2023///[c]",
                  "EID-07//2024///[c]", "EID-07//2025///[c]", "EID-01//2023///68.0",
                  "EID-01//2024///70.0", "EID-01//2025///71.5", "EID-01/eidar/2023///68.0",
                  "EID-01/eidar/2024///70.0", "EID-01/eidar/2025///71.5"));
}

TEST(ViewTablesTest, AContributionThatIsAnOwnPartIsThereOnce) {
  v1::View view = SampleView();
  v1::Contribution& contribution = *view.mutable_areas(0)->mutable_rows(2)->add_contributions();
  contribution.set_organisation("eidar");
  contribution.mutable_figure()->set_value("71.5");
  std::vector<std::string> figures = Figures(view);
  EXPECT_EQ(std::ranges::count(figures, "EID-01/eidar/2025///71.5"), 1);
  std::ranges::sort(figures);
  EXPECT_EQ(std::ranges::adjacent_find(figures), figures.end());
}

TEST(ViewTablesTest, AHiddenFigureIsItsSignEvenIfItHasAValue) {
  v1::View view = SampleView();
  v1::IndicatorRow& row = *view.mutable_areas(0)->mutable_rows(1);
  row.mutable_figure()->set_value("314159");
  row.mutable_history(0)->set_value("314159");
  view.mutable_areas(0)->mutable_rows(0)->mutable_cells(1)->mutable_figure()->set_value("314159");
  for (const Table& table : ExportTables()) {
    Recorder recorder;
    const auto id = static_cast<TableId>(&table - ExportTables().data());
    ASSERT_TRUE(ViewTables(view, Language::kSv).Write(id, recorder).ok());
    for (const OwnedRow& cells : recorder.tables[std::string(table.name)]) {
      for (const OwnedCell& cell : cells) EXPECT_EQ(cell.text.find("314159"), std::string::npos);
    }
  }
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 1, "value"), (OwnedCell{"", "[c]"}));
}

TEST(ViewTablesTest, IndicatorsHaveTargetAndSignals) {
  const v1::View view = SampleView();
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "priority_area_title").text, "Housing");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "value").text, "12345");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "flags").text, "[r]");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "target").text, "10000.5");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "status").code, "off_track");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "status", Language::kSv).text, "Avviker");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "direction").code, "down");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 0, "positions").text, "7|1201");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 3, "organisation").text, "eidar");
  EXPECT_EQ(CellAt(view, TableId::kIndicators, 3, "priority_area").text, "F5");
}

TEST(ViewTablesTest, RegistersSayWhatThePageSays) {
  const v1::View view = SampleView();
  EXPECT_EQ(CellAt(view, TableId::kObligations, 0, "state").code, "on_time");
  EXPECT_EQ(CellAt(view, TableId::kObligations, 0, "accepted").text, "2026-02-15T10:00:00+00:00");
  EXPECT_EQ(CellAt(view, TableId::kObligations, 1, "accepted").text, "");
  EXPECT_EQ(CellAt(view, TableId::kObligations, 0, "requires_approval", Language::kSv),
            (OwnedCell{"nej", "false"}));
  EXPECT_EQ(CellAt(view, TableId::kActivities, 0, "organisation_name").text, "AB Eidar");
  EXPECT_EQ(CellAt(view, TableId::kProjects, 0, "spent_sek").text, "") << "never followed up";
  EXPECT_EQ(CellAt(view, TableId::kProjects, 1, "spent_sek").text, "900000");
  EXPECT_EQ(CellAt(view, TableId::kProjects, 1, "over_budget").code, "true");
  EXPECT_EQ(CellAt(view, TableId::kEffects, 0, "measured"), (OwnedCell{"", ""}));
  EXPECT_EQ(CellAt(view, TableId::kEffects, 1, "measured").text, "55.5");
  EXPECT_EQ(CellAt(view, TableId::kRecommendations, 0, "state").code, "overdue");
  EXPECT_EQ(CellAt(view, TableId::kEvidence, 1, "missing").text, "asf");
  EXPECT_EQ(CellAt(view, TableId::kAcknowledgements, 0, "minute").text, "KS § 41");
  EXPECT_EQ(CellAt(view, TableId::kClearings, 0, "reason").text, "en siffra föll bort");
  EXPECT_EQ(CellAt(view, TableId::kComparisons, 1, "region_name").text, "the country");
  EXPECT_EQ(CellAt(view, TableId::kComparisons, 1, "against").code, "worse");
  EXPECT_EQ(CellAt(view, TableId::kComparisons, 2, "value"), (OwnedCell{"", ""}));
}

TEST(ViewTablesTest, EffectsThatTheViewLeavesOutAreHidden) {
  v1::View view = SampleView();
  v1::EffectRow& effect = *view.mutable_projects(1)->mutable_effects(0);
  effect.clear_measured();
  effect.mutable_expected()->clear_baseline();
  EXPECT_EQ(CellAt(view, TableId::kEffects, 1, "measured").code, "[c]");
  EXPECT_EQ(CellAt(view, TableId::kEffects, 1, "baseline").code, "[c]");
  EXPECT_EQ(CellAt(view, TableId::kEffects, 1, "expected").text, "50");
}

TEST(ViewTablesTest, AboutNamesTheMomentAndTheSelection) {
  v1::View view = SampleView();
  view.mutable_query()->add_organisations("eidar");
  std::set<std::string> names;
  for (const OwnedRow& row : RowsOf(view, TableId::kAbout)) names.insert(row[0].code);
  for (const char* name : {"as_of", "root_hash", "period", "organisations", "[c]", "[b]"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
  EXPECT_FALSE(names.contains("indicators"));
}

TEST(ViewTablesTest, TextsOfOthersArePrintableAndKeepTheirLines) {
  v1::View view = SampleView();
  v1::Activity& activity = *view.mutable_activities(0)->mutable_activity();
  activity.set_description("ett\ntvå\x1b[31m\u202Etre \xff");
  EXPECT_EQ(CellAt(view, TableId::kActivities, 0, "description").text,
            "ett\ntvå\\x1b[31m\\u202etre \\xff");
  activity.set_description("Åäö é, “så” – 日本");
  EXPECT_EQ(CellAt(view, TableId::kActivities, 0, "description").text, "Åäö é, “så” – 日本");
}

TEST(ViewTablesTest, PublishedValuesInOtherFormsAreTexts) {
  v1::View view = SampleView();
  view.mutable_areas(0)->mutable_rows(0)->mutable_comparisons(0)->mutable_figures(0)->set_value(
      "70,1\u202E");
  EXPECT_EQ(CellAt(view, TableId::kComparisons, 0, "value").text, "70,1\\u202e");
}

// What the changelog promises: names stay.
TEST(ExportTablesTest, NamesAreThePromisedOnes) {
  std::string names;
  for (const Table& table : ExportTables()) {
    names += std::string(table.name) + ":";
    for (const Column& column : table.columns) names += " " + std::string(column.name);
    names += "\n";
  }
  EXPECT_EQ(
      names,
      "about: name value\n"
      "indicators: priority_area priority_area_title organisation organisation_name indicator "
      "title "
      "unit goal direction level period value flags target target_period status trend reported "
      "expected reported_weight expected_weight definition positions\n"
      "figures: priority_area organisation organisation_name indicator title unit period area sex "
      "age background category value flags reported expected reported_weight expected_weight "
      "definition positions\n"
      "comparisons: indicator series title provider source retrieved region region_name period "
      "value status against position\n"
      "obligations: organisation organisation_name obligation title period due state accepted "
      "revisions position requires_approval approved reason reopened_until\n"
      "activities: organisation organisation_name activity title description indicators "
      "priority_area position\n"
      "projects: project title owner owner_name project_state closing end budget_sek spent_sek "
      "state due status effect deviation next_step never_followed_up over_budget past_end "
      "position\n"
      "effects: project indicator baseline baseline_period expected expected_period measured "
      "position\n"
      "recommendations: recommendation title measure owner owner_name due state\n"
      "evidence: recommendation title found positions missing\n"
      "acknowledgements: minute decision organisation organisation_name as_of time position "
      "corrects corrected_by\n"
      "clearings: indicator reason time position\n");
}

TEST(ExportTablesTest, HeadingsAreThereOnceInEitherLanguage) {
  for (const Table& table : ExportTables()) {
    EXPECT_EQ(&table, FindExportTable(table.name));
    for (const Language language : {Language::kSv, Language::kEn}) {
      std::set<std::string_view> headings;
      for (const Column& column : table.columns) {
        const std::string_view heading = HeadingOf(column, language);
        EXPECT_TRUE(headings.insert(heading).second) << table.name << ": " << heading;
      }
      EXPECT_LE(TitleOf(table, language).size(), 31) << "a sheet's name is no longer";
    }
  }
  EXPECT_EQ(FindExportTable("nothing"), nullptr);
}

}  // namespace
}  // namespace samlad::board
