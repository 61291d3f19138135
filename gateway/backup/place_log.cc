// SPDX-License-Identifier: EUPL-1.2

#include "gateway/backup/place_log.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/fsck.h"
#include "gateway/store/head_file.h"
#include "gateway/store/sqlite/sqlite_copy.h"
#include "gateway/store/sqlite/sqlite_reader.h"

namespace samlad::backup {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kVerifierKeyMode = 0644;  // everybody may read it

std::string StagingIn(const std::string& folder) { return StrCat(folder, "/.incoming"); }

// What an interrupted run left is begun again.
absl::Status MakeStaging(const std::string& staging) {
  std::error_code error;
  fs::remove_all(staging, error);
  if (::mkdir(staging.c_str(), 0700) == 0) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, StrCat("cannot make the folder ", staging));
}

// The checkpoint that the log has for that size; empty: none.
absl::StatusOr<std::string> NoteOf(const store::ReadableLog& log, uint64_t size) {
  std::string found;
  const absl::Status read = log.ReadCheckpoints(size - 1, [&](uint64_t of, std::string_view note) {
    if (of == size) found = note;
    return false;
  });
  if (!read.ok()) return read;
  return found;
}

absl::StatusOr<store::Batch> Rewritten(const Rewrite& rewrite, const store::Batch& batch) {
  return rewrite == nullptr ? absl::StatusOr<store::Batch>(batch) : rewrite(batch);
}

// The copy's own last checkpoint, where it was rewritten.
absl::StatusOr<Copied> AsStored(const store::ReadableLog& copy, Copied copied) {
  absl::StatusOr<std::string> note = NoteOf(copy, copied.size);
  if (!note.ok()) return note.status();
  copied.checkpoint = *std::move(note);
  return copied;
}

}  // namespace

absl::StatusOr<std::vector<KnownCheckpoint>> KnownByHead(const std::string& folder) {
  const std::string path = StrCat(folder, "/log.head");
  absl::StatusOr<store::HeadReading> reading = store::ReadHead(path);
  if (!reading.ok()) return reading.status();
  std::vector<KnownCheckpoint> known;
  if (reading->head.has_value()) {
    known.push_back(
        {.where = path, .size = reading->head->size, .note = std::move(reading->head->checkpoint)});
  }
  return known;
}

absl::StatusOr<KnownCheckpoint> KnownByFile(const std::string& path,
                                            const ledger::NoteVerifier& verifier) {
  std::ifstream file(path, std::ios::binary);
  std::string note(limits::kNoteBytesMax + 1, '\0');
  file.read(note.data(), static_cast<std::streamsize>(note.size()));
  note.resize(static_cast<size_t>(file.gcount()));
  if (note.empty()) return absl::InvalidArgumentError(StrCat("cannot read ", path));
  const auto checkpoint = verifier.OpenCheckpoint(note);
  if (!checkpoint.ok()) {
    return absl::InvalidArgumentError(
        StrCat(path, " is no checkpoint of this log: ", Message(checkpoint.status())));
  }
  return KnownCheckpoint{.where = path, .size = checkpoint->size, .note = std::move(note)};
}

absl::StatusOr<std::vector<KnownCheckpoint>> FindForgotten(
    const store::ReadableLog& log, const ledger::NoteVerifier& verifier,
    const std::vector<KnownCheckpoint>& known) {
  const absl::StatusOr<uint64_t> size = log.Size();
  if (!size.ok()) return size.status();
  std::vector<KnownCheckpoint> forgotten;
  for (const KnownCheckpoint& one : known) {
    if (one.size > *size) {
      forgotten.push_back(one);
      continue;
    }
    if (one.size == 0) continue;
    const absl::StatusOr<std::string> note = NoteOf(log, one.size);
    if (!note.ok()) return note.status();
    const auto here = verifier.OpenCheckpoint(*note);
    const auto there = verifier.OpenCheckpoint(one.note);
    if (here.ok() && there.ok() && here->root == there->root) continue;
    return absl::DataLossError(
        StrCat(one.where, " names a checkpoint of ", one.size,
               " entries that this log does not have: it is of another log, or of another "
               "continuation of it; find out which of the two is the right one"));
  }
  return forgotten;
}

