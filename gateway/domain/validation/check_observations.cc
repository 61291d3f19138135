// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/check_figures.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

std::string ObligationIndicators(const ReportCheck& check) {
  if (check.obligation == nullptr) return "-";
  const auto& ids = check.obligation->indicators();
  return JoinIds(std::vector<std::string_view>(ids.begin(), ids.end()));
}

std::string SplitDimensions(const ResolvedIndicator& indicator) {
  std::vector<std::string_view> fields;
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    if (indicator.split[dimension]) fields.push_back(kDimensionFields[dimension]);
  }
  return JoinIds(fields);
}

std::string CodesOf(const ReportCheck& check, const v1::Indicator& indicator, size_t dimension) {
  std::vector<std::string_view> ids;
  const v1::CodeList* list = check.catalogue.FindCodeList(CodeListOf(indicator, dimension));
  if (list != nullptr) {
    for (const v1::Code& code : list->codes()) ids.push_back(code.id());
  }
  return JoinIds(ids);
}

// The number that was probably meant: without blanks, with a decimal point.
std::string SuggestNumber(std::string_view got) {
  const std::string number = absl::StrReplaceAll(
      ToAbsl(got), {{" ", ""}, {"\u00A0", ""}, {"\u202F", ""}, {"\u2212", "-"}, {",", "."}});
  return ParseDecimal(number) ? number : "1234.5";
}

void CheckNumber(ReportCheck& check, uint32_t row, std::string_view leaf, const std::string& text) {
  if (text.empty() || ParseDecimal(text)) return;
  const std::string_view begin = std::string_view(text).substr(0, limits::kFindingGotBytesMax);
  check.AddRow("OBS_NUMBER_MALFORMED", row, leaf, text, SuggestNumber(begin));
}

void CheckNumbers(ReportCheck& check, uint32_t row, const v1::Observation& observation) {
  CheckNumber(check, row, "value", observation.value());
  CheckNumber(check, row, "numerator", observation.numerator());
  CheckNumber(check, row, "denominator", observation.denominator());
}

void CheckUnresolved(ReportCheck& check, uint32_t row, const std::string& id) {
  const auto versions = check.catalogue.IndicatorVersions(id);
  if (id.empty()) {
    check.AddRow("OBS_INDICATOR_MISSING", row, "indicator", "", "");
  } else if (versions.empty()) {
    check.AddRow("OBS_INDICATOR_UNKNOWN", row, "indicator", id, ObligationIndicators(check));
  } else {
    check.AddRow("OBS_INDICATOR_NOT_DEFINED_YET", row, "indicator", id,
                 versions.front()->indicator->first_period());
  }
}

bool IsInObligation(const ReportCheck& check, const std::string& indicator) {
  if (check.obligation == nullptr) return true;
  const auto& ids = check.obligation->indicators();
  return std::ranges::find(ids, indicator) != ids.end();
}

IndicatorUse& UseOf(ReportCheck& check, uint32_t row, const ResolvedIndicator& indicator,
                    const std::string& id) {
  if (indicator.number == check.uses.size()) {
    check.uses.emplace_back();
    check.uses.back().first_row = row;
    check.uses.back().in_obligation = IsInObligation(check, id);
  }
  return check.uses[indicator.number];
}

void CheckVersion(ReportCheck& check, uint32_t row, const v1::Observation& observation,
                  const v1::Indicator& indicator) {
  const uint32_t version = observation.indicator_version();
  if (version != 0 && check.period && version != indicator.version()) {
    check.AddRow("OBS_INDICATOR_VERSION", row, "indicator_version", StrCat(version),
                 StrCat(indicator.version()));
  }
}

// Says which codes of a row do not resolve, and why.
void CheckCodes(ReportCheck& check, uint32_t row, const v1::Observation& observation,
                const ResolvedIndicator& indicator, IndicatorUse& use) {
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const std::string& code = CodeOf(observation, dimension);
    const std::string_view field = kDimensionFields[dimension];
    if (code.empty() || code == "_T") continue;
    if (!indicator.split[dimension]) {
      check.AddRow("OBS_DIMENSION_NOT_SPLIT", row, field, code, SplitDimensions(indicator));
      continue;
    }
    const CodeListIndex* list = indicator.code_lists[dimension];
    if (list != nullptr && list->Find(std::string_view(code))) continue;
    std::string& codes = use.codes[dimension];
    if (codes.empty()) codes = CodesOf(check, *indicator.index->indicator, dimension);
    check.AddRow("OBS_CODE_UNKNOWN", row, field, code, codes);
  }
}

void CheckRow(ReportCheck& check, uint32_t row, const v1::Observation& observation,
              CheckedRow& checked) {
  checked.readable = ReadFigures(observation, checked.figures);
  if (!checked.readable) CheckNumbers(check, row, observation);

  const ResolvedIndicator& indicator = check.indicators.Resolve(observation.indicator());
  IndicatorUse& use = UseOf(check, row, indicator, observation.indicator());
  use.collected |= observation.status() != v1::OBSERVATION_STATUS_MISSING;
  if (indicator.index == nullptr) {
    CheckUnresolved(check, row, observation.indicator());
    return;
  }
  checked.indicator = &indicator;
  if (!use.in_obligation) {
    check.AddRow("OBS_INDICATOR_NOT_IN_OBLIGATION", row, "indicator", observation.indicator(),
                 check.report.obligation());
  }
  CheckVersion(check, row, observation, *indicator.index->indicator);
  checked.has_key = ReadKey(observation, indicator, checked.key);
  if (!checked.has_key) CheckCodes(check, row, observation, indicator, use);
  CheckFigures(check, row, observation, checked);
}

}  // namespace

void CheckObservations(ReportCheck& check) {
  const uint32_t rows = check.RowCount();
  check.rows.resize(rows);
  for (uint32_t row = 0; row < rows; ++row) {
    CheckRow(check, row, check.report.observations(static_cast<int>(row)), check.rows[row]);
  }
}

}  // namespace samlad::domain
