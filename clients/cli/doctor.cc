// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/doctor.h"

#include <sys/stat.h>

#include "clients/cli/tls_probe.h"
#include "clients/sdk/certificate.h"
#include "clients/sdk/identity.h"
#include "gateway/base/strings.h"
#include "gateway/identity/peer.h"
#include "gateway/identity/x509.h"

namespace samlad::cli {
namespace {

constexpr int64_t kDayMs = int64_t{24} * 60 * 60 * 1000;
// Renew when less than this share of the certificate's life is left.
constexpr int64_t kRenewShare = 5;

Diagnosis Well(std::string name, std::string text) {
  return {std::move(name), ExitCode::kDone, std::move(text), ""};
}

absl::StatusOr<sdk::Identity> Load(const Connection& connection) {
  return sdk::LoadIdentity({.certificate = connection.certificate,
                            .key = connection.key,
                            .authorities = connection.authorities});
}

// The first certificate of a chain (RFC 7468), which LoadIdentity has read.
std::string_view Leaf(std::string_view chain_pem) {
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  return chain_pem.substr(0, chain_pem.find(kEnd) + kEnd.size());
}

// The gateway's own judgement of the certificate.
Diagnosis ExamineName(const sdk::Identity& identity) {
  const auto peer = identity::ParsePeerCertificate(Leaf(identity.certificate_pem));
  if (!peer.ok()) {
    return {"name", ExitCode::kRefused, std::string(Message(peer.status())),
            "ask the operator for a client certificate with the one name "
            "spiffe://<domain>/org/<organisation>/<system>"};
  }
  return Well("name", StrCat("organisation ", peer->organisation, ", system ", peer->system,
                             ", trust domain ", peer->trust_domain));
}

Diagnosis ExamineChain(const sdk::Identity& identity) {
  const auto chain = sdk::CheckChain(identity.certificate_pem, identity.authorities_pem);
  if (chain.ok()) return Well("chain", "leads to the authorities file");
  return {"chain", ExitCode::kRejected, std::string(Message(chain)),
          "put the intermediate certificates after your own; if the operator trusts clients by "
          "another authority than the gateway's own, this may be as it should"};
}

Diagnosis ExamineValidity(const sdk::Identity& identity, int64_t now_ms) {
  const auto chain = identity::ParseCertificates(identity.certificate_pem);
  if (!chain.ok()) return {"validity", ExitCode::kUsage, std::string(Message(chain.status())), ""};
  const ASN1_TIME& begin = *X509_get0_notBefore(chain->front().get());
  const ASN1_TIME& end = *X509_get0_notAfter(chain->front().get());
  const auto begin_ms = identity::TimeMs(begin);
  const auto end_ms = identity::TimeMs(end);
  if (!begin_ms.ok() || !end_ms.ok()) {
    return {"validity", ExitCode::kUsage, "its dates do not parse", "ask for a new certificate"};
  }
  const std::string until = StrCat("until ", identity::TimeText(end));
  if (now_ms < *begin_ms) {
    return {"validity", ExitCode::kRefused, StrCat("not valid before ", identity::TimeText(begin)),
            "this computer's clock may be behind: set it; else wait"};
  }
  if (now_ms > *end_ms) {
    return {"validity", ExitCode::kRefused, StrCat("expired, valid ", until),
            "ask the operator for a new certificate; if it is new, this computer's clock may be "
            "ahead"};
  }
  if ((*end_ms - now_ms) * kRenewShare < *end_ms - *begin_ms) {
    return {"validity", ExitCode::kRejected,
            StrCat((*end_ms - now_ms) / kDayMs, " days left, ", until), "renew the certificate"};
  }
  return Well("validity", until);
}

Diagnosis ExamineKeyFile(const std::string& file) {
  struct stat info = {};
  if (stat(file.c_str(), &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return {"key file", ExitCode::kRejected, StrCat(file, " can be read by other users"),
            StrCat("chmod 600 ", file)};
  }
  return Well("key file", "only its owner can read it");
}

}  // namespace

std::vector<Diagnosis> ExamineIdentity(const Connection& connection, int64_t now_ms) {
  const auto identity = Load(connection);
  if (!identity.ok()) {
    return {{"files", ExitCode::kUsage, std::string(Message(identity.status())),
             "give --cert, --key and --ca, or a profile that names them"}};
  }
  return {Well("files", "certificate, key and authorities are read; the key fits"),
          ExamineKeyFile(connection.key), ExamineName(*identity), ExamineChain(*identity),
          ExamineValidity(*identity, now_ms)};
}

std::vector<Diagnosis> ExamineWay(const Connection& connection) {
  const auto identity = Load(connection);
  const auto address = sdk::ParseAddress(connection.gateway);
  if (!identity.ok()) return {};
  if (!address.ok()) {
    return {{"address", ExitCode::kUsage, std::string(Message(address.status())),
             "give --gateway host:port"}};
  }
  const auto socket = ConnectTcp(*address);
  if (!socket.ok()) {
    return {{"network", ExitCode::kUnreachable, std::string(Message(socket.status())),
             "check the address with the operator, then firewalls on the way"}};
  }
  std::vector<Diagnosis> result{Well("network", StrCat(connection.gateway, " answers"))};
  const auto tls = ShakeHands(*socket, *address, *identity);
  if (!tls.ok()) {
    result.push_back({"tls", ExitCode::kUnreachable, std::string(Message(tls.status())),
                      "if the gateway's certificate is at fault, get its authority from the "
                      "operator for --ca and dial the name that it carries; if ours is, ask the "
                      "operator why, and whether it was revoked: the gateway's log says so"});
    return result;
  }
  result.push_back(
      Well("tls", StrCat(tls->version, " with ", tls->subject, ", valid until ", tls->not_after)));
  return result;
}

}  // namespace samlad::cli
