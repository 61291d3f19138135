// SPDX-License-Identifier: EUPL-1.2
//
// Certificates made on the spot, good and bad, for tests. ECDSA P-256; every
// call makes a new key. Failures abort the test program.

#ifndef SAMLAD_TESTS_SUPPORT_TEST_CERTIFICATES_H_
#define SAMLAD_TESTS_SUPPORT_TEST_CERTIFICATES_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace samlad::testing {

struct IssuedCertificate {
  std::string certificate;  // PEM, the leaf alone
  std::string chain;        // PEM, the leaf and its issuing authorities, no root
  std::string key;          // PEM
};

struct CertificateOptions {
  std::string common_name = "test";
  // OpenSSL notation (x509v3_config(5)); an empty one leaves its extension out.
  std::vector<std::string> names;  // "URI:spiffe://...", "DNS:localhost"
  std::string extended_key_usage = "clientAuth";
  std::string key_usage = "critical,digitalSignature";
  std::string basic_constraints = "critical,CA:FALSE";
  std::string name_constraints;
  // From now.
  std::chrono::seconds valid_from = std::chrono::minutes(-5);
  std::chrono::seconds valid_until = std::chrono::hours(1);
};

// An authority that can issue; copies are the same authority.
class TestAuthority {
 public:
  static TestAuthority Root(const std::string& name = "Test root");
  static TestAuthority Root(CertificateOptions options);
  // An authority below this one.
  TestAuthority Issuing(const std::string& name = "Test issuing") const;
  TestAuthority Issuing(CertificateOptions options) const;

  IssuedCertificate Issue(const CertificateOptions& options) const;
  // spiffe://samlad.example/org/<organisation>/<system>, for a client.
  IssuedCertificate IssueClient(const std::string& organisation,
                                const std::string& system = "main") const;
  // DNS:localhost and IP:127.0.0.1, for a server.
  IssuedCertificate IssueServer() const;

  // PEM.
  std::string certificate() const;

 private:
  struct State;
  explicit TestAuthority(std::shared_ptr<const State> state);
  static TestAuthority Make(CertificateOptions options, const State* issuer);

  std::shared_ptr<const State> state_;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_TEST_CERTIFICATES_H_
