// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/printable.h"
#include "gateway/exchange/prepare.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

Prepared Refuse(absl::Status status) {
  return {.status = std::move(status), .seen = {}, .body = {}};
}

bool IsPlain(const std::string& text, size_t bytes_max) {
  return text.size() <= bytes_max && domain::Printable(text, bytes_max) == text;
}

bool IsReason(const std::string& text) {
  return !text.empty() && IsPlain(text, limits::kReviewReasonBytesMax);
}

std::string PlainText(std::string_view field, std::string_view smallest) {
  return StrCat(field, ": give ", smallest, " to ", limits::kReviewReasonBytesMax,
                " bytes of plain text");
}

// What is wrong with the form; empty: nothing.
std::string ProblemOf(const v1::ReportReviewed& review, bool approve) {
  if (!IsPlain(review.reason(), limits::kReviewReasonBytesMax)) return PlainText("reason", "0");
  if (approve && !review.remarks().empty()) {
    return "remarks: only what is sent back has remarks; approve without, or send it back";
  }
  if (!approve && review.reason().empty() && review.remarks().empty()) {
    return "reason: say why it is sent back, here or field by field in remarks";
  }
  if (review.remarks_size() > limits::kReviewRemarksMax) {
    return StrCat("remarks: ", review.remarks_size(), " given, at most ", limits::kReviewRemarksMax,
                  "; say what they have in common in reason");
  }
  absl::flat_hash_set<std::string_view> fields;
  for (int i = 0; i < review.remarks_size(); ++i) {
    const v1::ReviewRemark& remark = review.remarks(i);
    if (!IsPlain(remark.field(), limits::kReviewReasonBytesMax)) {
      return PlainText(StrCat("remarks[", i, "].field"), "0");
    }
    if (!IsReason(remark.text())) return PlainText(StrCat("remarks[", i, "].text"), "1");
    if (!fields.insert(remark.field()).second) {
      return StrCat("remarks[", i, "].field: '", remark.field(),
                    "' has a remark already; say both in one");
    }
  }
  return "";
}

// Whether `path` ("observations[3].value") can stand in a message.
bool IsPath(std::string_view path, const google::protobuf::Descriptor& message) {
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
         IsPath(path.substr(1), *field->message_type());
}

// Whether the element of a list that `path` begins with is there.
bool IsThere(std::string_view path, const domain::ReportFact& report) {
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
std::string ProblemOfFields(const v1::ReportReviewed& review, const domain::ReportFact& report,
                            const domain::CatalogueIndex& catalogue) {
  if (review.remarks().empty()) return "";
  const std::vector<std::string> names = NamesIn(report, catalogue);
  for (int i = 0; i < review.remarks_size(); ++i) {
    const std::string& field = review.remarks(i).field();
    if (field.empty() || std::ranges::binary_search(names, field) ||
        (IsPath(field, *v1::Report::descriptor()) && IsThere(field, report))) {
      continue;
    }
    return StrCat("remarks[", i, "].field: '", field,
                  "' is nothing of this report; leave it out, or give a field of a report "
                  "(\"comment\", \"observations[3].value\") or one of: ",
                  absl::StrJoin(names, ", "));
  }
  return "";
}

std::string ProblemOf(const v1::ReportWithdrawn& withdrawal, bool) {
  return IsReason(withdrawal.reason()) ? "" : PlainText("reason", "1");
}

const domain::ReportFact* FindReport(const domain::Facts& facts, uint64_t position) {
  return position < facts.size() ? std::get_if<domain::ReportFact>(&facts[position].what) : nullptr;
}

// `may_see`: whether the sender may know of a report about this organisation.
template <class Message, class MaySee>
Prepared PrepareAbout(const Command& command, const std::shared_ptr<const Snapshot>& snapshot,
                      std::string_view field, const MaySee& may_see) {
  AboutReport<Message> about;
  if (!about.message.ParseFromString(command.payload)) {
    return Refuse(MalformedPayload(field, Message::descriptor()->full_name()));
  }
  const std::string problem = ProblemOf(about.message, command.kind == CommandKind::kApproveReport);
  if (!problem.empty()) return Refuse(absl::InvalidArgumentError(StrCat(field, ".", problem)));
  const domain::ReportFact* report = FindReport(snapshot->facts, about.message.report());
  if (report == nullptr || !may_see(report->organisation)) {
    return Refuse(NoSuchReport(about.message.report()));
  }
  if constexpr (std::is_same_v<Message, v1::ReportReviewed>) {
    const std::string unknown = ProblemOfFields(about.message, *report, *snapshot->catalogue);
    if (!unknown.empty()) return Refuse(absl::InvalidArgumentError(StrCat(field, ".", unknown)));
  }
  about.organisation = report->organisation;
  about.obligation = report->obligation;
  about.period = report->period;
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(about)};
}

