// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/fsck.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "gateway/app/log_key.h"
#include "gateway/app/revocation_floor.h"
#include "gateway/app/snapshots.h"
#include "gateway/backup/manifest.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/fsck.h"
#include "gateway/ledger/note.h"
#include "gateway/store/directory.h"
#include "gateway/store/head_file.h"
#include "gateway/store/postgres/postgres_reader.h"
#include "gateway/store/sqlite/opening_check.h"
#include "gateway/store/sqlite/sqlite_reader.h"
#include "gateway/store/store.h"

namespace samlad::app {
namespace {

constexpr int kStructureLinesMax = 20;

// What was found beside the entries.
struct Surroundings {
  std::vector<std::string> faults;
  std::vector<std::string> remarks;
  std::optional<store::HeadReading> head;
  std::optional<exchange::SnapshotFile> snapshot;
};

std::string HeadPath(const std::string& folder) { return StrCat(folder, "/log.head"); }

void CompareHead(const store::ReadableLog& log, const store::HeadReading& reading, uint64_t size,
                 Surroundings& found) {
  if (!reading.head.has_value()) {
    found.remarks.push_back(reading.there ? "log.head is torn, and says nothing"
                                          : "there is no log.head that could tell of more entries");
    return;
  }
  const store::Head& head = *reading.head;
  if (head.size > size) {
    found.faults.push_back(StrCat("log.head names ", head.size, " entries, ", head.size - size,
                                  " more than there are: acknowledged entries are missing"));
    return;
  }
  std::string same;
  log.ReadCheckpoints(head.size - 1,
                      [&](uint64_t of, std::string_view note) {
                        if (of == head.size) same = note;
                        return false;
                      })
      .IgnoreError();  // Fsck names what cannot be read
  if (same == head.checkpoint) {
    found.remarks.push_back(StrCat("log.head names ", head.size, " entries, and their checkpoint"));
  } else {
    found.faults.push_back(StrCat("log.head names a checkpoint of ", head.size,
                                  " entries that this log does not have: it is another log, or "
                                  "another continuation"));
  }
}

std::string Render(const std::string& name, const exchange::FsckReport& report,
                   const Surroundings& found) {
  std::string text = StrCat(name, ": ", report.size, " entries, ", report.checkpoints,
                            " checkpoints, ", report.receipts, " receipts\n");
  for (const std::string& remark : found.remarks) StrAppend(&text, remark, "\n");
  const uint64_t faults = report.faults_found + found.faults.size();
  if (faults == 0) {
    StrAppend(&text,
              "everything holds: all headers, payloads, keys, checkpoints and receipts were "
              "compared, and the state was folded from all entries\n");
    return text;
  }
  StrAppend(&text, faults, faults == 1 ? " fault:\n" : " faults:\n");
  for (const std::string& fault : found.faults) StrAppend(&text, "  ", fault, "\n");
  for (const std::string& fault : report.faults) StrAppend(&text, "  ", fault, "\n");
  if (report.faults_found > report.faults.size()) {
    StrAppend(&text, "  and ", report.faults_found - report.faults.size(), " more\n");
  }
  StrAppend(&text, "what still holds: the first ", report.sound, " entries, wholly");
  if (report.sound < report.size) {
    StrAppend(&text, "; of the other ", report.size - report.sound, ", ", report.proven_after,
              " are proven by a signed checkpoint, and ", report.receipts_after,
              " receipts verify");
  }
  StrAppend(&text,
            "\nkeep these files as they are, and restore the newest backup that passes "
            "(operations.md, 'Backup and recovery')\n");
  return text;
}

Examination Conclude(const std::string& name, const store::ReadableLog& log,
                     const ledger::NoteVerifier& verifier, Surroundings found) {
  const exchange::FsckReport report =
      exchange::Fsck(log, verifier, found.snapshot.has_value() ? &*found.snapshot : nullptr);
  if (found.snapshot.has_value()) {
    found.remarks.push_back(
        report.snapshot_compared
            ? StrCat("log.snapshot, of ", found.snapshot->size(),
                     " entries, was compared with the state that was folded from them")
            : StrCat("log.snapshot, of ", found.snapshot->size(),
                     " entries, could not be compared: a start discards it, or the log is faulty "
                     "before there"));
  }
  if (found.head.has_value()) CompareHead(log, *found.head, report.size, found);
  return {.text = Render(name, report, found), .holds = report.holds() && found.faults.empty()};
}

// A log is not served beside revocations that cannot be read.
void AddFloor(const std::string& folder, Surroundings& found) {
  const absl::Status floor = ReadFloor(folder).status();
  if (!floor.ok()) found.faults.push_back(std::string(Message(floor)));
}

void AddStructure(const std::string& folder, Surroundings& found) {
  const auto lines = store::CheckSqliteStructure(folder, kStructureLinesMax);
  if (!lines.ok()) found.faults.push_back(StrCat("structure: ", Message(lines.status())));
  if (!lines.ok()) return;
  for (const std::string& line : *lines) found.faults.push_back(StrCat("structure: ", line));
}

// Holds the folder's lock, so that no gateway starts meanwhile; nothing: one runs, or
// the folder cannot be written to, so that none can.
std::optional<store::DirectoryLock> HoldFolder(const std::string& folder, bool& served) {
  std::error_code error;
  if (!std::filesystem::exists(StrCat(folder, "/lock"), error)) return std::nullopt;
  absl::StatusOr<store::DirectoryLock> lock = store::DirectoryLock::Acquire(folder);
  served = absl::IsAlreadyExists(lock.status());
  if (!lock.ok()) return std::nullopt;
  return *std::move(lock);
}

// What a start would trust, because the next one may begin with it.
void OpenSnapshot(const Config& config, Surroundings& found) {
  const auto seal = ReadSnapshotSeal(config);
  if (absl::IsNotFound(seal.status())) return;
  auto file = seal.ok() ? exchange::SnapshotFile::Open(
                              StrCat(config.data_directory, "/", kSnapshotFile), *seal)
                        : seal.status();
  if (file.ok()) {
    found.snapshot = *std::move(file);
  } else if (!absl::IsNotFound(file.status())) {
    found.remarks.push_back(
        StrCat("log.snapshot is discarded by the next start: ", Message(file.status())));
  }
}

absl::StatusOr<Examination> ExamineSqlite(const std::string& folder,
                                          const ledger::NoteVerifier& verifier,
                                          const Config* serving) {
  Surroundings found;
  if (serving != nullptr) OpenSnapshot(*serving, found);
  bool served = false;
  const std::optional<store::DirectoryLock> lock = HoldFolder(folder, served);
  // Before the log is opened: a gateway writes it after each commit.
  const absl::StatusOr<store::HeadReading> head = store::ReadHead(HeadPath(folder));
  if (!head.ok()) return head.status();
  found.head = *head;
  AddFloor(folder, found);
  if (served) {
    found.remarks.push_back(
        "a gateway serves this log: what it appends meanwhile, the write-ahead log and the "
        "structure of the file are not examined");
  } else {
    const auto opening = store::CheckBeforeOpening(folder, StrCat(folder, "/log.sqlite"), nullptr);
    // What the head says is compared below.
    if (absl::IsDataLoss(opening.status())) {
      found.faults.push_back(StrCat("files: ", Message(opening.status())));
      found.head.reset();
    }
    AddStructure(folder, found);
  }
  const auto log = store::OpenSqliteReader(folder);
  if (absl::IsNotFound(log.status())) return log.status();
  if (!log.ok()) {
    found.faults.push_back(std::string(Message(log.status())));
    return Examination{.text = Render(folder, {}, found), .holds = false};
  }
  return Conclude(folder, **log, verifier, std::move(found));
}

absl::StatusOr<Examination> ExamineBackup(const std::string& folder,
                                          const ledger::NoteVerifier& verifier) {
  Surroundings found;
  const absl::StatusOr<backup::Manifest> manifest = backup::ReadAndVerify(folder);
  if (manifest.ok()) {
    found.remarks.push_back(
        StrCat("a backup, made ", manifest->made, "; its files are those that were written"));
  } else {
    found.faults.push_back(std::string(Message(manifest.status())));
  }
  const absl::StatusOr<store::HeadReading> head = store::ReadHead(HeadPath(folder));
  if (head.ok()) found.head = *head;
  const auto log = store::OpenSqliteReader(folder, /*at_rest=*/true);
  if (log.ok()) return Conclude(folder, **log, verifier, std::move(found));
  found.faults.push_back(std::string(Message(log.status())));
  return Examination{.text = Render(folder, {}, found), .holds = false};
}

}  // namespace

absl::StatusOr<Examination> ExamineLog(const Config& config, const std::string& folder) {
  const auto signer = ReadLogKey(config.log_key, config.origin);
  if (!signer.ok()) return signer.status();
  const auto verifier = ledger::NoteVerifier::FromVkey(signer->verifier_key());
  if (!verifier.ok()) return verifier.status();
  std::error_code error;
  if (!folder.empty()) {
    return std::filesystem::exists(StrCat(folder, "/", backup::kManifestFile), error)
               ? ExamineBackup(folder, *verifier)
               : ExamineSqlite(folder, *verifier, nullptr);
  }
  if (!config.postgres.has_value()) {
    return ExamineSqlite(config.data_directory, *verifier, &config);
  }
  Surroundings found;
  OpenSnapshot(config, found);
  const absl::StatusOr<store::HeadReading> head = store::ReadHead(HeadPath(config.data_directory));
  if (!head.ok()) return head.status();
  found.head = *head;
  AddFloor(config.data_directory, found);
  const auto log = store::OpenPostgresReader(*config.postgres);
  if (!log.ok()) return log.status();
  found.remarks.push_back(
      "the indices are PostgreSQL's own: pg_amcheck --heapallindexed examines them");
  return Conclude(config.StoreName(), **log, *verifier, std::move(found));
}

}  // namespace samlad::app
