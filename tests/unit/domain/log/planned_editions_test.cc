// SPDX-License-Identifier: EUPL-1.2
//
// Which editions rules ask for, and whether the reports are complete.

#include "gateway/domain/log/planned_editions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "gateway/domain/catalogue/publications.h"
#include "gateway/domain/values/date.h"
#include "google/protobuf/text_format.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two organisations owe "year" for 2025, one of them also "extra", which is approved.
v1::Catalogue Rules(std::string_view rules) {
  v1::Catalogue catalogue;
  const std::string text = std::string(R"pb(
                             organisations { id: "a" }
                             organisations { id: "b" }
                             periods { id: "2024" }
                             periods { id: "2025-T1" }
                             periods { id: "2025" }
                             obligations {
                               id: "year"
                               organisations: [ "a", "b" ]
                               periods { period: "2024" }
                               periods { period: "2025" due: "2026-02-15" }
                             }
                             obligations {
                               id: "extra"
                               organisations: "a"
                               periods { period: "2025" due: "2026-02-15" }
                               requires_approval: true
                             }
                           )pb") +
                           std::string(rules);
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &catalogue));
  return catalogue;
}

constexpr std::string_view kWhenComplete =
    "publications { id: 'all' every: PERIOD_KIND_YEAR when_complete {} }";

const PlannedEditions::Key kAll2025{"all", "2025"};

bool Complete(const SampleLog& log, const std::vector<std::string>& obligations = {},
              std::string_view period = "2025") {
  PlannedEditions editions;
  editions.Read(log.facts());
  v1::WhenComplete when;
  when.mutable_obligations()->Assign(obligations.begin(), obligations.end());
  return editions.IsComplete(when, period);
}

TEST(PublicationsOfACatalogueTest, NameTheirPeriodsAndDays) {
  const v1::Catalogue catalogue = Rules(R"pb(
    publications {
      id: "y"
      every: PERIOD_KIND_YEAR
      on { days_after: 60 }
    }
    publications {
      id: "t"
      every: PERIOD_KIND_T1
      on { days_after: 1 }
    }
    publications {
      id: "d"
      periods: "2025"
      on { date: "2026-03-01" }
    }
    publications {
      id: "c"
      periods: [ "2025", "2024" ]
      when_complete {}
    }
    publications {
      id: "l"
      periods: "2025"
      when_complete {}
      at_latest { days_after: 31 }
    }
  )pb");
  const auto of = [&](int i) { return PeriodsOf(catalogue, catalogue.publications(i)); };
  EXPECT_THAT(of(0), ElementsAre("2024", "2025"));
  EXPECT_THAT(of(1), ElementsAre("2025-T1"));
  EXPECT_THAT(of(3), ElementsAre("2024", "2025")) << "in the catalogue's order";
  const auto day = [&](int i, std::string_view period) {
    const auto found = PublicationDayOf(catalogue.publications(i), period);
    return found ? FormatDate(*found) : std::string();
  };
  EXPECT_EQ(day(0, "2025"), "2026-03-01");
  EXPECT_EQ(day(0, "2023"), "2024-02-29") << "a leap year";
  EXPECT_EQ(day(1, "2025-T1"), "2025-05-01");
  EXPECT_EQ(day(2, "2025"), "2026-03-01");
  EXPECT_EQ(day(3, "2025"), "");
  EXPECT_EQ(day(4, "2025"), "2026-01-31");
}

TEST(PlannedEditionsTest, AreCompleteWhenEveryReportThatIsOwedIsThere) {
  SampleLog log(Rules(kWhenComplete));
  EXPECT_FALSE(Complete(log));
  log.Report("a", "2025", {});
  EXPECT_FALSE(Complete(log));
  const uint64_t b = log.Report("b", "2025", {});
  EXPECT_TRUE(Complete(log, {"year"}));
  EXPECT_FALSE(Complete(log)) << "the other obligation";
  const uint64_t extra = log.Report("a", "2025", {}, "extra");
  EXPECT_FALSE(Complete(log)) << "not approved";
  log.Review(extra, true);
  EXPECT_TRUE(Complete(log));
  log.Review(b, false);
  EXPECT_FALSE(Complete(log)) << "sent back";
  log.Report("b", "2025", {});
  EXPECT_TRUE(Complete(log));
  log.Withdraw(log.Report("b", "2025", {}));
  EXPECT_FALSE(Complete(log));
  log.Waive("b", "2025");
  EXPECT_TRUE(Complete(log)) << "it is not owed";
  log.Waive("b", "2025", /*lifted=*/true);
  EXPECT_FALSE(Complete(log));
}

