// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/figures.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/disclosure/verify/numbers.h"

namespace samlad::domain::verify {
namespace {

constexpr CodeIds kOfTotal = {"_T", "_T", "_T", "_T", "_T"};
constexpr CodeIds kNames = {"area", "sex", "age", "background", "category"};

bool IsCount(v1::Aggregation aggregation) {
  return aggregation == v1::AGGREGATION_FLOW || aggregation == v1::AGGREGATION_STOCK ||
         aggregation == v1::AGGREGATION_DISTINCT;
}

template <class Message>
CodeIds CodesOf(const Message& m) {
  return {m.area(), m.sex(), m.age(), m.background(), m.category()};
}

void AddHistoryAndFigure(const v1::IndicatorRow& row, Place history, Place figure,
                         std::vector<FigureInView>& figures) {
  for (const v1::Figure& year : row.history()) {
    figures.push_back({&row, &year, history, kOfTotal});
  }
  figures.push_back({&row, &row.figure(), figure, kOfTotal});
}

// Reads figure after figure.
class FigureReader {
 public:
  FigureReader(const Definitions& definitions, std::span<const Report> reports, Faults& faults)
      : definitions_(definitions), reports_(reports), faults_(faults) {}

  // Ignores what is not of the system.
  void Add(std::string_view indicator, const v1::Figure& figure, Figure read) {
    if (figure.value().empty() && figure.code() != v1::FIGURE_CODE_CONFIDENTIAL) return;
    read.figure = &figure;
    read.definition = definitions_.Find(indicator, figure.indicator_version());
    read.shown = !figure.value().empty();
    if (read.definition == nullptr) {
      faults_.Add("1", "figure of ", indicator, " for ", figure.period(),
                  ": there is no definition ", "of its version ", figure.indicator_version());
      return;
    }
    if (!definitions_.IsInSystem(indicator)) return;
    if (!ReadPeriod(read) || !ReadCodes(read) || !ReadPositions(read) || !ReadNumbers(read)) return;
    const auto key = keys_.try_emplace({read.definition->number, figure.period(), read.code_ids},
                                       static_cast<uint32_t>(keys_.size()));
    read.key = key.first->second;
    const auto same =
        same_.try_emplace({read.key, read.reports}, static_cast<uint32_t>(same_.size()));
    read.same = same.first->second;
    all_.push_back(std::move(read));
  }

  std::vector<Figure> Take() {
    std::vector<bool> shown(same_.size());
    for (const Figure& figure : all_) {
      if (figure.shown) shown[figure.same] = true;
    }
    for (Figure& figure : all_) figure.shown_elsewhere = !figure.shown && shown[figure.same];
    return std::move(all_);
  }

 private:
  template <class... Why>
  bool Refuse(const Figure& figure, std::string_view section, const Why&... why) {
    faults_.Add(section, Describe(figure, all_.size()), ": ", why...);
    return false;
  }

  bool ReadPeriod(Figure& read) {
    const auto part = ParseYearPart(read.figure->period());
    if (!part) return Refuse(read, "1", "its period is none");
    read.year = part->year;
    return true;
  }

  bool ReadCodes(Figure& read) {
    const Base& base = definitions_.BaseOf(read.definition->base);
    for (size_t d = 0; d < kDimensions; ++d) {
      const auto code = base.trees[d]->FindOfFigure(read.code_ids[d]);
      if (!code) {
        return Refuse(read, "2", "the ", kNames[d], " \"", read.code_ids[d],
                      "\" is not in a code list by which it is broken down");
      }
      read.codes[d] = *code;
    }
    if (read.codes.back() != kTotal &&
        read.definition->indicator->category_list() != base.category_list) {
      return Refuse(read, "2", "its categories are not those of the count that is its base");
    }
    return true;
  }

  bool ReadPositions(Figure& read) {
    for (const uint64_t position : read.figure->positions()) {
      const auto at = std::ranges::lower_bound(reports_, position, {}, &Report::position);
      if (at == reports_.end() || at->position != position) {
        return Refuse(read, "1", "`reports` does not have its position ", position);
      }
      const auto index = static_cast<uint32_t>(at - reports_.begin());
      if (!read.reports.empty() && read.reports.back() >= index) {
        return Refuse(read, "1", "its positions do not ascend");
      }
      read.reports.push_back(index);
    }
    return !read.reports.empty() || Refuse(read, "1", "it is computed from no report");
  }

