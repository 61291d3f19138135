// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/prefix.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

// Adds one fact after the other to a prefix.
class Reader {
 public:
  explicit Reader(Prefix& prefix) : prefix_(prefix) {}

  void Read(uint64_t position, const Fact& fact) {
    position_ = position;
    time_ms_ = fact.time_ms;
    std::visit(*this, fact.what);
  }

  void operator()(const CatalogueFact&) {}
  void operator()(const IdentityFact&) {}
  void operator()(const ReminderFact&) {}
  void operator()(const EditionFact&) {}
  void operator()(const EditionDueFact&) {}
  void operator()(const SeatFact&) {}

  void operator()(const ReportFact& fact) {
    const uint32_t number = ApplyToHistory(fact);
    prefix_.revisions.push_back({.position = position_, .history = number, .report = &fact});
  }

  void operator()(const ReturnedFact& fact) { ApplyToHistory(fact); }
  void operator()(const ReviewFact& fact) {
    ApplyToHistory(fact);
    if (!fact.approved) prefix_.returns[fact.report].push_back(&fact);
  }
  void operator()(const WithdrawalFact& fact) { ApplyToHistory(fact); }
  void operator()(const ReopeningFact& fact) { ApplyToHistory(fact); }

  void operator()(const WaiverFact& fact) {
    ApplyToHistory(fact);
    prefix_.any_waiver = true;
  }

  void operator()(const DeadlineFact& fact) {
    if (!fact.obligation.empty()) {
      prefix_.obligation_deadlines.try_emplace({fact.obligation, fact.period}, position_);
    } else if (!fact.recommendation.empty()) {
      prefix_.recommendation_deadlines.try_emplace(fact.recommendation, position_);
    } else {
      prefix_.project_deadlines.try_emplace({fact.project, fact.period}, position_);
    }
  }

  void operator()(const DeliveryFact& fact) {
    const v1::DeliveryChanged& change = *fact.change;
    if (change.state() == v1::DELIVERY_STATE_FORWARDED) {
      prefix_.deliveries.push_back({.position = position_, .what = &change, .state = &change});
      return;
    }
    const auto delivery = std::ranges::lower_bound(prefix_.deliveries, change.delivery(), {},
                                                   &DeliveryProgress::position);
    if (delivery == prefix_.deliveries.end() || delivery->position != change.delivery()) return;
    delivery->state = &change;
    if (change.state() == v1::DELIVERY_STATE_CONFIRMED) delivery->confirmed = position_;
    if (change.state() != v1::DELIVERY_STATE_ACKNOWLEDGED) return;
    prefix_.acknowledgements.push_back({.position = position_,
                                        .time_ms = time_ms_,
                                        .as_of = delivery->what->query().as_of(),
                                        .organisation = {},
                                        .period = delivery->what->query().period(),
                                        .minute = change.reference(),
                                        .decision = {},
                                        .corrects = 0,
                                        .corrected_by = 0});
  }

  void operator()(const AcknowledgementFact& fact) {
    const auto corrected = std::ranges::lower_bound(prefix_.acknowledgements, fact.corrects, {},
                                                    &Acknowledgement::position);
    if (fact.corrects != 0 && corrected != prefix_.acknowledgements.end() &&
        corrected->position == fact.corrects) {
      corrected->corrected_by = position_;
    }
    prefix_.acknowledgements.push_back({.position = position_,
                                        .time_ms = time_ms_,
                                        .as_of = fact.as_of,
                                        .organisation = fact.organisation,
                                        .period = fact.period,
                                        .minute = fact.minute,
                                        .decision = fact.decision,
                                        .corrects = fact.corrects,
                                        .corrected_by = 0});
  }

  void operator()(const SeriesFact& fact) {
    prefix_.imports.push_back({.position = position_, .series = fact.series.get()});
  }

  void operator()(const ClearingFact& fact) {
    prefix_.clearings.push_back({.position = position_, .time_ms = time_ms_, .what = &fact});
  }

 private:
  // Returns the number of the history.
  template <class What>
  uint32_t ApplyToHistory(const What& fact) {
    const uint32_t number = HistoryNumber(fact.organisation, fact.obligation, fact.period);
    prefix_.histories[number].Apply(position_, time_ms_, fact);
    return number;
  }

  uint32_t HistoryNumber(std::string_view organisation, std::string_view obligation,
                         std::string_view period) {
    const std::tuple key(prefix_.organisations.Add(organisation),
                         prefix_.obligations.Add(obligation), prefix_.periods.Add(period));
    const auto [at, added] = prefix_.history_numbers.try_emplace(key, prefix_.histories.size());
    if (added) {
      NumberedHistory& history = prefix_.histories.emplace_back();
      std::tie(history.organisation, history.obligation, history.period) = key;
    }
    return at->second;
  }

  Prefix& prefix_;
  uint64_t position_ = 0;
  int64_t time_ms_ = 0;
};

absl::Status CheckMoments(const Facts& facts, uint64_t as_of, uint64_t protected_as_of) {
  const auto beyond = [&](std::string_view field, uint64_t moment) {
    return WithMetadata(absl::OutOfRangeError(StrCat(field, " is ", moment, ", but the log has ",
                                                     facts.size(), " entries")),
                        {{"log_size", facts.size()}});
  };
  if (as_of > facts.size()) return beyond("as_of", as_of);
  if (protected_as_of > facts.size()) return beyond("protected_as_of", protected_as_of);
  if (protected_as_of == 0) return absl::OkStatus();
  if (as_of == 0) as_of = facts.size();
  if (protected_as_of >= as_of) return absl::OkStatus();
  return WithMetadata(absl::InvalidArgumentError(StrCat("protected_as_of is ", protected_as_of,
                                                        ", but the view is as of ", as_of,
                                                        "; give at least that, or leave it out")),
                      {{"given", protected_as_of}, {"as_of", as_of}});
}

}  // namespace

