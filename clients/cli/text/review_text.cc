// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/review_text.h"

#include <algorithm>

#include "clients/board/text.h"
#include "clients/cli/text/words.h"
#include "gateway/base/strings.h"

namespace samlad::cli {

void PrintRemarks(const std::string& reason,
                  const google::protobuf::RepeatedPtrField<v1::ReviewRemark>& remarks,
                  std::ostream& out) {
  const auto plain = [](const std::string& text) {
    return board::EscapeControls(text, board::KeepLines::kNo);
  };
  if (!reason.empty()) out << "  " << plain(reason) << '\n';
  for (const v1::ReviewRemark& remark : remarks) {
    out << "  " << (remark.field().empty() ? "" : plain(remark.field()) + ": ")
        << plain(remark.text()) << '\n';
  }
}

std::string ReviewText(const v1::ReportSummary& report, board::Language language) {
  return report.review_position() == 0
             ? ""
             : StrCat(Label(v1::ReviewState_Name(report.review()), "REVIEW_STATE_", language), " (",
                      report.review_position(), ")");
}

bool IsInForce(const v1::ReportSummary& report) {
  return !report.superseded() && report.review() != v1::REVIEW_STATE_SENT_BACK &&
         report.review() != v1::REVIEW_STATE_WITHDRAWN;
}

bool IsNew(const v1::TrailRow& row) {
  const v1::ObligationState& report = row.obligation();
  switch (report.state()) {
    case v1::REPORT_STATE_UNDER_REVIEW:
    case v1::REPORT_STATE_RETURNED:
      return true;
    case v1::REPORT_STATE_ON_TIME:
    case v1::REPORT_STATE_LATE:
      return report.approved() == 0 &&
             std::ranges::none_of(row.steps(), [](const v1::TrailStep& step) {
               return step.kind() == v1::TRAIL_STEP_KIND_ACKNOWLEDGED &&
                      step.state() == v1::TRAIL_STEP_STATE_DONE;
             });
    default:
      return false;
  }
}

}  // namespace samlad::cli
