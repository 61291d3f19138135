// SPDX-License-Identifier: EUPL-1.2
//
// The schema "samlad" of the database: numbered migrations, files of SQL in
// migrations/, compiled in. Forward only.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_SCHEMA_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_SCHEMA_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/postgres/postgres_options.h"

namespace samlad::store {

// The migration that this gateway works with.
uint32_t PostgresSchemaVersion();

// Applies what the database lacks, each migration in a transaction of its own, up
// to `version` (tests stop earlier). Returns the number of the one that it had
// before. Several may run it at a time. Errors as CheckPostgresSchema, but for what
// it makes good.
absl::StatusOr<uint32_t> MigratePostgres(const PostgresOptions& options,
                                         uint32_t version = PostgresSchemaVersion());

// NOT_FOUND            the database has no such schema: --migrate
// FAILED_PRECONDITION  an older one: --migrate; or a newer one
// DATA_LOSS            a schema of that name of another program
// Other errors as OpenPostgresStore.
absl::Status CheckPostgresSchema(const PostgresOptions& options);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_SCHEMA_H_
