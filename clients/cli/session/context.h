// SPDX-License-Identifier: EUPL-1.2
//
// What every command uses: the options that all share, the streams to print to,
// and the connection to the gateway.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_CONTEXT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_CONTEXT_H_

#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/board/language.h"
#include "clients/cli/session/connection.h"
#include "clients/cli/session/environment.h"
#include "clients/cli/session/exit_code.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/cli/text/output.h"
#include "clients/cli/text/words.h"
#include "clients/sdk/client.h"
#include "gateway/ledger/note.h"

namespace samlad::cli {

// Options that may be given before or after the command.
struct SharedOptions {
  ConnectionFlags connection;
  std::string language;  // "sv", "en"; empty: the environment's
  bool strict = false;   // warnings are failures
};

// One run of the program. Not thread-safe.
class Context {
 public:
  explicit Context(const Environment& environment) : environment_(environment) {}

  SharedOptions options;
  // The action of the chosen command; set while the command line is parsed.
  std::function<ExitCode()> action;
  // Whether FailInput and FailCall also print an ErrorResult to standard output; set
  // by commands that programs call.
  bool errors_as_json = false;

  const Environment& environment() const { return environment_; }
  std::ostream& out() const { return environment_.out; }
  std::ostream& err() const { return environment_.err; }
  board::Language language() const;
  // A time of the log for people, in this computer's time zone.
  std::string Time(int64_t time_ms) const { return board::FormatTime(time_ms, environment_.zone); }
  // In that language.
  template <class... Arguments>
  std::string Say(Phrase phrase, const Arguments&... arguments) const {
    return cli::Say(language(), phrase, arguments...);
  }
  // Whether standard output is a terminal that wants colours.
  bool coloured() const;
  Colours colours() const { return Colours::For(coloured()); }

  // Prints what happened to standard error, in the language if it knows the
  // English reason (words_reasons.h); returns `code`.
  ExitCode Fail(ExitCode code, std::string_view reason) const;
  // For input that cannot be read: kUsage.
  ExitCode FailInput(const absl::Status& status) const;
  // For an answer that came and cannot be written: kUnreachable, or kUsage if
  // what was named is no file.
  ExitCode FailAnswer(const absl::Status& status) const;
  // For the error of a call.
  ExitCode FailCall(const absl::Status& status) const;
  // What to do about a log that is not the remembered one (sdk::IsLogFault).
  std::string AfterLogFault() const;

  // kDone, or kRejected for warnings under --strict.
  ExitCode DoneWith(const Findings& findings) const;

  // True if `yes` was given, or if a person answers the question with yes; false if
  // nobody can be asked.
  bool Agree(std::string_view question, bool yes) const;

  absl::StatusOr<Connection> ResolveConnection() const;
  // INVALID_ARGUMENT if the connection is incomplete or its files do not hold;
  // the gateway is not called yet. Retries are printed to standard error.
  // `memory`: of the log's checkpoints; may be null.
  absl::StatusOr<sdk::Client> Open(const Connection& connection,
                                   std::shared_ptr<sdk::CheckpointMemory> memory = nullptr) const;
  // Opens a client and compares the gateway's log with what is remembered of it
  // (log_session.h): DATA_LOSS if it was rolled back or forked. Without a log
  // key the comparison is left out, which is printed to standard error. Errors
  // are for FailCall.
  absl::StatusOr<sdk::Client> Connect() const;

 private:
  void PrintError(const absl::Status& status) const;

  const Environment& environment_;
};

// Reads a *.vkey file.
absl::StatusOr<ledger::NoteVerifier> ReadLogKey(const std::string& file);
// The connection's; INVALID_ARGUMENT if it names none.
absl::StatusOr<ledger::NoteVerifier> ReadLogKey(const Connection& connection);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_CONTEXT_H_
