// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/report_list.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"

#include "absl/strings/str_split.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::service {
namespace {

// Where a listing goes on: below position `before`, in the log of size `as_of`.
struct Page {
  uint64_t as_of = 0;
  uint64_t before = 0;
};

// Binds a token to its listing, so that one that is bent or belongs to another
// is noticed. Not a secret: a token gives no access that its caller lacks.
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

absl::StatusOr<Page> DecodeToken(std::string_view organisation, std::string_view period,
                                 std::string_view token, uint64_t log_size) {
  if (token.empty()) return Page{.as_of = log_size, .before = log_size};
  std::string text;
  Page page;
  if (absl::WebSafeBase64Unescape(ToAbsl(token), &text)) {
    const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
    if (parts.size() == 3 && absl::SimpleAtoi(parts[0], &page.as_of) &&
        absl::SimpleAtoi(parts[1], &page.before) && page.as_of <= log_size &&
        page.before <= page.as_of && EncodeToken(organisation, period, page) == token) {
      return page;
    }
  }
  return absl::InvalidArgumentError(
      "page_token: not given by this gateway for this listing; send the next_page_token of the "
      "page before with the same period, or none to begin anew");
}

v1::ReportSummary Summarise(uint64_t position, int64_t time_ms, const domain::ReportFact& report,
                            bool superseded) {
  v1::ReportSummary summary;
  summary.set_position(position);
  summary.set_time_ms(time_ms);
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
  return summary;
}

}  // namespace

absl::StatusOr<v1::ListReportsResponse> ListReportsOf(std::string_view organisation,
                                                      const exchange::Snapshot& now,
                                                      const v1::ListReportsRequest& request) {
  if (request.page_size() > limits::kPageSizeMax) {
    return absl::InvalidArgumentError(
        StrCat("page_size: ", request.page_size(), " asked for; at most ", limits::kPageSizeMax));
  }
  const int page_size =
      static_cast<int>(request.page_size() == 0 ? limits::kPageSizeDefault : request.page_size());
  const auto page =
      DecodeToken(organisation, request.period(), request.page_token(), now.facts.size());
  if (!page.ok()) return page.status();

  v1::ListReportsResponse answer;
  // From the top also for later pages: what is superseded is known only from
  // there.
  absl::flat_hash_set<std::string> in_force;
  for (uint64_t position = page->as_of; position-- > 0;) {
    const domain::Fact& fact = now.facts[position];
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
    *answer.add_reports() = Summarise(position, fact.time_ms, *report, !newest);
  }
  return answer;
}

}  // namespace samlad::service
