// SPDX-License-Identifier: EUPL-1.2
//
// samlad board ack: the board has taken note of a view. The view is kept next
// to the receipt: NAME.view.binpb (the view), NAME.html (the page of it, as people
// read it), NAME.acknowledgement.binpb (what was committed to, which names the view
// by digest), NAME.receipt.json.

#include <filesystem>
#include <memory>

#include "clients/board/code_names.h"
#include "clients/board/page/board_page.h"
#include "clients/board/summary.h"
#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/keep_send_keep.h"
#include "clients/cli/session/personal_texts.h"
#include "clients/sdk/file_stem.h"
#include "clients/sdk/submission_id.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::cli {
namespace {

struct AcknowledgeOptions {
  v1::ViewQuery query;
  std::string minute, decision, out, format, as_of;
  uint64_t corrects = 0;
  bool yes = false;
};

struct SeenView {
  std::string bytes;
  size_t due = 0, reported = 0;  // reports for the period
  v1::AcknowledgeRequest request;
};

// Fetches the view again and names it by digest.
absl::StatusOr<SeenView> FetchView(const Context& context, sdk::Client& client,
                                   const AcknowledgeOptions& options) {
  const auto as_of = ResolveAsOf(context, client, options.as_of);
  if (!as_of.ok()) return as_of.status();
  v1::ViewQuery query = options.query;
  query.set_as_of(*as_of);
  auto bytes = client.GetView(query);
  if (!bytes.ok()) return bytes.status();
  v1::View view;
  if (!view.ParseFromString(*bytes)) {
    return absl::DataLossError("the gateway's view cannot be parsed");
  }
  const ledger::Hash digest = ledger::Sha256({*bytes});
  SeenView seen{.bytes = *std::move(bytes), .request = {}};
  const board::Summary summary = board::Summarise(view);
  seen.due = summary.reports_due;
  seen.reported = summary.reports_due - summary.not_reported.size();
  *seen.request.mutable_query() = view.query();
  seen.request.set_view_digest(std::string(ledger::AsBytes(digest)));
  seen.request.set_minute(options.minute);
  seen.request.set_decision(options.decision);
  seen.request.set_corrects(options.corrects);
  seen.request.set_submission_id(
      sdk::AcknowledgementSubmissionId(view.query().as_of(), ledger::AsBytes(digest),
                                       options.minute, options.decision, options.corrects));
  return seen;
}

std::string NameOf(const SeenView& seen) {
  return sdk::FileStem({"acknowledgement", seen.request.query().period(),
                        StrCat(seen.request.query().as_of()),
                        std::string_view(seen.request.submission_id()).substr(0, 12)});
}

std::string NameOfView(const Context& context, const std::string& period, uint64_t as_of) {
  return context.Say("the view of $0 as of $1", period, as_of);
}

// The page as `board page` makes it.
std::string RenderPage(const Context& context, sdk::Client& client, const SeenView& seen) {
  v1::View view;
  view.ParseFromString(seen.bytes);  // parsed once already
  // Without the catalogue the codes are shown instead of titles.
  const auto catalogue = client.GetCatalogue(seen.request.query().as_of());
  if (catalogue.ok()) board::NameCodes(catalogue->catalogue(), context.language(), &view);
  return board::RenderBoardPage(view, context.language());
}

void ShowAcknowledged(const Context& context, const std::string& format,
                      const AcknowledgeResult& result) {
  if (format == "json") {
    context.out() << ToJson(result);
    return;
  }
  const Phrase told = result.replayed()
                          ? Phrase("Already acknowledged at position $0: $1, SHA-256 $2.")
                          : Phrase("Acknowledged at position $0: $1, SHA-256 $2.");
  context.out() << context.Say(told, result.position(),
                               NameOfView(context, result.period(), result.as_of()),
                               result.view_digest())
                << '\n'
                << context.Say("Receipt: $0", result.receipt_file()) << '\n'
                << context.Say("View: $0", result.view_file()) << '\n'
                << context.Say("Page: $0", result.page_file()) << '\n';
}

ExitCode SendAcknowledgement(const Context& context, const AcknowledgeOptions& options,
                             sdk::Client& client, const SeenView& seen) {
  const std::string payload = sdk::AcknowledgementPayload(seen.request);
  v1::AcknowledgeResponse response;
  Kept kept;
  const ExitCode code = KeepSendKeep(
      context,
      {.folder = options.out, .name = NameOf(seen), .kind = "acknowledgement", .payload = payload},
      [&] { return client.Acknowledge(seen.request); }, &response, &kept);
  if (code != ExitCode::kDone) return code;
  const std::filesystem::path folder = options.out;
  const std::string view_file = folder / (NameOf(seen) + ".view.binpb");
  const std::string page_file = folder / (NameOf(seen) + ".html");
  absl::Status written = WriteFileDurably(view_file, seen.bytes);
  if (written.ok()) written = WriteFileDurably(page_file, RenderPage(context, client, seen));
  // Whatever is wrong with the files, the board has taken note.
  if (!written.ok()) return context.FailAnswer(absl::UnknownError(written.message()));

  AcknowledgeResult result;
  result.set_as_of(seen.request.query().as_of());
  result.set_period(seen.request.query().period());
  result.set_view_digest(ledger::ToHex(seen.request.view_digest()));
  result.set_position(kept.position);
  result.set_replayed(response.replayed());
  result.set_view_file(view_file);
  result.set_receipt_file(kept.receipt_file);
  result.set_page_file(page_file);
  ShowAcknowledged(context, options.format, result);
  return ExitCode::kDone;
}

ExitCode Acknowledge(const Context& context, const AcknowledgeOptions& options) {
  v1::AcknowledgeRequest texts;
  texts.set_minute(options.minute);
  texts.set_decision(options.decision);
  if (NamesAPerson(context, texts)) return ExitCode::kRejected;
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto seen = FetchView(context, *client, options);
  if (!seen.ok()) return context.FailCall(seen.status());
  const v1::ViewQuery& query = seen->request.query();
  const std::string which = NameOfView(context, query.period(), query.as_of());
  if (seen->reported == 0) {
    return context.Fail(ExitCode::kRefused,
                        context.Say("$0: there is no report, so there is nothing to acknowledge; "
                                    "give the --period and --as-of of the view that the board saw",
                                    which));
  }
  if (!context.Agree(context.Say("Acknowledge $0, with $1 of $2 reports? The acknowledgement stays "
                                 "in the log permanently.",
                                 which, seen->reported, seen->due),
                     options.yes)) {
    return context.Fail(
        ExitCode::kUsage,
        context.Say("nothing was acknowledged; give --yes to acknowledge $0, with $1 of $2 reports",
                    which, seen->reported, seen->due));
  }

  return SendAcknowledgement(context, options, *client, *seen);
}

// Refuses what the gateway would refuse, and names the bound.
CLI::Validator AtMost(size_t bytes_max) {
  return CLI::Validator(
      [bytes_max](std::string& text) {
        return text.empty() || text.size() > bytes_max
                   ? StrCat("give 1 to ", bytes_max, " bytes of text")
                   : "";
      },
      "");
}

}  // namespace

