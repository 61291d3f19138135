// SPDX-License-Identifier: EUPL-1.2
//
// The files under clients/samples, through the readers and checks that a real
// report passes.

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/observations.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/view/view.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/report_reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/source_dir.h"

namespace samlad {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

namespace fs = std::filesystem;

const fs::path kSamples = fs::path(samlad::testing::SourceDir()) / "clients" / "samples";

std::vector<std::string> Codes(const std::vector<v1::Finding>& findings) {
  std::vector<std::string> codes;
  for (const v1::Finding& finding : findings) codes.push_back(finding.code());
  return codes;
}

std::string Read(const fs::path& path) {
  auto text = formats::ReadFile(path.string(), limits::kFileBytesMax);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *text : "";
}

std::vector<fs::path> Sorted(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

// The folder's files as one report. The envelope comes first: its period
// says what a "period" column must agree with.
formats::Loaded LoadReport(const fs::path& folder, v1::Report* report) {
  std::vector<formats::ReportFile> files;
  for (const fs::path& path : Sorted(folder)) files.push_back({path.string(), Read(path)});
  std::ranges::stable_partition(files,
                                [](const auto& file) { return !file.name.ends_with(".csv"); });
  return formats::ReadReport(files, formats::DecimalMark::kDetect, report);
}

// The sample catalogue, loaded once a test.
class SamplesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string text = Read(kSamples / "catalogue.yaml");
    loaded_ = formats::LoadMessage(text, "catalogue.yaml", &catalogue_);
    index_ = domain::CatalogueIndex::Build(catalogue_, 0, symbols_);
  }

  v1::Catalogue catalogue_;
  formats::Loaded loaded_;
  domain::Symbols symbols_;
  std::shared_ptr<const domain::CatalogueIndex> index_;
};

TEST_F(SamplesTest, TheCatalogueHasNothingToRemark) {
  EXPECT_THAT(Codes(loaded_.findings), IsEmpty());
  EXPECT_THAT(Codes(domain::CheckCatalogue(catalogue_)), IsEmpty());
}

// The list of the domain page, so that nothing is lost when the file is edited.
TEST_F(SamplesTest, TheCatalogueIsWhole) {
  std::set<std::string> organisations, areas, indicators;
  for (const auto& organisation : catalogue_.organisations())
    organisations.insert(organisation.id());
  for (const auto& area : catalogue_.priority_areas()) areas.insert(area.id());
  for (const auto& indicator : catalogue_.indicators()) indicators.insert(indicator.id());
  EXPECT_THAT(organisations,
              UnorderedElementsAre("ks", "agenda2030", "trygghet", "revisionen", "khs", "utb",
                                   "oaf", "asf", "kof", "sbf", "stadshus", "eidar", "energi",
                                   "kraftstaden", "kfv", "sgn", "hv", "polisen", "webb"));
  EXPECT_THAT(areas, UnorderedElementsAre("F1", "F2", "F3", "F4", "F5"));
  EXPECT_THAT(indicators,
              UnorderedElementsAre("EID-01", "EID-02", "EID-03", "EID-04", "EID-05", "EID-06",
                                   "EID-07", "EID-08", "EID-09", "EID-10", "EID-11", "EID-12",
                                   "EID-13", "EID-14", "ASF-01", "ASF-02", "ASF-03", "ASF-04",
                                   "UTB-01", "UTB-02", "KFV-01", "KOF-01", "PAR-01", "PAR-02"));
}

// What is expected of the reports that are not simply accepted.
const std::map<std::string, std::set<std::string>> kRemarks = {
    {"eidar/2023", {"OBS_SMALL_COUNT_IN_PART"}},
    {"eidar/2024", {"FILE_ENCODING_WINDOWS_1252", "OBS_SMALL_COUNT", "OBS_SMALL_COUNT_IN_PART"}},
    {"eidar/2025", {"OBS_SMALL_COUNT", "OBS_SMALL_COUNT_IN_PART"}},
    {"utb/2025", {"ACTIVITY_NOT_LINKED"}},
};

