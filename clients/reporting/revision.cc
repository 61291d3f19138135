// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/revision.h"

#include <string>
#include <utility>
#include <vector>

#include "clients/cli/text/review_text.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/answer.h"
#include "gateway/domain/validation/check_content.h"

namespace samlad::reporting {
namespace {

// The report in force for the latest period before that of a report.
struct Earlier {
  explicit Earlier(const v1::ReportSummary& report) : report(report) {}

  // Names of periods sort as text: those of years among themselves, and so
  // those of parts of years.
  void Consider(const std::string& obligation, const std::string& of_period, uint64_t at) {
    if (obligation == report.obligation() && of_period.size() == report.period().size() &&
        of_period < report.period() && of_period > period) {
      period = of_period;
      position = at;
    }
  }

  const v1::ReportSummary& report;
  std::string period;
  uint64_t position = 0;  // 0: there is none
};

}  // namespace

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

absl::StatusOr<Revision> ReadRevision(sdk::Client& client, uint64_t position) {
  auto response = client.GetRevision(position);
  if (!response.ok()) return response.status();
  Revision revision;
  if (!revision.report.ParseFromString(response->report())) {
    return absl::DataLossError("the gateway's report cannot be parsed");
  }
  revision.summary.Swap(response->mutable_summary());
  revision.changes.Swap(response->mutable_changes());
  revision.prose_changed = response->prose_changed();
  return revision;
}

absl::Status AddWarnings(sdk::Client& client, Revision& revision) {
  // The tree size: the entries before the report.
  auto catalogue = client.GetCatalogue(revision.summary.position());
  if (absl::IsPermissionDenied(catalogue.status())) return absl::OkStatus();
  if (!catalogue.ok()) return catalogue.status();
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(std::move(*catalogue->mutable_catalogue()),
                                                   catalogue->position(), symbols);
  for (v1::Finding& finding :
       domain::CheckContent(revision.report, *index, /*reopened=*/true).findings) {
    if (finding.severity() == v1::SEVERITY_WARNING || domain::IsAnswered(finding)) {
      revision.findings.Add(std::move(finding));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> FindOwnBefore(sdk::Client& client, const v1::ReportSummary& report) {
  const auto listed = client.ListReports("");
  if (!listed.ok()) return listed.status();
  Earlier earlier(report);
  for (const v1::ReportSummary& one : listed->reports()) {
    if (one.organisation() != report.organisation() || !cli::IsInForce(one)) continue;
    earlier.Consider(one.obligation(), one.period(), one.position());
  }
  return earlier.position;
}

absl::StatusOr<uint64_t> FindAnybodysBefore(sdk::Client& client, const v1::ReportSummary& report) {
  v1::GetTrailRequest request;
  request.set_organisation(report.organisation());
  const auto trail = client.GetTrail(request);
  if (!trail.ok()) return trail.status();
  Earlier earlier(report);
  for (const v1::TrailRow& row : trail->rows()) {
    const v1::ObligationState& owed = row.obligation();
    if (owed.position() == 0 || owed.state() == v1::REPORT_STATE_RETURNED) continue;
    earlier.Consider(owed.obligation(), owed.period(), owed.position());
  }
  return earlier.position;
}

}  // namespace samlad::reporting
