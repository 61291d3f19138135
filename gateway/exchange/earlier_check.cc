// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/earlier_check.h"

#include <chrono>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/base/thread_name.h"
#include "gateway/exchange/batch_check.h"
#include "gateway/exchange/recover.h"

namespace samlad::exchange {
namespace {

using std::chrono::steady_clock;

// How long it waits for a store that cannot be read.
constexpr std::chrono::seconds kStoreRetry{5};

}  // namespace

EarlierCheck::EarlierCheck(const store::ReadableLog& log, ledger::NoteVerifier verifier,
                           uint64_t end, std::function<void(const absl::Status&)> done)
    : log_(log), verifier_(std::move(verifier)), end_(end), done_(std::move(done)) {
  thread_ = std::thread([this] { Run(); });
}

EarlierCheck::~EarlierCheck() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
  }
  stop_.NotifyAll();
  thread_.join();
}

void EarlierCheck::Run() {
  NameThread("samlad-earlier");
  const absl::Status holds = CheckAll();
  if (!absl::IsCancelled(holds)) done_(holds);
}

absl::Status EarlierCheck::CheckAll() {
  ledger::Tree tree;
  KeyIndex keys;
  BatchChecker checker(verifier_.name(), tree, keys, 0);
  auto begun = steady_clock::now();
  while (checked_ < end_) {
    const auto batches = ReadBatches(log_, checked_, end_);
    if (absl::IsDataLoss(batches.status())) return batches.status();
    if (!batches.ok()) {
      if (!Rest(kStoreRetry)) return absl::CancelledError();
      continue;
    }
    if (batches->empty()) return AtPosition(checked_, "no checkpoint covers the entry");
    for (const ForeignBatch& batch : *batches) {
      absl::Status holds = CheckWholeBatch(batch, verifier_, checker);
      if (!holds.ok()) return holds;
      checked_ = batch.begin + batch.records.size();
    }
    if (!Rest(steady_clock::now() - begun)) return absl::CancelledError();
    begun = steady_clock::now();
  }
  return absl::OkStatus();
}

bool EarlierCheck::Rest(std::chrono::nanoseconds how_long) {
  const auto until = steady_clock::now() + how_long;
  MutexLock lock(mutex_);
  while (!stopping_ && steady_clock::now() < until) stop_.WaitUntil(mutex_, until);
  return !stopping_;
}

}  // namespace samlad::exchange
