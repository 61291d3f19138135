// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/report_input.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "clients/cli/session/submission_files.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/report_reader.h"

namespace samlad::cli {
namespace {

constexpr std::string_view kKeptSuffix = ".report.binpb";

absl::StatusOr<ReportInput> ReadKept(const std::string& file) {
  auto bytes = formats::ReadFile(file, limits::kReportBytesMax);
  if (!bytes.ok()) return bytes.status();
  ReportInput input;
  if (!input.report.ParseFromString(*bytes)) {
    return absl::InvalidArgumentError(StrCat(file, ": is not a serialised report"));
  }
  input.bytes = *std::move(bytes);
  input.first_file = file;
  return input;
}

// What `report submit` leaves next to its input, where the next `folder/*` finds it.
bool IsLeftBehind(const std::string& file) {
  return file.ends_with(kKeptSuffix) || file.ends_with(kReceiptSuffix);
}

bool HasKnownEnding(const std::string& file) {
  for (const std::string_view ending : {".yaml", ".yml", ".json", ".csv"}) {
    if (file.ends_with(ending)) return true;
  }
  return false;
}

// Figures alone are no report, because a CSV file cannot say whose they are.
void CheckHead(ReportInput& input) {
  const auto missing = domain::MissingHead(input.report);
  if (missing.empty()) return;
  input.head_missing = true;
  const auto append = [](std::string* text, std::string_view name) { text->append(name); };
  *input.findings.Add() = domain::MakeFinding("REPORT_HEAD_MISSING", missing.front(),
                                              absl::StrJoin(missing, ", ", append), "");
}

}  // namespace

absl::StatusOr<ReportInput> ReadReportInput(const Context& context,
                                            const std::vector<std::string>& files) {
  if (files.size() == 1 && files.front().ends_with(kKeptSuffix)) return ReadKept(files.front());
  std::vector<formats::ReportFile> read;
  for (const std::string& file : files) {
    if (files.size() > 1 && IsLeftBehind(file)) {
      context.err() << "samlad: "
                    << context.Say("skipped, because an earlier run wrote it: $0", file) << '\n';
      continue;
    }
    if (!HasKnownEnding(file)) {
      return absl::InvalidArgumentError(
          StrCat(file, ": a report file ends in .yaml, .yml, .json or .csv"));
    }
    auto text = formats::ReadFile(file, limits::kFileBytesMax);
    if (!text.ok()) return text.status();
    read.push_back({file, *std::move(text)});
  }
  if (read.empty()) {
    return absl::InvalidArgumentError(
        context.Say("no report file is left to read; give the files of the report, or a single "
                    ".report.binpb file to send the stored report again"));
  }
  ReportInput input;
  input.first_file = read.front().name;
  formats::Loaded loaded = formats::ReadReport(read, formats::DecimalMark::kDetect, &input.report);
  input.findings = Findings(loaded.findings.begin(), loaded.findings.end());
  input.places = std::move(loaded.places);
  if (input.readable()) CheckHead(input);
  input.bytes = input.report.SerializeAsString();
  if (input.bytes.size() > limits::kReportBytesMax) {
    return absl::ResourceExhaustedError(
        StrCat("the report has ", input.bytes.size(), " bytes; the gateway takes ",
               limits::kReportBytesMax, "; split it by obligation"));
  }
  return input;
}

}  // namespace samlad::cli
