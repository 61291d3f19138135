// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/app.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <string>

#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/help.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

void AddShared(CLI::App& app, SharedOptions& options) {
  ConnectionFlags& connection = options.connection;
  const std::string group =
      "Connection (flags override the environment, which overrides the profile)";
  app.add_option("--config", connection.config,
                 "Profile file (SAMLAD_CONFIG; ~/.config/samlad/profiles.yaml)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--profile", connection.profile, "Profile to use (SAMLAD_PROFILE)")
      ->type_name("NAME")
      ->group(group);
  app.add_option("--gateway", connection.gateway,
                 "Address of the gateway; of several gateways of one log, all with commas between "
                 "them (SAMLAD_GATEWAY)")
      ->type_name("HOST:PORT")
      ->group(group);
  app.add_option("--cert", connection.certificate, "Own certificate chain, PEM (SAMLAD_CERT)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--key", connection.key, "Its private key, PEM (SAMLAD_KEY)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--ca", connection.authorities,
                 "Root certificates that vouch for the gateway, PEM (SAMLAD_CA)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--log-key", connection.log_key, "Verifier key of the log (SAMLAD_LOG_KEY)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--lang", options.language, "Language, sv or en (SAMLAD_LANG, LC_ALL, LANG)")
      ->check(CLI::IsMember({"sv", "en"}));
  app.add_flag("--strict", options.strict, "Exit with 1 if there are warnings");
}

constexpr char kFooter[] = R"(Exit codes:
  0  done (warnings are printed)
  1  rejected by validation, or a verification failed
  2  usage, or input that cannot be read
  3  gateway not reached, not identified or overloaded, or its answer or receipt
     could not be saved: run the same command again
  4  refused: permission, quota, not found, or the state has changed

A profile file, ~/.config/samlad/profiles.yaml; its paths are relative to it:
  profiles:
    - name: eidar
      gateway: samlad.city.example:7443
      cert: client.pem
      key: key.pem
      ca: root.pem
      log_key: log.vkey

Each group has examples: samlad report --help)";

// The language that was asked for, also if the line could not be read to its
// end.
void TakeLanguage(const CLI::App& app, SharedOptions& options) {
  for (const std::string& given : app.get_option("--lang")->results()) {
    if (given == "sv" || given == "en") options.language = given;
  }
}

// The command that the line reached before the error, and how to call it.
const CLI::App* Reached(const CLI::App& app, std::string* path) {
  const CLI::App* reached = &app;
  *path = app.get_name();
  while (!reached->get_subcommands().empty()) {
    reached = reached->get_subcommands().front();
    StrAppend(path, " ", reached->get_name());
  }
  return reached;
}

// A word that should have been a command, with the commands there are; else
// what CLI11 says.
std::string ExplainUsage(const Context& context, const CLI::App& app,
                         const CLI::ParseError& error) {
  std::string path;
  const CLI::App* reached = Reached(app, &path);
  const std::string help = StrCat("\n  ", context.Say("`$0 --help` shows more", path));
  std::vector<std::string> names;
  for (const CLI::App* command : reached->get_subcommands(nullptr)) {
    // A group of options is a command without a name.
    if (!command->get_name().empty()) names.push_back(command->get_name());
  }
  if (names.empty()) return error.what() + help;
  const std::string choice =
      StrCat("\n  ", context.Say("the commands are: $0", absl::StrJoin(names, ", ")), help);
  for (const std::string& word : app.remaining(/*recurse=*/true)) {
    if (word.starts_with('-')) continue;
    return context.Say("'$0' is not a command of `$1`", word, path) + choice;
  }
  return StrCat(error.what(), choice);
}

}  // namespace

void AddDecimal(CLI::App& command, std::string& mark) {
  command
      .add_option("--decimal", mark,
                  "How CSV files write decimals; detect: a comma if ; is between the cells")
      ->type_name("point|comma|detect")
      ->check(CLI::IsMember({"point", "comma", "detect"}))
      ->capture_default_str();
}

void AddFormat(CLI::App& command, std::string& format, std::vector<std::string> more) {
  format = "table";
  std::vector<std::string> formats{"table", "json"};
  formats.insert(formats.end(), more.begin(), more.end());
  const bool calendar = std::ranges::find(more, "ics") != more.end();
  command
      .add_option("--format", format,
                  calendar ? "For people, for programs (proto3 JSON), or for calendars (ics)"
                           : "For people, or for programs (proto3 JSON)")
      ->check(CLI::IsMember(std::move(formats)))
      ->capture_default_str();
}

void DefineCommands(CLI::App& app, Context& context) {
  app.name("samlad");
  app.description(
      "Exchange reports with a Samlad gateway: send them, read the board's view, verify "
      "receipts.");
  app.fallthrough();
  app.require_subcommand(1);
  AddShared(app, context.options);
  app.formatter(MakeHelpFormatter());  // inherited by what is added below
  app.footer(kFooter);
  app.set_version_flag("--version", VersionLine(), "Print the version");
  AddReportCommands(app, context);
  AddBoardCommands(app, context);
  AddCoordinateCommands(app, context);
  AddAdminCommands(app, context);
  AddAuditCommands(app, context);
  AddDoctorCommand(app, context);
  AddConformanceCommand(app, context);
  AddVersionCommand(app, context);
}

ExitCode Run(int argc, const char* const* argv, const Environment& environment) {
  Context context(environment);
  CLI::App app;
  DefineCommands(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    TakeLanguage(app, context.options);
    // CLI11 reports errors by exceptions, also a request for help; they end
    // here. An unknown command gets an error, because help would be that of
    // another command.
    if (error.get_exit_code() != 0 || !app.remaining(/*recurse=*/true).empty()) {
      return context.Fail(ExitCode::kUsage, ExplainUsage(context, app, error));
    }
    PrintHelp(app, error, context);
    return ExitCode::kDone;
  }
  const ExitCode code = context.action();
  if (!environment.out.flush()) {
    // `samlad ... | head` has read what it wanted.
    if (environment.reader_gone && environment.reader_gone()) return code;
    return context.Fail(ExitCode::kUnreachable,
                        context.Say("cannot write to standard output; run the same command again"));
  }
  return code;
}

}  // namespace samlad::cli
