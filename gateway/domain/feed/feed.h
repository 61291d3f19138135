// SPDX-License-Identifier: EUPL-1.2
//
// The log as events: selects the facts that a watcher may see and packs them into
// messages. Pure and deterministic: the same facts and the same visibility give
// the same events from every cursor, so that a watcher who goes on from its last
// cursor misses nothing and sees nothing twice.
//
// A watcher without `see_all` sees what concerns its organisation only: reports
// about it or sent by it, due dates of reports that it or an organisation which
// it may report for had to send, projects that it takes part in, revocations of
// its own identities, clearings of such reports' figures, catalogues, and
// acknowledgements, by the board or its system, of a view that contains its
// report. Of others it sees only that the log grew. The catalogue in force at
// the time says who had to report.

#ifndef SAMLAD_GATEWAY_DOMAIN_FEED_FEED_H_
#define SAMLAD_GATEWAY_DOMAIN_FEED_FEED_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "gateway/domain/log/facts.h"

namespace samlad::domain {

// Whose entries a reader of the feed may see.
struct FeedVisibility {
  std::string organisation;
  bool see_all = false;         // reports, due dates, decisions of all organisations
  bool see_identities = false;  // revocations of all
};

// Since when an organisation has an accepted report for a period, and so whether
// a view could contain one. A value; grows with organisations and periods.
class FirstReports {
 public:
  // Takes in the facts that it has not seen. `facts` continue those of before.
  void Read(const Facts& facts);
  // Whether there was one among the first `as_of` facts, all of them seen.
  bool ReportedBefore(std::string_view organisation, std::string_view period, uint64_t as_of) const;

 private:
  uint64_t seen_ = 0;
  absl::flat_hash_map<std::pair<std::string, std::string>, uint64_t> positions_;
};

// As FirstReports::ReportedBefore.
using ReportedBefore =
    absl::FunctionRef<bool(std::string_view organisation, std::string_view period, uint64_t as_of)>;

// A part of the feed, ready to be sent.
struct FeedPage {
  std::string message;  // serialised v1::WatchFeedResponse
  uint64_t cursor = 0;  // where the next page begins
  uint32_t events = 0;  // in the message
};

// Reads on from `cursor`, at most facts.size(), until the message has about
// limits::kFeedMessageBytes, limits::kFeedPageFacts facts were looked at, or there
// are no more: work and memory are bounded however long the log is.
FeedPage ReadFeedPage(const Facts& facts, uint64_t cursor, const FeedVisibility& visibility,
                      ReportedBefore reported_before);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_FEED_FEED_H_
