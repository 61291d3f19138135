// SPDX-License-Identifier: EUPL-1.2
//
// Prose in an edition: it becomes public, so the coordinator approves it first.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_PROSE_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_PROSE_H_

#include <span>
#include <string>

#include "absl/status/status.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// Leaves out prose of reports that the coordinator has not approved, and names it in
// `summary`; and there, too, what else names a small number or what looks like an
// identity number and is not among `approved`: that is left out, too, if `leave_out`.
void ApproveProse(std::span<const std::string> approved, bool leave_out, v1::View& view,
                  v1::EditionSummary& summary);

// FAILED_PRECONDITION (case PROSE_UNAPPROVED), naming the first kProseNamesMax, if the
// summary has prose to approve.
absl::Status CheckProse(const v1::EditionSummary& summary);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_PROSE_H_
