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
    {"AS OF", "POSTER"},
    {"EDITION", "UTGÅVA"},
    {"OF", "AV"},
    {"PUBLISHED", "PUBLICERAD"},
    {"SHA-256", "SHA-256"},
    {"SHOWN", "VISAS"},
    {"COARSER", "GRÖVRE"},
    {", checked with all editions before it", ", kontrollerad med alla utgåvor före den"},
    {", without the editions before it, which were not given",
     ", utan utgåvorna före den, som inte angavs"},
    {"Left out, because the report is not approved, or because a person would have to approve the "
     "text by name: $0.",
     "Utelämnat, därför att rapporten inte är godkänd eller därför att en människa måste godkänna "
     "texten med namn: $0."},
    {"Published by the gateway itself, by the rule $0 of the catalogue.",
     "Publicerad av gatewayen själv, enligt regeln $0 i katalogen."},
    {"Left out, because the report is not approved: $0.",
     "Utelämnat, därför att rapporten inte är godkänd: $0."},
    {"To approve by name, because it names a small number or what looks like an identity number: "
     "$0.",
     "Att godkänna med namn, därför att det nämner ett litet antal eller något som ser ut som ett "
     "personnummer: $0."},
    {"SHARE", "ANDEL"},
    {"as it is", "som den är"},
    {"Each row is an option of `samlad coordinate publish`.",
     "Varje rad är ett tillval till `samlad coordinate publish`."},
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
    {"OBLIGATION", "UPPDRAG"},
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
    {"TITLE", "BENÄMNING"},
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
    {"withdrawn", "återtagen"},
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
    {"a report file ends in .xlsx, .xlsm, .csv, .yaml, .yml or .json; save another kind of "
     "workbook as .xlsx",
     "en rapportfil slutar på .xlsx, .xlsm, .csv, .yaml, .yml eller .json; spara ett annat slags "
     "arbetsbok som .xlsx"},
    {"it is written in $0", "det står i $0"},
    {"replaces: the report at position $0, accepted $1, after the template was made",
     "ersätter: rapporten i post $0, mottagen $1, efter att mallen gjordes"},
    {"the template was made for another report; get your own (samlad report template) and move "
     "the figures there",
     "mallen gjordes för en annan rapport; hämta en egen (samlad report template) och flytta "
     "siffrorna dit"},
    {"--annotate: a stored report has no cells; give the files of the report",
     "--annotate: en sparad rapport har inga celler; ange rapportens filer"},
    {"--annotate: one workbook is written, so give only one, and CSV or YAML files beside it",
     "--annotate: en arbetsbok skrivs, så ange bara en, och CSV- eller YAML-filer därtill"},
    {"--annotate: the name of the annotated workbook must end in $0",
     "--annotate: den kommenterade arbetsbokens namn ska sluta på $0"},
    {"--annotate: $0 is a file of the report and is not overwritten; give another name",
     "--annotate: $0 är en av rapportens filer och skrivs inte över; ange ett annat namn"},
    {"the findings could not be written to $0: $1",
     "anmärkningarna kunde inte skrivas till $0: $1"},
    {"Annotated: $0; cells with notes: $1; all findings are in the sheet $2.",
     "Kommenterad: $0; celler med anteckningar: $1; alla anmärkningar finns på bladet $2."},
    {"the digital signature of the workbook is left out of $0, because it would not hold for it",
     "den digitala underskriften av arbetsboken finns inte i $0, eftersom den inte skulle gälla "
     "där"},
    {"With --annotate OUT.xlsx the findings are written into your sheet.",
     "Med --annotate UT.xlsx skrivs anmärkningarna in i din arbetsbok."},
    // Findings
    {"ERROR", "FEL"},
    {"WARNING", "VARNING"},
    {"INFO", "INFO"},
    {"fix: $0", "åtgärd: $0"},
    {"see $0", "se $0"},
    {"also in $0 ($1 places)", "även i $0 ($1 ställen)"},
    {"row $0", "rad $0"},
    {"rows $0", "rad $0"},
    {"$0 of the sheet $1", "$0 på bladet $1"},
    {"element $0 of $1", "element $0 i $1"},
    {"elements $0 of $1", "element $0 i $1"},
    {"$0 error", "$0 fel"},
    {"$0 errors", "$0 fel"},
    {"$0 warning", "$0 varning"},
    {"$0 warnings", "$0 varningar"},
    {"$0 note", "$0 upplysning"},
    {"$0 notes", "$0 upplysningar"},
    {"no findings", "inga anmärkningar"},
    {"also $0, see $1", "även $0, se $1"},
    {"$0 of $1 row is right", "$0 av $1 rad är rätt"},
    {"$0 of $1 rows are right", "$0 av $1 rader är rätt"},
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
    // What is known of a report
    {"Not in the files, but known:", "Det här står inte i filerna, men är känt:"},
    {"organisation: $0 ($1), from your certificate",
     "organisation: $0 ($1), enligt ditt certifikat"},
    {"obligation: $0 ($1), the only one that fits and is due",
     "uppdrag: $0 ($1), det enda som passar och ska lämnas"},
    {"period: $0", "period: $0"},
    {"period: $0, due $1", "period: $0, senast $1"},
    {"signed off: $0, today, by $1", "undertecknad: $0, i dag, av $1"},
    {"the template corrects the report at position $0, but the one at position $1 is in force now; "
     "nothing was sent; make a new template, or give --replaces $1 to replace it",
     "mallen rättar rapporten i post $0, men nu gäller den i post $1; inget skickades; gör en ny "
     "mall, eller ange --replaces $1 om den ska ersättas"},
    {"signed off: $0, by $1, as an earlier run kept it",
     "undertecknad: $0, av $1, som en tidigare körning sparade den"},
    {"Send it like this?", "Skicka så här?"},
    {"nothing was sent; give --yes to confirm what is not in the files",
     "inget skickades; ange --yes för att bekräfta det som inte står i filerna"},
    {"the report does not say which it is; nothing was sent\n  $0",
     "rapporten anger inte vilken den är; inget har skickats\n  $0"},
    {"several reports are due; say which, on the command line or in a file:",
     "flera rapporter ska lämnas; ange vilken, i kommandot eller i en fil:"},
    {"a report is already accepted, and what a correction is for is never inferred; say it:",
     "en rapport är redan mottagen, och vad en rättelse gäller antas aldrig; ange det:"},
    {"this is due:", "det här ska lämnas:"},
    {"no report of yours is due now; `samlad report due` shows all",
     "ni ska inte lämna någon rapport nu; `samlad report due` visar alla"},
    {"no report of yours is due for a period that is over; say which it is:",
     "ingen rapport ska lämnas för en period som är slut; ange vilken det är:"},
    {"\n $0   ($1)", "\n $0   ($1)"},
    {"\n $0   ($1; due $2)", "\n $0   ($1; senast $2)"},
    {"\n $0   ($1; position $2)", "\n $0   ($1; post $2)"},
    {"reading $0", "läser $0"},
    {"writing $0", "skriver $0"},
    {"checking $0, $1 KiB", "kontrollerar $0, $1 KiB"},
    {"making the edition", "gör utgåvan"},
    {"sending $0, $1 KiB", "skickar $0, $1 KiB"},
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
    {"Warnings, and the sender's answers", "Varningar, och avsändarens svar"},
    {"in $0 places", "på $0 ställen"},
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
    {"was not sent", "sändes inte"},
    {"is there, at position $0", "finns, i post $0"},
    {"is missing, and would be sent again", "saknas och skulle sändas igen"},
    {"sent again; it is at position $0, the receipt is in $1",
     "sändes igen; den finns i post $0, kvittot i $1"},
    {"$0 has no report with a receipt: NAME.report.binpb and NAME.receipt.json, as `samlad report "
     "submit --out FOLDER` keeps them",
     "$0 har ingen rapport med kvitto: NAMN.report.binpb och NAMN.receipt.json, så som `samlad "
     "report submit --out MAPP` sparar dem"},
    {"$0 are there, $1 would be sent again", "$0 finns, $1 skulle sändas igen"},
    {"$0 are there, $1 were sent again, $2 were not sent",
     "$0 finns, $1 sändes igen, $2 sändes inte"},
    {"The report at position $0 is withdrawn", "Rapporten i post $0 är återtagen"},
    {"The waiver is recorded", "Befrielsen beslutad"},
    {"The waiver is lifted", "Befrielsen hävd"},
    {"The period is open again until $0", "Perioden är öppen igen till och med $0"},
    {"Open $0 again for the report $1 of $2 until $3? It stays in the log permanently.",
     "Öppna $0 igen för rapporten $1 från $2 till och med $3? Det står kvar i loggen för alltid."},
    {"nothing was reopened; give --yes to reopen $0 for $1",
     "inget öppnades; ange --yes för att öppna $0 igen för $1"},
    {"(open again until $0)", "(öppen igen till och med $0)"},
    {"Clear $0 in the report at position $1? What was replaced then no longer hides the indicator, "
     "and the board's view says so.",
     "Släppa fri $0 i rapporten i post $1? Det som har ersatts döljer då inte längre nyckeltalet, "
     "och det står i styrelsens lägesbild."},
    {"nothing was cleared; give --yes to confirm", "ingenting släpptes fritt; bekräfta med --yes"},
    {"$0 in the report at position $1 is cleared", "$0 i rapporten i post $1 är frisläppt"},
    {"Publish the next edition? It stays in the log permanently, and the board may make it "
     "public; --dry-run shows it first.",
     "Publicera nästa utgåva? Den står kvar i loggen för alltid, och styrelsen får offentliggöra "
     "den; --dry-run visar den först."},
    {"nothing was published; give --yes to confirm", "ingenting publicerades; bekräfta med --yes"},
    {"edition $0 of $1, from the first $2 entries of the log",
     "utgåva $0 av $1, ur de första $2 posterna i loggen"},
    {"Not published: $0.", "Inte publicerad: $0."},
    {"Published already at position $0: $1.", "Publicerad sedan tidigare i post $0: $1."},
    {"Published at position $0: $1.", "Publicerad i post $0: $1."},
    {"No proof that it tells $0 nothing of others; `samlad audit seat` says why.",
     "Inget bevis för att den inte röjer andra för $0; `samlad audit seat` säger varför."},
    {"Edition: $0", "Utgåva: $0"},
    {"`samlad board editions` shows whether it was published",
     "`samlad board editions` visar om den publicerades"},
    {"$0 of $1 figures about people are shown.", "$0 av $1 siffror om personer visas."},
    {"without breakdowns, or withheld", "utan uppdelning, eller dolt"},
    {"No edition has been published.", "Ingen utgåva har publicerats."},
    {"Edition $0 of $1, published by the entry at position $2",
     "Utgåva $0 av $1, publicerad i post $2"},
    {"$0, by the entry at position $1.", "$0 i post $1."},
    {"$0 already, by the entry at position $1.", "$0 sedan tidigare, i post $1."},
    // The board
    {"Nothing is missing as of $0.", "Inget saknas efter de första $0 posterna."},
    {"Written: $0", "Skrivet: $0"},
    {"--from has the view as it was saved; only --table chooses from it",
     "--from har lägesbilden som den sparades; bara --table gör ett urval ur den"},
    {"--from has the view as it was saved; leave out what chooses a view",
     "--from har lägesbilden som den sparades; utelämna det som väljer en lägesbild"},
    {"which format? Give --out a file with the ending .html or .pdf",
     "vilket format? Ange --out med en fil som slutar på .html eller .pdf"},
    {"'$0' is no table of a view; the tables are: $1",
     "”$0” är ingen tabell i en lägesbild; tabellerna är: $1"},
    {"which format? Give --format xlsx, csv, json or sdmx-csv",
     "vilket format? Ange --format xlsx, csv, json eller sdmx-csv"},
    {"--decimal is for csv; the other formats have one form of their own",
     "--decimal gäller csv; de andra formaten har var sitt eget skrivsätt"},
    {"a workbook is not for standard output: give --out FILE",
     "en arbetsbok skrivs inte till standard ut: ange --out FIL"},
    {"sdmx-csv holds the table figures alone; export the others as csv",
     "sdmx-csv innehåller bara tabellen figures; exportera de andra som csv"},
    {"sdmx-csv has no name for the sum of some organisations; leave out --organisation and choose "
     "among the rows",
     "sdmx-csv har inget namn för summan av några organisationer; utelämna --organisation och välj "
     "bland raderna"},
    {"a csv file holds one table: choose one with --table, or give a folder with --out",
     "en csv-fil innehåller en tabell: välj en med --table, eller ange en mapp med --out"},
    {"$0 is no saved view; save one with: samlad board view --format binpb --out $0",
     "$0 är ingen sparad lägesbild; spara en med: samlad board view --format binpb --out $0"},
    {"cannot write a workbook to $0, which is no file",
     "kan inte skriva en arbetsbok till $0, som inte är en fil"},
    {"a workbook cannot hold this: $0; use --format csv",
     "en arbetsbok rymmer inte detta: $0; använd --format csv"},
    // Identities
    {"submit", "lämna rapporter"},
    {"read own", "läsa eget"},
    {"read board", "läsa lägesbilden"},
    {"acknowledge", "kvittera"},
    {"coordinate", "samordna"},
    {"administer", "förvalta"},
    {"audit", "granska"},
    {"represent", "företräda"},
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