TEST_F(SamplesTest, EveryReportIsAccepted) {
  int reports = 0;
  for (const fs::path& organisation : Sorted(kSamples / "reports")) {
    for (const fs::path& folder : Sorted(organisation)) {
      const std::string name = organisation.filename() / folder.filename();
      SCOPED_TRACE(name);
      v1::Report report;
      const formats::Loaded loaded = LoadReport(folder, &report);
      const domain::ContentCheck check = domain::CheckContent(report, *index_);
      std::vector<std::string> codes = Codes(loaded.findings);
      std::ranges::copy(Codes(check.findings), std::back_inserter(codes));
      const auto remarks = kRemarks.find(name);
      EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()),
                remarks == kRemarks.end() ? std::set<std::string>() : remarks->second);
      EXPECT_NE(check.verdict, v1::VERDICT_REJECTED);
      EXPECT_EQ(report.organisation(), organisation.filename());
      EXPECT_EQ(report.period(), folder.filename());
      ++reports;
    }
  }
  EXPECT_EQ(reports, 12);
}

TEST_F(SamplesTest, EveryFigureNamesItsSource) {
  int real = 0;
  for (const fs::path& organisation : Sorted(kSamples / "reports")) {
    for (const fs::path& folder : Sorted(organisation)) {
      v1::Report report;
      LoadReport(folder, &report);
      EXPECT_GT(report.observations_size(), 0) << folder;
      EXPECT_THAT(report.comment(), ::testing::HasSubstr("illustrative")) << folder;
      for (const v1::Observation& observation : report.observations()) {
        const bool address = observation.source().starts_with("https://");
        real += address ? 1 : 0;
        EXPECT_TRUE(address || observation.source() == "illustrative")
            << folder << " " << observation.indicator() << " \"" << observation.source() << "\"";
      }
    }
  }
  EXPECT_EQ(real, 2);
}

// One entry of a log with the samples.
domain::Fact FactOf(const v1::Report& report, const domain::CatalogueIndex& index) {
  auto prose = std::make_shared<domain::Prose>();
  prose->activities = {report.activities().begin(), report.activities().end()};
  prose->follow_ups = {report.follow_ups().begin(), report.follow_ups().end()};
  return {.time_ms = 0,
          .what = domain::ReportFact{.organisation = report.organisation(),
                                     .obligation = report.obligation(),
                                     .period = report.period(),
                                     .sender = report.organisation(),
                                     .verdict = v1::VERDICT_ACCEPTED,
                                     .observations = std::make_shared<domain::Observations>(
                                         domain::Tabulate(report, index)),
                                     .prose = std::move(prose)}};
}

// Those of which a figure of 2025 is withheld; each project's withheld values as
// "project/indicator".
std::set<std::string> HiddenIn(const domain::Facts& facts) {
  v1::ViewQuery query;
  query.set_period("2025");
  const auto view = domain::ConsolidateView(facts, query);
  EXPECT_TRUE(view.ok()) << view.status();
  std::set<std::string> hidden;
  if (!view.ok()) return hidden;
  for (const v1::AreaView& area : view->areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      if (row.figure().code() == v1::FIGURE_CODE_CONFIDENTIAL) hidden.insert(row.indicator());
    }
  }
  for (const v1::ProjectRow& project : view->projects()) {
    for (const v1::EffectRow& effect : project.effects()) {
      if (effect.expected().baseline().empty() ||
          (effect.measured().empty() && effect.position() != 0)) {
        hidden.insert(project.project() + "/" + effect.expected().indicator());
      }
    }
  }
  return hidden;
}

// Totals only are shown, and one small count hides an indicator in all years:
// the demo should show figures, and that some are hidden.
TEST_F(SamplesTest, OnlyTheIndicatorsThatShouldAreHidden) {
  domain::Facts facts;
  facts.Append({.time_ms = 0, .what = domain::CatalogueFact{index_}});
  for (const fs::path& organisation : Sorted(kSamples / "reports")) {
    for (const fs::path& folder : Sorted(organisation)) {
      v1::Report report;
      LoadReport(folder, &report);
      facts.Append(FactOf(report, *index_));
    }
  }
  EXPECT_THAT(HiddenIn(facts), UnorderedElementsAre("EID-02", "EID-03"));
  // Dwellings and pupils are states: that they change by few says nothing.
  v1::Report part;
  part.set_organisation("eidar");
  part.set_obligation("eidar-tertial");
  part.set_period("2025-T2");
  const auto add = [&part](const char* indicator, const char* value, const char* numerator,
                           const char* denominator) {
    v1::Observation& row = *part.add_observations();
    row.set_indicator(indicator);
    row.set_value(value);
    row.set_numerator(numerator);
    row.set_denominator(denominator);
  };
  add("EID-12", "", "280", "7177");
  facts.Append(FactOf(part, *index_));
  EXPECT_THAT(HiddenIn(facts), UnorderedElementsAre("EID-02", "EID-03"));
  // Three took part in the last third of the year: the share of them tells it.
  part.clear_observations();
  add("EID-10", "109", "", "");
  facts.Append(FactOf(part, *index_));
  EXPECT_THAT(HiddenIn(facts), UnorderedElementsAre("EID-02", "EID-03", "EID-10", "EID-11"));
}

