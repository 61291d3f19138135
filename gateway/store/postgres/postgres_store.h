// SPDX-License-Identifier: EUPL-1.2
//
// The engine for logs that outlive a machine: a PostgreSQL database (14 or later)
// as it is run in practice, replicated and failed over by others. This engine
// keeps keys unique. Why it is as it is: docs/adr/0029-postgresql-engine.md.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_STORE_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Opens the log in the database, whose schema must be there. `directory` is the
// gateway's own, made if it is missing: the newest checkpoint that was confirmed
// is kept there (head_file.h). `remark` may be null.
//   ALREADY_EXISTS       another gateway has the log, or the directory, open
//   NOT_FOUND            the database has no schema for a log
//   UNAVAILABLE          no host was reached that takes writes
//   FAILED_PRECONDITION  the schema is older or newer, or the server does not keep
//                        what it confirms
//   DATA_LOSS            the database holds less than was acknowledged, or another
//                        log, or a schema of another program
absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const PostgresOptions& options,
                                                         const std::string& directory,
                                                         const Remark& remark = nullptr);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_STORE_H_
