// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/revision.h"

namespace samlad::cli {

absl::StatusOr<std::optional<v1::ReportSummary>> RevisionInForce(sdk::Client& client,
                                                                 const v1::Report& report) {
  const auto response = client.ListReports(report.period());
  if (absl::IsPermissionDenied(response.status())) return std::nullopt;
  if (!response.ok()) return response.status();
  for (const v1::ReportSummary& summary : response->reports()) {
    if (!summary.superseded() && summary.organisation() == report.organisation() &&
        summary.obligation() == report.obligation() && summary.period() == report.period()) {
      return summary;
    }
  }
  return std::nullopt;
}

}  // namespace samlad::cli
