// SPDX-License-Identifier: EUPL-1.2
//
// samlad report show | coordinate show: one revision, what was decided on it,
// and how it differs from the one before.

#include <memory>
#include <string>

#include "clients/cli/commands.h"
#include "clients/cli/report_result.h"
#include "clients/cli/results.pb.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

absl::StatusOr<RevisionResult> ResultOf(v1::GetRevisionResponse response) {
  RevisionResult result;
  if (!result.mutable_report()->ParseFromString(response.report())) {
    return absl::DataLossError("the gateway's report does not parse");
  }
  result.mutable_summary()->Swap(response.mutable_summary());
  result.mutable_changes()->Swap(response.mutable_changes());
  result.set_prose_changed(response.prose_changed());
  return result;
}

// "F 18-24"; empty: not split.
std::string BreakdownOf(const v1::Observation& one) {
  std::string codes;
  for (const std::string* code :
       {&one.area(), &one.sex(), &one.age(), &one.background(), &one.category()}) {
    if (code->empty() || *code == "_T") continue;
    StrAppend(&codes, codes.empty() ? "" : " ", *code);
  }
  return codes;
}

std::string FigureOf(const v1::Observation& one) {
  std::string figure = one.value();
  if (!one.denominator().empty()) {
    figure = StrCat(one.numerator(), "/", one.denominator(), figure.empty() ? "" : " = ", figure);
  }
  if (one.has_n()) StrAppend(&figure, " (n ", one.n(), ")");
  if (one.status() > v1::OBSERVATION_STATUS_NORMAL) {
    StrAppend(&figure, figure.empty() ? "" : " ",
              Label(v1::ObservationStatus_Name(one.status()), "OBSERVATION_STATUS_"));
  }
  return figure;
}

void PrintChanges(const Context& context, const RevisionResult& result) {
  Table table({{"INDICATOR"}, {"BREAKDOWN"}, {"BEFORE", true}, {"AFTER", true}});
  for (const v1::ObservationChange& change : result.changes()) {
    const v1::Observation& either = change.has_after() ? change.after() : change.before();
    table.AddRow({either.indicator(), BreakdownOf(either),
                  change.has_before() ? FigureOf(change.before()) : "",
                  change.has_after() ? FigureOf(change.after()) : ""});
  }
  const v1::ReportSummary& summary = result.summary();
  context.out() << "\nAgainst the revision at position " << summary.replaces() << ": "
                << result.changes_size() << " figures differ; texts "
                << (result.prose_changed() ? "differ" : "are the same") << ".\n";
  if (!table.empty()) table.Print(context.out());
}

void Print(const Context& context, const RevisionResult& result) {
  const v1::ReportSummary& summary = result.summary();
  Table table({{"ORGANISATION"},
               {"OBLIGATION"},
               {"PERIOD"},
               {"ACCEPTED"},
               {"FIGURES", true},
               {"REASON"},
               {"REVIEW"},
               {"IN FORCE"}});
  table.AddRow({summary.organisation(), summary.obligation(), summary.period(),
                board::FormatTime(summary.time_ms()), StrCat(summary.observations()),
                Label(v1::RevisionReason_Name(summary.reason()), "REVISION_REASON_"),
                ReviewText(summary), summary.superseded() ? "no" : "yes"});
  table.Print(context.out());
  PrintRemarks(context, summary.review_reason(), summary.review_remarks());
  if (summary.replaces() != 0) PrintChanges(context, result);
}

ExitCode Show(const Context& context, uint64_t position, const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  auto response = client->GetRevision(position);
  if (!response.ok()) return context.FailCall(response.status());
  const auto result = ResultOf(*std::move(response));
  if (!result.ok()) return context.FailCall(result.status());
  if (format == "json") {
    context.out() << ToJson(*result);
  } else {
    Print(context, *result);
  }
  return ExitCode::kDone;
}

}  // namespace

void AddShowCommand(CLI::App& group, Context& context) {
  struct Options {
    uint64_t position = 0;
    std::string format;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = group.add_subcommand(
      "show", "One revision: what was decided on it, and what it changed figure by figure");
  command->add_option("POSITION", options->position, "Position of the accepted report")->required();
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] {
      return Show(context, options->position, options->format);
    };
  });
}

}  // namespace samlad::cli
