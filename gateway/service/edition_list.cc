// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/edition_list.h"

#include <algorithm>
#include <span>
#include <string>
#include <variant>

#include "absl/strings/numbers.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
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

absl::Status NoEdition(uint64_t as_of) {
  return WithMetadata(
      exchange::WithReason("as_of: no edition has been published; ask the coordinator to run "
                           "`samlad coordinate publish`",
                           "NO_EDITION"),
      {{"as_of", as_of}});
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
  if (request.as_of() > facts.size()) return AsOfBeyondLog(request.as_of(), facts.size());
  const uint64_t as_of = request.as_of() == 0 ? facts.size() : request.as_of();
  const std::span<const uint64_t> editions = facts.editions();
  const auto after = std::ranges::lower_bound(editions, as_of);
  if (after == editions.begin()) return NoEdition(as_of);
  return *std::prev(after);
}

}  // namespace samlad::service
