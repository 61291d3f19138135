// SPDX-License-Identifier: EUPL-1.2
//
// What every decision of the coordinator has in common: what is refused before it is
// sent, and where its receipt is found.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_DECISIONS_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_DECISIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/web/pages/page.h"
#include "clients/web/session/visit.h"
#include "google/protobuf/message.h"

namespace samlad::web::coordinator {

// `page`, of the form, again, because one of its texts holds an identity number: the
// gateway refuses the same, but a number that was never sent needs no forgetting.
std::optional<Response> NamesAPerson(Visit& visit, Handler page,
                                     const google::protobuf::Message& decision);

// "position" of the path; 0 if it is no number.
uint64_t PathPosition(const Visit& visit);

// After a decision: `back` with "?done=" and the position of its entry; `page`, of the
// form, again if the gateway refused it.
Response SeeDecided(const Visit& visit, std::string_view back, std::string_view receipt);
template <class Answer>
Response AfterDecision(Visit& visit, Handler page, std::string_view back,
                       const absl::StatusOr<Answer>& answer) {
  return answer.ok() ? SeeDecided(visit, back, answer->receipt())
                     : AskAgainAfter(visit, page, answer.status());
}
// The notice of "?done=", with the receipt to download; nothing without it.
void AddDecided(const Visit& visit, board::Html& html);

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_DECISIONS_H_
