// SPDX-License-Identifier: EUPL-1.2
//
// Counts that will hide figures in the board's view, so that a slip is seen before
// it hides them for a long time.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/log/counts.h"
#include "gateway/domain/log/observations.h"
#include "gateway/domain/validation/report_check.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

// The strictest protection of all versions of an indicator in the catalogue in force.
// The view also applies that of earlier catalogues.
struct Limits {
  int64_t k = 0;
  bool sensitive = false;
};

Limits LimitsOf(const CatalogueIndex& catalogue, std::string_view indicator) {
  Limits limits;
  for (const IndicatorIndex* version : catalogue.IndicatorVersions(indicator)) {
    limits.k = std::max(limits.k, version->k);
    limits.sensitive |= version->k > 0 && version->indicator->protection().sensitive();
  }
  return limits;
}

struct SmallCount {
  std::string_view leaf;
  std::string got;
};

std::string ShowCount(int64_t micros) { return FormatMicros(micros, DecimalsUsed({micros})); }

// The first of the row's counts that is small, if any is.
std::optional<SmallCount> FindSmallCount(const CheckedRow& row, const Limits& limits) {
  const ObservationFigures& figures = row.figures;
  const Counts counts = CountsOf(*row.indicator->index->indicator);
  const auto is_small = [&](Int128 micros) {
    return micros > 0 && micros < Int128{limits.k} * kMicrosPerUnit;
  };
  if (counts == Counts::kAnswers) {
    if (figures.n == kNoFigure || figures.n < 1 || figures.n >= limits.k) return std::nullopt;
    return SmallCount{"n", StrCat(figures.n)};
  }
  if (counts == Counts::kValue) {
    const bool nobody = limits.sensitive && figures.value == 0;
    if (figures.value == kNoFigure || (!is_small(figures.value) && !nobody)) return std::nullopt;
    return SmallCount{"value", ShowCount(figures.value)};
  }
  if (figures.numerator == kNoFigure || figures.denominator == kNoFigure) return std::nullopt;
  const std::string both =
      StrCat(ShowCount(figures.numerator), "/", ShowCount(figures.denominator));
  if (is_small(figures.denominator)) return SmallCount{"denominator", both};
  const bool nobody = limits.sensitive && figures.numerator == 0;
  if (is_small(figures.numerator) || nobody) return SmallCount{"numerator", both};
  if (counts == Counts::kParts) return std::nullopt;
  const Int128 others = Int128{figures.denominator} - figures.numerator;
  if (!is_small(others) && !(limits.sensitive && others == 0)) return std::nullopt;
  return SmallCount{"numerator", both};
}

// The indicator and those that share a count with it.
std::string HiddenTogether(const CatalogueIndex& catalogue, const v1::Indicator& indicator) {
  std::vector<std::string_view> ids = {indicator.id()};
  const auto add = [&](std::string_view id) {
    if (!id.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  add(indicator.denominator_indicator());
  for (const v1::Indicator& other : catalogue.catalogue().indicators()) {
    if (!other.denominator_indicator().empty() &&
        std::ranges::find(ids, other.denominator_indicator()) != ids.end()) {
      add(other.id());
    }
  }
  return JoinIds(ids);
}

bool IsPart(const ObservationKey& key) {
  return std::ranges::any_of(key.codes, [](Symbol code) { return code != kTotal; });
}

}  // namespace

void CheckSmallCounts(ReportCheck& check) {
  std::vector<std::optional<Limits>> limits(check.uses.size());  // by indicator
  for (uint32_t i = 0; i < check.rows.size(); ++i) {
    const CheckedRow& row = check.rows[i];
    if (row.indicator == nullptr || !row.readable || !row.has_key) continue;
    const v1::Indicator& indicator = *row.indicator->index->indicator;
    auto& known = limits[row.indicator->number];
    if (!known) known = LimitsOf(check.catalogue, indicator.id());
    if (known->k == 0) continue;
    const std::optional<SmallCount> small = FindSmallCount(row, *known);
    if (!small) continue;
    check.AddRow(IsPart(row.key) ? "OBS_SMALL_COUNT_IN_PART" : "OBS_SMALL_COUNT", i, small->leaf,
                 small->got, HiddenTogether(check.catalogue, indicator));
  }
}

}  // namespace samlad::domain
