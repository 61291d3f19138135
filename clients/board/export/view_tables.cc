// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/view_tables.h"

#include <string>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

// One that no view has, for figures that are not broken down.
const v1::CellFigure& WholeKey() { return v1::CellFigure::default_instance(); }

std::string_view WordOfDirection(v1::Direction direction, Language language) {
  const bool swedish = language == Language::kSv;
  switch (direction) {
    case v1::DIRECTION_UP:
      return swedish ? "högre är bättre" : "higher is better";
    case v1::DIRECTION_DOWN:
      return swedish ? "lägre är bättre" : "lower is better";
    case v1::DIRECTION_CONTEXT:
      return swedish ? "bakgrundsuppgift" : "context";
    default:
      return "";
  }
}

std::string_view WordOfLevel(v1::ResultLevel level, Language language) {
  const bool swedish = language == Language::kSv;
  switch (level) {
    case v1::RESULT_LEVEL_PERFORMANCE:
      return swedish ? "prestation" : "performance";
    case v1::RESULT_LEVEL_ORGANISATION:
      return swedish ? "effekt i organisationen" : "effect in the organisation";
    case v1::RESULT_LEVEL_TARGET_GROUP_SHORT:
      return swedish ? "effekt för målgruppen, kort sikt"
                     : "effect for the target group, short term";
    case v1::RESULT_LEVEL_TARGET_GROUP_LONG:
      return swedish ? "effekt för målgruppen, lång sikt"
                     : "effect for the target group, long term";
    case v1::RESULT_LEVEL_SOCIETY:
      return swedish ? "effekt i samhället" : "effect in society";
    default:
      return "";
  }
}

}  // namespace

ViewTables::ViewTables(const v1::View& view, Language language)
    : view_(view),
      language_(language),
      words_(MessagesIn(language)),
      zone_(ZoneOf(view)),
      names_(view, language) {
  for (const v1::AreaView& area : view.areas()) {
    for (const v1::IndicatorRow& row : area.rows())
      area_of_.try_emplace(row.indicator(), area.id());
  }
  for (const v1::OrganisationView& part : view.organisations()) {
    for (const v1::IndicatorRow& row : part.rows()) own_.emplace(part.id(), row.indicator());
  }
}

absl::Status ViewTables::Write(TableId table, TableWriter& writer) const {
  using Rows = void (ViewTables::*)(RowMaker&) const;
  static constexpr Rows kRows[] = {&ViewTables::AddAbout,
                                   &ViewTables::AddIndicators,
                                   &ViewTables::AddFigures,
                                   &ViewTables::AddComparisons,
                                   &ViewTables::AddObligations,
                                   &ViewTables::AddActivities,
                                   &ViewTables::AddProjects,
                                   &ViewTables::AddEffects,
                                   &ViewTables::AddRecommendations,
                                   &ViewTables::AddEvidence,
                                   &ViewTables::AddAcknowledgements,
                                   &ViewTables::AddClearings};
  if (absl::Status begun = writer.Begin(TableOf(table)); !begun.ok()) return begun;
  RowMaker rows(TableOf(table), language_, zone_, writer);
  (this->*kRows[static_cast<size_t>(table)])(rows);
  return rows.status().ok() ? writer.End() : rows.status();
}

// "": the view has no name.
std::string_view ViewTables::NameOf(std::string_view id) const {
  const std::string_view name = names_.Of(id).text;
  return name == id ? std::string_view() : name;
}

ViewTables::Part ViewTables::PartOf(const v1::OrganisationView& section,
                                    const v1::IndicatorRow& row) const {
  const auto area = area_of_.find(row.indicator());
  return {.area = area == area_of_.end() ? std::string_view() : area->second,
          .organisation = section.id(),
          .organisation_name = In(section.name())};
}

void ViewTables::AddAbout(RowMaker& rows) const {
  const v1::ViewQuery& query = view_.query();
  const auto add = [&](std::string_view word, std::string_view name, std::string_view value) {
    return value.empty() || rows.Word(word, name).Text(value).Done();
  };
  const auto filter = [](const auto& ids) { return absl::StrJoin(ids, " "); };
  const auto number = [](uint64_t n) { return n == 0 ? std::string() : StrCat(n); };
  const bool swedish = language_ == Language::kSv;
  const bool done =
      add(swedish ? "Katalog" : "Catalogue", "title", In(view_.title())) &&
      add(words_.period, "period", query.period()) &&
      add(words_.tree_size, "as_of", number(view_.as_of())) &&
      add(words_.latest_entry, "latest_entry", FormatTime(view_.time_ms(), zone_)) &&
      add(words_.origin, "origin", view_.origin()) &&
      add(words_.root_hash, "root_hash", FormatHex(view_.root_hash())) &&
      add(words_.protected_by, "protected_as_of", number(query.protected_as_of())) &&
      add(words_.catalogue_position, "catalogue_position", StrCat(view_.catalogue_position())) &&
      add(words_.fold_version, "fold_version", number(view_.fold_version())) &&
      add(swedish ? "Tidszon" : "Time zone", "time_zone", view_.time_zone()) &&
      add(swedish ? "Bara områdena" : "Only the areas", "priority_areas",
          filter(query.priority_areas())) &&
      add(swedish ? "Bara nyckeltalen" : "Only the indicators", "indicators",
          filter(query.indicators())) &&
      add(swedish ? "Bara organisationerna" : "Only the organisations", "organisations",
          filter(query.organisations()));
  if (!done) return;
  const std::pair<std::string_view, std::string_view> signs[] = {
      {"[c]", words_.code_c}, {"[x]", words_.code_x}, {"[z]", words_.code_z},
      {"[p]", words_.flag_p}, {"[e]", words_.flag_e}, {"[r]", words_.flag_r},
      {"[b]", words_.flag_b}};
  for (const auto& [sign, text] : signs) {
    if (!add(sign, sign, text)) return;
  }
}

