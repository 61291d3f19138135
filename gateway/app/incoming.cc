// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/incoming.h"

#include <filesystem>
#include <system_error>

#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"
#include "gateway/store/head_file.h"
#include "gateway/store/postgres/postgres_reader.h"
#include "gateway/store/postgres/postgres_store.h"

namespace samlad::app {
namespace {

// Stands in the data folder as long as a copy into a database is not finished: the
// folder with which the copy is written.
std::string IncomingIn(const std::string& folder) { return StrCat(folder, "/.incoming-database"); }

}  // namespace

absl::StatusOr<Incoming> Incoming::Begin(const Config& config) {
  if (absl::Status made = store::MakeDirectory(config.data_directory); !made.ok()) return made;
  absl::StatusOr<store::DirectoryLock> lock = store::DirectoryLock::Acquire(config.data_directory);
  if (!lock.ok()) return lock.status();
  if (!config.postgres.has_value()) {
    if (absl::Status none = backup::CheckNoLog(config.data_directory); !none.ok()) return none;
  }
  return Incoming(config, *std::move(lock));
}

absl::StatusOr<backup::Copied> Incoming::Fill(const store::ReadableLog& from,
                                              const ledger::NoteVerifier& verifier,
                                              const std::string& verifier_key,
                                              const backup::Rewrite& rewrite) {
  const auto written = ledger::NoteVerifier::FromVkey(verifier_key);
  if (!written.ok()) return written.status();
  if (postgres_.has_value()) return FillPostgres(from, verifier, *written, rewrite);
  return backup::StageLog(from, verifier, *written, rewrite, folder_);
}

absl::StatusOr<backup::Copied> Incoming::FillPostgres(const store::ReadableLog& from,
                                                      const ledger::NoteVerifier& verifier,
                                                      const ledger::NoteVerifier& written,
                                                      const backup::Rewrite& rewrite) {
  absl::StatusOr<backup::Copied> copied;
  {
    const auto to = store::OpenPostgresStore(*postgres_, IncomingIn(folder_));
    if (!to.ok()) return to.status();
    copied = backup::ExtendStore(from, verifier, rewrite, **to);
    if (!copied.ok()) return copied;
  }
  const auto copy = store::OpenPostgresReader(*postgres_);
  if (!copy.ok()) return copy.status();
  const absl::Status holds = backup::ExamineCopy(**copy, written, copied->size);
  return holds.ok() ? copied : absl::StatusOr<backup::Copied>(holds);
}

absl::Status Incoming::Finish(const backup::Copied& copied, const std::string& verifier_key) {
  if (!postgres_.has_value()) return backup::PlaceStaged(folder_, copied, verifier_key);
  constexpr mode_t kPublic = 0644;
  const absl::Status key =
      WriteFileDurably(StrCat(folder_, "/log.vkey"), verifier_key + "\n", kPublic);
  if (!key.ok()) return key;
  absl::StatusOr<store::HeadFile> head = store::HeadFile::Open(StrCat(folder_, "/log.head"));
  if (!head.ok()) return head.status();
  if (absl::Status noted = head->Write(copied.size, copied.checkpoint); !noted.ok()) return noted;
  std::error_code error;
  std::filesystem::remove_all(IncomingIn(folder_), error);
  return SyncFolder(folder_);
}

absl::Status CheckNothingIncoming(const Config& config) {
  std::error_code error;
  if (!config.postgres.has_value() ||
      !std::filesystem::exists(IncomingIn(config.data_directory), error)) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(StrCat(
      "a log was being copied into ", config.StoreName(),
      ", and the copy was not finished: repeat the --restore or --move-to that began it; or, to "
      "give it up, empty the database and remove ",
      IncomingIn(config.data_directory)));
}

}  // namespace samlad::app
