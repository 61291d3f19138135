// SPDX-License-Identifier: EUPL-1.2
//
// The transport as the gateway sets it up, with the smallest of services on
// it, for tests over real TLS.

#ifndef SAMLAD_TESTS_INTEGRATION_TLS_GATEWAY_H_
#define SAMLAD_TESTS_INTEGRATION_TLS_GATEWAY_H_

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/base/clock.h"
#include "gateway/base/system_clock.h"
#include "gateway/transport/listener.h"
#include "gateway/transport/server_certificates.h"
#include "samlad/v1/ledger_service.grpc.pb.h"
#include "tests/support/log_lines.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_certificates.h"

namespace samlad::testing {

// Answers every checkpoint with "served".
class TrivialService final : public v1::LedgerService::CallbackService {
 public:
  grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                          const v1::GetCheckpointRequest* request,
                                          v1::GetCheckpointResponse* response) override;
};

// All tests come from one address.
inline constexpr uint32_t kAnyRate = 1'000'000;

// Serves from construction to destruction at a free port of 127.0.0.1, with a
// root and an issuing authority of its own.
class TlsGateway {
 public:
  explicit TlsGateway(
      const transport::ListenerOptions& options = {.address = "127.0.0.1:0",
                                                   .address_connections_per_second = kAnyRate},
      transport::AuthorizeClient authorize =
          [](const identity::Principal&) { return absl::OkStatus(); },
      // What differs from the gateway's own limits, to be seen sooner.
      const std::map<std::string, int>& channel_arguments = {},
      const std::vector<grpc::Service*>& more = {},                // they outlive it
      identity::CertificateCache* client_certificates = nullptr);  // null: its own
  ~TlsGateway();

  const TestAuthority& root() const { return root_; }
  const TestAuthority& issuing() const { return issuing_; }
  const LogLines& log() const { return log_; }
  transport::Listener& listener() { return *listener_; }
  transport::ServerCertificates& certificates() { return *certificates_; }
  const std::string& address() const { return listener_->address(); }
  int port() const;

  // One call on a connection of its own. No certificate when `client` is null.
  grpc::Status Call(const IssuedCertificate* client) const;
  grpc::Status CallAs(const IssuedCertificate& client) const { return Call(&client); }

  // A channel that connects anew.
  std::shared_ptr<grpc::Channel> NewChannel(const IssuedCertificate* client) const;

 private:
  TestAuthority root_ = TestAuthority::Root();
  TestAuthority issuing_ = root_.Issuing();
  LogLines log_;
  TempDir files_;
  SystemClock clock_;
  std::unique_ptr<transport::ServerCertificates> certificates_;
  identity::CertificateCache own_client_certificates_;
  TrivialService service_;
  std::unique_ptr<transport::Listener> listener_;
  std::unique_ptr<grpc::Server> server_;
};

// One call with a deadline of ten seconds.
grpc::Status CallOn(const std::shared_ptr<grpc::Channel>& channel);

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_INTEGRATION_TLS_GATEWAY_H_
