// SPDX-License-Identifier: EUPL-1.2
//
// From the store back to memory: every byte that is read is checked against
// what the log's checkpoints say before anything is served.

#ifndef SAMLAD_GATEWAY_EXCHANGE_RECOVER_H_
#define SAMLAD_GATEWAY_EXCHANGE_RECOVER_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "gateway/exchange/batch_check.h"
#include "gateway/exchange/key_index.h"
#include "gateway/exchange/snapshot_file.h"
#include "gateway/exchange/state.h"
#include "gateway/ledger/note.h"
#include "gateway/ledger/tree.h"
#include "gateway/store/store.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

struct Recovered {
  domain::Facts facts;
  ledger::Tree tree;
  State state;
  domain::Symbols symbols;
  KeyIndex keys;
  std::string checkpoint;  // the newest
  // The entries that were taken from a snapshot, so that the store's were not read.
  uint64_t from_snapshot = 0;
};

// Everything that is folded, wherever it is kept.
struct Folded {
  domain::Facts& facts;
  ledger::Tree& tree;
  State& state;
  domain::Symbols& symbols;
  KeyIndex& keys;
};

// A batch that another gateway appended.
struct ForeignBatch {
  uint64_t begin = 0;
  std::vector<store::Record> records;
  std::string checkpoint;
};

// Reads the batches from size `begin` on, up to size `end`, until they hold
// limits::kScanBytesMax. Both are sizes after a batch. Folds nothing.
absl::StatusOr<std::vector<ForeignBatch>> ReadBatches(const store::ReadableLog& store,
                                                      uint64_t begin, uint64_t end);

// Folds one record whose bytes were checked. DATA_LOSS, without the position, if it
// does not follow from what was folded before; nothing is folded then.
absl::Status Fold(uint64_t position, const v1::EntryHeader& header, const store::Record& record,
                  Folded folded);

// Checks a batch without folding it. The checker ends where it begins.
absl::Status CheckWholeBatch(const ForeignBatch& batch, const ledger::NoteVerifier& verifier,
                             BatchChecker& checker);

// Checks a batch as Recover does and folds it into `folded`, which ends where it
// begins. After an error `folded` is of no more use.
absl::Status FoldBatch(const ForeignBatch& batch, const ledger::NoteVerifier& verifier,
                       Folded folded);

// Where a snapshot may be, and who is told why one that is there is not used.
struct SnapshotPlace {
  std::string path;
  SnapshotSeal seal;
  std::function<void(const absl::Status& why)> discarded;
};

// Reads the whole log, on several threads. Checks, for every entry: header format, payload
// commitment, that time does not run backwards, that its idempotency key is its
// own and that of no other entry, and that the stored receipt is byte for byte the
// one that would be made again; for every batch: signature, origin and root.
// NOT_FOUND if the log is empty; DATA_LOSS naming the position and what does not
// hold.
//
// With a snapshot whose MAC holds, and whose root the log's signed checkpoint of that
// size has, only the entries after it are read. Those before it are for the caller to
// check: EarlierCheck.
absl::StatusOr<Recovered> Recover(const store::Store& store, const ledger::NoteVerifier& verifier,
                                  const std::optional<SnapshotPlace>& place = std::nullopt);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_RECOVER_H_
