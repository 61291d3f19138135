// SPDX-License-Identifier: EUPL-1.2
//
// samlad board trail: the way of every report to the board.

#include <memory>

#include "clients/board/trail.h"
#include "clients/cli/commands/as_of.h"
#include "clients/cli/commands/commands.h"

namespace samlad::cli {
namespace {

struct TrailOptions {
  v1::GetTrailRequest request;
  std::string format, as_of;
};

ExitCode Trail(const Context& context, const TrailOptions& options) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto as_of = ResolveAsOf(context, *client, options.as_of);
  if (!as_of.ok()) return context.FailCall(as_of.status());
  v1::GetTrailRequest request = options.request;
  request.set_as_of(*as_of);
  const auto trail = client->GetTrail(request);
  if (!trail.ok()) return context.FailCall(trail.status());
  context.out() << (options.format == "json"
                        ? ToJson(*trail)
                        : board::RenderTrail(*trail, context.language(), context.coloured(),
                                             context.environment().zone));
  return ExitCode::kDone;
}

}  // namespace

void AddTrailCommand(CLI::App& group, Context& context) {
  auto options = std::make_shared<TrailOptions>();
  CLI::App* command = group.add_subcommand(
      "trail", "The trail of every report: due, submitted, sent back, approved, delivered, noted");
  command
      ->add_option_function<std::string>(
          "--organisation",
          [options](const std::string& id) { options->request.set_organisation(id); },
          "Only this organisation; default: all")
      ->type_name("ID");
  command
      ->add_option_function<std::string>(
          "--period", [options](const std::string& id) { options->request.set_period(id); },
          "Period, for example 2025 or 2025-T1; default: all")
      ->type_name("PERIOD");
  AddAsOf(*command, options->as_of);
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Trail(context, *options); };
  });
}

}  // namespace samlad::cli
