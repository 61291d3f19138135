// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/revision.h"

#include <vector>

#include "gateway/domain/validation/check_content.h"

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

void CheckReadablePart(sdk::Client& client, ReportInput& input) {
  if (!domain::MissingHead(input.report).empty()) return;
  const auto revision = RevisionInForce(client, input.report);
  if (!revision.ok()) return;
  const uint64_t replaces = *revision ? (*revision)->position() : 0;
  CheckWhatWasRead(
      [&](const v1::Report& report) -> std::optional<std::vector<v1::Finding>> {
        const auto response = client.Validate(report.SerializeAsString(), replaces);
        if (!response.ok()) return std::nullopt;
        return std::vector<v1::Finding>(response->findings().begin(), response->findings().end());
      },
      input);
}

}  // namespace samlad::cli
