// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/corrections.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "clients/cli/text/review_text.h"
#include "clients/cli/text/words.h"
#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

// An obligation's state or an event: the due report that it is about.
template <class Message>
std::string DueReportOf(const Message& message) {
  return StrCat(message.organisation(), " ", message.obligation(), " ", message.period());
}

bool IsRejected(const FindingsResult& result, const std::string& due_report) {
  return std::ranges::any_of(result.rejected(), [&](const v1::FeedEvent& event) {
    return DueReportOf(event) == due_report;
  });
}

}  // namespace

FindingsResult FindCorrections(const google::protobuf::RepeatedPtrField<v1::ObligationState>& due,
                               const std::vector<v1::FeedEvent>& events) {
  absl::flat_hash_map<std::string, const v1::FeedEvent*> rejected;  // by due report
  for (const v1::FeedEvent& event : events) {
    if (event.kind() == v1::FEED_EVENT_KIND_RETURNED) rejected[DueReportOf(event)] = &event;
    if (event.kind() == v1::FEED_EVENT_KIND_ACCEPTED) rejected.erase(DueReportOf(event));
  }
  FindingsResult result;
  for (const v1::ObligationState& state : due) {
    if (state.state() == v1::REPORT_STATE_RETURNED) *result.add_obligations() = state;
    const auto at = rejected.find(DueReportOf(state));
    if (at != rejected.end() && state.state() != v1::REPORT_STATE_WAIVED) {
      *result.add_rejected() = *at->second;
      // The report in force, whose correction it was.
      result.mutable_rejected()->rbegin()->set_replaces(state.position());
    }
  }
  return result;
}

void PrintCorrections(const FindingsResult& result, board::Language language, std::ostream& out) {
  if (result.obligations().empty() && result.rejected().empty()) {
    out << Say(language, "There is nothing to correct.") << '\n';
  }
  for (const v1::ObligationState& state : result.obligations()) {
    if (state.position() != 0) {
      out << Say(language, "$0: sent back, position $1", DueReportOf(state), state.position())
          << '\n';
      PrintRemarks(state.reason(), state.remarks(), out);
    } else if (!IsRejected(result, DueReportOf(state))) {
      out << Say(language, "$0: rejected; run `report validate` to see the findings",
                 DueReportOf(state))
          << '\n';
    }
  }
  // The findings are not printed, because rejected content is answered at once
  // and not kept.
  for (const v1::FeedEvent& event : result.rejected()) {
    const Phrase told =
        event.replaces() == 0
            ? Phrase(
                  "the report of $0 was rejected at $1; run `report validate` to see the findings")
            : Phrase(
                  "the correction of $0 was rejected at $1; run `report validate` to see the "
                  "findings");
    out << Say(language, told, DueReportOf(event), event.position()) << '\n';
  }
}

}  // namespace samlad::cli
