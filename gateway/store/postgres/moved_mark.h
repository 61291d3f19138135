// SPDX-License-Identifier: EUPL-1.2
//
// A mark in the database that its log goes on elsewhere. It is a constraint, so that
// the database itself refuses what a gateway that still runs would append.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_MOVED_MARK_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_MOVED_MARK_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/store/postgres/postgres_options.h"

namespace samlad::store {

// Needs the rights of the tables' owner. `where`: for people. UNAVAILABLE, and no mark,
// if the log has more than `size` entries.
absl::Status MarkPostgresMoved(const PostgresOptions& options, uint64_t size,
                               std::string_view where);

// FAILED_PRECONDITION, with what the mark says, if there is one.
absl::Status CheckPostgresNotMoved(const PostgresOptions& options);

// FAILED_PRECONDITION if a gateway has confirmed the head within the last seconds.
absl::Status CheckNobodyServes(const PostgresOptions& options);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_MOVED_MARK_H_
