// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/context.h"

#include <istream>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/log_session.h"
#include "clients/cli/session/progress.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/error.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

absl::Status NoGateway(const Connection& connection, board::Language language) {
  if (connection.profiles.empty()) {
    return absl::InvalidArgumentError(
        Say(language,
            "no gateway: give --profile NAME with a profile file (--config FILE; see `samlad "
            "--help`), or --gateway, --cert, --key and --ca"));
  }
  return absl::InvalidArgumentError(Say(language, "no gateway: choose one with --profile ($0)",
                                        absl::StrJoin(connection.profiles, ", ")));
}

}  // namespace

board::Language Context::language() const {
  const auto& get = environment_.get;
  std::string chosen = options.language;
  for (const char* name : {"SAMLAD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (chosen.empty()) chosen = get(name);
  }
  return chosen.starts_with("sv") ? board::Language::kSv : board::Language::kEn;
}

bool Context::coloured() const {
  return environment_.out_is_terminal && environment_.get("NO_COLOR").empty() &&
         environment_.get("TERM") != "dumb";
}

ExitCode Context::Fail(ExitCode code, std::string_view reason) const {
  const std::string message = WithLocalTimes(InLanguage(language(), reason), environment_.zone);
  err() << "samlad: ";
  // Escaped line by line, because line breaks are ours and other control
  // characters are not.
  for (size_t at = 0; at <= message.size();) {
    const size_t end = std::min(message.find('\n', at), message.size());
    err() << domain::Printable(message.substr(at, end - at), limits::kTextBytesMax) << '\n';
    at = end + 1;
  }
  return code;
}

void Context::PrintError(const absl::Status& status) const {
  if (!errors_as_json) return;
  ErrorResult result;
  CallError& error = *result.mutable_error();
  error.set_code(absl::StatusCodeToString(status.code()));
  error.set_reason(sdk::Reason(status));
  error.set_message(sdk::Explain(status));
  error.set_request_id(sdk::RequestId(status));
  const auto delay = sdk::RetryDelay(status);
  error.set_retry_delay_ms(delay ? delay->count() : 0);
  out() << ToJson(result);
}

ExitCode Context::FailInput(const absl::Status& status) const {
  PrintError(status);
  return Fail(ExitCode::kUsage, sdk::Explain(status));
}

ExitCode Context::FailAnswer(const absl::Status& status) const {
  // The same file would be refused again.
  if (absl::IsFailedPrecondition(status)) return FailInput(status);
  return Fail(
      ExitCode::kUnreachable,
      StrCat(sdk::Explain(status), "\n  ",
             Say("the gateway has answered; run the same command again to save its answer")));
}

ExitCode Context::FailCall(const absl::Status& status) const {
  PrintError(status);
  const ExitCode code = ExitCodeOf(status);
  std::string message = sdk::Explain(status);
  if (sdk::IsLogFault(status)) {
    StrAppend(&message, "\n  ", AfterLogFault());
  } else if (sdk::IsPermanent(status)) {
    StrAppend(
        &message, "\n  ",
        Say("trying again changes nothing until this is corrected; `samlad doctor` shows each "
            "step"));
  } else if (sdk::IsHangUp(status)) {
    StrAppend(&message, "\n  ",
              Say("ask the gateway's operator whether your certificate is known and not revoked; a "
                  "gateway with too many connections also closes the connection, so you can run "
                  "the same command again later"));
  } else if (sdk::IsNoSuchHost(status)) {
    StrAppend(&message, "\n  ", Say("check the address (--gateway, or the profile's)"));
  } else if (code == ExitCode::kUnreachable) {
    StrAppend(&message, "\n  ",
              Say("you can run the same command again; `samlad doctor` diagnoses the cause"));
  }
  return Fail(code, message);
}

std::string Context::AfterLogFault() const {
  return Say(
      "send nothing to this gateway, and give the evidence to the auditors; only if a restore was "
      "announced through a separate channel, start again with `samlad audit checkpoint --forget`");
}

ExitCode Context::DoneWith(const Findings& findings) const {
  return options.strict && HasSeverity(findings, v1::SEVERITY_WARNING) ? ExitCode::kRejected
                                                                       : ExitCode::kDone;
}

bool Context::Agree(std::string_view question, bool yes) const {
  if (yes || !environment_.in_is_terminal) return yes;
  err() << question << ' ' << Say("[y/N]") << ' ' << std::flush;
  std::string answer;
  std::getline(environment_.in, answer);
  // The answer may be in either language.
  for (const std::string_view agreed : {"y", "Y", "yes", "j", "J", "ja"}) {
    if (answer == agreed) return true;
  }
  return false;
}

absl::StatusOr<Connection> Context::ResolveConnection() const {
  return cli::ResolveConnection(options.connection, environment_);
}

absl::StatusOr<sdk::Client> Context::Connect() const {
  const auto connection = ResolveConnection();
  if (!connection.ok()) return connection.status();
  if (connection->log_key.empty()) {
    auto client = Open(*connection);
    if (client.ok()) {
      err() << "samlad: "
            << Say("no log key (--log-key FILE), so the gateway's log is not verified") << '\n';
    }
    return client;
  }
  auto opened = OpenLogSession(*this, *connection);
  if (!opened.ok()) return opened.status();
  if (absl::Status sound = opened->session.status(); !sound.ok()) return sound;
  return std::move(opened->client);
}

absl::StatusOr<sdk::Client> Context::Open(const Connection& connection,
                                          std::shared_ptr<sdk::CheckpointMemory> memory) const {
  if (connection.gateway.empty()) return NoGateway(connection, language());
  const auto identity = sdk::LoadIdentity({.certificate = connection.certificate,
                                           .key = connection.key,
                                           .authorities = connection.authorities});
  if (!identity.ok()) return absl::InvalidArgumentError(identity.status().message());
  sdk::Client::Options client;
  client.memory = std::move(memory);
  if (!connection.log_key.empty()) {
    auto verifier = ReadLogKey(connection.log_key);
    if (!verifier.ok()) return verifier.status();
    client.verifier = *std::move(verifier);
  }
  client.on_unremembered = [this](const absl::Status& why) {
    err() << "samlad: "
          << Say("the checkpoint of this receipt could not be remembered, so the loss of its entry "
                 "would not be noticed here; keep the receipt ($0)",
                 InLanguage(language(), sdk::Explain(why)))
          << '\n';
  };
  client.retry.on_wait = [this, gateway = connection.gateway,
                          told = std::string()](const sdk::RetryNotice& notice) mutable {
    // The same reason is printed once.
    const std::string reason(Message(notice.status));
    const bool known = reason == std::exchange(told, reason) && notice.attempt > 1;
    if (known && notice.attempts_max == 0) return;  // this may go on for days
    // In one piece, because a bar may be drawn meanwhile.
    std::string line = StrCat(WipeBar(environment_), "samlad: ");
    if (!known) {
      const std::string why = InLanguage(language(), sdk::Explain(notice.status));
      StrAppend(&line, gateway, ": ", EscapeUnprintable(why, "\n"), "; ");
    }
    const double seconds = static_cast<double>(notice.wait.count()) / 1000;
    line += seconds < 0.05 ? Say("retrying")
                           : Say("retrying in $0 s",
                                 board::FormatNumber(absl::StrFormat("%.1f", seconds), language()));
    if (notice.attempts_max > 0) {
      line += Say(" ($0 of $1 failed)", notice.attempt, notice.attempts_max);
    }
    err() << line << std::endl;
  };
  return sdk::Client::Connect(connection.gateway, *identity, std::move(client));
}

absl::StatusOr<ledger::NoteVerifier> ReadLogKey(const std::string& file) {
  const auto text = formats::ReadFile(file, limits::kNoteBytesMax);
  if (!text.ok()) {
    return absl::InvalidArgumentError(StrCat("log key: ", Message(text.status())));
  }
  auto verifier = ledger::NoteVerifier::FromVkey(*text);
  if (!verifier.ok()) {
    return absl::InvalidArgumentError(
        StrCat(file, " is not a verifier key: ", Message(verifier.status())));
  }
  return verifier;
}

absl::StatusOr<ledger::NoteVerifier> ReadLogKey(const Connection& connection) {
  if (!connection.log_key.empty()) return ReadLogKey(connection.log_key);
  return absl::InvalidArgumentError(
      "no log key: give --log-key FILE, the published verifier key of the log, not one from a "
      "receipt or the gateway");
}

}  // namespace samlad::cli
