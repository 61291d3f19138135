// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/deliveries.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "gateway/base/limits.h"

namespace samlad::forward {
namespace {

using domain::CatalogueIndex;
using domain::Facts;
using domain::ReportFact;

bool NeedsApproval(const ReportFact& report, const CatalogueIndex& catalogue) {
  const v1::Obligation* obligation = catalogue.FindObligation(report.obligation);
  return obligation != nullptr && obligation->requires_approval();
}

}  // namespace

bool Deliveries::Period::Forget(uint64_t report) {
  uncovered.erase(report);
  const auto forgotten = in_force.extract(report);
  return !forgotten.empty() && forgotten.mapped().shown;
}

void Deliveries::Read(const Facts& facts) {
  for (; seen_ < facts.size(); ++seen_) Apply(seen_, facts);
}

void Deliveries::Apply(uint64_t position, const Facts& facts) {
  const auto period_of = [&](uint64_t report) -> Period& {
    return periods_[std::get<ReportFact>(facts[report].what).period];
  };
  const domain::Fact& fact = facts[position];
  if (const auto* report = std::get_if<ReportFact>(&fact.what)) {
    Period& period = periods_[report->period];
    Report& added = period.in_force[position];
    if (report->replaces != 0) added.shown = period.Forget(report->replaces);
    period.uncovered.insert(position);
  } else if (const auto* review = std::get_if<domain::ReviewFact>(&fact.what)) {
    ApplyReview(position, *review, period_of(review->report));
  } else if (const auto* withdrawal = std::get_if<domain::WithdrawalFact>(&fact.what)) {
    Period& period = period_of(withdrawal->report);
    if (period.Forget(withdrawal->report)) period.gone.insert(position);
  } else if (const auto* delivery = std::get_if<domain::DeliveryFact>(&fact.what)) {
    ApplyChange(position, fact.time_ms, delivery->change);
  }
}

void Deliveries::ApplyReview(uint64_t position, const domain::ReviewFact& review, Period& period) {
  const auto it = period.in_force.find(review.report);
  if (it == period.in_force.end()) return;
  if (review.approved) {
    it->second.approved = position;
    return;
  }
  it->second.sent_back = true;
  if (std::exchange(it->second.shown, false)) period.gone.insert(position);
}

void Deliveries::ApplyChange(uint64_t position, int64_t time_ms,
                             std::shared_ptr<const v1::DeliveryChanged> change) {
  if (change->state() == v1::DELIVERY_STATE_FORWARDED) {
    Forward(*change, time_ms);
    open_[position] = {position, time_ms, std::move(change)};
    return;
  }
  if (change->state() == v1::DELIVERY_STATE_ACKNOWLEDGED) {
    confirmed_.erase(change->delivery());
    return;
  }
  auto ended = open_.extract(change->delivery());
  if (ended.empty()) return;
  if (change->state() == v1::DELIVERY_STATE_FAILED) return Fail(position, ended.mapped());
  const v1::ViewQuery& query = ended.mapped().change->query();
  Period& period = periods_[query.period()];
  period.gone.erase(period.gone.begin(), period.gone.lower_bound(query.as_of()));
  period.failed = 0;
  period.announced_ms.reset();
  confirmed_.insert(std::move(ended));
}

void Deliveries::Forward(const v1::DeliveryChanged& change, int64_t time_ms) {
  Period& period = periods_[change.query().period()];
  for (const uint64_t report : change.reports()) period.uncovered.erase(report);
  // A view shows all that is in force, also what waits for approval.
  for (auto& [position, report] : period.in_force) report.shown = !report.sent_back;
  if (!period.announced_ms.has_value()) period.announced_ms = time_ms;
}

void Deliveries::Fail(uint64_t position, const Delivery& delivery) {
  Period& period = periods_[delivery.change->query().period()];
  // That it was overtaken tells nothing of the next one's chances.
  if (!IsOvertaken(delivery)) period.failed = position;
  for (const uint64_t report : delivery.change->reports()) {
    if (period.in_force.contains(report)) period.uncovered.insert(report);
  }
}

bool Deliveries::IsOvertaken(const Delivery& delivery) const {
  const auto at = periods_.find(delivery.change->query().period());
  if (at == periods_.end()) return false;
  const Period& period = at->second;
  if (period.gone.lower_bound(delivery.change->query().as_of()) != period.gone.end()) return true;
  return std::ranges::any_of(delivery.change->reports(), [&](uint64_t report) {
    const auto it = period.in_force.find(report);
    return it == period.in_force.end() || it->second.sent_back;
  });
}

bool Deliveries::HasFailed(const std::string& period) const {
  const auto at = periods_.find(period);
  return at != periods_.end() && at->second.failed != 0;
}

std::optional<Due> Deliveries::DueOf(const std::string& name, const Facts& facts,
                                     const CatalogueIndex& catalogue) const {
  const Period& period = periods_.at(name);
  uint64_t told = 0;  // as of where the open delivery tells what is gone
  for (const auto& [position, delivery] : open_) {
    if (delivery.change->query().period() == name) told = delivery.change->query().as_of();
  }
  Due due{.period = name, .reports = {}, .since = facts.size(), .failed = period.failed};
  const auto gone = period.gone.lower_bound(told);
  if (gone != period.gone.end()) due.since = *gone;
  for (const uint64_t position : period.uncovered) {
    const Report& report = period.in_force.at(position);
    const bool waits_for_approval =
        NeedsApproval(std::get<ReportFact>(facts[position].what), catalogue);
    const uint64_t since = waits_for_approval ? report.approved : position;
    if (report.sent_back || since == 0) continue;
    due.since = std::min(due.since, since);
    due.reports.push_back(position);
  }
  if (due.since == facts.size()) return std::nullopt;
  return due;
}

std::optional<Due> Deliveries::NextDue(const Facts& facts, const CatalogueIndex& catalogue) const {
  std::optional<Due> next;
  for (const auto& [name, period] : periods_) {
    std::optional<Due> due = DueOf(name, facts, catalogue);
    if (!due.has_value()) continue;
    if (!next.has_value() ||
        std::pair(due->failed, due->since) < std::pair(next->failed, next->since)) {
      next = std::move(due);
    }
  }
  if (next.has_value() && next->reports.size() > size_t{limits::kForwardReportsMax}) {
    next->reports.resize(size_t{limits::kForwardReportsMax});
  }
  return next;
}

uint64_t Deliveries::CountWaiting(const Facts& facts, const CatalogueIndex& catalogue) const {
  uint64_t waiting = 0;
  for (const auto& [position, delivery] : open_) {
    waiting += static_cast<uint64_t>(delivery.change->reports_size());
  }
  for (const auto& [name, period] : periods_) {
    const std::optional<Due> due = DueOf(name, facts, catalogue);
    if (due.has_value()) waiting += due->reports.size();
  }
  return waiting;
}

std::vector<Delivery> Deliveries::Confirmed() const {
  const size_t asked = std::min(confirmed_.size(), limits::kForwardAskedMax);
  std::vector<Delivery> newest;
  newest.reserve(asked);
  auto it = std::prev(confirmed_.end(), static_cast<std::ptrdiff_t>(asked));
  for (; it != confirmed_.end(); ++it) newest.push_back(it->second);
  return newest;
}

std::optional<int64_t> Deliveries::UndeliveredSinceMs(const Facts& facts,
                                                      const CatalogueIndex& catalogue) const {
  std::optional<int64_t> since_ms;
  const auto note = [&](int64_t time_ms) {
    since_ms = std::min(since_ms.value_or(time_ms), time_ms);
  };
  for (const auto& [name, period] : periods_) {
    const bool is_open = std::ranges::any_of(open_, [&name = name](const auto& one) {
      return one.second.change->query().period() == name;
    });
    const std::optional<Due> due = DueOf(name, facts, catalogue);
    if (!is_open && !due.has_value()) continue;
    if (period.announced_ms.has_value()) {
      note(*period.announced_ms);
    } else if (open_.empty()) {
      note(facts[due->since].time_ms);
    }
  }
  return since_ms;
}

}  // namespace samlad::forward
