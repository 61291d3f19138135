// SPDX-License-Identifier: EUPL-1.2
//
// An event of the feed as a line for people.

#ifndef SAMLAD_CLIENTS_BOARD_FEED_LINE_H_
#define SAMLAD_CLIENTS_BOARD_FEED_LINE_H_

#include <string>
#include <string_view>

#include "clients/board/language.h"
#include "clients/board/words.h"
#include "samlad/v1/feed_service.pb.h"

namespace samlad::board {

// What happened, in a word, and to what. Text from others is made printable.
struct FeedText {
  std::string_view word;
  Tone tone = Tone::kQuiet;
  std::string details;
};
FeedText DescribeFeedEvent(const v1::FeedEvent& event, Language language);

// Position, time, what happened, and to what; with a final newline. Lines of
// one language are aligned in columns. Text from others is made printable.
std::string RenderFeedLine(const v1::FeedEvent& event, Language language, bool colour,
                           const absl::TimeZone& zone);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_FEED_LINE_H_
