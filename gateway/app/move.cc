// SPDX-License-Identifier: EUPL-1.2

#include <filesystem>
#include <utility>

#include "gateway/app/backups.h"
#include "gateway/app/incoming.h"
#include "gateway/app/log_key.h"
#include "gateway/backup/place_log.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/note.h"
#include "gateway/store/directory.h"
#include "gateway/store/postgres/moved_mark.h"
#include "gateway/store/postgres/postgres_reader.h"
#include "gateway/store/postgres/postgres_schema.h"
#include "gateway/store/sqlite/moved_mark.h"
#include "gateway/store/sqlite/sqlite_reader.h"

namespace samlad::app {
namespace {

bool IsDatabase(const std::string& to) {
  return to.starts_with("postgresql://") || to.starts_with("postgres://");
}

// Where the log goes: a configuration like this one, but for its store.
absl::StatusOr<Config> ConfigOfTarget(const Config& config, const std::string& config_path,
                                      const std::string& to) {
  Config target = config;
  if (config.postgres.has_value()) {
    if (IsDatabase(to)) {
      return absl::InvalidArgumentError(
          "--move-to: the log is in PostgreSQL already; between two databases, PostgreSQL's own "
          "tools move it; name a folder to move it to SQLite");
    }
    target.postgres.reset();
    target.data_directory = std::filesystem::path(to).lexically_normal().string();
    if (target.data_directory.ends_with('/')) target.data_directory.pop_back();
    return target;
  }
  if (!IsDatabase(to)) {
    return absl::InvalidArgumentError(
        "--move-to: the log is in SQLite already; to move it to another folder, stop the gateway, "
        "move the whole folder, and set data_directory; name a database to move it to PostgreSQL: "
        "postgresql://HOST/DATABASE?sslmode=verify-full");
  }
  absl::StatusOr<store::PostgresOptions> options = ReadStoreUri(to, config_path);
  if (!options.ok())
    return absl::InvalidArgumentError(StrCat("--move-to: ", Message(options.status())));
  target.postgres = *std::move(options);
  return target;
}

// The log as it is now, which nobody changes any more.
absl::StatusOr<std::unique_ptr<store::ReadableLog>> OpenSource(const Config& config) {
  if (!config.postgres.has_value()) return store::OpenSqliteReader(config.data_directory);
  if (absl::Status alone = store::CheckNobodyServes(*config.postgres); !alone.ok()) return alone;
  return store::OpenPostgresReader(*config.postgres);
}

// An earlier run may have marked it before it ended.
absl::Status MarkSource(const Config& config, uint64_t size, const std::string& where) {
  if (!config.postgres.has_value()) return store::MarkMoved(config.data_directory, where);
  if (!store::CheckPostgresNotMoved(*config.postgres).ok()) return absl::OkStatus();
  return store::MarkPostgresMoved(*config.postgres, size, where);
}

// FAILED_PRECONDITION if log.head names what the log does not have.
absl::Status CheckWhole(const Config& config, const store::ReadableLog& log,
                        const ledger::NoteVerifier& verifier) {
  const auto known = backup::KnownByHead(config.data_directory);
  if (!known.ok()) return known.status();
  const auto forgotten = backup::FindForgotten(log, verifier, *known);
  if (!forgotten.ok()) return forgotten.status();
  if (forgotten->empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(StrCat(forgotten->front().where, " names ",
                                              forgotten->front().size,
                                              " entries, more than the log has: restore it first"));
}

}  // namespace

absl::StatusOr<std::string> MoveLog(const Config& config, const std::string& config_path,
                                    const std::string& to) {
  const absl::StatusOr<Config> target = ConfigOfTarget(config, config_path, to);
  if (!target.ok()) return target.status();
  const auto signer = ReadLogKey(config.log_key, config.origin);
  if (!signer.ok()) return signer.status();
  const auto verifier = ledger::NoteVerifier::FromVkey(signer->verifier_key());
  if (!verifier.ok()) return verifier.status();
  if (target->postgres.has_value()) {
    if (auto done = store::MigratePostgres(*target->postgres); !done.ok()) return done.status();
  }
  // Before the log is opened, because it holds the folder of a log in SQLite.
  absl::StatusOr<Incoming> incoming = Incoming::Begin(*target);
  if (!incoming.ok()) return incoming.status();
  const auto from = OpenSource(config);
  if (!from.ok()) return from.status();
  if (absl::Status whole = CheckWhole(config, **from, *verifier); !whole.ok()) return whole;
  const auto copied = incoming->Fill(**from, *verifier, signer->verifier_key(), nullptr);
  if (!copied.ok()) return copied.status();
  const absl::Status marked = MarkSource(config, copied->size, target->StoreName());
  if (!marked.ok()) return marked;
  if (absl::Status placed = incoming->Finish(*copied, signer->verifier_key()); !placed.ok()) {
    return placed;
  }
  return StrCat("moved ", copied->size, " entries of the log ", config.origin, " to ",
                target->StoreName(), ", and examined them; every receipt stays valid\n",
                config.StoreName(), " is marked: no gateway opens it any more\n",
                target->postgres.has_value()
                    ? std::string("write the database into the configuration: store")
                    : StrCat("take store out of the configuration, and set data_directory to ",
                             target->data_directory),
                "\n");
}

}  // namespace samlad::app
