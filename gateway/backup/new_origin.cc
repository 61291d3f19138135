// SPDX-License-Identifier: EUPL-1.2

#include "gateway/backup/new_origin.h"

#include <cstdint>

#include "gateway/base/strings.h"
#include "gateway/exchange/entry.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/header.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::backup {

absl::Status NewOrigin::BeginAnew(store::Record& first) const {
  const absl::StatusOr<v1::EntryHeader> header = ledger::ParseHeader(first.header);
  v1::LogInitialised initialised;
  if (!header.ok() || !initialised.ParseFromString(first.payload)) {
    return absl::DataLossError("log position 0: is no log initialisation");
  }
  initialised.set_origin(origin_);
  initialised.set_verifier_key(signer_.verifier_key());
  initialised.set_abandoned_checkpoint(abandoned_);
  exchange::Staged staged;
  staged.kind = header->kind();
  staged.payload = initialised.SerializeAsString();
  first = exchange::Seal(staged, header->time_ms(), {}, "", {});
  return absl::OkStatus();
}

absl::StatusOr<store::Batch> NewOrigin::Rewrite(store::Batch batch) {
  if (batch.position == 0) {
    if (absl::Status begun = BeginAnew(batch.records.front()); !begun.ok()) return begun;
  }
  for (const store::Record& record : batch.records) {
    tree_.Append(ledger::LeafHash(record.header));
  }
  const uint64_t size = tree_.size();
  batch.checkpoint = signer_.Sign(
      ledger::FormatCheckpoint({.origin = origin_, .size = size, .root = tree_.Root(size)}));
  uint64_t position = batch.position;
  for (store::Record& record : batch.records) {
    const uint64_t here = position++;
    if (record.receipt.empty()) continue;
    v1::Receipt receipt;
    if (!receipt.ParseFromString(record.receipt)) {
      return absl::DataLossError(StrCat("log position ", here, ": receipt: cannot be read"));
    }
    record.receipt = exchange::MakeReceipt(origin_, here, record, receipt.submission_id(),
                                           batch.checkpoint, tree_.InclusionProof(here, size));
  }
  return batch;
}

}  // namespace samlad::backup
