// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/moved_mark.h"

#include <string>

#include "absl/strings/str_replace.h"
#include "gateway/base/strings.h"
#include "gateway/store/postgres/bounds.h"
#include "gateway/store/postgres/link.h"

namespace samlad::store {
namespace {

using postgres::Answers;
using postgres::Connection;
using postgres::Link;
using postgres::Outcome;
using postgres::Rows;
using postgres::Step;

absl::StatusOr<Rows> QueryOnce(const PostgresOptions& options, const char* sql) {
  Link link(options, {});
  const absl::StatusOr<Connection*> connection = link.Get();
  if (!connection.ok()) return connection.status();
  const Step step[] = {{.sql = sql}};
  absl::StatusOr<Answers> answers = (*connection)->Run(step, limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) return answers->error->ToStatus();
  return std::move(answers->rows.front());
}

}  // namespace

absl::Status MarkPostgresMoved(const PostgresOptions& options, uint64_t size,
                               std::string_view where) {
  Link link(options, {});
  const absl::StatusOr<Connection*> connection = link.Get();
  if (!connection.ok()) return connection.status();
  // A string constant of SQL: quotes are doubled (PostgreSQL documentation, 4.1.2.1).
  const std::string text = absl::StrReplaceAll(ToAbsl(where), {{"'", "''"}});
  const Outcome outcome = (*connection)
                              ->Transact({{.sql = StrCat("ALTER TABLE samlad.head ADD CONSTRAINT "
                                                         "log_was_moved CHECK (size <= ",
                                                         size, ")")},
                                          {.sql = StrCat("COMMENT ON CONSTRAINT log_was_moved ON "
                                                         "samlad.head IS '",
                                                         text, "'")}},
                                         limits::kPostgresAnswerTimeout);
  if (outcome.fate == Outcome::Fate::kCommitted) return absl::OkStatus();
  return absl::UnavailableError(StrCat("the database could not be marked as moved: ", outcome.why));
}

absl::Status CheckPostgresNotMoved(const PostgresOptions& options) {
  const absl::StatusOr<Rows> rows =
      QueryOnce(options,
                "SELECT coalesce(obj_description(oid, 'pg_constraint'), '') FROM pg_constraint "
                "WHERE conname = 'log_was_moved' AND conrelid = 'samlad.head'::regclass");
  if (!rows.ok()) return rows.status();
  if (rows->count() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("the log in ", options.Name(), " was moved to ", rows->Bytes(0, 0),
             " and goes on there: configure that store; if both went on, the log would fork, and "
             "every client would see it"));
}

absl::Status CheckNobodyServes(const PostgresOptions& options) {
  const absl::StatusOr<Rows> rows = QueryOnce(options,
                                              "SELECT count(*) FROM samlad.gateway "
                                              "WHERE confirmed_at > now() - interval '10 seconds'");
  if (!rows.ok()) return rows.status();
  if (rows->Integer(0, 0) == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("a gateway serves the log in ", options.Name(),
             ", or did so within the last ten seconds; stop all its gateways first"));
}

}  // namespace samlad::store