  bool ReadNumbers(Figure& read) {
    const v1::Figure& figure = *read.figure;
    read.parts = read.definition->indicator->aggregation() == v1::AGGREGATION_RATIO ? 2 : 1;
    if (!read.shown) {
      return (figure.numerator().empty() && figure.denominator().empty() && figure.n().empty()) ||
             Refuse(read, "1", "it is hidden, but its parts are there");
    }
    if (figure.code() != v1::FIGURE_CODE_UNSPECIFIED) {
      return Refuse(read, "1", "it has a value, and a code for why it has none");
    }
    std::array<const std::string*, 2> texts = {&figure.numerator(), &figure.denominator()};
    if (read.parts == 1) {
      texts[0] = IsCount(read.definition->indicator->aggregation()) ? &figure.value() : &figure.n();
    }
    for (size_t i = 0; i < read.parts; ++i) {
      const auto people = ParsePeople(*texts[i]);
      if (!people) {
        return Refuse(read, "1", "\"", *texts[i], "\" is not a number of people");
      }
      read.numbers[i] = *people;
    }
    if (read.parts == 2 && read.definition->beyond == kNone) {
      read.numbers[1] -= read.numbers[0];
      if (read.numbers[1] < 0) return Refuse(read, "1", "its numerator exceeds its denominator");
    }
    return true;
  }

