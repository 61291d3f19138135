// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/send_failure.h"

#include <string>

#include "clients/sdk/error.h"
#include "gateway/base/strings.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::cli {

ExitCode FailSend(const Context& context, SubmissionFiles& files, const absl::Status& status) {
  const ExitCode code = context.FailCall(status);
  if (code == ExitCode::kUnreachable) {
    // Who was told to wait was told, too, that nothing was stored.
    const bool open = !absl::IsResourceExhausted(status);
    context.err() << (open ? "  whether the gateway stored it is not known; the" : "  the")
                  << " bytes are kept in " << files.payload_path()
                  << (open ? ", and a new run of the same command tells\n" : " for a new run\n");
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
      StrCat(sdk::Explain(status), "\n  it is done all the same, at position ", position,
             "; only its receipt is not saved: `samlad report receipt --position ", position,
             " --out FILE` gets it again"));
}

}  // namespace samlad::cli
