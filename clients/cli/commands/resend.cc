// SPDX-License-Identifier: EUPL-1.2
//
// samlad report resend

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/session/submission_files.h"
#include "clients/sdk/error.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/receipt.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kReportSuffix = ".report.binpb";
// Receipts that this command keeps are no submissions of their own.
constexpr std::string_view kResent = ".resent";

struct ResendOptions {
  std::string folder;
  bool dry_run = false;
};

// A report that was accepted, as it was kept.
struct KeptReport {
  std::string name;  // path without a suffix
  std::string submission_id;
  uint64_t position = 0;
  uint64_t replaces = 0;
};

// What became of the reports.
struct Tally {
  uint64_t there = 0, sent = 0, failed = 0;
  ExitCode worst = ExitCode::kDone;
  // Where a report was, and where it is now.
  std::map<uint64_t, uint64_t> positions;
};

absl::StatusOr<KeptReport> ReadKept(const std::string& name) {
  const std::string path = StrCat(name, kReceiptSuffix);
  const auto file = formats::ReadFile(path, limits::kReceiptFileBytesMax);
  if (!file.ok()) return file.status();
  const auto bytes = ledger::ReceiptFromFile(*file);
  const auto receipt =
      bytes.ok() ? ledger::ParseReceipt(*bytes) : absl::StatusOr<v1::Receipt>(bytes.status());
  const auto header = receipt.ok() ? ledger::ParseHeader(receipt->header())
                                   : absl::StatusOr<v1::EntryHeader>(receipt.status());
  if (!header.ok()) {
    return absl::Status(header.status().code(), StrCat(path, ": ", Message(header.status())));
  }
  return KeptReport{.name = name,
                    .submission_id = receipt->submission_id(),
                    .position = receipt->position(),
                    .replaces = header->decision().replaces()};
}

// In the order of the log, because a correction builds on what it corrects.
absl::StatusOr<std::vector<KeptReport>> FindKept(const std::string& folder) {
  std::vector<KeptReport> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string path = at->path().string();
    if (!path.ends_with(kReportSuffix)) continue;
    const std::string name = path.substr(0, path.size() - kReportSuffix.size());
    std::error_code ignored;
    if (!fs::exists(StrCat(name, kReceiptSuffix), ignored)) continue;
    auto kept = ReadKept(name);
    if (!kept.ok()) return kept.status();
    found.push_back(*std::move(kept));
  }
  if (error) return absl::NotFoundError(StrCat("cannot read ", folder, ": ", error.message()));
  std::ranges::sort(found, {}, &KeptReport::position);
  return found;
}

// A name beside the old receipt that is not taken.
std::string NewReceiptPath(const std::string& name) {
  std::error_code error;
  std::string path = StrCat(name, kResent, kReceiptSuffix);
  for (int i = 2; fs::exists(path, error); ++i) {
    path = StrCat(name, kResent, "-", i, kReceiptSuffix);
  }
  return path;
}

uint64_t PositionIn(const std::string& receipt_bytes) {
  v1::Receipt receipt;
  receipt.ParseFromString(receipt_bytes);  // the client library has checked it
  return receipt.position();
}

void Line(const Context& context, const KeptReport& kept, const std::string& what) {
  context.out() << PrintableText(kept.name) << ": " << what << '\n';
}

void FailOne(const Context& context, const KeptReport& kept, ExitCode code, Tally& tally) {
  Line(context, kept, context.Say("was not sent"));
  ++tally.failed;
  if (tally.worst == ExitCode::kDone) tally.worst = code;
}

// Keeps the receipt of what was sent again.
void KeepNew(const Context& context, const KeptReport& kept, const std::string& receipt,
             Tally& tally) {
  const std::string path = NewReceiptPath(kept.name);
  const auto file = ledger::ReceiptToFile(receipt);
  const absl::Status written = file.ok() ? WriteFileDurably(path, *file) : file.status();
  tally.positions[kept.position] = PositionIn(receipt);
  ++tally.sent;
  Line(context, kept,
       context.Say("sent again; it is at position $0, the receipt is in $1", PositionIn(receipt),
                   PrintableText(path)));
  if (!written.ok()) tally.worst = context.FailAnswer(written);
}

void SendAgain(const Context& context, sdk::Client& client, const KeptReport& kept, Tally& tally) {
  const auto report = formats::ReadFile(StrCat(kept.name, kReportSuffix), limits::kFileBytesMax);
  if (!report.ok()) return FailOne(context, kept, context.FailInput(report.status()), tally);
  v1::SubmitRequest request;
  request.set_submission_id(kept.submission_id);
  request.set_report(*report);
  const auto moved = tally.positions.find(kept.replaces);
  request.set_replaces(moved == tally.positions.end() ? kept.replaces : moved->second);
  const auto response = client.Submit(request);
  if (!response.ok()) return FailOne(context, kept, context.FailCall(response.status()), tally);
  if (response->receipt().empty()) {
    for (const v1::Finding& finding : response->findings()) {
      context.err() << "  " << finding.code() << '\n';
    }
    return FailOne(context, kept, ExitCode::kRejected, tally);
  }
  KeepNew(context, kept, response->receipt(), tally);
}

// False: the gateway cannot be asked, and nothing more is tried.
bool ResendOne(const Context& context, sdk::Client& client, const ResendOptions& options,
               const KeptReport& kept, Tally& tally) {
  v1::GetReceiptRequest request;
  request.set_submission_id(kept.submission_id);
  const auto there = client.GetReceipt(request);
  if (there.ok()) {
    tally.positions[kept.position] = PositionIn(*there);
    ++tally.there;
    Line(context, kept, context.Say("is there, at position $0", PositionIn(*there)));
    return true;
  }
  if (!absl::IsNotFound(there.status())) {
    tally.worst = context.FailCall(there.status());
    return false;
  }
  if (options.dry_run) {
    ++tally.sent;
    Line(context, kept, context.Say("is missing, and would be sent again"));
    return true;
  }
  SendAgain(context, client, kept, tally);
  return true;
}

ExitCode Resend(const Context& context, const ResendOptions& options) {
  const auto found = FindKept(options.folder);
  if (!found.ok()) return context.FailInput(found.status());
  if (found->empty()) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say("$0 has no report with a receipt: NAME.report.binpb and NAME.receipt.json, as "
                    "`samlad report submit --out FOLDER` keeps them",
                    PrintableText(options.folder)));
  }
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  Tally tally;
  for (const KeptReport& kept : *found) {
    if (!ResendOne(context, *client, options, kept, tally)) break;
  }
  context.out() << (options.dry_run
                        ? context.Say("$0 are there, $1 would be sent again", tally.there,
                                      tally.sent)
                        : context.Say("$0 are there, $1 were sent again, $2 were not sent",
                                      tally.there, tally.sent, tally.failed))
                << '\n';
  return tally.worst;
}

}  // namespace

void AddResendCommand(CLI::App& report, Context& context) {
  auto options = std::make_shared<ResendOptions>();
  CLI::App* command = report.add_subcommand(
      "resend", "Send again what a restored log has lost, from kept reports and receipts");
  command->add_option("FOLDER", options->folder, "Folder with the reports and their receipts")
      ->required();
  command->add_flag("--dry-run", options->dry_run, "Only say what would be sent");
  command->callback([&context, options] {
    context.action = [&context, options] { return Resend(context, *options); };
  });
}

}  // namespace samlad::cli
