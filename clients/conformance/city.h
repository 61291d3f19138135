// SPDX-License-Identifier: EUPL-1.2
//
// A gateway of its own for one run: a child process with a new log, a small
// catalogue with one organisation for each case, and certificates of an
// authority that is forgotten at the end.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_CITY_H_
#define SAMLAD_CLIENTS_CONFORMANCE_CITY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/conformance/authority.h"
#include "clients/conformance/child.h"
#include "clients/sdk/client.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/report.pb.h"

namespace samlad::conformance {

// The organisation of a case: "case-04".
std::string OrganisationOf(uint32_t number);

// A report without findings, of the organisation, for 2025.
v1::Report GoodReport(const std::string& organisation);
// With a warning, and with three errors.
v1::Report ImplausibleReport(const std::string& organisation);
v1::Report WrongReport(const std::string& organisation);

// Thread-safe after Start, but for the destruction.
class City {
 public:
  // `program`: samlad-gateway. `folder`: of everything, and is there already.
  // Errors say what the gateway wrote.
  static absl::StatusOr<std::unique_ptr<City>> Start(const std::string& program,
                                                     const std::string& folder,
                                                     const std::vector<uint32_t>& numbers);

  const std::string& gateway() const { return address_; }
  const Authority& authority() const { return authority_; }
  const std::string& log_key_file() const { return log_key_file_; }

  // The gateway as that organisation sees it, without a proxy.
  absl::StatusOr<sdk::Client> ClientOf(const sdk::Identity& identity) const;

  // As an administrator.
  absl::Status Revoke(const std::string& organisation) const;
  absl::Status Reinstate(const std::string& organisation) const;

 private:
  City(Authority authority, std::string folder)
      : authority_(std::move(authority)), folder_(std::move(folder)) {}
  absl::Status Prepare(const std::vector<uint32_t>& numbers) const;
  absl::Status Initialise(const std::string& program) const;
  absl::Status Serve(const std::string& program);
  absl::StatusOr<sdk::Client> Administrator() const;

  const Authority authority_;
  const std::string folder_;
  std::string address_;
  std::string log_key_file_;
  std::unique_ptr<Child> gateway_;
};

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_CITY_H_