uint32_t IdNumbers::Add(std::string_view id) {
  const auto [at, added] = numbers_.try_emplace(id, ids_.size());
  if (added) ids_.push_back(id);
  return at->second;
}

std::optional<uint32_t> IdNumbers::Find(std::string_view id) const {
  const auto at = numbers_.find(id);
  if (at == numbers_.end()) return std::nullopt;
  return at->second;
}

const NumberedHistory* Prefix::FindHistory(std::string_view organisation,
                                           std::string_view obligation,
                                           std::string_view period) const {
  const auto organisation_number = organisations.Find(organisation);
  const auto obligation_number = obligations.Find(obligation);
  const auto period_number = periods.Find(period);
  if (!organisation_number || !obligation_number || !period_number) return nullptr;
  const auto at =
      history_numbers.find(std::tuple(*organisation_number, *obligation_number, *period_number));
  return at == history_numbers.end() ? nullptr : &histories[at->second];
}

std::vector<uint64_t> Prefix::MissingProse() const {
  std::vector<uint64_t> positions;
  for (const Revision& revision : revisions) {
    if (revision.report->prose_released && InForce(revision))
      positions.push_back(revision.position);
  }
  return positions;
}

bool Prefix::Shows(const NumberedHistory& history, std::string_view period, uint64_t as_of) const {
  return history.revisions != 0 && period == periods[history.period] && as_of > history.newest &&
         (history.IsInForce() || as_of <= history.decided);
}

const Acknowledgement* Prefix::FirstAcknowledgement(const NumberedHistory& history) const {
  const auto rests_on_it = [&](const Acknowledgement& one) {
    return Shows(history, one.period, one.as_of);
  };
  const auto at = std::ranges::find_if(acknowledgements, rests_on_it);
  return at == acknowledgements.end() ? nullptr : &*at;
}

const Acknowledgement& Prefix::NewestCorrection(const Acknowledgement& of) const {
  const Acknowledgement* newest = &of;
  // A correction comes later in the log, so this ends.
  while (newest->corrected_by > newest->position) {
    newest = &*std::ranges::lower_bound(acknowledgements, newest->corrected_by, {},
                                        &Acknowledgement::position);
  }
  return *newest;
}

// The catalogue's obligations have the first numbers, in its order.
bool Prefix::IsUnderReview(const NumberedHistory& history) const {
  const auto& obligations_known = catalogue->catalogue().obligations();
  return history.status == RevisionStatus::kAccepted &&
         std::cmp_less(history.obligation, obligations_known.size()) &&
         obligations_known[static_cast<int>(history.obligation)].requires_approval();
}

bool Prefix::IsWaived(uint32_t organisation, uint32_t obligation, uint32_t period) const {
  if (!any_waiver) return false;
  const auto at = history_numbers.find(std::tuple(organisation, obligation, period));
  return at != history_numbers.end() && histories[at->second].waiver != 0;
}

Returns Prefix::ReturnsOf(const ReportHistory& history) const {
  Returns together;
  if (history.status != RevisionStatus::kSentBack) return together;
  const auto at = returns.find(history.newest);
  if (at == returns.end()) return together;
  for (const ReviewFact* one : at->second) together.Add(*one);
  return together;
}

const ReviewFact* Prefix::FindReview(const ReportHistory& history) const {
  return history.decided == 0 ? nullptr : std::get_if<ReviewFact>(&(*facts)[history.decided].what);
}

const WithdrawalFact* Prefix::FindWithdrawal(const ReportHistory& history) const {
  return history.decided == 0 ? nullptr
                              : std::get_if<WithdrawalFact>(&(*facts)[history.decided].what);
}

const WaiverFact* Prefix::FindWaiver(const ReportHistory& history) const {
  return history.waiver == 0 ? nullptr : std::get_if<WaiverFact>(&(*facts)[history.waiver].what);
}

absl::StatusOr<Prefix> ReadPrefix(const Facts& facts, uint64_t as_of, uint64_t protected_as_of) {
  absl::Status moments = CheckMoments(facts, as_of, protected_as_of);
  if (!moments.ok()) return moments;
  Prefix prefix;
  prefix.facts = &facts;
  prefix.as_of = as_of == 0 ? facts.size() : as_of;
  prefix.protected_as_of = protected_as_of == 0 ? prefix.as_of : protected_as_of;
  prefix.catalogue = CatalogueAsOf(facts, prefix.as_of);
  if (prefix.catalogue == nullptr) {
    return absl::FailedPreconditionError(
        StrCat("no catalogue came into force in the first ", prefix.as_of,
               " entries of the log; every log starts with one (--init)"));
  }
  const v1::Catalogue& catalogue = prefix.catalogue->catalogue();
  for (const v1::Organisation& organisation : catalogue.organisations()) {
    prefix.organisations.Add(organisation.id());
  }
  for (const v1::Obligation& obligation : catalogue.obligations()) {
    prefix.obligations.Add(obligation.id());
  }
  Reader reader(prefix);
  for (uint64_t position = 0; position < prefix.as_of; ++position) {
    reader.Read(position, facts[position]);
  }
  prefix.time_ms = facts[prefix.as_of - 1].time_ms;
  return prefix;
}

}  // namespace samlad::domain
