// SPDX-License-Identifier: EUPL-1.2

#include "clients/sheets/template_words.h"

#include <string_view>

#include "gateway/base/strings.h"
#include "gateway/formats/template_sheets.h"

namespace samlad::sheets {
namespace {

using board::Language;
using Kind = Instruction::Kind;

std::string Either(Language language, std::string_view sv, std::string_view en) {
  return std::string(language == Language::kSv ? sv : en);
}

std::string DueText(const ReportTemplate& asked, Language language) {
  const std::string day = board::FormatDay(asked.due->due(), language);
  const std::string& zone = asked.catalogue->catalogue().time_zone();
  return Either(language, StrCat("Senast ", day, " kl. 23:59 (tidszon ", zone, ")."),
                StrCat("Due by ", day, ", 23:59 (time zone ", zone, ")."));
}

// What the coordinator found in the report that is to be corrected.
void AddRemarks(const ReportTemplate& asked, Language language, std::vector<Instruction>& lines) {
  const v1::ObligationState& due = *asked.due;
  if (due.state() != v1::REPORT_STATE_RETURNED || (due.reason().empty() && due.remarks().empty())) {
    return;
  }
  lines.push_back(
      {Kind::kHeading, Either(language, "Rapporten är återsänd", "The report was sent back")});
  if (!due.reason().empty()) lines.push_back({Kind::kText, due.reason()});
  for (const v1::ReviewRemark& remark : due.remarks()) {
    lines.push_back(
        {Kind::kText, StrCat(remark.field(), remark.field().empty() ? "" : ": ", remark.text())});
  }
}

void AddCorrection(const ReportTemplate& asked, Language language,
                   std::vector<Instruction>& lines) {
  if (asked.replaces() == 0) return;
  lines.push_back({Kind::kHeading, Either(language, "En rättelse", "A correction")});
  lines.push_back(
      {Kind::kText,
       Either(language,
              StrCat("Här står det som ni redan har rapporterat (post ", asked.replaces(),
                     "). Ändra det som ska ändras och låt resten stå kvar, eftersom en rapport "
                     "alltid är hel. Ange skälet till ändringen och skriv under på nytt."),
              StrCat("This is what you have reported already (position ", asked.replaces(),
                     "). Change what is to be changed and leave the rest, because a report is "
                     "always whole. Give the reason for the change, and sign off again."))});
}

void AddColours(Language language, std::vector<Instruction>& lines) {
  lines.push_back({Kind::kMustFill, Either(language, "Måste fyllas i (också märkt med *)",
                                           "Must be filled in (marked with *, too)")});
  lines.push_back(
      {Kind::kMayFill, Either(language, "Fylls i om ni har uppgiften", "Fill in if you have it")});
  lines.push_back({Kind::kLocked, Either(language, "Låst: det som efterfrågas, och upplysningar",
                                         "Locked: what is asked for, and information")});
}

void AddSteps(Language language, std::vector<Instruction>& lines) {
  const auto add = [&lines, language](std::string_view sv, std::string_view en) {
    lines.push_back({Kind::kText, Either(language, sv, en)});
  };
  lines.push_back({Kind::kHeading, Either(language, "Gör så här", "What to do")});
  add("1. Fyll i siffrorna. Rader som ni inte har uppgifter om lämnas tomma; det är inte samma sak "
      "som 0. Finns siffran, men inte hos er, väljer ni Saknas i kolumnen Status.",
      "1. Fill in the figures. Leave rows empty for which you have nothing; that is not the same "
      "as "
      "0. If a figure exists, but not with you, choose Missing in the column Status.");
  add("2. Skriv talet utan enhet: 42,8 och inte 42,8 %. Har nyckeltalet täljare och nämnare "
      "skriver "
      "ni dem, så räknas andelen ut. Totalen ska alltid finnas när något delas upp.",
      "2. Write the number without its unit: 42.8, not 42.8 %. Where the indicator has a numerator "
      "and a denominator, write these, and the share is computed. The total is always needed where "
      "something is broken down.");
  add("3. Är ett värde ovanligt, så förklara det i kolumnen Kommentar. Skriv inga namn, "
      "personnummer eller uppgifter om enskilda någonstans.",
      "3. If a value is unusual, explain it in the column Comment. Write no names, personal "
      "identity numbers or details of individuals anywhere.");
  add("4. Beskriv aktiviteter och följ upp projekt om det finns några, och fyll sist i "
      "underskriften.",
      "4. Describe activities and follow up projects if there are any, and fill in the sign-off "
      "last.");
  add("5. Spara filen som arbetsbok (.xlsx). Kontrollera den: samlad report validate FIL. "
      "Skicka den: samlad report submit FIL. Kontrollera gärna hur många gånger som helst; inget "
      "skickas då.",
      "5. Save the file as an Excel workbook (.xlsx). Check it: samlad report validate FILE. Send "
      "it: samlad report submit FILE. Check it as often as you like; nothing is sent then.");
}

std::string WhomToAsk(const ReportTemplate& asked, Language language) {
  const domain::CatalogueIndex& catalogue = *asked.catalogue;
  const std::string custodian(
      board::Pick(catalogue.NameOf(catalogue.catalogue().custodian()), language));
  const std::string owner(board::Pick(catalogue.NameOf(asked.obligation->owner()), language));
  if (owner.empty() || owner == custodian) return custodian;
  return custodian.empty() ? owner : StrCat(owner, ", ", custodian);
}

}  // namespace

const TemplateTexts& TemplateTextsIn(Language language) {
  static const TemplateTexts kSv{
      .read_me = std::string(formats::kReadMeSheet.sv),
      .figures = "Nyckeltal",
      .activities = "Aktiviteter",
      .follow_ups = "Projektuppföljning",
      .sign_off = std::string(formats::kSignOffSheet.sv),
      .implausible_title = "Stämmer värdet?",
      .implausible =
          "Värdet ligger utanför det som är rimligt för nyckeltalet. Om det stämmer fortsätter "
          "ni, och förklarar det i kolumnen Kommentar.",
      .number_title = "Ett tal",
      .number =
          "Här ska ett tal stå, utan enhet. Har ni ingen siffra lämnar ni cellen tom, eller "
          "väljer Saknas i kolumnen Status.",
      .percent = "I procent, utan procenttecken: 42,8 och inte 42,8 % eller 0,428.",
      .choice_title = "Välj i listan",
      .choice = "Värdet finns inte i listan."};
  static const TemplateTexts kEn{
      .read_me = std::string(formats::kReadMeSheet.en),
      .figures = "Figures",
      .activities = "Activities",
      .follow_ups = "Project follow-up",
      .sign_off = std::string(formats::kSignOffSheet.en),
      .implausible_title = "Is the value right?",
      .implausible =
          "The value is outside what is plausible for the indicator. If it is right, go on, and "
          "explain it in the column Comment.",
      .number_title = "A number",
      .number =
          "A number is expected here, without a unit. If you have none, leave the cell empty, or "
          "choose Missing in the column Status.",
      .percent = "In per cent, without the sign: 42.8, not 42.8 % or 0.428.",
      .choice_title = "Choose from the list",
      .choice = "The value is not in the list."};
  return language == Language::kSv ? kSv : kEn;
}

std::vector<Instruction> Instructions(const ReportTemplate& asked, Language language,
                                      bool coloured) {
  std::vector<Instruction> lines{
      {Kind::kTitle, StrCat(board::Pick(asked.obligation->title(), language), ", ",
                            board::FormatPeriodName(asked.period(), language))},
      {Kind::kText, std::string(board::Pick(asked.organisation->name(), language))}};
  if (!asked.due->due().empty()) lines.push_back({Kind::kHeading, DueText(asked, language)});
  AddRemarks(asked, language, lines);
  AddCorrection(asked, language, lines);
  AddSteps(language, lines);
  if (coloured) AddColours(language, lines);
  if (const std::string whom = WhomToAsk(asked, language); !whom.empty()) {
    lines.push_back({Kind::kHeading, Either(language, "Vem ni frågar", "Whom to ask")});
    lines.push_back({Kind::kText, whom});
  }
  return lines;
}

std::vector<std::pair<std::string, std::string>> AboutTemplate(const ReportTemplate& asked) {
  std::vector<std::pair<std::string, std::string>> about{
      {std::string(formats::kAboutVersion), StrCat(formats::kTemplateVersion)},
      {std::string(formats::kAboutCatalogue), StrCat(asked.catalogue->position())},
      {std::string(formats::kAboutOrganisation), asked.organisation->id()},
      {std::string(formats::kAboutObligation), asked.obligation->id()},
      {std::string(formats::kAboutPeriod), asked.period()}};
  if (asked.replaces() != 0) {
    about.emplace_back(formats::kAboutReplaces, StrCat(asked.replaces()));
  }
  return about;
}

}  // namespace samlad::sheets
