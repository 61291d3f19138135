// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/baselines.h"

#include <algorithm>
#include <string_view>

#include "clients/board/page/reading.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"

namespace samlad::board {
namespace {

int DecimalsIn(std::string_view decimal) {
  const size_t point = decimal.find('.');
  return point == decimal.npos ? 0 : static_cast<int>(decimal.size() - point - 1);
}

// Whether the edition says that nobody is protected, and there is one definition only.
bool MayTell(const v1::Edition& edition, const v1::Catalogue& catalogue, std::string_view id) {
  const auto is_it = [id](const v1::Indicator& one) { return one.id() == id; };
  const auto protects = [id](const v1::Indicator& one) {
    return one.id() == id && one.protection().k() != 0;
  };
  return std::ranges::count_if(edition.definitions(), is_it) == 1 &&
         std::ranges::none_of(edition.definitions(), protects) &&
         std::ranges::count_if(catalogue.indicators(), is_it) == 1;
}

const v1::Target* TargetOf(const v1::Catalogue& catalogue, const v1::IndicatorRow& row) {
  for (const v1::Target& target : catalogue.targets()) {
    if (target.indicator() == row.indicator() && target.period() == row.target_period() &&
        target.value() == row.target() && !target.baseline().empty()) {
      return &target;
    }
  }
  return nullptr;
}

}  // namespace

Baselines BaselinesOf(const v1::Edition& edition, const v1::View& view,
                      const v1::Catalogue& catalogue) {
  Baselines baselines;
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows()) {
      const v1::Target* target = row.target().empty() ? nullptr : TargetOf(catalogue, row);
      if (target == nullptr || !MayTell(edition, catalogue, row.indicator())) continue;
      baselines[row.indicator()] = {target->baseline(), target->baseline_period()};
    }
  }
  return baselines;
}

std::optional<std::string> OnTheLine(const v1::IndicatorRow& row, const Baseline& baseline) {
  const auto from = domain::ParseDecimal(baseline.value);
  const auto to = domain::ParseDecimal(row.target());
  const auto begin = domain::ParsePeriod(baseline.period);
  const auto end = domain::ParsePeriod(row.target_period());
  const auto now = domain::ParsePeriod(row.figure().period());
  if (!HasValue(row.figure()) || !from || !to || !begin || !end || !now) return std::nullopt;
  const int length = domain::EndInThirds(*end) - domain::EndInThirds(*begin);
  const int gone = domain::EndInThirds(*now) - domain::EndInThirds(*begin);
  if (begin->third != end->third || gone < 0 || gone >= length) return std::nullopt;
  const domain::Int128 way = domain::Int128{to->micros} - from->micros;
  const domain::Int128 line = from->micros + way * gone / length;
  const int decimals = std::max(
      {DecimalsIn(row.figure().value()), DecimalsIn(row.target()), DecimalsIn(baseline.value)});
  std::string text = domain::FormatMicros(line, decimals);
  const auto shown = domain::ParseDecimal(text);
  if (!shown || shown == domain::ParseDecimal(row.figure().value())) return std::nullopt;
  return text;
}

}  // namespace samlad::board
