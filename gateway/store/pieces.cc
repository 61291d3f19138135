// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/pieces.h"

#include "gateway/base/strings.h"

namespace samlad::store {

absl::Status VisitRecords(
    uint64_t begin, uint64_t end,
    const std::function<absl::StatusOr<std::vector<Record>>(uint64_t, uint64_t)>& piece,
    const std::function<bool(uint64_t, const Record&)>& visit) {
  while (begin < end) {
    const absl::StatusOr<std::vector<Record>> records = piece(begin, end);
    if (!records.ok()) return records.status();
    for (const Record& record : *records) {
      if (!visit(begin++, record)) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

absl::Status VisitNotes(
    uint64_t after, uint64_t end,
    const std::function<absl::StatusOr<std::vector<SizedNote>>(uint64_t, uint64_t)>& piece,
    const std::function<bool(uint64_t, std::string_view)>& visit) {
  while (after < end) {
    const absl::StatusOr<std::vector<SizedNote>> notes = piece(after, end);
    if (!notes.ok()) return notes.status();
    if (notes->empty()) {
      return absl::DataLossError(StrCat("the checkpoint of size ", end,
                                        " is missing from the database: restore a backup"));
    }
    for (const auto& [size, text] : *notes) {
      if (!visit(size, text)) return absl::OkStatus();
      after = size;
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRange(uint64_t begin, uint64_t end, uint64_t size) {
  if (begin <= end && end <= size) return absl::OkStatus();
  return absl::OutOfRangeError(
      StrCat("positions ", begin, " to ", end, " were asked for, the log has ", size, " entries"));
}

}  // namespace samlad::store
