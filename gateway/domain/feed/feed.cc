// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/feed/feed.h"

#include <algorithm>
#include <variant>

#include "gateway/base/limits.h"
#include "gateway/domain/feed/feed_event.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::domain {
namespace {

// How many facts ahead the search fetches into the processor's cache, because
// waiting for memory took longer than all that is done with them.
constexpr uint64_t kFeedFactsAhead = 8;

void Fetch(const Fact& fact) {
  constexpr size_t kCacheLineBytes = 64;
  const auto* bytes = reinterpret_cast<const char*>(&fact);
  for (size_t at = 0; at < sizeof fact; at += kCacheLineBytes) __builtin_prefetch(bytes + at);
  __builtin_prefetch(bytes + sizeof fact - 1);
}

// Turns one fact after the other into events.
class EventReader {
 public:
  EventReader(const Facts& facts, uint64_t cursor, const FeedVisibility& visibility,
              ReportedBefore reported_before)
      : facts_(facts),
        visibility_(visibility),
        reported_before_(reported_before),
        in_force_(CatalogueAsOf(facts, cursor)),
        catalogue_(in_force_.get()) {}

  // Fills in the event; false if the watcher may not see it.
  bool Read(uint64_t position, const Fact& fact, FeedEvent* event) {
    event_ = event;
    if (!std::visit(*this, fact.what)) return false;
    event->position = position;
    event->time_ms = fact.time_ms;
    return true;
  }

  bool operator()(const CatalogueFact& fact) {
    catalogue_ = fact.index.get();
    event_->kind = v1::FEED_EVENT_KIND_CATALOGUE_APPLIED;
    return true;
  }

  bool operator()(const ReportFact& fact) {
    if (!visibility_.see_all && !IsOwn(fact.organisation) && !IsOwn(fact.sender)) return false;
    event_->kind = v1::FEED_EVENT_KIND_ACCEPTED;
    event_->organisation = fact.organisation;
    event_->obligation = fact.obligation;
    event_->period = fact.period;
    event_->verdict = fact.verdict;
    event_->replaces = fact.replaces;
    return true;
  }

  bool operator()(const ReturnedFact& fact) {
    if (!visibility_.see_all && !IsOwn(fact.organisation) && !IsOwn(fact.sender)) return false;
    event_->kind = v1::FEED_EVENT_KIND_RETURNED;
    event_->organisation = fact.organisation;
    event_->obligation = fact.obligation;
    event_->period = fact.period;
    event_->verdict = v1::VERDICT_REJECTED;
    return true;
  }

  bool operator()(const DeadlineFact& fact) {
    if (!visibility_.see_all && !HadToKeep(fact)) return false;
    event_->kind = v1::FEED_EVENT_KIND_DEADLINE_PASSED;
    event_->obligation = fact.obligation;
    event_->project = fact.project;
    event_->period = fact.period;
    event_->recommendation = fact.recommendation;
    return true;
  }

  bool operator()(const ReviewFact& fact) {
    if (!visibility_.see_all && !MayReportFor(fact.organisation)) return false;
    event_->kind = fact.approved ? v1::FEED_EVENT_KIND_APPROVED : v1::FEED_EVENT_KIND_SENT_BACK;
    SetReport(fact.report, fact);
    event_->reason = fact.reason;
    return true;
  }

  bool operator()(const WithdrawalFact& fact) {
    if (!visibility_.see_all && !IsOwn(fact.organisation) && !IsOwn(fact.sender)) return false;
    event_->kind = v1::FEED_EVENT_KIND_WITHDRAWN;
    SetReport(fact.report, fact);
    event_->reason = fact.reason;
    return true;
  }

  bool operator()(const WaiverFact& fact) {
    if (!visibility_.see_all && !MayReportFor(fact.organisation)) return false;
    event_->kind = v1::FEED_EVENT_KIND_WAIVED;
    SetReport(0, fact);
    event_->reason = fact.reason;
    event_->lifted = fact.lifted;
    return true;
  }

