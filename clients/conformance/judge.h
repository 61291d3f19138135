// SPDX-License-Identifier: EUPL-1.2
//
// Compares what a program printed with what the proxy saw and what the log
// holds, and says in both languages what does not agree.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_JUDGE_H_
#define SAMLAD_CLIENTS_CONFORMANCE_JUDGE_H_

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "clients/conformance/conformance.pb.h"
#include "clients/conformance/proxy.h"
#include "samlad/v1/report.pb.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::conformance {

// What a program may print to each of standard output and standard error.
inline constexpr int kOutputMiBMax = 64;

// What a case left behind.
struct Evidence {
  v1::Report report;                  // what the program was to send
  std::vector<ProgramRun> runs = {};  // at least one
  std::vector<Call> calls = {};
  v1::ListReportsResponse log = {};   // all reports of the organisation, newest first
  std::vector<uint64_t> before = {};  // positions of those that the program did not send
};

// Each function adds what is wrong to the problems. Not thread-safe.
class Judge {
 public:
  // `evidence` must outlive it.
  explicit Judge(const Evidence& evidence);

  const ProgramRun& first() const { return evidence_.runs.front(); }
  const ProgramRun& last() const { return evidence_.runs.back(); }

  // One of these words, in the last run or the given one.
  void ExpectOutcome(const std::set<std::string>& words) { ExpectOutcome(words, last()); }
  void ExpectOutcome(const std::set<std::string>& words, const ProgramRun& run);
  // The reason of the gateway's error.
  void ExpectReason(std::string_view reason);
  // All codes that the gateway answered with, but for those of severity INFO.
  void ExpectFindings();
  // Accepted, with a verified receipt; the log has the report once, at the
  // position that was printed.
  void ExpectStoredOnce();
  // The log is as it was before.
  void ExpectNothingStored();
  // Every Submit has the same id, base and bytes, and these are the report's.
  void ExpectOneContent();
  void ExpectSubmits(size_t min, size_t max);
  // At least so long between the answer to a Submit and the next Submit.
  void ExpectWaits(const std::vector<std::chrono::milliseconds>& waits);
  // Nothing of the program arrived.
  void ExpectNoCall();
  // One of these methods was called, or any if there are none: without it the
  // program cannot know what it prints.
  void ExpectCall(const std::set<std::string>& methods = {});

  void Problem(std::string sv, std::string en);
  const std::vector<v1::Text>& problems() const { return problems_; }

 private:
  void JudgeRun(const ProgramRun& run);
  // Of what the program sent, newest first.
  std::vector<const v1::ReportSummary*> Stored() const;

  const Evidence& evidence_;
  std::vector<Call> submits_;  // the calls of Submit
  std::vector<v1::Text> problems_;
};

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_JUDGE_H_