  const Definitions& definitions_;
  std::span<const Report> reports_;
  Faults& faults_;
  std::vector<Figure> all_;
  absl::flat_hash_map<std::tuple<uint32_t, std::string_view, CodeIds>, uint32_t> keys_;
  absl::flat_hash_map<std::pair<uint32_t, std::vector<uint32_t>>, uint32_t> same_;
};

// Whether the value of a shown ratio is that of its parts.
bool IsValueOfParts(const Figure& figure) {
  const v1::Indicator& definition = *figure.definition->indicator;
  const auto value = ParseMicros(figure.figure->value());
  const Int128 numerator = figure.numbers[0];
  const Int128 denominator =
      figure.definition->beyond == kNone ? numerator + figure.numbers[1] : figure.numbers[1];
  if (!value || denominator == 0) return false;
  Int128 one = 1, left = kMicrosPerOne;
  for (uint32_t i = 0; i < definition.decimals(); ++i) {
    one *= 10;
    left /= 10;
  }
  const Int128 scaled = numerator * (definition.factor() == 0 ? 1 : definition.factor()) * one;
  return *value == (2 * scaled + denominator) / (2 * denominator) * left;
}

}  // namespace

std::vector<Report> ReadReports(const v1::Edition& edition, Faults& faults) {
  std::vector<Report> reports;
  absl::flat_hash_map<std::string_view, uint32_t> organisations;
  absl::flat_hash_map<std::pair<uint32_t, std::string_view>, uint32_t> obligations;
  absl::flat_hash_map<std::pair<uint32_t, std::string_view>, uint32_t> due;
  absl::flat_hash_map<uint32_t, uint32_t> newest;
  const auto number = [](auto& numbers, const auto& key) {
    return numbers.try_emplace(key, static_cast<uint32_t>(numbers.size())).first->second;
  };
  for (const v1::EditionReport& from : edition.reports()) {
    const auto part = ParseYearPart(from.period());
    if (!part || (!reports.empty() && reports.back().position >= from.position())) {
      faults.Add("2", "report at position ", from.position(), ": ",
                 part ? "positions do not ascend" : "its period is none");
      continue;
    }
    Report report{.position = from.position(), .year = part->year, .end = part->end};
    report.organisation = number(organisations, std::string_view(from.organisation()));
    report.obligation =
        number(obligations, std::pair{report.organisation, std::string_view(from.obligation())});
    report.due = number(due, std::pair{report.obligation, std::string_view(from.period())});
    const auto [revised, is_first] =
        newest.try_emplace(report.due, static_cast<uint32_t>(reports.size()));
    if (!is_first) {
      report.revised = revised->second;
      revised->second = static_cast<uint32_t>(reports.size());
    }
    reports.push_back(report);
  }
  return reports;
}

std::vector<Part> PartsOf(const Definition& definition) {
  switch (definition.indicator->aggregation()) {
    case v1::AGGREGATION_RATIO:
      if (definition.beyond != kNone) {
        return {{.population = definition.beyond, .name = "numerator"},
                {.population = definition.population, .name = "denominator"}};
      }
      return {{.kind = PartKind::kNumerator,
               .population = definition.population,
               .ratio = definition.number,
               .name = "numerator"},
              {.kind = PartKind::kComplement,
               .population = definition.population,
               .ratio = definition.number,
               .name = "complement"}};
    case v1::AGGREGATION_MEAN:
    case v1::AGGREGATION_INDEX:
      return {{.population = definition.population, .name = "n"}};
    default:
      return {{.population = definition.population, .name = "count"}};
  }
}

std::string Describe(const Figure& figure, size_t number) {
  std::string text = StrCat("figure ", number, " (");
  if (figure.place == Place::kEarlier) StrAppend(&text, "of an earlier edition, ");
  if (figure.place == Place::kContribution) StrAppend(&text, "contribution, ");
  if (figure.place == Place::kOrganisation) StrAppend(&text, "of an organisation, ");
  StrAppend(&text, figure.definition->indicator->id(), ", ", figure.figure->period());
  for (size_t d = 0; d < kDimensions; ++d) {
    if (figure.code_ids[d] != "_T") StrAppend(&text, ", ", kNames[d], " ", figure.code_ids[d]);
  }
  return text + ")";
}

std::vector<FigureInView> FiguresOf(const v1::AreaView& area) {
  std::vector<FigureInView> figures;
  for (const v1::IndicatorRow& row : area.rows()) {
    AddHistoryAndFigure(row, Place::kHistory, Place::kFigure, figures);
    for (const v1::Contribution& from : row.contributions()) {
      figures.push_back({&row, &from.figure(), Place::kContribution, kOfTotal});
    }
    for (const v1::CellFigure& cell : row.cells()) {
      figures.push_back({&row, &cell.figure(), Place::kCell, CodesOf(cell)});
    }
  }
  return figures;
}

std::vector<FigureInView> FiguresOf(const v1::OrganisationView& organisation) {
  std::vector<FigureInView> figures;
  for (const v1::IndicatorRow& row : organisation.rows()) {
    AddHistoryAndFigure(row, Place::kOrganisation, Place::kOrganisation, figures);
  }
  return figures;
}

Figures ReadFigures(const v1::Edition& edition, const v1::View& view,
                    const Definitions& definitions, std::span<const Report> reports,
                    Faults& faults) {
  FigureReader reader(definitions, reports, faults);
  std::vector<Row> rows;
  const auto add = [&](const auto& section, bool of_organisation) {
    for (const FigureInView& from : FiguresOf(section)) {
      if (rows.empty() || rows.back().row != from.row) {
        rows.push_back({.row = from.row,
                        .of_organisation = of_organisation,
                        .where = StrCat(section.id(), ", ", from.row->indicator())});
      }
      reader.Add(from.row->indicator(), *from.figure,
                 {.place = from.place,
                  .row = static_cast<uint32_t>(rows.size() - 1),
                  .code_ids = from.code_ids});
    }
  };
  for (const v1::AreaView& area : view.areas()) add(area, false);
  for (const v1::OrganisationView& organisation : view.organisations()) add(organisation, true);
  for (int i = 0; i < edition.earlier_size(); ++i) {
    for (const v1::EarlierFigure& figure : edition.earlier(i).figures()) {
      reader.Add(figure.indicator(), figure.figure(),
                 {.place = Place::kEarlier,
                  .edition = static_cast<size_t>(i),
                  .code_ids = CodesOf(figure)});
    }
  }
  return {.all = reader.Take(), .rows = std::move(rows)};
}

void CheckShown(std::span<const Figure> figures, Faults& faults) {
  for (size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    if (!figure.shown) continue;
    const bool is_ratio = figure.definition->indicator->aggregation() == v1::AGGREGATION_RATIO;
    if (is_ratio && !IsValueOfParts(figure)) {
      faults.Add("1", Describe(figure, i), ": its value ", figure.figure->value(),
                 " is not that of its parts");
    }
    if (figure.place == Place::kEarlier) continue;
    const std::vector<Part> parts = PartsOf(*figure.definition);
    for (size_t p = 0; p < parts.size(); ++p) {
      if (AnySmall(figure.definition->smallness, figure.numbers[p], figure.numbers[p])) {
        faults.Add("4", Describe(figure, i), ": the ", parts[p].name, " ", figure.numbers[p],
                   " is small, but shown");
      }
    }
  }
}

}  // namespace samlad::domain::verify
