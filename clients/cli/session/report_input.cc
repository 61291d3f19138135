// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/report_input.h"

#include <filesystem>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "clients/cli/session/submission_files.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
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
      (reporting::HasKnownEnding(file) ? chosen : strangers).push_back(file);
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
  return reporting::MakeReportInput(read, mark);
}

formats::DecimalMark DecimalMarkOf(const std::string& word) {
  if (word == "point") return formats::DecimalMark::kPoint;
  return word == "comma" ? formats::DecimalMark::kComma : formats::DecimalMark::kDetect;
}

}  // namespace samlad::cli
