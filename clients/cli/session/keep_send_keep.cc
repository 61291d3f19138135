// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/keep_send_keep.h"

#include <string>

#include "clients/sdk/error.h"
#include "gateway/base/strings.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {

ExitCode FailSend(const Context& context, SubmissionFiles& files, const absl::Status& status) {
  const ExitCode code = context.FailCall(status);
  if (code == ExitCode::kUnreachable) {
    // Who was told to wait was told, too, that nothing was stored.
    const bool open = !absl::IsResourceExhausted(status) && sdk::Reason(status) != "STORE_BUSY";
    const Phrase kept =
        open ? Phrase(
                   "whether the gateway stored it is not known; the bytes are kept in $0, and a "
                   "new run of the same command tells")
             : Phrase("the bytes are kept in $0 for a new run");
    context.err() << "  " << context.Say(kept, files.payload_path()) << '\n';
  } else if (const std::string receipt = sdk::ReceiptOf(status); !receipt.empty()) {
    if (const auto kept = files.KeepReceipt(receipt); !kept.ok()) {
      return FailKeep(context, receipt, kept);
    }
    context.err() << "  "
                  << context.Say("the log's own receipt of what was sent is evidence, too: $0",
                                 files.receipt_path())
                  << '\n';
  } else if (code != ExitCode::kRejected) {
    if (const auto withdrawn = files.Withdraw(); !withdrawn.ok()) context.FailInput(withdrawn);
  }
  return code;
}

absl::Status KeepAnswer(const Context& context, SubmissionFiles& files, std::string_view receipt) {
  if (!receipt.empty()) return files.KeepReceipt(receipt);
  if (const auto withdrawn = files.Withdraw(); !withdrawn.ok()) context.FailInput(withdrawn);
  return absl::OkStatus();
}

ExitCode FailKeep(const Context& context, std::string_view receipt, const absl::Status& status) {
  v1::Receipt parsed;
  parsed.ParseFromString(std::string(receipt));  // the client library has checked it
  const uint64_t position = parsed.position();
  return context.Fail(
      ExitCode::kUnreachable,
      StrCat(sdk::Explain(status), "\n  ",
             context.Say("it is done all the same, at position $0; only its receipt is not saved: "
                         "`samlad report receipt --position $0 --out FILE` gets it again",
                         position)));
}

}  // namespace samlad::cli
