// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/backups.h"

#include "gateway/app/log_key.h"
#include "gateway/backup/write_backup.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"

namespace samlad::app {

absl::StatusOr<std::string> BackUp(const Config& config, const std::string& folder, uint64_t keep) {
  if (config.postgres.has_value()) {
    return absl::FailedPreconditionError(
        StrCat("the log is in ", config.StoreName(),
               ", and PostgreSQL makes its own backups: use pgBackRest, or pg_basebackup and the "
               "archived WAL; samlad-gateway --fsck examines what they restore (operations.md, "
               "'PostgreSQL')"));
  }
  const auto signer = ReadLogKey(config.log_key, config.origin);
  if (!signer.ok()) return signer.status();
  const auto written = backup::WriteBackup({.data_directory = config.data_directory,
                                            .verifier_key = signer->verifier_key(),
                                            .folder = folder,
                                            .keep = keep},
                                           SystemClock());
  if (!written.ok()) return written.status();
  std::string said = StrCat("backed up ", written->manifest.size, " entries of the log ",
                            config.origin, " to ", written->path, ", and verified every hash\n");
  for (const std::string& path : written->removed) StrAppend(&said, "removed ", path, "\n");
  return said;
}

}  // namespace samlad::app
