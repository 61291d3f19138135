// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/container/flat_hash_map.h"

namespace samlad::domain {
namespace {

bool SameKey(const Statement& a, const Statement& b) {
  return std::tie(a.indicator, a.period, a.organisation) ==
         std::tie(b.indicator, b.period, b.organisation);
}

// Whether a superseded statement of the same report gave another figure. One
// that gave none (missing, not applicable) was never published, so a figure
// that takes its place is new rather than revised.
bool Revises(const Statement& later, const Statement& earlier) {
  const bool earlier_has_figure = !(earlier.share == Share{});
  return later.chain == earlier.chain && earlier_has_figure && !(later.share == earlier.share);
}

}  // namespace

FigureTable::FigureTable(const Prefix& prefix, const IndicatorTable& indicators,
                         std::span<const std::string> periods)
    : period_count_(static_cast<uint32_t>(periods.size())) {
  Collect(prefix, indicators, periods);
  KeepThoseInForce(prefix);
  CollectDebtors(prefix, indicators, periods);
  statements_begin_.assign(size_t{indicators.size()} * period_count_ + 1, 0);
  for (const Statement& statement : statements_) {
    ++statements_begin_[Cell(statement.indicator, statement.period) + 1];
  }
  for (size_t cell = 1; cell < statements_begin_.size(); ++cell) {
    statements_begin_[cell] += statements_begin_[cell - 1];
  }
}

std::span<const Statement> FigureTable::Statements(uint32_t indicator, uint32_t period) const {
  const size_t cell = Cell(indicator, period);
  return std::span(statements_)
      .subspan(statements_begin_[cell], statements_begin_[cell + 1] - statements_begin_[cell]);
}

std::span<const uint32_t> FigureTable::Debtors(uint32_t indicator, uint32_t period) const {
  return debtors_[Cell(indicator, period)];
}

void FigureTable::Collect(const Prefix& prefix, const IndicatorTable& indicators,
                          std::span<const std::string> periods) {
  std::vector<std::optional<uint32_t>> wanted(prefix.periods.size());
  for (uint32_t i = 0; i < periods.size(); ++i) {
    if (const auto number = prefix.periods.Find(periods[i])) wanted[*number] = i;
  }
  for (const Revision& revision : prefix.revisions) {
    const Chain& chain = prefix.chains[revision.chain];
    if (!wanted[chain.period] || revision.report->observations == nullptr) continue;
    const Observations& rows = *revision.report->observations;
    for (uint32_t row = 0; row < rows.totals; ++row) {
      const uint32_t indicator = indicators.Find(rows.indicator[row]);
      if (indicator == IndicatorTable::kUnknown) continue;
      statements_.push_back({.indicator = indicator,
                             .period = *wanted[chain.period],
                             .organisation = chain.organisation,
                             .chain = revision.chain,
                             .position = revision.position,
                             .version = rows.version[row],
                             .status = static_cast<v1::ObservationStatus>(rows.status[row]),
                             .share = ShareAt(rows, row)});
    }
  }
}

// Leaves, of each organisation's statements, the last one in force, marked if
// it revises an earlier one.
void FigureTable::KeepThoseInForce(const Prefix& prefix) {
  std::ranges::sort(statements_, {}, [](const Statement& s) {
    return std::tuple(s.indicator, s.period, s.organisation, s.position);
  });
  size_t kept = 0;
  for (size_t begin = 0, end = 0; begin < statements_.size(); begin = end) {
    std::optional<size_t> last;
    for (end = begin; end < statements_.size() && SameKey(statements_[begin], statements_[end]);
         ++end) {
      const Statement& statement = statements_[end];
      if (prefix.chains[statement.chain].latest == statement.position) last = end;
    }
    if (!last) continue;  // no longer said by the revision in force
    Statement winner = statements_[*last];
    for (size_t earlier = begin; earlier < *last; ++earlier) {
      winner.revised = winner.revised || Revises(winner, statements_[earlier]);
    }
    statements_[kept++] = winner;
  }
  statements_.resize(kept);
}

void FigureTable::CollectDebtors(const Prefix& prefix, const IndicatorTable& indicators,
                                 std::span<const std::string> periods) {
  debtors_.resize(size_t{indicators.size()} * period_count_);
  for (const v1::Obligation& obligation : prefix.catalogue->catalogue().obligations()) {
    std::vector<uint32_t> organisations;
    for (const v1::Organisation* debtor : prefix.catalogue->Debtors(obligation)) {
      organisations.push_back(*prefix.organisations.Find(debtor->id()));
    }
    for (const v1::DuePeriod& due : obligation.periods()) {
      const auto at = std::ranges::find(periods, due.period());
      if (at == periods.end()) continue;
      for (const std::string& id : obligation.indicators()) {
        const uint32_t indicator = indicators.Find(id);
        if (indicator == IndicatorTable::kUnknown) continue;
        auto& cell = debtors_[Cell(indicator, static_cast<uint32_t>(at - periods.begin()))];
        cell.insert(cell.end(), organisations.begin(), organisations.end());
      }
    }
  }
  for (std::vector<uint32_t>& cell : debtors_) {
    std::ranges::sort(cell);
    cell.erase(std::unique(cell.begin(), cell.end()), cell.end());
  }
}

}  // namespace samlad::domain
