// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/report_input.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "clients/cli/session/submission_files.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/read_ids.h"
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
  input.kept = true;
  return input;
}

// What `report submit` leaves next to its input, where the next `folder/*` finds it.
bool IsLeftBehind(const std::string& file) {
  return file.ends_with(kKeptSuffix) || file.ends_with(kReceiptSuffix);
}

std::string BaseName(const std::string& file) {
  return std::filesystem::path(file).filename().string();
}

// What programs and operating systems leave in folders: locks of open workbooks,
// previews, settings of a folder, half-written and saved copies.
bool IsLitter(const std::string& file) {
  const std::string name = absl::AsciiStrToLower(BaseName(file));
  for (const std::string_view start : {"~$", ".~lock.", "._", "~wrl"}) {
    if (name.starts_with(start)) return true;
  }
  for (const std::string_view end : {".tmp", ".bak", ".crdownload", ".part", ".swp", "~"}) {
    if (name.ends_with(end)) return true;
  }
  for (const std::string_view whole :
       {"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".directory", "icon\r"}) {
    if (name == whole) return true;
  }
  return false;
}

bool HasKnownEnding(const std::string& file) {
  const std::string lower = absl::AsciiStrToLower(file);
  // The reader says what to do with the last two.
  for (const std::string_view ending :
       {".xlsx", ".xlsm", ".csv", ".yaml", ".yml", ".json", ".xls", ".ods"}) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

// The files of a report, without what does not belong to one.
absl::StatusOr<std::vector<std::string>> ChooseReportFiles(const Context& context,
                                                           const std::vector<std::string>& files) {
  std::vector<std::string> chosen, strangers;
  for (const std::string& file : files) {
    if (files.size() > 1 && IsLeftBehind(file)) {
      context.err() << "samlad: "
                    << context.Say("skipped, because an earlier run wrote it: $0",
                                   PrintableText(file))
                    << '\n';
    } else if (files.size() > 1 && IsLitter(file)) {
      context.err() << "samlad: "
                    << context.Say("skipped, because it is no report but left by a program: $0",
                                   PrintableText(file))
                    << '\n';
    } else {
      (HasKnownEnding(file) ? chosen : strangers).push_back(file);
    }
  }
  if (!strangers.empty()) {
    return absl::InvalidArgumentError(
        StrCat(absl::StrJoin(strangers, ", "), ": ",
               context.Say("a report file ends in .xlsx, .xlsm, .csv, .yaml, .yml or .json; save "
                           "another kind of workbook as .xlsx")));
  }
  return chosen;
}

}  // namespace

absl::StatusOr<ReportInput> ReadReportInput(const Context& context,
                                            const std::vector<std::string>& files,
                                            formats::DecimalMark mark) {
  if (files.size() == 1 && files.front().ends_with(".binpb")) return ReadKept(files.front());
  const auto chosen = ChooseReportFiles(context, files);
  if (!chosen.ok()) return chosen.status();
  std::vector<formats::ReportFile> read;
  for (const std::string& file : *chosen) {
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
  input.files = *chosen;
  input.mark = mark;
  input.loaded = formats::ReadReport(read, mark, &input.report);
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

formats::DecimalMark DecimalMarkOf(const std::string& word) {
  if (word == "point") return formats::DecimalMark::kPoint;
  return word == "comma" ? formats::DecimalMark::kComma : formats::DecimalMark::kDetect;
}

}  // namespace samlad::cli
