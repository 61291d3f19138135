// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/checkpoint_memory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "clients/sdk/file_stem.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"

namespace samlad::sdk {
namespace {

namespace fs = std::filesystem;

// INVALID_ARGUMENT, because the fault is the caller's or its disk's, not the
// gateway's.
absl::Status Unusable(std::string_view what, std::string_view why) {
  return absl::InvalidArgumentError(
      StrCat(what, ": ", why,
             "; checkpoints are remembered there, so set XDG_STATE_HOME to your own folder"));
}

std::string_view SuffixOf(Fault fault) {
  if (fault == FAULT_ROLLED_BACK) return "rollback";
  return fault == FAULT_FORKED ? "fork" : "unproven";
}

}  // namespace

// Held while the file is compared and replaced; the kernel releases it with the
// process. The lock is a file of its own, because the other file is replaced.
class CheckpointMemory::Lock {
 public:
  explicit Lock(const std::string& path)
      : file_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly)) {
    if (!file_.valid()) {
      error_ = errno;
      return;
    }
    while (flock(file_.get(), LOCK_EX) != 0) {
      error_ = errno;
      if (error_ != EINTR) return;
    }
    error_ = 0;
  }

  // Zero: it is held.
  int error() const { return error_; }

 private:
  const Descriptor file_;
  int error_ = 0;
};

std::string CheckpointMemory::Path(std::string_view suffix) const {
  return fs::path(folder_) /
         StrCat(FileStem({verifier_.name()}), "+", verifier_.key_hash(), suffix);
}

absl::Status CheckpointMemory::MakeFolder() const {
  const absl::Status made = MakeFolders(folder_, S_IRWXU);
  return made.ok() ? made : Unusable("checkpoints", Message(made));
}

absl::StatusOr<std::optional<SignedCheckpoint>> CheckpointMemory::Read() const {
  const auto note = formats::ReadFile(file(), limits::kNoteBytesMax);
  if (absl::IsNotFound(note.status())) return std::nullopt;
  if (!note.ok()) return Unusable("remembered checkpoint", Message(note.status()));
  auto opened = OpenNote(*note, verifier_);
  if (!opened.ok()) {
    return absl::InvalidArgumentError(
        StrCat("remembered checkpoint ", file(), ": ", opened.status().message(),
               "; it was changed or damaged after it was written. Find out why, restore it from a "
               "copy, or start again with `samlad audit checkpoint --forget`"));
  }
  return opened;
}

absl::Status CheckpointMemory::Replace(const std::optional<SignedCheckpoint>& last,
                                       const SignedCheckpoint& next) {
  if (absl::Status made = MakeFolder(); !made.ok()) return made;
  const Lock lock(Path(".lock"));
  if (lock.error() != 0) {
    return Unusable(StrCat("cannot lock ", Path(".lock")),
                    std::generic_category().message(lock.error()));
  }
  const auto now = Read();
  if (!now.ok()) return now.status();
  const bool unchanged =
      now->has_value() == last.has_value() && (!last.has_value() || (*now)->note == last->note);
  if (!unchanged) return absl::AbortedError("another process has remembered another checkpoint");
  const absl::Status written = WriteFileDurably(file(), next.note, kOwnerOnly);
  return written.ok() ? written : Unusable("cannot remember the checkpoint", Message(written));
}

absl::Status CheckpointMemory::Forget() {
  if (unlink(file().c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, ToAbsl(StrCat("cannot remove ", file())));
}

absl::StatusOr<std::string> CheckpointMemory::KeepEvidence(const LogProof& evidence) {
  if (absl::Status made = MakeFolder(); !made.ok()) return made;
  const auto shown = verifier_.OpenCheckpoint(evidence.checkpoint());
  if (!shown.ok()) return shown.status();
  const std::string path = Path(StrCat(".", evidence.first_size(), "-", shown->size, ".",
                                       SuffixOf(evidence.fault()), ".json"));
  std::error_code ignored;
  if (fs::exists(path, ignored)) return path;
  const absl::Status written = WriteFileDurably(path, LogProofToFile(evidence), kOwnerOnly);
  if (!written.ok()) return written;
  return path;
}

}  // namespace samlad::sdk