void ViewTables::AddIndicators(RowMaker& rows) const {
  for (const v1::AreaView& area : view_.areas()) {
    const Part part{.area = area.id(), .area_title = In(area.title())};
    for (const v1::IndicatorRow& row : area.rows()) {
      if (!AddIndicator(part, row, rows)) return;
    }
  }
  for (const v1::OrganisationView& section : view_.organisations()) {
    for (const v1::IndicatorRow& row : section.rows()) {
      if (!AddIndicator(PartOf(section, row), row, rows)) return;
    }
  }
}

bool ViewTables::AddIndicator(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const {
  const v1::Figure& figure = row.figure();
  rows.Text(part.area).Text(part.area_title);
  rows.Text(part.organisation).Text(part.organisation_name);
  rows.Text(row.indicator()).Text(row.title()).Text(row.unit()).Text(row.goal());
  rows.Word(WordOfDirection(row.direction(), language_), v1::Direction_Name(row.direction()),
            "DIRECTION_");
  rows.Word(WordOfLevel(row.level(), language_), v1::ResultLevel_Name(row.level()),
            "RESULT_LEVEL_");
  rows.Text(figure.period()).Value(figure).Signs(figure);
  rows.Decimal(row.target()).Text(row.target_period());
  rows.Word(SignOf(row.status(), words_).word, v1::TargetStatus_Name(row.status()),
            "TARGET_STATUS_");
  rows.Word(SignOf(row.trend(), row.direction(), words_).word, v1::Trend_Name(row.trend()),
            "TREND_");
  return rows.CoverageOf(figure.coverage())
      .WholeIfAny(figure.indicator_version())
      .Positions(figure.positions())
      .Done();
}

void ViewTables::AddFigures(RowMaker& rows) const {
  for (const v1::AreaView& area : view_.areas()) {
    const Part part{.area = area.id()};
    for (const v1::IndicatorRow& row : area.rows()) {
      if (!AddSeries(part, row, rows) || !AddContributions(part, row, rows) ||
          !AddCells(part, row, rows)) {
        return;
      }
    }
  }
  for (const v1::OrganisationView& section : view_.organisations()) {
    for (const v1::IndicatorRow& row : section.rows()) {
      if (!AddSeries(PartOf(section, row), row, rows)) return;
    }
  }
}

bool ViewTables::AddSeries(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const {
  for (const v1::Figure& figure : row.history()) {
    if (!AddFigure(part, row, figure, WholeKey(), rows)) return false;
  }
  if (!AddFigure(part, row, row.figure(), WholeKey(), rows)) return false;
  return !row.has_over_years() || AddFigure(part, row, row.over_years(), WholeKey(), rows);
}

bool ViewTables::AddContributions(const Part& part, const v1::IndicatorRow& row,
                                  RowMaker& rows) const {
  for (const v1::Contribution& contribution : row.contributions()) {
    if (own_.contains({contribution.organisation(), row.indicator()})) continue;
    const Part its{.area = part.area,
                   .organisation = contribution.organisation(),
                   .organisation_name = In(contribution.name())};
    if (!AddFigure(its, row, contribution.figure(), WholeKey(), rows)) return false;
  }
  return true;
}

bool ViewTables::AddCells(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const {
  for (const v1::CellFigure& cell : row.cells()) {
    if (!AddFigure(part, row, cell.figure(), cell, rows)) return false;
  }
  return true;
}

bool ViewTables::AddFigure(const Part& part, const v1::IndicatorRow& row, const v1::Figure& figure,
                           const v1::CellFigure& key, RowMaker& rows) const {
  rows.Text(part.area).Text(part.organisation).Text(part.organisation_name);
  rows.Text(row.indicator()).Text(row.title()).Text(row.unit());
  rows.Text(figure.period().empty() ? view_.query().period() : figure.period());
  rows.Dimension(key.area()).Dimension(key.sex()).Dimension(key.age());
  rows.Dimension(key.background()).Dimension(key.category());
  return rows.Value(figure)
      .Signs(figure)
      .CoverageOf(figure.coverage())
      .WholeIfAny(figure.indicator_version())
      .Positions(figure.positions())
      .Done();
}

}  // namespace samlad::board
