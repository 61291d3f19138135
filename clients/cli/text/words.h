// SPDX-License-Identifier: EUPL-1.2
//
// The phrases that commands print for people. The English text is in the code
// that prints it; the tables here and in words_checks.h have the Swedish. The
// words for states that the board's page and table show are in
// clients/board/messages.h.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_WORDS_H_
#define SAMLAD_CLIENTS_CLI_TEXT_WORDS_H_

#include <string>
#include <string_view>

#include "absl/strings/substitute.h"
#include "clients/board/language.h"
#include "clients/cli/text/words_checks.h"
#include "gateway/base/character_class.h"
#include "gateway/base/strings.h"

namespace samlad::cli {

// $0 to $9 are placeholders.
inline constexpr Words kWords[] = {
    // Headings
    {"$0", "$0"},
    {"ACCEPTED", "MOTTAGEN"},
    {"AFTER", "EFTER"},
    {"BEFORE", "FÖRE"},
    {"BREAKDOWN", "UPPDELAT"},
    {"DUE", "SENAST"},
    {"EVER FOLLOWED UP", "NÅGONSIN UPPFÖLJT"},
    {"FIGURES", "SIFFROR"},
    {"FOLLOW-UP", "UPPFÖLJNING"},
    {"IN FORCE", "GÄLLER"},
    {"INDICATOR", "NYCKELTAL"},
    {"NAME", "NAMN"},
    {"OBLIGATION", "RAPPORT"},
    {"ORGANISATION", "ORGANISATION"},
    {"OWNER", "ANSVARIG"},
    {"PERIOD", "PERIOD"},
    {"PERMISSIONS", "BEHÖRIGHETER"},
    {"POSITION", "POST"},
    {"PROJECT", "PROJEKT"},
    {"REASON", "SKÄL"},
    {"REPLACES", "ERSÄTTER"},
    {"REPORTS ALSO FOR", "RAPPORTERAR ÄVEN FÖR"},
    {"REVIEW", "GRANSKNING"},
    {"REVISIONS", "VERSIONER"},
    {"SOURCE", "KÄLLA"},
    {"STATE", "LÄGE"},
    {"VERDICT", "UTFALL"},
    // Cells
    {"yes", "ja"},
    {"no", "nej"},
    {"never", "aldrig"},
    {"unspecified", "ej angivet"},
    {"accepted", "mottagen"},
    {"accepted with warnings", "mottagen med varningar"},
    {"rejected", "avvisad"},
    {"approved", "godkänd"},
    {"sent back", "återsänd"},
    {"withdrawn", "återkallad"},
    {"correction", "rättelse"},
    {"late", "sen uppgift"},
    {"method", "ny metod"},
    {"reclassification", "ny indelning"},
    {"normal", "normal"},
    {"provisional", "preliminär"},
    {"estimated", "uppskattad"},
    {"missing", "saknas"},
    {"not applicable", "ej tillämplig"},
    // Files
    {"skipped, because an earlier run wrote it: $0",
     "hoppas över, eftersom en tidigare körning skrev den: $0"},
    {"skipped, because it is no report but left by a program: $0",
     "hoppas över, eftersom den inte är en rapport utan lämnad av ett program: $0"},
    {"the report's bytes were written to $0", "rapportens byte skrevs till $0"},
    {"a report file ends in .yaml, .yml, .json or .csv",
     "en rapportfil slutar på .yaml, .yml, .json eller .csv"},
    // Findings
    {"ERROR", "FEL"},
    {"WARNING", "VARNING"},
    {"INFO", "INFO"},
    {"fix: $0", "åtgärd: $0"},
    {"see $0", "se $0"},
    {"also in $0 ($1 places)", "även i $0 ($1 ställen)"},
    {"rows $0", "rad $0"},
    {"elements $0 of $1", "element $0 i $1"},
    {"$0 error", "$0 fel"},
    {"$0 errors", "$0 fel"},
    {"$0 warning", "$0 varning"},
    {"$0 warnings", "$0 varningar"},
    {"$0 note", "$0 upplysning"},
    {"$0 notes", "$0 upplysningar"},
    {"no findings", "inga anmärkningar"},
    // Reports
    {"$0 new, $1 changed, $2 unchanged, $3 removed",
     "$0 nya, $1 ändrade, $2 oförändrade, $3 borttagna"},
    {"Rejected: $0. Nothing was stored. Fix the report and check it again.",
     "Avvisad: $0. Inget har sparats. Rätta rapporten och kontrollera den igen."},
    {"Rejected: $0. The report was not stored, only the fact that it was rejected. Fix it and send "
     "it again.",
     "Avvisad: $0. Rapporten har inte sparats, bara att den avvisades. Rätta den och skicka den "
     "igen."},
    {"Would be accepted: $0. Nothing was stored.", "Skulle tas emot: $0. Inget har sparats."},
    {"Already received at position $0; this is the original receipt.",
     "Redan mottagen i post $0; detta är det ursprungliga kvittot."},
    {"Accepted at position $0: $1; $2.", "Mottagen i post $0: $1; $2."},
    {"Receipt: $0", "Kvitto: $0"},
    {"There is nothing to correct.", "Det finns inget att rätta."},
    {"$0: rejected; run `report validate` to see the findings",
     "$0: avvisad; kör `report validate` för att se varför"},
    {"the report of $0 was rejected at $1; run `report validate` to see the findings",
     "rapporten från $0 avvisades i post $1; kör `report validate` för att se varför"},
    {"the correction of $0 was rejected at $1; run `report validate` to see the findings",
     "rättelsen från $0 avvisades i post $1; kör `report validate` för att se varför"},
    {"No report is due.", "Ingen rapport ska lämnas."},
    {"No report has been accepted.", "Ingen rapport har tagits emot."},
    {"Nothing is new, and nothing is waiting for approval or correction.",
     "Inget är nytt, och inget väntar på godkännande eller rättelse."},
    {"Nothing is new, and nothing is waiting for approval or correction for $0.",
     "Inget är nytt, och inget väntar på godkännande eller rättelse för $0."},
    {"the report at position $0", "rapporten i post $0"},
    {"the report of $0 under $1 for $2 (position $3, accepted $4)",
     "rapporten från $0 för $1 $2 (post $3, mottagen $4)"},
    {"Withdraw $0? Views no longer use it, and the withdrawal stays in the log permanently.",
     "Återta $0? Lägesbilden använder den inte längre, och återtagandet finns kvar i loggen för "
     "alltid."},
    {"nothing was withdrawn; give --yes to withdraw $0",
     "inget återtogs; ange --yes för att återta $0"},
    {"The end of $0 ($1): as of the first $2 entries.",
     "Slutet av $0 ($1): efter de första $2 posterna."},
    {"$0 is not over ($1): as of the first $2 entries, all so far.",
     "$0 är inte slut ($1): efter de första $2 posterna, alla hittills."},
    {"$0: sent back, position $1", "$0: återsänd, post $1"},
    {"$0 was sent back:", "$0 återsändes:"},
    {"Compared with the revision at position $0: $1 figure differs;",
     "Jämfört med versionen i post $0: $1 siffra skiljer sig;"},
    {"Compared with the revision at position $0: $1 figures differ;",
     "Jämfört med versionen i post $0: $1 siffror skiljer sig;"},
    {"texts differ.", "texterna skiljer sig åt."},
    {"texts are the same.", "texterna är desamma."},
    {"Figures", "Siffror"},
    {"Comments on figures", "Kommentarer till siffror"},
    {"Activities", "Aktiviteter"},
    {"indicators", "nyckeltal"},
    {"priority area", "prioriterat område"},
    {"Follow-ups", "Uppföljningar"},
    {"SEK $0 spent", "$0 kr förbrukat"},
    {"effect", "effekt"},
    {"deviation", "avvikelse"},
    {"next step", "nästa steg"},
    {"Comment", "Kommentar"},
    {"Signed off: $0", "Undertecknad: $0"},
    {"by nobody", "av ingen"},
    // Decisions
    {"The report at position $0 is approved", "Rapporten i post $0 är godkänd"},
    {"The report at position $0 is sent back", "Rapporten i post $0 är återsänd"},
    {"The report at position $0 is withdrawn", "Rapporten i post $0 är återkallad"},
    {"The waiver is recorded", "Befrielsen beslutad"},
    {"The waiver is lifted", "Befrielsen hävd"},
    {"The period is open again until $0", "Perioden är öppen igen till och med $0"},
    {"Open $0 again for the report $1 of $2 until $3? It stays in the log permanently.",
     "Öppna $0 igen för rapporten $1 från $2 till och med $3? Det står kvar i loggen för alltid."},
    {"nothing was reopened; give --yes to reopen $0 for $1",
     "inget återöppnades; ange --yes för att öppna $0 igen för $1"},
    {"(open again until $0)", "(öppen igen till och med $0)"},
    {"Clear $0 in the report at position $1? What was replaced then no longer hides the indicator, "
     "and the board's view says so.",
     "Släppa fri $0 i rapporten i post $1? Det som har ersatts döljer då inte längre nyckeltalet, "
     "och det står i styrelsens lägesbild."},
    {"nothing was cleared; give --yes to confirm", "ingenting släpptes fritt; bekräfta med --yes"},
    {"$0 in the report at position $1 is cleared", "$0 i rapporten i post $1 är frisläppt"},
    {"$0, by the entry at position $1.", "$0 i post $1."},
    {"$0 already, by the entry at position $1.", "$0 sedan tidigare, i post $1."},
    // The board
    {"Nothing is missing as of $0.", "Inget saknas efter de första $0 posterna."},
    // Identities
    {"submit", "lämna rapporter"},
    {"read own", "läsa eget"},
    {"read board", "läsa lägesbilden"},
    {"acknowledge", "kvittera"},
    {"coordinate", "samordna"},
    {"administer", "förvalta"},
    {"audit", "granska"},
    {"none: every call is refused", "inga: alla anrop nekas"},
    {"the certificate $0", "certifikatet $0"},
    {"the system '$0' of '$1'", "systemet ”$0” hos ”$1”"},
    {"all systems of '$0'", "alla system hos ”$0”"},
    {"Revoke $0?", "Spärra $0?"},
    {"Reinstate $0?", "Häva spärren för $0?"},
    {"Revoked at position $0: $1.", "Spärrat i post $0: $1."},
    {"Reinstated at position $0: $1.", "Spärren hävd i post $0: $1."},
    {"$0: not revoked; nothing to do.", "$0: inte spärrat; inget att göra."},
    {"$0: already revoked (position $1); nothing to do.",
     "$0: redan spärrat (post $1); inget att göra."},
    {"$0  $1 (entry $2): $3", "$0  $1 (post $2): $3"},
    {"$0 revocation in force.", "$0 spärr gäller."},
    {"$0 revocations in force.", "$0 spärrar gäller."},
    // Imports
    {"Skipped series, because no code was given for them:",
     "Utelämnade serier, eftersom ingen kod är angiven för dem:"},
    {"Skipped series, because no comparison of the catalogue names them:",
     "Utelämnade serier, eftersom ingen jämförelse i katalogen anger dem:"},
    {"Skipped regions, because no code was given for them:",
     "Utelämnade regioner, eftersom ingen kod är angiven för dem:"},
    {"Skipped regions, because no comparison of the catalogue names them:",
     "Utelämnade regioner, eftersom ingen jämförelse i katalogen anger dem:"},
    {"and $0 more; list them with --all", "och $0 till; visa dem med --all"},
    {"Name the ones that you need: --name \"Trollhättan=1488\".",
     "Ange dem som du behöver: --name \"Trollhättan=1488\"."},
    {"Imported at position $0: $1 values.", "Importerat i post $0: $1 värden."},
    {"Already imported at position $0: $1 values.", "Redan importerat i post $0: $1 värden."},
    {"Nothing was imported: $0.", "Inget har importerats: $0."},
    {"Nothing was imported, because no comparison of the catalogue names the values of the files.",
     "Inget har importerats, eftersom ingen jämförelse i katalogen anger filernas värden."},
    {"Nothing was sent: $0 values would be imported.",
     "Inget har skickats: $0 värden skulle importeras."},
    // The catalogue
    {"$0 change to the catalogue at position $1; $2.", "$0 ändring av katalogen i post $1; $2."},
    {"$0 changes to the catalogue at position $1; $2.", "$0 ändringar av katalogen i post $1; $2."},
    {"Rejected: $0. Nothing was stored.", "Avvisad: $0. Inget har sparats."},
    {"Applied at position $0.", "Gäller från post $0."},
    {"This catalogue is already in force, at position $0.",
     "Denna katalog gäller redan, från post $0."},
    {"Apply the catalogue?", "Ska katalogen börja gälla?"},
};

// A phrase of the table; a phrase that is not there does not compile.
class Phrase {
 public:
  consteval Phrase(const char* english) : words_(Find(english)) {}  // NOLINT: reads as a text
  constexpr std::string_view In(board::Language language) const {
    return language == board::Language::kSv ? words_->sv : words_->en;
  }

 private:
  static consteval const Words* Find(std::string_view english) {
    for (const Words& words : kWords) {
      if (words.en == english) return &words;
    }
    for (const Words& words : kCheckWords) {
      if (words.en == english) return &words;
    }
    throw "neither clients/cli/text/words.h nor words_checks.h has such a phrase";
  }

  const Words* words_;
};

// The phrase with the arguments in place of $0 to $9, escaped: they may be text
// from others. Their line feeds stay.
template <class... Arguments>
std::string Say(board::Language language, Phrase phrase, const Arguments&... arguments) {
  return absl::Substitute(ToAbsl(phrase.In(language)),
                          EscapeUnprintable(StrCat(arguments), "\n")...);
}

// "REPORT_STATE_ON_TIME" without "REPORT_STATE_": "on time", in Swedish as the
// table has it.
std::string Label(std::string_view enum_value, std::string_view prefix, board::Language language);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_WORDS_H_
