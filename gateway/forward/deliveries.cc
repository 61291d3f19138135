// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/deliveries.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "gateway/base/limits.h"

namespace samlad::forward {

using domain::CatalogueIndex;
using domain::Facts;
using domain::ReportFact;

void Deliveries::Read(const Facts& facts) {
  for (; seen_ < facts.size(); ++seen_) Apply(seen_, facts[seen_]);
}

void Deliveries::Apply(uint64_t position, const domain::Fact& fact) {
  if (const auto* report = std::get_if<ReportFact>(&fact.what)) {
    if (report->replaces != 0) Forget(report->replaces);
    in_force_.emplace(position, Review::kNone);
    uncovered_.insert(position);
  } else if (const auto* review = std::get_if<domain::ReviewFact>(&fact.what)) {
    const auto it = in_force_.find(review->report);
    if (it != in_force_.end())
      it->second = review->approved ? Review::kApproved : Review::kSentBack;
  } else if (const auto* withdrawal = std::get_if<domain::WithdrawalFact>(&fact.what)) {
    Forget(withdrawal->report);
  } else if (const auto* delivery = std::get_if<domain::DeliveryFact>(&fact.what)) {
    ApplyChange(position, fact.time_ms, delivery->change);
  }
}

void Deliveries::ApplyChange(uint64_t position, int64_t time_ms,
                             std::shared_ptr<const v1::DeliveryChanged> change) {
  switch (change->state()) {
    case v1::DELIVERY_STATE_FORWARDED:
      for (const uint64_t report : change->reports()) uncovered_.erase(report);
      if (!undelivered_since_ms_.has_value()) undelivered_since_ms_ = time_ms;
      open_[position] = {position, time_ms, std::move(change)};
      break;
    case v1::DELIVERY_STATE_CONFIRMED:
      confirmed_.insert(open_.extract(change->delivery()));
      undelivered_since_ms_.reset();
      break;
    case v1::DELIVERY_STATE_ACKNOWLEDGED:
      confirmed_.erase(change->delivery());
      break;
    case v1::DELIVERY_STATE_FAILED:
      if (const auto failed = open_.extract(change->delivery())) {
        for (const uint64_t report : failed.mapped().change->reports()) {
          if (in_force_.contains(report)) uncovered_.insert(report);
        }
      }
      break;
    default:
      break;
  }
}

void Deliveries::Forget(uint64_t report) {
  in_force_.erase(report);
  uncovered_.erase(report);
}

bool Deliveries::IsDue(const ReportFact& report, Review review,
                       const CatalogueIndex& catalogue) const {
  if (review == Review::kSentBack) return false;
  const v1::Obligation* obligation = catalogue.FindObligation(report.obligation);
  return review == Review::kApproved || obligation == nullptr || !obligation->requires_approval();
}

std::optional<Due> Deliveries::NextDue(const Facts& facts, const CatalogueIndex& catalogue) const {
  Due due;
  for (const uint64_t position : uncovered_) {
    const auto& report = std::get<ReportFact>(facts[position].what);
    if (!due.reports.empty() && report.period != due.period) continue;
    if (!IsDue(report, in_force_.at(position), catalogue)) continue;
    due.period = report.period;
    due.reports.push_back(position);
    if (due.reports.size() == size_t{limits::kForwardReportsMax}) break;
  }
  if (due.reports.empty()) return std::nullopt;
  return due;
}

uint64_t Deliveries::CountWaiting(const Facts& facts, const CatalogueIndex& catalogue) const {
  uint64_t waiting = 0;
  for (const auto& [position, delivery] : open_) {
    waiting += static_cast<uint64_t>(delivery.change->reports_size());
  }
  for (const uint64_t position : uncovered_) {
    const auto& report = std::get<ReportFact>(facts[position].what);
    if (IsDue(report, in_force_.at(position), catalogue)) ++waiting;
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

}  // namespace samlad::forward
