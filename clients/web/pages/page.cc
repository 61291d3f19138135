// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/page.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/words_reasons.h"
#include "clients/sdk/error.h"
#include "clients/web/http/form.h"
#include "clients/web/pages/frame.h"
#include "clients/web/pages/words.h"
#include "gateway/base/fold.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

using board::Html;

struct Failure {
  int status;
  Phrase title, fix;
};

Failure FailureOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return {503, kDownTitle, kDownDo};
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return {403, kRefusedTitle, kRefusedDo};
    case absl::StatusCode::kNotFound:
      return {404, kMissingTitle, kMissingDo};
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAborted:
      return {409, kChangedTitle, kChangedDo};
    case absl::StatusCode::kResourceExhausted:
      return {429, kBusyTitle, kBusyDo};
    case absl::StatusCode::kDataLoss:
      return {502, kBrokenTitle, kBrokenDo};
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return {400, kWrongTitle, kWrongDo};
    default:
      return {500, kWrongTitle, kWrongDo};
  }
}

// What was posted, to be sent again as it was: what is decided is sent under a name that
// follows from the form, so that it counts once.
void AddRetryForm(const Visit& visit, Html& html) {
  const Request& request = visit.request;
  if (request.method != Method::kPost || !request.uploads.empty()) return;
  BeginForm(visit, request.path, FormKind::kPlain, html);
  std::string typed;
  for (const auto& [name, value] : request.form) {
    if (name == "csrf") continue;
    AddHidden(name, value, html);
    // A sentence: what the form has of its own is a word.
    if (value.find(' ') != value.npos) StrAppend(&typed, typed.empty() ? "" : "\n", value);
  }
  if (!typed.empty()) {
    html.Wrap("<h2>", visit.Say(kTyped), "</h2><p class=\"lines\">").Text(typed).Raw("</p>");
  }
  html.Wrap("<p class=\"actions\"><button class=\"primary\">", visit.Say(kSendAgain),
            "</button></p>");
  EndForm(html);
}

// The page's address with the query's filter and another page of the list.
std::string PageAddress(const Visit& visit, size_t page) {
  std::string address = StrCat(visit.request.path, "?page=", page);
  for (const auto& [name, value] : visit.request.query) {
    if (name == "page" || name == "lang") continue;
    StrAppend(&address, "&", UrlEncode(name), "=", UrlEncode(value));
  }
  return address;
}

}  // namespace

Html BeginPage(const Visit& visit, std::string_view title) {
  Html html = BeginDocument(visit.language, title, &visit, visit.request);
  if (!visit.refused.empty()) {
    html.Wrap("<p class=\"notice bad lines\" role=\"alert\">", visit.refused, "</p>\n");
  }
  return html;
}

Response EndPage(const Visit& visit, Html html, int status) {
  EndDocument(visit.language, html);
  Response response;
  response.status = status == 200 && !visit.refused.empty() ? 400 : status;
  response.body = std::move(html).Take();
  return response;
}

Response AskAgain(Visit& visit, Handler page, std::string_view why) {
  visit.refused = why;
  return page(visit);
}

Response AskAgainAfter(Visit& visit, Handler page, const absl::Status& status) {
  const int kind = FailureOf(status).status;
  if (kind != 400 && kind != 409) return FailurePage(visit, status);
  return AskAgain(visit, page, cli::InLanguage(visit.language, sdk::Explain(status)));
}

Response FailurePage(const Visit& visit, const absl::Status& status) {
  const Failure failure = FailureOf(status);
  Html html = BeginPage(visit, visit.Say(failure.title));
  const std::string reason = cli::InLanguage(visit.language, sdk::Explain(status));
  html.Wrap("<div class=\"notice bad\" role=\"alert\"><h2>", visit.Say(kWhatHappened), "</h2>");
  for (const absl::string_view line : absl::StrSplit(reason, '\n', absl::SkipWhitespace())) {
    html.Wrap("<p>", ToStd(line), "</p>");
  }
  html.Raw("</div>");
  html.Wrap("<h2>", visit.Say(kWhatToDo), "</h2>").Wrap("<p>", visit.Say(failure.fix), "</p>");
  if (failure.status == 503) AddRetryForm(visit, html);
  html.Wrap("<p class=\"actions\"><a class=\"button\" href=\"/\">", visit.Say(kBack), "</a></p>");
  return EndPage(visit, std::move(html), failure.status);
}

