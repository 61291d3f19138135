// SPDX-License-Identifier: EUPL-1.2
//
// samlad coordinate preview: the live view; with --disclosure, how much of the next
// edition would be shown, as it is and with coarser breakdowns.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/results.pb.h"
#include "clients/cli/session/dimensions.h"
#include "clients/cli/text/output.h"
#include "gateway/base/strings.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::cli {
namespace {

// One way to publish.
struct Proposal {
  std::string arguments;  // of `coordinate publish`
  std::vector<std::string> left_out, coarse;
};

std::vector<Proposal> Proposals() {
  std::vector<Proposal> proposals = {{.arguments = "", .left_out = {}, .coarse = {}}};
  for (const std::string& dimension : kDimensionNames) {
    proposals.push_back(
        {.arguments = StrCat("--coarse ", dimension), .left_out = {}, .coarse = {dimension}});
  }
  for (const std::string& dimension : kDimensionNames) {
    proposals.push_back(
        {.arguments = StrCat("--without ", dimension), .left_out = {dimension}, .coarse = {}});
  }
  return proposals;
}

absl::StatusOr<v1::EditionSummary> Try(sdk::Client& client, v1::PublishEditionRequest request,
                                       const Proposal& proposal) {
  request.set_dry_run(true);
  for (const std::string& dimension : proposal.left_out) {
    request.add_left_out(DimensionOf(dimension));
  }
  for (const std::string& dimension : proposal.coarse) {
    request.add_coarse(DimensionOf(dimension));
  }
  const auto response = client.PublishEdition(request);
  if (!response.ok()) return response.status();
  v1::Edition edition;
  if (!edition.ParseFromString(response->edition())) {
    return absl::DataLossError("the edition cannot be parsed");
  }
  return edition.summary();
}

std::string PercentOf(uint32_t part, uint32_t whole) {
  return whole == 0 ? "" : StrCat((part * 100 + whole / 2) / whole, " %");
}

void ShowProposals(const Context& context, const std::string& format,
                   const DisclosureProposals& proposals) {
  if (format == "json") {
    context.out() << ToJson(proposals);
    return;
  }
  Table table(context.language(), {{"COARSER"}, {"SHOWN", true}, {"OF", true}, {"SHARE", true}});
  for (const DisclosureProposal& one : proposals.proposals()) {
    table.AddRow({one.arguments().empty() ? context.Say("as it is") : one.arguments(),
                  StrCat(one.summary().shown()), StrCat(one.summary().figures()),
                  PercentOf(one.summary().shown(), one.summary().figures())});
  }
  table.Print(context.out());
  context.out() << context.Say("Each row is an option of `samlad coordinate publish`.") << '\n';
}

// Proposals that change nothing are left out.
ExitCode Propose(const Context& context, const std::string& period, const std::string& as_of,
                 const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  v1::PublishEditionRequest request;
  const auto moment = ResolveAsOf(context, *client, as_of);
  if (!moment.ok()) return context.FailCall(moment.status());
  request.set_as_of(*moment);
  request.set_period(period);
  DisclosureProposals proposals;
  for (const Proposal& proposal : Proposals()) {
    const auto summary = Try(*client, request, proposal);
    if (!summary.ok()) return context.FailCall(summary.status());
    const bool is_first = proposals.proposals().empty();
    if (!is_first && summary->figures() == proposals.proposals(0).summary().figures()) continue;
    DisclosureProposal& added = *proposals.add_proposals();
    added.set_arguments(proposal.arguments);
    *added.mutable_summary() = *summary;
  }
  ShowProposals(context, format, proposals);
  return ExitCode::kDone;
}

}  // namespace

void AddPreviewCommand(CLI::App& coordinate, Context& context) {
  const auto show =
      AddViewCommand(coordinate, context, "preview", "The live view, as the board would see it");
  CLI::App* command = coordinate.get_subcommand("preview");
  auto wanted = std::make_shared<bool>(false);
  command->add_flag("--disclosure", *wanted,
                    "Show how much of the next edition would be shown, and what coarser "
                    "breakdowns would keep");
  command->callback([&context, command, wanted, show] {
    const auto given = [command](const char* name) {
      const CLI::Option* option = command->get_option(name);
      return option->count() == 0 ? std::string() : option->as<std::string>();
    };
    const auto propose = [&context, period = given("--period"), as_of = given("--as-of"),
                          format = given("--format")] {
      return Propose(context, period, as_of, format);
    };
    context.action = *wanted ? std::function<ExitCode()>(propose) : show;
  });
}

}  // namespace samlad::cli
