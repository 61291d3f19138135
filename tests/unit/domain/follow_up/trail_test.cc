// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/follow_up/trail.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/domain/sample_log.h"

namespace samlad::domain {
namespace {

v1::TrailRow TrailOf(const SampleLog& log, uint64_t as_of = 0) {
  v1::GetTrailRequest request;
  request.set_organisation("eidar");
  request.set_period("2025");
  request.set_as_of(as_of);
  const auto trail = ReadTrail(log.facts(), request);
  EXPECT_TRUE(trail.ok()) << trail.status();
  for (const v1::TrailRow& row : trail->rows()) {
    if (row.obligation().obligation() == "year") return row;
  }
  ADD_FAILURE() << "no row";
  return {};
}

// One letter a step: Done, Missing, Ahead, "-" not needed.
std::string Shape(const v1::TrailRow& row) {
  std::string shape;
  for (const v1::TrailStep& step : row.steps()) shape += " DMA-"[step.state()];
  return shape;
}

v1::Catalogue WithApproval() {
  v1::Catalogue catalogue = SampleCatalogue();
  catalogue.mutable_obligations(0)->set_requires_approval(true);
  return catalogue;
}

ReviewFact Review(uint64_t report, bool approved, std::string reason = "") {
  return {.approved = approved,
          .report = report,
          .organisation = "eidar",
          .obligation = "year",
          .period = "2025",
          .reason = std::move(reason),
          .remarks = {}};
}

DeliveryFact Delivered(v1::DeliveryState state, uint64_t delivery, uint64_t report) {
  auto change = std::make_shared<v1::DeliveryChanged>();
  change->set_state(state);
  change->set_delivery(delivery);
  if (report != 0) {
    change->add_reports(report);
    change->mutable_query()->set_period("2025");
    change->mutable_query()->set_as_of(report + 1);
  }
  change->set_reference("KS 2026/12");
  return {.change = std::move(change)};
}

TEST(TrailTest, IsAheadUntilTheDueDateAndMissingAfterIt) {
  SampleLog log(WithApproval());
  EXPECT_EQ(Shape(TrailOf(log)), "AA-A-A");
  log.PassDeadline("year", "2025");
  EXPECT_EQ(Shape(TrailOf(log)), "DM-M-M") << "nothing is ever delivered here";
}

TEST(TrailTest, ExpectsADeliveryWhereSomethingWasEverDelivered) {
  SampleLog log(WithApproval());
  const uint64_t other = log.Report("asf", "2024", {});
  const uint64_t delivery = log.Append(Delivered(v1::DELIVERY_STATE_FORWARDED, 0, other));
  EXPECT_EQ(Shape(TrailOf(log)), "AA-AAA");
  EXPECT_EQ(Shape(TrailOf(log, delivery)), "AA-A-A") << "as of then";
}

TEST(TrailTest, TellsWhatHappenedToAReportBeforeItWasWithdrawn) {
  SampleLog log(WithApproval());
  const uint64_t report = log.Report("eidar", "2025", {});
  log.Review(report, true);
  const uint64_t delivery = log.Append(Delivered(v1::DELIVERY_STATE_FORWARDED, 0, report));
  log.Append(Delivered(v1::DELIVERY_STATE_CONFIRMED, delivery, 0));
  log.Acknowledge("2025", "KS § 41");
  log.Withdraw(report, "fel fil");
  log.Acknowledge("2025", "KS § 42");
  const v1::TrailRow row = TrailOf(log);
  EXPECT_EQ(Shape(row), "AA-DDD") << "nothing is submitted now";
  EXPECT_EQ(row.steps(5).note(), "KS § 41");
  EXPECT_EQ(row.obligation().reason(), "fel fil");
  log.Report("eidar", "2025", {});
  EXPECT_EQ(Shape(TrailOf(log)), "AD-AAA") << "of the new one";
}

TEST(TrailTest, DoesNotTakeNoteOfWhatTheBoardNeverSaw) {
  SampleLog log;
  log.Withdraw(log.Report("eidar", "2025", {}));
  log.Acknowledge("2025", "KS § 41");
  EXPECT_EQ(Shape(TrailOf(log)), "AA---A");
}

TEST(TrailTest, ForgetsTheReasonOfAReturnThatWasAnswered) {
  SampleLog log(WithApproval());
  const uint64_t back = log.Append(Review(log.Report("eidar", "2025", {}), false, "fel"));
  EXPECT_EQ(TrailOf(log).steps(2).note(), "fel");
  log.Report("eidar", "2025", {});
  EXPECT_EQ(TrailOf(log).steps(2).position(), back) << "that it was sent back stays";
  EXPECT_EQ(TrailOf(log).steps(2).note(), "");
}

TEST(TrailTest, FollowsAReportStepByStep) {
  SampleLog log(WithApproval());
  const uint64_t first = log.Report("eidar", "2025", {});
  EXPECT_EQ(Shape(TrailOf(log)), "AD-A-A");
  log.Append(Review(first, false, "EID-02 stämmer inte"));
  EXPECT_EQ(Shape(TrailOf(log)), "ADDA-A");
  EXPECT_EQ(TrailOf(log).steps(2).note(), "EID-02 stämmer inte");
  const uint64_t second = log.Report("eidar", "2025", {});
  const uint64_t approval = log.Append(Review(second, true));
  EXPECT_EQ(Shape(TrailOf(log)), "ADDD-A") << "that it was sent back stays";
  EXPECT_EQ(TrailOf(log).steps(1).position(), first);
  EXPECT_EQ(TrailOf(log).steps(3).position(), approval);

  const uint64_t delivery = log.Append(Delivered(v1::DELIVERY_STATE_FORWARDED, 0, second));
  EXPECT_EQ(Shape(TrailOf(log)), "ADDDAA") << "sent is not received";
  const uint64_t confirmed = log.Append(Delivered(v1::DELIVERY_STATE_CONFIRMED, delivery, 0));
  EXPECT_EQ(Shape(TrailOf(log)), "ADDDDA");
  EXPECT_EQ(TrailOf(log).steps(4).position(), confirmed);
  log.Acknowledge("2025", "KS § 41");
  EXPECT_EQ(Shape(TrailOf(log)), "ADDDDD");
  EXPECT_EQ(TrailOf(log).steps(5).note(), "KS § 41");
  EXPECT_EQ(TrailOf(log).steps(5).decision(), "Informationen antecknas");
  EXPECT_EQ(Shape(TrailOf(log, first + 1)), "AD-A-A") << "as of then";
}

TEST(TrailTest, BeginsAnewWhenTheReportIsReplaced) {
  SampleLog log;
  const uint64_t first = log.Report("eidar", "2025", {});
  const uint64_t delivery = log.Append(Delivered(v1::DELIVERY_STATE_FORWARDED, 0, first));
  log.Append(Delivered(v1::DELIVERY_STATE_CONFIRMED, delivery, 0));
  log.Acknowledge("2025", "KS § 1");
  EXPECT_EQ(Shape(TrailOf(log)), "AD--DD");
  log.Report("eidar", "2025", {});
  EXPECT_EQ(Shape(TrailOf(log)), "AD--AA") << "the board has not seen this one";
}

TEST(TrailTest, AnEditionDeliversTheReportsThatItShows) {
  const auto forward = [](SampleLog& log, std::string_view period) {
    const uint64_t as_of = log.facts().size();
    const uint64_t edition = log.Publish(1, period, as_of);
    auto change = std::make_shared<v1::DeliveryChanged>();
    change->set_state(v1::DELIVERY_STATE_FORWARDED);
    change->set_edition(edition);
    change->mutable_query()->set_period(std::string(period));
    change->mutable_query()->set_as_of(as_of);
    return log.Append(DeliveryFact{.change = std::move(change)});
  };
  SampleLog log;
  log.Report("eidar", "2025", {});
  log.Append(Delivered(v1::DELIVERY_STATE_CONFIRMED, forward(log, "2024"), 0));
  EXPECT_EQ(Shape(TrailOf(log)), "AD--AA") << "an edition of another period";
  log.Append(Delivered(v1::DELIVERY_STATE_FAILED, forward(log, "2025"), 0));
  EXPECT_EQ(TrailOf(log).steps(4).note(), "KS 2026/12");
  const uint64_t delivery = forward(log, "2025");
  const uint64_t confirmed = log.Append(Delivered(v1::DELIVERY_STATE_CONFIRMED, delivery, 0));
  EXPECT_EQ(Shape(TrailOf(log)), "AD--DA");
  EXPECT_EQ(TrailOf(log).steps(4).position(), confirmed);
  log.Append(Delivered(v1::DELIVERY_STATE_ACKNOWLEDGED, delivery, 0));
  EXPECT_EQ(Shape(TrailOf(log)), "AD--DD");
  log.Report("eidar", "2025", {});
  EXPECT_EQ(Shape(TrailOf(log)), "AD--AA") << "no edition shows this one";
}

TEST(TrailTest, SaysWhyADeliveryFailed) {
  SampleLog log;
  const uint64_t report = log.Report("eidar", "2025", {});
  const uint64_t delivery = log.Append(Delivered(v1::DELIVERY_STATE_FORWARDED, 0, report));
  log.Append(Delivered(v1::DELIVERY_STATE_FAILED, delivery, 0));
  EXPECT_EQ(Shape(TrailOf(log)), "AD--AA");
  EXPECT_EQ(TrailOf(log).steps(4).note(), "KS 2026/12");
}

TEST(TrailTest, TakesTheBoardSystemsWordForAnAcknowledgement) {
  SampleLog log;
  const uint64_t report = log.Report("eidar", "2025", {});
  const uint64_t delivery = log.Append(Delivered(v1::DELIVERY_STATE_FORWARDED, 0, report));
  log.Append(Delivered(v1::DELIVERY_STATE_CONFIRMED, delivery, 0));
  log.Append(Delivered(v1::DELIVERY_STATE_ACKNOWLEDGED, delivery, 0));
  EXPECT_EQ(Shape(TrailOf(log)), "AD--DD");
  EXPECT_EQ(TrailOf(log).steps(5).note(), "KS 2026/12");
}

TEST(TrailTest, AsksNothingOfThoseWhoNeedNotReport) {
  SampleLog log;
  log.PassDeadline("year", "2025");
  log.Append(WaiverFact{.organisation = "eidar",
                        .obligation = "year",
                        .period = "2025",
                        .reason = "fusion",
                        .lifted = false});
  EXPECT_EQ(Shape(TrailOf(log)), "D-----");
  EXPECT_EQ(TrailOf(log).obligation().reason(), "fusion");
}

TEST(TrailTest, ListsEveryPeriodLatestFirst) {
  const SampleLog log;
  v1::GetTrailRequest request;
  request.set_organisation("asf");
  const auto trail = ReadTrail(log.facts(), request);
  ASSERT_TRUE(trail.ok());
  std::string periods;
  for (const v1::TrailRow& row : trail->rows()) periods += row.obligation().period() + " ";
  EXPECT_EQ(periods, "2025 2025-T2 2024 2023 ");
}

TEST(TrailTest, RefusesWhatDoesNotExist) {
  const SampleLog log;
  v1::GetTrailRequest request;
  request.set_organisation("nobody");
  EXPECT_EQ(ReadTrail(log.facts(), request).status().code(), absl::StatusCode::kInvalidArgument);
  request.clear_organisation();
  request.set_period("25");
  EXPECT_EQ(ReadTrail(log.facts(), request).status().code(), absl::StatusCode::kInvalidArgument);
  request.set_period("2031");
  EXPECT_EQ(ReadTrail(log.facts(), request).status().code(), absl::StatusCode::kInvalidArgument);
  request.clear_period();
  request.set_as_of(9);
  EXPECT_EQ(ReadTrail(log.facts(), request).status().code(), absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace samlad::domain
