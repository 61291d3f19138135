// SPDX-License-Identifier: EUPL-1.2

#include "clients/sheets/report_template.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/periods.h"

namespace samlad::sheets {
namespace {

using Keys = std::array<std::string, kTemplateDimensions>;

// The list of each dimension; that of the category is the indicator's own.
constexpr std::array<std::string_view, 5> kListNames = {"area", "sex", "age", "background", ""};

const v1::CodeList* ListOf(const domain::CatalogueIndex& catalogue, const v1::Indicator& indicator,
                           size_t dimension) {
  return catalogue.FindCodeList(kListNames[dimension].empty() ? indicator.category_list()
                                                              : kListNames[dimension]);
}

Keys KeysOf(const v1::Observation& figure) {
  return {figure.area(), figure.sex(), figure.age(), figure.background(), figure.category()};
}

Keys KeysOf(const TemplateFigure& figure) {
  Keys keys;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (figure.codes[i] != nullptr) keys[i] = figure.codes[i]->id();
  }
  return keys;
}

// Figures of an earlier report, by what they are about.
class ReportedFigures {
 public:
  explicit ReportedFigures(const v1::Report* report) {
    if (report == nullptr) return;
    for (const v1::Observation& figure : report->observations()) {
      Keys keys = KeysOf(figure);
      std::ranges::replace(keys, "_T", "");
      by_key_.emplace(std::pair(figure.indicator(), keys), &figure);
      by_indicator_[figure.indicator()].push_back(keys);
    }
  }

  const v1::Observation* Find(const std::pair<std::string, Keys>& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second;
  }
  const std::vector<Keys>& Of(const std::string& indicator) const {
    static const std::vector<Keys> kNone;
    const auto found = by_indicator_.find(indicator);
    return found == by_indicator_.end() ? kNone : found->second;
  }

 private:
  absl::flat_hash_map<std::pair<std::string, Keys>, const v1::Observation*> by_key_;
  absl::flat_hash_map<std::string, std::vector<Keys>> by_indicator_;
};

// Collects the figures of one template.
class FigureBuilder {
 public:
  FigureBuilder(const domain::CatalogueIndex& catalogue, const v1::Obligation& obligation,
                const domain::PeriodId& period, const EarlierReports& earlier)
      : catalogue_(catalogue),
        obligation_(obligation),
        before_(earlier.before),
        current_(earlier.current) {
    for (const std::string& id : obligation.indicators()) {
      const domain::IndicatorIndex* found = catalogue.FindIndicator(id, period);
      if (found != nullptr) indicators_.push_back(found->indicator);
    }
  }

  std::vector<TemplateFigure> Build() && {
    for (const v1::Indicator* indicator : indicators_) Add({.indicator = indicator});
    for (const v1::Indicator* indicator : indicators_) {
      AddBreakdowns(*indicator);
      AddReported(*indicator, current_);
      AddReported(*indicator, before_);
    }
    return std::move(figures_);
  }

 private:
  void AddBreakdowns(const v1::Indicator& indicator) {
    for (const int dimension : indicator.breakdowns()) {
      if (dimension == v1::DIMENSION_UNSPECIFIED) continue;
      const auto place = static_cast<size_t>(dimension - v1::DIMENSION_AREA);
      const v1::CodeList* list = ListOf(catalogue_, indicator, place);
      if (list == nullptr) continue;
      for (const v1::Code& code : list->codes()) {
        TemplateFigure figure{.indicator = &indicator};
        figure.codes[place] = &code;
        Add(figure);
      }
    }
  }

  // Figures by several dimensions together, as they were reported.
  void AddReported(const v1::Indicator& indicator, const ReportedFigures& reported) {
    for (const Keys& keys : reported.Of(indicator.id())) {
      TemplateFigure figure{.indicator = &indicator};
      bool known = true;
      for (size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].empty()) continue;
        figure.codes[i] = FindCode(indicator, i, keys[i]);
        known = known && figure.codes[i] != nullptr;
      }
      if (known) Add(figure);
    }
  }

  const v1::Code* FindCode(const v1::Indicator& indicator, size_t dimension,
                           std::string_view id) const {
    const v1::CodeList* list = ListOf(catalogue_, indicator, dimension);
    if (list == nullptr) return nullptr;
    const auto found = std::ranges::find(list->codes(), id, &v1::Code::id);
    return found == list->codes().end() ? nullptr : &*found;
  }

  void Add(TemplateFigure figure) {
    const Keys keys = KeysOf(figure);
    const std::pair key(figure.indicator->id(), keys);
    if (!seen_.insert(key).second) return;
    figure.mandatory = std::ranges::find(obligation_.mandatory(), figure.indicator->id()) !=
                           obligation_.mandatory().end() &&
                       keys == Keys();
    figure.before = before_.Find(key);
    figure.current = current_.Find(key);
    figures_.push_back(figure);
  }

  const domain::CatalogueIndex& catalogue_;
  const v1::Obligation& obligation_;
  const ReportedFigures before_, current_;
  std::vector<const v1::Indicator*> indicators_;
  absl::flat_hash_set<std::pair<std::string, Keys>> seen_;
  std::vector<TemplateFigure> figures_;
};

