// SPDX-License-Identifier: EUPL-1.2
//
// A store that notes what becomes of each batch, and can be given a bug.

#ifndef SAMLAD_TESTS_SIMULATION_WATCHED_STORE_H_
#define SAMLAD_TESTS_SIMULATION_WATCHED_STORE_H_

#include <functional>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/store/store.h"
#include "tests/simulation/bug.h"
#include "tests/simulation/promises.h"
#include "tests/simulation/scheduler.h"

namespace samlad::simulation {

class WatchedStore final : public store::Store {
 public:
  WatchedStore(std::unique_ptr<store::Store> real, Scheduler& scheduler, Promises& promises)
      : real_(std::move(real)), scheduler_(scheduler), promises_(promises) {}
  ~WatchedStore() override {
    for (std::thread& one : late_) one.join();
  }

  absl::Status Append(const store::Batch& batch) override {
    if (Has(Bug::kAnswerBeforeCommit)) {
      late_.emplace_back([this, batch] { real_->Append(batch).IgnoreError(); });
      return absl::OkStatus();
    }
    const absl::Status appended = real_->Append(batch);
    if (scheduler_.IsKilled()) return appended;
    scheduler_.Note(
        StrCat("append at ", batch.position, ": ", absl::StatusCodeToString(appended.code())));
    if (absl::IsUnknown(appended)) {
      return Has(Bug::kReleaseOnUnknown) ? absl::OkStatus() : appended;
    }
    if (!appended.ok()) promises_.Denied(batch.checkpoint);
    return appended;
  }
  absl::Status Probe() override { return real_->Probe(); }
  absl::StatusOr<uint64_t> Size() const override { return real_->Size(); }
  absl::StatusOr<uint64_t> ConfirmSize() const override { return real_->ConfirmSize(); }
  absl::Status Read(
      uint64_t begin, uint64_t end,
      const std::function<bool(uint64_t, const store::Record&)>& visit) const override {
    return real_->Read(begin, end, visit);
  }
  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    return real_->ReadCheckpoints(after, visit);
  }
  bool EnforcesUniqueKeys() const override { return real_->EnforcesUniqueKeys(); }

 private:
  const std::unique_ptr<store::Store> real_;
  Scheduler& scheduler_;
  Promises& promises_;
  std::vector<std::thread> late_;
};

}  // namespace samlad::simulation

#endif  // SAMLAD_TESTS_SIMULATION_WATCHED_STORE_H_
