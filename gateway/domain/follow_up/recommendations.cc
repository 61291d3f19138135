// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/follow_up/recommendations.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

// Finds one piece of evidence after the other.
class EvidenceFinder {
 public:
  explicit EvidenceFinder(const Prefix& prefix)
      : prefix_(prefix), catalogue_(prefix.catalogue->catalogue()) {
    for (const v1::Target& target : catalogue_.targets()) targeted_.insert(target.indicator());
  }

  v1::EvidenceRow Find(const v1::Evidence& evidence) {
    row_.Clear();
    *row_.mutable_title() = evidence.title();
    if (!evidence.document().empty()) {
      InCatalogue(prefix_.catalogue->FindDocument(evidence.document()) != nullptr,
                  evidence.document());
    }
    if (!evidence.goal().empty()) InCatalogue(IsMeasured(evidence.goal()), evidence.goal());
    if (!evidence.role().empty()) InCatalogue(IsDescribed(evidence.role()), evidence.role());
    if (!evidence.obligation().empty()) FindReports(evidence);
    if (!evidence.project().empty()) FindFollowUp(evidence);
    if (evidence.position() != 0) {
      Answer(evidence.position() < prefix_.as_of, evidence.position(), StrCat(evidence.position()));
    }
    auto& positions = *row_.mutable_positions();
    std::ranges::sort(positions);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    row_.set_found(row_.missing().empty() && !positions.empty());
    return row_;
  }

 private:
  void Answer(bool found, uint64_t position, std::string_view id) {
    if (found) {
      row_.add_positions(position);
    } else {
      row_.add_missing(std::string(id));
    }
  }
  void InCatalogue(bool found, std::string_view id) {
    Answer(found, prefix_.catalogue->position(), id);
  }

  // A goal is measurable when one of its indicators has a target.
  bool IsMeasured(std::string_view goal) const {
    return prefix_.catalogue->FindGoal(goal) != nullptr &&
           std::ranges::any_of(catalogue_.indicators(), [&](const v1::Indicator& indicator) {
             return indicator.goal() == goal && targeted_.contains(indicator.id());
           });
  }

  bool IsDescribed(std::string_view id) const {
    const v1::Role* role = prefix_.catalogue->FindRole(id);
    return role != nullptr && !role->mandate().sv().empty() && !role->last_review().empty();
  }

  // The reports of every organisation that must send one, or of the one named.
  void FindReports(const v1::Evidence& evidence) {
    const v1::Obligation* obligation = prefix_.catalogue->FindObligation(evidence.obligation());
    if (obligation == nullptr) return Answer(false, 0, evidence.obligation());
    bool any = false;
    for (const v1::Organisation& organisation : catalogue_.organisations()) {
      if (!evidence.organisation().empty() && organisation.id() != evidence.organisation()) {
        continue;
      }
      bool owes = false, waits = false;  // ... for a report that was not waived
      const int before = row_.positions_size();
      for (const v1::DuePeriod& due : obligation->periods()) {
        if ((!evidence.period().empty() && due.period() != evidence.period()) ||
            !prefix_.catalogue->MustReport(organisation, *obligation, due.period())) {
          continue;
        }
        owes = true;
        const NumberedHistory* history =
            prefix_.FindHistory(organisation.id(), obligation->id(), due.period());
        if (history != nullptr && history->waiver != 0) continue;
        waits = true;
        if (history != nullptr && history->IsInForce()) AddReport(evidence, *history);
      }
      if (waits && row_.positions_size() == before) row_.add_missing(organisation.id());
      any |= owes;
    }
    if (!any) row_.add_missing(obligation->id());
  }

  void AddReport(const v1::Evidence& evidence, const NumberedHistory& history) {
    if (evidence.acknowledged()) {
      const Acknowledgement* acknowledgement = prefix_.FirstAcknowledgement(history);
      if (acknowledgement == nullptr) return;
      row_.add_positions(acknowledgement->position);
    }
    row_.add_positions(history.newest);
  }

  void FindFollowUp(const v1::Evidence& evidence) {
    for (const Revision& revision : prefix_.revisions) {
      if (revision.report->prose == nullptr || !prefix_.InForce(revision) ||
          (!evidence.period().empty() && revision.report->period != evidence.period())) {
        continue;
      }
      for (const v1::FollowUp& follow_up : revision.report->prose->follow_ups) {
        if (follow_up.project() == evidence.project()) {
          return Answer(true, revision.position, evidence.project());
        }
      }
    }
    Answer(false, 0, evidence.project());
  }

  const Prefix& prefix_;
  const v1::Catalogue& catalogue_;
  absl::flat_hash_set<std::string_view> targeted_;  // indicators
  v1::EvidenceRow row_;
};

v1::RecommendationState RecommendationStateOf(const Prefix& prefix,
                                              const v1::RecommendationRow& row) {
  const auto found = std::ranges::count_if(row.evidence(), &v1::EvidenceRow::found);
  if (found > 0 && found == row.evidence_size()) return v1::RECOMMENDATION_STATE_DONE;
  if (prefix.recommendation_deadlines.contains(row.id())) return v1::RECOMMENDATION_STATE_OVERDUE;
  return found > 0 ? v1::RECOMMENDATION_STATE_UNDER_WAY : v1::RECOMMENDATION_STATE_OPEN;
}

}  // namespace

std::vector<v1::RecommendationRow> RecommendationRows(const Prefix& prefix) {
  EvidenceFinder finder(prefix);
  std::vector<v1::RecommendationRow> rows;
  for (const v1::Recommendation& recommendation : prefix.catalogue->catalogue().recommendations()) {
    v1::RecommendationRow& row = rows.emplace_back();
    row.set_id(recommendation.id());
    *row.mutable_title() = recommendation.title();
    *row.mutable_measure() = recommendation.measure();
    row.set_owner(recommendation.owner());
    *row.mutable_owner_name() = prefix.catalogue->NameOf(recommendation.owner());
    row.set_due(recommendation.due());
    for (const v1::Evidence& evidence : recommendation.evidence()) {
      *row.add_evidence() = finder.Find(evidence);
    }
    row.set_state(RecommendationStateOf(prefix, row));
  }
  return rows;
}

}  // namespace samlad::domain
