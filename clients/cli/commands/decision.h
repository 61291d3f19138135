// SPDX-License-Identifier: EUPL-1.2
//
// Sends decisions on reports and due reports, and finds the report that is
// meant.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_DECISION_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_DECISION_H_

#include <CLI/App.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/context.h"
#include "google/protobuf/repeated_field.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

// What is sent, and its names.
struct Decision {
  std::string name;  // of the files: "approval-17"
  std::string done;  // in the language of the context: "The waiver is recorded"
  std::string submission_id;
  std::string payload;
  uint64_t report = 0;  // that it is about; 0: none
};

// The gateway's answer.
struct Decided {
  std::string receipt;
  bool replayed = false;
};

struct DecisionOptions {
  std::string out, format;
};
// Adds --out and --format.
void AddDecisionOptions(CLI::App& command, DecisionOptions& options);

// Keeps the payload, sends it, keeps the receipt and prints the outcome. Adds
// to `result`, which the caller prints with --format json.
ExitCode SendDecision(const Context& context, const DecisionOptions& options,
                      const Decision& decision, absl::FunctionRef<absl::StatusOr<Decided>()> send,
                      DecisionResult* result);

// The same for a command that sends one decision: `call` is the call of the client,
// whose answer has a receipt. Prints the result, too, with --format json.
template <class Call>
ExitCode SendOneDecision(const Context& context, const DecisionOptions& options,
                         const Decision& decision, const Call& call) {
  DecisionResult result;
  const ExitCode code = SendDecision(
      context, options, decision,
      [&]() -> absl::StatusOr<Decided> {
        const auto response = call();
        if (!response.ok()) return response.status();
        return Decided{response->receipt(), response->replayed()};
      },
      &result);
  if (options.format == "json") context.out() << ToJson(result);
  return code;
}

// A due report, by its three names.
struct DueReport {
  std::string organisation, obligation, period;
};
// Adds --organisation, --obligation and --period, which go together.
void AddDueReportOptions(CLI::App& command, DueReport& report);

// Position of the revision in force of the due report. NOT_FOUND if `obligations`
// have none.
absl::StatusOr<uint64_t> FindPosition(
    const google::protobuf::RepeatedPtrField<v1::ObligationState>& obligations,
    const DueReport& report);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_DECISION_H_
