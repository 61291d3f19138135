// SPDX-License-Identifier: EUPL-1.2
//
// What the coordinator's pages say. The words for states are in
// clients/board/messages.h. $0 to $9 are placeholders.

#ifndef SAMLAD_CLIENTS_WEB_COORDINATOR_WORDS_H_
#define SAMLAD_CLIENTS_WEB_COORDINATOR_WORDS_H_

#include "clients/web/session/visit.h"

namespace samlad::web::coordinator {

// Headings of columns and facts
inline constexpr Phrase kOrganisation{"Organisation", "Organisation"};
inline constexpr Phrase kObligation{"Uppdrag", "Obligation"};
inline constexpr Phrase kPeriod{"Period", "Period"};
inline constexpr Phrase kDue{"Förfallodag", "Due"};
inline constexpr Phrase kState{"Läge", "State"};
inline constexpr Phrase kAccepted{"Mottagen", "Accepted"};
inline constexpr Phrase kPosition{"Post", "Entry"};
inline constexpr Phrase kTime{"Tid", "Time"};
inline constexpr Phrase kEvent{"Händelse", "Event"};
inline constexpr Phrase kAbout{"Gäller", "About"};
inline constexpr Phrase kReason{"Skäl", "Reason"};
inline constexpr Phrase kNote{"Att se på", "To look at"};
inline constexpr Phrase kIndicator{"Nyckeltal", "Indicator"};
inline constexpr Phrase kBreakdown{"Uppdelning", "Breakdown"};
inline constexpr Phrase kBefore{"Versionen före", "Version before"};
inline constexpr Phrase kSource{"Källa", "Source"};
inline constexpr Phrase kComment{"Kommentar", "Comment"};
inline constexpr Phrase kText{"Text", "Text"};
inline constexpr Phrase kRemark{"Rättelse som begärs", "Correction that is requested"};
inline constexpr Phrase kField{"Fält", "Field"};
inline constexpr Phrase kName{"Namn", "Name"};
inline constexpr Phrase kDownloadReceipt{"Ladda ned kvittot", "Download the receipt"};
inline constexpr Phrase kDecided{"Beslutet är infört i loggen som post $0.",
                                 "The decision is recorded in the log as entry $0."};
inline constexpr Phrase kNamesAPerson{
    "Inget skickades, därför att texten har något som ser ut som ett personnummer. Loggen kan inte "
    "ändras efteråt. Ta bort numret och skicka igen.",
    "Nothing was sent, because the text has what looks like a personal identity number. The log "
    "cannot be changed afterwards. Take the number out and send again."};
inline constexpr Phrase kNotConfirmed{
    "Inget skickades, därför att rutan inte är ikryssad. Läs, och kryssa i den.",
    "Nothing was sent, because the box is not ticked. Read, and tick it."};
inline constexpr Phrase kReasonHint{
    "Högst 500 byte. Nämn aldrig en person, eftersom texten står kvar i loggen.",
    "At most 500 bytes. Never name a person, because the text stays in the log."};

// Inbox
inline constexpr Phrase kInboxTitle{"Att granska", "To review"};
inline constexpr Phrase kInboxLead{
    "Överst står det som väntar på dig. Därefter det som väntar på andra.",
    "What waits for you comes first, then what waits for others."};
inline constexpr Phrase kToDecide{"Rapporter", "Reports"};
inline constexpr Phrase kNothingNew{
    "Inget är nytt, och inget väntar på godkännande eller rättelse.",
    "Nothing is new, and nothing waits for approval or correction."};
inline constexpr Phrase kNothingPasses{"Inget stämmer med filtret.", "Nothing matches the filter."};
inline constexpr Phrase kEvents{"Nytt sedan $0", "New since $0"};
inline constexpr Phrase kNoEvents{"Inget har hänt sedan dess.", "Nothing has happened since."};
inline constexpr Phrase kEventsCut{
    "Här är de $0 senaste händelserna. Välj en senare dag, eller läs alla med `samlad board feed`.",
    "These are the latest $0 events. Choose a later day, or read all with `samlad board feed`."};
inline constexpr Phrase kSince{"Visa händelser från och med", "Show events from"};
inline constexpr Phrase kShow{"Visa", "Show"};
inline constexpr Phrase kReview{"Granska", "Review"};
inline constexpr Phrase kLook{"Se uppdraget", "See the obligation"};
inline constexpr Phrase kResent{"ny version ($0)", "new version ($0)"};
inline constexpr Phrase kWithWarnings{"med varningar", "with warnings"};
inline constexpr Phrase kAfterDue{"efter förfallodagen", "after the due date"};

// Review
inline constexpr Phrase kReviewTitle{"Rapport $0", "Report $0"};
inline constexpr Phrase kSignedOff{"Undertecknad av", "Signed off by"};
inline constexpr Phrase kByNobody{"ingen", "nobody"};
inline constexpr Phrase kReplaces{"Ersätter", "Replaces"};
inline constexpr Phrase kReplacesEntry{"rapporten i post $0", "the report at entry $0"};
inline constexpr Phrase kRevisionReason{"Skäl till ny version", "Reason for the new version"};
inline constexpr Phrase kDecision{"Beslut", "Decision"};
inline constexpr Phrase kSuperseded{"En nyare version gäller. Den här är kvar i loggen.",
                                    "A newer version is in force. This one stays in the log."};
inline constexpr Phrase kWarnings{"Varningar, och avsändarens svar",
                                  "Warnings, and the sender's answers"};
inline constexpr Phrase kNoWarnings{"Avsändaren varnades inte för något.",
                                    "The sender was warned about nothing."};
inline constexpr Phrase kFigures{"Siffror", "Figures"};
inline constexpr Phrase kNoFigures{"Rapporten har inga siffror.", "The report has no figures."};
inline constexpr Phrase kChangedFigures{"$0 siffror skiljer sig från versionen före.",
                                        "$0 figures differ from the version before."};
inline constexpr Phrase kTextsDiffer{"Texterna skiljer sig.", "Texts differ."};
inline constexpr Phrase kTextsSame{"Texterna är desamma.", "Texts are the same."};
inline constexpr Phrase kNew{"ny", "new"};
inline constexpr Phrase kChanged{"ändrad", "changed"};
inline constexpr Phrase kRemoved{"borttagen", "removed"};
inline constexpr Phrase kNotNow{"fanns förra perioden", "was there last period"};
inline constexpr Phrase kTexts{"Texter", "Texts"};
inline constexpr Phrase kNoTexts{"Rapporten har inga texter.", "The report has no texts."};
inline constexpr Phrase kWholeReport{"hela rapporten", "the whole report"};
inline constexpr Phrase kActivity{"Aktivitet $0", "Activity $0"};
inline constexpr Phrase kByTheGateway{"Gatewayen", "The gateway"};
inline constexpr Phrase kEditionByRule{"utgåva enligt regeln $0", "edition by the rule $0"};
inline constexpr Phrase kFollowUp{"Uppföljning av $0", "Follow-up of $0"};
inline constexpr Phrase kIdentityNumber{"ser ut att ha ett personnummer",
                                        "seems to hold an identity number"};
inline constexpr Phrase kSmallNumber{"nämner ett litet antal", "names a small number"};
inline constexpr Phrase kTextsHint{
    "En text som nämner ett litet antal måste godkännas med namn när utgåvan publiceras.",
    "A text that names a small number must be approved by name when the edition is published."};
inline constexpr Phrase kDecide{"Besluta", "Decide"};
inline constexpr Phrase kApprove{"Godkänn", "Approve"};
inline constexpr Phrase kApproveLead{
    "Du intygar att rapporten är granskad. En ny version måste godkännas på nytt.",
    "You state that the report was reviewed. A new version must be approved again."};
inline constexpr Phrase kReturn{"Återsänd", "Send back"};
inline constexpr Phrase kReturnLead{
    "Rapporten räknas inte med i lägesbilden förrän en rättelse har tagits emot.",
    "The report is not counted in the board's view until a correction is accepted."};
inline constexpr Phrase kReturnReason{"Skäl, som även styrelsen ser",
                                      "Reason, which the board sees too"};
inline constexpr Phrase kRemarks{"Begär rättelse fält för fält, till avsändaren",
                                 "Request corrections field by field, for the sender"};
inline constexpr Phrase kReturnNothing{
    "Inget skickades, därför att det varken finns ett skäl eller en begärd rättelse. Skriv minst "
    "ett av dem.",
    "Nothing was sent, because there is neither a reason nor a requested correction. Write at "
    "least one of them."};
inline constexpr Phrase kChooseDecision{
    "Inget skickades, därför att formuläret inte säger vad som beslutas. Använd knapparna.",
    "Nothing was sent, because the form does not say what is decided. Use the buttons."};
inline constexpr Phrase kClear{"Släpp fri ett litet antal som var fel",
                               "Clear a small count that was a mistake"};
inline constexpr Phrase kClearLead{
    "Rapporten gäller inte längre. Var ett litet antal i den ett misstag, så döljer det inte "
    "längre "
    "nyckeltalet när du släpper det fritt, och lägesbilden säger det.",
    "The report is no longer in force. If a small count in it was a mistake, it no longer hides "
    "the indicator once you clear it, and the board's view says so."};
inline constexpr Phrase kClearConfirm{
    "Jag vet att antalet var ett misstag, och att beslutet står kvar i loggen.",
    "I know that the count was a mistake, and that the decision stays in the log."};
inline constexpr Phrase kClearButton{"Släpp fri", "Clear"};

// Obligations
inline constexpr Phrase kMatrixTitle{"Uppdrag", "Obligations"};
inline constexpr Phrase kMatrixCaption{"Organisationer och uppdrag för $0",
                                       "Organisations and obligations for $0"};
inline constexpr Phrase kMatrixEmpty{"Ingen ska lämna någon rapport för den perioden.",
                                     "Nobody owes a report for that period."};
inline constexpr Phrase kMatrixCount{"$0 av $1 rapporter är lämnade.",
                                     "$0 of $1 reports have been sent."};
inline constexpr Phrase kDutyTitle{"$0: $1, $2", "$0: $1, $2"};
inline constexpr Phrase kNoDuty{"det finns inget sådant uppdrag för den perioden",
                                "there is no such obligation for that period"};
inline constexpr Phrase kOpenUntil{"Öppen igen till och med", "Open again until"};
inline constexpr Phrase kRevisions{"Versioner", "Revisions"};
inline constexpr Phrase kSeeReport{"Se rapporten i post $0", "See the report at entry $0"};
inline constexpr Phrase kWaive{"Befria från rapporten", "Waive the report"};
inline constexpr Phrase kWaiveLead{
    "Rapporten behöver då inte lämnas, och organisationen räknas inte bland dem som väntas.",
    "The report then need not be sent, and the organisation is not among those expected."};
inline constexpr Phrase kWaiveNotNow{
    "En rapport är mottagen och gäller. Återsänd den först, om organisationen ska befrias.",
    "A report was accepted and is in force. Send it back first, to waive it."};
inline constexpr Phrase kLift{"Upphäv befrielsen", "Lift the waiver"};
inline constexpr Phrase kLiftLead{"Rapporten ska då lämnas igen.", "The report is then due again."};
inline constexpr Phrase kReopen{"Öppna den stängda perioden igen", "Reopen the closed period"};
inline constexpr Phrase kReopenLead{
    "Gäller bara den här rapporten, och bara till och med den dag som du anger, högst 366 dagar "
    "framåt.",
    "For this report only, and only until the day that you give, at most 366 days ahead."};
inline constexpr Phrase kLastDay{"Sista dagen", "Last day"};
inline constexpr Phrase kStays{"Jag vet att beslutet står kvar i loggen.",
                               "I know that the decision stays in the log."};

// Catalogue
inline constexpr Phrase kCatalogueTitle{"Katalogen som gäller", "The catalogue in force"};
inline constexpr Phrase kTrustDomain{"Namnområde för certifikat", "Trust domain of certificates"};
inline constexpr Phrase kTimeZone{"Tidszon", "Time zone"};
inline constexpr Phrase kCustodian{"Ansvarar för sekretessen", "Custodian"};
inline constexpr Phrase kFromEntry{"Gäller från post", "In force from entry"};
inline constexpr Phrase kAbridged{
    "Utgångsvärden för skyddade nyckeltal visas inte för din organisation.",
    "Baselines of protected indicators are not shown to your organisation."};
inline constexpr Phrase kDownloadYaml{"Ladda ned som YAML", "Download as YAML"};
inline constexpr Phrase kDownloadJson{"Ladda ned som JSON", "Download as JSON"};
inline constexpr Phrase kTryAnother{"Pröva en ändrad katalog", "Try a changed catalogue"};
inline constexpr Phrase kSections{"Delar av katalogen", "Parts of the catalogue"};
inline constexpr Phrase kOrganisations{"Organisationer", "Organisations"};
inline constexpr Phrase kIndicators{"Nyckeltal", "Indicators"};
inline constexpr Phrase kObligations{"Uppdrag", "Obligations"};
inline constexpr Phrase kProjects{"Projekt", "Projects"};
inline constexpr Phrase kRecommendations{"Rekommendationer", "Recommendations"};
inline constexpr Phrase kDocuments{"Dokument", "Documents"};
inline constexpr Phrase kKind{"Slag", "Kind"};
inline constexpr Phrase kPermissions{"Behörigheter", "Permissions"};
inline constexpr Phrase kNoPermissions{"inga: varje anrop nekas", "none: every call is refused"};
inline constexpr Phrase kMandates{"Rapporterar även för", "Reports also for"};
inline constexpr Phrase kValid{"Giltighet", "Validity"};
inline constexpr Phrase kDefinition{"Definition", "Definition"};
inline constexpr Phrase kUnit{"Enhet", "Unit"};
inline constexpr Phrase kProtected{"Skydd", "Protection"};
inline constexpr Phrase kProtectedFrom{"antal under $0 döljs", "counts under $0 are hidden"};
inline constexpr Phrase kNotProtected{"gäller inte personer", "not about persons"};
inline constexpr Phrase kOwner{"Ansvarig", "Owner"};
inline constexpr Phrase kPeriods{"Perioder och förfallodagar", "Periods and due dates"};
inline constexpr Phrase kWhoOwes{"Vilka som lämnar", "Who owes it"};
inline constexpr Phrase kEnds{"Sista dag", "Last day"};
inline constexpr Phrase kBudget{"Budget, kr", "Budget, SEK"};
inline constexpr Phrase kMeasure{"Åtgärd", "Measure"};
inline constexpr Phrase kUnder{"Under", "Under"};
inline constexpr Phrase kDecisionReference{"Beslut", "Decision"};

// Plan
inline constexpr Phrase kPlanTitle{"Vad en ändrad katalog innebär",
                                   "What a changed catalogue means"};
inline constexpr Phrase kPlanLead{
    "Ladda upp katalogen, ändrad i en textredigerare. Inget sparas och inget ändras. Att låta den "
    "börja gälla görs med kommandot.",
    "Upload the catalogue, changed in a text editor. Nothing is stored and nothing changes. The "
    "command brings it into force."};
inline constexpr Phrase kPlanFile{"Katalogen, som YAML eller JSON",
                                  "The catalogue, as YAML or JSON"};
inline constexpr Phrase kPlanButton{"Visa vad som ändras", "Show what would change"};
inline constexpr Phrase kPlanNoFile{"Ingen fil valdes. Välj katalogens fil.",
                                    "No file was chosen. Choose the file of the catalogue."};
inline constexpr Phrase kPlanUnreadable{"$0 går inte att läsa som en katalog.",
                                        "$0 cannot be read as a catalogue."};
inline constexpr Phrase kPlanRefused{
    "$0 kan inte börja gälla, därför att den har fel. Rätta dem och pröva igen.",
    "$0 cannot come into force, because it has errors. Correct them and try again."};
inline constexpr Phrase kPlanNothing{"$0 är likadan som katalogen i post $1, som gäller.",
                                     "$0 is the same as the catalogue at entry $1, in force."};
inline constexpr Phrase kPlanReady{"$0 kan börja gälla: $1 ändringar av katalogen i post $2.",
                                   "$0 can come into force: $1 changes to the catalogue at entry "
                                   "$2."};
inline constexpr Phrase kPlanApply{"Låt den börja gälla med kommandot:",
                                   "Bring it into force with the command:"};
inline constexpr Phrase kPlanOtherBase{
    "Filen gjordes av katalogen i post $0, men den i post $1 gäller. Hämta den igen och gör om "
    "ändringen, annars tas det bort som någon annan har ändrat.",
    "The file was made from the catalogue at entry $0, but the one at entry $1 is in force. "
    "Download it again and repeat the change, or what somebody else changed is undone."};
inline constexpr Phrase kChanges{"Ändringar", "Changes"};
inline constexpr Phrase kWhat{"Vad", "What"};
inline constexpr Phrase kNow{"Nu", "Now"};
inline constexpr Phrase kThen{"Då", "Then"};
inline constexpr Phrase kAdded{"tillkommer", "added"};
inline constexpr Phrase kGone{"tas bort", "removed"};
inline constexpr Phrase kOther{"ändras", "changed"};
inline constexpr Phrase kConsequences{"Vad organisationer då ska lämna",
                                      "What organisations then owe"};
inline constexpr Phrase kConsequencesMore{"… och $0 till.", "… and $0 more."};
inline constexpr Phrase kBeforeMember{"perioden börjar innan organisationen finns",
                                      "the period begins before the organisation exists"};
inline constexpr Phrase kFindings{"Anmärkningar", "Findings"};

// Publish
inline constexpr Phrase kPublishTitle{"Publicera en utgåva", "Publish an edition"};
inline constexpr Phrase kPublishLead{
    "Styrelsen läser bara utgåvor. En utgåva ändras aldrig, och styrelsen kan göra den offentlig. "
    "Se därför först vad som visas och vad som döljs.",
    "The board reads editions only. An edition never changes, and the board may make it public. "
    "So first see what is shown and what is hidden."};
inline constexpr Phrase kTakesTime{
    "Det kan ta några minuter, därför att varje dold siffra måste ha ett bevis. Vänta tills sidan "
    "kommer.",
    "It may take some minutes, because every hidden figure must have a proof. Wait for the page."};
inline constexpr Phrase kNewestYear{"det senaste rapporterade året", "the latest reported year"};
inline constexpr Phrase kCoarseness{"Grövre uppdelningar bevarar fler siffror",
                                    "Coarser breakdowns keep more figures"};
inline constexpr Phrase kAsItIs{"som den är", "as it is"};
inline constexpr Phrase kCoarse{"bara de grövsta", "coarsest only"};
inline constexpr Phrase kWithout{"ingen", "none"};
inline constexpr Phrase kByArea{"Område", "Area"};
inline constexpr Phrase kBySex{"Kön", "Sex"};
inline constexpr Phrase kByAge{"Ålder", "Age"};
inline constexpr Phrase kByBackground{"Bakgrund", "Background"};
inline constexpr Phrase kByCategory{"Kategori", "Category"};
inline constexpr Phrase kDryRun{"Visa utgåvan utan att publicera", "Show the edition, unpublished"};
inline constexpr Phrase kDryTitle{"Utgåva $0 av $1, inte publicerad",
                                  "Edition $0 of $1, not published"};
inline constexpr Phrase kFromEntries{"Ur de första $0 posterna i loggen.",
                                     "From the first $0 entries of the log."};
inline constexpr Phrase kShownOf{"$0 av $1 siffror om personer visas.",
                                 "$0 of $1 figures about people are shown."};
inline constexpr Phrase kDifference{"Nytt sedan utgåvan före",
                                    "What changed since the edition before"};
inline constexpr Phrase kFirstEdition{"Det är den första utgåvan.", "This is the first edition."};
inline constexpr Phrase kDisclosure{"Vad som visas och vad som döljs", "What is shown and hidden"};
inline constexpr Phrase kShown{"Visas", "Shown"};
inline constexpr Phrase kHidden{"Döljs", "Hidden"};
inline constexpr Phrase kShare{"Andel som visas", "Share shown"};
inline constexpr Phrase kCoarsened{"utan uppdelningar, eller helt dolt",
                                   "no breakdowns, or withheld"};
inline constexpr Phrase kProseLeftOut{"Texter som utelämnas, därför att rapporten inte är godkänd",
                                      "Texts left out, because the report is not approved"};
inline constexpr Phrase kProseToApprove{"Texter att läsa och godkänna",
                                        "Texts to read and approve"};
inline constexpr Phrase kProseLead{
    "Varje text nämner ett litet antal eller något som ser ut som ett personnummer. Kryssa i dem "
    "som får offentliggöras. Får en text inte det, så återsänd rapporten.",
    "Each text names a small number or what looks like an identity number. Tick those that may be "
    "published. If one may not, send its report back."};
inline constexpr Phrase kPublishConfirm{
    "Publicera. Utgåvan står kvar i loggen, och styrelsen kan göra den offentlig.",
    "Publish. The edition stays in the log, and the board may make it public."};
inline constexpr Phrase kPublishButton{"Publicera utgåvan", "Publish the edition"};
inline constexpr Phrase kPublishedTitle{"Utgåva $0 av $1 är publicerad",
                                        "Edition $0 of $1 is published"};
inline constexpr Phrase kPublishedAt{"Den är post $0 i loggen.", "It is entry $0 of the log."};
inline constexpr Phrase kDownloadEdition{"Ladda ned utgåvan", "Download the edition"};

}  // namespace samlad::web::coordinator

#endif  // SAMLAD_CLIENTS_WEB_COORDINATOR_WORDS_H_
