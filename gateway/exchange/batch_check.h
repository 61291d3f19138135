// SPDX-License-Identifier: EUPL-1.2
//
// Whether the records of a log are what its checkpoints say: hashes, signatures,
// keys and receipts, without folding what the entries mean. Some 100 bytes of
// memory for each entry.

#ifndef SAMLAD_GATEWAY_EXCHANGE_BATCH_CHECK_H_
#define SAMLAD_GATEWAY_EXCHANGE_BATCH_CHECK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/exchange/key_index.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/note.h"
#include "gateway/ledger/tree.h"
#include "gateway/store/store.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {

// A checkpoint whose signature holds.
struct Signed {
  uint64_t size = 0;
  ledger::Hash root{};
  ledger::Hash note{};  // SHA-256 of the signed note
};

// DATA_LOSS naming the size if the signature does not hold, or names another size.
absl::StatusOr<Signed> OpenSigned(const ledger::NoteVerifier& verifier, uint64_t size,
                                  std::string_view note);

// A receipt as it is stored, and all that it was made from but the tree.
struct Issued {
  uint64_t position = 0;
  store::Record record;  // without its payload and key
  std::string submission_id;
};

// Checks payload commitment and key of an entry, and that it has a receipt exactly
// if its kind has one; that receipt is returned.
absl::StatusOr<std::optional<Issued>> CheckOneRecord(uint64_t position,
                                                     const v1::EntryHeader& header,
                                                     const store::Record& record);

// The stored receipt must be the one that the gateway would make again. `tree`
// holds the entries of the checkpoint.
absl::Status CheckReceipt(std::string_view origin, const Issued& issued, const Signed& checkpoint,
                          const ledger::Tree& tree);

// What a record says by itself, whatever is around it: most of the work, and safe on
// any thread.
struct CheckedRecord {
  absl::StatusOr<v1::EntryHeader> header;
  ledger::Hash leaf{};
  KeyDigest key = kNoKey;
  absl::StatusOr<std::optional<Issued>> issued;
};
CheckedRecord CheckAlone(uint64_t position, const store::Record& record);

// DATA_LOSS with the place in front of what does not hold there.
absl::Status AtPosition(uint64_t position, std::string_view what);

// One pass over records, in order. Errors are DATA_LOSS, naming position and what
// does not hold; after one, the checker is of no more use. Not thread-safe.
class BatchChecker {
 public:
  // `tree` and `keys` hold the entries before, and get those that are checked; they
  // must outlive it. `time_ms`: of the newest of them.
  BatchChecker(std::string_view origin, ledger::Tree& tree, KeyIndex& keys, int64_t time_ms);

  absl::StatusOr<v1::EntryHeader> CheckRecord(uint64_t position, const store::Record& record);
  // The same of a record that was checked alone. Takes over `checked`.
  absl::Status CheckInOrder(uint64_t position, CheckedRecord& checked);

  // After the last record of a batch: root and receipts.
  absl::Status CheckEnd(const Signed& checkpoint);

 private:
  absl::Status BindKey(const KeyDigest& key, uint64_t position);

  const std::string origin_;
  ledger::Tree& tree_;
  KeyIndex& keys_;
  int64_t time_ms_;
  uint64_t previous_size_;
  std::vector<Issued> issued_;  // of the batch that is being read
};

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_BATCH_CHECK_H_
