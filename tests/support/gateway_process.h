// SPDX-License-Identifier: EUPL-1.2
//
// The real samlad-gateway as a process of its own, with certificates and a log
// in a folder, to be talked to over real TLS and killed for real.

#ifndef SAMLAD_TESTS_SUPPORT_GATEWAY_PROCESS_H_
#define SAMLAD_TESTS_SUPPORT_GATEWAY_PROCESS_H_

#include <sys/types.h>

#include <string>

#include "samlad/v1/catalogue.pb.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"

namespace samlad::testing {

// Not thread-safe. Failures to start end the test program with the gateway's
// own words; destruction kills the process it started, and no other.
class GatewayProcess {
 public:
  // Writes certificates, configuration and catalogue, and begins the log.
  // `configuration`: further lines of gateway.yaml.
  explicit GatewayProcess(const v1::Catalogue& catalogue, const std::string& configuration = "");
  ~GatewayProcess();
  GatewayProcess(const GatewayProcess&) = delete;
  GatewayProcess& operator=(const GatewayProcess&) = delete;

  // Starts it and waits until it serves.
  void Start();
  // Sends a signal and waits for the end. The exit code; 128 + n if signal n
  // ended it.
  int Stop(int signal);

  const std::string& address() const { return address_; }
  const TestAuthority& authority() const { return authority_; }
  const std::string& configuration_path() const { return configuration_path_; }
  const std::string& verifier_key() const { return verifier_key_; }
  // Everything that it has logged, over all its starts.
  std::string Log() const;

 private:
  TempDir folder_;
  TestAuthority authority_;
  std::string configuration_path_, verifier_key_, address_;
  pid_t pid_ = -1;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_GATEWAY_PROCESS_H_
