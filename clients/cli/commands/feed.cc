// SPDX-License-Identifier: EUPL-1.2
//
// samlad board feed, samlad report feed: what happened, and what happens.

#include <memory>
#include <string>

#include "clients/board/feed_line.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/session/interrupt.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::cli {
namespace {

struct FeedOptions {
  uint64_t cursor = 0;
  bool follow = false;
  std::string format;
};

ExitCode Feed(const Context& context, const FeedOptions& options) {
  Interrupt interrupt;  // before gRPC starts threads of its own
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  v1::WatchFeedRequest request;
  request.set_cursor(options.cursor);
  request.set_follow(options.follow);
  const absl::Status watched =
      client->WatchFeed(request, interrupt.token(), [&](const v1::WatchFeedResponse& message) {
        for (const v1::FeedEvent& event : message.events()) {
          context.out() << (options.format == "json"
                                ? ToJsonLine(event)
                                : board::RenderFeedLine(event, context.language(),
                                                        context.coloured(),
                                                        context.environment().zone));
        }
        if (!context.out().flush()) interrupt.Stop();
      });
  return watched.ok() ? ExitCode::kDone : context.FailCall(watched);
}

}  // namespace

void AddFeedCommand(CLI::App& group, Context& context) {
  auto options = std::make_shared<FeedOptions>();
  CLI::App* command =
      group.add_subcommand("feed", "Events: reports, due dates, acknowledgements, catalogues");
  command->footer(
      "Resumes after a lost connection without missing or repeating an event; Ctrl-C ends it.\nTo "
      "resume later, give --cursor with the position of the last event plus one.");
  command->add_option("--cursor", options->cursor, "Start at this position of the log; default: 0")
      ->type_name("N");
  command->add_flag("--follow", options->follow, "Keep running, and show new events");
  AddFormat(*command, options->format);
  command->callback([&context, options] {
    context.action = [&context, options] { return Feed(context, *options); };
  });
}

}  // namespace samlad::cli
