// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/deliveries.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "gateway/base/limits.h"

namespace samlad::forward {

void Deliveries::Read(const domain::Facts& facts) {
  for (; seen_ < facts.size(); ++seen_) {
    const domain::Fact& fact = facts[seen_];
    if (std::holds_alternative<domain::EditionFact>(fact.what)) {
      waiting_[seen_].published_ms = fact.time_ms;
    } else if (const auto* delivery = std::get_if<domain::DeliveryFact>(&fact.what)) {
      Apply(seen_, fact.time_ms, delivery->change);
    }
  }
}

void Deliveries::Apply(uint64_t position, int64_t time_ms,
                       std::shared_ptr<const v1::DeliveryChanged> change) {
  if (change->state() == v1::DELIVERY_STATE_FORWARDED) {
    const auto edition = waiting_.find(change->edition());
    if (edition != waiting_.end()) {
      edition->second.attempts = change->attempt();
      if (!edition->second.announced_ms.has_value()) edition->second.announced_ms = time_ms;
    }
    open_[position] = {position, time_ms, std::move(change)};
    return;
  }
  if (change->state() == v1::DELIVERY_STATE_ACKNOWLEDGED) {
    confirmed_.erase(change->delivery());
    return;
  }
  auto ended = open_.extract(change->delivery());
  if (ended.empty()) return;
  const uint64_t edition = ended.mapped().change->edition();
  if (change->state() == v1::DELIVERY_STATE_FAILED) {
    const auto at = waiting_.find(edition);
    if (at != waiting_.end()) at->second.failed = position;
    return;
  }
  waiting_.erase(edition);
  confirmed_.insert(std::move(ended));
}

bool Deliveries::IsOpen(uint64_t edition) const {
  return std::ranges::any_of(
      open_, [edition](const auto& one) { return one.second.change->edition() == edition; });
}

bool Deliveries::HasFailed(uint64_t edition) const {
  const auto at = waiting_.find(edition);
  return at != waiting_.end() && at->second.failed != 0;
}

std::optional<Due> Deliveries::NextDue() const {
  std::optional<Due> next;
  for (const auto& [edition, waiting] : waiting_) {
    if (IsOpen(edition)) continue;
    if (next.has_value() && next->failed <= waiting.failed) continue;
    next = {.edition = edition, .attempt = waiting.attempts + 1, .failed = waiting.failed};
  }
  return next;
}

std::vector<Delivery> Deliveries::Confirmed() const {
  const size_t asked = std::min(confirmed_.size(), limits::kForwardAskedMax);
  std::vector<Delivery> newest;
  newest.reserve(asked);
  auto it = std::prev(confirmed_.end(), static_cast<std::ptrdiff_t>(asked));
  for (; it != confirmed_.end(); ++it) newest.push_back(it->second);
  return newest;
}

std::optional<int64_t> Deliveries::UndeliveredSinceMs() const {
  std::optional<int64_t> since_ms;
  for (const auto& [edition, waiting] : waiting_) {
    if (!waiting.announced_ms.has_value() && !open_.empty()) continue;
    const int64_t time_ms = waiting.announced_ms.value_or(waiting.published_ms);
    since_ms = std::min(since_ms.value_or(time_ms), time_ms);
  }
  return since_ms;
}

}  // namespace samlad::forward
