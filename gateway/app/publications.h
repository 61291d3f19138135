// SPDX-License-Identifier: EUPL-1.2
//
// Publishes editions by the catalogue's rules: on a day, or when the reports are
// complete.
//
// That an edition fell due is an entry, and so is the edition; what must be done
// follows from the log alone, so that a gateway which starts again goes on. Both have
// keys of rule and period: of several gateways of one log, whichever comes first does
// it, and the others find it done.

#ifndef SAMLAD_GATEWAY_APP_PUBLICATIONS_H_
#define SAMLAD_GATEWAY_APP_PUBLICATIONS_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/base/clock.h"
#include "gateway/domain/log/planned_editions.h"
#include "gateway/exchange/exchange.h"
#include "gateway/forward/backoff.h"
#include "gateway/service/calls/foundation.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/metrics.h"

namespace samlad::app {

// Not thread-safe: used by one thread at a time. The arguments of the constructor must
// outlive it, and it must outlive the last Metrics::Text().
class Publications {
 public:
  struct Options {
    // For waits. Null: std::chrono::steady_clock::now.
    std::function<std::chrono::steady_clock::time_point()> now = nullptr;
    // Uniform in [0, 1). Null: a generator seeded by the system.
    std::function<double()> random = nullptr;
  };

  // `clock`: the log's. `making.stopping` ends a running RunOnce soon, and every later
  // one at once.
  Publications(exchange::Exchange& exchange, const Clock& clock, service::EditionsInMaking& making,
               telemetry::Log log, telemetry::Metrics& metrics, Options options);

  // Enters what fell due, publishes one edition if one is due, and returns. May take
  // minutes. What fails is tried again after a wait, which grows up to
  // limits::kPublicationBackoffMax. To be called about once a second.
  void RunOnce();

 private:
  using Key = domain::PlannedEditions::Key;
  using Time = std::chrono::steady_clock::time_point;
  struct Wait {
    forward::Backoff backoff{limits::kPublicationBackoffInitial, limits::kPublicationBackoffMax};
    Time not_before;
  };

  bool IsDue(const Key& key, const domain::PlannedEdition& planned,
             const absl::TimeZone& zone) const;
  void EnterDue(const exchange::Snapshot& now);
  std::optional<Key> NextToPublish();
  void PublishNext();
  absl::Status Publish(const Key& key, const v1::Publication& rule);
  absl::Status Try(const Key& key, const v1::Publication& rule);
  void Fail(const Key& key, const absl::Status& why);
  void WarnOfSeats(const Key& key, int64_t without_proof) const;
  // `seats`: certificates to be stored first.
  absl::StatusOr<exchange::Outcome> Execute(exchange::Command command,
                                            std::vector<std::string> seats = {});
  void UpdateMetrics();

  exchange::Exchange& exchange_;
  const Clock& clock_;
  service::EditionsInMaking& making_;
  const telemetry::Log log_;
  telemetry::Metrics& metrics_;
  const Options options_;

  domain::PlannedEditions editions_;
  std::map<Key, Wait> waits_;  // of editions that could not be published
  // For the metrics.
  std::atomic<uint64_t> waiting_ = 0;
  std::atomic<int64_t> waiting_since_ms_ = 0;  // 0: nothing does
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_PUBLICATIONS_H_
