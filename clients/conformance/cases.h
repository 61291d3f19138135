// SPDX-License-Identifier: EUPL-1.2
//
// The numbered cases: how each is set up, and how it is judged. A number never
// changes its meaning; new cases get new numbers.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_CASES_H_
#define SAMLAD_CLIENTS_CONFORMANCE_CASES_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/conformance/city.h"
#include "clients/conformance/judge.h"
#include "clients/conformance/proxy.h"
#include "clients/sdk/client.h"
#include "samlad/v1/report.pb.h"

namespace samlad::conformance {

// What a case works with; its setup changes it.
struct Stage {
  const City& city;
  std::string organisation;
  sdk::Client client;  // as the organisation, past the proxy
  v1::Report report;   // what the program is to send
  ProxyOptions proxy;
  std::map<std::string, std::string> variables = {};  // more of the program's environment
  int runs = 1;
  // The run that goes on, from 1; scripts may keep it.
  std::shared_ptr<std::atomic<int>> run = std::make_shared<std::atomic<int>>(0);
  std::vector<uint64_t> before = {};  // positions of reports that setup stored
  bool revoked = false;               // the organisation is reinstated after the runs
};

struct Case {
  struct Words {
    const char* sv;
    const char* en;
  };

  uint32_t number;
  Words title;
  Words expected;
  absl::Status (*setup)(Stage& stage);
  void (*judge)(Judge& judge);
};

// In order of their numbers.
std::span<const Case> AllCases();

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_CASES_H_
