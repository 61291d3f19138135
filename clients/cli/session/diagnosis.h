// SPDX-License-Identifier: EUPL-1.2
//
// The checks of `samlad doctor`. Each reports one thing and, if it is not well,
// how to fix it, in the chosen language. Of reasons from outside, only what
// OpenSSL and the system say in their own words is not translated.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_DIAGNOSIS_H_
#define SAMLAD_CLIENTS_CLI_SESSION_DIAGNOSIS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/board/language.h"
#include "clients/cli/session/connection.h"
#include "clients/cli/session/exit_code.h"

namespace samlad::cli {

// kDone: well. kRejected: a verification failed, or it works but needs
// attention. Any other code: the exit code of commands because of it.
struct Diagnosis {
  std::string name;
  ExitCode code = ExitCode::kDone;
  std::string text;
  std::string fix;  // empty if well
  bool verification_failed = false;

  bool broken() const { return code > ExitCode::kRejected || verification_failed; }
};

// The first certificate of a chain (RFC 7468), which sdk::LoadIdentity has read.
std::string_view LeafOf(std::string_view chain_pem);

// Files, key, name, chain and validity of our certificate; nothing is sent.
// `now_ms`: milliseconds since the Unix epoch.
std::vector<Diagnosis> ExamineIdentity(const Connection& connection, int64_t now_ms,
                                       board::Language language);

// The connection to the gateway, which is one address: name service, TCP, TLS, up to the first that
// does not work. Only if the identity can be used at all.
std::vector<Diagnosis> ExamineWay(const Connection& connection, int64_t now_ms,
                                  board::Language language);

// The first variable that names a proxy, if there is one: none is used, which
// explains a gateway that could not be `reached`. `get`: a variable's value, or
// empty.
std::vector<Diagnosis> ExamineProxy(const std::function<std::string(const std::string&)>& get,
                                    const std::string& gateway, bool reached,
                                    board::Language language);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_DIAGNOSIS_H_
