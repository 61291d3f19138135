// SPDX-License-Identifier: EUPL-1.2
//
// samlad board page: the board's page as one file, for a browser or as a PDF.

#include <filesystem>
#include <memory>
#include <string>

#include "clients/board/page/board_page.h"
#include "clients/board/page/pdf_pages.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/print_pdf.h"
#include "clients/cli/commands/saved_view.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

struct PageOptions {
  ViewSource source;
  std::string out;
};

std::string PageEnding(const PageOptions& options) {
  return std::filesystem::path(options.out).extension().string();
}

// Printed twice: what is on which page is known only when it has been printed.
absl::StatusOr<std::string> Print(const Context& context, const std::string& browser,
                                  const ReadViewResult& read) {
  board::PageOptions options{.baselines = read.baselines};
  const auto first =
      PrintToPdf(browser, board::RenderBoardPage(read.view, context.language(), options));
  if (!first.ok()) return first;
  options.page_of = board::PagesOfAnchors(*first);
  if (options.page_of.empty()) return first;
  return PrintToPdf(browser, board::RenderBoardPage(read.view, context.language(), options));
}

ExitCode FailPrint(const Context& context, std::string_view why) {
  return context.Fail(ExitCode::kUsage,
                      StrCat("no PDF was made: ", why,
                             "; give --out with the ending .html, and print that file from a "
                             "browser"));
}

ExitCode WritePage(const Context& context, const PageOptions& options) {
  const std::string ending = PageEnding(options);
  if (ending != ".html" && ending != ".pdf") {
    return context.Fail(ExitCode::kUsage,
                        context.Say("which format? Give --out a file with the ending .html or "
                                    ".pdf"));
  }
  const std::string browser = ending == ".pdf" ? FindBrowser(context.environment()) : "";
  if (ending == ".pdf" && browser.empty()) {
    return FailPrint(context, "there is no Chromium in PATH");
  }
  ReadViewResult read;
  const ExitCode code = ReadViewFrom(context, options.source, /*name_codes=*/true, &read);
  if (code != ExitCode::kDone) return code;
  std::string page;
  if (ending == ".html") {
    page = board::RenderBoardPage(read.view, context.language(), {.baselines = read.baselines});
  } else {
    auto printed = Print(context, browser, read);
    if (!printed.ok()) return FailPrint(context, Message(printed.status()));
    page = *std::move(printed);
  }
  const absl::Status written = WriteFileDurably(options.out, page);
  if (!written.ok()) {
    return options.source.from.empty() ? context.FailAnswer(written) : context.FailInput(written);
  }
  context.err() << context.Say("Written: $0", options.out) << '\n';
  return ExitCode::kDone;
}

}  // namespace

void AddPageCommand(CLI::App& board, Context& context) {
  auto options = std::make_shared<PageOptions>();
  CLI::App* command =
      board.add_subcommand("page", "The board's page as one file, for a browser or as a PDF");
  AddViewSource(*command, options->source);
  command
      ->add_option("--out", options->out,
                   "Write to this file; its ending is .html, or .pdf where Chromium is installed")
      ->type_name("FILE")
      ->required();
  command->callback([&context, options] {
    context.action = [&context, options] { return WritePage(context, *options); };
  });
}

}  // namespace samlad::cli