absl::Status CheckNoLog(const std::string& folder) {
  std::error_code error;
  for (const char* name : {"/log.sqlite", "/log.sqlite-wal", "/log.sqlite.moved"}) {
    if (!fs::exists(StrCat(folder, name), error)) continue;
    return absl::FailedPreconditionError(
        StrCat("there is a log already: ", folder, name,
               "; nothing is overwritten: move log.sqlite and the files whose names begin with it "
               "to another folder, and leave log.head and log.revoked where they are"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Copied> StageLog(const store::ReadableLog& from,
                                const ledger::NoteVerifier& verifier,
                                const ledger::NoteVerifier& written, const Rewrite& rewrite,
                                const std::string& folder) {
  const std::string staging = StagingIn(folder);
  if (absl::Status made = MakeStaging(staging); !made.ok()) return made;
  absl::StatusOr<store::SqliteCopy> copy = store::SqliteCopy::Create(staging);
  if (!copy.ok()) return copy.status();
  const absl::StatusOr<Copied> copied =
      CopyLog(from, verifier, [&](const store::Batch& batch) -> absl::Status {
        const absl::StatusOr<store::Batch> stored = Rewritten(rewrite, batch);
        return stored.ok() ? copy->Append(*stored) : stored.status();
      });
  if (!copied.ok()) return copied;
  if (absl::Status finished = copy->Finish(); !finished.ok()) return finished;
  const auto log = store::OpenSqliteReader(staging, /*at_rest=*/true);
  if (!log.ok()) return log.status();
  if (absl::Status holds = ExamineCopy(**log, written, copied->size); !holds.ok()) return holds;
  return AsStored(**log, *copied);
}

absl::Status PlaceStaged(const std::string& folder, const Copied& copied,
                         const std::string& verifier_key) {
  const std::string staging = StagingIn(folder);
  const absl::Status key =
      WriteFileDurably(StrCat(folder, "/log.vkey"), verifier_key + "\n", kVerifierKeyMode);
  if (!key.ok()) return key;
  const absl::Status moved =
      MoveFileDurably(StrCat(staging, "/log.sqlite"), StrCat(folder, "/log.sqlite"));
  if (!moved.ok()) return moved;
  absl::StatusOr<store::HeadFile> head = store::HeadFile::Open(StrCat(folder, "/log.head"));
  if (!head.ok()) return head.status();
  if (absl::Status written = head->Write(copied.size, copied.checkpoint); !written.ok()) {
    return written;
  }
  std::error_code error;
  fs::remove_all(staging, error);
  return SyncFolder(folder);
}

absl::StatusOr<Copied> ExtendStore(const store::ReadableLog& from,
                                   const ledger::NoteVerifier& verifier, const Rewrite& rewrite,
                                   store::Store& to) {
  const absl::StatusOr<uint64_t> there = to.Size();
  if (!there.ok()) return there.status();
  const auto foreign = [&there] {
    return absl::FailedPreconditionError(
        StrCat("there is a log of ", *there,
               " entries already, which is not the beginning of this one; nothing is overwritten: "
               "name an empty database"));
  };
  if (*there > 0) {
    const absl::StatusOr<std::string> theirs = NoteOf(to, *there);
    if (!theirs.ok()) return theirs.status();
    const absl::StatusOr<std::string> ours = NoteOf(from, *there);
    // What was rewritten is signed anew, and cannot be gone on with.
    if (rewrite != nullptr || !ours.ok() || *ours != *theirs) return foreign();
  }
  absl::StatusOr<Copied> copied =
      CopyLog(from, verifier, [&](const store::Batch& batch) -> absl::Status {
        if (batch.position < *there) return absl::OkStatus();
        const absl::StatusOr<store::Batch> stored = Rewritten(rewrite, batch);
        return stored.ok() ? to.Append(*stored) : stored.status();
      });
  if (!copied.ok()) return copied;
  return AsStored(to, *std::move(copied));
}

absl::Status ExamineCopy(const store::ReadableLog& copy, const ledger::NoteVerifier& verifier,
                         uint64_t size) {
  const exchange::FsckReport report = exchange::Fsck(copy, verifier);
  if (!report.holds()) {
    return absl::DataLossError(
        StrCat("the copy does not hold, and is not used: ", report.faults.front()));
  }
  if (report.size == size) return absl::OkStatus();
  return absl::DataLossError(
      StrCat("the copy has ", report.size, " entries instead of ", size, ", and is not used"));
}

}  // namespace samlad::backup
