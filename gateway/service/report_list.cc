// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/report_list.h"

#include <algorithm>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"

#include "absl/strings/str_split.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/log/returns.h"
#include "gateway/ledger/hash.h"

namespace samlad::service {
namespace {

// Rows in one page, where the request gives no number.
constexpr uint32_t kPageSizeDefault = 100;

// Where a listing goes on: below position `before`, in the log of size `as_of`.
struct Page {
  uint64_t as_of = 0;
  uint64_t before = 0;
};

// Binds a token to its listing, so that a token that was changed or belongs to
// another listing is noticed. Not a secret, because a token gives no access that
// its sender lacks.
std::string Digest(std::string_view organisation, std::string_view period, const Page& page) {
  const ledger::Hash digest = ledger::Sha256({"samlad-page-v1\n", organisation, "\n", period, "\n",
                                              StrCat(page.as_of, "\n", page.before)});
  constexpr size_t kDigestBytes = 8;
  return ledger::ToHex(ledger::AsBytes(digest).substr(0, kDigestBytes));
}

std::string EncodeToken(std::string_view organisation, std::string_view period, const Page& page) {
  return absl::WebSafeBase64Escape(
      StrCat(page.as_of, ".", page.before, ".", Digest(organisation, period, page)));
}

// `as_of`: asked for; 0: none.
absl::StatusOr<Page> DecodeToken(std::string_view organisation, std::string_view period,
                                 std::string_view token, uint64_t as_of, uint64_t log_size) {
  if (as_of > log_size) return BeyondLog(as_of, log_size);
  const uint64_t first = as_of == 0 ? log_size : as_of;
  if (token.empty()) return Page{.as_of = first, .before = first};
  std::string text;
  Page page;
  if (absl::WebSafeBase64Unescape(ToAbsl(token), &text)) {
    const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
    if (parts.size() == 3 && absl::SimpleAtoi(parts[0], &page.as_of) &&
        absl::SimpleAtoi(parts[1], &page.before) && page.as_of <= log_size &&
        page.before <= page.as_of && (as_of == 0 || as_of == page.as_of) &&
        EncodeToken(organisation, period, page) == token) {
      return page;
    }
  }
  return absl::InvalidArgumentError(
      "page_token: was not given by this gateway for this list; send the next_page_token of the "
      "previous page with the same period and as_of, or none to start again");
}

// The report that a fact decides on; nothing: none.
std::optional<uint64_t> DecidedReport(const domain::Fact& fact) {
  if (const auto* review = std::get_if<domain::ReviewFact>(&fact.what)) return review->report;
  if (const auto* withdrawal = std::get_if<domain::WithdrawalFact>(&fact.what)) {
    return withdrawal->report;
  }
  return std::nullopt;
}

// Positions of the decisions on one report, newest first.
using DecisionPositions = std::vector<uint64_t>;

void AddDecision(const domain::Facts& facts, const DecisionPositions& decisions,
                 v1::ReportSummary* summary) {
  if (decisions.empty()) return;
  const uint64_t decided = decisions.front();
  summary->set_review_position(decided);
  const auto* review = std::get_if<domain::ReviewFact>(&facts[decided].what);
  if (review == nullptr) {
    summary->set_review(v1::REVIEW_STATE_WITHDRAWN);
    summary->set_review_reason(std::get<domain::WithdrawalFact>(facts[decided].what).reason);
    return;
  }
  summary->set_review(review->approved ? v1::REVIEW_STATE_APPROVED : v1::REVIEW_STATE_SENT_BACK);
  if (review->approved) return summary->set_review_reason(review->reason);
  domain::Returns together;
  for (const uint64_t position : decisions | std::views::reverse) {
    const auto* one = std::get_if<domain::ReviewFact>(&facts[position].what);
    if (one != nullptr && !one->approved) together.Add(*one);
  }
  summary->set_review_reason(together.reason);
  summary->mutable_review_remarks()->Assign(together.remarks.begin(), together.remarks.end());
}

v1::ReportSummary Summarise(const domain::Facts& facts, uint64_t position, bool superseded,
                            const DecisionPositions& decisions) {
  const auto& report = std::get<domain::ReportFact>(facts[position].what);
  v1::ReportSummary summary;
  summary.set_position(position);
  summary.set_time_ms(facts[position].time_ms);
  summary.set_reason(report.reason);
  AddDecision(facts, decisions, &summary);
  summary.set_organisation(report.organisation);
  summary.set_obligation(report.obligation);
  summary.set_period(report.period);
  summary.set_replaces(report.replaces);
  summary.set_superseded(superseded);
  if (report.observations != nullptr) {
    summary.set_observations(static_cast<uint32_t>(report.observations->size()) +
                             report.observations->released);
  }
  summary.set_verdict(report.verdict);
  if (const auto& by = facts[position].represented_by; by != nullptr) {
    *summary.mutable_represented_by() = *by;
  }
  return summary;
}

}  // namespace

absl::Status BeyondLog(uint64_t as_of, uint64_t size) {
  return WithMetadata(
      absl::OutOfRangeError(StrCat("as_of: ", as_of, " requested; the log has ", size, " entries")),
      {{"log_size", size}});
}

v1::ReportSummary SummaryOf(const domain::Facts& facts, uint64_t position) {
  const auto& about = std::get<domain::ReportFact>(facts[position].what);
  bool superseded = false;
  DecisionPositions decisions;
  for (uint64_t later = position + 1; later < facts.size(); ++later) {
    if (DecidedReport(facts[later]) == position) decisions.push_back(later);
    const auto* report = std::get_if<domain::ReportFact>(&facts[later].what);
    if (report == nullptr) continue;
    superseded |= report->organisation == about.organisation &&
                  report->obligation == about.obligation && report->period == about.period;
  }
  std::ranges::reverse(decisions);
  return Summarise(facts, position, superseded, decisions);
}

absl::StatusOr<v1::ListReportsResponse> ListReportsOf(std::string_view organisation,
                                                      const exchange::Snapshot& now,
                                                      const v1::ListReportsRequest& request) {
  if (request.page_size() > limits::kPageSizeMax) {
    return WithMetadata(
        absl::InvalidArgumentError(StrCat("page_size: ", request.page_size(),
                                          " requested; at most ", limits::kPageSizeMax)),
        {{"given", request.page_size()}, {"limit", limits::kPageSizeMax}});
  }
  const int page_size =
      static_cast<int>(request.page_size() == 0 ? kPageSizeDefault : request.page_size());
  const auto page = DecodeToken(organisation, request.period(), request.page_token(),
                                request.as_of(), now.facts.size());
  if (!page.ok()) return page.status();

  v1::ListReportsResponse answer;
  // From the newest report also for later pages, because only the newer ones tell
  // which are superseded.
  absl::flat_hash_set<std::string> in_force;
  absl::flat_hash_map<uint64_t, DecisionPositions> decisions;  // by report
  for (uint64_t position = page->as_of; position-- > 0;) {
    const domain::Fact& fact = now.facts[position];
    if (const auto decided = DecidedReport(fact)) decisions[*decided].push_back(position);
    const auto* report = std::get_if<domain::ReportFact>(&fact.what);
    if (report == nullptr || (!request.period().empty() && report->period != request.period()) ||
        !now.catalogue->MayReportFor(organisation, report->organisation)) {
      continue;
    }
    const bool newest =
        in_force
            .insert(StrCat(report->organisation, "\n", report->obligation, "\n", report->period))
            .second;
    if (position >= page->before) continue;
    if (answer.reports_size() == page_size) {
      answer.set_next_page_token(EncodeToken(organisation, request.period(),
                                             {.as_of = page->as_of, .before = position + 1}));
      break;
    }
    *answer.add_reports() = Summarise(now.facts, position, !newest, decisions[position]);
  }
  return answer;
}

}  // namespace samlad::service
