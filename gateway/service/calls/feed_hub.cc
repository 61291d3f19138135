// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/calls/feed_hub.h"

#include <algorithm>
#include <utility>

#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"

namespace samlad::service {
namespace {

std::chrono::steady_clock::time_point Now() { return std::chrono::steady_clock::now(); }

}  // namespace

FeedHub::FeedHub(exchange::Exchange& exchange, std::chrono::milliseconds recheck_interval)
    : exchange_(exchange), recheck_interval_(recheck_interval) {
  const auto now = exchange_.Read();
  size_ = now->facts.size();
  CatchUp(now->facts);
  exchange_.SetListener([this](uint64_t size) { Grown(size); });
  thread_ = std::thread([this] { Run(); });
}

FeedHub::~FeedHub() {
  exchange_.SetListener(nullptr);
  {
    MutexLock lock(mutex_);
    ended_ = true;
  }
  changed_.NotifyAll();
  thread_.join();
}

absl::Status FeedHub::Enter(const std::shared_ptr<Watcher>& watcher) {
  MutexLock lock(mutex_);
  if (all_.size() >= limits::kWatchersMax) {
    return WithMetadata(
        absl::ResourceExhaustedError(StrCat("the gateway has ", limits::kWatchersMax,
                                            " watchers of the feed; retry after ",
                                            limits::kOverloadRetryDelay.count(), " ms")),
        {{"queue", "watchers"}, {"limit", limits::kWatchersMax}});
  }
  all_.emplace(watcher.get(), watcher);
  return absl::OkStatus();
}

void FeedHub::Leave(const Watcher* watcher) {
  std::shared_ptr<Watcher> gone;  // destroyed without the lock, because that may take long
  MutexLock lock(mutex_);
  const auto found = all_.find(watcher);
  if (found == all_.end()) return;
  gone = std::move(found->second);
  all_.erase(found);
  if (stopping_ && all_.empty()) left_.NotifyAll();
}

void FeedHub::Park(const std::shared_ptr<Watcher>& watcher, uint64_t seen) {
  MutexLock lock(mutex_);
  if (!stopping_ && seen >= size_) {
    parked_.insert(watcher);
    return;
  }
  ready_.push_back(watcher);
  changed_.NotifyOne();
}

void FeedHub::Unpark(const std::shared_ptr<Watcher>& watcher) {
  MutexLock lock(mutex_);
  if (parked_.erase(watcher) == 0) return;
  ready_.push_back(watcher);
  changed_.NotifyOne();
}

void FeedHub::Queue(std::shared_ptr<Watcher> watcher) {
  MutexLock lock(mutex_);
  ready_.push_back(std::move(watcher));
  changed_.NotifyOne();
}

FeedHub::Figures FeedHub::GetFigures() const {
  MutexLock lock(mutex_);
  Figures figures{.watchers = all_.size(), .lag_entries = 0};
  for (const auto& [key, watcher] : all_) {
    const uint64_t seen = watcher->Seen();
    if (seen < size_) figures.lag_entries = std::max(figures.lag_entries, size_ - seen);
  }
  return figures;
}

domain::FeedPage FeedHub::ReadPage(const domain::Facts& facts, uint64_t cursor,
                                   const domain::FeedVisibility& visibility) {
  return domain::ReadFeedPage(
      facts, cursor, visibility,
      [&](std::string_view organisation, std::string_view period, uint64_t as_of) {
        CatchUp(facts);
        MutexLock lock(first_reports_mutex_);
        return first_reports_.ReportedBefore(organisation, period, as_of);
      });
}

void FeedHub::CatchUp(const domain::Facts& facts) {
  MutexLock lock(first_reports_mutex_);
  first_reports_.Read(facts);
}

void FeedHub::Grown(uint64_t size) {
  {
    MutexLock lock(mutex_);
    size_ = size;
    if (parked_.empty()) return;
    wake_parked_ = true;
  }
  changed_.NotifyOne();
}

void FeedHub::WakeParked() {
  ready_.insert(ready_.end(), parked_.begin(), parked_.end());
  parked_.clear();
  wake_parked_ = false;
}

std::vector<std::shared_ptr<Watcher>> FeedHub::All() const {
  std::vector<std::shared_ptr<Watcher>> all;
  all.reserve(all_.size());
  for (const auto& [key, watcher] : all_) all.push_back(watcher);
  return all;
}

void FeedHub::Run() {
  Time next_recheck = Now() + recheck_interval_;
  while (true) {
    std::vector<std::shared_ptr<Watcher>> turns, rechecks;
    bool recheck = false;
    {
      MutexLock lock(mutex_);
      while (!ended_ && !wake_parked_ && ready_.empty() && Now() < next_recheck) {
        changed_.WaitUntil(mutex_, next_recheck);
      }
      if (ended_) return;
      recheck = Now() >= next_recheck;
      if (recheck) {
        next_recheck = Now() + recheck_interval_;
        rechecks = All();
      }
      if (recheck || wake_parked_) WakeParked();
      turns.swap(ready_);
    }
    for (const auto& watcher : turns) watcher->Turn();
    for (const auto& watcher : rechecks) watcher->Recheck();
    // Step by step, so that no acknowledgement has to read the whole log.
    if (recheck) CatchUp(exchange_.Read()->facts);
  }
}

absl::Status FeedHub::Ending() {
  return absl::UnavailableError(
      "the gateway is stopping; resume from the last cursor when it is back");
}

bool FeedHub::WaitUntilEmpty(Time deadline) {
  while (!all_.empty() && Now() < deadline) {
    left_.WaitUntil(mutex_, deadline);
  }
  return all_.empty();
}

bool FeedHub::Stop(std::chrono::milliseconds patience) {
  std::vector<std::shared_ptr<Watcher>> stuck;
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_parked_ = true;
    changed_.NotifyOne();
    if (WaitUntilEmpty(Now() + patience)) return true;
    stuck = All();
  }
  for (const auto& watcher : stuck) watcher->Cut(Ending());
  MutexLock lock(mutex_);
  return WaitUntilEmpty(Now() + patience);
}

}  // namespace samlad::service
