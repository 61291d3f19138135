// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/revision.h"

#include <vector>

#include "gateway/domain/validation/check_content.h"
#include "gateway/formats/readable_part.h"

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
  ReadIds(client, input);
  const formats::ReadablePart part(input.loaded, input.places, input.report);
  if (!domain::MissingHead(part.report()).empty()) return;
  const auto revision = RevisionInForce(client, part.report());
  if (!revision.ok()) return;
  const auto response =
      client.Validate(part.report().SerializeAsString(), *revision ? (*revision)->position() : 0);
  if (!response.ok()) return;
  input.findings = FindingsOfBoth(
      input, part,
      std::vector<v1::Finding>(response->findings().begin(), response->findings().end()));
}

}  // namespace samlad::cli
