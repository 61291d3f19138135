// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/report_input.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/validation/read_ids.h"

namespace samlad::reporting {
namespace {

std::string EndingOf(const std::string& file) {
  return absl::AsciiStrToLower(std::filesystem::path(file).extension().string());
}

}  // namespace

bool HasKnownEnding(const std::string& file) {
  const std::string lower = absl::AsciiStrToLower(file);
  // The reader says what to do with the last two.
  for (const std::string_view ending :
       {".xlsx", ".xlsm", ".csv", ".yaml", ".yml", ".json", ".xls", ".ods"}) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

bool IsWorkbook(const std::string& file) {
  const std::string ending = EndingOf(file);
  return ending == ".xlsx" || ending == ".xlsm";
}

bool IsCsv(const std::string& file) { return EndingOf(file) == ".csv"; }

absl::StatusOr<ReportInput> MakeReportInput(const std::vector<formats::ReportFile>& files,
                                            formats::DecimalMark mark) {
  ReportInput input;
  input.first_file = files.front().name;
  for (const formats::ReportFile& file : files) input.files.push_back(file.name);
  input.mark = mark;
  input.loaded = formats::ReadReport(files, mark, &input.report);
  input.headings = std::move(input.loaded.headings);
  input.findings = Findings(input.loaded.findings.begin(), input.loaded.findings.end());
  input.places = std::move(input.loaded.places);
  input.bytes = input.report.SerializeAsString();
  if (input.bytes.size() > limits::kReportBytesMax) {
    return absl::ResourceExhaustedError(
        StrCat("the report has ", input.bytes.size(), " bytes; the gateway takes ",
               limits::kReportBytesMax, "; split it by obligation"));
  }
  return input;
}

void ReadIds(const v1::Catalogue& catalogue, ReportInput& input) {
  if (input.kept) return;
  std::vector<v1::Finding> findings = domain::ReadIdsAsMeant(catalogue, input.report);
  if (findings.empty()) return;
  input.places.Locate(findings);
  formats::UseSendersHeadings(input.headings, findings);
  input.findings.Add(findings.begin(), findings.end());
  input.bytes = input.report.SerializeAsString();
}

void CheckWhatWasRead(ContentChecker check, ReportInput& input) {
  const formats::ReadablePart part(input.loaded, input.places, input.report);
  auto content = check(part.report());
  if (!content) return;
  std::vector<v1::Finding> all(input.findings.begin(), input.findings.end());
  const auto add = [&](std::vector<v1::Finding> findings) {
    input.places.Locate(findings);
    all.insert(all.end(), std::make_move_iterator(findings.begin()),
               std::make_move_iterator(findings.end()));
  };
  constexpr auto kIsAboutHead = [](const v1::Finding& finding) {
    return finding.code() == "REPORT_HEAD_MISSING" || finding.code() == "REPORT_NOT_DUE";
  };
  std::vector<v1::Finding> restored = part.Restore(*std::move(content));
  // It has been said already.
  if (std::ranges::any_of(all, kIsAboutHead)) std::erase_if(restored, kIsAboutHead);
  add(std::move(restored));
  if (part.doubtful() != nullptr) {
    if (auto doubtful = check(*part.doubtful())) add(part.RestoreDoubtful(*std::move(doubtful)));
  }
  formats::UseSendersHeadings(input.headings, all);
  std::ranges::stable_sort(all, {}, &v1::Finding::severity);
  input.findings = Findings(all.begin(), all.end());
}

void CheckHead(ReportInput& input) {
  const auto missing = domain::MissingHead(input.report);
  if (missing.empty()) return;
  input.head_missing = true;
  if (!input.readable()) return;
  const auto append = [](std::string* text, std::string_view name) { text->append(name); };
  *input.findings.Add() = domain::MakeFinding("REPORT_HEAD_MISSING", missing.front(),
                                              absl::StrJoin(missing, ", ", append), "");
}

Findings AllFindings(const ReportInput& input, const Findings& more) {
  std::vector<v1::Finding> all(input.findings.begin(), input.findings.end());
  all.insert(all.end(), more.begin(), more.end());
  input.places.Locate(all);
  formats::UseSendersHeadings(input.headings, all);
  std::ranges::stable_sort(all, {}, &v1::Finding::severity);
  return Findings(all.begin(), all.end());
}

bool HasClosedWorkbook(const ReportInput& input) {
  return std::ranges::any_of(input.findings, [](const v1::Finding& finding) {
    return finding.severity() == v1::SEVERITY_ERROR && IsWorkbook(finding.location().file()) &&
           finding.location().sheet().empty();
  });
}

}  // namespace samlad::reporting
