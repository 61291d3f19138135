// SPDX-License-Identifier: EUPL-1.2

#include "clients/sheets/template_columns.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>

#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/formats/csv_cell.h"

namespace samlad::sheets {
namespace {

using board::Language;

std::string In(Language language, std::string_view sv, std::string_view en) {
  return std::string(language == Language::kSv ? sv : en);
}

struct DimensionWords {
  std::string_view field, sv, en;
};
constexpr std::array<DimensionWords, 5> kDimensionWords = {{
    {"area", "Område", "Area"},
    {"sex", "Kön", "Sex"},
    {"age", "Ålder", "Age"},
    {"background", "Bakgrund", "Background"},
    {"category", "Kategori", "Category"},
}};

struct ChoiceWords {
  std::string_view field;
  int value;  // of the enum
  std::string_view code, sv, en;
};
// The names are words that the CSV reader knows, too (csv_tables.cc).
constexpr ChoiceWords kChoiceWords[] = {
    {"status", v1::OBSERVATION_STATUS_NORMAL, "normal", "Normalt", "Normal"},
    {"status", v1::OBSERVATION_STATUS_PROVISIONAL, "provisional", "Preliminärt", "Provisional"},
    {"status", v1::OBSERVATION_STATUS_ESTIMATED, "estimated", "Uppskattat", "Estimated"},
    {"status", v1::OBSERVATION_STATUS_MISSING, "missing", "Saknas", "Missing"},
    {"status", v1::OBSERVATION_STATUS_NOT_APPLICABLE, "not_applicable", "Ej tillämpligt",
     "Not applicable"},
    {"project_status", v1::PROJECT_STATUS_ON_PLAN, "on_plan", "Enligt plan", "On plan"},
    {"project_status", v1::PROJECT_STATUS_DEVIATES, "deviates", "Avviker", "Deviates"},
    {"project_status", v1::PROJECT_STATUS_STOPPED, "stopped", "Stoppat", "Stopped"},
    {"project_status", v1::PROJECT_STATUS_FINISHED, "finished", "Avslutat", "Finished"},
    {"reason", v1::REVISION_REASON_CORRECTION, "correction", "Rättelse", "Correction"},
    {"reason", v1::REVISION_REASON_LATE, "late", "Sen uppgift", "Late"},
    {"reason", v1::REVISION_REASON_METHOD, "method", "Ny metod", "Method"},
    {"reason", v1::REVISION_REASON_RECLASSIFICATION, "reclassification", "Ny indelning",
     "Reclassification"},
};

std::string ChoiceName(std::string_view field, int value, const CodeNames& names) {
  for (const ChoiceWords& choice : kChoiceWords) {
    if (choice.field == field && choice.value == value) return names.Of(field, choice.code);
  }
  return "";
}

TemplateColumn Key(std::string heading, std::string_view field, double width) {
  return {.heading = std::move(heading),
          .field = std::string(field),
          .width = width,
          .kind = ColumnKind::kKey};
}
TemplateColumn Number(std::string heading, std::string_view field) {
  return {.heading = std::move(heading),
          .field = std::string(field),
          .width = 12,
          .kind = ColumnKind::kNumber};
}
TemplateColumn Open(std::string heading, std::string_view field, double width,
                    std::string help = "") {
  return {.heading = std::move(heading),
          .field = std::string(field),
          .width = width,
          .kind = ColumnKind::kText,
          .help = std::move(help)};
}
TemplateColumn Note(std::string_view heading, std::string_view field, double width) {
  return {.heading = StrCat("(", heading, ")"),
          .field = std::string(field),
          .width = width,
          .kind = ColumnKind::kNote};
}

std::string DirectionText(v1::Direction direction, Language language) {
  switch (direction) {
    case v1::DIRECTION_UP:
      return In(language, "högre", "higher");
    case v1::DIRECTION_DOWN:
      return In(language, "lägre", "lower");
    default:
      return "";
  }
}

std::string PlausibleText(const v1::Indicator& indicator, Language language) {
  if (indicator.plausible_min().empty() || indicator.plausible_max().empty()) return "";
  return StrCat(board::FormatNumber(indicator.plausible_min(), language), "–",
                board::FormatNumber(indicator.plausible_max(), language));
}

// The value of a ratio whose parts were reported without it.
std::string ComputedValue(const v1::Indicator& indicator, const v1::Observation& figure) {
  const auto numerator = domain::ParseDecimal(figure.numerator());
  const auto denominator = domain::ParseDecimal(figure.denominator());
  if (!numerator || !denominator || denominator->micros == 0) return "";
  return domain::FormatMicros(domain::DivideMicros(numerator->micros, denominator->micros,
                                                   std::max<int64_t>(indicator.factor(), 1)),
                              static_cast<int>(indicator.decimals()));
}

// "42,8 (104 / 243)".
std::string BeforeText(const TemplateFigure& figure, Language language) {
  if (figure.before == nullptr) return "";
  const v1::Observation& before = *figure.before;
  std::vector<std::string> texts;
  const std::string value =
      before.value().empty() ? ComputedValue(*figure.indicator, before) : before.value();
  if (!value.empty()) texts.push_back(board::FormatNumber(value, language));
  if (!before.numerator().empty()) {
    const std::string parts = StrCat(board::FormatNumber(before.numerator(), language), " / ",
                                     board::FormatNumber(before.denominator(), language));
    texts.push_back(texts.empty() ? parts : StrCat("(", parts, ")"));
  }
  return absl::StrJoin(texts, " ");
}

std::string NoteText(const TemplateFigure& figure, std::string_view field, Language language) {
  const v1::Indicator& indicator = *figure.indicator;
  if (field == "title") {
    return StrCat(board::Pick(indicator.title(), language), figure.mandatory ? " *" : "");
  }
  if (field == "unit") return std::string(board::Pick(indicator.unit(), language));
  if (field == "better") return DirectionText(indicator.direction(), language);
  if (field == "plausible") return PlausibleText(indicator, language);
  return BeforeText(figure, language);
}

std::string StatusHelp(Language language) {
  return In(language,
            "Tomt: ett vanligt värde.\nPreliminärt: ett säkrare värde kommer.\nUppskattat: inte "
            "räknat utan bedömt.\nSaknas: siffran finns, men inte hos er. Lämna värdet tomt.\n"
            "Ej tillämpligt: siffran kan inte finnas. Lämna värdet tomt.",
            "Empty: an ordinary value.\nProvisional: a firmer value will follow.\nEstimated: not "
            "counted but assessed.\nMissing: the figure exists, but you do not have it. Leave the "
            "value empty.\nNot applicable: the figure cannot exist. Leave the value empty.");
}

bool AnyHasPart(const ReportTemplate& asked, std::string_view field) {
  return std::ranges::any_of(asked.figures, [field](const TemplateFigure& figure) {
    return HasPart(*figure.indicator, field);
  });
}

}  // namespace

CodeNames::CodeNames(const ReportTemplate& asked, Language language) {
  for (const TemplateCodes& list : asked.code_lists) {
    for (const v1::Code* code : list.codes) {
      by_code_[code] = all_.size();
      Add(kDimensionWords[list.dimension].field, code->id(), board::Pick(code->title(), language));
    }
  }
  std::set<std::string> indicators;
  for (const TemplateFigure& figure : asked.figures) {
    const std::string& id = figure.indicator->id();
    if (indicators.insert(id).second) Add("indicator", id, id);
  }
  for (const v1::Project* project : asked.projects) Add("project", project->id(), project->id());
  for (const v1::PriorityArea& area : asked.catalogue->catalogue().priority_areas()) {
    Add("priority_area", area.id(), board::Pick(area.title(), language));
  }
  for (const ChoiceWords& choice : kChoiceWords) {
    Add(choice.field, choice.code, In(language, choice.sv, choice.en));
  }
  MakeUnique();
}

// Two lists may have a code "other", and two codes one title.
void CodeNames::MakeUnique() {
  using Word = std::pair<std::string, std::string>;
  std::map<Word, size_t> named;
  std::map<Word, const NamedCode*> codes;
  for (const NamedCode& one : all_) {
    ++named[{one.field, formats::NormaliseWord(one.name)}];
    codes[{one.field, formats::NormaliseWord(one.code)}] = &one;
  }
  for (NamedCode& one : all_) {
    const Word word{one.field, formats::NormaliseWord(one.name)};
    const auto code = codes.find(word);
    if (named[word] > 1 || (code != codes.end() && code->second != &one)) {
      one.name = StrCat(one.name, " (", one.code, ")");
    }
  }
}

void CodeNames::Add(std::string_view field, std::string_view code, std::string_view name) {
  all_.push_back({std::string(field), std::string(code),
                  std::string(formats::TrimCell(name.empty() ? code : name))});
}

std::string CodeNames::Of(std::string_view field, std::string_view code) const {
  const auto found = std::ranges::find_if(
      all_, [&](const NamedCode& one) { return one.field == field && one.code == code; });
  return found == all_.end() ? std::string(code) : found->name;
}

std::vector<TemplateColumn> FigureColumns(const ReportTemplate& asked, Language language) {
  std::vector<TemplateColumn> columns{Key(In(language, "Nyckeltal", "Indicator"), "indicator", 11),
                                      Note(In(language, "Benämning", "Title"), "title", 44)};
  for (const TemplateCodes& list : asked.code_lists) {
    const DimensionWords& words = kDimensionWords[list.dimension];
    columns.push_back(Key(In(language, words.sv, words.en), words.field, 18));
  }
  columns.push_back(Note(In(language, "Enhet", "Unit"), "unit", 12));
  if (AnyHasPart(asked, "value")) {
    columns.push_back(Number(In(language, "Värde", "Value"), "value"));
  }
  if (AnyHasPart(asked, "numerator")) {
    columns.push_back(Number(In(language, "Täljare", "Numerator"), "numerator"));
    columns.push_back(Number(In(language, "Nämnare", "Denominator"), "denominator"));
  }
  if (AnyHasPart(asked, "n")) columns.push_back(Number(In(language, "Antal svar", "n"), "n"));
  columns.push_back(Open("Status", "status", 15, StatusHelp(language)));
  const std::string last = In(language, "Förra gången", "Last time");
  columns.push_back(Note(
      asked.earlier.before == nullptr ? last : StrCat(last, ", ", asked.earlier.before->period()),
      "before", 22));
  columns.push_back(Note(In(language, "Rimligt", "Plausible"), "plausible", 12));
  columns.push_back(Note(In(language, "Bättre är", "Better is"), "better", 10));
  columns.push_back(Open(In(language, "Kommentar", "Comment"), "comment", 40));
  columns.push_back(Open(In(language, "Källa", "Source"), "source", 24));
  return columns;
}

std::vector<TemplateColumn> ActivityColumns(Language language) {
  return {Open("Id", "id", 10), Open(In(language, "Titel", "Title"), "title", 40),
          Open(In(language, "Beskrivning", "Description"), "description", 70),
          Open(In(language, "Nyckeltal", "Indicators"), "indicators", 20,
               In(language, "De nyckeltal som aktiviteten ska påverka, till exempel: PAR-01 PAR-02",
                  "The indicators that the activity should affect, for example: PAR-01 PAR-02")),
          Open(In(language, "Prioriterat område", "Priority area"), "priority_area", 36)};
}

std::vector<TemplateColumn> FollowUpColumns(Language language) {
  return {Key(In(language, "Projekt", "Project"), "project", 22),
          Note(In(language, "Projektets namn", "Name of the project"), "title", 40),
          Note(In(language, "Senast", "Due"), "due", 12),
          Open("Status", "status", 16),
          Number(In(language, "Förbrukat kr", "Spent SEK"), "spent_sek"),
          Open(In(language, "Effekt", "Effect"), "effect", 50),
          Open(In(language, "Avvikelse", "Deviation"), "deviation", 40,
               In(language, "Krävs om projektet avviker eller har stoppats.",
                  "Required if the project deviates or was stopped.")),
          Open(In(language, "Nästa steg", "Next step"), "next_step", 40)};
}

bool HasPart(const v1::Indicator& indicator, std::string_view field) {
  const v1::Aggregation kind = indicator.aggregation();
  if (field == "numerator" || field == "denominator") return kind == v1::AGGREGATION_RATIO;
  if (field == "n") return kind == v1::AGGREGATION_MEAN || kind == v1::AGGREGATION_INDEX;
  return field != "value" || kind != v1::AGGREGATION_RATIO;  // the gateway divides
}

std::string FigureText(const TemplateFigure& figure, const TemplateColumn& column,
                       const CodeNames& names, Language language) {
  if (column.kind == ColumnKind::kNote) return NoteText(figure, column.field, language);
  if (column.field == "indicator") return figure.indicator->id();
  for (size_t i = 0; i < kTemplateDimensions; ++i) {
    if (kDimensionWords[i].field == column.field && figure.codes[i] != nullptr) {
      return names.Of(*figure.codes[i]);
    }
  }
  return "";
}

std::string FigureCode(const TemplateFigure& figure, std::string_view field) {
  if (field == "indicator") return figure.indicator->id();
  for (size_t i = 0; i < kTemplateDimensions; ++i) {
    if (kDimensionWords[i].field == field && figure.codes[i] != nullptr) {
      return figure.codes[i]->id();
    }
  }
  return "";
}

std::string Reported(const TemplateFigure& figure, std::string_view field, const CodeNames& names) {
  if (figure.current == nullptr) return "";
  const v1::Observation& reported = *figure.current;
  if (field == "value") return reported.value();
  if (field == "numerator") return reported.numerator();
  if (field == "denominator") return reported.denominator();
  if (field == "n") return reported.has_n() ? StrCat(reported.n()) : "";
  if (field == "status") return ChoiceName("status", reported.status(), names);
  return field == "comment" ? reported.comment() : reported.source();
}

std::string Reported(const TemplateFollowUp& follow_up, std::string_view field,
                     const CodeNames& names) {
  if (follow_up.current == nullptr) return "";
  const v1::FollowUp& reported = *follow_up.current;
  if (field == "status") return ChoiceName("project_status", reported.status(), names);
  if (field == "spent_sek") return StrCat(reported.spent_sek());
  if (field == "effect") return reported.effect();
  return field == "deviation" ? reported.deviation() : reported.next_step();
}

std::string Reported(const v1::Activity& activity, std::string_view field, const CodeNames& names) {
  if (field == "id") return activity.id();
  if (field == "title") return activity.title();
  if (field == "description") return activity.description();
  if (field == "indicators") return absl::StrJoin(activity.indicators(), " ");
  return names.Of("priority_area", activity.priority_area());
}

std::string DefinitionText(const v1::Indicator& indicator, Language language) {
  std::string text = StrCat(indicator.id(), " ", board::Pick(indicator.title(), language), "\n",
                            board::Pick(indicator.definition(), language));
  const auto add = [&text](std::string_view label, std::string_view what) {
    if (!what.empty()) StrAppend(&text, "\n", label, ": ", what);
  };
  add(In(language, "Täljare", "Numerator"), board::Pick(indicator.numerator(), language));
  add(In(language, "Nämnare", "Denominator"), board::Pick(indicator.denominator(), language));
  return text;
}

}  // namespace samlad::sheets
