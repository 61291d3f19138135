// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/flags.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace samlad::web {
namespace {

constexpr char kFooter[] = R"(Two ways to run it:
  For one person, on that person's computer: --profile names who it is, and the
  program prints an address that holds once, for a minute. Nobody else gets in.
  For an organisation or a whole city: --listen, --origin, --cert, --key and --ca.
  People show their own certificates; the profile is that of this program, and
  the catalogue must grant its organisation the permission `represent`.

Exit codes:
  0  stopped cleanly
  1  could not start: standard error says why
  2  usage

Examples:
  samlad-web --profile eidar
  samlad-web --config /etc/samlad-web/profiles.yaml --profile web \
    --listen 0.0.0.0:8443 --origin https://samlad.example:8443 \
    --cert /etc/samlad-web/web.pem --key /etc/samlad-web/web.key \
    --ca /etc/samlad-web/clients.pem)";

}  // namespace

void DefineFlags(CLI::App& cli, Flags& flags) {
  cli.name("samlad-web");
  cli.description("Serve the pages of Samlad to browsers.");
  cli.footer(kFooter);
  cli.set_version_flag("--version", "samlad-web " SAMLAD_VERSION, "Print the version");
  const auto add = [&cli](const char* name, std::string& value, const char* help,
                          const char* type) {
    return cli.add_option(name, value, help)->type_name(type);
  };
  add("--config", flags.config, "Profile file; as of samlad(1)", "FILE");
  add("--profile", flags.profile, "Gateway and identity, by their name in the profile file",
      "NAME");
  CLI::Option* port =
      cli.add_option("--port", flags.port, "Port on 127.0.0.1 for one person; 0: any free one")
          ->type_name("PORT");
  CLI::Option* listen = add("--listen", flags.listen,
                            "Numeric address and port for everybody: 0.0.0.0:8443", "ADDRESS");
  CLI::Option* origin = add("--origin", flags.origin,
                            "Address that browsers use: https://samlad.example:8443", "URL");
  CLI::Option* cert =
      add("--cert", flags.cert, "This site's certificate and its chain, PEM", "FILE");
  CLI::Option* key =
      add("--key", flags.key, "Its private key, PEM, readable only by this account", "FILE");
  CLI::Option* ca =
      add("--ca", flags.ca, "Root certificates that vouch for people's certificates, PEM", "FILE");
  listen->excludes(port)->needs(origin, cert, key, ca);
  for (CLI::Option* other : {origin, cert, key, ca}) other->needs(listen);
}

}  // namespace samlad::web
