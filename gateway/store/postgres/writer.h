// SPDX-License-Identifier: EUPL-1.2
//
// The connection that appends.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_WRITER_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_WRITER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/postgres/link.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/postgres/step_recorder.h"
#include "gateway/store/store.h"

namespace samlad::store::postgres {

// Not thread-safe.
//
// A batch is one transaction, which locks samlad.head, and fails unless size and
// fence are those that it expects. If the confirmation of a COMMIT is lost, its
// fate is learned on another connection: raising the fence waits out a backend
// that still commits, and makes fail one that has not begun. Whether the batch is
// there then is whether it ever will be. A fence is a random number, because one that
// is counted would be raised twice: on a server that lost it again, and on its successor.
class Writer {
 public:
  // `steps` must outlive it.
  Writer(const PostgresOptions& options, std::shared_ptr<Timeline> timeline,
         const StepRecorder& steps);

  // Connects. Errors as Link::Get.
  absl::Status Open();

  // Errors as Store::Append; `confirmed`: entries that were ever confirmed.
  absl::Status Write(const Batch& batch, uint64_t confirmed);

  // Learns the fate of a batch whose outcome is unknown, if there is one.
  // UNAVAILABLE if it cannot be learned now.
  absl::Status Settle();

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Unknown {
    uint64_t size = 0;  // after the batch
    std::string note;
  };
  struct Head {
    uint64_t size = 0, fence = 0;
  };
  // What to do after an attempt: return this, or, nothing, try again.
  using Verdict = std::optional<absl::Status>;

  Verdict Attempt(const Batch& batch, uint64_t confirmed);
  Verdict JudgeRollback(const Outcome& outcome, const Batch& batch, uint64_t confirmed);
  Verdict JudgeUnknown(const Batch& batch);
  // Whether the batch is in the log. UNAVAILABLE: not known.
  absl::StatusOr<bool> Learn();
  absl::StatusOr<bool> LearnUntil(Time deadline);
  absl::StatusOr<Head> ReadHead();

  const uint32_t standbys_;
  const StepRecorder& steps_;
  Link link_;
  uint64_t fence_ = 0;
  std::optional<Unknown> unknown_;
  std::string why_;  // the last attempt failed
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_WRITER_H_
