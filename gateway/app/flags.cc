// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/flags.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace samlad::app {
namespace {

constexpr char kFooter[] = R"(Exit codes:
  0  stopped cleanly
  1  could not start, or not stop in time: standard error says why
  2  usage
  3  durability is in doubt: look at the disk before starting again

A signal while the log is read ends it by that signal. Of the Debian package,
as root: samlad-gateway-by-hand runs --init and --check with the account, the
log's key and the configuration of the service.

Examples:
  samlad-gateway --init --catalogue catalogue.yaml --config gateway.yaml
  samlad-gateway --check --config gateway.yaml
  samlad-gateway --config gateway.yaml)";

}  // namespace

void DefineFlags(CLI::App& cli, Flags& flags) {
  cli.name("samlad-gateway");
  cli.description("Receive reports, store them in a verifiable log and serve the board's view.");
  cli.footer(kFooter);
  cli.set_version_flag("--version", "samlad-gateway " SAMLAD_VERSION, "Print the version");
  cli.add_option("--config", flags.config, "Configuration, YAML")->required()->type_name("FILE");
  auto* init = cli.add_flag("--init", flags.init, "Start a new log with a catalogue, and exit");
  auto* catalogue =
      cli.add_option("--catalogue", flags.catalogue, "First catalogue of the log, YAML")
          ->type_name("FILE");
  auto* check = cli.add_flag("--check", flags.check,
                             "Check configuration, certificates, key and log, and exit");
  init->needs(catalogue);
  catalogue->needs(init);
  check->excludes(init);
  auto* migrate = cli.add_flag("--migrate", flags.migrate,
                               "Bring the tables of the store up to date, and exit");
  migrate->excludes(init)->excludes(check);
}

std::string_view Version() { return SAMLAD_VERSION; }

}  // namespace samlad::app
