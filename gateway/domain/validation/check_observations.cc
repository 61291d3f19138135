// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/check_figures.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/written_text.h"

namespace samlad::domain {
namespace {

// Of the obligation; without one, of the catalogue.
std::vector<Named> ObligationIndicators(const ReportCheck& check) {
  std::vector<Named> known;
  const auto add = [&](std::string_view id) {
    const auto versions = check.catalogue.IndicatorVersions(id);
    known.push_back({id, versions.empty() ? nullptr : &versions.back()->indicator->title()});
  };
  if (check.obligation != nullptr) {
    for (const std::string& id : check.obligation->indicators()) add(id);
    return known;
  }
  for (const v1::Indicator& indicator : check.catalogue.catalogue().indicators()) {
    if (known.empty() || known.back().id != indicator.id()) add(indicator.id());
  }
  return known;
}

v1::Text BothLanguages(const std::string& text) {
  v1::Text both;
  both.set_sv(text);
  both.set_en(text);
  return both;
}

std::string SplitDimensions(const ResolvedIndicator& indicator) {
  std::vector<std::string_view> fields;
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    if (indicator.split[dimension]) fields.push_back(kDimensionFields[dimension]);
  }
  return JoinIds(fields);
}

std::vector<Named> CodesOf(const ReportCheck& check, const v1::Indicator& indicator,
                           size_t dimension) {
  std::vector<Named> known;
  const v1::CodeList* list = check.catalogue.FindCodeList(CodeListOf(indicator, dimension));
  if (list != nullptr) {
    for (const v1::Code& code : list->codes()) known.push_back({code.id(), &code.title()});
  }
  return known;
}

// The code that a spreadsheet made `date` of: "Y7-15" of "15-jul"; else all.
Choice CodeBehind(std::string_view date, std::span<const Named> known) {
  const std::string behind = BehindDate(date);
  for (const Named& one : known) {
    const size_t at = one.id.find(behind);
    if (at == one.id.npos) continue;
    const size_t end = at + behind.size();
    const bool whole =
        (at == 0 || !IsDigit(one.id[at - 1])) && (end == one.id.size() || !IsDigit(one.id[end]));
    if (whole) return ChoiceOf({&one, 1});
  }
  return known.empty() ? Choice{.ids = behind, .shown = BothLanguages(behind)} : ChoiceOf(known);
}

// What stands where a code should; empty: a word.
std::string_view WhatItIs(std::string_view code) {
  if (IsFigure(code)) return "OBS_CODE_IS_FIGURE";
  return BehindDate(code).empty() ? std::string_view() : "OBS_CODE_IS_DATE";
}

// The number that was probably meant: without blanks, with a decimal point.
std::string SuggestNumber(std::string_view got) {
  const std::string number = absl::StrReplaceAll(
      ToAbsl(got), {{" ", ""}, {"\u00A0", ""}, {"\u202F", ""}, {"\u2212", "-"}, {",", "."}});
  return ParseDecimal(number) ? number : "1234.5";
}

// "070" is 70 to some programs and 56 to others.
bool HasLeadingZero(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && IsDigit(text[1]);
}

void CheckNumber(ReportCheck& check, uint32_t row, std::string_view leaf, const std::string& text) {
  if (text.empty()) return;
  if (HasLeadingZero(text)) {
    const size_t first = std::min(text.find_first_not_of("-0"), text.size());
    const std::string rest = text.substr(first, limits::kFindingGotBytesMax);
    const std::string number =
        IsDigit(rest.empty() ? '.' : rest.front()) ? rest : StrCat("0", rest);
    check.AddRow("OBS_NUMBER_MALFORMED", row, leaf, text, SuggestNumber(number));
    return;
  }
  if (ParseDecimal(text)) return;
  if (IsNoFigureSign(text)) {
    check.AddRow("OBS_FIGURE_IS_SIGN", row, leaf, text, "");
    return;
  }
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
    check.AddRow("OBS_INDICATOR_MISSING", row, "indicator", "",
                 ChoiceOf(ObligationIndicators(check)));
  } else if (versions.empty()) {
    const std::string_view what = WhatItIs(id);
    const std::vector<Named> known = ObligationIndicators(check);
    check.AddRow(what.empty() ? "OBS_INDICATOR_UNKNOWN" : what, row, "indicator", id,
                 what == "OBS_CODE_IS_DATE" ? CodeBehind(id, known) : check.Suggest(id, known));
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

// Says why a code does not resolve.
void CheckCode(ReportCheck& check, uint32_t row, const std::string& code,
               const ResolvedIndicator& indicator, size_t dimension) {
  const std::string_view field = kDimensionFields[dimension];
  const std::string_view what = WhatItIs(code);
  std::vector<Named> known;
  if (indicator.split[dimension]) known = CodesOf(check, *indicator.index->indicator, dimension);
  if (what == "OBS_CODE_IS_DATE") {
    check.AddRow(what, row, field, code, CodeBehind(code, known));
  } else if (what == "OBS_CODE_IS_FIGURE") {
    check.AddRow(what, row, field, code, ChoiceOf(known));
  } else if (indicator.split[dimension]) {
    check.AddRow("OBS_CODE_UNKNOWN", row, field, code, check.Suggest(code, known));
  }
  if (!indicator.split[dimension] && what != "OBS_CODE_IS_FIGURE") {
    check.AddRow("OBS_DIMENSION_NOT_SPLIT", row, field, code, SplitDimensions(indicator));
  }
}

// Finds the codes of a row that do not resolve.
void CheckCodes(ReportCheck& check, uint32_t row, const v1::Observation& observation,
                const ResolvedIndicator& indicator) {
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const std::string& code = CodeOf(observation, dimension);
    if (code.empty() || code == "_T") continue;
    const CodeListIndex* list = indicator.code_lists[dimension];
    if (indicator.split[dimension] && list != nullptr && list->Find(std::string_view(code))) {
      continue;
    }
    CheckCode(check, row, code, indicator, dimension);
  }
}

void CheckRow(ReportCheck& check, uint32_t row, const v1::Observation& observation,
              CheckedRow& checked) {
  checked.readable = ReadFigures(observation, checked.figures);
  CheckNumbers(check, row, observation);

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
  if (!checked.has_key) CheckCodes(check, row, observation, indicator);
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
