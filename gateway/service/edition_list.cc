// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/edition_list.h"

#include <ranges>
#include <span>
#include <string>
#include <variant>

#include "absl/strings/numbers.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/spelling.h"
#include "gateway/exchange/refusal.h"

namespace samlad::service {
namespace {

// Editions in one page, where the request gives no number.
constexpr uint32_t kEditionsDefault = 100;

absl::Status PageTooLarge(uint32_t given) {
  return WithMetadata(absl::InvalidArgumentError(
                          StrCat("page_size: ", given, " given, at most ", limits::kPageSizeMax)),
                      {{"given", given}, {"limit", limits::kPageSizeMax}});
}

absl::Status UnknownToken() {
  return absl::InvalidArgumentError(
      "page_token: was not given by this gateway for this list; send the next_page_token of the "
      "previous page, or none to start again");
}

absl::Status AsOfBeyondLog(uint64_t as_of, uint64_t size) {
  return WithMetadata(
      absl::OutOfRangeError(StrCat("as_of: ", as_of, " requested; the log has ", size, " entries")),
      {{"log_size", size}});
}

absl::Status NoEdition(std::string_view period, uint64_t as_of) {
  return WithMetadata(
      exchange::WithReason(period.empty()
                               ? StrCat("as_of: no edition has been published by then; ask the "
                                        "coordinator to run `samlad coordinate publish`")
                               : StrCat("period: no edition of ", domain::QuoteWritten(period),
                                        " has been published by then; ask the coordinator to run "
                                        "`samlad coordinate publish`"),
                           "NO_EDITION"),
      {{"as_of", as_of}});
}

const domain::EditionFact& EditionAt(const domain::Facts& facts, uint64_t position) {
  return std::get<domain::EditionFact>(facts[position].what);
}

bool IsOf(const domain::EditionFact& edition, std::string_view period) {
  return period.empty() || edition.period == period;
}

void Describe(const domain::Fact& fact, uint64_t position, v1::EditionInfo* info) {
  const auto& edition = std::get<domain::EditionFact>(fact.what);
  info->set_number(edition.number);
  info->set_position(position);
  info->set_as_of(edition.as_of);
  info->set_period(edition.period);
  info->set_time_ms(fact.time_ms);
  info->set_digest(edition.digest);
  info->set_view_digest(edition.view_digest);
  info->set_size(edition.size);
}

// The newest before query.as_of, of query.period if there is one.
absl::StatusOr<uint64_t> FindNewest(const domain::Facts& facts, const v1::ViewQuery& query) {
  if (query.as_of() > facts.size()) return AsOfBeyondLog(query.as_of(), facts.size());
  const uint64_t as_of = query.as_of() == 0 ? facts.size() : query.as_of();
  for (const uint64_t position : facts.editions() | std::views::reverse) {
    if (position < as_of && IsOf(EditionAt(facts, position), query.period())) return position;
  }
  return NoEdition(query.period(), as_of);
}

}  // namespace

absl::StatusOr<v1::ListEditionsResponse> ListEditions(const domain::Facts& facts,
                                                      const v1::ListEditionsRequest& request) {
  if (request.page_size() > limits::kPageSizeMax) return PageTooLarge(request.page_size());
  const size_t page = request.page_size() == 0 ? kEditionsDefault : request.page_size();
  const std::span<const uint64_t> editions = facts.editions();
  // The token is the number of editions that are left: those after it are listed.
  size_t left = editions.size();
  if (!request.page_token().empty() &&
      (!absl::SimpleAtoi(request.page_token(), &left) || left == 0 || left > editions.size())) {
    return UnknownToken();
  }
  v1::ListEditionsResponse response;
  for (size_t listed = 0; listed < page && left > 0; ++listed) {
    const uint64_t position = editions[--left];
    Describe(facts[position], position, response.add_editions());
  }
  if (left > 0) response.set_next_page_token(StrCat(left));
  return response;
}

absl::StatusOr<uint64_t> FindEdition(const domain::Facts& facts,
                                     const v1::GetEditionRequest& request) {
  if (request.position() != 0) return request.position();
  v1::ViewQuery query;
  query.set_as_of(request.as_of());
  return FindNewest(facts, query);
}

absl::StatusOr<uint64_t> FindEditionFor(const domain::Facts& facts, const v1::ViewQuery& query) {
  for (const uint64_t position : facts.editions() | std::views::reverse) {
    const domain::EditionFact& edition = EditionAt(facts, position);
    if (edition.as_of == query.as_of() && IsOf(edition, query.period())) return position;
  }
  return FindNewest(facts, query);
}

absl::StatusOr<std::optional<uint64_t>> FindSeenEdition(const domain::Facts& facts,
                                                        const v1::ViewQuery& query,
                                                        std::string_view view_digest) {
  bool any = false;
  for (const uint64_t position : facts.editions()) {
    const domain::EditionFact& edition = EditionAt(facts, position);
    if (edition.as_of != query.as_of() || !IsOf(edition, query.period())) continue;
    if (edition.view_digest == view_digest) return position;
    any = true;
  }
  if (any) return std::nullopt;
  return NoEdition(query.period(), query.as_of());
}

}  // namespace samlad::service
