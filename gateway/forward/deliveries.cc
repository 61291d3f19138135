// SPDX-License-Identifier: EUPL-1.2

#include "gateway/forward/deliveries.h"

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>
#include <variant>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/figures/protection.h"

namespace samlad::forward {
namespace {

using domain::CatalogueIndex;
using domain::Facts;
using domain::ReportFact;
using domain::RevisionStatus;

bool NeedsApproval(const ReportFact& report, const CatalogueIndex& catalogue) {
  const v1::Obligation* obligation = catalogue.FindObligation(report.obligation);
  return obligation != nullptr && obligation->requires_approval();
}

// Ids hold no control characters, so the parts cannot run into each other.
std::string ReportKey(std::string_view organisation, std::string_view obligation) {
  return StrCat(organisation, "\n", obligation);
}

}  // namespace

const Deliveries::Report* Deliveries::Period::FindInForce(uint64_t position,
                                                          const Facts& facts) const {
  // Deliveries name their reports, and a log that is not ours may name anything.
  const auto* revision =
      position < facts.size() ? std::get_if<ReportFact>(&facts[position].what) : nullptr;
  if (revision == nullptr) return nullptr;
  const auto at = reports.find(ReportKey(revision->organisation, revision->obligation));
  if (at == reports.end()) return nullptr;
  const domain::ReportHistory& history = at->second.history;
  return history.newest == position && history.IsInForce() ? &at->second : nullptr;
}

void Deliveries::Read(const Facts& facts) {
  for (; seen_ < facts.size(); ++seen_) {
    const domain::Fact& fact = facts[seen_];
    std::visit(
        [&](const auto& what) {
          using What = std::decay_t<decltype(what)>;
          if constexpr (domain::IsHistoryFact<What>) ApplyToHistory(seen_, fact.time_ms, what);
          if constexpr (std::is_same_v<What, domain::DeliveryFact>) {
            ApplyChange(seen_, facts, what.change);
          }
        },
        fact.what);
  }
}

template <class What>
void Deliveries::ApplyToHistory(uint64_t position, int64_t time_ms, const What& fact) {
  Period& period = periods_[fact.period];
  Report& report = period.reports[ReportKey(fact.organisation, fact.obligation)];
  const uint64_t before = report.history.IsInForce() ? report.history.newest : 0;
  report.history.Apply(position, time_ms, fact);
  const uint64_t now = report.history.IsInForce() ? report.history.newest : 0;
  if (now == before) return;
  period.uncovered.erase(before);
  if (now != 0) {
    period.uncovered.insert(now);
  } else if (std::exchange(report.shown, false)) {
    period.gone.insert(position);
  }
}

void Deliveries::ApplyChange(uint64_t position, const Facts& facts,
                             std::shared_ptr<const v1::DeliveryChanged> change) {
  if (change->state() == v1::DELIVERY_STATE_FORWARDED) {
    const int64_t time_ms = facts[position].time_ms;
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
  if (change->state() == v1::DELIVERY_STATE_FAILED) {
    return Fail(position, facts, ended.mapped());
  }
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
  // A view shows all reports in force, also those that wait for approval.
  for (auto& [key, report] : period.reports) report.shown = report.history.IsInForce();
  if (!period.announced_ms.has_value()) period.announced_ms = time_ms;
}

void Deliveries::Fail(uint64_t position, const Facts& facts, const Delivery& delivery) {
  Period& period = periods_[delivery.change->query().period()];
  // An overtaken delivery does not count as a failure, because the next one may
  // well be confirmed.
  if (!IsOvertaken(delivery, facts)) period.failed = position;
  for (const uint64_t report : delivery.change->reports()) {
    if (period.FindInForce(report, facts) != nullptr) period.uncovered.insert(report);
  }
}

bool Deliveries::ProtectsTooLittle(const Delivery& delivery, const Facts& facts) const {
  const v1::ViewQuery& query = delivery.change->query();
  const uint64_t protected_as_of = std::max(query.protected_as_of(), query.as_of());
  // As far as was read, so that a gateway which starts again decides the same.
  return query.as_of() <= seen_ &&
         domain::FirstAsStrict(facts, query.as_of(), seen_) > protected_as_of;
}

bool Deliveries::IsOvertaken(const Delivery& delivery, const Facts& facts) const {
  if (ProtectsTooLittle(delivery, facts)) return true;
  const auto at = periods_.find(delivery.change->query().period());
  if (at == periods_.end()) return false;
  const Period& period = at->second;
  if (period.gone.lower_bound(delivery.change->query().as_of()) != period.gone.end()) return true;
  return std::ranges::any_of(delivery.change->reports(), [&](uint64_t report) {
    return period.FindInForce(report, facts) == nullptr;
  });
}

bool Deliveries::HasFailed(const std::string& period) const {
  const auto at = periods_.find(period);
  return at != periods_.end() && at->second.failed != 0;
}

const domain::ReportHistory* Deliveries::FindHistory(std::string_view organisation,
                                                     std::string_view obligation,
                                                     const std::string& period) const {
  const auto at = periods_.find(period);
  if (at == periods_.end()) return nullptr;
  const auto report = at->second.reports.find(ReportKey(organisation, obligation));
  return report == at->second.reports.end() ? nullptr : &report->second.history;
}

std::optional<Due> Deliveries::DueOf(const std::string& name, const Facts& facts,
                                     const CatalogueIndex& catalogue) const {
  const Period& period = periods_.at(name);
  uint64_t announced_as_of = 0;  // of the open delivery, which leaves out what is gone before
  for (const auto& [position, delivery] : open_) {
    const v1::ViewQuery& query = delivery.change->query();
    if (query.period() == name) announced_as_of = query.as_of();
  }
  Due due{.period = name, .reports = {}, .since = facts.size(), .failed = period.failed};
  const auto gone = period.gone.lower_bound(announced_as_of);
  if (gone != period.gone.end()) due.since = *gone;
  for (const uint64_t position : period.uncovered) {
    const auto& revision = std::get<ReportFact>(facts[position].what);
    uint64_t since = position;
    if (NeedsApproval(revision, catalogue)) {
      const Report* report = period.FindInForce(position, facts);
      if (report == nullptr || report->history.status != RevisionStatus::kApproved) continue;
      since = report->history.decided;
    }
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
