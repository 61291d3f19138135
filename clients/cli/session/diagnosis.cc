// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/diagnosis.h"

#include <sys/stat.h>

#include "absl/time/time.h"
#include "clients/cli/text/words.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/certificate.h"
#include "clients/sdk/identity.h"
#include "clients/sdk/tls_probe.h"
#include "gateway/base/strings.h"
#include "gateway/identity/principal.h"
#include "gateway/identity/x509.h"

namespace samlad::cli {
namespace {

constexpr int64_t kDayMs = int64_t{24} * 60 * 60 * 1000;
// Renew when less than this share of the certificate's life is left.
constexpr int64_t kRenewShare = 5;

// As certificates' dates are shown.
std::string UtcText(int64_t ms) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixMillis(ms), absl::UTCTimeZone());
}

// The result of a check, in one language.
class Speaker {
 public:
  explicit Speaker(board::Language language) : language_(language) {}

  template <class... Arguments>
  std::string Say(Phrase phrase, const Arguments&... arguments) const {
    return cli::Say(language_, phrase, arguments...);
  }
  // What the library says.
  std::string Reason(const absl::Status& status) const {
    return InLanguage(language_, Message(status));
  }
  Diagnosis Well(Phrase name, std::string text) const {
    return {Say(name), ExitCode::kDone, std::move(text), ""};
  }
  Diagnosis Ill(Phrase name, ExitCode code, std::string text, std::string fix) const {
    return {Say(name), code, std::move(text), std::move(fix)};
  }

 private:
  board::Language language_;
};

absl::StatusOr<sdk::Identity> Load(const Connection& connection) {
  return sdk::LoadIdentity({.certificate = connection.certificate,
                            .key = connection.key,
                            .authorities = connection.authorities});
}

// The gateway's own check of the certificate.
Diagnosis ExamineName(const Speaker& speak, const sdk::Identity& identity) {
  const auto peer = identity::ParsePrincipal(LeafOf(identity.certificate_pem));
  if (!peer.ok()) {
    return speak.Ill("name", ExitCode::kRefused, speak.Reason(peer.status()),
                     speak.Say("ask the operator for a client certificate with the one name "
                               "spiffe://<domain>/org/<organisation>/<system>"));
  }
  return speak.Well("name", speak.Say("organisation $0, system $1, trust domain $2",
                                      peer->organisation, peer->system, peer->trust_domain));
}

Diagnosis ExamineChain(const Speaker& speak, const sdk::Identity& identity, int64_t now_ms) {
  const auto chain = sdk::CheckChain(identity.certificate_pem, identity.authorities_pem, now_ms);
  if (chain.ok()) return speak.Well("chain", speak.Say("leads to a root certificate in --ca"));
  return speak.Ill(
      "chain", ExitCode::kRejected, speak.Reason(chain),
      speak.Say("put the intermediate certificates after your own; if the operator uses different "
                "roots for clients and for the gateway, this can be correct"));
}

Diagnosis ExamineValidity(const Speaker& speak, const sdk::Identity& identity, int64_t now_ms) {
  const auto ill = [&speak](ExitCode code, std::string text, std::string fix) {
    return speak.Ill("validity", code, std::move(text), std::move(fix));
  };
  const auto chain = identity::ParseCertificates(identity.certificate_pem);
  if (!chain.ok()) return ill(ExitCode::kUsage, speak.Reason(chain.status()), "");
  const ASN1_TIME& begin = *X509_get0_notBefore(chain->front().get());
  const ASN1_TIME& end = *X509_get0_notAfter(chain->front().get());
  const auto begin_ms = identity::TimeMs(begin);
  const auto end_ms = identity::TimeMs(end);
  if (!begin_ms.ok() || !end_ms.ok()) {
    return ill(ExitCode::kUsage, speak.Say("its dates cannot be read"),
               speak.Say("ask for a new certificate"));
  }
  const std::string until = identity::TimeText(end);
  if (now_ms < *begin_ms) {
    return ill(ExitCode::kRefused,
               speak.Say("valid from $0, but this computer's clock says $1",
                         identity::TimeText(begin), UtcText(now_ms)),
               speak.Say("this computer's clock may be slow: correct it, otherwise wait"));
  }
  if (now_ms > *end_ms) {
    return ill(
        ExitCode::kRefused,
        speak.Say("expired, valid until $0; this computer's clock says $1", until, UtcText(now_ms)),
        speak.Say("ask the operator for a new certificate; if yours is new, this computer's "
                  "clock may be fast"));
  }
  if (absl::Status all = sdk::CheckDates(identity.certificate_pem, now_ms); !all.ok()) {
    return ill(ExitCode::kRefused, speak.Reason(all),
               speak.Say("put the newer intermediate certificate of the operator in its place"));
  }
  if ((*end_ms - now_ms) * kRenewShare < *end_ms - *begin_ms) {
    const int64_t days = (*end_ms - now_ms) / kDayMs;
    return ill(ExitCode::kRejected,
               days < 2 ? speak.Say("less than two days left, until $0", until)
                        : speak.Say("$0 days left, until $1", days, until),
               speak.Say("renew the certificate"));
  }
  return speak.Well("validity", speak.Say("until $0", until));
}

