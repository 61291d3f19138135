// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/app.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "clients/cli/commands.h"

namespace samlad::cli {
namespace {

void AddShared(CLI::App& app, SharedOptions& options) {
  ConnectionFlags& connection = options.connection;
  const std::string group = "Connection (flags win over environment, environment over profile)";
  app.add_option("--config", connection.config,
                 "Profile file (SAMLAD_CONFIG; ~/.config/samlad/profiles.yaml)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--profile", connection.profile, "Profile to use (SAMLAD_PROFILE)")
      ->type_name("NAME")
      ->group(group);
  app.add_option("--gateway", connection.gateway, "Address of the gateway (SAMLAD_GATEWAY)")
      ->type_name("HOST:PORT")
      ->group(group);
  app.add_option("--cert", connection.certificate, "Own certificate chain, PEM (SAMLAD_CERT)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--key", connection.key, "Its private key, PEM (SAMLAD_KEY)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--ca", connection.authorities,
                 "Authorities that may name the gateway, PEM (SAMLAD_CA)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--log-key", connection.log_key, "Verifier key of the log (SAMLAD_LOG_KEY)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--lang", options.language,
                 "Language of titles and findings (SAMLAD_LANG, LC_ALL, LANG)")
      ->check(CLI::IsMember({"sv", "en"}));
  app.add_flag("--strict", options.strict, "Exit with 1 if there are warnings");
}

constexpr char kFooter[] = R"(Exit codes:
  0  done (warnings are printed)
  1  rejected by validation, or a verification failed
  2  usage, or input that cannot be read
  3  gateway not reached, not identified or overloaded: run the same again
  4  refused: permission, quota, or the state has changed

Each group has examples: samlad report --help)";

}  // namespace

void AddFormat(CLI::App& command, std::string& format) {
  format = "table";
  command.add_option("--format", format, "For people, or for programs (proto3 JSON)")
      ->check(CLI::IsMember({"table", "json"}))
      ->capture_default_str();
}

ExitCode Run(int argc, const char* const* argv, const Environment& environment) {
  Context context(environment);
  CLI::App app(
      "Exchange reports with a Samlad gateway: send them, read the board's view, verify "
      "receipts.",
      "samlad");
  app.fallthrough();
  app.require_subcommand(1);
  AddShared(app, context.options);
  app.footer(kFooter);
  AddReportCommands(app, context);
  AddBoardCommands(app, context);
  AddCoordinateCommands(app, context);
  AddAdminCommands(app, context);
  AddAuditCommands(app, context);
  AddDoctorCommand(app, context);
  AddVersionCommand(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 speaks by exceptions; they end here. Asking for help is one too.
    return app.exit(error, environment.out, environment.err) == 0 ? ExitCode::kDone
                                                                  : ExitCode::kUsage;
  }
  const ExitCode code = context.action();
  if (!environment.out.flush()) {
    return context.Fail(ExitCode::kUsage, "cannot write to standard output");
  }
  return code;
}

}  // namespace samlad::cli
