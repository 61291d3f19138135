// SPDX-License-Identifier: EUPL-1.2
//
// Long reads in pieces: no lock, snapshot or statement of an engine outlives a
// piece, and visitors run between two of them, because they may be slow and may
// call the store.

#ifndef SAMLAD_GATEWAY_STORE_PIECES_H_
#define SAMLAD_GATEWAY_STORE_PIECES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/store.h"

namespace samlad::store {

// A stored checkpoint and the log's size that it names.
struct SizedNote {
  uint64_t size = 0;
  std::string text;
};

// As ReadableLog::Read. `piece` returns records from `begin` on, before `end`: at
// least one.
absl::Status VisitRecords(
    uint64_t begin, uint64_t end,
    const std::function<absl::StatusOr<std::vector<Record>>(uint64_t begin, uint64_t end)>& piece,
    const std::function<bool(uint64_t position, const Record& record)>& visit);

// As ReadableLog::ReadCheckpoints. `piece` returns checkpoints of sizes
// (after, end], in order; none is DATA_LOSS.
absl::Status VisitNotes(
    uint64_t after, uint64_t end,
    const std::function<absl::StatusOr<std::vector<SizedNote>>(uint64_t after, uint64_t end)>&
        piece,
    const std::function<bool(uint64_t size, std::string_view note)>& visit);

// OUT_OF_RANGE if [begin, end) is not within a log of that size.
absl::Status CheckRange(uint64_t begin, uint64_t end, uint64_t size);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_PIECES_H_
