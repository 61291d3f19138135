// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/follow_up/trail.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "gateway/base/strings.h"
#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/periods.h"
#include "gateway/domain/values/spelling.h"

namespace samlad::domain {
namespace {

// Writes the steps of one row after the other.
class TrailWriter {
 public:
  TrailWriter(const Facts& facts, const Prefix& prefix) : facts_(facts), prefix_(prefix) {
    for (uint64_t position = 0; position < prefix.as_of; ++position) {
      const auto* review = std::get_if<ReviewFact>(&facts[position].what);
      if (review == nullptr) continue;
      if (review->approved) {
        approved_[review->report] = position;
      } else {
        approved_.erase(review->report);
        sent_back_[{review->organisation, review->obligation, review->period}] = position;
      }
    }
    for (const DeliveryProgress& delivery : prefix.deliveries) {
      if (delivery.what->edition() != 0) editions_.push_back(&delivery);
      for (const uint64_t report : delivery.what->reports()) {
        const DeliveryProgress*& best = deliveries_[report];
        if (best == nullptr || best->confirmed == 0) best = &delivery;
      }
    }
  }

  v1::TrailRow Write(v1::ObligationState state) {
    row_.Clear();
    *row_.mutable_obligation() = std::move(state);
    const v1::ObligationState& due_report = row_.obligation();
    static constexpr NumberedHistory kNothing;
    const NumberedHistory* found = prefix_.FindHistory(
        due_report.organisation(), due_report.obligation(), due_report.period());
    const NumberedHistory& history = found == nullptr ? kNothing : *found;
    const auto deadline =
        prefix_.obligation_deadlines.find({due_report.obligation(), due_report.period()});
    const bool passed = deadline != prefix_.obligation_deadlines.end();
    pending_ = due_report.state() == v1::REPORT_STATE_WAIVED ? v1::TRAIL_STEP_STATE_NOT_NEEDED
               : passed                                      ? v1::TRAIL_STEP_STATE_MISSING
                                                             : v1::TRAIL_STEP_STATE_AHEAD;

    v1::TrailStep& due = Add(v1::TRAIL_STEP_KIND_DUE);
    if (passed) {
      Done(due, deadline->second);
    } else {
      due.set_state(due_report.due().empty() ? v1::TRAIL_STEP_STATE_NOT_NEEDED
                                             : v1::TRAIL_STEP_STATE_AHEAD);
    }
    v1::TrailStep& submitted = Add(v1::TRAIL_STEP_KIND_SUBMITTED);
    if (history.first != 0) Done(submitted, history.first);
    AddSentBack(due_report, history);
    AddApproved(due_report, history);
    AddDelivered(history);
    AddAcknowledged(history);
    return std::move(row_);
  }

 private:
  v1::TrailStep& Add(v1::TrailStepKind kind) {
    v1::TrailStep& step = *row_.add_steps();
    step.set_kind(kind);
    step.set_state(pending_);
    return step;
  }

  void Done(v1::TrailStep& step, uint64_t position) const {
    step.set_state(v1::TRAIL_STEP_STATE_DONE);
    step.set_position(position);
    step.set_time_ms(facts_[position].time_ms);
    if (const auto& by = facts_[position].represented_by; by != nullptr) {
      *step.mutable_represented_by() = *by;
    }
  }

  // Shows the last time, also when the report was corrected since. The reason is
  // shown only until then.
  void AddSentBack(const v1::ObligationState& due_report, const NumberedHistory& history) {
    v1::TrailStep& step = Add(v1::TRAIL_STEP_KIND_SENT_BACK);
    const auto at =
        sent_back_.find({due_report.organisation(), due_report.obligation(), due_report.period()});
    if (at == sent_back_.end()) return step.set_state(v1::TRAIL_STEP_STATE_NOT_NEEDED);
    Done(step, at->second);
    if (history.status == RevisionStatus::kSentBack) {
      step.set_note(prefix_.ReturnsOf(history).reason);
    }
  }

  // This step and the next ones are those of the newest revision, also when it
  // was withdrawn since, because it is not enough that an older one was approved.
  void AddApproved(const v1::ObligationState& due_report, const NumberedHistory& history) {
    v1::TrailStep& step = Add(v1::TRAIL_STEP_KIND_APPROVED);
    if (const auto at = approved_.find(history.newest); at != approved_.end()) {
      Done(step, at->second);
    } else if (!due_report.requires_approval()) {
      step.set_state(v1::TRAIL_STEP_STATE_NOT_NEEDED);
    }
  }

