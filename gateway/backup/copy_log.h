// SPDX-License-Identifier: EUPL-1.2
//
// A log copied batch by batch, each verified before it is passed on: hashes,
// signatures, keys and receipts. Every receipt stays valid, because entries, batches
// and checkpoints stay byte for byte.

#ifndef SAMLAD_GATEWAY_BACKUP_COPY_LOG_H_
#define SAMLAD_GATEWAY_BACKUP_COPY_LOG_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"

namespace samlad::backup {

struct Copied {
  uint64_t size = 0;  // entries
  uint64_t batches = 0;
  std::string checkpoint;  // of that size
  std::string root;        // lower-case hexadecimal
};

// Passes the batches of `from` to `append`, up to the Size() at the beginning. Holds
// some 100 bytes for each entry, and one piece of the log. DATA_LOSS naming the position and
// what does not hold; NOT_FOUND if the log is empty; else the error of `append`.
absl::StatusOr<Copied> CopyLog(const store::ReadableLog& from, const ledger::NoteVerifier& verifier,
                               const std::function<absl::Status(const store::Batch&)>& append);

}  // namespace samlad::backup

#endif  // SAMLAD_GATEWAY_BACKUP_COPY_LOG_H_
