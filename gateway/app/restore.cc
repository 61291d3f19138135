// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "gateway/app/backups.h"
#include "gateway/app/incoming.h"
#include "gateway/app/log_key.h"
#include "gateway/backup/manifest.h"
#include "gateway/backup/new_origin.h"
#include "gateway/backup/place_log.h"
#include "gateway/backup/write_backup.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/note.h"
#include "gateway/store/directory.h"
#include "gateway/store/sqlite/sqlite_reader.h"

namespace samlad::app {
namespace {

using backup::KnownCheckpoint;
using backup::Manifest;

constexpr size_t kVerifierKeyBytesMax = 1'024;

// A backup whose files are those that were written.
struct Opened {
  std::string path;
  Manifest manifest;
  std::unique_ptr<store::ReadableLog> log;
};

absl::StatusOr<Opened> OpenBackup(const std::string& folder) {
  Opened opened;
  absl::StatusOr<std::string> path = backup::FindBackup(folder);
  if (!path.ok()) return path.status();
  opened.path = *std::move(path);
  absl::StatusOr<Manifest> manifest = backup::ReadAndVerify(opened.path);
  if (!manifest.ok()) return manifest.status();
  opened.manifest = *std::move(manifest);
  auto log = store::OpenSqliteReader(opened.path, /*at_rest=*/true);
  if (!log.ok()) return log.status();
  opened.log = *std::move(log);
  return opened;
}

// Whether what is asked for fits the backup.
absl::Status CheckRequest(const Config& config, const RestoreRequest& request,
                          const Manifest& manifest) {
  const bool same = manifest.origin == config.origin;
  if (!request.forget_after.has_value()) {
    if (same) return absl::OkStatus();
    return absl::FailedPreconditionError(StrCat("the backup is of the log ", manifest.origin,
                                                ", the configuration is of ", config.origin,
                                                "; set origin to the backup's"));
  }
  if (same) {
    return absl::InvalidArgumentError(
        StrCat("--forget-after starts a new origin, because clients would see a log that goes on "
               "differently under the old one as forged; set origin to a new name, for instance ",
               manifest.origin, "-2"));
  }
  if (*request.forget_after == manifest.size) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat("--forget-after ", *request.forget_after,
                                           ": the backup has ", manifest.size,
                                           " entries; if all later ones are to be forgotten, write "
                                           "--forget-after ",
                                           manifest.size));
}

// The key with which the backup's log was signed: that of the configuration, or, under
// a new origin with a new key, the one that the backup holds. Then the operator must
// compare it, and `remark` says so.
absl::StatusOr<std::string> KeyOfBackup(const Config& config, const Opened& opened,
                                        std::string* remark) {
  const auto signer = ReadLogKey(config.log_key, opened.manifest.origin);
  if (!signer.ok()) return signer.status();
  const auto stored = formats::ReadFile(opened.path + "/log.vkey", kVerifierKeyBytesMax);
  if (!stored.ok()) return stored.status();
  const std::string key = stored->substr(0, stored->find('\n'));
  if (key == signer->verifier_key()) return key;
  if (opened.manifest.origin == config.origin) {
    return absl::FailedPreconditionError(StrCat("log_key: ", config.log_key,
                                                " is not the key of the backup's log (", key,
                                                "); restore the key from its copy"));
  }
  *remark = StrCat(
      "the log was verified with the key that is in the backup; compare it with the "
      "one that you have printed: ",
      key, "\n");
  return key;
}

absl::StatusOr<std::vector<KnownCheckpoint>> ReadKnown(const Config& config,
                                                       const RestoreRequest& request,
                                                       const ledger::NoteVerifier& verifier) {
  auto known = backup::KnownByHead(config.data_directory);
  if (!known.ok()) return known;
  for (const std::string& path : request.known) {
    auto one = backup::KnownByFile(path, verifier);
    if (!one.ok()) return one.status();
    known->push_back(*std::move(one));
  }
  return known;
}

absl::Status RefuseToForget(const Opened& opened, const KnownCheckpoint& newest) {
  return absl::FailedPreconditionError(StrCat(
      opened.path, " holds ", opened.manifest.size, " entries, but ", newest.where, " names ",
      newest.size, ": ", newest.size - opened.manifest.size,
      " acknowledged entries would be forgotten. Restore a newer backup. If there is none: set "
      "origin to a new name, and repeat with --forget-after ",
      opened.manifest.size, " (operations.md, 'When entries are lost')"));
}

const KnownCheckpoint* NewestOf(const std::vector<KnownCheckpoint>& known) {
  const auto newest = std::ranges::max_element(known, {}, &KnownCheckpoint::size);
  return newest == known.end() ? nullptr : &*newest;
}

std::string Report(const Config& config, const Opened& opened, const backup::Copied& copied,
                   bool any_known, bool forgets) {
  std::string said =
      StrCat("restored ", copied.size, " entries of the log ", config.origin, " from ", opened.path,
             " into ", config.StoreName(), ", and examined them\n");
  if (!any_known) {
    said +=
        "nothing here tells whether the log was longer (no log.head, no --known): compare with "
        "the checkpoint that clients remember, before you start it\n";
  }
  if (forgets) {
    StrAppend(&said, "the log goes on under the new origin ", config.origin, ": give ",
              config.data_directory,
              "/log.vkey to everyone who verifies receipts, and let every "
              "organisation run: samlad report resend FOLDER\n");
  }
  StrAppend(&said, "its newest checkpoint:\n", copied.checkpoint);
  return said;
}

}  // namespace

absl::StatusOr<std::string> Restore(const Config& config, const RestoreRequest& request) {
  absl::StatusOr<Opened> opened = OpenBackup(request.folder);
  if (!opened.ok()) return opened.status();
  if (absl::Status fits = CheckRequest(config, request, opened->manifest); !fits.ok()) return fits;
  std::string said;
  const auto key = KeyOfBackup(config, *opened, &said);
  if (!key.ok()) return key.status();
  const auto verifier = ledger::NoteVerifier::FromVkey(*key);
  if (!verifier.ok()) return verifier.status();
  const auto signer = ReadLogKey(config.log_key, config.origin);
  if (!signer.ok()) return signer.status();

  absl::StatusOr<Incoming> incoming = Incoming::Begin(config);
  if (!incoming.ok()) return incoming.status();
  const auto known = ReadKnown(config, request, *verifier);
  if (!known.ok()) return known.status();
  const auto forgotten = backup::FindForgotten(*opened->log, *verifier, *known);
  if (!forgotten.ok()) return forgotten.status();
  const bool forgets = request.forget_after.has_value();
  if (!forgotten->empty() && !forgets) return RefuseToForget(*opened, *NewestOf(*forgotten));

  std::optional<backup::NewOrigin> anew;
  if (forgets) {
    const KnownCheckpoint* newest = NewestOf(*known);
    const auto last = backup::KnownByHead(opened->path);
    if (!last.ok()) return last.status();
    anew.emplace(config.origin,
                 newest != nullptr ? newest->note : (last->empty() ? "" : last->front().note),
                 *signer);
  }
  const backup::Rewrite rewrite =
      anew.has_value()
          ? backup::Rewrite([&anew](store::Batch batch) { return anew->Rewrite(std::move(batch)); })
          : backup::Rewrite();
  const auto copied = incoming->Fill(*opened->log, *verifier, signer->verifier_key(), rewrite);
  if (!copied.ok()) return copied.status();
  if (absl::Status placed = incoming->Finish(*copied, signer->verifier_key()); !placed.ok()) {
    return placed;
  }
  return said + Report(config, *opened, *copied, !known->empty(), forgets);
}

}  // namespace samlad::app
