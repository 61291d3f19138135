// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/state.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include "gateway/base/strings.h"

namespace samlad::exchange {
namespace {

// Ids hold no control characters, so the parts cannot run into each other.
std::string Key(std::string_view a, std::string_view b, std::string_view c) {
  return StrCat(a, "\n", b, "\n", c);
}

std::string KeyOf(const domain::DeadlineFact& deadline) {
  return StrCat(Key(deadline.obligation, deadline.project, deadline.period), "\n",
                deadline.recommendation);
}

std::string KeyOf(const domain::ReminderFact& reminder) {
  return StrCat(reminder.days, "\n", Key("", reminder.obligation, reminder.period));
}

std::string KeyOfSeat(std::string_view digest) { return StrCat("seat\n", digest); }

std::string KeyOf(const domain::EditionDueFact& due) {
  return Key(due.publication, due.period, due.problem.empty() ? "due" : "problem");
}

}  // namespace

// No period is called "edition".
std::string ForwardedKey(const v1::DeliveryChanged& announced) {
  if (announced.edition() != 0) {
    return StrCat("edition/", announced.edition(), "/", announced.attempt());
  }
  return StrCat(announced.query().period(), "/", announced.query().as_of());
}

// The history to change, in this overlay.
template <class About>
domain::ReportHistory& State::Change(const About& fact) {
  const std::string key = Key(fact.organisation, fact.obligation, fact.period);
  const auto [at, added] = histories_.try_emplace(key);
  if (added && base_ != nullptr) {
    if (const domain::ReportHistory* before = base_->FindHistory(key)) at->second = *before;
  }
  return at->second;
}

State::State(const State* base) : base_(base) {
  // One object until the first revocation: readers tell a change by the pointer.
  if (base_ == nullptr) revocations_ = std::make_shared<domain::Revocations>();
}

void State::Apply(const domain::Fact& fact, uint64_t position) {
  time_ms_ = std::max(time_ms_, fact.time_ms);
  std::visit(
      [&](const auto& what) {
        if constexpr (domain::IsHistoryFact<std::decay_t<decltype(what)>>) {
          Change(what).Apply(position, fact.time_ms, what);
        }
      },
      fact.what);
  if (const auto* catalogue = std::get_if<domain::CatalogueFact>(&fact.what)) {
    catalogue_ = catalogue->index;
  } else if (const auto* deadline = std::get_if<domain::DeadlineFact>(&fact.what)) {
    passed_.insert(KeyOf(*deadline));
  } else if (const auto* reminder = std::get_if<domain::ReminderFact>(&fact.what)) {
    passed_.insert(KeyOf(*reminder));
  } else if (const auto* due = std::get_if<domain::EditionDueFact>(&fact.what)) {
    passed_.insert(KeyOf(*due));
  } else if (const auto* seat = std::get_if<domain::SeatFact>(&fact.what)) {
    passed_.insert(KeyOfSeat(seat->digest));
  } else if (const auto* identity = std::get_if<domain::IdentityFact>(&fact.what)) {
    revocations_ = revocations()->With(*identity, position, fact.time_ms);
  } else if (const auto* acknowledged = std::get_if<domain::AcknowledgementFact>(&fact.what)) {
    if (acknowledged->corrects != 0) corrections_[acknowledged->corrects] = position;
  } else if (const auto* delivery = std::get_if<domain::DeliveryFact>(&fact.what)) {
    const v1::DeliveryChanged& change = *delivery->change;
    const bool begins = change.state() == v1::DELIVERY_STATE_FORWARDED;
    const uint64_t delivery_position = begins ? position : change.delivery();
    const DeliveryStatus* before = FindDelivery(delivery_position);
    DeliveryStatus now{.state = change.state(),
                       .changed = position,
                       .confirmed = before == nullptr ? 0 : before->confirmed};
    if (change.state() == v1::DELIVERY_STATE_CONFIRMED) now.confirmed = position;
    deliveries_[delivery_position] = now;
    if (begins) forwarded_[ForwardedKey(change)] = position;
  } else if (const auto* clearing = std::get_if<domain::ClearingFact>(&fact.what)) {
    cleared_[{clearing->indicator, clearing->report}] = position;
  } else if (const auto* edition = std::get_if<domain::EditionFact>(&fact.what)) {
    newest_edition_ = {.position = position, .number = edition->number, .digest = edition->digest};
  }
}

void State::Absorb(State overlay) {
  if (overlay.catalogue_ != nullptr) catalogue_ = std::move(overlay.catalogue_);
  if (overlay.revocations_ != nullptr) revocations_ = std::move(overlay.revocations_);
  time_ms_ = std::max(time_ms_, overlay.time_ms_);
  for (auto& [key, history] : overlay.histories_) histories_[key] = history;
  passed_.merge(overlay.passed_);
  corrections_.merge(overlay.corrections_);
  for (const auto& [delivery, status] : overlay.deliveries_) deliveries_[delivery] = status;
  forwarded_.merge(overlay.forwarded_);
  cleared_.merge(overlay.cleared_);
  if (overlay.newest_edition_.position != 0) {
    newest_edition_ = std::move(overlay.newest_edition_);
  }
}

std::shared_ptr<const domain::CatalogueIndex> State::catalogue() const {
  return catalogue_ != nullptr || base_ == nullptr ? catalogue_ : base_->catalogue();
}

std::shared_ptr<const domain::Revocations> State::revocations() const {
  return revocations_ != nullptr || base_ == nullptr ? revocations_ : base_->revocations();
}

int64_t State::time_ms() const {
  return base_ == nullptr ? time_ms_ : std::max(time_ms_, base_->time_ms());
}

const domain::ReportHistory* State::FindHistory(const std::string& key) const {
  const auto it = histories_.find(key);
  if (it != histories_.end()) return &it->second;
  return base_ == nullptr ? nullptr : base_->FindHistory(key);
}

domain::ReportHistory State::HistoryOf(std::string_view organisation, std::string_view obligation,
                                       std::string_view period) const {
  const domain::ReportHistory* history = FindHistory(Key(organisation, obligation, period));
  return history == nullptr ? domain::ReportHistory() : *history;
}

uint64_t State::LatestRevision(std::string_view organisation, std::string_view obligation,
                               std::string_view period) const {
  return HistoryOf(organisation, obligation, period).newest;
}

bool State::IsReturned(std::string_view organisation, std::string_view obligation,
                       std::string_view period) const {
  return HistoryOf(organisation, obligation, period).rejected;
}

bool State::HasPassed(const std::string& key) const {
  return passed_.contains(key) || (base_ != nullptr && base_->HasPassed(key));
}

bool State::HasDeadlinePassed(const domain::DeadlineFact& deadline) const {
  return HasPassed(KeyOf(deadline));
}

bool State::HasReminded(const domain::ReminderFact& reminder) const {
  return HasPassed(KeyOf(reminder));
}

bool State::HasFallenDue(const domain::EditionDueFact& due) const { return HasPassed(KeyOf(due)); }

bool State::HoldsSeat(std::string_view digest) const { return HasPassed(KeyOfSeat(digest)); }

uint64_t State::CorrectionOf(uint64_t acknowledgement) const {
  const auto it = corrections_.find(acknowledgement);
  if (it != corrections_.end()) return it->second;
  return base_ == nullptr ? 0 : base_->CorrectionOf(acknowledgement);
}

const State::DeliveryStatus* State::FindDelivery(uint64_t delivery) const {
  const auto it = deliveries_.find(delivery);
  if (it != deliveries_.end()) return &it->second;
  return base_ == nullptr ? nullptr : base_->FindDelivery(delivery);
}

uint64_t State::FindForwarded(std::string_view key) const {
  const auto it = forwarded_.find(std::string(key));
  if (it != forwarded_.end()) return it->second;
  return base_ == nullptr ? 0 : base_->FindForwarded(key);
}

State::NewestEdition State::newest_edition() const {
  return newest_edition_.position != 0 || base_ == nullptr ? newest_edition_
                                                           : base_->newest_edition();
}

uint64_t State::FindClearing(uint64_t report, std::string_view indicator) const {
  const auto it = cleared_.find(std::pair(std::string(indicator), report));
  if (it != cleared_.end()) return it->second;
  return base_ == nullptr ? 0 : base_->FindClearing(report, indicator);
}

}  // namespace samlad::exchange
