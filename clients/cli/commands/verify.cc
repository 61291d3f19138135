// SPDX-License-Identifier: EUPL-1.2
//
// samlad audit verify: verifies receipts, proofs, evidence, checkpoints and
// editions offline, with a key from another source, and checks that they agree.

#include <filesystem>
#include <memory>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/session/verify_edition.h"
#include "clients/cli/session/verify_files.h"
#include "clients/cli/session/verify_receipt.h"
#include "clients/cli/session/verify_seat.h"
#include "clients/cli/text/proof_text.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/log_proof.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/formats/message_loader.h"

namespace samlad::cli {
namespace {

// Width of the word before the result.
constexpr size_t kWordCells = sizeof("FAILED  ") - 1;

struct VerifyOptions {
  std::vector<std::string> files;
  std::string report, format;
};

// One run: what was found so far.
class Verification {
 public:
  Verification(const Context& context, const VerifyOptions& options,
               const ledger::NoteVerifier& verifier)
      : context_(context), options_(options), verifier_(verifier) {}

  void File(const std::string& file);
  // Prints the result; the exit code.
  ExitCode End();

 private:
  void Receipt(const std::string& file, const std::string& text);
  void Proof(const std::string& file, const std::string& text);
  void Editions();
  void Seats();
  void Note(const std::string& file, const std::string& text);
  void Unread(const absl::Status& why);
  // Remembers what was signed, and whether it contradicts another file.
  void Seen(const std::string& file, const ledger::Checkpoint& checkpoint);

  // Records and prints the outcome for one file; `text` says it in words.
  template <class Verified>
  void Close(const absl::Status& status, Verified& one, std::string_view text);
  void Print(bool holds, std::string_view text);

