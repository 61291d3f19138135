// SPDX-License-Identifier: EUPL-1.2

#include "absl/strings/cord.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status WithReason(std::string_view text, const char* reason) {
  absl::Status status = absl::FailedPreconditionError(ToAbsl(text));
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  return status;
}

}  // namespace

absl::Status NoSuchReport(uint64_t position) {
  return absl::NotFoundError(StrCat("report: there is none of yours at position ", position,
                                    "; list the reports and name one as it stands there"));
}

absl::Status ReportNotInForce(uint64_t position, uint64_t in_force) {
  return WithReason(StrCat("report: the one at position ", position, " was replaced by that at ",
                           in_force, "; look at that one, then decide on it"),
                    "REPORT_NOT_IN_FORCE");
}

absl::Status ReportWithdrawn(uint64_t decided) {
  return WithReason(StrCat("report: was withdrawn by the entry at position ", decided,
                           "; there is nothing to decide on until another is sent"),
                    "REPORT_WITHDRAWN");
}

absl::Status ReportSentBack(uint64_t decided) {
  return WithReason(StrCat("report: was sent back by the entry at position ", decided,
                           "; it can be approved when a correction has come"),
                    "REPORT_SENT_BACK");
}

absl::Status ReviewedAlready(uint64_t decided) {
  return WithReason(StrCat("report: was decided on in the same way by the entry at "
                           "position ",
                           decided, "; nothing to do"),
                    "REVIEWED_ALREADY");
}

absl::Status ObligationNotOwed() {
  return WithReason(
      "waiver: by the catalogue in force this organisation does not owe this report for "
      "this period; correct what is named",
      "OBLIGATION_NOT_OWED");
}

absl::Status ReportInForce(uint64_t position) {
  return WithReason(StrCat("waiver: the report is there already, at position ", position,
                           "; send it back first if it is not to count"),
                    "REPORT_IN_FORCE");
}

absl::Status WaivedAlready(uint64_t position) {
  return WithReason(
      StrCat("waiver: is in force already, by the entry at position ", position, "; nothing to do"),
      "WAIVED_ALREADY");
}

absl::Status NotWaived() {
  return WithReason("waiver: none is in force that could be lifted; nothing to do", "NOT_WAIVED");
}

absl::Status NothingReported(std::string_view period) {
  return WithReason(
      StrCat("period: nobody had reported for ", period,
             " as of that position; acknowledge a view that somebody has reported to"),
      "NOTHING_REPORTED");
}

absl::Status SeriesUnknown(std::string_view provider) {
  return WithReason(
      StrCat("series: the catalogue in force has no comparison of the provider '", provider,
             "' with any of these codes; add the comparisons to the catalogue, then import again"),
      "SERIES_UNKNOWN");
}

}  // namespace samlad::exchange
