// SPDX-License-Identifier: EUPL-1.2
//
// Used by the build: samlad-manual FOLDER writes the manual pages and the
// completions of the programs into a folder, and the Swedish pages into FOLDER/sv.

#include <cstdlib>
#include <iostream>

#include "clients/cli/app.h"
#include "clients/inbox/flags.h"
#include "clients/manual/completion.h"
#include "clients/manual/man_page.h"
#include "clients/web/flags.h"
#include "gateway/app/flags.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"

namespace samlad::manual {
namespace {

absl::Status Write(const std::string& folder, const CLI::App& program, const PageTitle& title) {
  const std::vector<Command> commands = ReadCommands(program);
  const std::string path = StrCat(folder, "/", program.get_name());
  const absl::Status page =
      WriteFileDurably(StrCat(path, ".", title.section), ManPage(commands, title), kForEveryone);
  if (!page.ok()) return page;
  PageTitle in_swedish = title;
  in_swedish.language = board::Language::kSv;
  const absl::Status swedish =
      WriteFileDurably(StrCat(folder, "/sv/", program.get_name(), ".", title.section),
                       ManPage(commands, in_swedish), kForEveryone);
  if (!swedish.ok()) return swedish;
  return WriteFileDurably(path + ".bash", BashCompletion(commands), kForEveryone);
}

absl::Status WriteAll(const std::string& folder) {
  const SystemClock clock;
  const cli::Environment nowhere{.get = [](const std::string&) { return std::string(); },
                                 .in = std::cin,
                                 .out = std::cout,
                                 .err = std::cerr,
                                 .clock = clock};
  cli::Context context(nowhere);
  CLI::App client;
  cli::DefineCommands(client, context);
  const absl::Status written =
      Write(folder, client,
            {.section = "1", .version = "samlad " SAMLAD_VERSION, .see_also = "samlad-gateway(8)"});
  if (!written.ok()) return written;

  app::Flags flags;
  CLI::App gateway;
  app::DefineFlags(gateway, flags);
  const absl::Status served =
      Write(folder, gateway,
            {.section = "8", .version = "samlad " SAMLAD_VERSION, .see_also = "samlad(1)"});
  if (!served.ok()) return served;

  inbox::Flags inbox_flags;
  CLI::App inbox;
  inbox::DefineFlags(inbox, inbox_flags);
  const absl::Status received =
      Write(folder, inbox,
            {.section = "1", .version = "samlad " SAMLAD_VERSION, .see_also = "samlad(1)"});
  if (!received.ok()) return received;

  web::Flags web_flags;
  CLI::App web;
  web::DefineFlags(web, web_flags);
  return Write(folder, web,
               {.section = "8", .version = "samlad " SAMLAD_VERSION, .see_also = "samlad(1)"});
}

}  // namespace
}  // namespace samlad::manual

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: samlad-manual FOLDER\n";
    return 2;
  }
  const absl::Status written = samlad::manual::WriteAll(argv[1]);
  if (written.ok()) return EXIT_SUCCESS;
  std::cerr << "samlad-manual: " << written.message() << '\n';
  return EXIT_FAILURE;
}
