// SPDX-License-Identifier: EUPL-1.2
//
// The figures of every indicator that are in force in a few periods, and the
// organisations that must report them. A report that was sent back or withdrawn
// gives no figures, and the revision that it replaced does not come back. A
// report that waits for approval gives figures, which are marked.

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_FIGURES_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_FIGURES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gateway/domain/figures/consolidate.h"
#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/log/prefix.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// What one organisation reported for one indicator and period.
struct ReportedFigure {
  uint32_t organisation = 0;  // number in the Prefix
  uint32_t revision = 0;      // number in the Prefix
  uint64_t position = 0;
  uint32_t version = 0;  // of the definition that it follows
  v1::ObservationStatus status = v1::OBSERVATION_STATUS_UNSPECIFIED;
  bool revised = false;       // an earlier revision of the same report had another figure
  bool under_review = false;  // its report waits for the coordinator's approval
  PartOfSum part;
};

// Immutable.
class FigureTable {
 public:
  // The reported figures and reporting organisations of `periods` ("2024",
  // "2025"). If an organisation reports an indicator under two obligations, the
  // first of them in the catalogue's order that has a figure counts.
  FigureTable(const Prefix& prefix, const IndicatorTable& indicators,
              std::span<const std::string> periods);

  // At most one per organisation, ascending by organisation.
  std::span<const ReportedFigure> ReportedFigures(uint32_t indicator, uint32_t period) const;
  // Organisations that must report the indicator for the period, ascending: an
  // obligation that lists it applies to the period and to them and was not waived.
  std::span<const uint32_t> ReportingOrganisations(uint32_t indicator, uint32_t period) const;

 private:
  // One row of one revision. Small, because these are sorted.
  struct Mention {
    uint64_t key = 0;  // cell, then organisation
    uint32_t revision = 0, row = 0;
  };

  std::vector<Mention> FindMentions(const Prefix& prefix, const IndicatorTable& indicators,
                                    std::span<const std::string> periods) const;
  void KeepThoseInForce(const Prefix& prefix, std::span<const Mention> mentions);
  void CollectReportingOrganisations(const Prefix& prefix, const IndicatorTable& indicators,
                                     std::span<const std::string> periods);
  size_t Cell(uint32_t indicator, uint32_t period) const {
    return size_t{indicator} * period_count_ + period;
  }

  uint32_t period_count_ = 0;
  std::vector<ReportedFigure> reported_figures_;  // by indicator, period, organisation
  std::vector<size_t> reported_figures_begin_;    // by cell; one more at the end
  std::vector<std::vector<uint32_t>> reporting_organisations_;  // by cell
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_FIGURES_H_
