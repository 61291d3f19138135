// SPDX-License-Identifier: EUPL-1.2
//
// One revision of a report, for people who decide on it.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_REVISION_TEXT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_REVISION_TEXT_H_

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "clients/board/language.h"
#include "clients/cli/results.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

// The codes of area, sex, age, background and category, in this order; empty: not
// split.
std::vector<std::string_view> CodesOf(const v1::Observation& one);
// "F 18-24"; empty: not split.
std::string BreakdownOf(const v1::Observation& one);
// "104/243 = 42.8 (n 12) estimated"
std::string FigureOf(const v1::Observation& one, board::Language language);

// A figure in two reports; null: that report does not have it.
struct FigurePair {
  const v1::Observation* before = nullptr;
  const v1::Observation* now = nullptr;
};
// The figures of `now`, in its order, each next to that of `before`; then those that
// only `before` has. Both reports must outlive the result.
std::vector<FigurePair> PairFigures(const v1::Report& before, const v1::Report& now);

enum class Extent { kDifference, kWhole };

// Prints the state of the revision and the decisions on it; of a correction,
// its changes; of a first revision, and with kWhole of any, its whole content.
// Figures of `previous`, the report for the period before, are printed next to
// its own; null: there is none.
void PrintRevision(const RevisionResult& result, const v1::Report* previous, Extent extent,
                   board::Language language, const absl::TimeZone& zone, std::ostream& out);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_REVISION_TEXT_H_
