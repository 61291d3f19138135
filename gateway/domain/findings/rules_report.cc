// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace report_rules {

constexpr std::string_view kGroup = "Report";

constexpr Rule kRules[] = {
    {"ACTIVITY_DUPLICATE_EQUAL", v1::SEVERITY_INFO, kGroup,
     "Aktiviteten {got} finns två gånger med samma innehåll. Den räknas en gång.",
     "The activity {got} appears twice with the same content. It is counted once.",
     "Den ena kan tas bort.", "You can remove one of them."},
    {"ACTIVITY_ID_DUPLICATE", v1::SEVERITY_ERROR, kGroup, "Två aktiviteter har samma id: {got}.",
     "Two activities have the same id: {got}.",
     "Ge varje aktivitet ett eget id, eller slå ihop dem om de är samma aktivitet.",
     "Give each activity its own id, or merge them if they are the same activity."},
    {"ACTIVITY_ID_MISSING", v1::SEVERITY_ERROR, kGroup, "Aktiviteten saknar id.",
     "The activity has no id.",
     "Ge aktiviteten ett kort id som är unikt i rapporten, till exempel ”A1”. Behåll samma id "
     "från år till år för samma aktivitet.",
     "Give the activity a short id that is unique in the report, for instance \"A1\". Keep the "
     "same id from year to year for the same activity."},
    {"ACTIVITY_INDICATOR_REPEATED", v1::SEVERITY_ERROR, kGroup,
     "Aktiviteten hänvisar till nyckeltalet {got} två gånger.",
     "The activity refers to the indicator {got} twice.", "Ta bort den ena hänvisningen.",
     "Remove one of the references."},
    {"ACTIVITY_INDICATOR_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Aktiviteten hänvisar till nyckeltalet {got}, som inte finns i katalogen.",
     "The activity refers to the indicator {got}, which is not in the catalogue.",
     "Rätta nyckeltalets id eller ta bort hänvisningen. Menade du {expected}?",
     "Correct the id of the indicator or remove the reference. Did you mean {expected}?"},
    {"ACTIVITY_NOT_LINKED", v1::SEVERITY_WARNING, kGroup,
     "Aktiviteten är inte kopplad till något nyckeltal.",
     "The activity is not linked to any indicator.",
     "Ange minst ett nyckeltal som aktiviteten ska påverka, så att det går att följa om den gör "
     "skillnad.",
     "Name at least one indicator that the activity should affect, so that its effect can be "
     "followed."},
    {"ACTIVITY_PRIORITY_AREA_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Det prioriterade området {got} finns inte i katalogen.",
     "The priority area {got} is not in the catalogue.",
     "Välj ett av {expected}, eller lämna fältet tomt.",
     "Choose one of {expected}, or leave the field empty."},
    {"ACTIVITY_TITLE_MISSING", v1::SEVERITY_ERROR, kGroup, "Aktiviteten saknar rubrik.",
     "The activity has no title.", "Skriv en rubrik som säger vad som gjordes.",
     "Write a title that says what was done."},
    {"ACTIVITY_TOO_MANY_LINKS", v1::SEVERITY_ERROR, kGroup,
     "Aktiviteten hänvisar till {got} nyckeltal; högst {expected} tas emot.",
     "The activity refers to {got} indicators; at most {expected} are accepted.",
     "Behåll de nyckeltal som aktiviteten främst ska påverka, eller dela upp aktiviteten.",
     "Keep the indicators that the activity should affect most, or split the activity."},
    {"FINDINGS_MORE", v1::SEVERITY_INFO, kGroup, "Ytterligare {got} anmärkningar visas inte.",
     "{got} further findings are not shown.",
     "Åtgärda de anmärkningar som visas och kontrollera igen; då visas de övriga.",
     "Fix the findings that are shown and check again; the others are then shown."},
    {"FOLLOW_UP_DEVIATION_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Projektet {got} avviker från planen eller är stoppat, men avvikelsen är inte beskriven.",
     "The project {got} deviates from its plan or is stopped, but the deviation is not described.",
     "Beskriv i fältet deviation vad som avviker och varför.",
     "Describe in the field deviation what deviates and why."},
    {"FOLLOW_UP_DUPLICATE", v1::SEVERITY_ERROR, kGroup,
     "Projektet {got} följs upp två gånger i samma rapport.",
     "The project {got} is followed up twice in the same report.",
     "Slå ihop uppföljningarna till en.", "Merge the follow-ups into one."},
    {"FOLLOW_UP_DUPLICATE_EQUAL", v1::SEVERITY_INFO, kGroup,
     "Uppföljningen av projektet {got} finns två gånger med samma innehåll. Den räknas en gång.",
     "The follow-up of the project {got} appears twice with the same content. It is counted once.",
     "Den ena kan tas bort.", "You can remove one of them."},
    {"FOLLOW_UP_EFFECT_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Uppföljningen av projektet {got} beskriver inte effekten.",
     "The follow-up of the project {got} does not describe its effect.",
     "Beskriv i fältet effect vad projektet har lett till hittills, även om det är för tidigt att "
     "mäta.",
     "Describe in the field effect what the project has led to so far, even if it is too early to "
     "measure."},
    {"FOLLOW_UP_MEASURED_DECIMALS", v1::SEVERITY_ERROR, kGroup,
     "Den uppmätta effekten {got} har fler decimaler än nyckeltalet, som har {expected}.",
     "The measured effect {got} has more decimals than the indicator, which has {expected}.",
     "Avrunda värdet till {expected} decimaler.", "Round the value to {expected} decimals."},
    {"FOLLOW_UP_MEASURED_DUPLICATE", v1::SEVERITY_ERROR, kGroup,
     "Effekten på nyckeltalet {got} anges två gånger.",
     "The effect on the indicator {got} is given twice.", "Ta bort den ena.",
     "Remove one of them."},
    {"FOLLOW_UP_MEASURED_IS_SHARE", v1::SEVERITY_WARNING, kGroup,
     "Den uppmätta effekten {got} ser ut som en andel av 1, men den anges i nyckeltalets enhet.",
     "The measured effect {got} looks like a share of 1, but it is given in the indicator's unit.",
     "Skriv procenttalet: 42,8 och inte 0,428. Om värdet stämmer behöver du inte göra något.",
     "Write the percentage: 42.8, not 0.428. If the value is right, you need not do anything."},
    {"FOLLOW_UP_MEASURED_MALFORMED", v1::SEVERITY_ERROR, kGroup,
     "Den uppmätta effekten går inte att läsa: ”{got}”.",
     "The measured effect cannot be read: \"{got}\".",
     "Skriv talet med siffror och decimaltecken, utan enhet. Om effekten inte har mätts tar du "
     "bort raden.",
     "Write the number with digits and a decimal point, without a unit. If the effect was not "
     "measured, remove the row."},
    {"FOLLOW_UP_MEASURED_TOO_MANY", v1::SEVERITY_ERROR, kGroup,
     "Uppföljningen anger {got} uppmätta effekter; högst {expected} tas emot.",
     "The follow-up gives {got} measured effects; at most {expected} are accepted.",
     "Ange en effekt för varje nyckeltal som projektet väntas påverka.",
     "Give one effect for each indicator that the project is expected to change."},
    {"FOLLOW_UP_MEASURED_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Projektet väntas inte påverka nyckeltalet ”{got}”.",
     "The project is not expected to change the indicator \"{got}\".",
     "Ange en av projektets förväntade effekter: {expected}. Beskriv andra effekter i fältet "
     "effect.",
     "Give one of the project's expected effects: {expected}. Describe other effects in the field "
     "effect."},
    {"FOLLOW_UP_NOT_PARTICIPANT", v1::SEVERITY_ERROR, kGroup,
     "Organisationen varken äger eller deltar i projektet {got}.",
     "The organisation neither owns nor takes part in the project {got}.",
     "Kontrollera projektets id. Projekt som organisationen äger eller deltar i: {expected}. Om ni "
     "deltar i fler måste samordnaren lägga till er i katalogen.",
     "Check the id of the project. Projects that the organisation owns or takes part in: "
     "{expected}. If you take part in more, the coordinator must add you to the catalogue."},
    {"FOLLOW_UP_OVER_BUDGET", v1::SEVERITY_WARNING, kGroup,
     "Förbrukat belopp {got} kr är mer än projektets budget {expected} kr.",
     "The amount spent, SEK {got}, exceeds the project's budget of SEK {expected}.",
     "Kontrollera att beloppet är i hela kronor sedan projektets start. Om det stämmer förklarar "
     "du avvikelsen.",
     "Check that the amount is in whole SEK since the start of the project. If it is correct, "
     "explain the deviation."},
    {"FOLLOW_UP_PROJECT_ENDED", v1::SEVERITY_ERROR, kGroup,
     "Projektet {got} är avslutat, och någon uppföljning för {expected} var inte planerad.",
     "The project {got} has ended, and no follow-up for {expected} was planned.",
     "Ta bort uppföljningen. Resultatet finns i projektets utvärdering; arbete som fortsätter är "
     "ett nytt projekt.",
     "Remove the follow-up. The outcome is in the project's evaluation; work that continues is a "
     "new project."},
    {"FOLLOW_UP_PROJECT_NOT_APPROVED", v1::SEVERITY_ERROR, kGroup,
     "Projektet {got} är föreslaget men inte beslutat.",
     "The project {got} is proposed but not approved.",
     "Ta bort uppföljningen, eller be samordnaren att först föra in beslutet i katalogen.",
     "Remove the follow-up, or ask the coordinator to add the decision to the catalogue first."},
    {"FOLLOW_UP_PROJECT_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Projektet ”{got}” finns inte i katalogen.", "The project \"{got}\" is not in the catalogue.",
     "Rätta projektets id. Menade du {expected}? Samordnaren måste först lägga in ett nytt projekt "
     "i katalogen.",
     "Correct the id of the project. Did you mean {expected}? The coordinator must first add a new "
     "project to the catalogue."},
    {"FOLLOW_UP_SPENT_NEGATIVE", v1::SEVERITY_ERROR, kGroup,
     "Förbrukat belopp är negativt: {got} kr.", "The amount spent is negative: SEK {got}.",
     "Ange projektets kostnad sedan starten, i hela kronor; 0 om det inte har kostat något.",
     "Give the cost of the project since its start, in whole SEK; 0 if there was none."},
    {"FOLLOW_UP_STATUS_MISSING", v1::SEVERITY_ERROR, kGroup, "Uppföljningen saknar giltig status.",
     "The follow-up has no valid status.",
     "Ange Enligt plan, Avviker, Stoppat eller Avslutat ({expected}).", "Give {expected}."},
    {"OBLIGATION_NOT_OWED", v1::SEVERITY_ERROR, kGroup, "Organisationen har inte uppdraget {got}.",
     "The organisation does not owe the obligation {got}.",
     "Kontrollera organisation och uppdrag. Uppdrag som organisationen har: {expected}.",
     "Check organisation and obligation. Obligations that the organisation owes: {expected}."},
    {"OBLIGATION_UNKNOWN", v1::SEVERITY_ERROR, kGroup, "Uppdraget ”{got}” finns inte i katalogen.",
     "The obligation \"{got}\" is not in the catalogue.",
     "Ange ett uppdrag som organisationen har: {expected}.",
     "Give an obligation that the organisation owes: {expected}."},
    {"ORGANISATION_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Organisationen ”{got}” finns inte i katalogen.",
     "The organisation \"{got}\" is not in the catalogue.",
     "Ange organisationens id så som samordnaren har lagt in det. Menade du {expected}?",
     "Give the organisation's id as the coordinator has registered it. Did you mean {expected}?"},
    {"PERIOD_CLOSED", v1::SEVERITY_ERROR, kGroup,
     "Perioden {got} är stängd och tar inte emot fler rapporter, om den inte är öppnad igen för "
     "just den här rapporten.",
     "The period {got} is closed and accepts no more reports, unless it was reopened for this very "
     "report.",
     "Be samordnaren öppna perioden igen om en siffra behöver rättas. En kontroll utan förbindelse "
     "vet inte om den är öppnad igen; det vet gatewayen (samlad report validate utan --catalogue). "
     "Öppna perioder i uppdraget: {expected}.",
     "Ask the coordinator to reopen the period if a figure must be corrected. A check offline does "
     "not know of a reopening; the gateway does (samlad report validate without --catalogue). Open "
     "periods of the obligation: {expected}."},
    {"PERIOD_MALFORMED", v1::SEVERITY_ERROR, kGroup, "”{got}” är inte en period.",
     "\"{got}\" is not a period.",
     "Skriv helår som 2025, januari-april som 2025-T1 och januari-augusti som 2025-T2.",
     "Write a whole year as 2025, January-April as 2025-T1 and January-August as 2025-T2."},
    {"PERIOD_NOT_IN_OBLIGATION", v1::SEVERITY_ERROR, kGroup,
     "Perioden {got} ingår inte i uppdraget.", "The period {got} is not part of the obligation.",
     "Ange en period som uppdraget har: {expected}.",
     "Give a period that the obligation has: {expected}."},
    {"PERIOD_NOT_OWED", v1::SEVERITY_ERROR, kGroup,
     "Organisationen {expected} fanns inte på den sista dagen i perioden {got} och ska inte "
     "rapportera för den.",
     "The organisation {expected} did not exist on the last day of the period {got} and must not "
     "report for it.",
     "Den organisation som då hade tagit över ska rapportera. Om datumen är fel rättar samordnaren "
     "valid_from eller valid_to i katalogen.",
     "The organisation that had taken over by then must report. If the dates are wrong, the "
     "coordinator corrects valid_from or valid_to in the catalogue."},
    {"PERIOD_UNKNOWN", v1::SEVERITY_ERROR, kGroup, "Perioden {got} finns inte i katalogen.",
     "The period {got} is not in the catalogue.",
     "Kontrollera perioden. Öppna perioder i uppdraget: {expected}. Är perioden rätt måste "
     "samordnaren först lägga in den i katalogen.",
     "Check the period. Open periods of the obligation: {expected}. If the period is right, the "
     "coordinator must first add it to the catalogue."},
    {"REPORT_EMPTY", v1::SEVERITY_ERROR, kGroup,
     "Rapporten innehåller varken siffror, aktiviteter eller projektuppföljningar.",
     "The report contains no figures, activities or project follow-ups.",
     "Fyll i rapporten. Ge status Saknas (MISSING) till siffror som finns men inte har samlats in.",
     "Fill in the report. Give the status MISSING to figures that exist but were not collected."},
    {"REPORT_FIELD_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Rapporten har ett fält med numret {got} ({expected}) som kontraktet inte har, eller har med "
     "en annan typ. Det skulle sparas och undertecknas utan att någon har läst det.",
     "The report has a field with the number {got} ({expected}) that the contract does not have, "
     "or has with another type. It would be stored and signed without anybody having read it.",
     "Gör rapporten med den här gatewayens version av kontraktet (samlad/v1/report.proto), eller "
     "utelämna fältet.",
     "Make the report with the contract of this gateway's version (samlad/v1/report.proto), or "
     "leave the field out."},
    {"REPORT_HEAD_MISSING", v1::SEVERITY_ERROR, kGroup, "Rapporten saknar {got}.",
     "The report lacks {got}.",
     "Ange dem med --organisation, --obligation och --period, eller i en liten YAML-fil "
     "tillsammans "
     "med de andra filerna. Kommandot samlad report submit tar dem annars från certifikatet och "
     "det som ska "
     "lämnas, om bara en rapport passar.",
     "Give them with --organisation, --obligation and --period, or in a small YAML file together "
     "with the other files. Otherwise samlad report submit takes them from the certificate and "
     "what "
     "is due, if only one report fits."},
    {"REPORT_NOT_DUE", v1::SEVERITY_ERROR, kGroup,
     "Det som filerna anger ({got}) passar ingen rapport som ska lämnas.",
     "What the files say ({got}) fits no report that is due.",
     "Kontrollera att det är rätt fil och rätt profil. Ska lämnas: {expected}. Är det en annan "
     "rapport anger du --obligation och --period, eller skriver dem i filen.",
     "Check that it is the right file and the right profile. Due: {expected}. If it is another "
     "report, give --obligation and --period, or write them in the file."},
    {"REPORT_OBLIGATION_WAIVED", v1::SEVERITY_ERROR, kGroup,
     "Organisationen är befriad från uppdraget {got} för perioden, så rapporten tas inte emot.",
     "The obligation {got} is waived for the organisation and period, so the report is not "
     "accepted.",
     "Kontrollera organisation, uppdrag och period. Om rapporten ändå ska lämnas häver samordnaren "
     "befrielsen.",
     "Check organisation, obligation and period. If the report is required after all, the "
     "coordinator lifts the waiver."},
    {"REPORT_PROSE_TOO_LONG", v1::SEVERITY_ERROR, kGroup,
     "Rapportens texter är tillsammans {got} byte; högst {expected} byte är tillåtna.",
     "The texts of the report have {got} bytes in total; at most {expected} bytes are allowed.",
     "Korta beskrivningarna av aktiviteter och projekt. Hänvisa till ett dokument i stället för "
     "att återge det.",
     "Shorten the descriptions of activities and projects. Refer to a document instead of "
     "repeating it."},
    {"REPORT_REASON_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Rapporten ersätter en tidigare rapport men anger inget skäl.",
     "The report replaces an earlier one but gives no reason.",
     "Välj ett skäl på bladet Underskrift (i YAML: reason): Rättelse (CORRECTION), Sen uppgift "
     "(LATE), Ny metod (METHOD) eller Ny indelning (RECLASSIFICATION). Kommandot samlad report "
     "submit tar det också som --reason.",
     "Choose a reason on the sheet Sign-off (in YAML: reason): CORRECTION, LATE, METHOD or "
     "RECLASSIFICATION. The command samlad report submit takes it as --reason, too."},
    {"REPORT_REASON_UNEXPECTED", v1::SEVERITY_INFO, kGroup,
     "Rapporten anger ett skäl för att ersätta en tidigare rapport ({got}), men är den första.",
     "The report gives a reason for replacing an earlier report ({got}), but it is the first one.",
     "Lämna skälet till ändring (i YAML: reason) tomt i den första rapporten för en period.",
     "Leave the field reason empty in the first report for a period."},
    {"REPORT_TOO_LARGE", v1::SEVERITY_ERROR, kGroup,
     "Rapporten har {got} poster i {field}; högst {expected} tas emot.",
     "The report has {got} elements in {field}; at most {expected} are accepted.",
     "Skicka sammanställda siffror, inte enskilda händelser. Bara de första {expected} posterna "
     "kontrollerades.",
     "Send aggregated figures, not individual events. Only the first {expected} elements were "
     "checked."},
    {"REVISION_REASON_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Skälet för att ersätta en rapport har det okända värdet {got}.",
     "The reason for replacing a report has the unknown value {got}.",
     "Ange {expected}, eller lämna fältet tomt i den första rapporten.",
     "Give {expected}, or leave the field empty in the first report."},
    {"SIGN_OFF_DATE_MALFORMED", v1::SEVERITY_ERROR, kGroup,
     "Datumet för godkännandet går inte att läsa: {got}.",
     "The date of the sign-off cannot be read: {got}.",
     "Skriv ett giltigt datum, som 2026-02-12 (år-månad-dag).",
     "Write a valid date, like 2026-02-12 (year-month-day)."},
    {"SIGN_OFF_IN_FUTURE", v1::SEVERITY_WARNING, kGroup,
     "Rapporten är godkänd {got}, som är efter i dag ({expected}).",
     "The report is signed off on {got}, which is after today ({expected}).",
     "Kontrollera datumet, framför allt året. Ange den dag då rapporten godkändes.",
     "Check the date, above all the year. Give the day on which the report was signed off."},
    {"SIGN_OFF_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Rapporten anger inte vem som har godkänt den, eller vilken dag.",
     "The report does not state who signed it off, or on which day.",
     "Ange namn, titel och datum på bladet Underskrift (i YAML: sign_off), eller kör kommandot med "
     "--signed-by och --title.",
     "Give name, title and date on the sheet Sign-off (in YAML: sign_off), or run the command with "
     "--signed-by and --title."},
    {"TEXT_EMAIL", v1::SEVERITY_WARNING, kGroup, "Texten verkar innehålla en e-postadress ({got}).",
     "The text seems to contain an e-mail address ({got}).",
     "Ta bort adressen om den hör till en enskild person, eftersom rapporten kan bli allmän "
     "handling.",
     "Remove the address if it belongs to a person, because the report may become a public "
     "document."},
    {"TEXT_PERSONAL_NUMBER", v1::SEVERITY_ERROR, kGroup,
     "Texten verkar innehålla personnummer eller samordningsnummer ({got}).",
     "The text seems to contain Swedish personal identity or coordination numbers ({got}).",
     "Ta bort numret, eftersom loggen sparar det för alltid. Är det något annat än en person, "
     "skriv "
     "ett telefonnummer så här: 070-174 06 15, dagar så här: 2025-09-01–2025-12-31, och andra "
     "nummer i grupper om tre siffror: 123 456 789 0.",
     "Remove the number, because the log keeps it for ever. If it is not a person's, write a phone "
     "number like this: 070-174 06 15, days like this: 2025-09-01–2025-12-31, and other numbers in "
     "groups of three digits: 123 456 789 0."},
    {"TEXT_PHONE", v1::SEVERITY_WARNING, kGroup,
     "Texten verkar innehålla ett telefonnummer ({got}).",
     "The text seems to contain a phone number ({got}).",
     "Ta bort numret om det hör till en enskild person, eftersom rapporten kan bli allmän "
     "handling.",
     "Remove the number if it belongs to a person, because the report may become a public "
     "document."},
    {"TEXT_TOO_LONG", v1::SEVERITY_ERROR, kGroup,
     "Texten är {got} byte lång; högst {expected} byte är tillåtna.",
     "The text is {got} bytes long; at most {expected} bytes are allowed.",
     "Korta texten. Hänvisa till ett dokument i stället för att återge det.",
     "Shorten the text. Refer to a document instead of repeating it."},
};

}  // namespace report_rules

std::span<const Rule> ReportRules() { return report_rules::kRules; }

}  // namespace samlad::domain
