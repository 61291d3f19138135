// SPDX-License-Identifier: EUPL-1.2
//
// Sending what becomes an entry of the log, in the order that loses nothing:
// keep the payload on disk, send it, keep the receipt. A run that ends between
// two of these steps is taken up by the next run of the same command, because
// submission ids follow from what is sent.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_KEEP_SEND_KEEP_H_
#define SAMLAD_CLIENTS_CLI_SESSION_KEEP_SEND_KEEP_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"
#include "clients/cli/session/exit_code.h"

namespace samlad::cli {

// What is sent, and the files that it leaves (submission_files.h).
struct Submission {
  std::string folder;
  std::string name;  // of the files
  std::string kind;  // one of kSubmissionKinds
  std::string_view payload;
};

// What is kept of it.
struct Kept {
  uint64_t position = 0;  // of the entry; 0: the gateway rejected it, and nothing is kept
  std::string payload_file, receipt_file;
};

// `send` calls the gateway and returns the receipt, which the client library has
// checked; empty: the gateway rejected the content. kDone, or what went wrong,
// which is printed:
//   kUsage        the payload cannot be written; nothing was sent
//   kUnreachable  whether it was stored is not known, or the receipt cannot be
//                 written; the payload is kept
//   as FailCall   the gateway refused it; the payload is removed, because nothing
//                 was stored. The receipt of a log that is not the one
//                 remembered is kept.
ExitCode KeepSendKeep(const Context& context, const Submission& submission,
                      absl::FunctionRef<absl::StatusOr<std::string>()> send, Kept* kept);

// The same with a `call` that returns StatusOr<Response>, where Response has a
// receipt; keeps the response, too.
template <class Response, class Call>
ExitCode KeepSendKeep(const Context& context, const Submission& submission, Call call,
                      Response* response, Kept* kept) {
  return KeepSendKeep(
      context, submission,
      [&]() -> absl::StatusOr<std::string> {
        absl::StatusOr<Response> answer = call();
        if (!answer.ok()) return answer.status();
        *response = *std::move(answer);
        return response->receipt();
      },
      kept);
}

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_KEEP_SEND_KEEP_H_
