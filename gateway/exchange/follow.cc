// SPDX-License-Identifier: EUPL-1.2
//
// How a sequencer folds what other gateways have appended.

#include <utility>

#include "gateway/exchange/recover.h"
#include "gateway/exchange/sequencer.h"

namespace samlad::exchange {

absl::StatusOr<bool> Sequencer::CatchUp() {
  const uint64_t before = facts_.size();
  const absl::StatusOr<uint64_t> size = store_.ConfirmSize();
  if (!size.ok()) return size.status();
  if (absl::Status folded = FoldForeign(*size); !folded.ok()) return folded;
  return facts_.size() > before;
}

absl::Status Sequencer::Follow(uint64_t size) {
  if (!shared_) return absl::OkStatus();
  {
    MutexLock lock(queue_mutex_);
    ++following_;
    while (deciding_) may_follow_.Wait(queue_mutex_);
    --following_;
    deciding_ = true;
  }
  absl::Status folded = FoldForeign(size);
  FinishBatch();
  return folded;
}

// What is folded half is of no use, so that everything is read before the first
// entry of a batch is folded.
absl::Status Sequencer::FoldForeign(uint64_t size) {
  if (facts_.size() >= size) return absl::OkStatus();
  const auto verifier = ledger::NoteVerifier::FromVkey(signer_.verifier_key());
  if (!verifier.ok()) return verifier.status();
  while (facts_.size() < size) {
    const auto batches = ReadBatches(store_, facts_.size(), size);
    if (!batches.ok()) return batches.status();
    if (batches->empty()) return absl::DataLossError("a batch of another gateway is missing");
    for (const ForeignBatch& batch : *batches) {
      absl::Status folded;
      {
        MutexLock tree_lock(tree_mutex_);
        MutexLock keys_lock(keys_mutex_);
        folded = FoldBatch(
            batch, *verifier,
            {.facts = facts_, .tree = tree_, .state = state_, .symbols = symbols_, .keys = keys_});
      }
      if (!folded.ok()) {
        options_.on_data_loss(folded);
        return folded;
      }
      PublishSnapshot(batch.checkpoint);
      TellListener();
    }
  }
  return absl::OkStatus();
}

}  // namespace samlad::exchange
