// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/changes.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "clients/board/code_names.h"
#include "clients/board/words.h"
#include "clients/web/board/links.h"
#include "clients/web/board/parts.h"
#include "clients/web/board/words.h"
#include "gateway/base/strings.h"

namespace samlad::web::editions {
namespace {

constexpr std::array kKinds = {v1::FIGURE_CHANGE_KIND_NEW, v1::FIGURE_CHANGE_KIND_REVISED,
                               v1::FIGURE_CHANGE_KIND_HIDDEN, v1::FIGURE_CHANGE_KIND_SHOWN,
                               v1::FIGURE_CHANGE_KIND_GONE};

const Phrase& ChangeWord(v1::FigureChangeKind kind) {
  switch (kind) {
    case v1::FIGURE_CHANGE_KIND_NEW:
      return kChangeNew;
    case v1::FIGURE_CHANGE_KIND_REVISED:
      return kChangeRevised;
    case v1::FIGURE_CHANGE_KIND_HIDDEN:
      return kChangeHidden;
    case v1::FIGURE_CHANGE_KIND_SHOWN:
      return kChangeShown;
    default:
      return kChangeGone;
  }
}

// The groups of the changes from `first` to `end`, by the titles of their codes;
// empty: all.
std::vector<std::string> GroupsOf(const Visit& visit, const ShownEdition& shown, size_t first,
                                  size_t end) {
  v1::View named;
  for (size_t i = first; i < end; ++i) {
    const v1::FigureChange& change = shown.edition.difference().changes(static_cast<int>(i));
    v1::IndicatorRow& row = *named.add_areas()->add_rows();
    row.set_indicator(change.indicator());
    v1::CellFigure& cell = *row.add_cells();
    cell.set_area(change.area());
    cell.set_sex(change.sex());
    cell.set_age(change.age());
    cell.set_background(change.background());
    cell.set_category(change.category());
  }
  board::NameCodes(shown.catalogue->catalogue(), visit.language, &named);
  std::vector<std::string> groups;
  for (const v1::AreaView& area : named.areas()) {
    groups.push_back(board::CellName(area.rows(0).cells(0)));
  }
  return groups;
}

void AddChange(const Visit& visit, const ShownEdition& shown, const v1::FigureChange& change,
               const std::string& group, board::Html& html) {
  const auto number = [&](const std::string& value) {
    return value.empty() ? std::string("–") : board::FormatNumber(value, visit.language);
  };
  html.Raw("<tr><th scope=\"row\">");
  const v1::IndicatorRow* row = FindRow(shown.view, change.indicator());
  const board::Picked title = row == nullptr ? board::Picked{change.indicator()}
                                             : board::PickMarked(row->title(), visit.language);
  AddPageLink(IndicatorPath(shown, change.indicator()), title, html);
  html.Raw("</th>");
  AddCell(visit.Say(kPeriod), change.period(), html);
  AddCell(visit.Say(kGroup), group.empty() ? visit.Say(kAll) : group, html);
  AddCell(visit.Say(kHow), visit.Say(ChangeWord(change.kind())), html);
  AddCell(visit.Say(kValueBefore), number(change.before()), html);
  AddCell(visit.Say(kValueNow),
          change.kind() == v1::FIGURE_CHANGE_KIND_HIDDEN ? "[c]" : number(change.after()), html);
  html.Raw("</tr>\n");
}

}  // namespace

void AddChangesInWords(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  if (shown.edition.previous() == 0) {
    html.Wrap("<p>", visit.Say(kFirstEdition), "</p>\n");
    return;
  }
  const v1::EditionDifference& difference = shown.edition.difference();
  html.Wrap("<p>", board::PickMarked(difference.words(), visit.language), "</p>\n");
  html.Raw("<ul class=\"counts\">\n");
  for (const v1::FigureChangeKind kind : kKinds) {
    const auto count = std::ranges::count(difference.changes(), kind, &v1::FigureChange::kind);
    html.Wrap("<li><b>", board::FormatNumber(StrCat(count), visit.language), "</b> ");
    html.Text(visit.Say(ChangeWord(kind))).Raw("</li>\n");
  }
  html.Raw("</ul>\n");
}

void AddChangesInFigures(const Visit& visit, const ShownEdition& shown, board::Html& html) {
  const auto& changes = shown.edition.difference().changes();
  if (changes.empty()) return;
  BeginList(visit.Say(kChangedFigures),
            {visit.Say(kIndicator), visit.Say(kPeriod), visit.Say(kGroup), visit.Say(kHow),
             visit.Say(kValueBefore), visit.Say(kValueNow)},
            html);
  const auto size = static_cast<size_t>(changes.size());
  const size_t first = std::min((PageNumber(visit) - 1) * kRowsPerPage, size);
  const size_t end = std::min(first + kRowsPerPage, size);
  const std::vector<std::string> groups = GroupsOf(visit, shown, first, end);
  for (size_t i = first; i < end; ++i) {
    AddChange(visit, shown, changes[static_cast<int>(i)], groups[i - first], html);
  }
  EndList(html);
  AddPager(visit, size, html);
}

}  // namespace samlad::web::editions
