// SPDX-License-Identifier: EUPL-1.2
//
// samlad report show | coordinate show: one revision, what was decided on it,
// what it says, and how it differs from the one before.

#include <memory>
#include <string>
#include <utility>

#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/text/revision_text.h"
#include "clients/reporting/revision.h"

namespace samlad::cli {
namespace {

struct ShowOptions {
  uint64_t position = 0;
  std::string format;
  bool full = false;
};

RevisionResult RevisionResultOf(reporting::Revision revision) {
  RevisionResult result;
  result.mutable_summary()->Swap(&revision.summary);
  result.mutable_report()->Swap(&revision.report);
  result.mutable_changes()->Swap(&revision.changes);
  result.set_prose_changed(revision.prose_changed);
  result.mutable_findings()->Swap(&revision.findings);
  return result;
}

ExitCode ShowRevision(const Context& context, const ShowOptions& options, Whose whose) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  auto revision = reporting::ReadRevision(*client, options.position);
  if (!revision.ok()) return context.FailCall(revision.status());
  if (absl::Status added = reporting::AddWarnings(*client, *revision); !added.ok()) {
    return context.FailCall(added);
  }
  const RevisionResult result = RevisionResultOf(*std::move(revision));
  if (options.format == "json") {
    context.out() << ToJson(result);
    return ExitCode::kDone;
  }
  const auto before = whose == Whose::kOwn
                          ? reporting::FindOwnBefore(*client, result.summary())
                          : reporting::FindAnybodysBefore(*client, result.summary());
  // An organisation that may read the report may not always read the others.
  if (!before.ok() && !absl::IsPermissionDenied(before.status())) {
    return context.FailCall(before.status());
  }
  absl::StatusOr<reporting::Revision> previous = absl::NotFoundError("");
  if (before.ok() && *before != 0) {
    previous = reporting::ReadRevision(*client, *before);
    if (!previous.ok()) return context.FailCall(previous.status());
  }
  PrintRevision(result, previous.ok() ? &previous->report : nullptr,
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
