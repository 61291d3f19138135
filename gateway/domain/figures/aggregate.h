// SPDX-License-Identifier: EUPL-1.2
//
// What organisations reported for one figure of a view, put together, and the
// figure that this gives: value or code, flags, coverage, positions. Totals,
// breakdowns and figures over years are all made here.

#ifndef SAMLAD_GATEWAY_DOMAIN_FIGURES_AGGREGATE_H_
#define SAMLAD_GATEWAY_DOMAIN_FIGURES_AGGREGATE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "gateway/domain/figures/consolidate.h"
#include "gateway/domain/figures/figures.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// Whether a reported figure is a number that follows `definition`. One that
// follows another version is not mixed in, because it answers another question.
bool HasUsableFigure(const ReportedFigure& reported, const v1::Indicator& definition);

struct Aggregate {
  std::vector<PartOfSum> parts;          // usable; one organisation may have several
  std::vector<uint32_t> reporters;       // organisations of `parts`, ascending
  std::vector<uint32_t> not_applicable;  // organisations for which it cannot exist, ascending
  std::vector<uint64_t> positions;       // of all that was added, as added
  std::vector<uint64_t> used;            // those of `parts`
  bool unusable = false;                 // somebody answered without a usable figure
  bool provisional = false, estimated = false, revised = false;

  // Empties the aggregate; its memory is kept for the next figure.
  void Clear();
  // In ascending order of organisations.
  void Add(const ReportedFigure& reported, const v1::Indicator& definition);
  // Adds the same figure of another period.
  void AddPeriod(const Aggregate& other);
};

// Declared weights of organisations by number in the Prefix.
using Weights = std::vector<uint32_t>;
Weights WeightsOf(const Prefix& prefix);

// How many reported of how many expected. Expected are the reporting
// organisations except those for which the figure cannot exist, because these
// have answered and would otherwise look late for ever.
v1::Coverage CoverageOf(const Aggregate& aggregate,
                        std::span<const uint32_t> reporting_organisations, const Weights& weights);

// Replaces the value by the code for confidential, whatever the reason for
// hiding it. Flags are removed too, because a flag would show that the figure
// behind it changed.
void Hide(v1::Figure& figure);

// Writes all but period and version into `figure`; returns the value in micros,
// nullopt where there is none. `hidden`: a value, if anybody reported one, is
// withheld; that nobody did is no secret, because the coverage says it.
std::optional<Int128> WriteFigure(const Aggregate& aggregate, const v1::Indicator& definition,
                                  const v1::Coverage& coverage, bool hidden, bool is_break,
                                  v1::Figure& figure);

// Adds the numbers from which a figure with a value was computed, and leaves only
// the positions of reports that contributed to it. For editions.
void WriteParts(const Aggregate& aggregate, const v1::Indicator& definition, v1::Figure& figure);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_AGGREGATE_H_