std::vector<TemplateCodes> CodeListsOf(const std::vector<TemplateFigure>& figures) {
  std::array<std::vector<const v1::Code*>, kTemplateDimensions> codes;
  absl::flat_hash_set<const v1::Code*> seen;
  for (const TemplateFigure& figure : figures) {
    for (size_t i = 0; i < kTemplateDimensions; ++i) {
      const v1::Code* code = figure.codes[i];
      if (code != nullptr && seen.insert(code).second) codes[i].push_back(code);
    }
  }
  std::vector<TemplateCodes> lists;
  for (size_t i = 0; i < kTemplateDimensions; ++i) {
    if (!codes[i].empty()) lists.push_back({i, std::move(codes[i])});
  }
  return lists;
}

const v1::DuePeriod* FollowUpDue(const v1::Project& project, std::string_view period) {
  const auto due = std::ranges::find(project.follow_ups(), period, &v1::DuePeriod::period);
  return due == project.follow_ups().end() ? nullptr : &*due;
}

bool IsEnded(const v1::Project& project) {
  return project.state() == v1::PROJECT_STATE_CLOSED ||
         project.state() == v1::PROJECT_STATE_STOPPED;
}

// The owner owes a follow-up; a participant may send one. The gateway refuses one of
// a project that is only proposed, and an unplanned one of a project that has ended.
void AddProjects(ReportTemplate& asked) {
  absl::flat_hash_map<std::string_view, const v1::FollowUp*> current;
  if (asked.earlier.current != nullptr) {
    for (const v1::FollowUp& one : asked.earlier.current->follow_ups()) {
      current[one.project()] = &one;
    }
  }
  for (const v1::Project& project : asked.catalogue->catalogue().projects()) {
    const v1::DuePeriod* due = FollowUpDue(project, asked.period());
    if (!asked.catalogue->TakesPart(*asked.organisation, project) ||
        project.state() == v1::PROJECT_STATE_PROPOSED || (IsEnded(project) && due == nullptr)) {
      continue;
    }
    asked.projects.push_back(&project);
    const bool owes = due != nullptr && asked.catalogue->ResponsibleOrganisation(project.owner()) ==
                                            asked.organisation;
    const auto reported = current.find(project.id());
    if (!owes && reported == current.end()) continue;
    asked.follow_ups.push_back({.project = &project,
                                .due = due == nullptr ? "" : due->due(),
                                .current = reported == current.end() ? nullptr : reported->second});
  }
}

absl::Status Unknown(std::string_view what, std::string_view id) {
  return absl::NotFoundError(StrCat("the catalogue has no ", what, " '", id, "'"));
}

}  // namespace

absl::StatusOr<ReportTemplate> MakeReportTemplate(const domain::CatalogueIndex& catalogue,
                                                  const v1::ObligationState& due,
                                                  EarlierReports earlier) {
  ReportTemplate asked{.catalogue = &catalogue,
                       .organisation = catalogue.FindOrganisation(due.organisation()),
                       .obligation = catalogue.FindObligation(due.obligation()),
                       .due = &due,
                       .earlier = earlier};
  if (asked.organisation == nullptr) return Unknown("organisation", due.organisation());
  if (asked.obligation == nullptr) return Unknown("obligation", due.obligation());
  const auto period = domain::ParsePeriod(due.period());
  const auto listed =
      std::ranges::find(asked.obligation->periods(), due.period(), &v1::DuePeriod::period);
  if (!period || listed == asked.obligation->periods().end()) {
    return Unknown("due period", due.period());
  }
  if (!domain::CatalogueIndex::MustReport(*asked.organisation, *asked.obligation, due.period())) {
    return absl::FailedPreconditionError(StrCat("'", due.organisation(), "' does not owe '",
                                                due.obligation(), "' for ", due.period(),
                                                "; `samlad report due` shows what is owed"));
  }
  asked.figures = FigureBuilder(catalogue, *asked.obligation, *period, earlier).Build();
  asked.code_lists = CodeListsOf(asked.figures);
  AddProjects(asked);
  return asked;
}

}  // namespace samlad::sheets
