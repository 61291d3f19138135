// SPDX-License-Identifier: EUPL-1.2
//
// The languages of pages and tables, and how each writes numbers and dates.

#ifndef SAMLAD_CLIENTS_BOARD_LANGUAGE_H_
#define SAMLAD_CLIENTS_BOARD_LANGUAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

enum class Language { kSv, kEn };

// BCP 47: "sv" or "en".
std::string_view Tag(Language language);

// The text in a language; the Swedish text where the English is missing.
std::string_view Pick(const v1::Text& text, Language language);

// The result of Pick, and whether it is such a substitute, because a page has
// to say so.
struct Picked {
  std::string_view text;
  bool stands_in = false;
};
Picked PickMarked(const v1::Text& text, Language language);

// A decimal ("-1234567.50") for people. Swedish: decimal comma, narrow no-break
// spaces between thousands; English: decimal point and commas. The minus is the
// hyphen-minus, which screen readers say and spreadsheets read. Text that is no
// plain decimal is returned as it is.
std::string FormatNumber(std::string_view decimal, Language language);

// "2025" as it is; "2025-T2" as "januari-augusti 2025" with an en dash.
std::string FormatPeriodName(std::string_view period, Language language);

// "2026-02-15" as "söndag 15 februari 2026"; a text that is no such day as it is.
std::string FormatDay(std::string_view day, Language language);

// Milliseconds since the Unix epoch as "2026-02-15 14:04 CET"; "" for 0.
std::string FormatTime(int64_t time_ms, const absl::TimeZone& zone);

// The zone in which a view writes its times: the catalogue's; UTC if the view names
// none, as older ones, or one that this machine does not know.
absl::TimeZone ZoneOf(const v1::View& view);

// Bytes as lower-case hexadecimal.
std::string FormatHex(std::string_view bytes);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_LANGUAGE_H_
