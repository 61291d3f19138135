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
constexpr std::array<std::string_view, kTemplateDimensions> kListNames = {"area", "sex", "age",
                                                                          "background", ""};

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

// Collects the figures of one template.
class TemplateBuilder {
 public:
  TemplateBuilder(const domain::CatalogueIndex& catalogue, const v1::Obligation& obligation,
                  const domain::PeriodId& period, const v1::Report* before)
      : catalogue_(catalogue), obligation_(obligation) {
    for (const std::string& id : obligation.indicators()) {
      const domain::IndicatorIndex* found = catalogue.FindIndicator(id, period);
      if (found != nullptr) indicators_.push_back(found->indicator);
    }
    if (before == nullptr) return;
    for (const v1::Observation& figure : before->observations()) {
      Keys keys = KeysOf(figure);
      std::ranges::replace(keys, "_T", "");
      before_.emplace(std::pair(figure.indicator(), keys), &figure);
      reported_[figure.indicator()].push_back(&figure);
    }
  }

  std::vector<TemplateFigure> Build() && {
    for (const v1::Indicator* indicator : indicators_) Add({.indicator = indicator});
    for (const v1::Indicator* indicator : indicators_) {
      AddBreakdowns(*indicator);
      AddCrossed(*indicator);
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

  // Figures by several dimensions together, as they were reported before.
  void AddCrossed(const v1::Indicator& indicator) {
    for (const v1::Observation* earlier : reported_[indicator.id()]) {
      TemplateFigure figure{.indicator = &indicator};
      const Keys keys = KeysOf(*earlier);
      bool known = true;
      for (size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].empty() || keys[i] == "_T") continue;
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
    const auto earlier = before_.find(key);
    if (earlier != before_.end()) figure.before = earlier->second;
    figures_.push_back(figure);
  }

  const domain::CatalogueIndex& catalogue_;
  const v1::Obligation& obligation_;
  std::vector<const v1::Indicator*> indicators_;
  absl::flat_hash_map<std::pair<std::string, Keys>, const v1::Observation*> before_;
  absl::flat_hash_map<std::string, std::vector<const v1::Observation*>> reported_;
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

absl::Status Unknown(std::string_view what, std::string_view id) {
  return absl::NotFoundError(StrCat("the catalogue has no ", what, " '", id, "'"));
}

}  // namespace

absl::StatusOr<ReportTemplate> MakeReportTemplate(const domain::CatalogueIndex& catalogue,
                                                  std::string_view organisation,
                                                  std::string_view obligation,
                                                  std::string_view period,
                                                  const v1::Report* before) {
  ReportTemplate asked{.catalogue = &catalogue,
                       .organisation = catalogue.FindOrganisation(organisation),
                       .obligation = catalogue.FindObligation(obligation),
                       .period = std::string(period)};
  if (asked.organisation == nullptr) return Unknown("organisation", organisation);
  if (asked.obligation == nullptr) return Unknown("obligation", obligation);
  const auto parsed = domain::ParsePeriod(period);
  const auto due = std::ranges::find(asked.obligation->periods(), period, &v1::DuePeriod::period);
  if (!parsed || due == asked.obligation->periods().end()) return Unknown("due period", period);
  if (!domain::CatalogueIndex::MustReport(*asked.organisation, *asked.obligation, period)) {
    return absl::FailedPreconditionError(StrCat("'", organisation, "' does not owe '", obligation,
                                                "' for ", period,
                                                "; `samlad report due` shows what is owed"));
  }
  asked.due = due->due();
  asked.figures = TemplateBuilder(catalogue, *asked.obligation, *parsed, before).Build();
  asked.code_lists = CodeListsOf(asked.figures);
  for (const v1::Project& project : catalogue.catalogue().projects()) {
    if (catalogue.TakesPart(*asked.organisation, project) &&
        std::ranges::find(project.follow_ups(), period, &v1::DuePeriod::period) !=
            project.follow_ups().end()) {
      asked.follow_ups.push_back(&project);
    }
  }
  return asked;
}

}  // namespace samlad::sheets
