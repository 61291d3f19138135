// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/report_result.h"

#include "clients/board/words.h"
#include "clients/cli/commands/annotate.h"
#include "clients/cli/text/review_text.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

constexpr std::string_view kHeadExample =
    "\n    organisation: eidar\n"
    "    obligation: eidar-annual\n"
    "    period: \"2025\"";

std::string CountsText(const Context& context, const v1::Counts& counts) {
  return context.Say("$0 new, $1 changed, $2 unchanged, $3 removed", counts.inserted(),
                     counts.changed(), counts.unchanged(), counts.removed());
}

std::string VerdictText(const Context& context, const ReportResult& result) {
  const std::string summary = Summary(result.findings(), context.language());
  if (result.verdict() == v1::VERDICT_REJECTED) {
    return result.dry_run()
               ? context.Say("Rejected: $0. Nothing was stored. Fix the report and check it again.",
                             summary)
               : context.Say(
                     "Rejected: $0. The report was not stored, only the fact that it was rejected. "
                     "Fix it and send it again.",
                     summary);
  }
  if (result.dry_run()) return context.Say("Would be accepted: $0. Nothing was stored.", summary);
  if (result.replayed()) {
    return context.Say("Already received at position $0; this is the original receipt.",
                       result.position());
  }
  return context.Say("Accepted at position $0: $1; $2.", result.position(), summary,
                     CountsText(context, result.counts()));
}

void Complete(const ReportInput& input, const Inference& inference, ReportResult& result) {
  for (const v1::Finding& finding : result.findings()) {
    result.add_places(Place(finding.location()));
  }
  for (const KnownField& field : inference.fields) {
    auto& added = *result.add_inferred();
    added.set_field(field.field);
    added.set_value(field.value);
  }
  const RowCount rows = CountRows(input.report, result.findings());
  result.set_rows(rows.rows);
  result.set_rows_right(rows.right);
}

void PrintRowSummary(const Context& context, const ReportResult& result) {
  const std::string rows =
      RowSummary({.rows = result.rows(), .right = result.rows_right()}, context.language());
  if (!rows.empty()) context.out() << rows << ".\n";
}

void PrintForPeople(const Context& context, const ReportInput& input, const ReportResult& result) {
  const Colours colours = context.colours();
  PrintFindingsByRow(result.findings(), input.places, context.language(), colours, context.out());
  // A receipt that is fetched again has no findings to count by.
  if (!result.replayed()) PrintRowSummary(context, result);
  const bool rejected = result.verdict() == v1::VERDICT_REJECTED;
  context.out() << (rejected ? colours.error : colours.good) << VerdictText(context, result)
                << colours.reset << '\n';
  if (rejected) OfferAnnotation(context, input);
  if (!result.receipt_file().empty()) {
    context.out() << context.Say("Receipt: $0", result.receipt_file()) << '\n';
  }
}

}  // namespace

ReportResult ResultOf(v1::ValidateResponse response, uint64_t replaces) {
  ReportResult result;
  result.set_dry_run(true);
  result.set_verdict(response.verdict());
  result.mutable_counts()->Swap(response.mutable_counts());
  result.mutable_findings()->Swap(response.mutable_findings());
  result.set_replaces(replaces);
  return result;
}

ExitCode ShowReportResult(const Context& context, const std::string& format,
                          const ReportInput& input, const Inference& inference,
                          ReportResult result) {
  *result.mutable_findings() = reporting::AllFindings(input, result.findings());
  Complete(input, inference, result);
  // Who sends has agreed to it already.
  if (result.dry_run()) context.err() << ShowInference(context.language(), inference);
  if (format == "json") {
    context.out() << ToJson(result);
  } else {
    PrintForPeople(context, input, result);
  }
  const bool annotated =
      WriteAnnotation(context, input, result.findings(), /*for_programs=*/format == "json");
  if (!annotated && result.verdict() != v1::VERDICT_REJECTED) return ExitCode::kUnreachable;
  return result.verdict() == v1::VERDICT_REJECTED ? ExitCode::kRejected
                                                  : context.DoneWith(result.findings());
}

ExitCode ShowUnreadable(const Context& context, const std::string& format, const ReportInput& input,
                        const Inference& inference, bool dry_run) {
  ReportResult result;
  result.set_dry_run(dry_run);
  result.set_verdict(v1::VERDICT_REJECTED);
  *result.mutable_findings() = input.findings;
  Complete(input, inference, result);
  if (format == "json") {
    context.out() << ToJson(result);
  } else {
    PrintFindingsByRow(input.findings, input.places, context.language(), context.colours(),
                       context.out());
    PrintRowSummary(context, result);
    OfferAnnotation(context, input);
  }
  WriteAnnotation(context, input, input.findings, /*for_programs=*/format == "json");
  if (!input.head_help.empty()) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("the report does not say which it is; nothing was sent\n  $0",
                                    input.head_help));
  }
  if (input.head_missing) {
    return context.Fail(
        ExitCode::kUsage,
        StrCat(context.Say("the report does not name its organisation; nothing was sent\n  write a "
                           "file report.yaml next to the CSV file, and give both:"),
               kHeadExample));
  }
  return context.Fail(ExitCode::kUsage,
                      context.Say("the files cannot be read as a report: $0; nothing was sent",
                                  Summary(input.findings, context.language())));
}

void PrintObligations(const Context& context,
                      const google::protobuf::RepeatedPtrField<v1::ObligationState>& obligations) {
  if (obligations.empty()) {
    context.out() << context.Say("No report is due.") << '\n';
    return;
  }
  Table table(context.language(), {{"DUE"},
                                   {"ORGANISATION"},
                                   {"OBLIGATION"},
                                   {"PERIOD"},
                                   {"STATE"},
                                   {"ACCEPTED"},
                                   {"POSITION", true},
                                   {"REVISIONS", true},
                                   {"REASON"}});
  const board::Messages& words = board::MessagesIn(context.language());
  for (const v1::ObligationState& one : obligations) {
    std::string state(board::SignOf(one, words).word);
    if (!one.reopened_until().empty()) {
      StrAppend(&state, " ", context.Say("(open again until $0)", one.reopened_until()));
    }
    table.AddRow({one.due(), one.organisation(), one.obligation(), one.period(), state,
                  context.Time(one.accepted_ms()),
                  one.position() == 0 ? "" : StrCat(one.position()), StrCat(one.revisions()),
                  one.reason()});
  }
  table.Print(context.out());
  for (const v1::ObligationState& one : obligations) {
    if (one.remarks().empty()) continue;
    context.out() << '\n'
                  << context.Say("$0 was sent back:", StrCat(one.organisation(), " ",
                                                             one.obligation(), " ", one.period()))
                  << '\n';
    PrintRemarks("", one.remarks(), context.out());
  }
}

}  // namespace samlad::cli
