// SPDX-License-Identifier: EUPL-1.2
//
// Where the ways to an edition's targets begin. A view has no baselines, because the
// one of a protected indicator would tell a small count; those of indicators that
// protect nobody are in the catalogue for everybody to read. Pure.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_BASELINES_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_BASELINES_H_

#include <map>
#include <optional>
#include <string>

#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

struct Baseline {
  std::string value;  // decimal
  std::string period;
};
// By indicator.
using Baselines = std::map<std::string, Baseline, std::less<>>;

// Of the targets that the edition's view shows, by the catalogue of its moment.
// Left out: an indicator that the edition protects (k is not 0) or does not define, or
// that had another definition when the way began.
Baselines BaselinesOf(const v1::Edition& edition, const v1::View& view,
                      const v1::Catalogue& catalogue);

// What a figure on the straight line to the target would be in the row's period, with
// as many decimals as the longest of the three; nullopt: the row has no value or no
// target that is still to come, or the line cannot be told from the value.
std::optional<std::string> OnTheLine(const v1::IndicatorRow& row, const Baseline& baseline);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_BASELINES_H_
