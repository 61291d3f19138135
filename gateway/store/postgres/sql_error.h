// SPDX-License-Identifier: EUPL-1.2
//
// What an error of PostgreSQL means to a store. Judged by SQLSTATE (PostgreSQL
// documentation, appendix A), never by its text, which is in the server's language.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_SQL_ERROR_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_SQL_ERROR_H_

#include <libpq-fe.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace samlad::store::postgres {

// An error, or a notice, that PostgreSQL sent.
class SqlError {
 public:
  explicit SqlError(const PGresult* result);

  // The session ends with it, so that what it was doing may have been done.
  bool EndsSession() const { return severity_ == "FATAL" || severity_ == "PANIC"; }
  // The transaction was given up in favour of another, and may be repeated.
  bool IsConflict() const { return state_ == "40001" || state_ == "40P01"; }
  // A row of samlad.head was given no size: its size or fence is another.
  bool IsHeadMoved() const { return state_ == "23502" && table_ == "head"; }
  // After COMMIT: certain that the transaction was rolled back.
  bool IsRollback() const { return state_.starts_with("40") || state_.starts_with("23"); }
  // Class 01: what was done was not done wholly, as a commit that is not replicated.
  bool IsWarning() const { return state_.starts_with("01"); }

  // Of a transaction that was rolled back; see Store::Append.
  absl::Status ToStatus() const;
  // "57P01: terminating connection due to administrator command".
  std::string Text() const;

 private:
  std::string severity_, state_, table_, constraint_, message_;
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_SQL_ERROR_H_
