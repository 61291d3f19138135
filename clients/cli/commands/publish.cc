// SPDX-License-Identifier: EUPL-1.2
//
// samlad coordinate publish: makes an edition, and publishes it. The edition is
// kept next to its receipt: edition-NUMBER.edition.binpb (what was committed to),
// edition-NUMBER.receipt.json.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/dimensions.h"
#include "clients/cli/session/progress.h"
#include "clients/cli/session/submission_files.h"
#include "clients/cli/session/verify_edition.h"
#include "clients/cli/text/edition_text.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/receipt.h"

namespace samlad::cli {
namespace {

struct PublishOptions {
  std::string period, as_of, out, format;
  std::vector<std::string> approved_prose, left_out, coarse;
  bool dry_run = false, yes = false;
};

// Keeps what was published; the position of its entry.
absl::StatusOr<uint64_t> Keep(const PublishOptions& options,
                              const v1::PublishEditionResponse& response, PublishResult& result) {
  const auto receipt = ledger::ParseReceipt(response.receipt());
  if (!receipt.ok()) return receipt.status();
  SubmissionFiles files(options.out, StrCat("edition-", result.number()), "edition");
  absl::Status written = files.KeepPayload(response.edition());
  if (written.ok()) written = files.KeepReceipt(response.receipt());
  if (!written.ok()) return written;
  result.set_edition_file(files.payload_path());
  result.set_receipt_file(files.receipt_path());
  return receipt->position();
}

void ShowPublished(const Context& context, const std::string& format, const PublishResult& result,
                   const v1::Edition& edition) {
  if (format == "json") {
    context.out() << ToJson(result);
    return;
  }
  const std::string which = context.Say("edition $0 of $1, from the first $2 entries of the log",
                                        result.number(), result.period(), result.as_of());
  if (result.dry_run()) {
    context.out() << context.Say("Not published: $0.", which) << '\n';
  } else {
    context.out() << context.Say(result.replayed() ? Phrase("Published already at position $0: $1.")
                                                   : Phrase("Published at position $0: $1."),
                                 result.position(), which)
                  << '\n';
  }
  PrintEdition(edition, context.language(), context.out());
  for (const v1::SeatWithoutProof& seat : result.seats_without_proof()) {
    context.out()
        << context.Say("No proof that it tells $0 nothing of others; `samlad audit seat` says why.",
                       absl::StrJoin(seat.organisations(), ", "))
        << '\n';
  }
  if (result.dry_run()) return;
  context.out() << context.Say("Edition: $0", result.edition_file()) << '\n'
                << context.Say("Receipt: $0", result.receipt_file()) << '\n';
}

ExitCode FailPublish(const Context& context, const PublishOptions& options,
                     const absl::Status& status) {
  const ExitCode code = context.FailCall(status);
  if (code == ExitCode::kUnreachable && !options.dry_run) {
    context.err() << "  " << context.Say("`samlad board editions` shows whether it was published")
                  << '\n';
  }
  return code;
}

ExitCode Publish(const Context& context, const PublishOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  v1::PublishEditionRequest request;
  const auto as_of = ResolveAsOf(context, *client, options.as_of);
  if (!as_of.ok()) return context.FailCall(as_of.status());
  if (!options.dry_run &&
      !context.Agree(context.Say("Publish the next edition? It stays in the log permanently, and "
                                 "the board may make it public; --dry-run shows it first."),
                     options.yes)) {
    return context.Fail(ExitCode::kUsage,
                        context.Say("nothing was published; give --yes to confirm"));
  }
  request.set_as_of(*as_of);
  request.set_period(options.period);
  request.set_dry_run(options.dry_run);
  request.mutable_approved_prose()->Assign(options.approved_prose.begin(),
                                           options.approved_prose.end());
  for (const std::string& dimension : options.left_out) {
    request.add_left_out(DimensionOf(dimension));
  }
  for (const std::string& dimension : options.coarse) request.add_coarse(DimensionOf(dimension));
  // A random id, because the same may be published again when the log has grown.
  request.set_submission_id(ledger::ToHex(ledger::RandomBytes(sizeof(ledger::Hash))));
  const auto response = [&] {
    const Progress making(context.environment(), context.Say("making the edition"));
    return client->PublishEdition(request);
  }();
  if (!response.ok()) return FailPublish(context, options, response.status());
  const auto file = MakeEditionFile(response->edition(), 0);
  if (!file.ok()) return context.FailCall(file.status());

  const v1::Edition& edition = file->edition();
  PublishResult result;
  result.set_dry_run(options.dry_run);
  result.set_number(edition.number());
  result.set_replayed(response->replayed());
  result.set_period(file->view().query().period());
  result.set_as_of(file->view().query().as_of());
  result.set_digest(file->digest());
  if (edition.has_difference()) *result.mutable_difference() = edition.difference();
  *result.mutable_summary() = edition.summary();
  *result.mutable_seats_without_proof() = response->seats_without_proof();
  if (!options.dry_run) {
    const auto position = Keep(options, *response, result);
    // Whatever is wrong with the files, it is published.
    if (!position.ok()) return context.FailAnswer(absl::UnknownError(position.status().message()));
    result.set_position(*position);
  }
  ShowPublished(context, options.format, result, edition);
  return ExitCode::kDone;
}

}  // namespace

void AddPublishCommand(CLI::App& coordinate, Context& context) {
  auto options = std::make_shared<PublishOptions>();
  CLI::App* command = coordinate.add_subcommand(
      "publish", "Publish an edition: the view that the board reads and may make public");
  command
      ->add_option("--period", options->period,
                   "Period, for example 2025 or 2025-T2; default: the latest reported year")
      ->type_name("PERIOD");
  AddAsOf(*command, options->as_of);
  command->add_flag("--dry-run", options->dry_run, "Show what would be published");
  command
      ->add_option("--approve-prose", options->approved_prose,
                   "Text to publish although it names small numbers, as the refusal names it; can "
                   "be given several times")
      ->type_name("NAME");
  command
      ->add_option("--without", options->left_out,
                   "Leave out breakdowns by area, sex, age, background or category, so that more "
                   "other figures are shown; can be given several times")
      ->check(CLI::IsMember(kDimensionNames))
      ->type_name("DIMENSION");
  command
      ->add_option("--coarse", options->coarse,
                   "Show only the coarsest codes of area, sex, age, background or category; can be "
                   "given several times")
      ->check(CLI::IsMember(kDimensionNames))
      ->type_name("DIMENSION");
  command->add_flag("--yes", options->yes, "Do not ask");
  command
      ->add_option("--out", options->out,
                   "Folder for the edition and its receipt; default: the current one")
      ->type_name("DIR");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Publish(context, *options); };
  });
}

}  // namespace samlad::cli
