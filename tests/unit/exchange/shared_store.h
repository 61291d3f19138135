// SPDX-License-Identifier: EUPL-1.2
//
// A log in memory to which several exchanges append, each through a store of its
// own, as gateways do to one database.

#ifndef SAMLAD_TESTS_UNIT_EXCHANGE_SHARED_STORE_H_
#define SAMLAD_TESTS_UNIT_EXCHANGE_SHARED_STORE_H_

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/store/store.h"

namespace samlad::exchange {

// Guarded by its mutex.
struct SharedLog {
  std::mutex mutex;
  std::vector<store::Record> records;
  std::vector<std::pair<uint64_t, std::string>> checkpoints;
  std::set<std::string> keys;
};

// Thread-safe.
class SharedStore final : public store::Store {
 public:
  explicit SharedStore(std::shared_ptr<SharedLog> log) : log_(std::move(log)) {}

  // The next append answers UNKNOWN; whether it is in the log all the same.
  void LoseNextConfirmation(bool is_there) { lose_ = is_there ? Lose::kAnswer : Lose::kBatch; }
  // No confirmation and no read from now on.
  void CutOff(bool cut_off) { cut_off_ = cut_off; }
  // Reads know of so many entries from now on, and are not confirmed.
  void ShowOnly(uint64_t size) { shown_ = size; }

  absl::Status Append(const store::Batch& batch) override {
    const std::lock_guard lock(log_->mutex);
    const Lose lose = std::exchange(lose_, Lose::kNothing);
    if (lose == Lose::kBatch) return absl::UnknownError("the connection was lost");
    if (batch.position != log_->records.size()) return absl::AbortedError("the head moved");
    std::set<std::string> keys = log_->keys;
    for (const store::Record& record : batch.records) {
      if (!record.key.empty() && !keys.insert(record.key).second) {
        return absl::AlreadyExistsError(record.key);
      }
    }
    log_->keys = std::move(keys);
    log_->records.insert(log_->records.end(), batch.records.begin(), batch.records.end());
    log_->checkpoints.emplace_back(log_->records.size(), batch.checkpoint);
    if (lose == Lose::kAnswer) return absl::UnknownError("the connection was lost");
    return absl::OkStatus();
  }
  absl::Status Probe() override { return ConfirmSize().status(); }
  absl::StatusOr<uint64_t> Size() const override {
    const absl::StatusOr<uint64_t> size = ConfirmSize();
    return size.ok() ? std::min(*size, shown_) : size;
  }
  absl::StatusOr<uint64_t> ConfirmSize() const override {
    const std::lock_guard lock(log_->mutex);
    if (cut_off_) return absl::UnavailableError("cut off");
    return log_->records.size();
  }
  absl::Status Read(
      uint64_t begin, uint64_t end,
      const std::function<bool(uint64_t, const store::Record&)>& visit) const override {
    for (uint64_t at = begin; at < end; ++at) {
      store::Record record;
      {
        const std::lock_guard lock(log_->mutex);
        if (cut_off_) return absl::UnavailableError("cut off");
        if (end > log_->records.size()) return absl::OutOfRangeError("beyond the end");
        record = log_->records[at];
      }
      if (!visit(at, record)) break;
    }
    return absl::OkStatus();
  }
  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    std::vector<std::pair<uint64_t, std::string>> checkpoints;
    {
      const std::lock_guard lock(log_->mutex);
      if (cut_off_) return absl::UnavailableError("cut off");
      checkpoints = log_->checkpoints;
    }
    for (const auto& [size, text] : checkpoints) {
      if (size > after && !visit(size, text)) break;
    }
    return absl::OkStatus();
  }
  bool EnforcesUniqueKeys() const override { return true; }

 private:
  enum class Lose { kNothing, kAnswer, kBatch };
  const std::shared_ptr<SharedLog> log_;
  Lose lose_ = Lose::kNothing;
  bool cut_off_ = false;
  uint64_t shown_ = std::numeric_limits<uint64_t>::max();
};

}  // namespace samlad::exchange

#endif  // SAMLAD_TESTS_UNIT_EXCHANGE_SHARED_STORE_H_
