// SPDX-License-Identifier: EUPL-1.2
//
// samlad board view, samlad coordinate preview: one view, for a person, a
// program, a browser or an auditor.

#include <memory>
#include <string>

#include "clients/board/page/board_page.h"
#include "clients/board/table.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/saved_view.h"
#include "gateway/base/durable_file.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {
namespace {

struct ViewOptions {
  ViewSource source;
  std::string format = "table", out;
};

std::string Render(const Context& context, const ViewOptions& options, const ReadViewResult& read) {
  if (options.format == "binpb") return read.bytes;
  if (options.format == "json") return ToJson(read.view);
  if (options.format == "html") {
    return board::RenderBoardPage(read.view, context.language(), {.baselines = read.baselines});
  }
  const bool to_file = !options.out.empty();
  return board::RenderBoardTable(read.view, context.language(), context.coloured() && !to_file);
}

ExitCode ShowView(const Context& context, const ViewOptions& options) {
  if (options.format == "binpb" && options.out.empty() && context.environment().out_is_terminal) {
    return context.Fail(ExitCode::kUsage, "binpb is not for a terminal: give --out FILE");
  }
  ReadViewResult read;
  const bool for_people = options.format == "table" || options.format == "html";
  const ExitCode code = ReadViewFrom(context, options.source, for_people, &read);
  if (code != ExitCode::kDone) return code;
  const std::string text = Render(context, options, read);
  if (options.out.empty()) {
    context.out() << text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, text);
  if (written.ok()) return ExitCode::kDone;
  return options.source.from.empty() ? context.FailAnswer(written) : context.FailInput(written);
}

}  // namespace

std::function<ExitCode()> AddViewCommand(CLI::App& group, Context& context, const std::string& name,
                                         const std::string& description) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command = group.add_subcommand(name, description);
  AddViewSource(*command, options->source);
  command
      ->add_option("--format", options->format,
                   "table and html for people; json and binpb for programs")
      ->check(CLI::IsMember({"table", "json", "html", "binpb"}))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  const auto show = [&context, options] { return ShowView(context, *options); };
  command->callback([&context, show] { context.action = show; });
  return show;
}

}  // namespace samlad::cli
