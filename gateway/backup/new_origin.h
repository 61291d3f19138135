// SPDX-License-Identifier: EUPL-1.2
//
// A log whose later entries are lost goes on under a new origin, because two
// continuations of one origin would be a fork that nobody could tell from fraud. Its
// entries stay at their positions; entry 0 names the checkpoint that was abandoned, and
// checkpoints and receipts are those of the new origin. Receipts of the old origin
// verify with the old key as before.

#ifndef SAMLAD_GATEWAY_BACKUP_NEW_ORIGIN_H_
#define SAMLAD_GATEWAY_BACKUP_NEW_ORIGIN_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "gateway/ledger/note.h"
#include "gateway/ledger/tree.h"
#include "gateway/store/store.h"

namespace samlad::backup {

// Not thread-safe.
class NewOrigin {
 public:
  // `origin`: the signer's name. `abandoned`: the newest checkpoint of the old origin that is
  // known. `signer` must outlive it.
  NewOrigin(std::string origin, std::string abandoned, const ledger::NoteSigner& signer)
      : origin_(std::move(origin)), abandoned_(std::move(abandoned)), signer_(signer) {}

  // The batch as the new origin has it. Batches are given in order, verified, from the
  // first on. DATA_LOSS if it cannot be read.
  absl::StatusOr<store::Batch> Rewrite(store::Batch batch);

 private:
  absl::Status BeginAnew(store::Record& first) const;

  const std::string origin_;
  const std::string abandoned_;
  const ledger::NoteSigner& signer_;
  ledger::Tree tree_;
};

}  // namespace samlad::backup

#endif  // SAMLAD_GATEWAY_BACKUP_NEW_ORIGIN_H_
