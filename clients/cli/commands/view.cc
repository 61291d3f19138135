// SPDX-License-Identifier: EUPL-1.2
//
// samlad board view, samlad coordinate preview: one view, for a person, a
// program, a browser or an auditor.

#include <memory>
#include <string>

#include "clients/board/code_names.h"
#include "clients/board/page.h"
#include "clients/board/table.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/view_query.h"
#include "gateway/base/durable_file.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {
namespace {

struct ViewOptions {
  ViewSelection view;
  std::string format = "table", out;
};

std::string Render(const Context& context, const ViewOptions& options, const std::string& bytes,
                   const v1::View& view) {
  if (options.format == "binpb") return bytes;
  if (options.format == "json") return ToJson(view);
  if (options.format == "html") return board::RenderBoardPage(view, context.language());
  const bool to_file = !options.out.empty();
  return board::RenderBoardTable(view, context.language(), context.coloured() && !to_file);
}

ExitCode ShowView(const Context& context, const ViewOptions& options) {
  if (options.format == "binpb" && options.out.empty() && context.environment().out_is_terminal) {
    return context.Fail(ExitCode::kUsage, "binpb is not for a terminal: give --out FILE");
  }
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto bytes = ReadView(context, *client, options.view);
  if (!bytes.ok()) return context.FailCall(bytes.status());
  v1::View view;
  if (!view.ParseFromString(*bytes)) {
    return context.FailCall(absl::DataLossError("the gateway's view cannot be parsed"));
  }
  if (!options.view.by.empty() && (options.format == "table" || options.format == "html")) {
    // Without the catalogue the codes are shown instead of titles.
    const auto catalogue = client->GetCatalogue(view.as_of());
    if (catalogue.ok()) board::NameCodes(catalogue->catalogue(), context.language(), &view);
  }
  const std::string text = Render(context, options, *bytes, view);
  if (options.out.empty()) {
    context.out() << text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, text);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

}  // namespace

std::function<ExitCode()> AddViewCommand(CLI::App& group, Context& context, const std::string& name,
                                         const std::string& description) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command = group.add_subcommand(name, description);
  AddViewSelection(*command, options->view);
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
