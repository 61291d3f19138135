// SPDX-License-Identifier: EUPL-1.2
//
// The coordinator approves a report or sends it back.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/log/returns.h"
#include "gateway/exchange/commands/about_report.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

absl::Status ReportSentBack(uint64_t decided) {
  return WithMetadata(WithReason(StrCat("report: was sent back by the entry at position ", decided,
                                        "; it can be approved when a correction has been accepted"),
                                 "REPORT_SENT_BACK"),
                      {{"position", decided}});
}

absl::Status ReviewedAlready(uint64_t decided) {
  return WithMetadata(
      WithReason(StrCat("report: the same decision was already made by the entry at position ",
                        decided, "; nothing to do"),
                 "REVIEWED_ALREADY"),
      {{"position", decided}});
}

absl::Status SaidAlready(uint64_t decided) {
  return WithMetadata(
      WithReason(StrCat("report: was already sent back by the entry at position ", decided,
                        " with all that is said now; add a remark, or wait for the correction"),
                 "REVIEWED_ALREADY"),
      {{"position", decided}});
}

// What is wrong with the form; empty: nothing.
std::string ProblemOfReview(const v1::ReportReviewed& review, bool approve) {
  if (!IsPrintableText(review.reason(), limits::kReviewReasonBytesMax))
    return GivePlainText("reason", "0");
  if (approve && !review.remarks().empty()) {
    return "remarks: an approval has no remarks; approve without them, or send the report back";
  }
  if (!approve && review.reason().empty() && review.remarks().empty()) {
    return "reason: give the reason for sending the report back, here or field by field in remarks";
  }
  if (review.remarks_size() > limits::kReviewRemarksMax) {
    return StrCat("remarks: ", review.remarks_size(), " given, at most ", limits::kReviewRemarksMax,
                  "; put what they have in common into reason");
  }
  absl::flat_hash_set<std::string_view> fields;
  for (int i = 0; i < review.remarks_size(); ++i) {
    const v1::ReviewRemark& remark = review.remarks(i);
    if (!IsPrintableText(remark.field(), limits::kReviewReasonBytesMax)) {
      return GivePlainText(StrCat("remarks[", i, "].field"), "0");
    }
    if (!IsReason(remark.text())) return GivePlainText(StrCat("remarks[", i, "].text"), "1");
    if (!fields.insert(remark.field()).second) {
      return StrCat("remarks[", i, "].field: '", remark.field(),
                    "' already has a remark; combine the two");
    }
  }
  return "";
}

// Whether `path` ("observations[3].value") names a field of the message.
bool IsFieldPath(std::string_view path, const google::protobuf::Descriptor& message) {
  const size_t end = std::min(path.find_first_of(".["), path.size());
  const auto* field = message.FindFieldByName(std::string(path.substr(0, end)));
  if (field == nullptr) return false;
  path.remove_prefix(end);
  if (path.starts_with("[")) {
    const size_t close = path.find(']');
    uint32_t index = 0;
    if (!field->is_repeated() || close == path.npos ||
        !absl::SimpleAtoi(ToAbsl(path.substr(1, close - 1)), &index)) {
      return false;
    }
    path.remove_prefix(close + 1);
  }
  if (path.empty()) return true;
  return path.starts_with(".") && field->message_type() != nullptr &&
         IsFieldPath(path.substr(1), *field->message_type());
}

// Whether the element of a list that `path` begins with is there.
bool ElementExists(std::string_view path, const domain::ReportFact& report) {
  const size_t open = path.find('[');
  uint64_t index = 0;
  if (open == path.npos ||
      !absl::SimpleAtoi(ToAbsl(path.substr(open + 1, path.find(']') - open - 1)), &index)) {
    return true;
  }
  const std::string_view list = path.substr(0, open);
  if (list == "observations") {
    return index < report.observations->size() + report.observations->released;
  }
  static const domain::Prose kNone;
  const domain::Prose& prose = report.prose == nullptr ? kNone : *report.prose;
  if (list == "activities") return index < prose.activities.size();
  return list != "follow_ups" || index < prose.follow_ups.size();
}

