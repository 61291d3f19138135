// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/log/observations.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

// Which of a row's figures are compared with those of its whole.
using Figure = int64_t ObservationFigures::*;
struct NamedFigure {
  std::string_view leaf;
  Figure figure;
};
constexpr NamedFigure kCountFigures[] = {{"value", &ObservationFigures::value}};
constexpr NamedFigure kRatioFigures[] = {{"numerator", &ObservationFigures::numerator},
                                         {"denominator", &ObservationFigures::denominator}};

std::span<const NamedFigure> ComparedFigures(v1::Aggregation kind) {
  switch (kind) {
    case v1::AGGREGATION_FLOW:
    case v1::AGGREGATION_STOCK:
    case v1::AGGREGATION_DISTINCT:
      return kCountFigures;
    case v1::AGGREGATION_RATIO:
      return kRatioFigures;
    default:
      return {};
  }
}

v1::Aggregation KindOf(const CheckedRow& row) {
  return row.indicator->index->indicator->aggregation();
}

// A part that cannot exist counts as nothing; one that was not collected is unknown.
int64_t Counted(const CheckedRow& row, Figure figure) {
  if (!row.readable) return kNoFigure;
  return row.figures.status == v1::OBSERVATION_STATUS_NOT_APPLICABLE ? 0 : row.figures.*figure;
}

std::string ShowSum(Int128 micros) {
  return FormatMicros(micros, DecimalsUsed({static_cast<int64_t>(micros % kMicrosPerUnit)}));
}

std::string Describe(const v1::Observation& observation) {
  std::string text;
  const auto append = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) StrAppend(&text, text.empty() ? "" : ", ", name, " ", value);
  };
  append("value", observation.value());
  append("numerator", observation.numerator());
  append("denominator", observation.denominator());
  if (observation.has_n()) append("n", StrCat(observation.n()));
  if (HasNoFigures(observation.status())) {
    append("status",
           observation.status() == v1::OBSERVATION_STATUS_MISSING ? "MISSING" : "NOT_APPLICABLE");
  }
  return text.empty() ? "-" : text;
}

// Equal in figures; a ratio also if only one of the two spells its value out.
bool SameContent(const CheckedRow& a, const CheckedRow& b) {
  if (!a.readable || !b.readable) return false;
  ObservationFigures left = a.figures, right = b.figures;
  if (KindOf(a) == v1::AGGREGATION_RATIO) {
    if (left.value == kNoFigure) left.value = right.value;
    if (right.value == kNoFigure) right.value = left.value;
  }
  return left == right;
}

// A part and the row that it is a part of, along one dimension.
struct Part {
  uint32_t whole = 0;
  uint32_t dimension = 0;
  uint32_t row = 0;
  friend auto operator<=>(const Part&, const Part&) = default;
};

// The total of everything must be there, once an indicator is split.
void CheckTotalIsThere(ReportCheck& check, uint32_t row) {
  const CheckedRow& part = check.rows[row];
  IndicatorUse& use = check.uses[part.indicator->number];
  if (use.total_sought) return;
  use.total_sought = true;
  if (check.row_of_key.contains(ObservationKey{.indicator = part.key.indicator})) return;
  std::string expected = StrCat("indicator ", part.indicator->index->indicator->id());
  for (size_t dimension = 0; dimension < kDimensions; ++dimension) {
    if (part.indicator->split[dimension]) {
      StrAppend(&expected, ", ", kDimensionFields[dimension], " _T");
    }
  }
  check.AddRow("OBS_TOTAL_MISSING", row, "", "", expected);
}

// The first row with the key; nullopt: none. Mostly that of the part before.
std::optional<uint32_t> RowOf(const ReportCheck& check, const ObservationKey& key,
                              const std::vector<Part>& parts) {
  if (!parts.empty() && check.rows[parts.back().whole].key == key) return parts.back().whole;
  const auto row = check.row_of_key.find(key);
  return row == check.row_of_key.end() ? std::nullopt : std::optional(row->second);
}

// Adds `row` as a part of the nearest row that is reported above it, in each
// dimension: its parent, or the parent's parent, up to the total.
void FindWholes(const ReportCheck& check, uint32_t row, std::vector<Part>& parts) {
  const CheckedRow& part = check.rows[row];
  for (uint32_t dimension = 0; dimension < kDimensions; ++dimension) {
    ObservationKey key = part.key;
    while (key.codes[dimension] != kTotal) {
      key.codes[dimension] =
          part.indicator->code_lists[dimension]->Find(key.codes[dimension])->parent;
      const std::optional<uint32_t> whole = RowOf(check, key, parts);
      if (!whole) continue;
      parts.push_back({.whole = *whole, .dimension = dimension, .row = row});
      break;
    }
  }
}

