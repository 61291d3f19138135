// SPDX-License-Identifier: EUPL-1.2

#include "gateway/backup/copy_log.h"

#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/exchange/batch_check.h"
#include "gateway/exchange/key_index.h"
#include "gateway/exchange/recover.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/tree.h"

namespace samlad::backup {
absl::StatusOr<Copied> CopyLog(const store::ReadableLog& from, const ledger::NoteVerifier& verifier,
                               const std::function<absl::Status(const store::Batch&)>& append) {
  const absl::StatusOr<uint64_t> size = from.Size();
  if (!size.ok()) return size.status();
  if (*size == 0) return absl::NotFoundError("the log is empty");
  Copied copied;
  ledger::Tree tree;
  exchange::KeyIndex keys;
  exchange::BatchChecker checker(verifier.name(), tree, keys, 0);
  while (copied.size < *size) {
    auto batches = exchange::ReadBatches(from, copied.size, *size);
    if (!batches.ok()) return batches.status();
    if (batches->empty()) {
      return absl::DataLossError(
          StrCat("log position ", copied.size, ": no checkpoint covers the entry"));
    }
    for (exchange::ForeignBatch& batch : *batches) {
      absl::Status holds = exchange::CheckWholeBatch(batch, verifier, checker);
      if (!holds.ok()) return holds;
      copied.size = batch.begin + batch.records.size();
      copied.checkpoint = batch.checkpoint;
      ++copied.batches;
      const absl::Status appended = append({.position = batch.begin,
                                            .records = std::move(batch.records),
                                            .checkpoint = std::move(batch.checkpoint)});
      if (!appended.ok()) return appended;
    }
  }
  copied.root = ledger::ToHex(ledger::AsBytes(tree.Root(copied.size)));
  return copied;
}

}  // namespace samlad::backup
