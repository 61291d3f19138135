// SPDX-License-Identifier: EUPL-1.2
//
// samlad report show | coordinate show: one revision, what was decided on it,
// what it says, and how it differs from the one before.

#include <memory>
#include <string>
#include <utility>

#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/text/review_text.h"
#include "clients/cli/text/revision_text.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/answer.h"
#include "gateway/domain/validation/check_content.h"

namespace samlad::cli {
namespace {

struct ShowOptions {
  uint64_t position = 0;
  std::string format;
  bool full = false;
};

absl::StatusOr<RevisionResult> ReadRevision(sdk::Client& client, uint64_t position) {
  auto response = client.GetRevision(position);
  if (!response.ok()) return response.status();
  RevisionResult result;
  if (!result.mutable_report()->ParseFromString(response->report())) {
    return absl::DataLossError("the gateway's report cannot be parsed");
  }
  result.mutable_summary()->Swap(response->mutable_summary());
  result.mutable_changes()->Swap(response->mutable_changes());
  result.set_prose_changed(response->prose_changed());
  return result;
}

// What a reviewer should know: warnings, and the sender's answers to them. Findings
// are not stored, so they are made again with the catalogue of that moment. None if
// the caller may not read it.
absl::Status AddWarnings(sdk::Client& client, RevisionResult& result) {
  // The tree size: the entries before the report.
  auto catalogue = client.GetCatalogue(result.summary().position());
  if (absl::IsPermissionDenied(catalogue.status())) return absl::OkStatus();
  if (!catalogue.ok()) return catalogue.status();
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(std::move(*catalogue->mutable_catalogue()),
                                                   catalogue->position(), symbols);
  for (v1::Finding& finding :
       domain::CheckContent(result.report(), *index, /*reopened=*/true).findings) {
    if (finding.severity() == v1::SEVERITY_WARNING || domain::IsAnswered(finding)) {
      result.add_findings()->Swap(&finding);
    }
  }
  return absl::OkStatus();
}

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

absl::StatusOr<uint64_t> FindOwn(sdk::Client& client, const v1::ReportSummary& report) {
  const auto listed = client.ListReports("");
  if (!listed.ok()) return listed.status();
  Earlier earlier(report);
  for (const v1::ReportSummary& one : listed->reports()) {
    if (one.organisation() != report.organisation() || !IsInForce(one)) continue;
    earlier.Consider(one.obligation(), one.period(), one.position());
  }
  return earlier.position;
}

absl::StatusOr<uint64_t> FindAnybodys(sdk::Client& client, const v1::ReportSummary& report) {
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

ExitCode ShowRevision(const Context& context, const ShowOptions& options, Whose whose) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  auto result = ReadRevision(*client, options.position);
  if (!result.ok()) return context.FailCall(result.status());
  if (absl::Status added = AddWarnings(*client, *result); !added.ok()) {
    return context.FailCall(added);
  }
  if (options.format == "json") {
    context.out() << ToJson(*result);
    return ExitCode::kDone;
  }
  const auto before = whose == Whose::kOwn ? FindOwn(*client, result->summary())
                                           : FindAnybodys(*client, result->summary());
  // An organisation that may read the report may not always read the others.
  if (!before.ok() && !absl::IsPermissionDenied(before.status())) {
    return context.FailCall(before.status());
  }
  absl::StatusOr<RevisionResult> previous = absl::NotFoundError("");
  if (before.ok() && *before != 0) {
    previous = ReadRevision(*client, *before);
    if (!previous.ok()) return context.FailCall(previous.status());
  }
  PrintRevision(*result, previous.ok() ? &previous->report() : nullptr,
                options.full ? Extent::kWhole : Extent::kDifference, context.language(),
                context.environment().zone, context.out());
  return ExitCode::kDone;
}

}  // namespace

void AddShowCommand(CLI::App& group, Context& context, Whose whose) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command =
      group.add_subcommand("show", "One revision: the decision, its content, or its changes");
  command->add_option("POSITION", options->position, "Position of the accepted report")->required();
  command->add_flag("--full", options->full,
                    "Show all content of a correction, not only the changes");
  AddFormat(*command, options->format);
  command->callback([&context, options, whose] {
    context.action = [&context, options, whose] { return ShowRevision(context, *options, whose); };
  });
}

}  // namespace samlad::cli
