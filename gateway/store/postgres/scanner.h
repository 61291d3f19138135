// SPDX-License-Identifier: EUPL-1.2
//
// The connection that reads. No read holds a lock or a snapshot between two
// pieces.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_SCANNER_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_SCANNER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/store/pieces.h"
#include "gateway/store/postgres/link.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/store.h"

namespace samlad::store::postgres {

// Not thread-safe. A read that loses its connection is repeated once on another;
// then, and where no server is reached, it is UNAVAILABLE.
class Scanner {
 public:
  explicit Scanner(const PostgresOptions& options,
                   std::shared_ptr<Timeline> timeline = std::make_shared<Timeline>());

  absl::StatusOr<uint64_t> Size();

  // Records from `begin` on, before `end`, until they hold kScanBytesMax. At least
  // one; DATA_LOSS if one is missing.
  absl::StatusOr<std::vector<Record>> Entries(uint64_t begin, uint64_t end);

  // Checkpoints of sizes (after, end], as many as one statement reads.
  absl::StatusOr<std::vector<SizedNote>> Notes(uint64_t after, uint64_t end);

  // The greatest size that head, entries or batches name.
  absl::StatusOr<uint64_t> GreatestSize();

  // DATA_LOSS if head, entries and batches do not agree on the size.
  absl::Status CheckSize();

 private:
  absl::StatusOr<Rows> Ask(const Step& step);

  Link link_;
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_SCANNER_H_
