// SPDX-License-Identifier: EUPL-1.2
//
// What organisations say of one figure, gathered, and the figure that comes of
// it: value or code, flags, coverage, positions. Totals, breakdowns and figures
// over years are all made here.

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

// Whether a statement has a figure that answers the question of `definition`.
// One that follows another version answers another question: it is not mixed
// in.
bool HasUsableFigure(const Statement& statement, const v1::Indicator& definition);

struct Aggregate {
  std::vector<Share> shares;             // usable; several of one organisation are its parts
  std::vector<uint32_t> reporters;       // organisations of the shares, ascending
  std::vector<uint32_t> not_applicable;  // organisations for which it cannot exist, ascending
  std::vector<uint64_t> positions;       // of all that was added, as added
  bool unusable = false;                 // somebody answered without a usable figure
  bool provisional = false, estimated = false, revised = false;

  // As new, but keeps its memory.
  void Clear();
  // In ascending order of organisations.
  void Add(const Statement& statement, const v1::Indicator& definition);
  // What another period says of the same figure.
  void AddPeriod(const Aggregate& other);
};

// Declared weights of organisations by number in the Prefix.
using Weights = std::vector<uint32_t>;
Weights WeightsOf(const Prefix& prefix);

// Reported of expected: the reporting organisations but for those to whom it does not apply. An
// organisation for which the figure cannot exist has answered; counting it
// among those that owe one would make it look late for ever.
v1::Coverage CoverageOf(const Aggregate& aggregate,
                        std::span<const uint32_t> reporting_organisations, const Weights& weights);

// What is left of a figure that is hidden: the same whatever the reason. A flag
// would tell that the figure behind it moved, so flags go too.
void Hide(v1::Figure& figure);

// Writes all but period and version into `figure`; returns the value in micros,
// nullopt where there is none. `hidden`: the value is withheld.
std::optional<Int128> WriteFigure(const Aggregate& aggregate, const v1::Indicator& definition,
                                  const v1::Coverage& coverage, bool hidden, bool is_break,
                                  v1::Figure& figure);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FIGURES_AGGREGATE_H_
