// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/view/view.h"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/follow_up/recommendations.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/periods.h"
#include "gateway/domain/values/spelling.h"
#include "gateway/domain/view/rows.h"

namespace samlad::domain {
namespace {

// Years in a view, where the query gives no number.
constexpr uint32_t kViewYearsDefault = 3;

absl::Status Unknown(std::string_view field, std::string_view id,
                     const std::vector<std::string>& known) {
  return absl::InvalidArgumentError(
      StrCat(field, ": the catalogue has no ", QuoteWritten(id),
             "; leave it out, or correct it: ", SayWhatToWrite(id, known)));
}

// Checks that each id of a filter is known and is named once, so that no filter
// is longer than the catalogue.
template <class Ids, class IsKnown, class Elements>
absl::Status CheckFilter(std::string_view field, const Ids& ids, const Elements& elements,
                         const IsKnown& is_known) {
  absl::flat_hash_set<std::string_view> seen;
  for (const std::string& id : ids) {
    if (!is_known(id)) return Unknown(field, id, IdsOf(elements));
    if (!seen.insert(id).second) {
      return absl::InvalidArgumentError(
          StrCat(field, ": \"", id, "\" is named twice; name it once"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFilters(const v1::ViewQuery& query, const CatalogueIndex& catalogue,
                          const IndicatorTable& indicators) {
  absl::Status status =
      CheckFilter("priority_areas", query.priority_areas(), catalogue.catalogue().priority_areas(),
                  [&](std::string_view id) { return catalogue.FindPriorityArea(id) != nullptr; });
  status.Update(CheckFilter(
      "indicators", query.indicators(), catalogue.catalogue().indicators(),
      [&](std::string_view id) { return indicators.Find(id) != IndicatorTable::kUnknown; }));
  status.Update(
      CheckFilter("organisations", query.organisations(), catalogue.catalogue().organisations(),
                  [&](std::string_view id) { return catalogue.FindOrganisation(id) != nullptr; }));
  return status;
}

absl::Status CheckDimensions(const v1::ViewQuery& query) {
  for (const int dimension : query.breakdowns()) {
    if (dimension == v1::DIMENSION_UNSPECIFIED || !v1::Dimension_IsValid(dimension)) {
      return absl::InvalidArgumentError(
          StrCat("breakdowns: ", dimension,
                 " is not a dimension; write area, sex, age, background or category"));
    }
  }
  const auto& asked = query.breakdowns();
  if (absl::flat_hash_set<int>(asked.begin(), asked.end()).size() !=
      static_cast<size_t>(asked.size())) {
    return absl::InvalidArgumentError("breakdowns: a dimension is named twice; name it once");
  }
  return absl::OkStatus();
}

// Checks a query and fills in its defaults.
absl::StatusOr<v1::ViewQuery> Complete(v1::ViewQuery query, const Prefix& prefix,
                                       const IndicatorTable& indicators) {
  if (query.period().empty()) query.set_period(DefaultPeriod(prefix));
  if (absl::Status period = CheckPeriod(*prefix.catalogue, query.period()); !period.ok()) {
    return period;
  }
  if (query.years() == 0) query.set_years(kViewYearsDefault);
  if (query.years() > limits::kViewYearsMax) {
    return WithMetadata(
        absl::InvalidArgumentError(StrCat("years: ", query.years(), " is more than ",
                                          limits::kViewYearsMax, "; request fewer")),
        {{"given", query.years()}, {"limit", limits::kViewYearsMax}});
  }
  const absl::Status dimensions = CheckDimensions(query);
  if (!dimensions.ok()) return dimensions;
  const absl::Status filters = CheckFilters(query, *prefix.catalogue, indicators);
  if (!filters.ok()) return filters;
  query.set_as_of(prefix.as_of);
  return query;
}

template <class Wanted>
bool Accepts(const Wanted& wanted, std::string_view id) {
  return wanted.empty() || std::ranges::find(wanted, id) != wanted.end();
}

template <class Wanted, class Ids>
bool AcceptsAny(const Wanted& wanted, const Ids& ids) {
  return wanted.empty() ||
         std::ranges::any_of(ids, [&](std::string_view id) { return Accepts(wanted, id); });
}

// Fills a view, section by section, from one prefix and one complete query.
class ViewBuilder {
 public:
  ViewBuilder(const Prefix& prefix, const IndicatorTable& indicators, v1::ViewQuery query,
              std::span<const PeriodId> periods, FiguresShown shown)
      : prefix_(prefix),
        catalogue_(prefix.catalogue->catalogue()),
        indicators_(indicators),
        query_(std::move(query)),
        rows_(
            prefix, indicators, periods,
            std::span(query_.breakdowns().data(), static_cast<size_t>(query_.breakdowns().size())),
            shown),
        who_(prefix.organisations.size(), false) {
    for (uint32_t i = 0; i < prefix.organisations.size(); ++i) {
      who_[i] = Accepts(query_.organisations(), prefix.organisations[i]);
    }
    for (uint32_t i = 0; i < indicators.size(); ++i) {
      if (rows_.IsDefined(i) && Accepts(query_.indicators(), indicators[i].id) &&
          Accepts(query_.priority_areas(), rows_.PriorityAreaOf(i))) {
        shown_.push_back(i);
      }
    }
    for (const PeriodId& period : periods) view_.add_periods(FormatPeriod(period));
  }

  // FAILED_PRECONDITION if breakdowns are asked for that have left memory.
  absl::Status CheckBreakdowns() const {
    absl::Status status;
    if (query_.breakdowns().empty()) return status;
    for (const uint32_t indicator : shown_) status.Update(rows_.CheckBreakdowns(indicator, who_));
    return status;
  }

  v1::View Build() && {
    AddHead();
    AddAreas();
    AddOrganisations();
    AddObligations();
    AddActivities();
    AddProjects();
    AddAcknowledgements();
    AddRecommendations();
    AddClearings();
    *view_.mutable_query() = std::move(query_);
    return std::move(view_);
  }

 private:
  void AddHead() {
    view_.set_as_of(prefix_.as_of);
    view_.set_time_ms(prefix_.time_ms);
    view_.set_fold_version(kFoldVersion);
    view_.set_catalogue_position(prefix_.catalogue->position());
    *view_.mutable_title() = catalogue_.title();
    view_.set_time_zone(catalogue_.time_zone());
  }

  void AddAreas() {
    for (const v1::PriorityArea& area : catalogue_.priority_areas()) {
      if (Accepts(query_.priority_areas(), area.id())) AddArea(area);
    }
    // Otherwise an indicator outside every area would be missing from the page.
    v1::PriorityArea none;
    none.mutable_title()->set_sv("Utan prioriterat område");
    none.mutable_title()->set_en("Outside the priority areas");
    AddArea(none);
  }

  void AddArea(const v1::PriorityArea& area) {
    v1::AreaView section;
    for (const uint32_t indicator : shown_) {
      if (AreaOf(indicator) != area.id()) continue;
      *section.add_rows() = rows_.Row(indicator, who_, RowBuilder::Detail::kWhole);
    }
    // An area without any indicator is shown, unless the query asks for certain
    // indicators.
    const bool is_wanted = !area.id().empty() && query_.indicators().empty();
    if (section.rows().empty() && !is_wanted) return;
    section.set_id(area.id());
    *section.mutable_title() = area.title();
    *view_.add_areas() = std::move(section);
  }

  std::string_view AreaOf(uint32_t indicator) const {
    const std::string_view area = rows_.PriorityAreaOf(indicator);
    return prefix_.catalogue->FindPriorityArea(area) == nullptr ? std::string_view() : area;
  }

  void AddOrganisations() {
    for (const v1::Organisation& organisation : catalogue_.organisations()) {
      if (!organisation.own_section()) continue;
      const uint32_t number = *prefix_.organisations.Find(organisation.id());
      if (!who_[number]) continue;
      OrganisationSet one(who_.size(), false);
      one[number] = true;
      v1::OrganisationView& section = *view_.add_organisations();
      section.set_id(organisation.id());
      *section.mutable_name() = organisation.name();
      for (const uint32_t indicator : shown_) {
        if (!rows_.Concerns(indicator, one)) continue;
        *section.add_rows() = rows_.Row(indicator, one, RowBuilder::Detail::kFigures);
      }
    }
  }

  void AddObligations() {
    for (v1::ObligationState& state :
         ObligationStates(prefix_, query_.period(), [this](std::string_view organisation) {
           return Accepts(query_.organisations(), organisation);
         })) {
      state.clear_remarks();  // between the organisation and the coordinator
      *view_.add_obligations() = std::move(state);
    }
  }

  // Ordered by organisation and obligation as in the catalogue, then as reported,
  // so that the order in which reports arrived is not shown.
  void AddActivities() {
    std::vector<const Revision*> revisions;
    for (const Revision& revision : prefix_.revisions) {
      if (revision.report->prose == nullptr || revision.report->period != query_.period() ||
          !prefix_.InForce(revision) || !who_[prefix_.histories[revision.history].organisation]) {
        continue;
      }
      revisions.push_back(&revision);
    }
    std::ranges::sort(revisions, {}, [this](const Revision* revision) {
      const NumberedHistory& history = prefix_.histories[revision->history];
      return std::pair(history.organisation, history.obligation);
    });
    for (const Revision* revision : revisions) {
      for (const v1::Activity& activity : revision->report->prose->activities) {
        if (!Accepts(query_.priority_areas(), activity.priority_area()) ||
            !AcceptsAny(query_.indicators(), activity.indicators())) {
          continue;
        }
        v1::ActivityRow& row = *view_.add_activities();
        row.set_organisation(revision->report->organisation);
        *row.mutable_activity() = activity;
        // Nobody has checked what fields say that the contract does not have.
        row.mutable_activity()->DiscardUnknownFields();
        row.set_position(revision->position);
      }
    }
  }

  void AddProjects() {
    for (v1::ProjectRow& row : ProjectRows(prefix_, indicators_, rows_.hidden(), query_.period())) {
      const v1::Project* project = prefix_.catalogue->FindProject(row.project());
      // The catalogue check refuses one without an id, which is in no index.
      if (project != nullptr && IsShown(*project)) {
        *view_.add_projects() = std::move(row);
      }
    }
  }

  bool IsShown(const v1::Project& project) const {
    const v1::Goal* goal = prefix_.catalogue->FindGoal(project.goal());
    const v1::Organisation* owner = prefix_.catalogue->ResponsibleOrganisation(project.owner());
    return Accepts(query_.organisations(), owner == nullptr ? project.owner() : owner->id()) &&
           Accepts(query_.priority_areas(), goal == nullptr ? "" : goal->priority_area()) &&
           AcceptsAny(query_.indicators(), project.indicators());
  }

  void AddAcknowledgements() {
    for (const Acknowledgement& one : prefix_.acknowledgements) {
      if (one.period != query_.period()) continue;
      v1::AcknowledgementRow& row = *view_.add_acknowledgements();
      row.set_organisation(std::string(one.organisation));
      row.set_as_of(one.as_of);
      row.set_minute(std::string(one.minute));
      row.set_decision(std::string(one.decision));
      row.set_position(one.position);
      row.set_time_ms(one.time_ms);
      row.set_corrects(one.corrects);
      row.set_corrected_by(one.corrected_by);
    }
  }

  // Shown whatever the query asks for, because the board must answer them.
  void AddRecommendations() {
    for (v1::RecommendationRow& row : RecommendationRows(prefix_)) {
      *view_.add_recommendations() = std::move(row);
    }
  }

  void AddClearings() {
    for (const Clearing& clearing : prefix_.clearings) {
      const uint32_t indicator = indicators_.Find(clearing.what->indicator);
      if (std::ranges::find(shown_, indicator) == shown_.end()) continue;
      v1::ClearingRow& row = *view_.add_clearings();
      row.set_indicator(clearing.what->indicator);
      row.set_position(clearing.position);
      row.set_time_ms(clearing.time_ms);
      row.set_reason(clearing.what->reason);
    }
  }

  const Prefix& prefix_;
  const v1::Catalogue& catalogue_;
  const IndicatorTable& indicators_;
  v1::ViewQuery query_;
  RowBuilder rows_;
  OrganisationSet who_;          // whose figures are shown
  std::vector<uint32_t> shown_;  // indicators, catalogue order
  v1::View view_;
};

absl::StatusOr<v1::View> Consolidate(const Facts& facts, const v1::ViewQuery& query,
                                     FiguresShown shown) {
  const absl::StatusOr<Prefix> prefix = ReadPrefix(facts, query.as_of(), query.protected_as_of());
  if (!prefix.ok()) return prefix.status();
  if (!prefix->MissingProse().empty()) {
    return absl::InternalError("the prose of an earlier moment was not restored");
  }
  const IndicatorTable indicators(*prefix);
  absl::StatusOr<v1::ViewQuery> complete = Complete(query, *prefix, indicators);
  if (!complete.ok()) return complete.status();
  const auto periods = YearsUpTo(*ParsePeriod(complete->period()), complete->years());
  ViewBuilder view(*prefix, indicators, *std::move(complete), periods, shown);
  if (absl::Status there = view.CheckBreakdowns(); !there.ok()) return there;
  return std::move(view).Build();
}

}  // namespace

absl::StatusOr<v1::View> ConsolidateView(const Facts& facts, const v1::ViewQuery& query) {
  return Consolidate(facts, query, FiguresShown::kProtected);
}

absl::StatusOr<v1::View> ConsolidateUnprotected(const Facts& facts, const v1::ViewQuery& query) {
  return Consolidate(facts, query, FiguresShown::kAll);
}

}  // namespace samlad::domain