  void AddDelivered(const NumberedHistory& history) {
    v1::TrailStep& step = Add(v1::TRAIL_STEP_KIND_DELIVERED);
    // A log without deliveries has no board's system to deliver to.
    if (prefix_.deliveries.empty()) return step.set_state(v1::TRAIL_STEP_STATE_NOT_NEEDED);
    const DeliveryProgress* delivery = FindDelivery(history);
    if (delivery == nullptr) return;
    if (delivery->confirmed != 0) {
      Done(step, delivery->confirmed);
    } else if (delivery->state->state() == v1::DELIVERY_STATE_FAILED) {
      step.set_note(delivery->state->reference());
    }
  }

  // The first that was confirmed, of those that show the newest revision; else the
  // last of them.
  const DeliveryProgress* FindDelivery(const NumberedHistory& history) const {
    const auto at = deliveries_.find(history.newest);
    const DeliveryProgress* found = at == deliveries_.end() ? nullptr : at->second;
    for (const DeliveryProgress* delivery : editions_) {
      if (found != nullptr && found->confirmed != 0) break;
      const v1::ViewQuery& view = delivery->what->query();
      if (prefix_.Shows(history, view.period(), view.as_of())) found = delivery;
    }
    return found;
  }

  void AddAcknowledged(const NumberedHistory& history) {
    v1::TrailStep& step = Add(v1::TRAIL_STEP_KIND_ACKNOWLEDGED);
    const Acknowledgement* one = prefix_.FirstAcknowledgement(history);
    if (one == nullptr) return;
    Done(step, one->position);
    const Acknowledgement& corrected = prefix_.NewestCorrection(*one);
    step.set_note(std::string(corrected.minute));
    step.set_decision(std::string(corrected.decision));
  }

  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;

  const Facts& facts_;
  const Prefix& prefix_;
  absl::flat_hash_map<Key, uint64_t> sent_back_;      // by organisation, obligation, period
  absl::flat_hash_map<uint64_t, uint64_t> approved_;  // by report
  absl::flat_hash_map<uint64_t, const DeliveryProgress*> deliveries_;  // of views, by report
  std::vector<const DeliveryProgress*> editions_;                      // deliveries of them
  v1::TrailStepState pending_ = v1::TRAIL_STEP_STATE_AHEAD;            // of what has not happened
  v1::TrailRow row_;
};

absl::Status CheckRequest(const v1::GetTrailRequest& request, const CatalogueIndex& catalogue) {
  if (!request.period().empty()) {
    if (absl::Status period = CheckPeriod(catalogue, request.period()); !period.ok()) return period;
  }
  if (!request.organisation().empty() &&
      catalogue.FindOrganisation(request.organisation()) == nullptr) {
    return absl::InvalidArgumentError(StrCat(
        "organisation: ", QuoteWritten(request.organisation()),
        " is not in the catalogue; `samlad board trail` without it lists all, or ",
        SayWhatToWrite(request.organisation(), IdsOf(catalogue.catalogue().organisations()))));
  }
  return absl::OkStatus();
}

// Latest first; of those that end together the longer one.
std::vector<std::string> PeriodsOf(const CatalogueIndex& catalogue, std::string_view wanted) {
  if (!wanted.empty()) return {std::string(wanted)};
  std::vector<PeriodId> periods;
  for (const v1::Period& period : catalogue.catalogue().periods()) {
    if (const auto parsed = ParsePeriod(period.id())) periods.push_back(*parsed);
  }
  std::ranges::stable_sort(periods, std::greater(), EndInThirds);
  std::vector<std::string> names;
  for (const PeriodId& period : periods) names.push_back(FormatPeriod(period));
  return names;
}

}  // namespace

absl::StatusOr<v1::GetTrailResponse> ReadTrail(const Facts& facts,
                                               const v1::GetTrailRequest& request) {
  const auto prefix = ReadPrefix(facts, request.as_of());
  if (!prefix.ok()) return prefix.status();
  if (absl::Status checked = CheckRequest(request, *prefix->catalogue); !checked.ok()) {
    return checked;
  }
  v1::GetTrailResponse response;
  response.set_as_of(prefix->as_of);
  TrailWriter writer(facts, *prefix);
  for (const std::string& period : PeriodsOf(*prefix->catalogue, request.period())) {
    for (v1::ObligationState& state :
         ObligationStates(*prefix, period, [&](std::string_view organisation) {
           return request.organisation().empty() || organisation == request.organisation();
         })) {
      *response.add_rows() = writer.Write(std::move(state));
    }
  }
  return response;
}

}  // namespace samlad::domain
