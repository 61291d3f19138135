// SPDX-License-Identifier: EUPL-1.2
//
// The running program: the server, what it answers, and its certificates.

#ifndef SAMLAD_CLIENTS_WEB_WEB_PROGRAM_H_
#define SAMLAD_CLIENTS_WEB_WEB_PROGRAM_H_

#include <memory>
#include <stop_token>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session/environment.h"
#include "clients/web/flags.h"
#include "gateway/telemetry/log.h"

namespace samlad::web {

class WebProgram {
 public:
  // Prints where it serves. It configures OpenSSL, so it must come before the
  // process uses gRPC otherwise. The clock of `environment` must outlive it.
  static absl::StatusOr<std::unique_ptr<WebProgram>> Start(const Flags& flags,
                                                           const cli::Environment& environment,
                                                           const telemetry::Log& log);
  // Calls to the gateway are cancelled.
  ~WebProgram();

  // Reads the certificate files again, and uses new ones that hold.
  void Refresh();

 private:
  struct Parts;
  explicit WebProgram(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_WEB_PROGRAM_H_
