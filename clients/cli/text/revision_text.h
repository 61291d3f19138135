// SPDX-License-Identifier: EUPL-1.2
//
// One revision of a report as people read it before they decide on it.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_REVISION_TEXT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_REVISION_TEXT_H_

#include <ostream>

#include "clients/board/language.h"
#include "clients/cli/results.pb.h"

namespace samlad::cli {

enum class Extent { kDifference, kWhole };

// Prints where the revision stands and what was decided on it; of a correction
// what it changed; of a first revision, and with kWhole of any, all that it
// says. Figures of `previous`, the report for the period before, stand beside
// its own; null: there is none.
void PrintRevision(const RevisionResult& result, const v1::Report* previous, Extent extent,
                   board::Language language, std::ostream& out);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_REVISION_TEXT_H_
