// SPDX-License-Identifier: EUPL-1.2
//
// The connection that confirms the head. A read alone would not do: a server that
// was cut off from its standbys, and has been replaced, shows the head that it
// knew for ever; but it can commit nothing.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_CONFIRMER_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_CONFIRMER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/postgres/link.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/postgres/step_recorder.h"

namespace samlad::store::postgres {

// Not thread-safe.
class Confirmer {
 public:
  // `steps` must outlive it.
  Confirmer(const PostgresOptions& options, std::shared_ptr<Timeline> timeline,
            const StepRecorder& steps);

  // Commits a row of its own, then reads the head on the same connection. If it is beyond `known`,
  // commits once more: what another gateway has appended may be committed here alone until a later
  // commit is confirmed. Errors as Store::ConfirmSize.
  absl::StatusOr<uint64_t> Confirm(uint64_t known);

 private:
  absl::StatusOr<uint64_t> ConfirmOnce(uint64_t known);
  absl::Status Commit(Connection& connection);

  const StepRecorder& steps_;
  std::string id_;
  Link link_;
  bool has_forgotten_ = false;  // the rows of processes that have ended
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_CONFIRMER_H_
