// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "clients/board/code_names.h"
#include "clients/board/page/board_page.h"
#include "clients/sdk/file_stem.h"
#include "clients/web/board/handlers.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"

namespace samlad::web::editions {
namespace {

// What stands between the tags of the page's one style sheet: it has none of a
// view's text in it.
std::string_view StyleOf(std::string_view html) {
  constexpr std::string_view kBegin = "<style>";
  const size_t begin = html.find(kBegin);
  if (begin == html.npos) return {};
  html.remove_prefix(begin + kBegin.size());
  return html.substr(0, html.find("</style>"));
}

Response RenderWholePage(const Visit& visit, const ShownEdition& shown) {
  std::string html = board::RenderBoardPage(shown.view, visit.language, shown.options);
  if (visit.FromQuery("download").empty()) return AsOwnDocument(std::move(html));
  return Download(StrCat(sdk::FileStem({visit.Say(kFileOfPage), shown.info.period(),
                                        StrCat(shown.info.number())}),
                         ".html"),
                  "text/html; charset=utf-8", std::move(html));
}

}  // namespace

Response AsOwnDocument(std::string html) {
  const std::string digest{ledger::AsBytes(ledger::Sha256({StyleOf(html)}))};
  Response response;
  response.content_security_policy =
      StrCat("default-src 'none'; style-src 'sha256-", absl::Base64Escape(digest),
             "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  response.body = std::move(html);
  return response;
}

Response ShowWholePage(Visit& visit) { return WithAskedEdition(visit, RenderWholePage); }

Response ShowPreview(Visit& visit) {
  const auto bytes = visit.gateway.GetView({});
  if (!bytes.ok()) return FailurePage(visit, bytes.status());
  v1::View view;
  if (!view.ParseFromString(*bytes)) {
    return FailurePage(visit, absl::DataLossError("the gateway's view cannot be parsed"));
  }
  board::NameCodes(visit.catalogue->catalogue(), visit.language, &view);
  return AsOwnDocument(
      board::RenderBoardPage(view, visit.language, {.notice = visit.Say(kPreviewNotice)}));
}

}  // namespace samlad::web::editions
