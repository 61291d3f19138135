// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/finding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "gateway/base/limits.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/values/printable.h"
#include "tests/support/source_dir.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(RulesTest, AreUniqueOrderedAndWrittenInBothLanguages) {
  std::set<std::string_view> codes;
  std::pair<int, std::string_view> last;
  for (const Rule& rule : Rules()) {
    EXPECT_TRUE(codes.insert(rule.code).second) << rule.code;
    EXPECT_TRUE(std::regex_match(std::string(rule.code), std::regex("[A-Z][A-Z0-9_]+")));
    EXPECT_NE(rule.severity, v1::SEVERITY_UNSPECIFIED) << rule.code;
    const int group = rule.group == "File" ? 0 : rule.group == "Report" ? 1 : 2;
    EXPECT_TRUE(group < 2 || rule.group == "Catalogue") << rule.code;
    EXPECT_LT(last, std::pair(group, rule.code));
    if (rule.answerable) {
      EXPECT_EQ(rule.severity, v1::SEVERITY_WARNING) << rule.code;
      EXPECT_THAT(std::string(rule.fix_sv), HasSubstr("kolumnen Kommentar")) << rule.code;
      EXPECT_THAT(std::string(rule.fix_en), HasSubstr("column Kommentar")) << rule.code;
    }
    last = {group, rule.code};
    for (const auto text : {rule.message_sv, rule.message_en, rule.fix_sv, rule.fix_en}) {
      EXPECT_FALSE(text.empty()) << rule.code;
    }
  }
}

// A code that is used but not in the table would be found by a sender first.
TEST(RulesTest, HaveEveryCodeThatTheSourcesUse) {
  std::set<std::string, std::less<>> known;
  for (const Rule& rule : Rules()) known.emplace(rule.code);
  const std::regex use(
      "(?:Add|AddRow|AddIndicator|MakeFinding|add|refuse)\\(\\s*\"([A-Z][A-Z0-9_]+)\"");
  int uses = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(samlad::testing::SourceDir()) / "gateway")) {
    if (entry.path().extension() != ".cc") continue;
    const std::string source = ReadAll(entry.path());
    for (std::sregex_iterator match(source.begin(), source.end(), use), end; match != end;
         ++match) {
      EXPECT_TRUE(known.contains((*match)[1].str())) << entry.path() << ": " << (*match)[1];
      ++uses;
    }
  }
  EXPECT_GT(uses, 50);
}

// To regenerate the page: SAMLAD_UPDATE_DOCS=1 domain_test --gtest_filter='FindingsPageTest.*'
TEST(FindingsPageTest, IsUpToDate) {
  const auto path =
      std::filesystem::path(samlad::testing::SourceDir()) / "gateway/docs/findings.md";
  if (std::getenv("SAMLAD_UPDATE_DOCS") != nullptr) {
    std::ofstream(path, std::ios::binary) << FindingsPage();
  }
  EXPECT_TRUE(ReadAll(path) == FindingsPage())
      << "gateway/docs/findings.md differs from the rules. Run domain_test with the environment "
         "SAMLAD_UPDATE_DOCS=1 to rewrite it, and commit the page.";
}

TEST(FindingTest, FillsInTheTextsOnceAndEscapesWhatWasSent) {
  v1::FindingKey key;
  key.set_indicator("EID-01");
  const v1::Finding finding = MakeFinding("OBS_VALUE_IMPLAUSIBLE", "observations[3].value",
                                          "{expected}\x1b[31m", "≤ 5", &key);
  EXPECT_EQ(finding.severity(), v1::SEVERITY_WARNING);
  EXPECT_EQ(finding.got(), "{expected}\\x1b[31m");
  EXPECT_THAT(finding.message().en(), HasSubstr("{expected}\\x1b[31m is outside"));
  EXPECT_THAT(finding.message().sv(), HasSubstr("EID-01 (≤ 5)"));
  EXPECT_EQ(finding.location().field(), "observations[3].value");
  EXPECT_EQ(finding.occurrences(), 1u);
  EXPECT_EQ(finding.rules_version(), kRulesVersion);
}

