// SPDX-License-Identifier: EUPL-1.2
//
// A v1::FeedEvent that owns nothing, and its bytes. It is written without message
// objects, because filling and serialising them took most of the time of a
// replay.

#ifndef SAMLAD_GATEWAY_DOMAIN_FEED_FEED_EVENT_H_
#define SAMLAD_GATEWAY_DOMAIN_FEED_FEED_EVENT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "samlad/v1/feed_service.pb.h"

namespace samlad::domain {

// Fields as in v1::FeedEvent.
struct FeedEvent {
  uint64_t position = 0;
  int64_t time_ms = 0;
  v1::FeedEventKind kind = v1::FEED_EVENT_KIND_UNSPECIFIED;
  std::string_view organisation, obligation, project, period;
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  uint64_t replaces = 0;
  uint64_t as_of = 0;
  std::string_view minute, decision;
  std::string_view system, certificate;
  uint64_t report = 0;
  std::string_view reason;
  bool lifted = false;
  std::string_view due;
  uint32_t days = 0;
  std::string_view recommendation;
  v1::DeliveryState delivery_state = v1::DELIVERY_STATE_UNSPECIFIED;
  uint64_t delivery = 0;
  std::string_view indicator, last_day;
  uint64_t corrects = 0;
  uint32_t edition = 0;
  std::string_view publication;
};

// Appends a serialised v1::WatchFeedResponse with this event alone, the bytes
// that protobuf itself writes. Such messages one after the other are one
// message with all their events.
void AppendFeedEvent(const FeedEvent& event, std::string* message);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FEED_FEED_EVENT_H_
