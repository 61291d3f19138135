// SPDX-License-Identifier: EUPL-1.2
//
// samlad audit checkpoint: what the log shows, and what is remembered of it.

#include <memory>

#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/log_session.h"
#include "clients/cli/text/words_reasons.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct CheckpointOptions {
  std::string save, format;
  bool forget = false;
};

CheckpointResult CheckpointResultOf(const LogSession& opened) {
  const sdk::Session& session = opened.session;
  CheckpointResult result;
  result.set_origin(session.newest.checkpoint.origin);
  result.set_size(session.newest.checkpoint.size);
  result.set_root_hash(ledger::ToHex(ledger::AsBytes(session.newest.checkpoint.root)));
  result.set_checkpoint(session.newest.note);
  if (session.remembered) result.set_remembered_size(session.remembered->checkpoint.size);
  result.set_memory_file(opened.memory->file());
  result.set_fault(session.comparison.result.fault);
  result.set_problem(session.comparison.result.why);
  result.set_evidence_file(session.comparison.evidence_file);
  return result;
}

void PrintCheckpoint(const Context& context, const CheckpointResult& result) {
  context.out()
      << context.Say("$0: $1 entries, root $2", result.origin(), result.size(), result.root_hash())
      << '\n'
      << (result.remembered_size() == 0
              ? context.Say("Seen here for the first time; remembered in $0", result.memory_file())
              : context.Say(
                    "The log continues from the $0 entries that were seen last; remembered in $1",
                    result.remembered_size(), result.memory_file()))
      << '\n';
}

ExitCode ShowCheckpoint(const Context& context, const CheckpointOptions& options,
                        const Connection& connection) {
  const auto opened = OpenLogSession(context, connection);
  if (!opened.ok()) return context.FailCall(opened.status());
  const CheckpointResult result = CheckpointResultOf(*opened);
  if (options.format == "json") context.out() << ToJson(result);
  if (absl::Status sound = opened->session.status(); !sound.ok()) return context.FailCall(sound);
  if (options.format != "json") PrintCheckpoint(context, result);
  if (options.save.empty()) return ExitCode::kDone;
  const absl::Status written = WriteFileDurably(options.save, result.checkpoint(), kForEveryone);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

// Works offline, and also if the remembered checkpoint is damaged.
ExitCode Forget(const Context& context, const Connection& connection) {
  auto memory = OpenMemory(connection, context.environment());
  if (!memory.ok()) return context.FailInput(memory.status());
  const auto remembered = memory->Read();
  const std::string& origin = memory->verifier().name();
  if (remembered.ok() && !remembered->has_value()) {
    context.out() << context.Say("No checkpoint of $0 was remembered.", origin) << '\n';
    return ExitCode::kDone;
  }
  if (const absl::Status gone = memory->Forget(); !gone.ok()) return context.FailInput(gone);
  const std::string what =
      remembered.ok() ? context.Say("$0 entries, root $1", (*remembered)->checkpoint.size,
                                    ledger::ToHex(ledger::AsBytes((*remembered)->checkpoint.root)))
                      : InLanguage(context.language(), Message(remembered.status()));
  context.out() << context.Say("Forgotten: $0, $1", origin, what) << '\n'
                << context.Say(
                       "The next session trusts any checkpoint that this log's key has signed. "
                       "Stored evidence is kept.")
                << '\n';
  return ExitCode::kDone;
}

ExitCode Checkpoint(const Context& context, const CheckpointOptions& options) {
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return context.FailInput(connection.status());
  return options.forget ? Forget(context, *connection)
                        : ShowCheckpoint(context, options, *connection);
}

}  // namespace

void AddCheckpointCommand(CLI::App& audit, Context& context) {
  auto options = std::make_shared<CheckpointOptions>();
  CLI::App* command = audit.add_subcommand(
      "checkpoint", "Show the log's newest checkpoint, compared with the remembered one");
  command->add_option("--save", options->save, "Write the signed checkpoint to this file")
      ->type_name("FILE");
  command
      ->add_flag(
          "--forget", options->forget,
          "Forget the remembered checkpoint, after an announced restore; does not call the gateway")
      ->excludes("--save");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Checkpoint(context, *options); };
  });
}

}  // namespace samlad::cli
