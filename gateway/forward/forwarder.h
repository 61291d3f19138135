// SPDX-License-Identifier: EUPL-1.2
//
// Store and forward: sends every edition to the board's own system, and repeats
// each delivery until that system has confirmed all of it. Nothing but editions
// leaves the gateway in this way, because a view of the moment gives away what
// disclosure control hides.
//
// A delivery is entered in the log before it is sent (FORWARDED), and so is
// every later change of its state, so that a gateway which starts again goes on
// from the log alone. The same delivery is sent with the same number and the same
// bytes until it is confirmed, so that a receiver which remembers numbers stores
// it once. Deliveries are sent one at a time, in the order of the log. Only an
// answer that names the delivery and its digest confirms it. Any other outcome is
// counted, and the delivery is sent again after a wait. After
// limits::kForwardGiveUp it has failed; a later delivery is of the same edition
// again, but editions without a failure come first. A receiver that has lost a
// confirmed delivery gets it again. Several gateways of one log may each have a
// forwarder: entries have keys (edition and attempt), so that both send the same
// delivery, and the receiver stores it once.

#ifndef SAMLAD_GATEWAY_FORWARD_FORWARDER_H_
#define SAMLAD_GATEWAY_FORWARD_FORWARDER_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/base/limits.h"
#include "gateway/exchange/exchange.h"
#include "gateway/forward/backoff.h"
#include "gateway/forward/deliveries.h"
#include "gateway/forward/inbox.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/metrics.h"

namespace samlad::forward {

// RunOnce is called by one thread at a time, Cancel by any. The arguments of the
// constructor must outlive the forwarder, which must outlive the last
// Metrics::Text().
class Forwarder {
 public:
  struct Options {
    std::string origin;  // of the log
    std::chrono::milliseconds ask_interval = limits::kForwardAskInterval;
    // For waits. Null: std::chrono::steady_clock::now.
    std::function<std::chrono::steady_clock::time_point()> now = nullptr;
    // Uniform in [0, 1). Null: a generator seeded by the system.
    std::function<double()> random = nullptr;
  };

  // `clock`: the log's.
  Forwarder(exchange::Exchange& exchange, Inbox& inbox, const Clock& clock, telemetry::Log log,
            telemetry::Metrics& metrics, Options options);

  // Announces and sends the deliveries that are due now, asks about one delivery
  // that waits for an acknowledgement, and returns. Blocks as long as the inbox
  // takes to answer. To be called about once a second.
  void RunOnce();

  // Ends a running RunOnce soon, and every later one at once.
  void Cancel();

 private:
  using Time = std::chrono::steady_clock::time_point;

  void Refresh();
  bool Announce();
  bool Send();
  std::string ReasonToFail(const Delivery& delivery, std::string_view last_answer) const;
  void Poll();
  absl::Status PollOne(const Delivery& delivery);
  void SendAgain(const Delivery& delivery);
  bool Settle(const Delivery& delivery, v1::DeliveryState state, std::string_view reference);
  bool Fail(const Delivery& delivery, std::string_view why);
  absl::Status Attempt(const Delivery& delivery, std::string* reference);
  absl::StatusOr<v1::DeliverRequest> MakeRequest(const Delivery& delivery) const;
  absl::Status Enter(const v1::DeliveryChanged& change);
  void Wait();
  void UpdateMetrics();

  exchange::Exchange& exchange_;
  Inbox& inbox_;
  const Clock& clock_;
  const telemetry::Log log_;
  telemetry::Metrics& metrics_;
  const Options options_;

  Deliveries deliveries_;
  Backoff backoff_;
  Time not_before_;  // the next attempt, or announcement
  Time poll_at_;
  uint64_t polled_ = 0;      // the delivery of the present round that was last asked about
  bool polls_fail_ = false;  // and that was logged
  bool alarmed_ = false;     // the present stall was logged
  std::atomic<bool> cancelled_ = false;
  // For the metrics.
  std::atomic<uint64_t> waiting_ = 0;
  std::atomic<int64_t> undelivered_since_ms_ = 0;  // 0: nothing is
};

}  // namespace samlad::forward

#endif  // SAMLAD_GATEWAY_FORWARD_FORWARDER_H_
