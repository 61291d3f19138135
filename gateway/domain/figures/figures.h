// SPDX-License-Identifier: EUPL-1.2
//
// What the organisations say, in force, of every indicator in a few periods,
// and who owes an answer. A report that was sent back or withdrawn says
// nothing, and what it replaced does not come back; one that waits for approval
// counts and is marked.

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

// What one organisation says of one indicator for one period.
struct Statement {
  uint32_t organisation = 0;  // number in the Prefix
  uint32_t revision = 0;      // number in the Prefix
  uint64_t position = 0;
  uint32_t version = 0;  // of the definition that it follows
  v1::ObservationStatus status = v1::OBSERVATION_STATUS_UNSPECIFIED;
  bool revised = false;       // an earlier revision of the same report said otherwise
  bool under_review = false;  // its report waits for the coordinator's approval
  Share share;
};

// Immutable.
class FigureTable {
 public:
  // The statements and reporting organisations of `periods` ("2024", "2025").
  // An organisation that answers for an indicator under two obligations is taken at its word
  // under the first of them, in the catalogue's order, that has a figure.
  FigureTable(const Prefix& prefix, const IndicatorTable& indicators,
              std::span<const std::string> periods);

  // At most one an organisation, by organisation.
  std::span<const Statement> Statements(uint32_t indicator, uint32_t period) const;
  // Organisations that must report the indicator for the period: under an obligation
  // that lists it, holds for the period, binds them and was not waived. Ascending.
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
  std::vector<Statement> statements_;     // by indicator, period, organisation
  std::vector<size_t> statements_begin_;  // by cell; one more at the end
  std::vector<std::vector<uint32_t>> reporting_organisations_;  // by cell
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_FIGURES_H_
