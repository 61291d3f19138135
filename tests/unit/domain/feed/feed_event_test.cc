// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/feed/feed_event.h"

#include <limits>

#include "gtest/gtest.h"

namespace samlad::domain {
namespace {

v1::FeedEvent Proto(const FeedEvent& event) {
  v1::FeedEvent proto;
  proto.set_position(event.position);
  proto.set_time_ms(event.time_ms);
  proto.set_kind(event.kind);
  proto.set_organisation(std::string(event.organisation));
  proto.set_obligation(std::string(event.obligation));
  proto.set_project(std::string(event.project));
  proto.set_period(std::string(event.period));
  proto.set_verdict(event.verdict);
  proto.set_replaces(event.replaces);
  proto.set_as_of(event.as_of);
  proto.set_minute(std::string(event.minute));
  proto.set_decision(std::string(event.decision));
  proto.set_system(std::string(event.system));
  proto.set_certificate(std::string(event.certificate));
  proto.set_report(event.report);
  proto.set_reason(std::string(event.reason));
  proto.set_lifted(event.lifted);
  proto.set_due(std::string(event.due));
  proto.set_days(event.days);
  proto.set_recommendation(std::string(event.recommendation));
  proto.set_delivery_state(event.delivery_state);
  proto.set_delivery(event.delivery);
  proto.set_indicator(std::string(event.indicator));
  proto.set_last_day(std::string(event.last_day));
  proto.set_corrects(event.corrects);
  proto.set_edition(event.edition);
  proto.set_publication(std::string(event.publication));
  return proto;
}

TEST(FeedEventTest, HasTheBytesThatProtobufWrites) {
  const std::string decision(3'000, 'd');
  const FeedEvent full{.position = std::numeric_limits<uint64_t>::max(),
                       .time_ms = 1'770'710'400'000,
                       .kind = v1::FEED_EVENT_KIND_ACKNOWLEDGED,
                       .organisation = "eidar",
                       .obligation = "eidar-annual",
                       .project = "P1",
                       .period = "2025-T2",
                       .verdict = v1::VERDICT_ACCEPTED_WITH_WARNINGS,
                       .replaces = 127,
                       .as_of = 128,
                       .minute = "KS § 41",
                       .decision = decision,
                       .system = "erp",
                       .certificate = "0ff1ce",
                       .report = 300,
                       .reason = "EID-02",
                       .lifted = true,
                       .due = "2026-02-15",
                       .days = 14,
                       .recommendation = "R1",
                       .delivery_state = v1::DELIVERY_STATE_CONFIRMED,
                       .delivery = 1,
                       .indicator = "EID-03",
                       .last_day = "2026-06-30",
                       .corrects = 17,
                       .edition = 2,
                       .publication = "annual"};
  FeedEvent early;
  early.time_ms = -1;
  early.kind = v1::FEED_EVENT_KIND_CATALOGUE_APPLIED;
  v1::WatchFeedResponse expected;
  std::string message;
  for (const FeedEvent& event : {full, FeedEvent{}, early}) {
    *expected.add_events() = Proto(event);
    AppendFeedEvent(event, &message);
    EXPECT_EQ(message, expected.SerializeAsString());
  }
}

TEST(FeedEventTest, KnowsEveryFieldThereIs) {
  EXPECT_EQ(v1::FeedEvent::descriptor()->field_count(), 27);
}

}  // namespace
}  // namespace samlad::domain