TEST(PlannedEditionsTest, NothingOwedIsNotComplete) {
  SampleLog log(Rules(kWhenComplete));
  log.Report("a", "2024", {});
  log.Report("b", "2024", {});
  EXPECT_FALSE(Complete(log, {}, "2024")) << "2024 has no due date";
  EXPECT_FALSE(Complete(log, {}, "2025-T1"));
  EXPECT_FALSE(Complete(log, {"none"}));
}

TEST(PlannedEditionsTest, WhatWasCompleteWhenTheRuleCameIsNotDueByItself) {
  SampleLog log(Rules(""));
  log.Report("a", "2025", {});
  const uint64_t b = log.Report("b", "2025", {});
  log.Review(log.Report("a", "2025", {}, "extra"), true);
  PlannedEditions editions;
  editions.Read(log.facts());
  EXPECT_TRUE(editions.planned().empty());
  log.MoveTo(1'000'000);
  log.Apply(Rules(kWhenComplete));
  const int64_t since_ms = log.facts()[log.facts().size() - 1].time_ms;
  editions.Read(log.facts());
  EXPECT_TRUE(editions.planned().at(kAll2025).was_complete);
  EXPECT_EQ(editions.planned().at(kAll2025).since_ms, since_ms);
  EXPECT_FALSE(editions.planned().at({"all", "2024"}).was_complete);
  // Another catalogue with the same rule begins nothing anew.
  log.Apply(Rules(kWhenComplete));
  editions.Read(log.facts());
  EXPECT_TRUE(editions.planned().at(kAll2025).was_complete);
  EXPECT_EQ(editions.planned().at(kAll2025).since_ms, since_ms);
  log.Review(b, false);
  log.Report("b", "2025", {});
  editions.Read(log.facts());
  EXPECT_FALSE(editions.planned().at(kAll2025).was_complete) << "it was not in between";
  // A gateway that starts again knows the same.
  PlannedEditions again;
  again.Read(log.facts());
  EXPECT_FALSE(again.planned().at(kAll2025).was_complete);
  EXPECT_EQ(again.planned().at(kAll2025).since_ms, since_ms);
}

TEST(PlannedEditionsTest, KnowWhatFellDueAndWhatWasPublished) {
  SampleLog log(Rules(kWhenComplete));
  PlannedEditions editions;
  const auto read = [&] { editions.Read(log.facts()); };
  read();
  EXPECT_FALSE(editions.HasFallenDue(kAll2025));
  const uint64_t due = log.Append(EditionDueFact{.publication = "all", .period = "2025"});
  read();
  EXPECT_TRUE(editions.HasFallenDue(kAll2025));
  EXPECT_EQ(editions.DueMs(kAll2025), log.facts()[due].time_ms);
  EXPECT_FALSE(editions.HasProblem(kAll2025));
  log.Append(EditionDueFact{.publication = "all", .period = "2025", .problem = "why"});
  log.Publish(1, "2025");
  log.Publish(2, "2024", 0, "all");
  read();
  EXPECT_TRUE(editions.HasProblem(kAll2025));
  EXPECT_FALSE(editions.IsPublished(kAll2025)) << "by hand, and of another period";
  log.Publish(3, "2025", 0, "all");
  read();
  EXPECT_TRUE(editions.IsPublished(kAll2025));
  log.Apply(Rules(""));
  read();
  EXPECT_THAT(editions.planned(), IsEmpty()) << "the rule is gone";
}

}  // namespace
}  // namespace samlad::domain
