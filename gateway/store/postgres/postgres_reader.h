// SPDX-License-Identifier: EUPL-1.2
//
// A log in a database that is read from outside, beside the gateways that serve it.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_READER_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_READER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/store.h"

namespace samlad::store {

// Opens the log for reading; changes nothing. Its size is that of the moment of
// opening: the greatest that head, entries or batches name, so that reading finds out
// what is missing. Errors as OpenPostgresStore, but for ALREADY_EXISTS.
absl::StatusOr<std::unique_ptr<ReadableLog>> OpenPostgresReader(const PostgresOptions& options);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_READER_H_
