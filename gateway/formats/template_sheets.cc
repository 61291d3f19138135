// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/template_sheets.h"

#include <algorithm>
#include <array>

#include "gateway/base/strings.h"

namespace samlad::formats {
namespace {

std::string In(TemplateLanguage language, std::string_view sv, std::string_view en) {
  return std::string(language == TemplateLanguage::kSv ? sv : en);
}

struct DimensionWords {
  std::string_view field, sv, en;
};
constexpr std::array<DimensionWords, kTemplateDimensions> kDimensionWords = {{
    {"area", "Område", "Area"},
    {"sex", "Kön", "Sex"},
    {"age", "Ålder", "Age"},
    {"background", "Bakgrund", "Background"},
    {"category", "Kategori", "Category"},
}};

struct StatusWords {
  std::string_view field, code, sv, en;
};
// The words are those that the CSV reader knows, see csv_tables.cc.
constexpr StatusWords kStatusWords[] = {
    {"status", "normal", "Normalt", "Normal"},
    {"status", "provisional", "Preliminärt", "Provisional"},
    {"status", "estimated", "Uppskattat", "Estimated"},
    {"status", "missing", "Saknas", "Missing"},
    {"status", "not_applicable", "Ej tillämpligt", "Not applicable"},
    {"project_status", "on_plan", "Enligt plan", "On plan"},
    {"project_status", "deviates", "Avviker", "Deviates"},
    {"project_status", "stopped", "Stoppat", "Stopped"},
    {"project_status", "finished", "Avslutat", "Finished"},
};

TemplateColumn Key(std::string heading, std::string_view field, double width) {
  return {
      .heading = std::move(heading), .field = std::string(field), .width = width, .is_key = true};
}
TemplateColumn Number(std::string heading, std::string_view field) {
  return {.heading = std::move(heading), .field = std::string(field), .is_number = true};
}
TemplateColumn Open(std::string heading, std::string_view field, double width) {
  return {.heading = std::move(heading), .field = std::string(field), .width = width};
}
TemplateColumn Note(std::string heading, std::string_view field, double width) {
  return {.heading = StrCat("(", heading, ")"),
          .field = std::string(field),
          .width = width,
          .is_note = true};
}

std::string DirectionText(v1::Direction direction, TemplateLanguage language) {
  switch (direction) {
    case v1::DIRECTION_UP:
      return In(language, "högre", "higher");
    case v1::DIRECTION_DOWN:
      return In(language, "lägre", "lower");
    default:
      return "–";
  }
}

// "73.5" as people write it in the language.
std::string Shown(std::string_view decimal, TemplateLanguage language) {
  std::string text(decimal);
  if (language == TemplateLanguage::kSv) std::ranges::replace(text, '.', ',');
  return text;
}

std::string PlausibleText(const v1::Indicator& indicator, TemplateLanguage language) {
  if (indicator.plausible_min().empty() || indicator.plausible_max().empty()) return "";
  return StrCat(Shown(indicator.plausible_min(), language), "–",
                Shown(indicator.plausible_max(), language));
}

std::string BeforeText(const TemplateFigure& figure, TemplateLanguage language) {
  if (figure.before == nullptr) return "";
  const v1::Observation& before = *figure.before;
  if (before.numerator().empty()) return Shown(before.value(), language);
  return StrCat(Shown(before.numerator(), language), " / ", Shown(before.denominator(), language));
}

bool HasPart(const v1::Indicator& indicator, std::string_view field) {
  const v1::Aggregation kind = indicator.aggregation();
  if (field == "numerator" || field == "denominator") return kind == v1::AGGREGATION_RATIO;
  if (field == "n") return kind == v1::AGGREGATION_MEAN || kind == v1::AGGREGATION_INDEX;
  return field != "value" || kind != v1::AGGREGATION_RATIO;  // the gateway divides
}

std::string NoteText(const TemplateFigure& figure, std::string_view field,
                     TemplateLanguage language) {
  const v1::Indicator& indicator = *figure.indicator;
  if (field == "title") return TextOf(indicator.title(), language);
  if (field == "unit") return TextOf(indicator.unit(), language);
  if (field == "better") return DirectionText(indicator.direction(), language);
  if (field == "plausible") return PlausibleText(indicator, language);
  return BeforeText(figure, language);
}

std::string KeyText(const TemplateFigure& figure, std::string_view field,
                    TemplateLanguage language) {
  if (field == "indicator") return figure.indicator->id();
  for (size_t i = 0; i < kTemplateDimensions; ++i) {
    if (kDimensionWords[i].field == field && figure.codes[i] != nullptr) {
      return TextOf(figure.codes[i]->title(), language);
    }
  }
  return "";
}

}  // namespace

const TemplateTexts& TemplateTextsIn(TemplateLanguage language) {
  static const TemplateTexts kSv{
      .read_me = "Läs först",
      .figures = "Siffror",
      .activities = "Aktiviteter",
      .follow_ups = "Projektuppföljning",
      .sign_off = "Underskrift",
      .implausible_title = "Stämmer värdet?",
      .implausible =
          "Värdet ligger utanför det som är rimligt för nyckeltalet. Om det stämmer: "
          "fortsätt, och förklara i kolumnen Kommentar."};
  static const TemplateTexts kEn{
      .read_me = "Read first",
      .figures = "Figures",
      .activities = "Activities",
      .follow_ups = "Project follow-up",
      .sign_off = "Sign-off",
      .implausible_title = "Is the value right?",
      .implausible =
          "The value is outside what is plausible for the indicator. If it is right, go "
          "on, and explain it in the column Comment."};
  return language == TemplateLanguage::kSv ? kSv : kEn;
}

const std::string& TextOf(const v1::Text& text, TemplateLanguage language) {
  return language == TemplateLanguage::kEn && !text.en().empty() ? text.en() : text.sv();
}

std::vector<TemplateColumn> FigureColumns(const ReportTemplate& asked, TemplateLanguage language) {
  std::vector<TemplateColumn> columns{Key(In(language, "Nyckeltal", "Indicator"), "indicator", 11),
                                      Note(In(language, "Benämning", "Title"), "title", 44)};
  for (const TemplateCodes& list : asked.code_lists) {
    const DimensionWords& words = kDimensionWords[list.dimension];
    columns.push_back(Key(In(language, words.sv, words.en), words.field, 18));
  }
  const auto any = [&asked](std::string_view field) {
    return std::ranges::any_of(asked.figures, [field](const TemplateFigure& figure) {
      return HasPart(*figure.indicator, field);
    });
  };
  if (any("value")) columns.push_back(Number(In(language, "Värde", "Value"), "value"));
  if (any("numerator")) {
    columns.push_back(Number(In(language, "Täljare", "Numerator"), "numerator"));
    columns.push_back(Number(In(language, "Nämnare", "Denominator"), "denominator"));
  }
  if (any("n")) columns.push_back(Number(In(language, "Antal svar", "n"), "n"));
  columns.push_back(Open("Status", "status", 14));
  columns.push_back(Open(In(language, "Kommentar", "Comment"), "comment", 40));
  columns.push_back(Note(In(language, "Enhet", "Unit"), "unit", 12));
  columns.push_back(Note(In(language, "Bättre är", "Better is"), "better", 10));
  columns.push_back(Note(In(language, "Rimligt", "Plausible"), "plausible", 12));
  columns.push_back(Note(In(language, "Förra gången", "Last time"), "before", 14));
  return columns;
}

std::vector<TemplateColumn> ActivityColumns(TemplateLanguage language) {
  return {Open("Id", "id", 10), Open(In(language, "Titel", "Title"), "title", 40),
          Open(In(language, "Beskrivning", "Description"), "description", 70),
          Open(In(language, "Nyckeltal", "Indicators"), "indicators", 20),
          Open(In(language, "Prioriterat område", "Priority area"), "priority_area", 18)};
}

std::vector<TemplateColumn> FollowUpColumns(TemplateLanguage language) {
  return {Key(In(language, "Projekt", "Project"), "project", 18),
          Note(In(language, "Projektets namn", "Name of the project"), "title", 40),
          Open("Status", "status", 16),
          Number(In(language, "Förbrukat kr", "Spent SEK"), "spent_sek"),
          Open(In(language, "Effekt", "Effect"), "effect", 50),
          Open(In(language, "Avvikelse", "Deviation"), "deviation", 40),
          Open(In(language, "Nästa steg", "Next step"), "next_step", 40)};
}

TemplateCell CellOf(const TemplateFigure& figure, const TemplateColumn& column,
                    TemplateLanguage language) {
  using Kind = TemplateCell::Kind;
  if (column.is_key) return {Kind::kKey, KeyText(figure, column.field, language)};
  if (column.is_note) return {Kind::kNote, NoteText(figure, column.field, language)};
  return {HasPart(*figure.indicator, column.field) ? Kind::kOpen : Kind::kClosed, ""};
}

std::vector<NamedCode> NamedCodes(const ReportTemplate& asked, TemplateLanguage language) {
  std::vector<NamedCode> codes;
  for (const TemplateCodes& list : asked.code_lists) {
    for (const v1::Code* code : list.codes) {
      codes.push_back({std::string(kDimensionWords[list.dimension].field), code->id(),
                       TextOf(code->title(), language)});
    }
  }
  for (const StatusWords& word : kStatusWords) {
    codes.push_back(
        {std::string(word.field), std::string(word.code), In(language, word.sv, word.en)});
  }
  return codes;
}

std::vector<std::pair<std::string, std::string>> AboutTemplate(const ReportTemplate& asked) {
  return {{"samlad_template", StrCat(kTemplateVersion)},
          {"catalogue_position", StrCat(asked.catalogue->position())},
          {"organisation", asked.organisation->id()},
          {"obligation", asked.obligation->id()},
          {"period", asked.period}};
}

std::vector<std::string> InstructionLines(const ReportTemplate& asked, TemplateLanguage language) {
  const std::string& title = TextOf(asked.obligation->title(), language);
  const std::string& name = TextOf(asked.organisation->name(), language);
  const std::string& owner = TextOf(asked.catalogue->NameOf(asked.obligation->owner()), language);
  const std::string& custodian =
      TextOf(asked.catalogue->NameOf(asked.catalogue->catalogue().custodian()), language);
  std::vector<std::string> lines{StrCat(title, " ", asked.period, " – ", name), ""};
  if (!asked.due.empty()) {
    lines.push_back(StrCat(In(language, "Sista dag: ", "Last day: "), asked.due, "."));
  }
  lines.push_back(In(
      language,
      "1. Fyll i de gula cellerna på bladet Siffror. Grå celler är låsta. Rader som ni inte har "
      "uppgifter om lämnas tomma; finns siffran men saknas den hos er väljer ni Status: Saknas.",
      "1. Fill in the yellow cells of the sheet Figures. Grey cells are locked. Leave rows empty "
      "for which you have nothing; if the figure exists but you lack it, choose Status: "
      "Missing."));
  lines.push_back(In(
      language,
      "2. Skriv andelar som täljare och nämnare, så räknas procenten ut. Skriv annars talet utan "
      "enhet: 42,8 och inte 42,8 %.",
      "2. Write shares as numerator and denominator; the percentage is computed. Otherwise write "
      "the number without unit: 42.8, not 42.8 %."));
  lines.push_back(In(
      language,
      "3. Skriv inga namn, personnummer eller uppgifter om enskilda. Fyll i Aktiviteter och "
      "Projektuppföljning där det finns något, och sist Underskrift.",
      "3. Write no names, personal identity numbers or details of individuals. Fill in Activities "
      "and Project follow-up where there is something, and Sign-off last."));
  lines.push_back(
      In(language,
         "4. Spara filen. Kontrollera den med: samlad report validate FILEN. Skicka den "
         "med: samlad report submit FILEN.",
         "4. Save the file. Check it with: samlad report validate FILE. Send it with: "
         "samlad report submit FILE."));
  lines.push_back("");
  lines.push_back(StrCat(In(language, "Frågor: ", "Questions: "), owner.empty() ? custodian : owner,
                         owner == custodian || custodian.empty() || owner.empty()
                             ? std::string()
                             : StrCat(" (", custodian, ")"),
                         "."));
  return lines;
}

std::vector<std::string> SignOffLabels(TemplateLanguage language) {
  return {In(language, "Namn", "Name"), In(language, "Titel", "Title"),
          In(language, "Datum (ÅÅÅÅ-MM-DD)", "Day (YYYY-MM-DD)"),
          In(language, "Kommentar till rapporten", "Comment on the report"),
          In(language, "Skäl till ändring", "Reason for a change")};
}

}  // namespace samlad::formats
