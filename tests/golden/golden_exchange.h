// SPDX-License-Identifier: EUPL-1.2
//
// What the writer of a golden log and its test both do with an exchange.

#ifndef SAMLAD_TESTS_GOLDEN_GOLDEN_EXCHANGE_H_
#define SAMLAD_TESTS_GOLDEN_GOLDEN_EXCHANGE_H_

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/base/clock.h"
#include "gateway/exchange/exchange.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"
#include "tests/golden/golden_text.h"

namespace samlad::golden {

// A folder under the system's temporary one, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A clock that moves only when it is set.
class ManualClock final : public Clock {
 public:
  int64_t NowMs() const override { return now_ms_; }
  void Set(int64_t now_ms) { now_ms_ = now_ms; }

 private:
  std::atomic<int64_t> now_ms_ = 0;
};

// `seed`: the private key of Ed25519, 32 bytes.
absl::StatusOr<ledger::NoteSigner> SignerOf(std::string_view origin, std::string_view seed);

absl::StatusOr<std::unique_ptr<store::Store>> MakeStore(const std::string& folder);

// Everything that the store keeps, in the batches in which it was appended.
absl::StatusOr<std::vector<store::Batch>> ReadBatches(const store::Store& store);

// Ends the process when durability is in doubt.
absl::StatusOr<std::unique_ptr<exchange::Exchange>> Recover(std::string_view origin,
                                                            store::Store& store, const Clock& clock,
                                                            const ledger::NoteSigner& signer);

std::future<absl::StatusOr<exchange::Outcome>> ExecuteLater(exchange::Exchange& exchange,
                                                            exchange::Command command);
absl::StatusOr<exchange::Outcome> Execute(exchange::Exchange& exchange, exchange::Command command);

// The command by which an entry came about, if one did that has a key.
std::optional<exchange::Command> CommandOf(const store::Record& record);

// Asks for every entry anew, under a submission id that none has: the entry's
// position, and "OK" with the verdict or the name of the refusal and its reason.
std::vector<Answered> AskForAll(const std::vector<store::Batch>& batches,
                                exchange::Exchange& exchange);

}  // namespace samlad::golden

#endif  // SAMLAD_TESTS_GOLDEN_GOLDEN_EXCHANGE_H_