  const Context& context_;
  const VerifyOptions& options_;
  const ledger::NoteVerifier& verifier_;
  VerifyResult result_;
  int failed_ = 0, unread_ = 0;
  SignedLogs signed_;
  std::vector<NamedText> editions_, seats_;
};

void Verification::Print(bool holds, std::string_view text) {
  if (options_.format == "json") return;
  const Colours colours = context_.colours();
  const std::string word = context_.Say(holds ? Phrase("OK") : Phrase("FAILED"));
  context_.out() << (holds ? colours.good : colours.error) << word << colours.reset
                 << std::string(kWordCells - word.size(), ' ') << EscapeUnprintable(text, "\n")
                 << '\n';
}

template <class Verified>
void Verification::Close(const absl::Status& status, Verified& one, std::string_view text) {
  one.set_holds(status.ok());
  if (status.ok()) return Print(true, StrCat(one.file(), ": ", text));
  ++failed_;
  one.set_problem(std::string(Message(status)));
  // JSON is in English.
  Print(false, StrCat(one.file(), ": ",
                      domain::Printable(InLanguage(context_.language(), one.problem()),
                                        limits::kTextBytesMax)));
}

void Verification::Unread(const absl::Status& why) {
  ++unread_;
  context_.FailInput(why);
}

void Verification::Seen(const std::string& file, const ledger::Checkpoint& checkpoint) {
  const auto other = signed_.Add(file, checkpoint);
  if (!other) return;
  ++failed_;
  const auto told = [&](board::Language language) {
    return Say(language, "$0 and $1: two different logs of $2 entries were signed: a fork", *other,
               file, checkpoint.size);
  };
  *result_.add_contradictions() = told(board::Language::kEn);  // JSON is in English
  Print(false, told(context_.language()));
}

// "housing", or "housing via front/main".
std::string CausedBy(const VerifiedReceipt& one) {
  if (!one.has_represented_by()) return one.organisation();
  return StrCat(one.organisation(), " via ", one.represented_by().organisation(), "/",
                one.represented_by().system());
}

void Verification::Receipt(const std::string& file, const std::string& text) {
  VerifiedReceipt& one = *result_.add_receipts();
  one.set_file(file);
  const auto payload = FindPayload(options_.report, file);
  const auto view = FindView(file);
  for (const absl::Status& read : {payload.status(), view.status()}) {
    if (read.ok()) continue;
    one.set_problem(std::string(Message(read)));
    return Unread(read);
  }
  const auto checkpoint = VerifyReceiptFile(text, *payload, *view, verifier_, one);
  const std::string time = context_.Time(one.time_ms());
  Close(checkpoint.status(), one,
        one.payload_file().empty()
            ? context_.Say("position $0, $1, $2, no payload file found", one.position(),
                           CausedBy(one), time)
            : context_.Say("position $0, $1, $2, matches $3", one.position(), CausedBy(one), time,
                           std::filesystem::path(one.payload_file()).filename().string()));
  if (checkpoint.ok()) Seen(file, *checkpoint);
}

void Verification::Proof(const std::string& file, const std::string& text) {
  VerifiedProof& one = *result_.add_proofs();
  one.set_file(file);
  const auto proven = VerifyProofFile(file, text, verifier_);
  if (!proven.ok()) return Close(proven.status(), one, "");
  const auto& [proof, verified] = *proven;
  one.set_fault(proof.fault());
  one.set_first_size(verified.first_size);
  one.set_size(verified.last.size);
  const std::string claim = DescribeClaim(proof, context_.language());
  Close(absl::OkStatus(), one,
        StrCat(DescribeProof(proof, verified, context_.language()), claim.empty() ? "" : " (",
               claim, claim.empty() ? "" : ")"));
  // The checkpoints of evidence contradict each other by design.
  if (proof.fault() != sdk::FAULT_UNSPECIFIED) return;
  if (verified.first_signed) Seen(file, *verified.first_signed);
  Seen(file, verified.last);
}

void Verification::Note(const std::string& file, const std::string& text) {
  VerifiedCheckpoint& one = *result_.add_checkpoints();
  one.set_file(file);
  const auto opened = verifier_.OpenCheckpoint(text);
  if (opened.ok()) one.set_size(opened->size);
  Close(opened.status(), one,
        context_.Say("checkpoint of $0, $1 entries", verifier_.name(), one.size()));
  if (opened.ok()) Seen(file, *opened);
}

// Editions are checked together, once all files are read.
void Verification::Editions() {
  for (EditionVerdict& verdict : VerifyEditionFiles(editions_)) {
    VerifiedEdition& one = *result_.add_editions();
    one.Swap(&verdict.edition);
    const std::string what =
        context_.Say("edition $0 of $1, SHA-256 $2", one.number(), one.period(), one.digest());
    const std::string with = one.number() <= 1 ? ""
                             : one.earlier_checked()
                                 ? context_.Say(", checked with all editions before it")
                                 : context_.Say(
                                       ", without the editions before it, which were not "
                                       "given");
    Close(verdict.status, one, what + with);
  }
}

// What one of them says, when it holds.
std::string DescribeSeat(const Context& context, const VerifiedSeat& one) {
  const std::string seat = absl::StrJoin(one.organisations(), ", ");
  switch (one.withheld()) {
    case v1::SEAT_WITHHELD_UNSPECIFIED:
      return context.Say("edition $0 tells $1 nothing of others, $2 counts proven", one.number(),
                         seat, one.proofs());
    case v1::SEAT_WITHHELD_TOO_LARGE:
      return context.Say("edition $0, $1: WITHOUT A PROOF, because it would be too large",
                         one.number(), seat);
    default:
      return context.Say("edition $0, $1: WITHOUT A PROOF, because none was found", one.number(),
                         seat);
  }
}

void Verification::Seats() {
  for (SeatVerdict& verdict : VerifySeatFiles(seats_, editions_)) {
    VerifiedSeat& one = *result_.add_seats();
    one.Swap(&verdict.seat);
    Close(verdict.status, one, DescribeSeat(context_, one));
  }
}

void Verification::File(const std::string& file) {
  auto text = formats::ReadFile(file, limits::kFileBytesMax);
  if (text.ok() && LooksLikeSeat(*text)) {
    seats_.push_back({file, *std::move(text)});
    return;
  }
  if (text.ok() && LooksLikeEdition(*text)) {
    editions_.push_back({file, *std::move(text)});
    return;
  }
  // All other files are small.
  if (text.ok() && text->size() > limits::kProofFileBytesMax) {
    text = formats::ReadFile(file, limits::kProofFileBytesMax);
  }
  if (!text.ok()) return Unread(text.status());
  switch (KindOf(*text)) {
    case FileKind::kReceipt:
      return Receipt(file, *text);
    case FileKind::kProof:
      return Proof(file, *text);
    case FileKind::kCheckpoint:
      return Note(file, *text);
    default:
      break;
  }
  Unread(absl::InvalidArgumentError(context_.Say(
      "$0: is not a receipt, proof, evidence, checkpoint, edition or seat's certificate", file)));
}

ExitCode Verification::End() {
  Editions();
  Seats();
  if (options_.format == "json") context_.out() << ToJson(result_);
  if (!result_.contradictions().empty()) {
    return context_.Fail(ExitCode::kRejected,
                         context_.Say("THE LOG WAS FORKED: its key has signed two logs"));
  }
  if (failed_ > 0) {
    return context_.Fail(ExitCode::kRejected, context_.Say("$0 of $1 files are not valid", failed_,
                                                           options_.files.size()));
  }
  return unread_ > 0 ? ExitCode::kUsage : ExitCode::kDone;
}

ExitCode Verify(const Context& context, const VerifyOptions& options) {
  if (!options.report.empty() && options.files.size() != 1) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say("--report: is for one receipt, but $0 files were given; verify each with its "
                    "own --report, or leave it out to use the file next to each receipt",
                    options.files.size()));
  }
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return context.FailInput(connection.status());
  const auto verifier = ReadLogKey(*connection);
  if (!verifier.ok()) return context.FailInput(verifier.status());
  Verification verification(context, options, *verifier);
  for (const std::string& file : options.files) verification.File(file);
  return verification.End();
}

}  // namespace

void AddVerifyCommand(CLI::App& audit, Context& context) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = audit.add_subcommand(
      "verify",
      "Verify receipts, proofs, evidence, checkpoints, editions and seats' certificates offline, "
      "and that they agree");
  command
      ->add_option("FILE", options->files,
                   "Receipts (with the report, catalogue or view next to them, if it exists), "
                   "editions as board show writes them (JSON), or files saved by the other audit "
                   "commands")
      ->required();
  command
      ->add_option("--log-key", context.options.connection.log_key,
                   "Verifier key of the log (SAMLAD_LOG_KEY)")
      ->type_name("FILE");
  command
      ->add_option("--report", options->report,
                   "The bytes that were sent, for one FILE; default: the file next to the receipt")
      ->type_name("FILE");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Verify(context, *options); };
  });
}

}  // namespace samlad::cli
