// SPDX-License-Identifier: EUPL-1.2
//
// Editions that the gateway publishes itself.

#include "gateway/app/publications.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/ledger/receipt.h"
#include "google/protobuf/text_format.h"
#include "samlad/v1/edition.pb.h"
#include "tests/support/log_lines.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::app {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

// Of the fixture's "annual" for 2025: homes, school and club owe it.
constexpr char kOnDay[] = R"pb(id: "day"
                               periods: "2025"
                               on { date: "2026-03-01" })pb";
constexpr char kComplete[] = R"pb(
  id: "all"
  periods: "2025"
  when_complete {}
  at_latest { date: "2026-03-01" })pb";
constexpr int64_t kMarchMs = 1'772'319'600'000;  // 1 March 2026, 00:00 in Stockholm

class PublicationsTest : public exchange::ExchangeTest {
 protected:
  PublicationsTest() { Start(); }

  void Start() {
    metrics_.emplace();
    publications_.emplace(
        *exchange_, clock_, making_, log_.MakeLog(), *metrics_,
        Publications::Options{.now = [this] { return now_; }, .random = [] { return 0.0; }});
  }
  void Restart() {
    publications_.reset();
    ASSERT_TRUE(Reopen().ok());
    Start();
  }
  void ApplyRule(const char* rule) {
    v1::Catalogue catalogue = exchange_->Read()->catalogue->catalogue();
    catalogue.clear_publications();
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(rule, catalogue.add_publications()));
    const auto applied =
        Execute(Apply(catalogue, "rule", exchange_->Read()->catalogue->position()));
    ASSERT_TRUE(applied.ok()) << applied.status();
    for (const v1::Finding& finding : applied->findings) {
      ASSERT_NE(finding.severity(), v1::SEVERITY_ERROR) << finding.DebugString();
    }
  }
  uint64_t Report(const std::string& organisation) {
    const std::string sender = organisation == "club" ? "homes" : organisation;
    const auto sent =
        Execute(Submit(sender, organisation + "1", exchange::MakeReport(organisation, "2025", 70)));
    EXPECT_TRUE(sent.ok()) << sent.status();
    return sent.ok() ? exchange::PositionOf(*sent) : 0;
  }
  void Pass(milliseconds time) { now_ += time; }

  // Of each kind, in the order of the log: "due", "problem" or "edition".
  std::vector<std::string> Entries() const {
    std::vector<std::string> entries;
    const auto now = exchange_->Read();
    for (uint64_t i = 0; i < now->facts.size(); ++i) {
      const auto& what = now->facts[i].what;
      if (const auto* due = std::get_if<domain::EditionDueFact>(&what)) {
        entries.push_back(due->problem.empty() ? "due" : "problem");
      } else if (std::holds_alternative<domain::EditionFact>(what)) {
        entries.push_back("edition");
      }
    }
    return entries;
  }
  const domain::EditionFact& NewestEdition() const {
    newest_ = exchange_->Read();
    return std::get<domain::EditionFact>(newest_->facts[newest_->facts.editions().back()].what);
  }

  testing::LogLines log_;
  service::EditionsInMaking making_;
  std::chrono::steady_clock::time_point now_{std::chrono::hours(1)};
  std::optional<telemetry::Metrics> metrics_;
  std::optional<Publications> publications_;
  mutable std::shared_ptr<const exchange::Snapshot> newest_;
};

using Kinds = std::vector<std::string>;

TEST_F(PublicationsTest, OnItsDayAnEditionIsPublishedOnce) {
  ApplyRule(kOnDay);
  Report("homes");
  clock_.Set(kMarchMs - 1);
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds());
  clock_.Set(kMarchMs);
  publications_->RunOnce();
  ASSERT_EQ(Entries(), Kinds({"due", "edition"}));
  EXPECT_EQ(NewestEdition().publication, "day");
  EXPECT_EQ(NewestEdition().period, "2025");
  for (int i = 0; i < 3; ++i) publications_->RunOnce();
  Restart();
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition"}));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_publications_waiting 0"));
}

TEST_F(PublicationsTest, ItIsTheGatewaysOwnEntryAndVerifies) {
  ApplyRule(kOnDay);
  Report("homes");
  clock_.Set(kMarchMs);
  publications_->RunOnce();
  ASSERT_EQ(Entries(), Kinds({"due", "edition"}));
  const uint64_t position = exchange_->Read()->facts.editions().back();
  const auto entry = exchange_->reader().ReadEditionEntry(position);
  ASSERT_TRUE(entry.ok()) << entry.status();
  v1::EntryHeader header;
  ASSERT_TRUE(header.ParseFromString(entry->header));
  EXPECT_EQ(header.organisation(), "");
  v1::Edition edition;
  ASSERT_TRUE(edition.ParseFromString(entry->bytes));
  EXPECT_EQ(edition.publication(), "day");
  const auto receipt = exchange_->reader().FindReceipt({}, "", position, /*any=*/true);
  ASSERT_TRUE(receipt.ok()) << receipt.status();
  EXPECT_TRUE(ledger::VerifyReceipt(*receipt, Verifier(), entry->bytes).ok());
  // Nobody from outside is the gateway.
  const auto forged = Execute({.kind = exchange::CommandKind::kPublishEdition,
                               .sender = {},
                               .submission_id = "publication:day:2025",
                               .payload = entry->bytes,
                               .base = 0});
  EXPECT_EQ(forged.status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(PublicationsTest, WhenTheReportsAreCompleteItIsPublishedBeforeItsLastDay) {
  ApplyRule(kComplete);
  Report("homes");
  Report("school");
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds());
  Report("club");
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition"}));
  clock_.Set(kMarchMs);
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition"})) << "once";
}

TEST_F(PublicationsTest, AtLatestItIsPublishedAlthoughReportsAreMissing) {
  ApplyRule(kComplete);
  Report("homes");
  clock_.Set(kMarchMs);
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition"}));
}

// A rule looks forward: what is past is published by hand.
TEST_F(PublicationsTest, ADayThatWasPastWhenTheRuleCameIsLeftAlone) {
  Report("homes");
  clock_.Set(kMarchMs + 1);
  ApplyRule(kOnDay);
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds());
}