void AddAcknowledgeCommand(CLI::App& board, Context& context) {
  auto options = std::make_shared<AcknowledgeOptions>();
  CLI::App* command = board.add_subcommand("ack", "Record that the board has taken note of a view");
  AddAsOf(*command, options->as_of)->required();
  command
      ->add_option_function<std::string>(
          "--period", [options](const std::string& period) { options->query.set_period(period); },
          "Period of the view; default: the latest reported year")
      ->type_name("PERIOD");
  command->add_option("--minute", options->minute, "Paragraph of the minutes")
      ->type_name("TEXT")
      ->required()
      ->check(AtMost(limits::kMinuteBytesMax));
  command->add_option("--decision", options->decision, "What the board decided")
      ->type_name("TEXT")
      ->required()
      ->check(AtMost(limits::kDecisionBytesMax));
  command
      ->add_option("--corrects", options->corrects,
                   "Position of the acknowledgement of the same view that this one corrects")
      ->type_name("POSITION")
      ->check(CLI::PositiveNumber);
  command
      ->add_option("--out", options->out,
                   "Folder for view, page and receipt; default: the current one")
      ->type_name("DIR");
  command->add_flag("--yes", options->yes, "Do not ask");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Acknowledge(context, *options); };
  });
}

}  // namespace samlad::cli
