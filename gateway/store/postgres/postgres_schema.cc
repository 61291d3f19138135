// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_schema.h"

#include <iterator>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
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
using postgres::Value;

struct Migration {
  uint32_t number;
  const char* name;
  std::string_view sql;
};

constexpr Migration kMigrations[] = {
#include "migrations.inc"
};

constexpr char kRemedy[] = "; run: samlad-gateway --migrate --config FILE";

// Statements of a file, which a pipeline takes singly. No statement of a migration
// has a semicolon within.
std::vector<Step> StatementsOf(std::string_view sql) {
  std::vector<Step> steps;
  std::string kept;
  for (const absl::string_view line : absl::StrSplit(ToAbsl(sql), '\n')) {
    if (!ToStd(line).starts_with("--")) StrAppend(&kept, line, "\n");
  }
  for (const absl::string_view statement : absl::StrSplit(kept, ';')) {
    if (absl::StripAsciiWhitespace(statement).empty()) continue;
    steps.push_back({.sql = std::string(statement)});
  }
  return steps;
}

absl::StatusOr<Rows> AskOnce(Connection& connection, const char* sql) {
  const Step step[] = {{.sql = sql}};
  absl::StatusOr<Answers> answers = connection.Run(step, limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) return answers->error->ToStatus();
  return std::move(answers->rows.front());
}

// Number of the newest migration; 0: there is no schema.
absl::StatusOr<uint32_t> VersionOf(Connection& connection) {
  const auto found = AskOnce(connection,
                             "SELECT (to_regnamespace('samlad') IS NOT NULL)::int::bigint, "
                             "(to_regclass('samlad.migration') IS NOT NULL)::int::bigint");
  if (!found.ok()) return found.status();
  if (found->Integer(0, 0) == 0) return 0;
  const absl::Status foreign =
      absl::DataLossError("the database has a schema \"samlad\" of another program");
  if (found->Integer(0, 1) == 0) return foreign;
  const auto newest =
      AskOnce(connection, "SELECT coalesce(max(number), 0)::bigint FROM samlad.migration");
  if (!newest.ok()) return newest.status();
  const auto version = static_cast<uint32_t>(newest->Integer(0, 0));
  return version == 0 ? absl::StatusOr<uint32_t>(foreign) : version;
}

absl::Status CheckNotNewer(uint32_t version) {
  if (version <= PostgresSchemaVersion()) return absl::OkStatus();
  return absl::FailedPreconditionError(StrCat("the database has schema version ", version,
                                              ", this gateway knows up to ",
                                              PostgresSchemaVersion(), "; run the newer gateway"));
}

absl::Status Apply(Connection& connection, const Migration& migration) {
  std::vector<Step> steps = StatementsOf(migration.sql);
  // Two that migrate at once: the second fails on what the first has made.
  steps.push_back({.sql = "INSERT INTO samlad.migration (number, name) "
                          "VALUES ($1::bigint, convert_from($2::bytea, 'UTF8'))",
                   .values = {Value::Integer(migration.number), Value::Bytes(migration.name)}});
  const Outcome outcome = connection.Transact(std::move(steps), limits::kPostgresAnswerTimeout);
  if (outcome.fate == Outcome::Fate::kCommitted) return absl::OkStatus();
  return absl::UnavailableError(StrCat("migration ", migration.name, ": ", outcome.why,
                                       "; nothing of it was done unless a second run says so"));
}

}  // namespace

uint32_t PostgresSchemaVersion() { return kMigrations[std::size(kMigrations) - 1].number; }

absl::StatusOr<uint32_t> MigratePostgres(const PostgresOptions& options, uint32_t version) {
  Link link(options, {}, std::make_shared<postgres::Timeline>(), /*exclusive=*/true);
  const absl::StatusOr<Connection*> connection = link.Get();
  if (!connection.ok()) return connection.status();
  const absl::StatusOr<uint32_t> before = VersionOf(**connection);
  if (!before.ok()) return before.status();
  if (absl::Status known = CheckNotNewer(*before); !known.ok()) return known;
  for (const Migration& migration : kMigrations) {
    if (migration.number <= *before || migration.number > version) continue;
    if (absl::Status applied = Apply(**connection, migration); !applied.ok()) return applied;
  }
  return before;
}

absl::Status CheckPostgresSchema(const PostgresOptions& options) {
  Link link(options, {});
  const absl::StatusOr<Connection*> connection = link.Get();
  if (!connection.ok()) return connection.status();
  const absl::StatusOr<uint32_t> version = VersionOf(**connection);
  if (!version.ok()) return version.status();
  if (*version == 0) {
    return absl::NotFoundError(StrCat(options.Name(), " has no tables for a log", kRemedy));
  }
  if (absl::Status known = CheckNotNewer(*version); !known.ok()) return known;
  if (*version == PostgresSchemaVersion()) return absl::OkStatus();
  return absl::FailedPreconditionError(StrCat(options.Name(), " has schema version ", *version,
                                              ", this gateway needs ", PostgresSchemaVersion(),
                                              kRemedy));
}

}  // namespace samlad::store
