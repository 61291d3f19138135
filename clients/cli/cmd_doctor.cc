// SPDX-License-Identifier: EUPL-1.2
//
// samlad doctor, samlad version

#include <algorithm>
#include <chrono>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/doctor.h"
#include "clients/cli/log_session.h"
#include "clients/sdk/error.h"
#include "gateway/base/strings.h"
#include "gateway/domain/check_content.h"
#include "gateway/domain/view.h"

namespace samlad::cli {
namespace {

int64_t NowMs() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

Diagnosis ExamineLogKey(const Connection& connection) {
  if (connection.log_key.empty()) {
    return {"log key", ExitCode::kRejected, "none given: proofs are not checked when receipts come",
            "give --log-key with the verifier key that the operator publishes"};
  }
  const auto verifier = ReadLogKey(connection.log_key);
  if (!verifier.ok()) {
    return {"log key", ExitCode::kUsage, std::string(Message(verifier.status())),
            "get the verifier key (*.vkey) from the operator again"};
  }
  return {"log key", ExitCode::kDone, StrCat("of the log ", verifier->name()), ""};
}

// A call that every known organisation may make.
Diagnosis ExamineCall(const Context& context, const Connection& connection) {
  auto client = context.Open(connection);
  if (!client.ok()) {
    return {"call", ExitCode::kUsage, std::string(Message(client.status())), "see above"};
  }
  const auto checkpoint = client->GetCheckpoint();
  if (checkpoint.ok()) {
    return {"call", ExitCode::kDone,
            connection.log_key.empty() ? "the gateway knows us"
                                       : "the gateway knows us; its checkpoint is of this log",
            ""};
  }
  return {"call", ExitCodeOf(checkpoint.status()), sdk::Explain(checkpoint.status()),
          "ask the operator; the gateway's log has a line about it",
          absl::IsDataLoss(checkpoint.status())};
}

// Whether the log goes on from what is remembered of it.
Diagnosis ExamineHistory(const Context& context, const Connection& connection) {
  const auto opened = OpenLogSession(context, connection);
  const absl::Status status = opened.ok() ? opened->session.status() : opened.status();
  if (!status.ok()) {
    return {"history", ExitCodeOf(status), sdk::Explain(status),
            "`samlad audit checkpoint` says the same to programs", absl::IsDataLoss(status)};
  }
  const auto& remembered = opened->session.remembered;
  return {"history", ExitCode::kDone,
          StrCat("the log has ", opened->session.newest.checkpoint.size, " entries",
                 remembered ? StrCat("; it goes on from the ", remembered->checkpoint.size,
                                     " that are remembered")
                            : ""),
          ""};
}

Diagnosis ExamineClock() {
  // The gateway tells no time; what can be seen is that both certificates are
  // valid by this computer's clock, which the checks before have said.
  return {"clock", ExitCode::kDone,
          StrCat("this computer has ", board::FormatTime(NowMs()),
                 "; the gateway's clock is not known"),
          ""};
}

void Print(const Context& context, const Diagnosis& one) {
  const Colours colours = context.colours();
  const bool well = one.code == ExitCode::kDone;
  const bool attention = !well && !one.broken();
  context.out() << (well        ? colours.good
                    : attention ? colours.warning
                                : colours.error)
                << (well        ? "OK  "
                    : attention ? "LOOK"
                                : "FAIL")
                << colours.reset << "  " << one.name << ": " << one.text;
  if (!one.mend.empty()) context.out() << "; mend: " << one.mend;
  context.out() << '\n';
}

ExitCode Doctor(const Context& context) {
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return context.FailInput(connection.status());
  std::vector<Diagnosis> all{{"version", ExitCode::kDone, StrCat("samlad ", SAMLAD_VERSION), ""},
                             ExamineClock()};
  const auto add = [&all](std::vector<Diagnosis> more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  add(ExamineIdentity(*connection, NowMs()));
  add({ExamineLogKey(*connection)});
  add(ExamineWay(*connection));
  if (std::ranges::none_of(all, &Diagnosis::broken)) add({ExamineCall(context, *connection)});
  if (std::ranges::none_of(all, &Diagnosis::broken) && !connection->log_key.empty()) {
    add({ExamineHistory(context, *connection)});
  }

  for (const Diagnosis& one : all) Print(context, one);
  const auto first = std::ranges::find_if(all, &Diagnosis::broken);
  if (first != all.end()) return first->code;
  const bool attention = std::ranges::any_of(
      all, [](const Diagnosis& one) { return one.code == ExitCode::kRejected; });
  return attention && context.options.strict ? ExitCode::kRejected : ExitCode::kDone;
}

ExitCode Version(const Context& context) {
  context.out() << VersionLine() << '\n';
  return ExitCode::kDone;
}

}  // namespace

std::string VersionLine() {
  return StrCat("samlad ", SAMLAD_VERSION, " (validation rules ", domain::kRulesVersion, ", views ",
                domain::kFoldVersion, ")");
}

void AddDoctorCommand(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand(
      "doctor", "Look for what keeps us from the gateway: one line each, with the mend");
  command->footer("Example:\n  samlad --profile eidar doctor");
  command->callback([&context] { context.action = [&context] { return Doctor(context); }; });
}

void AddVersionCommand(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("version", "Print the version");
  command->callback([&context] { context.action = [&context] { return Version(context); }; });
}

}  // namespace samlad::cli
