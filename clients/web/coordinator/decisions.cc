// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/decisions.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "clients/web/coordinator/pages.h"
#include "clients/web/coordinator/words.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/personal_texts.h"
#include "gateway/ledger/receipt.h"

namespace samlad::web::coordinator {

using board::Html;

std::optional<Response> NamesAPerson(Visit& visit, Handler page,
                                     const google::protobuf::Message& decision) {
  if (domain::FindPersonalTexts(decision).empty()) return std::nullopt;
  return AskAgain(visit, page, visit.Say(kNamesAPerson));
}

uint64_t PathPosition(const Visit& visit) {
  uint64_t position = 0;
  return absl::SimpleAtoi(ToAbsl(visit.FromPath("position")), &position) ? position : 0;
}

Response SeeDecided(const Visit& visit, std::string_view back, std::string_view receipt) {
  const auto parsed = ledger::ParseReceipt(receipt);
  if (!parsed.ok()) return FailurePage(visit, absl::DataLossError(parsed.status().message()));
  return SeeOther(
      StrCat(back, back.find('?') == back.npos ? "?" : "&", "done=", parsed->position()));
}

void AddDecided(const Visit& visit, Html& html) {
  uint64_t done = 0;
  if (!absl::SimpleAtoi(ToAbsl(visit.FromQuery("done")), &done)) return;
  const std::string position = StrCat(done);
  html.Wrap("<p class=\"notice good\" role=\"status\">", parts::Fill(visit, kDecided, {position}),
            " ");
  html.Wrap("<a href=\"/decisions/", position, "/receipt\">");
  html.Text(visit.Say(kDownloadReceipt)).Raw("</a></p>\n");
}

Response GetDecisionReceipt(Visit& visit) {
  v1::GetReceiptRequest request;
  request.set_position(PathPosition(visit));
  const auto receipt = visit.gateway.GetReceipt(request);
  if (!receipt.ok()) return FailurePage(visit, receipt.status());
  auto file = ledger::ReceiptToFile(*receipt);
  if (!file.ok()) return FailurePage(visit, absl::DataLossError(file.status().message()));
  return Download(StrCat("decision-", request.position(), ".receipt.json"), "application/json",
                  *std::move(file));
}

}  // namespace samlad::web::coordinator
