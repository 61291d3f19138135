// SPDX-License-Identifier: EUPL-1.2
//
// The history of the reports of one organisation under one obligation for one
// period: accepted, approved, sent back, withdrawn, waived, reopened. Decisions, views and
// deliveries keep such histories in containers of their own and apply the facts by the functions
// below, so that they cannot disagree on what is in force. Whether a report was late is not part of
// it, because that depends on the deadlines.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_REPORT_HISTORY_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_REPORT_HISTORY_H_

#include <chrono>
#include <cstdint>

#include "gateway/domain/log/facts.h"

namespace samlad::domain {

// What was decided on the newest accepted revision.
enum class RevisionStatus : uint8_t { kNone, kAccepted, kApproved, kSentBack, kWithdrawn };

// A value. Positions are of entries in the log; 0 means none, because the first
// entry of a log is a catalogue. The facts must be applied in the order of the
// log, and all of them must have the same organisation, obligation and period.
struct ReportHistory {
  uint64_t newest = 0;  // the newest accepted revision, also after it was withdrawn
  // The first revision since the last withdrawal. It decides whether the report
  // was on time, because a report that was sent back and corrected is as
  // punctual as its first revision.
  uint64_t first = 0;
  int64_t first_ms = 0;    // time of `first`, milliseconds since the Unix epoch
  uint64_t decided = 0;    // the review or withdrawal that gave `status`
  uint64_t waiver = 0;     // the waiver in force
  uint64_t reopened = 0;   // the newest reopening of the period; see reopening.h
  uint32_t revisions = 0;  // accepted, withdrawn ones included
  RevisionStatus status = RevisionStatus::kNone;
  bool rejected = false;  // a report was rejected by validation since `status` began
  std::chrono::sys_days reopened_until{};  // its last day

  // Whether views and deliveries contain the newest revision. If they do not,
  // they contain none: a revision that was replaced does not come back.
  bool IsInForce() const {
    return status == RevisionStatus::kAccepted || status == RevisionStatus::kApproved;
  }

  // Each applies the fact at `position`. Reviews and withdrawals of a revision
  // that has been replaced change nothing.
  void Apply(uint64_t position, int64_t time_ms, const ReportFact& fact);
  void Apply(uint64_t position, int64_t time_ms, const ReturnedFact& fact);
  void Apply(uint64_t position, int64_t time_ms, const ReviewFact& fact);
  void Apply(uint64_t position, int64_t time_ms, const WithdrawalFact& fact);
  void Apply(uint64_t position, int64_t time_ms, const WaiverFact& fact);
  void Apply(uint64_t position, int64_t time_ms, const ReopeningFact& fact);

  friend bool operator==(const ReportHistory&, const ReportHistory&) = default;

 private:
  void SetStatus(RevisionStatus next, uint64_t by);
};

// Whether facts of this type belong to a history.
template <class What>
concept IsHistoryFact = requires(ReportHistory history, const What& fact) {
  history.Apply(uint64_t{}, int64_t{}, fact);
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_REPORT_HISTORY_H_
