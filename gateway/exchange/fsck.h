// SPDX-License-Identifier: EUPL-1.2
//
// A whole log examined: unlike Recover, which stops at the first fault, this finds
// out what is wrong and what still holds.

#ifndef SAMLAD_GATEWAY_EXCHANGE_FSCK_H_
#define SAMLAD_GATEWAY_EXCHANGE_FSCK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/exchange/snapshot_file.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"

namespace samlad::exchange {

// Faults that are named; more are counted.
inline constexpr size_t kFsckFaultsMax = 100;

struct FsckReport {
  uint64_t size = 0;         // entries that the log should have
  uint64_t checkpoints = 0;  // stored
  uint64_t receipts = 0;     // of entries that can be read
  // Entries before the first batch in which anything is wrong: all hashes, the
  // signature, keys and receipts hold, and the entries follow from one another.
  uint64_t sound = 0;
  // Of the entries from `sound` on: those whose header, payload and key are proven by
  // a signed checkpoint, that of their batch or that of their receipt.
  uint64_t proven_after = 0;
  // Of the entries from `sound` on: receipts that verify by themselves.
  uint64_t receipts_after = 0;
  // One line each, with the position in front, at most kFsckFaultsMax.
  std::vector<std::string> faults;
  uint64_t faults_found = 0;
  // Whether the snapshot was compared with what was folded.
  bool snapshot_compared = false;

  void Add(std::string_view fault);
  bool holds() const { return faults_found == 0; }
};

// Reads the log up to its Size() once, changes nothing. Takes as much memory as a
// gateway that serves it. Also a log that cannot be read at all is a report.
// A snapshot of the log is compared with what was folded; a difference is a fault.
FsckReport Fsck(const store::ReadableLog& log, const ledger::NoteVerifier& verifier,
                const SnapshotFile* snapshot = nullptr);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_FSCK_H_
