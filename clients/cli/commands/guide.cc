// SPDX-License-Identifier: EUPL-1.2
//
// samlad report guide: what is asked, with definitions.

#include "clients/board/guide.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/commands.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct GuideOptions {
  std::string obligation, format = "text", out;
};

// The obligation that was named, or those that the caller owes.
absl::StatusOr<std::vector<const v1::Obligation*>> FindObligations(const Context& context,
                                                                   sdk::Client& client,
                                                                   const v1::Catalogue& catalogue,
                                                                   const std::string& wanted) {
  std::vector<std::string> ids{wanted};
  if (wanted.empty()) {
    const auto owed = client.ListObligations("");
    if (!owed.ok()) return owed.status();
    ids.clear();
    for (const v1::ObligationState& due : owed->obligations()) ids.push_back(due.obligation());
  }
  std::vector<const v1::Obligation*> found;
  for (const v1::Obligation& obligation : catalogue.obligations()) {
    if (std::ranges::find(ids, obligation.id()) != ids.end()) found.push_back(&obligation);
  }
  if (!found.empty()) return found;
  return absl::NotFoundError(
      wanted.empty() ? context.Say("No report is due.")
                     : context.Say("the catalogue has no obligation $0; `samlad report due` shows "
                                   "what you owe",
                                   wanted));
}

ExitCode Guide(const Context& context, const GuideOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto answer = client->GetCatalogue(0);
  if (!answer.ok()) return context.FailCall(answer.status());
  const v1::Catalogue& catalogue = answer->catalogue();
  const auto obligations = FindObligations(context, *client, catalogue, options.obligation);
  if (!obligations.ok()) return context.FailInput(obligations.status());
  const board::GuideRequest request{.catalogue = catalogue, .obligations = *obligations};
  const std::string text = options.format == "html"
                               ? board::RenderGuidePage(request, context.language())
                               : board::RenderGuideText(request, context.language());
  if (options.out.empty()) {
    context.out() << text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, text, kForEveryone);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

}  // namespace

void AddGuideCommand(CLI::App& report, Context& context) {
  auto options = std::make_shared<GuideOptions>();
  CLI::App* command =
      report.add_subcommand("guide", "What is asked for, with definitions and breakdowns");
  command->add_option("OBLIGATION", options->obligation, "Obligation; default: all that you owe");
  command->add_option("--format", options->format, "text, or html for a browser")
      ->check(CLI::IsMember({"text", "html"}))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.action = [&context, options] { return Guide(context, *options); };
  });
}

}  // namespace samlad::cli
