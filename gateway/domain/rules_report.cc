// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/rules.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kGroup = "Report";

constexpr Rule kRules[] = {
    {"ACTIVITY_ID_DUPLICATE", v1::SEVERITY_ERROR, kGroup, "Två aktiviteter har samma id: {got}.",
     "Two activities have the same id: {got}.",
     "Ge varje aktivitet ett eget id, eller slå ihop dem om de är samma aktivitet.",
     "Give each activity an id of its own, or merge them if they are the same activity."},
    {"ACTIVITY_ID_MISSING", v1::SEVERITY_ERROR, kGroup, "Aktiviteten saknar id.",
     "The activity has no id.",
     "Ge aktiviteten ett kort id som är unikt i rapporten, till exempel \"A1\". Behåll samma id "
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
     "Rätta nyckeltalets id eller ta bort hänvisningen.",
     "Correct the id of the indicator or remove the reference."},
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
     "Åtgärda dem som visas och kontrollera igen; då visas de övriga.",
     "Mend those that are shown and check again; the others will then be shown."},
    {"FOLLOW_UP_DEVIATION_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Projektet {got} avviker från planen eller är stoppat, men avvikelsen är inte beskriven.",
     "The project {got} deviates from plan or is stopped, but the deviation is not described.",
     "Beskriv i fältet deviation vad som avviker och varför.",
     "Describe in the field deviation what deviates and why."},
    {"FOLLOW_UP_DUPLICATE", v1::SEVERITY_ERROR, kGroup,
     "Projektet {got} följs upp två gånger i samma rapport.",
     "The project {got} is followed up twice in the same report.",
     "Slå ihop uppföljningarna till en.", "Merge the follow-ups into one."},
    {"FOLLOW_UP_EFFECT_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Uppföljningen av projektet {got} säger inget om effekten.",
     "The follow-up of the project {got} says nothing about its effect.",
     "Beskriv i fältet effect vad projektet har lett till hittills, även om det är för tidigt att "
     "mäta.",
     "Describe in the field effect what the project has led to so far, even if it is too early to "
     "measure."},
    {"FOLLOW_UP_NOT_PARTICIPANT", v1::SEVERITY_ERROR, kGroup,
     "Organisationen varken äger eller deltar i projektet {got}.",
     "The organisation neither owns nor takes part in the project {got}.",
     "Kontrollera projektets id. Deltar ni i projektet behöver samordnaren lägga till er i "
     "katalogen.",
     "Check the id of the project. If you take part in it, the coordinator needs to add you to the "
     "catalogue."},
    {"FOLLOW_UP_OVER_BUDGET", v1::SEVERITY_WARNING, kGroup,
     "Förbrukat belopp {got} kr är mer än projektets budget {expected} kr.",
     "The amount spent, SEK {got}, exceeds the project's budget of SEK {expected}.",
     "Kontrollera att beloppet är i hela kronor sedan projektets start. Stämmer det, förklara "
     "avvikelsen.",
     "Check that the amount is in whole SEK since the start of the project. If it is right, "
     "explain the deviation."},
    {"FOLLOW_UP_PROJECT_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Projektet \"{got}\" finns inte i katalogen.",
     "The project \"{got}\" is not in the catalogue.",
     "Rätta projektets id. Ett nytt projekt läggs först in i katalogen av samordnaren.",
     "Correct the id of the project. A new project is first added to the catalogue by the "
     "coordinator."},
    {"FOLLOW_UP_SPENT_NEGATIVE", v1::SEVERITY_ERROR, kGroup,
     "Förbrukat belopp är negativt: {got} kr.", "The amount spent is negative: SEK {got}.",
     "Ange vad projektet har kostat sedan starten, i hela kronor; 0 om inget.",
     "Give what the project has cost since its start, in whole SEK; 0 if nothing."},
    {"FOLLOW_UP_STATUS_MISSING", v1::SEVERITY_ERROR, kGroup, "Uppföljningen saknar giltig status.",
     "The follow-up has no valid status.", "Ange {expected}.", "Give {expected}."},
    {"OBLIGATION_NOT_OWED", v1::SEVERITY_ERROR, kGroup,
     "Organisationen har inte rapporteringsuppdraget {got}.",
     "The organisation does not owe the obligation {got}.",
     "Kontrollera organisation och uppdrag. Uppdrag som organisationen har: {expected}.",
     "Check organisation and obligation. Obligations that the organisation owes: {expected}."},
    {"OBLIGATION_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Rapporteringsuppdraget \"{got}\" finns inte i katalogen.",
     "The obligation \"{got}\" is not in the catalogue.",
     "Ange ett uppdrag som organisationen har: {expected}.",
     "Give an obligation that the organisation owes: {expected}."},
    {"ORGANISATION_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Organisationen \"{got}\" finns inte i katalogen.",
     "The organisation \"{got}\" is not in the catalogue.",
     "Ange organisationens id så som samordnaren har lagt in det, med små bokstäver.",
     "Give the organisation's id as the coordinator has registered it, in lower case."},
    {"PERIOD_CLOSED", v1::SEVERITY_ERROR, kGroup,
     "Perioden {got} är stängd och tar inte emot fler rapporter.",
     "The period {got} is closed and takes no more reports.",
     "Kontakta samordnaren om en siffra i perioden behöver rättas. Öppna perioder i uppdraget: "
     "{expected}.",
     "Contact the coordinator if a figure of the period needs correcting. Open periods of the "
     "obligation: {expected}."},
    {"PERIOD_MALFORMED", v1::SEVERITY_ERROR, kGroup, "\"{got}\" är ingen period.",
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
     "The organisation {expected} did not exist on the last day of the period {got} and does not "
     "report for it.",
     "Låt den organisation som då hade tagit över rapportera. Är datumen fel rättar samordnaren "
     "valid_from eller valid_to i katalogen.",
     "Let the organisation that had taken over by then report. If the dates are wrong, the "
     "coordinator corrects valid_from or valid_to in the catalogue."},
    {"PERIOD_UNKNOWN", v1::SEVERITY_ERROR, kGroup, "Perioden {got} finns inte i katalogen.",
     "The period {got} is not in the catalogue.",
     "Kontrollera perioden. Är den rätt behöver samordnaren öppna den i katalogen.",
     "Check the period. If it is right, the coordinator needs to open it in the catalogue."},
    {"REPORT_EMPTY", v1::SEVERITY_ERROR, kGroup,
     "Rapporten innehåller varken siffror, aktiviteter eller projektuppföljningar.",
     "The report holds no figures, activities or project follow-ups.",
     "Fyll i rapporten. Siffror som finns men inte har samlats in anges med status MISSING.",
     "Fill the report in. Figures that exist but were not collected are given the status MISSING."},
    {"REPORT_HEAD_MISSING", v1::SEVERITY_ERROR, kGroup, "Rapporten saknar {got}.",
     "The report does not say {got}.",
     "Skriv organisation, obligation och period i en liten YAML-fil och ange den tillsammans med "
     "CSV-filerna.",
     "Write organisation, obligation and period in a small YAML file and give it together with the "
     "CSV files."},
    {"REPORT_PROSE_TOO_LONG", v1::SEVERITY_ERROR, kGroup,
     "Rapportens löpande texter är tillsammans {got} byte; högst {expected} byte ryms.",
     "The report's texts take {got} bytes together; at most {expected} bytes fit.",
     "Korta beskrivningarna av aktiviteter och projekt. Hänvisa hellre till ett dokument än att "
     "återge det.",
     "Shorten the descriptions of activities and projects. Refer to a document rather than "
     "repeating it."},
    {"REPORT_TOO_LARGE", v1::SEVERITY_ERROR, kGroup,
     "Rapporten har {got} poster i {field}; högst {expected} tas emot.",
     "The report has {got} elements in {field}; at most {expected} are accepted.",
     "Skicka sammanställda siffror, inte enskilda händelser. Bara de första {expected} posterna "
     "kontrollerades.",
     "Send aggregated figures, not single events. Only the first {expected} elements were "
     "checked."},
    {"SIGN_OFF_DATE_MALFORMED", v1::SEVERITY_ERROR, kGroup,
     "Datumet för godkännandet går inte att läsa: {got}.",
     "The date of the sign-off cannot be read: {got}.",
     "Skriv en dag som finns i kalendern, som 2026-02-12 (år-månad-dag).",
     "Write a day of the calendar, as 2026-02-12 (year-month-day)."},
    {"SIGN_OFF_MISSING", v1::SEVERITY_WARNING, kGroup,
     "Det framgår inte vem som står för rapporten, eller vilken dag den godkändes.",
     "It is not stated who stands for the report, or on which day it was approved.",
     "Ange namn, titel och datum i sign_off.", "Give name, title and date in sign_off."},
    {"TEXT_EMAIL", v1::SEVERITY_WARNING, kGroup, "Texten verkar innehålla en e-postadress ({got}).",
     "The text seems to contain an e-mail address ({got}).",
     "Rapporten kan bli allmän handling. Ta bort adressen om den hör till en enskild person.",
     "The report may become a public document. Remove the address if it is a person's own."},
    {"TEXT_PERSONAL_NUMBER", v1::SEVERITY_ERROR, kGroup,
     "Texten verkar innehålla ett personnummer eller samordningsnummer ({got}).",
     "The text seems to contain a Swedish personal identity or coordination number ({got}).",
     "Ta bort numret. Rapporter innehåller aldrig uppgifter om enskilda personer.",
     "Remove the number. Reports never hold data about single persons."},
    {"TEXT_PHONE", v1::SEVERITY_WARNING, kGroup,
     "Texten verkar innehålla ett telefonnummer ({got}).",
     "The text seems to contain a phone number ({got}).",
     "Rapporten kan bli allmän handling. Ta bort numret om det hör till en enskild person.",
     "The report may become a public document. Remove the number if it is a person's own."},
    {"TEXT_TOO_LONG", v1::SEVERITY_ERROR, kGroup,
     "Texten är {got} byte lång; högst {expected} byte ryms.",
     "The text is {got} bytes long; at most {expected} bytes fit.",
     "Korta texten. Hänvisa hellre till ett dokument än att återge det.",
     "Shorten the text. Refer to a document rather than repeating it."},
};

}  // namespace

std::span<const Rule> ReportRules() { return kRules; }

}  // namespace samlad::domain
