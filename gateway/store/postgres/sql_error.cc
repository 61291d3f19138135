// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/sql_error.h"

#include "gateway/base/strings.h"

namespace samlad::store::postgres {
namespace {

std::string Field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? "" : text;
}

}  // namespace

SqlError::SqlError(const PGresult* result)
    : severity_(Field(result, PG_DIAG_SEVERITY_NONLOCALIZED)),
      state_(Field(result, PG_DIAG_SQLSTATE)),
      table_(Field(result, PG_DIAG_TABLE_NAME)),
      constraint_(Field(result, PG_DIAG_CONSTRAINT_NAME)),
      message_(Field(result, PG_DIAG_MESSAGE_PRIMARY)) {
  // libpq's own errors have no fields.
  if (message_.empty()) message_ = PQresultErrorMessage(result);
  while (message_.ends_with('\n')) message_.pop_back();
}

std::string SqlError::Text() const {
  return state_.empty() ? message_ : StrCat(state_, ": ", message_);
}

absl::Status SqlError::ToStatus() const {
  const std::string text = StrCat("PostgreSQL: ", Text());
  if (IsHeadMoved()) return absl::AbortedError(text);
  if (state_ == "23505" && constraint_ == "entry_key") return absl::AlreadyExistsError(text);
  // A position or a batch that the head does not count, or pages that do not hold.
  if (state_ == "23505" || state_.starts_with("XX0")) return absl::DataLossError(text);
  if (state_ == "53100") return absl::ResourceExhaustedError(text);
  return absl::UnavailableError(text);
}

}  // namespace samlad::store::postgres
