// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/annotate.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "clients/annotate/annotate_workbook.h"
#include "clients/cli/session/progress.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/reporting/annotate_report.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/report_reader.h"

namespace samlad::cli {
namespace {

std::string EndingOf(const std::string& file) {
  return absl::AsciiStrToLower(std::filesystem::path(file).extension().string());
}

absl::StatusOr<annotate::AnnotatedWorkbook> Annotate(const Context& context,
                                                     const ReportInput& input,
                                                     const Findings& findings) {
  const Progress progress(context.environment(), context.Say("writing $0", input.annotate));
  std::vector<formats::ReportFile> files;
  for (const std::string& file : reporting::FilesToAnnotate(input)) {
    auto text = formats::ReadFile(file, limits::kFileBytesMax);
    if (!text.ok()) return text.status();
    files.push_back({file, *std::move(text)});
  }
  auto annotated = reporting::AnnotateReport(input, files, findings, context.language());
  if (!annotated.ok()) return annotated;
  const absl::Status written = WriteFileDurably(input.annotate, annotated->bytes);
  if (!written.ok()) return written;
  return annotated;
}

bool IsSameFile(const std::string& one, const std::string& other) {
  std::error_code not_there;
  return std::filesystem::equivalent(one, other, not_there);
}

}  // namespace

void AddAnnotate(CLI::App& command, std::string& out) {
  command
      .add_option("--annotate", out,
                  "Write your workbook, or one made of the CSV files, with the findings at their "
                  "cells")
      ->type_name("OUT.xlsx");
}

void OfferAnnotation(const Context& context, const ReportInput& input) {
  const bool has_cells = std::ranges::any_of(input.files, [](const std::string& file) {
    return reporting::IsWorkbook(file) || reporting::IsCsv(file);
  });
  if (!has_cells || !input.annotate.empty() || HasClosedWorkbook(input)) return;
  context.out() << context.Say("With --annotate OUT.xlsx the findings are written into your sheet.")
                << '\n';
}

absl::Status PlanAnnotation(const Context& context, const std::string& out, ReportInput& input) {
  if (out.empty()) return absl::OkStatus();
  if (input.kept) {
    return absl::InvalidArgumentError(
        context.Say("--annotate: a stored report has no cells; give the files of the report"));
  }
  if (std::ranges::count_if(input.files, reporting::IsWorkbook) > 1) {
    return absl::InvalidArgumentError(
        context.Say("--annotate: one workbook is written, so give only one, and CSV or YAML files "
                    "beside it"));
  }
  const auto workbook = std::ranges::find_if(input.files, reporting::IsWorkbook);
  const std::string ending = workbook == input.files.end() ? ".xlsx" : EndingOf(*workbook);
  if (EndingOf(out) != ending) {
    // Excel does not open a workbook whose name says another kind than it is.
    return absl::InvalidArgumentError(
        context.Say("--annotate: the name of the annotated workbook must end in $0", ending));
  }
  for (const std::string& file : input.files) {
    if (IsSameFile(file, out)) {
      return absl::InvalidArgumentError(context.Say(
          "--annotate: $0 is a file of the report and is not overwritten; give another name", out));
    }
  }
  input.annotate = out;
  return absl::OkStatus();
}

bool WriteAnnotation(const Context& context, const ReportInput& input, const Findings& findings,
                     bool for_programs) {
  if (input.annotate.empty()) return true;
  const auto annotated = Annotate(context, input, findings);
  if (!annotated.ok()) {
    context.Fail(ExitCode::kUsage,
                 context.Say("the findings could not be written to $0: $1", input.annotate,
                             InLanguage(context.language(), Message(annotated.status()))));
    return false;
  }
  std::ostream& out = for_programs ? context.err() : context.out();
  out << context.Say("Annotated: $0; cells with notes: $1; all findings are in the sheet $2.",
                     input.annotate, annotated->cells, annotated->list)
      << '\n';
  if (annotated->signature_removed) {
    context.err() << "samlad: "
                  << context.Say(
                         "the digital signature of the workbook is left out of $0, because it "
                         "would not hold for it",
                         input.annotate)
                  << '\n';
  }
  return true;
}

}  // namespace samlad::cli