  bool operator()(const ReopeningFact& fact) {
    if (!visibility_.see_all && !MayReportFor(fact.organisation)) return false;
    event_->kind = v1::FEED_EVENT_KIND_REOPENED;
    SetReport(0, fact);
    event_->reason = fact.reason;
    event_->last_day = fact.last_day;
    return true;
  }

  bool operator()(const ClearingFact& fact) {
    if (!visibility_.see_all && !MayReportFor(fact.organisation)) return false;
    event_->kind = v1::FEED_EVENT_KIND_CLEARED;
    SetReport(fact.report, fact);
    event_->indicator = fact.indicator;
    event_->reason = fact.reason;
    return true;
  }

  bool operator()(const ReminderFact& fact) {
    if (!visibility_.see_all &&
        (catalogue_ == nullptr ||
         !MustReport(catalogue_->FindObligation(fact.obligation), fact.period))) {
      return false;
    }
    event_->kind = v1::FEED_EVENT_KIND_REMINDER;
    event_->obligation = fact.obligation;
    event_->period = fact.period;
    event_->due = fact.due;
    event_->days = fact.days;
    return true;
  }

  bool operator()(const SeriesFact&) {
    event_->kind = v1::FEED_EVENT_KIND_SERIES_IMPORTED;
    return visibility_.see_all;
  }

  bool operator()(const DeliveryFact& fact) {
    const v1::DeliveryChanged& change = *fact.change;
    const v1::DeliveryChanged& announced = *AnnouncementOf(&change);
    const v1::ViewQuery& view = announced.query();
    const bool noted = change.state() == v1::DELIVERY_STATE_ACKNOWLEDGED;
    if (!visibility_.see_all &&
        !(noted && reported_before_(visibility_.organisation, view.period(), view.as_of()))) {
      return false;
    }
    event_->kind = v1::FEED_EVENT_KIND_DELIVERY;
    event_->delivery_state = change.state();
    event_->delivery = change.delivery();
    event_->period = view.period();
    event_->as_of = view.as_of();
    event_->edition = NumberOfEdition(announced.edition());
    if (noted) event_->minute = change.reference();
    if (change.state() == v1::DELIVERY_STATE_FAILED) event_->reason = change.reference();
    return true;
  }

  bool operator()(const AcknowledgementFact& fact) {
    const bool whole = visibility_.see_all || IsOwn(fact.organisation);
    if (!whole && !reported_before_(visibility_.organisation, fact.period, fact.as_of))
      return false;
    event_->kind = v1::FEED_EVENT_KIND_ACKNOWLEDGED;
    event_->organisation = fact.organisation;
    event_->period = fact.period;
    event_->as_of = fact.as_of;
    event_->minute = fact.minute;
    event_->corrects = fact.corrects;
    // The decision may be about others.
    if (whole) event_->decision = fact.decision;
    return true;
  }

  bool operator()(const EditionFact& fact) {
    event_->kind = v1::FEED_EVENT_KIND_EDITION;
    event_->period = fact.period;
    event_->as_of = fact.as_of;
    event_->edition = fact.number;
    event_->publication = fact.publication;
    return visibility_.see_all;
  }

  // A problem may name figures that the editions hide.
  bool operator()(const EditionDueFact& fact) {
    event_->kind = v1::FEED_EVENT_KIND_EDITION_DUE;
    event_->publication = fact.publication;
    event_->period = fact.period;
    event_->reason = fact.problem;
    return visibility_.see_all && (fact.problem.empty() || visibility_.see_identities);
  }

  // Only the seat and auditors may know of it, and they read it with its edition.
  bool operator()(const SeatFact&) { return false; }

  bool operator()(const IdentityFact& fact) {
    if (!visibility_.see_identities && !IsOwn(fact.organisation)) return false;
    event_->kind = fact.revoked ? v1::FEED_EVENT_KIND_IDENTITY_REVOKED
                                : v1::FEED_EVENT_KIND_IDENTITY_REINSTATED;
    event_->organisation = fact.organisation;
    event_->system = fact.system;
    event_->certificate = fact.certificate;
    return true;
  }

 private:
  bool IsOwn(std::string_view organisation) const {
    return organisation == visibility_.organisation;
  }

