// SPDX-License-Identifier: EUPL-1.2
//
// What single reports say about the figures of an edition: the numbers that it is
// made of, which the edition itself need not show.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_REPORTED_PARTS_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_REPORTED_PARTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/edition/edition_figures.h"
#include "gateway/domain/figures/consolidate.h"
#include "gateway/domain/log/facts.h"

namespace samlad::domain {

// Not thread-safe; the facts and the catalogue must outlive it.
class ReportedParts {
 public:
  ReportedParts(const Facts& facts, const CatalogueIndex& catalogue)
      : facts_(facts), catalogue_(catalogue) {}

  // What the report at `position` adds to a figure of these codes: reported, or
  // summed over parts that are the whole of it, as in a view (view/cells.h). nullopt
  // if it adds nothing that is known: not reported, not usable, or released.
  std::optional<PartOfSum> Find(uint64_t position, const v1::Indicator& definition,
                                const FigureCodes& codes);

  // Whether `later` says less than `earlier` in any figure of these indicators that
  // both have, so that nothing accumulated from one to the other.
  bool Shrinks(uint64_t earlier, uint64_t later,
               const std::vector<const v1::Indicator*>& definitions);

 private:
  using Rows = absl::flat_hash_map<ObservationKey, uint32_t>;
  const Rows& RowsOf(uint64_t position);
  const Observations& ObservationsAt(uint64_t position) const;
  std::optional<ObservationKey> Resolve(const v1::Indicator& definition,
                                        const FigureCodes& codes) const;
  std::optional<PartOfSum> FindKey(uint64_t position, const v1::Indicator& definition,
                                   const ObservationKey& key, bool& cannot_exist);
  std::optional<PartOfSum> SumOfParts(uint64_t position, const v1::Indicator& definition,
                                      const ObservationKey& key, size_t dimension);

  const Facts& facts_;
  const CatalogueIndex& catalogue_;
  std::map<uint64_t, Rows> rows_;  // by position; references to it stay valid
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_REPORTED_PARTS_H_
