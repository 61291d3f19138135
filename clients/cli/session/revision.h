// SPDX-License-Identifier: EUPL-1.2
//
// Which revision of a report is in force at the gateway.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_REVISION_H_
#define SAMLAD_CLIENTS_CLI_SESSION_REVISION_H_

#include <optional>

#include "absl/status/statusor.h"
#include "clients/sdk/client.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

// nullopt if no revision was accepted yet, or if the caller may not list
// reports; the gateway then answers the attempt itself. Errors are the
// gateway's.
absl::StatusOr<std::optional<v1::ReportSummary>> RevisionInForce(sdk::Client& client,
                                                                 const v1::Report& report);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_REVISION_H_