// Whether the parts make up the whole: every code of a complete list, each with a
// figure.
bool AreComplete(const ReportCheck& check, std::span<const Part> parts, Figure figure) {
  const uint32_t dimension = parts.front().dimension;
  const CheckedRow& whole = check.rows[parts.front().whole];
  const Symbol parent = whole.key.codes[dimension];
  const CodeListIndex& codes = *whole.indicator->code_lists[dimension];
  const auto siblings = codes.siblings.find(parent);
  if (siblings == codes.siblings.end() || !siblings->second.exhaustive) return false;
  return siblings->second.count == std::ranges::count_if(parts, [&](const Part& part) {
           const CheckedRow& row = check.rows[part.row];
           return codes.Find(row.key.codes[dimension])->parent == parent &&
                  Counted(row, figure) != kNoFigure;
         });
}

std::vector<uint32_t> RowNumbersOf(std::span<const Part> parts) {
  std::vector<uint32_t> rows;
  for (const Part& part : parts) rows.push_back(part.row);
  return rows;
}

void CheckSum(ReportCheck& check, std::span<const Part> parts, const NamedFigure& named) {
  const uint32_t whole = parts.front().whole;
  const int64_t total = Counted(check.rows[whole], named.figure);
  if (total == kNoFigure) return;
  Int128 sum = 0;
  for (const Part& part : parts) {
    const int64_t counted = Counted(check.rows[part.row], named.figure);
    if (counted != kNoFigure) sum += counted;
  }
  if (sum == total) return;
  if (AreComplete(check, parts, named.figure)) {
    check.AddRow("OBS_TOTAL_MISMATCH", whole, named.leaf, ShowSum(sum), ShowSum(total),
                 RowNumbersOf(parts));
  } else if (sum > total) {
    check.AddRow("OBS_PARTS_EXCEED_TOTAL", whole, named.leaf, ShowSum(sum), ShowSum(total),
                 RowNumbersOf(parts));
  }
}

// Each part is compared by itself, because persons may be in several parts.
void CheckDistinct(ReportCheck& check, std::span<const Part> parts, const NamedFigure& named) {
  const uint32_t whole = parts.front().whole;
  const int64_t total = Counted(check.rows[whole], named.figure);
  if (total == kNoFigure) return;
  for (const Part& part : parts) {
    const int64_t counted = Counted(check.rows[part.row], named.figure);
    if (counted == kNoFigure || counted <= total) continue;
    check.AddRow("OBS_PART_EXCEEDS_TOTAL", part.row, named.leaf, ShowSum(counted), ShowSum(total),
                 {&whole, 1});
  }
}

void CheckAgainstParts(ReportCheck& check, std::span<const Part> parts) {
  const v1::Aggregation kind = KindOf(check.rows[parts.front().whole]);
  for (const NamedFigure& named : ComparedFigures(kind)) {
    if (kind == v1::AGGREGATION_DISTINCT) {
      CheckDistinct(check, parts, named);
    } else {
      CheckSum(check, parts, named);
    }
  }
}

}  // namespace

void CheckDuplicates(ReportCheck& check) {
  check.row_of_key.reserve(check.rows.size());
  for (uint32_t row = 0; row < check.rows.size(); ++row) {
    CheckedRow& checked = check.rows[row];
    if (!checked.has_key) continue;
    const auto [entry, inserted] = check.row_of_key.try_emplace(checked.key, row);
    if (inserted) continue;
    checked.duplicate = true;
    const uint32_t first = entry->second;
    if (SameContent(checked, check.rows[first])) {
      check.AddRow("OBS_DUPLICATE_EQUAL", row, "", "", "", {&first, 1});
    } else {
      check.AddRow("OBS_DUPLICATE_DIFFERENT", row, "",
                   Describe(check.report.observations(static_cast<int>(row))),
                   Describe(check.report.observations(static_cast<int>(first))), {&first, 1});
    }
  }
}

void CheckTotals(ReportCheck& check) {
  std::vector<Part> parts;
  for (uint32_t row = 0; row < check.rows.size(); ++row) {
    const CheckedRow& checked = check.rows[row];
    if (!checked.has_key || checked.duplicate ||
        checked.key == ObservationKey{.indicator = checked.key.indicator}) {
      continue;
    }
    CheckTotalIsThere(check, row);
    FindWholes(check, row, parts);
  }
  if (!std::ranges::is_sorted(parts)) std::ranges::sort(parts);
  for (auto begin = parts.begin(); begin != parts.end();) {
    const auto end = std::find_if(begin, parts.end(), [&](const Part& part) {
      return part.whole != begin->whole || part.dimension != begin->dimension;
    });
    CheckAgainstParts(check, {begin, end});
    begin = end;
  }
}

}  // namespace samlad::domain
