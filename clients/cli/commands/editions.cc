// SPDX-License-Identifier: EUPL-1.2
//
// samlad board editions: the list of editions. samlad board show: one of them.

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

#include "absl/strings/numbers.h"
#include "clients/board/code_names.h"
#include "clients/board/page/board_page.h"
#include "clients/board/table.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/session/verify_edition.h"
#include "clients/cli/text/edition_text.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::cli {
namespace {

ExitCode ListEditions(const Context& context, const std::string& format) {
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto listed = client->ListEditions();
  if (!listed.ok()) return context.FailCall(listed.status());
  if (format == "json") {
    context.out() << ToJson(*listed);
    return ExitCode::kDone;
  }
  if (listed->editions().empty()) {
    context.out() << context.Say("No edition has been published.") << '\n';
    return ExitCode::kDone;
  }
  Table table(context.language(), {{"EDITION", true},
                                   {"POSITION", true},
                                   {"PERIOD"},
                                   {"AS OF", true},
                                   {"PUBLISHED"},
                                   {"SHA-256"}});
  for (const v1::EditionInfo& edition : listed->editions()) {
    table.AddRow({StrCat(edition.number()), StrCat(edition.position()), edition.period(),
                  StrCat(edition.as_of()), context.Time(edition.time_ms()),
                  ledger::ToHex(edition.digest())});
  }
  table.Print(context.out());
  return ExitCode::kDone;
}

constexpr std::string_view kLatest = "latest";

struct EditionOptions {
  std::string edition = std::string(kLatest), format = "table", out;
  uint64_t position = 0;  // instead of `edition`
};

// Position of the edition that is meant; 0: the newest.
absl::StatusOr<uint64_t> FindEdition(sdk::Client& client, const EditionOptions& options) {
  if (options.position != 0 || options.edition == kLatest) return options.position;
  uint32_t number = 0;
  if (!absl::SimpleAtoi(options.edition, &number)) {
    return absl::InvalidArgumentError(
        StrCat("--edition: '", options.edition, "' is neither latest nor a number"));
  }
  const auto listed = client.ListEditions();
  if (!listed.ok()) return listed.status();
  const auto found = std::ranges::find(listed->editions(), number, &v1::EditionInfo::number);
  if (found != listed->editions().end()) return found->position();
  return absl::NotFoundError(StrCat("there is no edition with the number ", number,
                                    "; `samlad board editions` lists them"));
}

std::string RenderTable(const Context& context, const EditionFile& file, bool coloured) {
  std::ostringstream text;
  text << context.Say("Edition $0 of $1, published by the entry at position $2",
                      file.edition().number(), file.view().query().period(), file.position())
       << '\n';
  PrintEdition(file.edition(), context.language(), text);
  text << '\n' << board::RenderBoardTable(file.view(), context.language(), coloured);
  return text.str();
}

std::string RenderEdition(const Context& context, const EditionOptions& options,
                          const EditionFile& file, const board::PageOptions& page) {
  if (options.format == "binpb") return file.edition_bytes();
  if (options.format == "json") return ToJson(file);
  if (options.format == "html") {
    return board::RenderBoardPage(file.view(), context.language(), page);
  }
  return RenderTable(context, file, context.coloured() && options.out.empty());
}

ExitCode ShowEdition(const Context& context, const EditionOptions& options) {
  if (options.format == "binpb" && options.out.empty() && context.environment().out_is_terminal) {
    return context.Fail(ExitCode::kUsage, "binpb is not for a terminal: give --out FILE");
  }
  auto client = context.Connect();
  if (!client.ok()) return context.FailCall(client.status());
  const auto position = FindEdition(*client, options);
  if (absl::IsInvalidArgument(position.status())) return context.FailInput(position.status());
  if (!position.ok()) return context.FailCall(position.status());
  const auto response = client->GetEdition(*position);
  if (!response.ok()) return context.FailCall(response.status());
  auto file = MakeEditionFile(response->edition(), response->position());
  if (!file.ok()) return context.FailCall(file.status());
  board::PageOptions page;
  if (options.format == "table" || options.format == "html") {
    // Without the catalogue the codes are shown instead of titles.
    const auto catalogue = client->GetCatalogue(file->view().as_of());
    if (catalogue.ok()) {
      board::NameCodes(catalogue->catalogue(), context.language(), file->mutable_view());
      page.baselines = board::BaselinesOf(file->edition(), file->view(), catalogue->catalogue());
    }
  }
  const std::string text = RenderEdition(context, options, *file, page);
  if (options.out.empty()) {
    context.out() << text;
    return ExitCode::kDone;
  }
  const absl::Status written = WriteFileDurably(options.out, text);
  return written.ok() ? ExitCode::kDone : context.FailAnswer(written);
}

void AddShowEdition(CLI::App& board, Context& context) {
  auto options = std::make_shared<EditionOptions>();
  CLI::App* command = board.add_subcommand("show", "An edition, as it was published");
  CLI::Option* edition =
      command->add_option("--edition", options->edition, "latest, or the number of the edition")
          ->type_name("EDITION")
          ->capture_default_str();
  command->add_option("--position", options->position, "Its position in the log instead")
      ->type_name("POSITION")
      ->check(CLI::PositiveNumber)
      ->excludes(edition);
  command
      ->add_option("--format", options->format,
                   "table and html for people; json (for audit verify) and binpb for programs")
      ->check(CLI::IsMember({"table", "json", "html", "binpb"}))
      ->capture_default_str();
  command->add_option("--out", options->out, "Write to this file instead of standard output")
      ->type_name("FILE");
  command->callback([&context, options] {
    context.action = [&context, options] { return ShowEdition(context, *options); };
  });
}

}  // namespace

void AddEditionCommands(CLI::App& board, Context& context) {
  auto format = std::make_shared<std::string>();
  CLI::App* list =
      board.add_subcommand("editions", "The editions that were published, newest first");
  AddFormat(*list, *format);
  list->callback([&context, format] {
    context.action = [&context, format] { return ListEditions(context, *format); };
  });
  AddShowEdition(board, context);
}

}  // namespace samlad::cli