TEST_F(PublicationsTest, ARestartBetweenGoesOn) {
  ApplyRule(kOnDay);
  Report("homes");
  clock_.Set(kMarchMs);
  making_.count = limits::kEditionsInMakingMax;  // by hand, meanwhile
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due"}));
  EXPECT_THAT(metrics_->Text(), HasSubstr("samlad_publications_waiting 1"));
  making_.count = 0;
  Restart();
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition"}));
  EXPECT_EQ(making_.count, 0);
}

// Nobody approves it, and the edition is not held up.
TEST_F(PublicationsTest, DoubtfulProseIsLeftOut) {
  ApplyRule(kOnDay);
  v1::Report report = exchange::MakeReport("homes", "2025", 70);
  v1::Activity& activity = *report.add_activities();
  activity.set_id("A1");
  activity.set_title("Tre familjer fick hjälp");
  activity.set_priority_area("F1");
  ASSERT_TRUE(Execute(Submit("homes", "a", report)).ok());
  v1::ReportReviewed review;
  review.set_report(exchange_->Read()->facts.size() - 1);
  ASSERT_TRUE(Execute({.kind = exchange::CommandKind::kApproveReport,
                       .sender = {"office", "test", ""},
                       .submission_id = "r",
                       .payload = review.SerializeAsString(),
                       .base = 0})
                  .ok());
  ASSERT_FALSE(exchange_->reader().MakeEdition({.period = "2025"}).ok()) << "by hand, it is asked";
  clock_.Set(kMarchMs);
  publications_->RunOnce();
  ASSERT_EQ(Entries(), Kinds({"due", "edition"}));
  v1::Edition edition;
  ASSERT_TRUE(edition.ParseFromString(
      exchange_->reader().ReadEdition(exchange_->Read()->facts.editions().back()).value()));
  ASSERT_EQ(edition.summary().prose_left_out_size(), 1);
  EXPECT_EQ(edition.summary().prose_left_out(0), "homes/A1");
  EXPECT_THAT(edition.view(), ::testing::Not(HasSubstr("familjer")));
}

TEST_F(PublicationsTest, WhatFailsIsEnteredOnceAndTriedAgainAfterEverLongerWaits) {
  ApplyRule(kOnDay);
  Report("homes");
  clock_.Set(kMarchMs);
  store_->FailReads(absl::UnavailableError("the store is away"));
  publications_->RunOnce();
  // Nothing is read without an earlier edition, so that the first is published.
  EXPECT_EQ(Entries(), Kinds({"due", "edition"}));
  store_->FailReads(absl::OkStatus());

  v1::Catalogue catalogue = exchange_->Read()->catalogue->catalogue();
  catalogue.mutable_publications(0)->set_id("again");
  catalogue.mutable_publications(0)->mutable_on()->set_date("2026-03-02");
  ASSERT_TRUE(Execute(Apply(catalogue, "c2", exchange_->Read()->catalogue->position())).ok());
  clock_.Set(kMarchMs + milliseconds(std::chrono::hours(24)).count());
  store_->FailReads(absl::UnavailableError("the store is away"));
  publications_->RunOnce();
  const Kinds failed{"due", "edition", "due", "problem"};
  EXPECT_EQ(Entries(), failed);
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_publications_attempts_total{outcome=\"failed\"} 1"));
  publications_->RunOnce();
  Pass(limits::kPublicationBackoffInitial - milliseconds(1));
  publications_->RunOnce();
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_publications_attempts_total{outcome=\"failed\"} 1"));
  Pass(milliseconds(1));
  publications_->RunOnce();
  EXPECT_THAT(metrics_->Text(),
              HasSubstr("samlad_publications_attempts_total{outcome=\"failed\"} 2"));
  EXPECT_EQ(Entries(), failed) << "entered once";
  store_->FailReads(absl::OkStatus());
  Pass(limits::kPublicationBackoffMax);
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition", "due", "problem", "edition"}));
}

// As if each were that of another gateway of the same log.
TEST_F(PublicationsTest, TwoGatewaysPublishOnce) {
  ApplyRule(kOnDay);
  Report("homes");
  clock_.Set(kMarchMs);
  telemetry::Metrics metrics;
  service::EditionsInMaking others;
  Publications other(
      *exchange_, clock_, others, log_.MakeLog(), metrics,
      Publications::Options{.now = [this] { return now_; }, .random = [] { return 0.0; }});
  making_.count = limits::kEditionsInMakingMax;
  publications_->RunOnce();
  making_.count = 0;
  other.RunOnce();
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds({"due", "edition"}));
}

TEST_F(PublicationsTest, AStopEndsTheMaking) {
  ApplyRule(kOnDay);
  Report("homes");
  clock_.Set(kMarchMs);
  making_.stopping = true;
  publications_->RunOnce();
  EXPECT_EQ(Entries(), Kinds());
  const auto made =
      exchange_->reader().MakeEdition({.period = "2025", .cancelled = [] { return true; }});
  EXPECT_EQ(made.status().code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace samlad::app
