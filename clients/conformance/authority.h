// SPDX-License-Identifier: EUPL-1.2
//
// Certificates made on the spot, for a gateway that lives as long as one run.
// ECDSA P-256, valid for a day; every certificate has a key of its own, which
// is nowhere but in what is returned. Functions are thread-safe.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_AUTHORITY_H_
#define SAMLAD_CLIENTS_CONFORMANCE_AUTHORITY_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/sdk/identity.h"

namespace samlad::conformance {

// The trust domain of its certificates.
inline constexpr const char* kTrustDomain = "samlad.example";

// Copies are the same authority. INTERNAL: OpenSSL failed.
class Authority {
 public:
  static absl::StatusOr<Authority> Make();

  // For a server on this machine: localhost and 127.0.0.1.
  absl::StatusOr<sdk::Identity> IssueServer() const;
  // For the system "main" of an organisation.
  absl::StatusOr<sdk::Identity> IssueClient(const std::string& organisation) const;

  // The root, PEM.
  const std::string& root() const;

 private:
  struct State;
  explicit Authority(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_AUTHORITY_H_
