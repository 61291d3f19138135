// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/flags.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <string>
#include <vector>

namespace samlad::app {
namespace {

// A typing mistake shall not look like a wish.
constexpr int kBackupsKeptMax = 10'000;

constexpr char kFooter[] = R"(Exit codes:
  0  stopped cleanly
  1  could not start, or not stop in time: standard error says why
  2  usage
  3  durability is in doubt: look at the disk before starting again

--fsck ends with 1 if anything is wrong.

A signal while the log is read ends it by that signal. Of the Debian package,
as root: samlad-gateway-by-hand runs --init and --check with the account, the
log's key and the configuration of the service.
It runs --fsck, --backup and --restore, too.

Examples:
  samlad-gateway --init --catalogue catalogue.yaml --config gateway.yaml
  samlad-gateway --check --config gateway.yaml
  samlad-gateway --config gateway.yaml
  samlad-gateway --backup /var/backups/samlad --keep 14 --config gateway.yaml
  samlad-gateway --fsck --config gateway.yaml
  samlad-gateway --restore /var/backups/samlad --config gateway.yaml
  samlad-gateway --move-to 'postgresql:///samlad?host=/run/postgresql' --config gateway.yaml)";

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
  auto* fsck = cli.add_option_function<std::vector<std::string>>(
      "--fsck",
      [&flags](const std::vector<std::string>& folder) {
        flags.fsck = true;
        if (!folder.empty()) flags.fsck_folder = folder.front();
      },
      "Examine the whole log, or a copy or backup in a folder; say what is wrong and what still "
      "holds, and exit");
  fsck->expected(0, 1)->type_name("[DIR]");
  fsck->excludes(init)->excludes(check)->excludes(migrate);
  auto* backup = cli.add_option("--backup", flags.backup,
                                "Write a backup of the log into the folder, and exit");
  backup->type_name("DIR")->excludes(init)->excludes(check)->excludes(migrate)->excludes(fsck);
  cli.add_option("--keep", flags.keep, "Backups that stay in the folder; older ones are removed")
      ->type_name("N")
      ->check(CLI::Range(1, kBackupsKeptMax))
      ->needs(backup);
  auto* restore = cli.add_option("--restore", flags.restore,
                                 "Put the log of a backup where there is none, and exit");
  restore->type_name("DIR")->excludes(init)->excludes(check)->excludes(migrate);
  restore->excludes(fsck)->excludes(backup);
  cli.add_option("--forget-after", flags.forget_after,
                 "Entries that are left, where later ones are lost: the log goes on under a new "
                 "origin")
      ->type_name("N")
      ->needs(restore);
  cli.add_option("--known", flags.known,
                 "A checkpoint that a client has seen, which must not be forgotten")
      ->type_name("FILE")
      ->needs(restore);
  auto* move = cli.add_option("--move-to", flags.move_to,
                              "Copy the log to another store, mark the old one, and exit");
  move->type_name("STORE")->excludes(init)->excludes(check)->excludes(migrate);
  move->excludes(fsck)->excludes(backup)->excludes(restore);
}

std::string_view Version() { return SAMLAD_VERSION; }

}  // namespace samlad::app