Diagnosis ExamineKeyFile(const Speaker& speak, const std::string& file) {
  struct stat info = {};
  if (stat(file.c_str(), &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return speak.Ill("key file", ExitCode::kRejected,
                     speak.Say("$0 can be read by other users", file), StrCat("chmod 600 ", file));
  }
  return speak.Well("key file", speak.Say("only the owner can read it"));
}

// The address of a proxy without a password that may stand in it.
std::string WithoutPassword(const std::string& proxy) {
  const size_t at = proxy.rfind('@');
  if (at == proxy.npos) return proxy;
  const size_t scheme = proxy.find("://");
  return StrCat(scheme == proxy.npos ? "" : proxy.substr(0, scheme + 3), proxy.substr(at + 1));
}

}  // namespace

std::string_view LeafOf(std::string_view chain_pem) {
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  return chain_pem.substr(0, chain_pem.find(kEnd) + kEnd.size());
}

std::vector<Diagnosis> ExamineProxy(const std::function<std::string(const std::string&)>& get,
                                    const std::string& gateway, bool reached,
                                    board::Language language) {
  const Speaker speak(language);
  for (const char* name : {"grpc_proxy", "https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY",
                           "all_proxy", "ALL_PROXY"}) {
    const std::string proxy = get(name);
    if (proxy.empty()) continue;
    std::string text = speak.Say(
        "$0 is set to $1 and is not used: the connection goes straight to "
        "the gateway",
        name, WithoutPassword(proxy));
    if (reached) return {speak.Well("proxy", std::move(text))};
    return {speak.Ill(
        "proxy", ExitCode::kRejected, std::move(text),
        speak.Say("if this network lets only the proxy out, ask its owner to open $0 directly; "
                  "unsetting $1 changes nothing",
                  gateway, name))};
  }
  return {};
}

std::vector<Diagnosis> ExamineIdentity(const Connection& connection, int64_t now_ms,
                                       board::Language language) {
  const Speaker speak(language);
  const auto identity = Load(connection);
  if (!identity.ok()) {
    return {speak.Ill(
        "files", ExitCode::kUsage, speak.Reason(identity.status()),
        speak.Say(
            "give --cert, --key and --ca, or a profile that names them (see `samlad --help`)"))};
  }
  return {
      speak.Well("files",
                 speak.Say("certificate, key and root certificates were read; the key matches")),
      ExamineKeyFile(speak, connection.key), ExamineName(speak, *identity),
      ExamineChain(speak, *identity, now_ms), ExamineValidity(speak, *identity, now_ms)};
}

std::vector<Diagnosis> ExamineWay(const Connection& connection, int64_t now_ms,
                                  board::Language language) {
  const Speaker speak(language);
  const auto identity = Load(connection);
  const auto address = sdk::ParseAddress(connection.gateway);
  if (!identity.ok()) return {};
  if (!address.ok()) {
    return {speak.Ill("address", ExitCode::kUsage, speak.Reason(address.status()),
                      speak.Say("give --gateway host:port"))};
  }
  const auto socket = sdk::ConnectTcp(*address);
  if (!socket.ok()) {
    return {speak.Ill("network", ExitCode::kUnreachable, speak.Reason(socket.status()),
                      speak.Say("check the address with the operator, then firewalls in between"))};
  }
  std::vector<Diagnosis> result{speak.Well("network", speak.Say("$0 answers", connection.gateway))};
  const auto tls = sdk::ShakeHands(*socket, *address, *identity, now_ms);
  if (!tls.ok()) {
    result.push_back(
        speak.Ill("tls", ExitCode::kUnreachable, speak.Reason(tls.status()),
                  speak.Say("if the gateway's certificate is the problem, get its root certificate "
                            "from the operator for --ca and connect to a name in the certificate; "
                            "if yours is the problem, ask the operator whether it was revoked, "
                            "because only the gateway's log shows the reason")));
    return result;
  }
  result.push_back(
      speak.Well("tls", speak.Say("$0 with $1, valid until $2; key exchange $3", tls->version,
                                  tls->subject, tls->not_after, tls->group)));
  return result;
}

}  // namespace samlad::cli