// Words after "# expect:" in a file.
std::set<std::string> ExpectedCodes(const std::string& text) {
  constexpr std::string_view kMark = "# expect:";
  std::set<std::string> codes;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(kMark)) continue;
    std::istringstream words(line.substr(kMark.size()));
    for (std::string word; words >> word;) codes.insert(word);
  }
  return codes;
}

TEST_F(SamplesTest, BrokenReportsGiveTheFindingsThatTheyName) {
  for (const fs::path& folder : Sorted(kSamples / "broken")) {
    if (folder.filename() == "catalogue") continue;
    SCOPED_TRACE(folder.filename().string());
    v1::Report report;
    const formats::Loaded loaded = LoadReport(folder, &report);
    std::set<std::string> codes;
    for (const std::string& code : Codes(loaded.findings)) codes.insert(code);
    // As the command does: a file that cannot be read is not checked further.
    if (loaded.ok()) {
      const domain::ContentCheck check = domain::CheckContent(report, *index_);
      EXPECT_EQ(check.verdict, v1::VERDICT_REJECTED);
      for (const std::string& code : Codes(check.findings)) codes.insert(code);
    }
    const std::set<std::string> expected = ExpectedCodes(Read(folder / "report.yaml"));
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(codes, expected);
  }
}

// The audit's four recommendations, each with what would answer it; projects in
// the states that a reader should see.
TEST_F(SamplesTest, TheCatalogueAnswersTheAuditors) {
  std::vector<std::string> recommendations;
  for (const v1::Recommendation& one : catalogue_.recommendations()) {
    recommendations.push_back(one.id());
    EXPECT_GT(one.evidence_size(), 1) << one.id();
    EXPECT_NE(index_->ResponsibleOrganisation(one.owner()), nullptr) << one.id();
  }
  EXPECT_THAT(recommendations, ElementsAre("R1", "R2", "R3", "R4"));
  std::set<v1::ProjectState> states;
  for (const v1::Project& project : catalogue_.projects()) states.insert(project.state());
  EXPECT_THAT(states, UnorderedElementsAre(v1::PROJECT_STATE_PROPOSED, v1::PROJECT_STATE_APPROVED,
                                           v1::PROJECT_STATE_RUNNING, v1::PROJECT_STATE_CLOSED));
  EXPECT_TRUE(index_->FindObligation("eidar-annual")->requires_approval());
}

// Each "# expect:" is on the line above the place of its finding.
TEST_F(SamplesTest, EachPlantedFaultOfTheCatalogueIsFoundAndNothingElse) {
  const std::string text = Read(kSamples / "broken" / "catalogue" / "catalogue.yaml");
  std::vector<std::string> planted, found;
  std::istringstream lines(text);
  int row = 0;
  for (std::string line; std::getline(lines, line);) {
    ++row;
    const size_t mark = line.find("# expect: ");
    if (mark != std::string::npos) {
      planted.push_back(std::to_string(row + 1) + " " + line.substr(mark + sizeof("# expect:")));
    }
  }
  v1::Catalogue broken;
  formats::Loaded loaded = formats::LoadMessage(text, "catalogue.yaml", &broken);
  EXPECT_THAT(Codes(loaded.findings), IsEmpty());
  std::vector<v1::Finding> findings = domain::CheckCatalogue(broken);
  loaded.places.Locate(findings);
  for (const v1::Finding& finding : findings) {
    found.push_back(std::to_string(finding.location().row()) + " " + finding.code());
    EXPECT_EQ(finding.occurrences(), 1U) << finding.code();
  }
  EXPECT_GT(planted.size(), 25);
  EXPECT_THAT(found, UnorderedElementsAreArray(planted));
}

}  // namespace
}  // namespace samlad
