// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/figures/figures.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace samlad::domain {
namespace {

const Observations& RowsOf(const Revision& revision) { return *revision.report->observations; }

// Whether a superseded revision of the same report had another figure. If it had
// none (missing, not applicable), the figure of now is new rather than revised,
// because no other was published.
bool Revises(const ReportedFigure& now, const PartOfSum& before) {
  return before != PartOfSum{} && before != now.part;
}

}  // namespace

FigureTable::FigureTable(const Prefix& prefix, const IndicatorTable& indicators,
                         std::span<const std::string> periods)
    : period_count_(static_cast<uint32_t>(periods.size())) {
  std::vector<Mention> mentions = FindMentions(prefix, indicators, periods);
  std::ranges::sort(mentions, {}, [](const Mention& m) { return std::pair(m.key, m.revision); });
  reported_figures_begin_.assign(size_t{indicators.size()} * period_count_ + 1, 0);
  KeepThoseInForce(prefix, mentions);
  for (size_t cell = 1; cell < reported_figures_begin_.size(); ++cell) {
    reported_figures_begin_[cell] += reported_figures_begin_[cell - 1];
  }
  CollectReportingOrganisations(prefix, indicators, periods);
}

std::span<const ReportedFigure> FigureTable::ReportedFigures(uint32_t indicator,
                                                             uint32_t period) const {
  const size_t cell = Cell(indicator, period);
  return std::span(reported_figures_)
      .subspan(reported_figures_begin_[cell],
               reported_figures_begin_[cell + 1] - reported_figures_begin_[cell]);
}

std::span<const uint32_t> FigureTable::ReportingOrganisations(uint32_t indicator,
                                                              uint32_t period) const {
  return reporting_organisations_[Cell(indicator, period)];
}

std::vector<FigureTable::Mention> FigureTable::FindMentions(
    const Prefix& prefix, const IndicatorTable& indicators,
    std::span<const std::string> periods) const {
  std::vector<std::optional<uint32_t>> wanted(prefix.periods.size());
  for (uint32_t i = 0; i < periods.size(); ++i) {
    if (const auto number = prefix.periods.Find(periods[i])) wanted[*number] = i;
  }
  std::vector<Mention> mentions;
  for (uint32_t i = 0; i < prefix.revisions.size(); ++i) {
    const Revision& revision = prefix.revisions[i];
    const NumberedHistory& history = prefix.histories[revision.history];
    if (!wanted[history.period] || revision.report->observations == nullptr) continue;
    const Observations& rows = RowsOf(revision);
    for (uint32_t row = 0; row < rows.totals; ++row) {
      const uint32_t indicator = indicators.Find(rows.indicator[row]);
      if (indicator == IndicatorTable::kUnknown) continue;
      const uint64_t cell = Cell(indicator, *wanted[history.period]);
      mentions.push_back({.key = cell << 32 | history.organisation, .revision = i, .row = row});
    }
  }
  return mentions;
}

// Takes one mention in force of each organisation and indicator: one with a
// figure before one without, then the first by obligation. It is marked if it
// revises an earlier one. The order of the reports does not matter, because a
// report that is sent again unchanged must change nothing. `mentions` are sorted.
void FigureTable::KeepThoseInForce(const Prefix& prefix, std::span<const Mention> mentions) {
  for (size_t begin = 0, end = 0; begin < mentions.size(); begin = end) {
    std::optional<size_t> best;
    std::pair<bool, uint32_t> best_rank;
    for (end = begin; end < mentions.size() && mentions[end].key == mentions[begin].key; ++end) {
      const Revision& revision = prefix.revisions[mentions[end].revision];
      if (!prefix.InForce(revision)) continue;
      const std::pair rank(PartOfSumAt(RowsOf(revision), mentions[end].row) == PartOfSum{},
                           prefix.histories[revision.history].obligation);
      if (best && best_rank < rank) continue;
      best = end;
      best_rank = rank;
    }
    if (!best) continue;  // the revision in force does not have it any more
    const Revision& revision = prefix.revisions[mentions[*best].revision];
    const Observations& rows = RowsOf(revision);
    const uint32_t row = mentions[*best].row;
    ReportedFigure reported{
        .organisation = prefix.histories[revision.history].organisation,
        .revision = mentions[*best].revision,
        .position = revision.position,
        .version = rows.version[row],
        .status = static_cast<v1::ObservationStatus>(rows.status[row]),
        .under_review = prefix.IsUnderReview(prefix.histories[revision.history]),
        .part = PartOfSumAt(rows, row)};
    for (const Mention& earlier : mentions.subspan(begin, *best - begin)) {
      const Revision& superseded = prefix.revisions[earlier.revision];
      if (superseded.history != revision.history) continue;
      reported.revised |= Revises(reported, PartOfSumAt(RowsOf(superseded), earlier.row));
    }
    reported_figures_.push_back(reported);
    ++reported_figures_begin_[(mentions[begin].key >> 32) + 1];
  }
}

void FigureTable::CollectReportingOrganisations(const Prefix& prefix,
                                                const IndicatorTable& indicators,
                                                std::span<const std::string> periods) {
  reporting_organisations_.resize(size_t{indicators.size()} * period_count_);
  for (const v1::Obligation& obligation : prefix.catalogue->catalogue().obligations()) {
    const uint32_t number = *prefix.obligations.Find(obligation.id());
    for (const v1::DuePeriod& due : obligation.periods()) {
      const auto at = std::ranges::find(periods, due.period());
      if (at == periods.end()) continue;
      const auto period = prefix.periods.Find(due.period());
      std::vector<uint32_t> organisations;
      for (const v1::Organisation* known :
           prefix.catalogue->ReportingOrganisations(obligation, due.period())) {
        const uint32_t organisation = *prefix.organisations.Find(known->id());
        if (period && prefix.IsWaived(organisation, number, *period)) continue;
        organisations.push_back(organisation);
      }
      for (const std::string& id : obligation.indicators()) {
        const uint32_t indicator = indicators.Find(id);
        if (indicator == IndicatorTable::kUnknown) continue;
        auto& cell =
            reporting_organisations_[Cell(indicator, static_cast<uint32_t>(at - periods.begin()))];
        cell.insert(cell.end(), organisations.begin(), organisations.end());
      }
    }
  }
  for (std::vector<uint32_t>& cell : reporting_organisations_) {
    std::ranges::sort(cell);
    cell.erase(std::unique(cell.begin(), cell.end()), cell.end());
  }
}

}  // namespace samlad::domain