// What is wrong with one value of a series; empty: nothing.
std::string ProblemOf(const v1::ImportedValue& value) {
  const auto is_code = [](const std::string& code) {
    return !code.empty() && IsPlain(code, limits::kIdBytesMax);
  };
  const auto period = domain::ParsePeriod(value.period());
  if (!is_code(value.code())) return "code: is none";
  if (!is_code(value.region())) return "region: is no code of one";
  if (!period || period->third != 0) return "period: give a year, as 2025";
  if (value.sex() != "_T" && value.sex() != "F" && value.sex() != "M") {
    return "sex: give _T, F or M";
  }
  if (!value.value().empty() && !domain::ParseDecimal(value.value())) {
    return "value: is no decimal number; leave it empty if the provider gives none";
  }
  if (!IsPlain(value.status(), limits::kIdBytesMax)) return "status: is no plain text";
  return "";
}

std::string ProblemOf(const v1::SeriesImported& series) {
  if (!IsPlain(series.source(), limits::kTextBytesMax)) return "source: is no plain text";
  if (series.values().empty()) return "values: there are none";
  if (series.values_size() > limits::kSeriesValuesMax) {
    return StrCat("values: ", series.values_size(), " given, at most ", limits::kSeriesValuesMax,
                  "; import them in parts");
  }
  for (int i = 0; i < series.values_size(); ++i) {
    const std::string problem = ProblemOf(series.values(i));
    if (!problem.empty()) return StrCat("values[", i, "].", problem);
  }
  return "";
}

// Values whose code no comparison of the catalogue names.
uint32_t UnknownValues(const v1::SeriesImported& series, const v1::Catalogue& catalogue) {
  absl::flat_hash_set<std::string_view> codes;
  for (const v1::ComparisonSeries& comparison : catalogue.comparisons()) {
    if (comparison.provider() == series.provider()) codes.insert(comparison.code());
  }
  return static_cast<uint32_t>(std::ranges::count_if(
      series.values(),
      [&](const v1::ImportedValue& value) { return !codes.contains(value.code()); }));
}

}  // namespace

Prepared PrepareReview(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  return PrepareAbout<v1::ReportReviewed>(command, snapshot, "review",
                                          [](std::string_view) { return true; });
}

Prepared PrepareWithdrawal(const Command& command,
                           const std::shared_ptr<const Snapshot>& snapshot) {
  return PrepareAbout<v1::ReportWithdrawn>(
      command, snapshot, "withdrawal", [&](std::string_view organisation) {
        return snapshot->catalogue->MayReportFor(command.sender.organisation, organisation);
      });
}

Prepared PrepareWaiver(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  v1::ObligationWaived waiver;
  if (!waiver.ParseFromString(command.payload)) {
    return Refuse(MalformedPayload("waiver", "samlad.v1.ObligationWaived"));
  }
  if (!IsReason(waiver.reason())) {
    return Refuse(absl::InvalidArgumentError(PlainText("waiver.reason", "1")));
  }
  return {.status = absl::OkStatus(), .seen = std::move(snapshot), .body = std::move(waiver)};
}

Prepared PrepareSeries(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  auto series = std::make_shared<v1::SeriesImported>();
  if (!series->ParseFromString(command.payload)) {
    return Refuse(MalformedPayload("series", "samlad.v1.SeriesImported"));
  }
  if (const std::string problem = ProblemOf(*series); !problem.empty()) {
    return Refuse(absl::InvalidArgumentError(StrCat("series.", problem)));
  }
  const v1::Catalogue& catalogue = snapshot->catalogue->catalogue();
  const uint32_t unknown = UnknownValues(*series, catalogue);
  if (std::cmp_equal(unknown, series->values_size())) {
    return Refuse(SeriesUnknown(series->provider()));
  }
  return {.status = absl::OkStatus(),
          .seen = std::move(snapshot),
          .body = PreparedSeries{.series = std::move(series), .unknown = unknown}};
}

}  // namespace samlad::exchange