// The sender of a sheet does not know "observations[3]", because the place names
// the row.
TEST(FindingTest, NamesAFieldWithoutTheElementThatItIsIn) {
  const auto text = [](std::string_view code, std::string_view field) {
    return MakeFinding(code, field, "x", "y").message().en();
  };
  EXPECT_EQ(text("OBS_CODE_UNKNOWN", "observations[3].sex"),
            "The code \"x\" is not in the code list of sex.");
  EXPECT_EQ(text("CATALOGUE_FIELD_MISSING", "projects[1].effects[0].indicator"),
            "indicator is missing.");
  EXPECT_THAT(text("FILE_CONFLICT", "sign_off.name"), HasSubstr("The field sign_off.name has "));
  EXPECT_EQ(text("CATALOGUE_FIELD_MISSING", "targets[0]"), "targets[0] is missing.");
}

TEST(FindingTest, ShortensWhatWasSent) {
  std::string long_text;
  for (int i = 0; i < 1000; ++i) long_text += "å";
  const v1::Finding finding = MakeFinding("PERIOD_MALFORMED", "period", long_text, "");
  EXPECT_LE(finding.got().size(), limits::kFindingGotBytesMax);
  EXPECT_GT(finding.got().size(), limits::kFindingGotBytesMax - 4);
  EXPECT_TRUE(finding.got().ends_with("å…"));
}

TEST(PrintableTest, KeepsTextAndEscapesTheRest) {
  EXPECT_EQ(Printable("Kronogården – 5 ‰ 🙂", 100), "Kronogården – 5 ‰ 🙂");
  EXPECT_EQ(Printable(std::string_view("a\0b\n", 4), 100), "a\\x00b\\x0a");
  EXPECT_EQ(Printable("\xFF\xC3(", 100), "\\xff\\xc3(");
  EXPECT_EQ(Printable("\xC0\xAF\xED\xA0\x80\xF4\x90\x80\x80", 100),
            "\\xc0\\xaf\\xed\\xa0\\x80\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(Printable("\u202Eabc\u2066", 100), "\\u202eabc\\u2066");
  EXPECT_EQ(Printable("\u0085", 100), "\\x85");
}

TEST(PrintableTest, CutsAtACharacterWithinTheBound) {
  EXPECT_EQ(Printable("12345678", 8), "12345678");
  EXPECT_EQ(Printable("123456789", 8), "12345…");
  EXPECT_EQ(Printable("1234åååå", 8), "1234…");
}

TEST(FindingCollectorTest, GroupsByCodeIndicatorAndField) {
  v1::FindingKey a, b;
  a.set_indicator("A");
  b.set_indicator("B");
  FindingCollector collector;
  EXPECT_TRUE(collector.Add("OBS_VALUE_MISSING", "observations[4].value", 4, "", "", &a));
  EXPECT_FALSE(collector.Add("OBS_VALUE_MISSING", "observations[9].value", 9, "", "", &a));
  EXPECT_FALSE(collector.Add("OBS_VALUE_MISSING", "observations[7].value", 7, "", "", &a));
  EXPECT_TRUE(collector.Add("OBS_VALUE_MISSING", "observations[1].value", 1, "", "", &b));
  EXPECT_TRUE(collector.Add("OBS_COUNT_NEGATIVE", "observations[4].value", 4, "", "", &a));
  EXPECT_TRUE(collector.Add("OBS_COUNT_NEGATIVE", "observations[4].numerator", 4, "", "", &a));
  const auto findings = collector.Take();
  ASSERT_EQ(findings.size(), 4u);
  EXPECT_EQ(findings[0].key().indicator(), "B");
  EXPECT_EQ(findings[1].occurrences(), 3u);
  EXPECT_THAT(findings[1].also(), ElementsAre(7, 9));
  EXPECT_TRUE(collector.Take().empty());
}

TEST(FindingCollectorTest, ListsAnElementOnceHoweverOftenItIsHit) {
  FindingCollector collector;
  for (const int i : {0, 0, 1, 1}) {
    collector.Add("ACTIVITY_INDICATOR_UNKNOWN", "activities[0].indicators[1]", i, "", "");
  }
  const auto findings = collector.Take();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].occurrences(), 4u);
  EXPECT_THAT(findings[0].also(), ElementsAre(1));
}

