// SPDX-License-Identifier: EUPL-1.2
//
// Parts that pages of several rooms are made of: signs, notices, lists, fields of forms.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_PARTS_H_
#define SAMLAD_CLIENTS_WEB_PAGES_PARTS_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "clients/board/html.h"
#include "clients/board/words.h"
#include "clients/cli/text/findings_printer.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::web::parts {

// A state: word, shape and colour.
void AddSign(const board::Sign& sign, board::Html& html);
void AddBadge(board::Tone tone, std::string_view word, board::Html& html);

// A text that stands out; of kBad, read out at once.
void AddNotice(board::Tone tone, std::string_view text, board::Html& html);
// The phrase with $0 to $9 replaced.
std::string Fill(const Visit& visit, const Phrase& phrase,
                 std::initializer_list<std::string_view> values);

// A table that becomes cards on narrow screens.
void BeginList(std::string_view caption, std::initializer_list<std::string_view> headings,
               board::Html& html);
void EndList(board::Html& html);
// One cell; `label` is its heading, which a card shows.
void AddCell(std::string_view label, std::string_view text, board::Html& html);
void AddNumber(std::string_view label, std::string_view number, board::Html& html);
// The cell that names the row.
void AddRowHead(std::string_view text, board::Html& html);

// A pair of a <dl class="facts">; nothing if `value` is empty.
void AddFact(std::string_view name, std::string_view value, board::Html& html);

struct TextField {
  std::string_view name;
  std::string_view label;
  std::string_view hint = {};
  std::string_view value = {};
  std::string_view type = "text";  // of the input; "lines": several lines
  std::string_view id = {};        // empty: the name
  bool required = false;
  size_t length_max = 0;  // 0: none
};
void AddTextField(const TextField& field, board::Html& html);
// A box that must be ticked before the form is sent; Confirmed says whether it was,
// whatever the browser.
void AddConfirmation(std::string_view id, std::string_view label, board::Html& html);
bool Confirmed(const Visit& visit);

// Made with a form and sent with it, so that the same form sent twice is one submission.
void AddSubmissionId(board::Html& html);

// Findings as a list: place, code, what is wrong, and how to fix it.
void AddFindings(const Visit& visit, const cli::Findings& findings, std::string_view caption,
                 board::Html& html);

std::string_view KindName(const Visit& visit, v1::OrganisationKind kind);
// What part of its indicator a figure is, by the catalogue's titles: "Lextorp, Women";
// empty: the whole.
std::string BreakdownName(const Visit& visit, const v1::Observation& one);

// The name of an organisation, indicator, obligation or project of the catalogue; the
// id itself if the catalogue does not have it.
std::string_view NameOf(const Visit& visit, std::string_view organisation);
std::string_view IndicatorName(const Visit& visit, std::string_view indicator);
std::string_view ObligationName(const Visit& visit, std::string_view obligation);

}  // namespace samlad::web::parts

#endif  // SAMLAD_CLIENTS_WEB_PAGES_PARTS_H_
