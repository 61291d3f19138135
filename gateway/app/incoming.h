// SPDX-License-Identifier: EUPL-1.2
//
// A log that comes from a backup or another store into that of a configuration.

#ifndef SAMLAD_GATEWAY_APP_INCOMING_H_
#define SAMLAD_GATEWAY_APP_INCOMING_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/app/config.h"
#include "gateway/backup/place_log.h"
#include "gateway/store/directory.h"

namespace samlad::app {

// Holds the data folder meanwhile, so that no gateway starts there. Not thread-safe.
class Incoming {
 public:
  // FAILED_PRECONDITION if the store has a log already; ALREADY_EXISTS if a gateway
  // runs.
  static absl::StatusOr<Incoming> Begin(const Config& config);

  // Copies the log, and examines the copy. Until Finish no gateway opens it.
  absl::StatusOr<backup::Copied> Fill(const store::ReadableLog& from,
                                      const ledger::NoteVerifier& verifier,
                                      const std::string& verifier_key,
                                      const backup::Rewrite& rewrite);

  absl::Status Finish(const backup::Copied& copied, const std::string& verifier_key);

 private:
  Incoming(const Config& config, store::DirectoryLock lock)
      : folder_(config.data_directory), postgres_(config.postgres), lock_(std::move(lock)) {}

  absl::StatusOr<backup::Copied> FillPostgres(const store::ReadableLog& from,
                                              const ledger::NoteVerifier& verifier,
                                              const ledger::NoteVerifier& written,
                                              const backup::Rewrite& rewrite);

  std::string folder_;
  std::optional<store::PostgresOptions> postgres_;
  store::DirectoryLock lock_;
};

// FAILED_PRECONDITION if a copy into the database of this data folder was not
// finished.
absl::Status CheckNothingIncoming(const Config& config);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_INCOMING_H_