  bool MayReportFor(std::string_view organisation) const {
    return IsOwn(organisation) ||
           (catalogue_ != nullptr &&
            catalogue_->MayReportFor(visibility_.organisation, organisation));
  }

  // The change that announced the delivery and so names the view; `change` itself
  // if there is none.
  const v1::DeliveryChanged* AnnouncementOf(const v1::DeliveryChanged* change) const {
    if (change->state() == v1::DELIVERY_STATE_FORWARDED || change->delivery() >= facts_.size()) {
      return change;
    }
    const auto* announced = std::get_if<DeliveryFact>(&facts_[change->delivery()].what);
    return announced == nullptr ? change : announced->change.get();
  }

  // 0: there is no edition at that position.
  uint32_t NumberOfEdition(uint64_t position) const {
    const auto* edition =
        position < facts_.size() ? std::get_if<EditionFact>(&facts_[position].what) : nullptr;
    return edition == nullptr ? 0 : edition->number;
  }

  template <class ReportLike>
  void SetReport(uint64_t report, const ReportLike& fact) {
    event_->report = report;
    event_->organisation = fact.organisation;
    event_->obligation = fact.obligation;
    event_->period = fact.period;
  }

  bool HadToKeep(const DeadlineFact& fact) const {
    if (catalogue_ == nullptr || !fact.recommendation.empty()) return false;
    return fact.obligation.empty()
               ? TakesPart(catalogue_->FindProject(fact.project))
               : MustReport(catalogue_->FindObligation(fact.obligation), fact.period);
  }

  bool MustReport(const v1::Obligation* obligation, std::string_view period) const {
    const v1::Organisation* own = catalogue_->FindOrganisation(visibility_.organisation);
    if (obligation == nullptr || own == nullptr) return false;
    if (catalogue_->MustReport(*own, *obligation, period)) return true;
    return std::ranges::any_of(own->mandates(), [&](const std::string& mandate) {
      const v1::Organisation* other = catalogue_->FindOrganisation(mandate);
      return other != nullptr && catalogue_->MustReport(*other, *obligation, period);
    });
  }

  bool TakesPart(const v1::Project* project) const {
    const v1::Organisation* own = catalogue_->FindOrganisation(visibility_.organisation);
    return project != nullptr && own != nullptr && catalogue_->TakesPart(*own, *project);
  }

  const Facts& facts_;
  const FeedVisibility& visibility_;
  const ReportedBefore reported_before_;
  const std::shared_ptr<const CatalogueIndex> in_force_;  // at the cursor
  const CatalogueIndex* catalogue_;                       // at the fact being read
  FeedEvent* event_ = nullptr;
};

}  // namespace

void FirstReports::Read(const Facts& facts) {
  for (; seen_ < facts.size(); ++seen_) {
    if (const auto* report = std::get_if<ReportFact>(&facts[seen_].what)) {
      positions_.try_emplace({report->organisation, report->period}, seen_);
    }
  }
}

bool FirstReports::ReportedBefore(std::string_view organisation, std::string_view period,
                                  uint64_t as_of) const {
  const auto first = positions_.find({std::string(organisation), std::string(period)});
  return first != positions_.end() && first->second < as_of;
}

FeedPage ReadFeedPage(const Facts& facts, uint64_t cursor, const FeedVisibility& visibility,
                      ReportedBefore reported_before) {
  EventReader reader(facts, cursor, visibility, reported_before);
  const uint64_t end = std::min(facts.size(), cursor + limits::kFeedPageFacts);
  FeedPage page;
  for (; cursor < end && page.message.size() < limits::kFeedMessageBytes; ++cursor) {
    if (cursor + kFeedFactsAhead < end) Fetch(facts[cursor + kFeedFactsAhead]);
    FeedEvent event;
    if (!reader.Read(cursor, facts[cursor], &event)) continue;
    AppendFeedEvent(event, &page.message);
    ++page.events;
  }
  page.cursor = cursor;
  v1::WatchFeedResponse end_of_page;
  end_of_page.set_cursor(cursor);
  end_of_page.AppendToString(&page.message);
  return page;
}

}  // namespace samlad::domain
