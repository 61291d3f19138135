// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/sqlite_schema.h"

#include <unistd.h>

#include <filesystem>
#include <iterator>

#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/store/directory.h"

namespace samlad::store {
namespace {

constexpr uint64_t kApplicationId = 0x53614d4c;  // "SaML"

// Step N leads from schema version N + 1 to the next. Steps are never changed,
// because logs of every earlier version are opened.
constexpr const char* kMigrations[] = {
    // To 2: the gateway keeps the keys unique itself.
    "DROP INDEX entry_key;",
};
constexpr uint64_t kSchemaVersion = 1 + std::size(kMigrations);

// The page size is fixed for the life of the file, so it is set before anything
// is written.
constexpr char kFileSettings[] = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;";

// The writer merges the write-ahead log itself, because SQLite, where it does so
// on its own, drops the error.
constexpr char kWriterSettings[] =
    "PRAGMA synchronous = FULL;"
    "PRAGMA wal_autocheckpoint = 0;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;";

constexpr char kReaderSettings[] =
    "PRAGMA query_only = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;";

constexpr char kSchema[] = R"sql(
  CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    header BLOB NOT NULL,
    payload BLOB NOT NULL,
    salt BLOB NOT NULL,
    receipt BLOB NOT NULL,
    key TEXT
  ) STRICT;
  CREATE TABLE checkpoint (
    size INTEGER PRIMARY KEY,
    note TEXT NOT NULL
  ) STRICT;
)sql";

absl::Status CreateSchema(Connection& connection) {
  return connection.Execute(StrCat("BEGIN IMMEDIATE;", kSchema,
                                   "PRAGMA application_id = ", kApplicationId,
                                   "; PRAGMA user_version = ", kSchemaVersion, "; COMMIT;"));
}

absl::Status Migrate(Connection& connection, uint64_t version) {
  if (version == kSchemaVersion) return absl::OkStatus();
  std::string steps = "BEGIN IMMEDIATE;";
  for (; version < kSchemaVersion; ++version) steps += kMigrations[version - 1];
  const absl::Status migrated =
      connection.Execute(StrCat(steps, "PRAGMA user_version = ", kSchemaVersion, "; COMMIT;"));
  if (migrated.ok() || !connection.InTransaction()) return migrated;
  if (absl::Status undone = connection.Execute("ROLLBACK"); !undone.ok()) return undone;
  return migrated;
}

absl::Status NotThere(const std::string& path) {
  return absl::NotFoundError(
      StrCat("there is no log in ", path, "; start one with samlad-gateway --init"));
}

}  // namespace

absl::StatusOr<uint64_t> CheckVersion(Connection& connection, const std::string& path) {
  const absl::StatusOr<uint64_t> application = connection.QueryInteger("PRAGMA application_id");
  if (!application.ok()) return application.status();
  if (*application != kApplicationId) {
    return absl::DataLossError(StrCat(path, " is a database of another program"));
  }
  const absl::StatusOr<uint64_t> version = connection.QueryInteger("PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version > kSchemaVersion) {
    return absl::FailedPreconditionError(StrCat(path, " has schema version ", *version,
                                                ", this gateway knows up to ", kSchemaVersion,
                                                "; run the newer gateway"));
  }
  if (*version == 0) return absl::DataLossError(StrCat(path, " has no schema version"));
  return version;
}

absl::StatusOr<bool> IsBlank(Connection& connection) {
  const absl::StatusOr<uint64_t> objects =
      connection.QueryInteger("SELECT count(*) FROM sqlite_schema");
  if (!objects.ok()) return objects.status();
  const absl::StatusOr<uint64_t> application = connection.QueryInteger("PRAGMA application_id");
  if (!application.ok()) return application.status();
  return *objects == 0 && *application == 0;
}

absl::StatusOr<uint64_t> ReadSize(Connection& connection, const std::string& path) {
  const absl::StatusOr<uint64_t> entries =
      connection.QueryInteger("SELECT max(position) + 1 FROM entry");
  if (!entries.ok()) return entries.status();
  const absl::StatusOr<uint64_t> signed_entries =
      connection.QueryInteger("SELECT max(size) FROM checkpoint");
  if (!signed_entries.ok()) return signed_entries.status();
  if (*entries == *signed_entries) return *entries;
  return absl::DataLossError(StrCat(path, " holds ", *entries,
                                    " entries, its last checkpoint is of ", *signed_entries,
                                    ": restore a backup"));
}

absl::StatusOr<Connection> OpenWriter(const std::string& path, bool create) {
  // SQLite cannot tell a missing file from one that it may not open, unless it
  // creates it.
  if (!create && ::access(path.c_str(), F_OK) != 0) return NotThere(path);
  absl::StatusOr<Connection> connection =
      Connection::Open(path, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0));
  if (!connection.ok()) return connection.status();
  if (absl::Status set = connection->Configure(SQLITE_DBCONFIG_DEFENSIVE, true); !set.ok()) {
    return set;
  }
  const absl::StatusOr<bool> blank = IsBlank(*connection);
  if (!blank.ok()) return blank.status();
  if (*blank && !create) return NotThere(path);
  if (absl::Status set =
          connection->Execute(StrCat(*blank ? kFileSettings : "", kWriterSettings,
                                     "PRAGMA journal_size_limit = ", limits::kWalKeptBytes, ";"));
      !set.ok()) {
    return set;
  }
  if (*blank) {
    if (absl::Status created = CreateSchema(*connection); !created.ok()) return created;
    const std::string directory = std::filesystem::path(path).parent_path().string();
    if (absl::Status synced = SyncFolder(directory); !synced.ok()) return synced;
  }
  const absl::StatusOr<uint64_t> version = CheckVersion(*connection, path);
  if (!version.ok()) return version.status();
  if (absl::Status done = Migrate(*connection, *version); !done.ok()) return done;
  return connection;
}

absl::StatusOr<Connection> OpenReader(const std::string& path) {
  absl::StatusOr<Connection> connection = Connection::Open(path, SQLITE_OPEN_READONLY);
  if (!connection.ok()) return connection.status();
  if (absl::Status set = connection->Configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true); !set.ok()) {
    return set;
  }
  if (absl::Status set = connection->Execute(kReaderSettings); !set.ok()) return set;
  return connection;
}

}  // namespace samlad::store
