// SPDX-License-Identifier: EUPL-1.2
//
// The words of the board's pages. $0 and $1 are placeholders (board::Fill).

#ifndef SAMLAD_CLIENTS_WEB_BOARD_WORDS_H_
#define SAMLAD_CLIENTS_WEB_BOARD_WORDS_H_

#include "clients/web/session/visit.h"

namespace samlad::web::editions {

// Which edition
inline constexpr Phrase kEditionOf{"Utgåva $0 för $1", "Edition $0 for $1"};
inline constexpr Phrase kAsOf{"Läget", "As of"};
inline constexpr Phrase kFirstEntries{"loggens första $0 poster",
                                      "the first $0 entries of the log"};
inline constexpr Phrase kNewest{"den nyaste", "the newest"};
inline constexpr Phrase kNotNewest{"det finns en nyare", "there is a newer one"};
inline constexpr Phrase kShowNewest{"Visa den nyaste", "Show the newest"};
inline constexpr Phrase kHiddenMeans{
    "betyder att värdet är dolt, eftersom små antal skyddas. Vilket av de dolda värdena som är "
    "litet går inte att se: alla ser likadana ut, och det är meningen. Räkna inte ut ett dolt "
    "värde; det skyddar en människa.",
    "means that the value is hidden, because small counts are protected. Nobody can see which of "
    "the hidden values is small: all look the same, on purpose. Do not work out a hidden value; it "
    "protects a person."};
inline constexpr Phrase kNoEditionTitle{"Ingen utgåva ännu", "No edition yet"};
inline constexpr Phrase kNoEdition{"Ingen utgåva har publicerats.",
                                   "No edition has been published."};
inline constexpr Phrase kNoEditionWhy{
    "Styrelsen läser utgåvor, eftersom de aldrig ändras och inget i dem pekar ut en person. "
    "Samordnaren publicerar dem: be samordnaren publicera en.",
    "The board reads editions, because they never change and nothing in them points out a person. "
    "The coordinator publishes them: ask the coordinator to publish one."};
inline constexpr Phrase kNoEditionThere{
    "Post $0 är ingen utgåva. Sidan Utgåvor har alla utgåvor.",
    "Entry $0 is no edition. The page Editions has all editions."};
inline constexpr Phrase kNothingFound{"Inget passar filtret.", "Nothing passes the filter."};

// The first page
inline constexpr Phrase kReadPage{"Läs hela lägesbilden", "Read the whole view"};
inline constexpr Phrase kAboutEdition{"Om utgåvan", "About the edition"};
inline constexpr Phrase kAllEditions{"Alla utgåvor", "All editions"};
inline constexpr Phrase kPreview{"Förhandsgranska nästa", "Preview the next"};
inline constexpr Phrase kPreviewNotice{
    "Förhandsgranskning: läget just nu. Detta är ingen utgåva; visa den inte för andra.",
    "Preview: the state of this moment. This is no edition; do not show it to others."};
inline constexpr Phrase kWhatIsNew{"Nytt sedan förra utgåvan", "New since the edition before"};
inline constexpr Phrase kSeeChanges{"Se varje siffra som har ändrats",
                                    "See each figure that has changed"};
inline constexpr Phrase kMore{"Läs vidare", "Read on"};
inline constexpr Phrase kFirstEdition{"Detta är den första utgåvan, så inget jämförs.",
                                      "This is the first edition, so nothing is compared."};
inline constexpr Phrase kChangeNew{"nya", "new"};
inline constexpr Phrase kChangeRevised{"rättade", "revised"};
inline constexpr Phrase kChangeHidden{"nu dolda", "now hidden"};
inline constexpr Phrase kChangeShown{"visas igen", "shown again"};
inline constexpr Phrase kChangeGone{"inte längre med", "no longer there"};
inline constexpr Phrase kChangedFigures{"Siffror som har ändrats", "Figures that have changed"};

// Lists and facts
inline constexpr Phrase kIndicator{"Nyckeltal", "Indicator"};
inline constexpr Phrase kPeriod{"Period", "Period"};
inline constexpr Phrase kGroup{"Grupp", "Group"};
inline constexpr Phrase kAll{"alla", "all"};
inline constexpr Phrase kHow{"Ändring", "Change"};
inline constexpr Phrase kValueBefore{"Före", "Before"};
inline constexpr Phrase kValueNow{"Nu", "Now"};
inline constexpr Phrase kNumber{"Nummer", "Number"};
inline constexpr Phrase kEntry{"Post", "Entry"};
inline constexpr Phrase kNote{"Anteckning", "Note"};
inline constexpr Phrase kNone{"ingen", "none"};
inline constexpr Phrase kOf{"$0 av $1", "$0 of $1"};
inline constexpr Phrase kOrganisation{"Organisation", "Organisation"};
inline constexpr Phrase kObligation{"Uppdrag", "Obligation"};
inline constexpr Phrase kSource{"Vem, och var i loggen", "Who, and where in the log"};
inline constexpr Phrase kOwner{"Ansvarar", "Responsible"};
inline constexpr Phrase kGoal{"Mål", "Goal"};
inline constexpr Phrase kItsTrail{"Följ rapporternas väg", "Follow the way of the reports"};

// Editions
inline constexpr Phrase kEditions{"Utgåvor", "Editions"};
inline constexpr Phrase kEditionsText{
    "En utgåva är en lägesbild som samordnaren har publicerat. Den ändras aldrig.",
    "An edition is a view that the coordinator has published. It never changes."};
inline constexpr Phrase kPublished{"Publicerad", "Published"};
inline constexpr Phrase kPublishedBy{"Av samordnaren", "By the coordinator"};
inline constexpr Phrase kAsOfEntries{"Antal poster i underlaget", "Entries it is computed from"};
inline constexpr Phrase kCatalogueEntry{"Katalogens post", "Entry of the catalogue"};
inline constexpr Phrase kEditionBefore{"Förra utgåvan", "Edition before"};
inline constexpr Phrase kHiddenTitle{"Vad som är dolt", "What is hidden"};
inline constexpr Phrase kShownOf{"$0 av $1 siffror om människor visas.",
                                 "$0 of $1 figures about people are shown."};
inline constexpr Phrase kHiddenByIndicator{"Hur mycket som visas av varje nyckeltal",
                                           "How much of each indicator is shown"};
inline constexpr Phrase kShownFigures{"Visas", "Shown"};
inline constexpr Phrase kShare{"Andel", "Share"};
inline constexpr Phrase kCoarsened{"utan uppdelningar, eller helt dolt",
                                   "without breakdowns, or withheld"};
inline constexpr Phrase kProse{"Fritext", "Free text"};
inline constexpr Phrase kProseApproved{
    "All fritext i utgåvan är ur rapporter som samordnaren har godkänt, eller som inte behöver "
    "godkännas.",
    "All free text in the edition is from reports that the coordinator has approved, or that need "
    "no approval."};
inline constexpr Phrase kProseLeftOut{
    "Denna fritext är inte med, eftersom samordnaren inte har godkänt rapporten:",
    "This free text is not included, because the coordinator has not approved the report:"};
inline constexpr Phrase kDownloads{"Ladda ner", "Download"};
inline constexpr Phrase kDownloadPage{"Lägesbilden som en sida (HTML)",
                                      "The view as a page (HTML)"};
inline constexpr Phrase kDownloadWorkbook{"Alla tabeller som arbetsbok (XLSX)",
                                          "All tables as a workbook (XLSX)"};
inline constexpr Phrase kDownloadCsv{"Siffrorna som CSV", "The figures as CSV"};
inline constexpr Phrase kDownloadSdmx{"Siffrorna som SDMX-CSV", "The figures as SDMX-CSV"};
inline constexpr Phrase kDownloadJson{"Alla tabeller som JSON", "All tables as JSON"};
inline constexpr Phrase kDownloadFile{
    "Utgåvan själv, som `samlad audit verify` kontrollerar (JSON)",
    "The edition itself, for `samlad audit verify` (JSON)"};
inline constexpr Phrase kCsvTables{"En tabell i taget som CSV", "One table at a time as CSV"};
inline constexpr Phrase kNoFormat{"Det finns ingen fil av slaget \u201d$0\u201d.",
                                  "There is no file of the kind \u201c$0\u201d."};
inline constexpr Phrase kNoTable{"Det finns ingen tabell \u201d$0\u201d.",
                                 "There is no table \u201c$0\u201d."};
inline constexpr Phrase kFileOfPage{"lagesbild", "view"};
inline constexpr Phrase kFileOfEdition{"utgava", "edition"};
inline constexpr Phrase kEvidence{"Bevis", "Evidence"};
inline constexpr Phrase kEvidenceText{
    "Utgåvan är en post i loggen. Den som har filen kan räkna om den och jämföra dess SHA-256 med "
    "den här, och utgåvan bevisar själv att inget litet antal går att räkna ut ur den och de "
    "tidigare.",
    "The edition is an entry of the log. Whoever has its file can compare its SHA-256 with this "
    "one, and the edition itself proves that no small count can be found out from it and the "
    "earlier ones."};
inline constexpr Phrase kEditionDigest{"SHA-256 för utgåvan", "SHA-256 of the edition"};
inline constexpr Phrase kViewDigest{"SHA-256 för lägesbilden", "SHA-256 of the view"};
inline constexpr Phrase kCheckpoint{"Loggens kontrollpunkt nu", "Checkpoint of the log now"};
inline constexpr Phrase kCheckpointUnknown{"Kontrollpunkten gick inte att läsa just nu.",
                                           "The checkpoint could not be read just now."};
inline constexpr Phrase kReportsUsed{"De $0 rapporter som siffrorna är beräknade ur",
                                     "The $0 reports that the figures are computed from"};
inline constexpr Phrase kReportsCaption{"Rapporter", "Reports"};

// Indicators
inline constexpr Phrase kIndicators{"Nyckeltal", "Indicators"};
inline constexpr Phrase kNoIndicatorThere{"Utgåvan har inget nyckeltal \u201d$0\u201d.",
                                          "The edition has no indicator \u201c$0\u201d."};
inline constexpr Phrase kHistory{"Över åren", "Over the years"};
inline constexpr Phrase kBreakdowns{"Uppdelningar", "Breakdowns"};
inline constexpr Phrase kBrokenDownBy{"Efter $0", "By $0"};
inline constexpr Phrase kWhoIsBehind{"Vilka som står bakom värdet", "Who is behind the value"};
inline constexpr Phrase kDefinition{"Definition", "Definition"};
inline constexpr Phrase kId{"Beteckning", "Identifier"};
inline constexpr Phrase kWhatIsCounted{"Vad som räknas", "What is counted"};
inline constexpr Phrase kNumerator{"Täljare", "Numerator"};
inline constexpr Phrase kDenominator{"Nämnare", "Denominator"};
inline constexpr Phrase kVersion{"Definitionens version", "Version of the definition"};
inline constexpr Phrase kUnit{"Enhet", "Unit"};
inline constexpr Phrase kDirection{"Riktning", "Direction"};
inline constexpr Phrase kPriorityArea{"Prioriterat område", "Priority area"};
inline constexpr Phrase kFlags{"Att tänka på", "To bear in mind"};
inline constexpr Phrase kRetrieved{"hämtad", "retrieved"};

// Organisations
inline constexpr Phrase kOrganisations{"Organisationer", "Organisations"};
inline constexpr Phrase kOrganisationsCaption{"De som ska rapportera", "Those who owe reports"};
inline constexpr Phrase kNoOrganisationThere{"Katalogen har ingen organisation \u201d$0\u201d.",
                                             "The catalogue has no organisation \u201c$0\u201d."};
inline constexpr Phrase kKind{"Slag", "Kind"};
inline constexpr Phrase kReceived{"Mottagna", "Received"};
inline constexpr Phrase kItsFigures{"Egna delar", "Own parts"};
inline constexpr Phrase kNoFigures{
    "Utgåvan visar inga siffror för den här organisationen för sig.",
    "The edition shows no figures of this organisation on their own."};

// Projects
inline constexpr Phrase kProjects{"Projekt", "Projects"};
inline constexpr Phrase kProject{"Projekt", "Project"};
inline constexpr Phrase kNoProjectThere{"Utgåvan har inget projekt \u201d$0\u201d.",
                                        "The edition has no project \u201c$0\u201d."};
inline constexpr Phrase kPlan{"Vad projektet ska göra", "What the project is for"};
inline constexpr Phrase kPurpose{"Syfte", "Purpose"};
inline constexpr Phrase kTargetGroup{"Målgrupp", "Target group"};
inline constexpr Phrase kParticipants{"Deltar", "Participants"};
inline constexpr Phrase kStart{"Börjar", "Begins"};
inline constexpr Phrase kEnd{"Slutar", "Ends"};
inline constexpr Phrase kDecision{"Beslutat", "Decision"};
inline constexpr Phrase kEvaluation{"Utvärdering", "Evaluation"};
inline constexpr Phrase kClosingDecision{"Beslut om avslut", "Decision to close it"};
inline constexpr Phrase kEffects{"Väntad och uppmätt effekt", "Expected and measured effect"};
inline constexpr Phrase kBudget{"Budget", "Budget"};
inline constexpr Phrase kNoneYet{"Ingen uppföljning för perioden ännu.",
                                 "No follow-up for the period yet."};

// Documents and recommendations
inline constexpr Phrase kRecommendations{"Rekommendationer", "Recommendations"};
inline constexpr Phrase kDocuments{"Styrdokument", "Steering documents"};
inline constexpr Phrase kDocumentsText{
    "Varje dokument med det som det styr: mål, nyckeltal, uppdrag och projekt.",
    "Each document with what it governs: goals, indicators, obligations and projects."};
inline constexpr Phrase kLaw{"lag", "law"};
inline constexpr Phrase kPlanDocument{"plan", "plan"};
inline constexpr Phrase kPolicy{"policy", "policy"};
inline constexpr Phrase kStrategy{"strategi", "strategy"};
inline constexpr Phrase kRoadmap{"färdplan", "roadmap"};
inline constexpr Phrase kGuideline{"riktlinje", "guideline"};
inline constexpr Phrase kOwnerDirective{"ägardirektiv", "owner directive"};
inline constexpr Phrase kTermsOfReference{"reglemente", "terms of reference"};
inline constexpr Phrase kAgreement{"avtal", "agreement"};
inline constexpr Phrase kReview{"granskning", "review"};
inline constexpr Phrase kAdoptedBy{"antaget av", "adopted by"};
inline constexpr Phrase kByDecision{"beslut", "decision"};
inline constexpr Phrase kValidFrom{"gäller från", "valid from"};
inline constexpr Phrase kValidTo{"gäller till", "valid to"};
inline constexpr Phrase kOwnedBy{"ansvarar:", "responsible:"};

// Trail
inline constexpr Phrase kTrail{"Rapporternas väg", "The way of the reports"};
inline constexpr Phrase kTrailText{"Från förfallodagen till styrelsens beslut, som det är just nu:",
                                   "From the due date to the board's decision, as it is now:"};
inline constexpr Phrase kReport{"Rapport", "Report"};
inline constexpr Phrase kOnly{"Bara:", "Only:"};
inline constexpr Phrase kShowAll{"Visa alla", "Show all"};

// Acknowledgement
inline constexpr Phrase kAcknowledged{"Kvitterad", "Acknowledged"};
inline constexpr Phrase kCorrectedLater{"rättad senare", "corrected later"};
inline constexpr Phrase kNotAcknowledged{"Styrelsen har inte kvitterat den här utgåvan.",
                                         "The board has not acknowledged this edition."};
inline constexpr Phrase kAcknowledgedUnknown{
    "Om utgåvan är kvitterad gick inte att läsa just nu. Läs in sidan igen om en stund.",
    "Whether the edition is acknowledged could not be read just now. Load the page again in a "
    "while."};
inline constexpr Phrase kAcknowledgeIt{"Kvittera", "Acknowledge"};
inline constexpr Phrase kAcknowledgeTitle{"Kvittera utgåvan", "Acknowledge the edition"};
inline constexpr Phrase kAcknowledgeText{
    "Kvittensen säger i loggen att styrelsen har tagit del av just den här lägesbilden, och "
    "stannar "
    "där. Jämför gärna SHA-256 med det som står i protokollet.",
    "The acknowledgement says in the log that the board has taken note of this very view, and "
    "stays "
    "there. You may compare the SHA-256 with that in the minutes."};
inline constexpr Phrase kReports{"Rapporter", "Reports"};
inline constexpr Phrase kMinute{"Paragraf i protokollet", "Paragraph of the minutes"};
inline constexpr Phrase kMinuteHint{"Till exempel: KS 2026-03-18 § 41",
                                    "For example: KS 2026-03-18 § 41"};
inline constexpr Phrase kDecisionLabel{"Styrelsens beslut", "The board's decision"};
inline constexpr Phrase kDecisionHint{
    "Till exempel: Noteras. Skriv inga namn och personnummer.",
    "For example: Noted. Write no names and no personal identity numbers."};
inline constexpr Phrase kCorrects{"Rättar post", "Corrects entry"};
inline constexpr Phrase kCorrectsHint{
    "Bara om en tidigare kvittens av samma utgåva blev fel: numret på dess post. Båda står kvar.",
    "Only if an earlier acknowledgement of the same edition was wrong: the number of its entry. "
    "Both remain."};
inline constexpr Phrase kWriteBytes{"Skriv en text på högst $0 byte.",
                                    "Write a text of at most $0 bytes."};
inline constexpr Phrase kWritePosition{"Skriv numret på en post, eller lämna fältet tomt.",
                                       "Write the number of an entry, or leave it empty."};
inline constexpr Phrase kNotAcknowledgedYet{"Inget har kvitterats. Gatewayen svarade:",
                                            "Nothing was acknowledged. The gateway answered:"};
inline constexpr Phrase kNotSure{
    "Det är inte säkert att kvittensen kom fram. Skicka formuläret igen: samma text blir en enda "
    "kvittens, hur många gånger den än skickas. Orsak:",
    "It is not certain that the acknowledgement arrived. Send the form again: the same text "
    "becomes "
    "one acknowledgement, however often it is sent. Cause:"};
inline constexpr Phrase kAcknowledgementTitle{"Kvittens: $0", "Acknowledgement: $0"};
inline constexpr Phrase kNoAcknowledgementThere{
    "Post $0 är ingen kvittens av en utgåva. Sidan om utgåvan har dess kvittenser.",
    "Entry $0 is no acknowledgement of an edition. The page of the edition has its "
    "acknowledgements."};
inline constexpr Phrase kTime{"Tid", "Time"};
inline constexpr Phrase kKeepWithMinutes{"Spara med protokollet", "Keep with the minutes"};
inline constexpr Phrase kDownloadReceipt{"Kvittot (JSON)", "The receipt (JSON)"};
inline constexpr Phrase kDownloadAcknowledgement{"Kvittensen, som kvittot gäller",
                                                 "The acknowledgement that the receipt is for"};
inline constexpr Phrase kDownloadView{"Lägesbilden som styrelsen såg (data)",
                                      "The view that the board saw (data)"};
inline constexpr Phrase kCorrectIt{"Rätta kvittensen", "Correct the acknowledgement"};

}  // namespace samlad::web::editions

#endif  // SAMLAD_CLIENTS_WEB_BOARD_WORDS_H_