// What of a report a remark can be about by name: the indicators that it has or
// should have, its activities and its projects.
std::vector<std::string> NamesIn(const domain::ReportFact& report,
                                 const domain::CatalogueIndex& catalogue) {
  std::vector<std::string> names;
  const v1::Obligation* obligation = catalogue.FindObligation(report.obligation);
  if (obligation != nullptr) {
    names.assign(obligation->indicators().begin(), obligation->indicators().end());
  }
  const auto& reported = report.observations->indicator;
  for (const v1::Indicator& indicator : catalogue.catalogue().indicators()) {
    const auto versions = catalogue.IndicatorVersions(indicator.id());
    if (!versions.empty() &&
        std::ranges::find(reported, versions.front()->symbol) != reported.end()) {
      names.push_back(indicator.id());
    }
  }
  if (report.prose != nullptr) {
    for (const v1::Activity& activity : report.prose->activities) names.push_back(activity.id());
    for (const v1::FollowUp& one : report.prose->follow_ups) names.push_back(one.project());
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// What is wrong with what the remarks are about; empty: nothing.
std::string ProblemOfRemarkFields(const v1::ReportReviewed& review,
                                  const domain::ReportFact& report,
                                  const domain::CatalogueIndex& catalogue) {
  // A report whose prose is gone was replaced, and is refused for that.
  if (review.remarks().empty() || report.prose_released) return "";
  const std::vector<std::string> names = NamesIn(report, catalogue);
  for (int i = 0; i < review.remarks_size(); ++i) {
    const std::string& field = review.remarks(i).field();
    if (field.empty() || std::ranges::binary_search(names, field) ||
        (IsFieldPath(field, *v1::Report::descriptor()) && ElementExists(field, report))) {
      continue;
    }
    return StrCat("remarks[", i, "].field: '", field,
                  "' is not in this report; leave it out, or give a field of the report "
                  "(\"comment\", \"observations[3].value\") or one of: ",
                  absl::StrJoin(names, ", "));
  }
  return "";
}

struct PreparedReview : AboutReport<v1::ReportReviewed> {
  // Of the report, in the snapshot, so that a later one can add to them.
  domain::Returns returns;
};

domain::Returns ReturnsOf(const domain::Facts& facts, uint64_t report) {
  domain::Returns returns;
  for (uint64_t position = report + 1; position < facts.size(); ++position) {
    const auto* review = std::get_if<domain::ReviewFact>(&facts[position].what);
    if (review != nullptr && review->report == report && !review->approved) returns.Add(*review);
  }
  return returns;
}

Prepared PrepareReview(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  PreparedReview about;
  if (absl::Status parsed = ParsePayload(command, about.message); !parsed.ok()) {
    return Refuse(parsed);
  }
  const std::string problem =
      ProblemOfReview(about.message, command.kind == CommandKind::kApproveReport);
  if (!problem.empty()) return Refuse(absl::InvalidArgumentError(StrCat("review.", problem)));
  const domain::ReportFact* report = FindReport(snapshot->facts, about.message.report());
  if (report == nullptr) return Refuse(NoSuchReport(about.message.report()));
  const std::string unknown = ProblemOfRemarkFields(about.message, *report, *snapshot->catalogue);
  if (!unknown.empty()) return Refuse(absl::InvalidArgumentError(StrCat("review.", unknown)));
  about.organisation = report->organisation;
  about.obligation = report->obligation;
  about.period = report->period;
  if (command.kind == CommandKind::kSendBackReport) {
    about.returns = ReturnsOf(snapshot->facts, about.message.report());
  }
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(about)};
}

absl::StatusOr<Decided> DecideReview(const State& state, Command& command, Prepared& prepared) {
  const auto& review = std::any_cast<const PreparedReview&>(prepared.body);
  const bool approve = command.kind == CommandKind::kApproveReport;
  const domain::ReportHistory history =
      state.HistoryOf(review.organisation, review.obligation, review.period);
  const uint64_t report = review.message.report();
  if (absl::Status in_force = CheckInForce(history, report); !in_force.ok()) return in_force;
  if (history.status == domain::RevisionStatus::kSentBack) {
    if (approve) return ReportSentBack(history.decided);
    // What is not durable yet cannot be compared with.
    const bool unseen = history.decided >= prepared.seen->facts.size();
    if (unseen || review.returns.Holds(review.message)) return SaidAlready(history.decided);
  }
  if (approve && history.status == domain::RevisionStatus::kApproved)
    return ReviewedAlready(history.decided);
  // An approval confirms what the board has seen; a return takes it away.
  if (!approve) {
    absl::Status open = CheckPeriodOpen(prepared, history, "report", review.period);
    if (!open.ok()) return open;
  }

  Decided decided = Accept(
      state, command, approve ? v1::ENTRY_KIND_REPORT_APPROVED : v1::ENTRY_KIND_REPORT_SENT_BACK,
      domain::ReviewFact{
          .approved = approve,
          .report = report,
          .organisation = review.organisation,
          .obligation = review.obligation,
          .period = review.period,
          .reason = review.message.reason(),
          .remarks = {review.message.remarks().begin(), review.message.remarks().end()}});
  Describe(review, decided);
  return decided;
}

absl::StatusOr<domain::Fact> ReadReview(const StoredEntry& entry) {
  v1::ReportReviewed reviewed;
  if (!reviewed.ParseFromString(entry.payload)) return Unreadable("review");
  const v1::Decision& decision = entry.header.decision();
  return domain::Fact{.time_ms = 0,
                      .what = domain::ReviewFact{
                          .approved = entry.header.kind() == v1::ENTRY_KIND_REPORT_APPROVED,
                          .report = reviewed.report(),
                          .organisation = decision.organisation(),
                          .obligation = decision.obligation(),
                          .period = decision.period(),
                          .reason = reviewed.reason(),
                          .remarks = {reviewed.remarks().begin(), reviewed.remarks().end()}}};
}

}  // namespace

const CommandSpec kApproveReport = {
    .entry = {v1::ENTRY_KIND_REPORT_APPROVED, ReadReview},
    .permission = v1::PERMISSION_COORDINATE,
    .field = "review",
    .prepare = PrepareReview,
    .decide = DecideReview,
};

const CommandSpec kSendBackReport = {
    .entry = {v1::ENTRY_KIND_REPORT_SENT_BACK, ReadReview},
    .permission = v1::PERMISSION_COORDINATE,
    .field = "review",
    .prepare = PrepareReview,
    .decide = DecideReview,
};

}  // namespace samlad::exchange
