// SPDX-License-Identifier: EUPL-1.2
//
// samlad audit prove: writes a file that proves offline that an entry, a
// receipt or a checkpoint belongs to the log that the gateway shows now.

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/session/log_session.h"
#include "clients/cli/session/prove_entry.h"
#include "clients/cli/session/verify_receipt.h"
#include "clients/cli/text/proof_text.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/receipt.h"

namespace samlad::cli {
namespace {

struct ProveOptions {
  std::string target, save, format;
  uint64_t size = 0;
};

// What is to be proven. A checkpoint of its own says which earlier log; a
// position leaves that to the gateway.
struct Target {
  std::optional<uint64_t> position;
  std::optional<sdk::SignedCheckpoint> first;
  std::optional<sdk::ProvenEntry> entry;
};

// A file that was read and does not verify.
absl::Status DoesNotHold(const std::string& file, const absl::Status& why) {
  return absl::DataLossError(StrCat(file, ": is not valid: ", Message(why)));
}

absl::StatusOr<Target> TargetOfReceipt(const std::string& file, const std::string& text,
                                       const ledger::NoteVerifier& verifier) {
  const auto bytes = ledger::ReceiptFromFile(text);
  if (!bytes.ok()) return DoesNotHold(file, bytes.status());
  const auto verified = ledger::VerifyReceipt(*bytes, verifier, std::nullopt);
  if (!verified.ok()) return DoesNotHold(file, verified.status());
  const v1::Receipt& receipt = verified->receipt;
  Target target;
  target.position = receipt.position();
  target.first = sdk::SignedCheckpoint{receipt.checkpoint(), verified->checkpoint};
  target.entry.emplace();
  target.entry->set_position(receipt.position());
  target.entry->set_leaf_hash(std::string(ledger::AsBytes(ledger::LeafHash(receipt.header()))));
  *target.entry->mutable_inclusion() = receipt.inclusion_proof();
  return target;
}

// DATA_LOSS if a receipt or checkpoint does not hold.
absl::StatusOr<Target> ReadTarget(const ProveOptions& options,
                                  const ledger::NoteVerifier& verifier) {
  Target target;
  uint64_t position = 0;
  if (absl::SimpleAtoi(options.target, &position)) {
    target.position = position;
    return target;
  }
  const auto text = formats::ReadFile(options.target, limits::kProofFileBytesMax);
  if (!text.ok()) return text.status();
  if (LooksLikeReceipt(*text)) return TargetOfReceipt(options.target, *text, verifier);
  if (!LooksLikeCheckpoint(*text)) {
    return absl::InvalidArgumentError(
        StrCat(options.target, ": is not a position, receipt file or checkpoint"));
  }
  auto opened = sdk::OpenNote(*text, verifier);
  if (!opened.ok()) return DoesNotHold(options.target, opened.status());
  if (options.size != 0) {
    return absl::InvalidArgumentError(
        "--size: give it only with a position, because a checkpoint has its own size");
  }
  target.first = *std::move(opened);
  return target;
}

// Fills in the earlier log that the log's key has signed, and the consistency
// proof from there; DATA_LOSS with evidence if there is none.
absl::Status FetchContinuation(LogSession& opened, const Target& target, sdk::LogProof& proof) {
  const sdk::SignedCheckpoint& newest = opened.session.newest;
  const auto compared = sdk::Compare(opened.client, *opened.memory, *target.first, newest);
  if (!compared.ok()) return compared.status();
  if (absl::Status sound = sdk::StatusOf(*compared, newest.checkpoint.origin); !sound.ok()) {
    return sound;
  }
  proof.set_first_size(target.first->checkpoint.size);
  proof.set_first_root(std::string(ledger::AsBytes(target.first->checkpoint.root)));
  proof.set_first_checkpoint(target.first->note);
  sdk::AddHashes(compared->consistency, proof.mutable_consistency());
  if (target.entry) *proof.mutable_entry() = *target.entry;
  return absl::OkStatus();
}

absl::StatusOr<ProvenFile> FetchProof(LogSession& opened, const Target& target, uint64_t size) {
  const sdk::SignedCheckpoint& newest = opened.session.newest;
  if (!target.first || size != 0) {
    auto proven =
        ProveEntry(opened.client, opened.memory->verifier(), newest, *target.position, size);
    if (proven.ok() && target.entry &&
        target.entry->leaf_hash() != proven->proof.entry().leaf_hash()) {
      return absl::DataLossError(
          StrCat("the log has another entry at position ", *target.position, " than the receipt"));
    }
    return proven;
  }
  sdk::LogProof proof;
  proof.set_format(std::string(sdk::kProofFormat));
  proof.set_checkpoint(newest.note);
  if (absl::Status asked = FetchContinuation(opened, target, proof); !asked.ok()) return asked;
  return CheckFetched(std::move(proof), opened.memory->verifier());
}

ExitCode Prove(const Context& context, const ProveOptions& options) {
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return context.FailInput(connection.status());
  const auto verifier = ReadLogKey(*connection);
  if (!verifier.ok()) return context.FailInput(verifier.status());
  const auto target = ReadTarget(options, *verifier);
  if (absl::IsDataLoss(target.status())) {
    return context.Fail(ExitCode::kRejected, Message(target.status()));
  }
  if (!target.ok()) return context.FailInput(target.status());
  auto opened = OpenLogSession(context, *connection);
  if (!opened.ok()) return context.FailCall(opened.status());
  if (absl::Status sound = opened->session.status(); !sound.ok()) return context.FailCall(sound);
  const auto proof = FetchProof(*opened, *target, options.size);
  if (!proof.ok()) return context.FailCall(proof.status());

  const std::string file = sdk::LogProofToFile(proof->proof);
  if (!options.save.empty()) {
    const absl::Status written = WriteFileDurably(options.save, file, kForEveryone);
    if (!written.ok()) return context.FailAnswer(written);
  }
  if (options.format == "json") {
    context.out() << file;
  } else {
    context.out() << context.Say("Proven: $0.",
                                 DescribeProof(proof->proof, proof->verified, context.language()))
                  << '\n';
  }
  return ExitCode::kDone;
}

}  // namespace

void AddProveCommand(CLI::App& audit, Context& context) {
  auto options = std::make_shared<ProveOptions>();
  CLI::App* command = audit.add_subcommand(
      "prove", "Prove that an entry or an earlier checkpoint belongs to the log");
  command
      ->add_option("TARGET", options->target,
                   "Position in the log, receipt file, or saved checkpoint")
      ->required();
  command
      ->add_option("--size", options->size, "Prove the entry within the first N entries of the log")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command
      ->add_option("--save", options->save,
                   "Write the proof to this file, for `samlad audit verify`")
      ->type_name("FILE");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Prove(context, *options); };
  });
}

}  // namespace samlad::cli
