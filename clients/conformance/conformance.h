// SPDX-License-Identifier: EUPL-1.2
//
// Runs a sender's own program once per case against a real gateway through a
// proxy that cuts, delays and alters answers, and judges what it did.
//
// The program gets, besides the environment of the caller:
//   SAMLAD_GATEWAY, SAMLAD_CERT, SAMLAD_KEY, SAMLAD_CA, SAMLAD_LOG_KEY
//   SAMLAD_CONFIG, SAMLAD_PROFILE       the same as a profile
//   SAMLAD_REPORT, SAMLAD_REPORT_BINPB  the report: proto3 JSON; its bytes
//   SAMLAD_SUBMISSION_ID                in one case: the id to send it under
//   SAMLAD_REPLACES                     in one case: the revision that it corrects
//   XDG_STATE_HOME                      an empty folder
// and prints an Outcome (conformance.proto).

#ifndef SAMLAD_CLIENTS_CONFORMANCE_CONFORMANCE_H_
#define SAMLAD_CLIENTS_CONFORMANCE_CONFORMANCE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/conformance/conformance.pb.h"

namespace samlad::conformance {

// For one run of the program; a gateway that is down or overloaded is given up
// within this.
inline constexpr std::chrono::seconds kPatience{60};
inline constexpr int kJobs = 8;
inline constexpr int kJobsMax = 32;

struct Options {
  std::vector<std::string> program;  // with its arguments
  std::string gateway;               // the program samlad-gateway
  std::string folder;                // of everything; is there already
  std::vector<uint32_t> cases;       // empty: all
  int jobs = kJobs;                  // cases at the same time
  std::chrono::seconds patience = kPatience;
  std::stop_token stop = {};  // ends the runs; the result is then CANCELLED
};

// Call it from a thread that outlives the run. What the program does wrong is a
// result. Errors: INVALID_ARGUMENT (there is no such case), NOT_FOUND (the program or
// the gateway cannot be run), CANCELLED (see stop), and whatever kept the gateway or
// the proxy from working.
absl::StatusOr<ConformanceResult> Run(const Options& options);

// All cases with what they expect, without results.
ConformanceResult ListCases();

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_CONFORMANCE_H_
