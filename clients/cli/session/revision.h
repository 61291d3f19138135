// SPDX-License-Identifier: EUPL-1.2
//
// Which revision of a report is in force at the gateway, and what the gateway says
// to a report that could be read only in part.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_REVISION_H_
#define SAMLAD_CLIENTS_CLI_SESSION_REVISION_H_

#include <optional>

#include "absl/status/statusor.h"
#include "clients/cli/session/report_input.h"
#include "clients/sdk/client.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

// nullopt if no revision was accepted yet, or if the caller may not list
// reports; the gateway then answers the attempt itself. Errors are the
// gateway's.
absl::StatusOr<std::optional<v1::ReportSummary>> RevisionInForce(sdk::Client& client,
                                                                 const v1::Report& report);

// Has the gateway check what could be read of the files, so that all findings come
// in one go: input.findings become those of both. If it cannot, they stay.
void CheckReadablePart(sdk::Client& client, ReportInput& input);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_REVISION_H_
