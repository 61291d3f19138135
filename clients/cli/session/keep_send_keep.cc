// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/keep_send_keep.h"

#include "clients/cli/session/submission_files.h"
#include "clients/sdk/error.h"
#include "gateway/base/strings.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {
namespace {

uint64_t PositionOf(const std::string& receipt) {
  v1::Receipt parsed;
  parsed.ParseFromString(receipt);  // the client library has checked it
  return parsed.position();
}

// What was sent is an entry; only its receipt is not on disk.
ExitCode FailKeep(const Context& context, const std::string& receipt, const absl::Status& status) {
  return context.Fail(
      ExitCode::kUnreachable,
      StrCat(
          sdk::Explain(status), "\n  ",
          context.Say("the command took effect at position $0, but its receipt could not be saved; "
                      "get it again with `samlad report receipt --position $0 --out FILE`",
                      PositionOf(receipt))));
}

void RemovePayload(const Context& context, SubmissionFiles& files) {
  // Besides the outcome, which is printed by itself.
  if (const auto withdrawn = files.Withdraw(); !withdrawn.ok()) {
    context.Fail(ExitCode::kUsage, sdk::Explain(withdrawn));
  }
}

// A gateway that asks to wait, or that does not trust its clock, says thereby
// that it stored nothing: what it has stored before, it answers again.
bool StoredNothing(const absl::Status& status) {
  const std::string reason = sdk::Reason(status);
  return absl::IsResourceExhausted(status) || reason == "STORE_BUSY" || reason == "CLOCK_BEHIND" ||
         reason == "CLOCK_JUMPED";
}

ExitCode FailSend(const Context& context, SubmissionFiles& files, const absl::Status& status) {
  const ExitCode code = context.FailCall(status);
  if (code == ExitCode::kUnreachable) {
    const Phrase kept = StoredNothing(status)
                            ? Phrase("the bytes are kept in $0 for the next run")
                            : Phrase(
                                  "it is not known whether the gateway stored it; the bytes are "
                                  "kept in $0; run the same command again to find out");
    context.err() << "  " << context.Say(kept, files.payload_path()) << '\n';
  } else if (const std::string receipt = sdk::ReceiptOf(status); !receipt.empty()) {
    if (const auto kept = files.KeepReceipt(receipt); !kept.ok()) {
      return FailKeep(context, receipt, kept);
    }
    context.err() << "  "
                  << context.Say("the receipt from the log is evidence too: $0",
                                 files.receipt_path())
                  << '\n';
  } else if (code != ExitCode::kRejected) {
    RemovePayload(context, files);
  }
  return code;
}

}  // namespace

ExitCode KeepSendKeep(const Context& context, const Submission& submission,
                      absl::FunctionRef<absl::StatusOr<std::string>()> send, Kept* kept) {
  SubmissionFiles files(submission.folder, submission.name, submission.kind);
  if (const auto written = files.KeepPayload(submission.payload); !written.ok()) {
    const ExitCode code = context.FailInput(written);
    context.err() << "  " << context.Say("nothing was sent") << '\n';
    return code;
  }
  const absl::StatusOr<std::string> receipt = send();
  if (!receipt.ok()) return FailSend(context, files, receipt.status());
  *kept = Kept();
  if (receipt->empty()) {
    RemovePayload(context, files);
    return ExitCode::kDone;
  }
  if (const auto written = files.KeepReceipt(*receipt); !written.ok()) {
    return FailKeep(context, *receipt, written);
  }
  kept->position = PositionOf(*receipt);
  kept->payload_file = files.payload_path();
  kept->receipt_file = files.receipt_path();
  return ExitCode::kDone;
}

}  // namespace samlad::cli
