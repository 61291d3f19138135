// SPDX-License-Identifier: EUPL-1.2
//
// What the pages of the sender share: addresses, badges, figures in words, the
// gateway's day. Pure functions unless they take a visit.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_PARTS_H_
#define SAMLAD_CLIENTS_WEB_SENDER_PARTS_H_

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/substitute.h"
#include "clients/board/html.h"
#include "clients/board/words.h"
#include "clients/web/session/visit.h"
#include "gateway/base/strings.h"
#include "samlad/v1/report.pb.h"

namespace samlad::web::sender {

// The phrase with the arguments in place of $0 to $9; not escaped.
template <class... Arguments>
std::string Fill(const Visit& visit, const Phrase& phrase, const Arguments&... arguments) {
  return absl::Substitute(ToAbsl(visit.Say(phrase)), std::string(StrCat(arguments))...);
}

// "/reports/new?obligation=a&period=2025"; values are percent-encoded (RFC 3986), empty
// ones left out.
std::string Address(std::string_view path,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> query);

// <a href>; `primary`: as a button.
void AddLink(std::string_view address, std::string_view text, board::Html& html);
void AddButtonLink(std::string_view address, std::string_view text, bool primary,
                   board::Html& html);
// The state as word and tone.
void AddBadge(const board::Sign& sign, board::Html& html);
// One line of a <dl class="facts">; nothing if `text` is empty.
void AddFact(std::string_view name, std::string_view text, board::Html& html);
// A cell of a list, which is a card on a small screen.
void AddCell(std::string_view label, std::string_view text, board::Html& html);
void AddNumberCell(std::string_view label, std::string_view text, board::Html& html);
// <p>
void AddParagraph(std::string_view text, board::Html& html);

// A position in the log; nullopt: the text is none.
std::optional<uint64_t> ParsePosition(std::string_view text);

// Names in the catalogue; the id if it has none.
std::string OrganisationName(const Visit& visit, std::string_view id);
std::string ObligationName(const Visit& visit, std::string_view id);
std::string IndicatorName(const Visit& visit, std::string_view id);

// "F 18-24"; empty: not split.
std::string BreakdownText(const Visit& visit, const v1::Observation& observation);
// "104/243 = 42.8 (n 12) estimated"
std::string FigureText(const Visit& visit, const v1::Observation& observation);
// What tells a figure from the others of a report.
std::string FigureKey(const v1::Observation& observation);
// "correction"; empty: none was given.
std::string ReasonText(const Visit& visit, v1::RevisionReason reason);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_PARTS_H_
