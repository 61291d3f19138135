// SPDX-License-Identifier: EUPL-1.2
//
// samlad doctor, samlad version

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "clients/cli/session/diagnosis.h"
#include "clients/cli/session/log_session.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/channel.h"
#include "clients/sdk/error.h"
#include "gateway/base/character_class.h"
#include "gateway/base/strings.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/view/view.h"

namespace samlad::cli {
namespace {

// Width of the word before the result.
constexpr size_t kDiagnosisCells = sizeof("FAIL  ") - 1;
// A call takes some seconds at most, and the gateway itself tolerates as much.
constexpr std::chrono::seconds kClockDifferenceMax{30};

Diagnosis ExamineLogKey(const Context& context, const Connection& connection) {
  const std::string name = context.Say("log key");
  if (connection.log_key.empty()) {
    return {name, ExitCode::kRejected,
            context.Say("none given, so receipts and proofs are not verified"),
            context.Say("give --log-key with the verifier key that the operator published")};
  }
  const auto verifier = ReadLogKey(connection.log_key);
  if (!verifier.ok()) {
    return {name, ExitCode::kUsage, InLanguage(context.language(), Message(verifier.status())),
            context.Say("get the verifier key (*.vkey) from the operator again")};
  }
  return {name, ExitCode::kDone, context.Say("of the log $0", verifier->name()), ""};
}

// A call that every known organisation may make. `ahead`: how far the gateway's
// clock is ahead of ours, if it said.
Diagnosis ExamineCall(const Context& context, const Connection& connection,
                      std::optional<std::chrono::milliseconds>& ahead) {
  const std::string name = context.Say("call");
  auto client = context.Open(connection);
  if (!client.ok()) {
    return {name, ExitCode::kUsage, InLanguage(context.language(), Message(client.status())),
            context.Say("see above")};
  }
  const auto checkpoint = client->GetCheckpoint();
  ahead = client->gateway_ahead();
  if (checkpoint.ok()) {
    return {
        name, ExitCode::kDone,
        connection.log_key.empty()
            ? context.Say("the gateway accepts your certificate")
            : context.Say("the gateway accepts your certificate; its checkpoint is of this log"),
        ""};
  }
  const bool other_log = absl::IsDataLoss(checkpoint.status());
  return {name, ExitCodeOf(checkpoint.status()),
          InLanguage(context.language(), sdk::Explain(checkpoint.status())),
          other_log ? context.Say("if the gateway is the right one, the log key is another log's: "
                                  "get the verifier key (*.vkey) of this log from the operator")
                    : context.Say("ask the operator; the gateway's log has a line about it"),
          other_log};
}

// Whether the log continues the remembered checkpoint.
Diagnosis ExamineHistory(const Context& context, const Connection& connection) {
  const std::string name = context.Say("history");
  const auto opened = OpenLogSession(context, connection);
  const absl::Status status = opened.ok() ? opened->session.status() : opened.status();
  if (!status.ok()) {
    return {name, ExitCodeOf(status), InLanguage(context.language(), sdk::Explain(status)),
            sdk::IsLogFault(status) ? context.AfterLogFault()
                                    : context.Say("use `samlad audit checkpoint` in programs"),
            absl::IsDataLoss(status)};
  }
  const auto& remembered = opened->session.remembered;
  const uint64_t size = opened->session.newest.checkpoint.size;
  return {name, ExitCode::kDone,
          remembered
              ? context.Say("the log has $0 entries; it continues from the $1 that are remembered",
                            size, remembered->checkpoint.size)
              : context.Say("the log has $0 entries", size),
          ""};
}

Diagnosis ExamineClock(const Context& context,
                       const std::optional<std::chrono::milliseconds>& ahead) {
  const std::string name = context.Say("clock");
  const int64_t now_ms = context.environment().clock.NowMs();
  const std::string ours = context.Time(now_ms);
  if (!ahead) {
    return {name, ExitCode::kDone,
            context.Say("this computer has $0; the gateway's clock is not known", ours), ""};
  }
  const int64_t seconds = std::chrono::round<std::chrono::seconds>(*ahead).count();
  const std::string theirs = context.Time(now_ms + ahead->count());
  if (std::chrono::abs(*ahead) < kClockDifferenceMax) {
    return {name, ExitCode::kDone,
            context.Say("this computer has $0, the gateway $1", ours, theirs), ""};
  }
  return {name, ExitCode::kRejected,
          seconds > 0 ? context.Say("this computer has $0, the gateway $1: this one is $2 s behind",
                                    ours, theirs, seconds)
                      : context.Say("this computer has $0, the gateway $1: this one is $2 s ahead",
                                    ours, theirs, -seconds),
          context.Say("set this computer's clock (NTP); if it is right, tell the operator")};
}

void PrintDiagnosis(const Context& context, const Diagnosis& one) {
  const Colours colours = context.colours();
  const bool well = one.code == ExitCode::kDone;
  const bool attention = !well && !one.broken();
  const std::string word = context.Say(well        ? Phrase("OK")
                                       : attention ? Phrase("WARN")
                                                   : Phrase("FAIL"));
  context.out() << (well        ? colours.good
                    : attention ? colours.warning
                                : colours.error)
                << word << colours.reset << std::string(kDiagnosisCells - word.size(), ' ')
                << one.name << ": "
                << EscapeUnprintable(WithLocalTimes(one.text, context.environment().zone), "\n");
  if (!one.fix.empty()) context.out() << "; " << context.Say("fix: $0", one.fix);
  context.out() << '\n';
}

// The connection to each gateway alone, because commands go on to the next where one does
// not serve.
std::vector<Connection> EachGateway(const Connection& connection) {
  const auto addresses = sdk::SplitGateways(connection.gateway);
  if (!addresses.ok()) return {connection};
  std::vector<Connection> each;
  for (const std::string& address : *addresses) {
    each.push_back(connection);
    each.back().gateway = address;
  }
  return each;
}

// The way to one gateway and, if it leads there, a call.
std::vector<Diagnosis> ExamineGateway(const Context& context, const Connection& connection,
                                      bool may_call,
                                      std::optional<std::chrono::milliseconds>& ahead) {
  const int64_t now_ms = context.environment().clock.NowMs();
  std::vector<Diagnosis> all = ExamineWay(connection, now_ms, context.language());
  const bool reached = std::ranges::none_of(all, &Diagnosis::broken);
  const auto proxy =
      ExamineProxy(context.environment().get, connection.gateway, reached, context.language());
  all.insert(all.end(), proxy.begin(), proxy.end());
  if (may_call && reached) all.push_back(ExamineCall(context, connection, ahead));
  return all;
}

ExitCode Doctor(const Context& context) {
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return context.FailInput(connection.status());
  std::vector<Diagnosis> all;
  const auto add = [&all](std::vector<Diagnosis> more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  const auto broken = [&all] { return std::ranges::any_of(all, &Diagnosis::broken); };
  const int64_t now_ms = context.environment().clock.NowMs();
  add(ExamineIdentity(*connection, now_ms, context.language()));
  add({ExamineLogKey(context, *connection)});
  std::optional<std::chrono::milliseconds> ahead;
  const bool may_call = !broken();
  for (const Connection& each : EachGateway(*connection)) {
    add(ExamineGateway(context, each, may_call, ahead));
  }
  if (!broken() && !connection->log_key.empty()) add({ExamineHistory(context, *connection)});
  // Told first, because much else is explained by a wrong clock.
  all.insert(all.begin(),
             {{context.Say("version"), ExitCode::kDone, StrCat("samlad ", SAMLAD_VERSION), ""},
              ExamineClock(context, ahead)});

  for (const Diagnosis& one : all) PrintDiagnosis(context, one);
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
      "doctor", "Diagnose the connection to the gateway: one line per check, with the fix");
  command->footer("Example:\n  samlad --profile eidar doctor");
  command->callback([&context] { context.action = [&context] { return Doctor(context); }; });
}

void AddVersionCommand(CLI::App& app, Context& context) {
  CLI::App* command = app.add_subcommand("version", "Print the version");
  command->callback([&context] { context.action = [&context] { return Version(context); }; });
}

}  // namespace samlad::cli
