// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/state.h"

#include <algorithm>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::exchange {
namespace {

// Ids hold no control characters, so the parts cannot run into each other.
std::string Key(std::string_view a, std::string_view b, std::string_view c) {
  return StrCat(a, "\n", b, "\n", c);
}

}  // namespace

void State::Apply(const domain::Fact& fact, uint64_t position) {
  time_ms_ = std::max(time_ms_, fact.time_ms);
  if (const auto* catalogue = std::get_if<domain::CatalogueFact>(&fact.what)) {
    catalogue_ = catalogue->index;
  } else if (const auto* report = std::get_if<domain::ReportFact>(&fact.what)) {
    standings_[Key(report->organisation, report->obligation, report->period)] = {position, false};
  } else if (const auto* returned = std::get_if<domain::ReturnedFact>(&fact.what)) {
    const std::string key = Key(returned->organisation, returned->obligation, returned->period);
    const Standing* before = FindStanding(key);
    standings_[key] = {before != nullptr ? before->revision : 0, true};
  } else if (const auto* deadline = std::get_if<domain::DeadlineFact>(&fact.what)) {
    deadlines_.insert(Key(deadline->obligation, deadline->project, deadline->period));
  } else if (const auto* identity = std::get_if<domain::IdentityFact>(&fact.what)) {
    revocations_ = revocations()->With(*identity, position, fact.time_ms);
  } else if (const auto* delivery = std::get_if<domain::DeliveryFact>(&fact.what)) {
    const v1::DeliveryChanged& change = *delivery->change;
    const bool begins = change.state() == v1::DELIVERY_STATE_FORWARDED;
    deliveries_[begins ? position : change.delivery()] = {change.state(), position};
    if (begins) forwarded_[{change.query().period(), change.query().as_of()}] = position;
  }
}

void State::Absorb(State overlay) {
  if (overlay.catalogue_ != nullptr) catalogue_ = std::move(overlay.catalogue_);
  if (overlay.revocations_ != nullptr) revocations_ = std::move(overlay.revocations_);
  time_ms_ = std::max(time_ms_, overlay.time_ms_);
  for (auto& [key, standing] : overlay.standings_) standings_[key] = standing;
  deadlines_.merge(overlay.deadlines_);
  for (const auto& [delivery, stands] : overlay.deliveries_) deliveries_[delivery] = stands;
  forwarded_.merge(overlay.forwarded_);
}

std::shared_ptr<const domain::CatalogueIndex> State::catalogue() const {
  return catalogue_ != nullptr || base_ == nullptr ? catalogue_ : base_->catalogue();
}

std::shared_ptr<const domain::Revocations> State::revocations() const {
  if (revocations_ != nullptr) return revocations_;
  return base_ == nullptr ? std::make_shared<domain::Revocations>() : base_->revocations();
}

int64_t State::time_ms() const {
  return base_ == nullptr ? time_ms_ : std::max(time_ms_, base_->time_ms());
}

const State::Standing* State::FindStanding(const std::string& key) const {
  const auto it = standings_.find(key);
  if (it != standings_.end()) return &it->second;
  return base_ == nullptr ? nullptr : base_->FindStanding(key);
}

uint64_t State::LatestRevision(std::string_view organisation, std::string_view obligation,
                               std::string_view period) const {
  const Standing* standing = FindStanding(Key(organisation, obligation, period));
  return standing == nullptr ? 0 : standing->revision;
}

bool State::IsReturned(std::string_view organisation, std::string_view obligation,
                       std::string_view period) const {
  const Standing* standing = FindStanding(Key(organisation, obligation, period));
  return standing != nullptr && standing->returned;
}

bool State::HasDeadlinePassed(std::string_view obligation, std::string_view project,
                              std::string_view period) const {
  return deadlines_.contains(Key(obligation, project, period)) ||
         (base_ != nullptr && base_->HasDeadlinePassed(obligation, project, period));
}

const State::Delivery* State::FindDelivery(uint64_t delivery) const {
  const auto it = deliveries_.find(delivery);
  if (it != deliveries_.end()) return &it->second;
  return base_ == nullptr ? nullptr : base_->FindDelivery(delivery);
}

uint64_t State::FindForwarded(std::string_view period, uint64_t as_of) const {
  const auto it = forwarded_.find(std::pair(std::string(period), as_of));
  if (it != forwarded_.end()) return it->second;
  return base_ == nullptr ? 0 : base_->FindForwarded(period, as_of);
}

}  // namespace samlad::exchange
