// SPDX-License-Identifier: EUPL-1.2
//
// The words of the sender's pages.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_WORDS_H_
#define SAMLAD_CLIENTS_WEB_SENDER_WORDS_H_

#include "clients/web/session/visit.h"

namespace samlad::web::sender {

// What is named alike on several pages.
inline constexpr Phrase kWordOrganisation{"Organisation", "Organisation"};
inline constexpr Phrase kWordObligation{"Uppdrag", "Obligation"};
inline constexpr Phrase kWordPeriod{"Period", "Period"};
inline constexpr Phrase kWordDue{"Förfallodag", "Due date"};
inline constexpr Phrase kWordState{"Läge", "State"};
inline constexpr Phrase kWordFigures{"Siffror", "Figures"};
inline constexpr Phrase kWordReport{"Rapport", "Report"};
inline constexpr Phrase kWordPosition{"Post i loggen", "Entry in the log"};
inline constexpr Phrase kWordAccepted{"Mottagen", "Accepted"};
inline constexpr Phrase kWordVersion{"Version", "Version"};
inline constexpr Phrase kWordReason{"Skäl", "Reason"};
inline constexpr Phrase kWordIndicator{"Nyckeltal", "Indicator"};
inline constexpr Phrase kWordBreakdown{"Uppdelning", "Breakdown"};
inline constexpr Phrase kWordBefore{"Före", "Before"};
inline constexpr Phrase kWordAfter{"Efter", "After"};
inline constexpr Phrase kWordChange{"Ändring", "Change"};
inline constexpr Phrase kWordFile{"Fil", "File"};
inline constexpr Phrase kWordReplaces{"Ersätter", "Replaces"};
inline constexpr Phrase kWordPost{"post $0", "entry $0"};
inline constexpr Phrase kWordComment{"Kommentar", "Comment"};
inline constexpr Phrase kWordSignedOff{"Undertecknad av", "Signed off by"};
inline constexpr Phrase kWordDigest{"Kontrollsumma (SHA-256)", "Digest (SHA-256)"};
inline constexpr Phrase kBackToDue{"Till det som ska lämnas", "To what is due"};
inline constexpr Phrase kBackToHistory{"Till lämnade rapporter", "To the reports sent"};

// What is due.
inline constexpr Phrase kDueTitle{"Att lämna", "What is due"};
inline constexpr Phrase kDueLead{
    "Här står det som $0 ska lämna, och det som samordnaren har återsänt.",
    "This is what $0 has to report, and what the coordinator has sent back."};
inline constexpr Phrase kDueNow{"Att göra", "To do"};
inline constexpr Phrase kDueNothing{"Inget väntar på er just nu.", "Nothing is waiting for you."};
inline constexpr Phrase kDueDone{"Lämnat", "Reported"};
inline constexpr Phrase kDueLater{"Senare", "Later"};
inline constexpr Phrase kDueWaived{"Behöver inte lämnas", "Need not be reported"};
inline constexpr Phrase kDueNoneFits{"Inget passar filtret.", "Nothing passes the filter."};
inline constexpr Phrase kDueCalendar{"Förfallodagarna som kalender (ICS)",
                                     "The due dates as a calendar (ICS)"};
inline constexpr Phrase kDueNoDate{"ingen förfallodag", "no due date"};
inline constexpr Phrase kDueToday{"i dag", "today"};
inline constexpr Phrase kDueOneDayLeft{"1 dag kvar", "1 day left"};
inline constexpr Phrase kDueDaysLeft{"$0 dagar kvar", "$0 days left"};
inline constexpr Phrase kDueOneDayLate{"1 dag försenad", "1 day late"};
inline constexpr Phrase kDueDaysLate{"$0 dagar försenad", "$0 days late"};
inline constexpr Phrase kDueRejected{
    "Det som skickades avvisades: kontrollen fann fel, och inget sparades. Ladda upp filen igen, "
    "så visas varje anmärkning med sin cell.",
    "What was sent was rejected: the check found errors, and nothing was stored. Upload the file "
    "again to see each finding with its cell."};
inline constexpr Phrase kDueSentBack{"Samordnaren har återsänt rapporten:",
                                     "The coordinator has sent the report back:"};
inline constexpr Phrase kDueWithdrawn{"Senaste beslut:", "Latest decision:"};
inline constexpr Phrase kDueReopened{"Öppen igen till och med $0", "Open again until $0"};
inline constexpr Phrase kDueTemplate{"Hämta mall (Excel)", "Get a template (Excel)"};
inline constexpr Phrase kDueTemplateCorrection{"Hämta det lämnade att rätta (Excel)",
                                               "Get what was reported, to correct (Excel)"};
inline constexpr Phrase kDueTemplateCsv{"Mall som CSV", "Template as CSV"};
inline constexpr Phrase kDueUpload{"Ladda upp", "Upload"};
inline constexpr Phrase kDueUploadCorrection{"Ladda upp en rättelse", "Upload a correction"};
inline constexpr Phrase kDueShow{"Visa rapporten", "Show the report"};
inline constexpr Phrase kTemplateWhich{
    "organisation, obligation, period: sidan säger inte vilken rapport mallen är för, eller ni ska "
    "inte lämna den; gå till det som ska lämnas och välj där",
    "organisation, obligation, period: the page does not say which report the template is for, or "
    "it is none of yours; go to what is due and choose there"};

// History.
inline constexpr Phrase kHistoryTitle{"Lämnade rapporter", "Reports sent"};
inline constexpr Phrase kHistoryNone{"Ingen rapport har tagits emot än.",
                                     "No report has been accepted yet."};
inline constexpr Phrase kHistoryCaption{"Mottagna versioner, nyaste först",
                                        "Accepted versions, newest first"};
inline constexpr Phrase kHistoryInForce{"Gäller", "In force"};
inline constexpr Phrase kHistorySuperseded{"Ersatt", "Replaced"};
inline constexpr Phrase kHistoryWithdrawn{"Återtagen", "Withdrawn"};
inline constexpr Phrase kHistorySentBack{"Återsänd", "Sent back"};
inline constexpr Phrase kHistoryApproved{"Godkänd", "Approved"};
inline constexpr Phrase kHistoryReceipt{"Kvitto", "Receipt"};
inline constexpr Phrase kHistoryDownload{"Hämta", "Download"};

// One report.
inline constexpr Phrase kReportTitle{"$0, $1", "$0, $1"};
inline constexpr Phrase kReportSent{
    "Rapporten är mottagen i post $0. Den är sparad i loggen, och kvittot är klart.",
    "The report is accepted at entry $0. It is stored in the log, and the receipt is ready."};
inline constexpr Phrase kReportAgain{
    "Just den här rapporten var redan mottagen, i post $0. Inget skickades en gång till; det "
    "här är det ursprungliga kvittot.",
    "This very report had been accepted already, at entry $0. Nothing was sent again; this is the "
    "original receipt."};
inline constexpr Phrase kReportProof{
    "Kvittot bevisar att just dessa siffror togs emot den här tiden och står i loggen. Vem som "
    "helst kan kontrollera det, också utan gatewayen. Spara båda filerna i samma mapp.",
    "The receipt proves that exactly these figures were accepted at this time and stand in the "
    "log. Anybody can check it, also without the gateway. Keep both files in one folder."};
inline constexpr Phrase kReportGetReceipt{"Hämta kvittot", "Download the receipt"};
inline constexpr Phrase kReportGetBytes{"Hämta rapporten som den togs emot",
                                        "Download the report as it was accepted"};
inline constexpr Phrase kReportReview{"Samordnarens granskning", "The coordinator's review"};
inline constexpr Phrase kReportNoReview{"Samordnaren har inte beslutat något än.",
                                        "The coordinator has not decided anything yet."};
inline constexpr Phrase kReportApproved{"Godkänd (post $0).", "Approved (entry $0)."};
inline constexpr Phrase kReportSentBack{"Återsänd (post $0): $1", "Sent back (entry $0): $1"};
inline constexpr Phrase kReportWithdrawnBy{"Återtagen av er (post $0): $1",
                                           "Withdrawn by you (entry $0): $1"};
inline constexpr Phrase kReportChanges{"Ändrat sedan förra versionen",
                                       "Changed since the version before"};
inline constexpr Phrase kReportFirst{"Det här är den första versionen.",
                                     "This is the first version."};
inline constexpr Phrase kReportChangesNone{"Ingen siffra skiljer sig från den i post $0.",
                                           "No figure differs from that at entry $0."};
inline constexpr Phrase kReportChangesOf{"Siffror som skiljer sig från dem i post $0",
                                         "Figures that differ from those at entry $0"};
inline constexpr Phrase kReportMoreChanges{"och $0 till", "and $0 more"};
inline constexpr Phrase kReportProse{"Texterna skiljer sig åt.", "The texts differ."};
inline constexpr Phrase kReportFigures{"Siffror", "Figures"};
inline constexpr Phrase kReportFiguresOf{"Siffror för $0, bredvid dem för $1",
                                         "Figures of $0, beside those of $1"};
inline constexpr Phrase kReportFiguresAlone{"Siffror för $0", "Figures of $0"};
inline constexpr Phrase kReportNoFigures{"Rapporten har inga siffror.",
                                         "The report has no figures."};
inline constexpr Phrase kReportWarnings{"Varningar, och era svar", "Warnings, and your answers"};
inline constexpr Phrase kReportActivities{"Aktiviteter", "Activities"};
inline constexpr Phrase kReportFollowUps{"Uppföljningar av projekt", "Follow-ups of projects"};
inline constexpr Phrase kReportWithdraw{"Återta rapporten", "Withdraw the report"};
inline constexpr Phrase kReportVerdict{"Kontrollen", "The check"};
inline constexpr Phrase kVerdictClean{"Mottagen utan varningar", "Accepted without warnings"};
inline constexpr Phrase kVerdictWarnings{"Mottagen med varningar", "Accepted with warnings"};

// Withdrawing.
inline constexpr Phrase kWithdrawTitle{"Återta rapporten i post $0?",
                                       "Withdraw the report at entry $0?"};
inline constexpr Phrase kWithdrawLead{
    "Lägesbilden använder då inte längre rapporten. Återtagandet och rapporten finns kvar i "
    "loggen för alltid, och det ni skulle lämna väntar åter på er.",
    "Views then no longer use the report. The withdrawal and the report stay in the log "
    "permanently, and what you owed is waiting for you again."};
inline constexpr Phrase kWithdrawReason{"Skäl till återtagandet", "Reason for withdrawing"};
inline constexpr Phrase kWithdrawReasonHint{
    "Högst 500 byte. Nämn ingen person: texten står kvar i loggen.",
    "At most 500 bytes. Name no person: the text stays in the log."};
inline constexpr Phrase kWithdrawNoReason{"Skriv varför rapporten återtas.",
                                          "Write why the report is withdrawn."};
inline constexpr Phrase kWithdrawLong{"Skälet är för långt: $0 byte, högst 500. Korta det.",
                                      "The reason is too long: $0 bytes, at most 500. Shorten it."};
inline constexpr Phrase kWithdrawDo{"Återta", "Withdraw"};
inline constexpr Phrase kWithdrawKeep{"Behåll rapporten", "Keep the report"};
inline constexpr Phrase kWithdrawDone{"Rapporten är återtagen.", "The report is withdrawn."};
inline constexpr Phrase kWithdrawReceipt{"Hämta kvittot på återtagandet",
                                         "Download the receipt for the withdrawal"};
inline constexpr Phrase kWithdrawBytes{"Hämta återtagandet som det togs emot",
                                       "Download the withdrawal as it was accepted"};

// Uploading.
inline constexpr Phrase kUploadTitle{"Ladda upp en rapport", "Upload a report"};
inline constexpr Phrase kUploadLead{
    "Filen kontrolleras först. Inget skickas förrän du har sett anmärkningarna, undertecknat och "
    "valt att skicka.",
    "The file is checked first. Nothing is sent until you have seen the findings, signed off and "
    "chosen to send it."};
inline constexpr Phrase kUploadFor{"Gäller", "For"};
inline constexpr Phrase kUploadFile{"Rapportens fil", "File of the report"};
inline constexpr Phrase kUploadHint{
    "Excel (.xlsx, .xlsm), CSV, YAML eller JSON. Är rapporten delad på flera CSV-filer, så välj "
    "alla på en gång.",
    "Excel (.xlsx, .xlsm), CSV, YAML or JSON. If the report is split over several CSV files, "
    "choose "
    "all of them at once."};
inline constexpr Phrase kUploadDo{"Ladda upp och kontrollera", "Upload and check"};
inline constexpr Phrase kUploadNoFile{
    "Ingen fil valdes. Välj rapportens fil och försök igen.",
    "No file was chosen. Choose the report's file and try again."};
inline constexpr Phrase kUploadEmpty{"Filen $0 är tom. Spara den på nytt, och välj den igen.",
                                     "The file $0 is empty. Save it again, and choose it again."};
inline constexpr Phrase kUploadKind{
    "Filen $0 går inte att läsa som en rapport: namnet ska sluta på .xlsx, .xlsm, .csv, .yaml, "
    ".yml "
    "eller .json. Spara en annan sorts arbetsbok som .xlsx.",
    "The file $0 cannot be read as a report: its name should end in .xlsx, .xlsm, .csv, .yaml, "
    ".yml "
    "or .json. Save another kind of workbook as .xlsx."};
inline constexpr Phrase kUploadTwice{"Två av filerna heter $0. Ge dem olika namn.",
                                     "Two of the files are called $0. Give them different names."};
inline constexpr Phrase kUploadFull{
    "Det finns redan för många påbörjade rapporter. Skicka dem, eller vänta: de glöms efter 30 "
    "minuter. Det som redan är uppladdat är kvar.",
    "There are too many reports begun already. Send them, or wait: they are forgotten after 30 "
    "minutes. What was uploaded before is still there."};
inline constexpr Phrase kUploadWhere{
    "Har du ingen fil? Hämta mallen under Att lämna: den är redan ifylld med det som är känt.",
    "No file? Get the template under What is due: it is filled in with what is known."};

// Steps of a report.
inline constexpr Phrase kStepUpload{"Ladda upp", "Upload"};
inline constexpr Phrase kStepCheck{"Granska och underteckna", "Review and sign off"};
inline constexpr Phrase kStepSend{"Skicka", "Send"};
inline constexpr Phrase kStepReceipt{"Kvitto", "Receipt"};
inline constexpr Phrase kStepsLabel{"Stegen till kvittot", "The steps to the receipt"};

// A draft.
inline constexpr Phrase kDraftTitle{"Granska: $0", "Review: $0"};
inline constexpr Phrase kDraftGoneTitle{"Utkastet finns inte kvar", "The draft is gone"};
inline constexpr Phrase kDraftGoneWhy{
    "Ett utkast finns bara i minnet, i högst 30 minuter, och bara för den som laddade upp det. Det "
    "har antingen skickats, blivit för gammalt eller försvunnit när programmet startades om. Inget "
    "har skickats utan att du valde det.",
    "A draft lives in memory only, for at most 30 minutes, and only for whoever uploaded it. It "
    "has "
    "been sent, has become too old, or was lost when the program was restarted. Nothing was sent "
    "without your choosing it."};
inline constexpr Phrase kDraftGoneDo{
    "Se först efter bland lämnade rapporter om den kom fram. Annars laddar du upp filen igen.",
    "Look first among the reports sent whether it arrived. Otherwise upload the file again."};
inline constexpr Phrase kDraftUploadAgain{"Ladda upp filen igen", "Upload the file again"};
inline constexpr Phrase kDraftVerdictGood{"Rapporten kan skickas.", "The report can be sent."};
inline constexpr Phrase kDraftVerdictWarn{
    "Rapporten kan skickas, men kontrollen undrar över något. Rätta det, eller svara längre ned.",
    "The report can be sent, but the check has questions. Correct it, or answer further down."};
inline constexpr Phrase kDraftVerdictBad{
    "Rapporten kan inte skickas än: kontrollen fann fel. Rätta dem i filen och ladda upp den igen. "
    "Inget har skickats.",
    "The report cannot be sent yet: the check found errors. Correct them in the file and upload it "
    "again. Nothing was sent."};
inline constexpr Phrase kDraftPersonal{
    "En text i filen verkar innehålla ett personnummer. Filen har därför bara kontrollerats här, "
    "och inte skickats till gatewayen. Ta bort numret och ladda upp filen igen.",
    "A text of the file seems to hold a personal identity number. The file was therefore checked "
    "here only, and not sent to the gateway. Remove the number and upload the file again."};
inline constexpr Phrase kDraftNoHead{
    "Filen säger inte vilken rapport den är, och det går inte att veta säkert. Välj här:",
    "The file does not say which report it is, and it cannot be known for certain. Choose here:"};
inline constexpr Phrase kDraftChoose{"Rapporten gäller", "The report is for"};
inline constexpr Phrase kDraftChooseDo{"Välj", "Choose"};
inline constexpr Phrase kDraftChoice{"$0, $1, $2", "$0, $1, $2"};
inline constexpr Phrase kDraftChoiceAccepted{" (redan mottagen, post $0: en rättelse)",
                                             " (accepted already, entry $0: a correction)"};
inline constexpr Phrase kDraftOther{
    "Du valde $0, men filen säger $1. Filens uppgift gäller. Stämmer den inte, så har du fel fil: "
    "hämta en egen mall och flytta siffrorna dit.",
    "You chose $0, but the file says $1. What the file says holds. If that is wrong, it is the "
    "wrong file: get a template of your own and move the figures there."};
inline constexpr Phrase kDraftKnown{"Inte i filen, men känt", "Not in the file, but known"};
inline constexpr Phrase kDraftCounts{"$0 nya, $1 ändrade, $2 oförändrade, $3 borttagna",
                                     "$0 new, $1 changed, $2 unchanged, $3 removed"};
inline constexpr Phrase kDraftCountsName{"Mot det som gäller", "Against what is in force"};
inline constexpr Phrase kDraftRows{"Rader", "Rows"};
inline constexpr Phrase kDraftFindings{"Anmärkningar", "Findings"};
inline constexpr Phrase kDraftNoFindings{"Inga anmärkningar.", "No findings."};
inline constexpr Phrase kDraftFindingsCaption{"Anmärkningar: $0, felen först",
                                              "Findings: $0, errors first"};
inline constexpr Phrase kDraftAnnotated{"Hämta arbetsboken med anmärkningarna i cellerna",
                                        "Download the workbook with the findings in its cells"};
inline constexpr Phrase kDraftAnnotatedHint{
    "Röda celler är fel som måste rättas, gula är varningar. Rätta i den, spara, och ladda upp den "
    "här:",
    "Red cells are errors that must be corrected, yellow ones are warnings. Correct them there, "
    "save, and upload it here:"};
inline constexpr Phrase kDraftCompare{"Siffrorna, bredvid förra periodens",
                                      "The figures, beside those of the last period"};
inline constexpr Phrase kDraftCompareTitle{"Siffror: $0", "Figures: $0"};
inline constexpr Phrase kDraftBack{"Tillbaka till granskningen", "Back to the review"};
inline constexpr Phrase kFindingKind{"Sort", "Kind"};
inline constexpr Phrase kFindingPlace{"Plats", "Place"};
inline constexpr Phrase kFindingWhat{"Vad som är fel", "What is wrong"};
inline constexpr Phrase kFindingGot{"Står nu", "Is now"};
inline constexpr Phrase kFindingExpected{"Väntat", "Expected"};
inline constexpr Phrase kFindingFix{"Åtgärd", "How to fix it"};
inline constexpr Phrase kFindingSee{"jämför $0", "compare $0"};
inline constexpr Phrase kFindingOf{"$0 av $1 ställen", "place $0 of $1"};
inline constexpr Phrase kSeverityError{"Fel", "Error"};
inline constexpr Phrase kSeverityWarning{"Varning", "Warning"};
inline constexpr Phrase kSeverityInfo{"Upplysning", "Note"};

// Signing off.
inline constexpr Phrase kSignTitle{"Underteckna", "Sign off"};
inline constexpr Phrase kSignLead{
    "Den som svarar för rapporten undertecknar den. Inget skickas ännu: nästa sida visar exakt "
    "vad som skickas.",
    "Whoever answers for the report signs it off. Nothing is sent yet: the next page shows exactly "
    "what is sent."};
inline constexpr Phrase kSignName{"Namn", "Name"};
inline constexpr Phrase kSignRole{"Titel eller roll", "Title or role"};
inline constexpr Phrase kSignDay{"Dag för beslutet", "Day of the decision"};
inline constexpr Phrase kSignDayHint{"År-månad-dag, till exempel 2026-02-12.",
                                     "Year-month-day, for example 2026-02-12."};
inline constexpr Phrase kSignComment{"Kommentar till rapporten (frivillig)",
                                     "Comment on the report (optional)"};
inline constexpr Phrase kSignCommentHint{"Nämn ingen person: texten står kvar i loggen.",
                                         "Name no person: the text stays in the log."};
inline constexpr Phrase kSignConfirm{"Jag har gått igenom siffrorna och svarar för dem.",
                                     "I have gone through the figures and answer for them."};
inline constexpr Phrase kSignDo{"Underteckna och visa vad som skickas",
                                "Sign off and show what is sent"};
inline constexpr Phrase kSignReplaces{
    "En rapport är redan mottagen för samma uppdrag och period: post $0, $1. Det du skickar nu "
    "ersätter den helt. Ange varför.",
    "A report has been accepted for the same obligation and period: entry $0, $1. What you send "
    "now "
    "replaces all of it. Say why."};
inline constexpr Phrase kSignReplacesWithdrawn{
    "En rapport för samma uppdrag och period togs emot i post $0, $1, och återtogs. Det du skickar "
    "nu kommer i dess ställe. Ange varför.",
    "A report for the same obligation and period was accepted at entry $0, $1, and withdrawn. What "
    "you send now takes its place. Say why."};
inline constexpr Phrase kSignReason{"Skäl till att ersätta den", "Reason for replacing it"};
inline constexpr Phrase kSignChooseReason{"Välj …", "Choose …"};
inline constexpr Phrase kSignOutdated{
    "Mallen rättar rapporten i post $0, men nu gäller den i post $1: någon annan hos er har "
    "skickat en sedan dess. Stäm av med varandra, eller hämta en ny mall.",
    "The template corrects the report at entry $0, but the one at entry $1 is in force now: "
    "somebody else of yours has sent one since. Agree with each other, or get a new template."};
inline constexpr Phrase kSignOvertake{"Ersätt rapporten i post $0 ändå.",
                                      "Replace the report at entry $0 all the same."};
inline constexpr Phrase kSignAnswers{"Svar på varningar", "Answers to warnings"};
inline constexpr Phrase kSignAnswersLead{
    "Stämmer siffran ändå? Skriv några ord om varför. Svaret blir siffrans kommentar och följer "
    "med till samordnaren.",
    "Is the figure right all the same? Write a few words about why. The answer becomes the "
    "figure's "
    "comment and goes to the coordinator."};
inline constexpr Phrase kSignAnswerFor{"$0: $1", "$0: $1"};
inline constexpr Phrase kSignMoreAnswers{
    "$0 varningar till kan besvaras i filens kolumn Kommentar.",
    "$0 more warnings can be answered in the file's column Comment."};
inline constexpr Phrase kSignErrors{"Något fattas i undertecknandet:",
                                    "Something is missing in the sign-off:"};
inline constexpr Phrase kSignNoName{"Skriv namnet på den som svarar för rapporten.",
                                    "Write the name of whoever answers for the report."};
inline constexpr Phrase kSignNoRole{"Skriv titel eller roll.", "Write the title or role."};
inline constexpr Phrase kSignNoDay{"Skriv en dag som finns, så här: 2026-02-12.",
                                   "Write a day that exists, like this: 2026-02-12."};
inline constexpr Phrase kSignFutureDay{
    "Dagen är efter i dag ($0). Skriv den dag då beslutet togs.",
    "The day is after today ($0). Write the day of the decision."};
inline constexpr Phrase kSignNoConfirm{"Bekräfta att du har gått igenom siffrorna.",
                                       "Confirm that you have gone through the figures."};
inline constexpr Phrase kSignNoReason{"Välj varför den mottagna rapporten ersätts.",
                                      "Choose why the accepted report is replaced."};
inline constexpr Phrase kSignNotAgreed{
    "Kryssa för att du vill ersätta rapporten i post $0, eller hämta en ny mall.",
    "Tick that you want to replace the report at entry $0, or get a new template."};
inline constexpr Phrase kSignMoved{
    "En annan rapport har tagits emot sedan sidan visades (post $0). Läs om vad som gäller nu, och "
    "underteckna igen.",
    "Another report has been accepted since the page was shown (entry $0). Read what holds now, "
    "and "
    "sign off again."};

// Sending.
inline constexpr Phrase kSendTitle{"Skicka rapporten?", "Send the report?"};
inline constexpr Phrase kSendLead{
    "Det här skickas, och inget annat. Kontrollsumman är beräknad ur exakt de byte som skickas, "
    "med "
    "underskriften i.",
    "This is sent, and nothing else. The digest is computed from exactly the bytes that are sent, "
    "the sign-off included."};
inline constexpr Phrase kSendId{"Inlämningens id", "Submission id"};
inline constexpr Phrase kSendBytes{"Storlek", "Size"};
inline constexpr Phrase kSendByteCount{"$0 byte", "$0 bytes"};
inline constexpr Phrase kSendOnce{
    "Trycker du två gånger, eller i två flikar, tas rapporten ändå emot en gång, med ett kvitto.",
    "If you press twice, or in two tabs, the report is accepted once all the same, with one "
    "receipt."};
inline constexpr Phrase kSendDo{"Skicka", "Send"};
inline constexpr Phrase kSendBack{"Ändra något först", "Change something first"};
inline constexpr Phrase kSendRejected{
    "Rapporten avvisades: kontrollen fann fel. Den har inte sparats. Rätta filen och ladda upp den "
    "igen.",
    "The report was rejected: the check found errors. It was not stored. Correct the file and "
    "upload it again."};
inline constexpr Phrase kSendOther{
    "Det som skulle skickas är inte det som sidan visade (kontrollsumman skiljer sig). Inget har "
    "skickats. Gå tillbaka till granskningen.",
    "What was to be sent is not what the page showed (the digest differs). Nothing was sent. Go "
    "back to the review."};
inline constexpr Phrase kSendFailedTitle{"Rapporten kom kanske inte fram",
                                         "The report may not have arrived"};
inline constexpr Phrase kSendFailed{
    "Gatewayen svarade inte, så det är inte säkert om rapporten togs emot. Utkastet är kvar i "
    "högst "
    "30 minuter. Försök igen: den tas aldrig emot två gånger.",
    "The gateway did not answer, so it is not certain whether the report was accepted. The draft "
    "is "
    "kept for at most 30 minutes. Try again: it is never accepted twice."};
inline constexpr Phrase kSendRetry{"Försök igen", "Try again"};
inline constexpr Phrase kSendWhy{"Det som hände: $0", "What happened: $0"};
inline constexpr Phrase kSendUnchecked{
    "Gatewayen nås inte just nu, så rapporten är inte kontrollerad igen. Du kan försöka skicka den "
    "ändå.",
    "The gateway cannot be reached at the moment, so the report was not checked again. You can try "
    "to send it all the same."};

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_WORDS_H_
