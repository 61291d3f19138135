// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/validation/report_check.h"

#include <algorithm>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/answer.h"
#include "gateway/domain/values/spelling.h"

namespace samlad::domain {
namespace {

// Later than every definition.
constexpr PeriodId kNewest = {.year = 9999, .third = 0};

constexpr size_t kShownMax = 30;

}  // namespace

ReportCheck::ReportCheck(const v1::Report& report, const CatalogueIndex& catalogue, bool reopened)
    : report(report),
      catalogue(catalogue),
      organisation(catalogue.FindOrganisation(report.organisation())),
      obligation(catalogue.FindObligation(report.obligation())),
      period(ParsePeriod(report.period())),
      reopened(reopened),
      indicators(catalogue, period.value_or(kNewest)),
      rejected_(RowCount()) {
  key_.set_organisation(report.organisation());
  key_.set_period(report.period());
}

uint32_t ReportCheck::RowCount() const {
  return static_cast<uint32_t>(
      std::min(static_cast<size_t>(report.observations_size()), limits::kObservationsMax));
}

void ReportCheck::Add(std::string_view code, std::string_view field, std::string_view got,
                      std::string_view expected) {
  findings.Add(code, field, -1, got, expected);
}

void ReportCheck::AddRow(std::string_view code, uint32_t row, std::string_view leaf,
                         std::string_view got, std::string_view expected,
                         std::span<const uint32_t> related, const v1::Text* shown) {
  const v1::Observation& observation = report.observations(static_cast<int>(row));
  key_.set_indicator(observation.indicator());
  key_.set_area(observation.area());
  key_.set_sex(observation.sex());
  key_.set_age(observation.age());
  key_.set_background(observation.background());
  key_.set_category(observation.category());
  const std::string field = StrCat("observations[", row, leaf.empty() ? "]" : "].", leaf);
  const Rule& rule = FindRule(code);
  const bool answered = rule.answerable && IsAnswer(observation.comment());
  findings.Add(code, field, row, got, expected, &key_, related, shown,
               answered ? std::string_view(observation.comment()) : std::string_view());
  if (rule.severity == v1::SEVERITY_ERROR) rejected_[row] = true;
}

void ReportCheck::AddIndicator(std::string_view code, std::string_view indicator) {
  v1::FindingKey key;
  key.set_indicator(std::string(indicator));
  key.set_organisation(report.organisation());
  key.set_period(report.period());
  findings.Add(code, "observations", -1, "", indicator, &key);
}

Choice ReportCheck::Suggest(std::string_view got, std::span<const Named> known) {
  const auto is_called = [&](const v1::Text* name) {
    return name != nullptr && (ToAbsl(got) == name->sv() || ToAbsl(got) == name->en());
  };
  if (suggestions_++ < limits::kFindingsMax) {
    std::vector<std::string> ids;
    for (const Named& one : known) {
      if (is_called(one.name)) return ChoiceOf({&one, 1});
      ids.emplace_back(one.id);
    }
    const std::string_view closest = ClosestWord(got, ids);
    const auto meant = std::ranges::find(known, closest, &Named::id);
    if (!closest.empty() && meant != known.end()) return ChoiceOf({&*meant, 1});
  }
  return ChoiceOf(known);
}

uint32_t ReportCheck::RejectedRows() const {
  return static_cast<uint32_t>(std::ranges::count(rejected_, true));
}

int LookedAt(int size) {
  return static_cast<int>(std::min(static_cast<size_t>(size), limits::kActivitiesMax));
}

Choice ChoiceOf(std::span<const Named> known) {
  std::vector<std::string_view> ids, sv, en;
  std::vector<std::string> texts;  // what `sv` and `en` view
  texts.reserve(2 * known.size());
  for (const Named& one : known) {
    ids.push_back(one.id);
    const bool named = one.name != nullptr && !one.name->sv().empty();
    const std::string& english = named && !one.name->en().empty() ? one.name->en()
                                 : named                          ? one.name->sv()
                                                                  : "";
    sv.push_back(named ? texts.emplace_back(StrCat(one.id, " (", one.name->sv(), ")")) : one.id);
    en.push_back(named ? texts.emplace_back(StrCat(one.id, " (", english, ")")) : one.id);
  }
  Choice choice{.ids = JoinIds(ids), .shown = {}};
  choice.shown.set_sv(JoinIds(sv));
  choice.shown.set_en(JoinIds(en));
  return choice;
}

std::string JoinIds(std::span<const std::string_view> ids) {
  if (ids.empty()) return "-";
  std::string joined;
  for (const std::string_view id : ids.first(std::min(ids.size(), kShownMax))) {
    StrAppend(&joined, joined.empty() ? "" : ", ", id);
  }
  if (ids.size() > kShownMax) joined += ", …";
  return joined;
}

}  // namespace samlad::domain
