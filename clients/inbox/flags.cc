// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/flags.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <regex>

#include "gateway/base/limits.h"

namespace samlad::inbox {
namespace {

constexpr char kFooter[] = R"(Files of a delivery in the folder:
  NAME.edition.binpb the edition, bytes as delivered
  NAME.view.binpb    its view, bytes as delivered
  NAME.view.json     the view for people
  NAME.json          what came and when; written last
  NAME.acknowledged  lay it there when the board has taken note; its first line
                     is the paragraph of the minutes

Exit codes:
  0  stopped cleanly
  1  could not start: standard error says why
  2  usage

Example:
  samlad-board-inbox --listen 0.0.0.0:7543 --cert inbox.pem --key inbox.key \
    --ca root.pem --gateway-identity spiffe://samlad.example/gateway/city \
    --directory /var/lib/board-inbox)";

// What is wrong with a SPIFFE ID; empty: nothing. It is checked because no
// certificate has an invalid one, so that every gateway would be refused.
std::string ProblemOf(const std::string& uri) {
  static const std::regex kSpiffeId(
      "spiffe://[a-z0-9._-]{1,255}(/(?!\\.\\.?(/|$))[A-Za-z0-9._-]+)+");
  if (uri.size() <= limits::kSpiffeIdBytesMax && std::regex_match(uri, kSpiffeId)) return "";
  return "\"" + uri + "\" is no SPIFFE ID; write it as spiffe://samlad.example/gateway/city";
}

}  // namespace

void DefineFlags(CLI::App& cli, Flags& flags) {
  cli.name("samlad-board-inbox");
  cli.description("Receive the editions that a Samlad gateway delivers to the board, as files.");
  cli.footer(kFooter);
  cli.set_version_flag("--version", "samlad-board-inbox " SAMLAD_VERSION, "Print the version");
  const auto add = [&cli](const char* name, std::string& value, const char* help,
                          const char* type) {
    return cli.add_option(name, value, help)->required()->type_name(type);
  };
  add("--listen", flags.listen, "Numeric address and port, for instance 0.0.0.0:7543", "ADDRESS");
  add("--cert", flags.cert, "Own certificate and its chain, PEM", "FILE");
  add("--key", flags.key, "Its private key, PEM, readable only by this account", "FILE");
  add("--ca", flags.ca, "Root certificates that vouch for the gateway, PEM", "FILE");
  add("--gateway-identity", flags.gateway_identity, "SPIFFE ID of the one gateway that may deliver",
      "URI")
      ->check(ProblemOf);
  add("--directory", flags.directory, "Folder for deliveries", "FOLDER");
  cli.add_option("--log-key", flags.log_key,
                 "Verifier key of the gateway's log, with which every delivery is checked")
      ->type_name("FILE");
}

}  // namespace samlad::inbox