void BeginForm(const Visit& visit, std::string_view action, FormKind kind, Html& html) {
  html.Wrap("<form method=\"post\" action=\"", action, "\"");
  if (kind == FormKind::kWithFiles) html.Raw(" enctype=\"multipart/form-data\"");
  html.Raw(">");
  AddHidden("csrf", visit.csrf, html);
}

void EndForm(Html& html) { html.Raw("</form>"); }

void AddHidden(std::string_view name, std::string_view value, Html& html) {
  html.Wrap("<input type=\"hidden\" name=\"", name, "\"").Wrap(" value=\"", value, "\">");
}

void AddFilterBox(const Visit& visit, std::string_view action, Html& html) {
  const std::string_view filter = visit.FromQuery("filter");
  html.Wrap("<form class=\"filter\" role=\"search\" method=\"get\" action=\"", action, "\">");
  // A browser drops the query of the address that a form gets.
  if (const size_t query = action.find('?'); query != action.npos) {
    Fields kept;
    if (ParseUrlEncoded(action.substr(query + 1), kept).ok()) {
      for (const auto& [name, value] : kept) AddHidden(name, value, html);
    }
  }
  html.Wrap("<label for=\"filter\">", visit.Say(kFilterLabel), "</label>");
  html.Wrap("<input type=\"search\" id=\"filter\" name=\"filter\" value=\"", filter, "\">");
  html.Wrap("<button type=\"submit\">", visit.Say(kFilterButton), "</button>");
  if (!filter.empty()) {
    html.Wrap("<a href=\"", action, "\">").Text(visit.Say(kFilterClear)).Raw("</a>");
  }
  html.Raw("</form>");
}

bool PassesFilter(const Visit& visit, std::string_view text) {
  const std::string filter = FoldCaseAndAccents(visit.FromQuery("filter"));
  const std::string folded = FoldCaseAndAccents(text);
  const std::vector<absl::string_view> words = absl::StrSplit(filter, ' ', absl::SkipWhitespace());
  return std::ranges::all_of(
      words, [&folded](absl::string_view word) { return folded.find(ToStd(word)) != folded.npos; });
}

size_t PageNumber(const Visit& visit) {
  size_t page = 0;
  return absl::SimpleAtoi(ToAbsl(visit.FromQuery("page")), &page) && page > 0 ? page : 1;
}

void AddPager(const Visit& visit, size_t rows, Html& html) {
  const size_t pages = (rows + kRowsPerPage - 1) / kRowsPerPage;
  if (pages < 2) return;
  const size_t page = std::min(PageNumber(visit), pages);
  html.Wrap("<nav class=\"pager\" aria-label=\"", visit.Say(kPagerMenu), "\">");
  if (page > 1) {
    html.Wrap("<a rel=\"prev\" href=\"", PageAddress(visit, page - 1), "\">");
    html.Text(visit.Say(kPagerPrevious)).Raw("</a>");
  }
  const auto number = [&visit](size_t value) {
    return board::FormatNumber(StrCat(value), visit.language);
  };
  html.Raw("<span>").Text(
      StrCat((page - 1) * kRowsPerPage + 1, "–", std::min(page * kRowsPerPage, rows)));
  html.Raw(" ").Text(visit.Say(kPagerOf)).Raw(" ").Text(number(rows)).Raw(" ");
  html.Text(visit.Say(kPagerRows)).Raw("</span>");
  if (page < pages) {
    html.Wrap("<a rel=\"next\" href=\"", PageAddress(visit, page + 1), "\">");
    html.Text(visit.Say(kPagerNext)).Raw("</a>");
  }
  html.Raw("</nav>");
}

}  // namespace samlad::web