TEST(FindingCollectorTest, OrdersBySeverityThenByPlace) {
  FindingCollector collector;
  collector.Add("FINDINGS_MORE", "", -1, "", "");
  EXPECT_FALSE(collector.HasErrors());
  collector.Add("SIGN_OFF_MISSING", "sign_off", -1, "", "");
  collector.Add("PERIOD_CLOSED", "period", -1, "", "");
  collector.Add("OBS_VALUE_MISSING", "observations[8].value", 8, "", "");
  collector.Add("OBS_COUNT_NEGATIVE", "observations[2].value", 2, "", "");
  EXPECT_TRUE(collector.HasErrors());
  std::vector<std::string> codes;
  for (const auto& finding : collector.Take()) codes.push_back(finding.code());
  EXPECT_THAT(codes, ElementsAre("PERIOD_CLOSED", "OBS_COUNT_NEGATIVE", "OBS_VALUE_MISSING",
                                 "SIGN_OFF_MISSING", "FINDINGS_MORE"));
}

size_t BytesOf(const std::vector<v1::Finding>& findings) {
  size_t bytes = 0;
  for (const auto& finding : findings) bytes += finding.SpaceUsedLong();
  return bytes;
}

TEST(FindingCollectorTest, HoldsAHundredThousandOfOneCauseInOneFinding) {
  FindingCollector collector;
  for (int i = 0; i < 100'000; ++i) {
    collector.Add("OBS_VALUE_MISSING", "observations[" + std::to_string(i) + "].value", i, "", "");
  }
  const auto findings = collector.Take();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].occurrences(), 100'000u);
  EXPECT_EQ(findings[0].also_size(), 99'999);
  EXPECT_LT(BytesOf(findings), size_t{1} << 20);
}

TEST(FindingCollectorTest, BoundsTheNumberOfGroupsAndSaysHowManyMore) {
  const size_t before = mallinfo2().uordblks;
  FindingCollector collector;
  for (int i = 0; i < 100'000; ++i) {
    v1::FindingKey key;
    key.set_indicator("UNKNOWN-" + std::to_string(i));
    collector.Add("OBS_INDICATOR_UNKNOWN", "observations[" + std::to_string(i) + "].indicator", i,
                  key.indicator(), "", &key);
  }
  EXPECT_LT(mallinfo2().uordblks - before, size_t{8} << 20);
  const auto findings = collector.Take();
  ASSERT_EQ(findings.size(), limits::kFindingsMax + 1);
  EXPECT_EQ(findings.back().code(), "FINDINGS_MORE");
  EXPECT_EQ(findings.back().got(), std::to_string(100'000 - limits::kFindingsMax));
  EXPECT_LT(BytesOf(findings), size_t{4} << 20);
}

// Warnings found first must not hide that a report is refused.
TEST(FindingCollectorTest, KeepsErrorsHoweverManyWarningsCameBefore) {
  FindingCollector collector;
  for (size_t i = 0; i < 2 * limits::kFindingsMax; ++i) {
    v1::FindingKey key;
    key.set_indicator(std::to_string(i));
    collector.Add("OBS_VALUE_IMPLAUSIBLE", "observations[0].value", 0, "", "", &key);
  }
  collector.Add("PERIOD_CLOSED", "period", -1, "", "");
  const auto findings = collector.Take();
  EXPECT_EQ(findings.front().code(), "PERIOD_CLOSED");
  EXPECT_EQ(VerdictOf(findings), v1::VERDICT_REJECTED);
}

TEST(VerdictTest, FollowsFromTheWorstFinding) {
  EXPECT_EQ(VerdictOf({}), v1::VERDICT_ACCEPTED);
  std::vector<v1::Finding> findings = {MakeFinding("FINDINGS_MORE", "", "", "")};
  EXPECT_EQ(VerdictOf(findings), v1::VERDICT_ACCEPTED);
  findings.push_back(MakeFinding("SIGN_OFF_MISSING", "", "", ""));
  EXPECT_EQ(VerdictOf(findings), v1::VERDICT_ACCEPTED_WITH_WARNINGS);
  findings.push_back(MakeFinding("PERIOD_CLOSED", "", "", ""));
  EXPECT_EQ(VerdictOf(findings), v1::VERDICT_REJECTED);
}

}  // namespace
}  // namespace samlad::domain
