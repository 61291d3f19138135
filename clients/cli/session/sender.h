// SPDX-License-Identifier: EUPL-1.2
//
// Who sends reports with this command, and what an earlier run of it kept.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_SENDER_H_
#define SAMLAD_CLIENTS_CLI_SESSION_SENDER_H_

#include <string>

#include "clients/cli/session/context.h"
#include "clients/reporting/infer_head.h"
#include "clients/sdk/client.h"
#include "samlad/v1/report.pb.h"

namespace samlad::cli {

// By the certificate of the connection. Both arguments must outlive it.
reporting::Sender SenderOf(const Context& context, sdk::Client& client);

// The bytes that an earlier run kept in `folder` for such a report
// (submission_files.h); empty: there are none.
std::string KeptReportIn(const std::string& folder, const v1::Report& report);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_SENDER_H_
