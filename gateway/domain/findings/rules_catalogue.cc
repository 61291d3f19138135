// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace catalogue_rules {

constexpr std::string_view kGroup = "Catalogue";

constexpr Rule kRules[] = {
    {"CATALOGUE_BASELINE_PERIOD", v1::SEVERITY_ERROR, kGroup,
     "Basvärdet gäller {got}, men ska gälla en tidigare period av samma slag "
     "({expected}).",
     "The baseline is for {got}, but must be for an earlier period of the same kind "
     "({expected}).",
     "Ange en tidigare period av samma slag: ett helår för ett helår, T1 för T1, T2 för T2.",
     "Give an earlier period of the same kind: a year for a year, T1 for T1, T2 for T2."},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet delas upp efter {got}, men kodlistan {expected} finns inte.",
     "The indicator is split by {got}, but there is no code list {expected}.",
     "Lägg till kodlistan {expected} under code_lists, eller ta bort uppdelningen.",
     "Add the code list {expected} under code_lists, or remove the breakdown."},
    {"CATALOGUE_BUDGET_NEGATIVE", v1::SEVERITY_ERROR, kGroup,
     "Projektets budget är negativ: {got}.", "The project's budget is negative: {got}.",
     "Ange budgeten i hela kronor, 0 eller mer.", "Give the budget in whole SEK, 0 or more."},
    {"CATALOGUE_CATEGORY_UNUSED", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet anger kodlistan {got} men delas inte upp efter den.",
     "The indicator names the code list {got} but is not split by it.",
     "Lägg till category bland uppdelningarna, eller ta bort category_list.",
     "Add category to the breakdowns, or remove category_list."},
    {"CATALOGUE_CATEGORY_WITHOUT_LIST", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet delas upp efter en egen dimension (category) men anger ingen kodlista.",
     "The indicator is split by a dimension of its own (category) but names no code list.",
     "Ange kodlistans id i category_list.", "Name the code list's id in category_list."},
    {"CATALOGUE_CODES_EXHAUSTIVE", v1::SEVERITY_ERROR, kGroup,
     "Koder under samma överordnade kod säger olika om de tillsammans är uttömmande: {got} "
     "här, {expected} tidigare.",
     "Codes under the same parent disagree on whether they are exhaustive: {got} here, "
     "{expected} before.",
     "Ge alla koder med samma parent samma värde i exhaustive.",
     "Give all codes with the same parent the same value of exhaustive."},
    {"CATALOGUE_CODE_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "{field} ändras från {expected} till {got}, men rapporterade siffror bygger på hur koderna "
     "hänger ihop.",
     "{field} changes from {expected} to {got}, but reported figures rest on how the codes hang "
     "together.",
     "Låt koden stå som den är. Lägg till en ny kod, eller en ny kodlista, för de siffror som "
     "kommer.",
     "Leave the code as it is. Add a new code, or a new code list, for the figures to come."},
    {"CATALOGUE_CODE_TOTAL", v1::SEVERITY_ERROR, kGroup,
     "Koden {got} (totalen) hör till varje kodlista och skrivs inte ut.",
     "The code {got} (the total) belongs to every code list and is not written.",
     "Ta bort koden ur listan.", "Remove the code from the list."},
    {"CATALOGUE_CYCLE", v1::SEVERITY_ERROR, kGroup, "Hänvisningarna går i cirkel: {got}.",
     "The references form a circle: {got}.", "Bryt cirkeln genom att ta bort en av dem.",
     "Break the circle by removing one of them."},
    {"CATALOGUE_DATE_INVALID", v1::SEVERITY_ERROR, kGroup, "{got} är inget datum.",
     "{got} is not a date.", "Skriv datumet som {expected}, till exempel 2025-02-28.",
     "Write the date as {expected}, for instance 2025-02-28."},
    {"CATALOGUE_DATE_ORDER", v1::SEVERITY_ERROR, kGroup,
     "Slutdatumet {got} ligger före startdatumet ({expected}).",
     "The last day {got} lies before the first day ({expected}).", "Rätta något av datumen.",
     "Correct one of the dates."},
    {"CATALOGUE_DECIMALS_TOO_MANY", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet har {got} decimaler; tillåtet är {expected}.",
     "The indicator has {got} decimals; allowed are {expected}.",
     "Ange ett antal decimaler inom {expected}.", "Give a number of decimals within {expected}."},
    {"CATALOGUE_DECIMAL_INVALID", v1::SEVERITY_ERROR, kGroup, "{got} är inget tal som kan läsas.",
     "{got} is not a number that can be read.",
     "Skriv talet med decimalpunkt, högst 12 siffror före och 6 efter, utan blanksteg: "
     "{expected}.",
     "Write the number with a decimal point, at most 12 digits before and 6 after it, without "
     "blanks: {expected}."},
    {"CATALOGUE_DEFINITION_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Definitionen ändras från {expected} till {got}, men mottagna rapporter bygger på den.",
     "The definition changes from {expected} to {got}, but accepted reports rest on it.",
     "Låt versionen stå som den är och lägg till en ny version, med en first_period efter den "
     "sista period som har rapporterats.",
     "Leave the version as it is and add a new version, with a first_period after the last period "
     "that has been reported."},
    {"CATALOGUE_DUE_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Förfallodagen ändras till {got}, men {expected} har redan passerat och står i loggen.",
     "The due date changes to {got}, but {expected} has passed already and stands in the log.",
     "Låt förfallodagen stå. Befria den som inte ska lämna något, med ett skäl (samlad coordinate "
     "waive), eller ge ny tid med en ny period; i stället för en rekommendation vars tid är ute "
     "läggs en ny till med eget id.",
     "Leave the due date. Waive, with a reason, what is not owed after all (samlad coordinate "
     "waive), or give new time with a new period; beside a recommendation whose time is up add a "
     "new one with an id of its own."},
    {"CATALOGUE_DUE_EARLY", v1::SEVERITY_WARNING, kGroup,
     "Förfallodagen {got} infaller innan perioden {expected} är slut.",
     "The due date {got} falls before the period {expected} has ended.",
     "Kontrollera årtalet i förfallodagen.", "Check the year of the due date."},
    {"CATALOGUE_ENUM_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "{field} har värdet {got}, som kontraktet inte känner till.",
     "{field} has the value {got}, which the contract does not know.",
     "Välj ett av de värden som kontraktet anger för fältet. Är värdet nytt behöver gatewayen "
     "uppdateras först.",
     "Choose one of the values that the contract has for the field. If the value is new, the "
     "gateway needs an update first."},
    {"CATALOGUE_ENUM_UNSPECIFIED", v1::SEVERITY_ERROR, kGroup, "{field} är inte angivet.",
     "{field} is not given.", "Välj ett av de värden som kontraktet anger för fältet.",
     "Choose one of the values that the contract has for the field."},
    {"CATALOGUE_FACTOR_UNIT", v1::SEVERITY_WARNING, kGroup,
     "Enheten är %, men faktorn är {got} och inte {expected}.",
     "The unit is %, but the factor is {got} and not {expected}.",
     "Ange factor: {expected}, eller en annan enhet.", "Give factor: {expected}, or another unit."},
    {"CATALOGUE_FACTOR_UNUSED", v1::SEVERITY_ERROR, kGroup,
     "{field} har värdet {got}, men nyckeltalet är ingen kvot.",
     "{field} is {got}, but the indicator is no ratio.", "Ta bort fältet, eller ange {expected}.",
     "Remove the field, or give {expected}."},
    {"CATALOGUE_FIELD_MISSING", v1::SEVERITY_ERROR, kGroup, "{field} saknas.",
     "{field} is missing.", "Fyll i fältet.", "Fill in the field."},
    {"CATALOGUE_GOAL_WITHOUT_INDICATOR", v1::SEVERITY_WARNING, kGroup,
     "Målet {got} mäts av inget nyckeltal.", "The goal {got} is measured by no indicator.",
     "Ange målet i minst ett nyckeltal, eller ta bort det.",
     "Name the goal in at least one indicator, or remove it."},
    {"CATALOGUE_ID_DUPLICATE", v1::SEVERITY_ERROR, kGroup, "{got} finns redan.",
     "{got} stands twice.", "Ge posten en annan identitet, eller ta bort dubbletten.",
     "Give the element another identity, or remove the duplicate."},
    {"CATALOGUE_ID_MALFORMED", v1::SEVERITY_ERROR, kGroup,
     "Identifieraren {got} har otillåtna tecken eller är för lång.",
     "The id {got} has characters that are not allowed, or is too long.",
     "Använd bara dessa tecken, och börja inte med skiljetecken: {expected}.",
     "Use only these characters, and do not begin with punctuation: {expected}."},
    {"CATALOGUE_ID_MISSING", v1::SEVERITY_ERROR, kGroup, "{field} saknas.", "{field} is missing.",
     "Ge posten ett eget id ({expected}).", "Give the element an id of its own ({expected})."},
    {"CATALOGUE_INDICATOR_WITHOUT_GOAL", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet mäter inget mål.", "The indicator measures no goal.",
     "Ange i goal vilket mål det mäter.", "Name the goal that it measures in goal."},
    {"CATALOGUE_LIST_REPEATED", v1::SEVERITY_WARNING, kGroup, "{got} står två gånger i listan.",
     "{got} stands twice in the list.", "Ta bort det ena.", "Remove one of them."},
    {"CATALOGUE_MANDATE_SELF", v1::SEVERITY_ERROR, kGroup,
     "{got} har mandat att rapportera för sig själv; det behövs inte.",
     "{got} has a mandate to report for itself; none is needed.",
     "Ta bort organisationen ur sina egna mandates.",
     "Remove the organisation from its own mandates."},
    {"CATALOGUE_MANDATORY_NOT_LISTED", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet {got} är obligatoriskt men får inte rapporteras under skyldigheten.",
     "The indicator {got} is mandatory but may not be reported under the obligation.",
     "Lägg till {got} även i skyldighetens indicators, eller ta bort det ur mandatory.",
     "Add {got} to the obligation's indicators too, or remove it from mandatory."},
    {"CATALOGUE_NO_ADMINISTRATOR", v1::SEVERITY_ERROR, kGroup,
     "Ingen organisation får ändra katalogen.", "No organisation may change the catalogue.",
     "Ge minst en organisation {expected}; annars kan katalogen aldrig mer ändras.",
     "Give at least one organisation {expected}; or the catalogue can never be changed again."},
    {"CATALOGUE_OBLIGATION_WITHOUT_DEBTOR", v1::SEVERITY_ERROR, kGroup,
     "Ingen organisation omfattas av skyldigheten {got}.",
     "No organisation owes the obligation {got}.",
     "Ange organisationer i organisations, eller ett slag som finns i katalogen i kinds.",
     "Name organisations in organisations, or in kinds a kind that the catalogue has."},
    {"CATALOGUE_PARENT_EXPIRED", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet bygger på {got}, som upphör att gälla före dokumentet.",
     "The document rests on {got}, which ends before the document does.",
     "Ange det dokument som gäller nu, eller rätta giltigheten ({expected}).",
     "Name the document that is in force now, or correct the validity ({expected})."},
    {"CATALOGUE_PERIOD_MALFORMED", v1::SEVERITY_ERROR, kGroup, "{got} är ingen period.",
     "{got} is not a period.", "Skriv perioden så här: {expected}.",
     "Write the period like this: {expected}."},
    {"CATALOGUE_PROTECTION_WEAKENED", v1::SEVERITY_WARNING, kGroup,
     "Skyddet av små tal blir svagare ({got} i stället för {expected}): siffror som hittills varit "
     "dolda kan komma att visas.",
     "The protection of small counts becomes weaker ({got} instead of {expected}): figures that "
     "have been hidden may be shown.",
     "Gör ändringen bara efter en sekretessprövning av de siffror som redan är rapporterade.",
     "Make the change only after a secrecy assessment of the figures already reported."},
    {"CATALOGUE_RANGE_ORDER", v1::SEVERITY_ERROR, kGroup,
     "Det största rimliga värdet {got} är mindre än det minsta ({expected}).",
     "The largest plausible value {got} is below the smallest ({expected}).",
     "Rätta plausible_min eller plausible_max.", "Correct plausible_min or plausible_max."},
    {"CATALOGUE_RATIO_PARTS", v1::SEVERITY_WARNING, kGroup,
     "Kvoten säger inte vad som är täljare och nämnare: {field} saknas.",
     "The ratio does not say what its parts are: {field} is missing.",
     "Beskriv täljaren i numerator och nämnaren i denominator.",
     "Describe the numerator in numerator and the denominator in denominator."},
    {"CATALOGUE_REFERENCE_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "{field} pekar på {got}, som inte finns i katalogen.",
     "{field} names {got}, which the catalogue does not have.",
     "Ange ett id som finns ({expected}), eller lägg till det som saknas.",
     "Give an id that exists ({expected}), or add what is missing."},
    {"CATALOGUE_TARGET_DECIMALS", v1::SEVERITY_ERROR, kGroup,
     "{got} har fler decimaler än nyckeltalet, som har {expected}.",
     "{got} has more decimals than the indicator, which has {expected}.",
     "Avrunda värdet till {expected} decimaler.", "Round the value to {expected} decimals."},
    {"CATALOGUE_TARGET_WITHOUT_BASELINE", v1::SEVERITY_WARNING, kGroup,
     "Målet har inget basvärde, så det går inte att se om utvecklingen följer planen.",
     "The target has no baseline, so nobody can tell whether development follows the plan.",
     "Ange baseline och baseline_period.", "Give baseline and baseline_period."},
    {"CATALOGUE_TARGET_WITHOUT_DIRECTION", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet {got} har ingen önskad riktning, så målet kan inte bedömas.",
     "The indicator {got} has no direction that is better, so the target cannot be judged.",
     "Ange riktning för nyckeltalet ({expected}), eller ta bort målet.",
     "Give the indicator a direction ({expected}), or remove the target."},
    {"CATALOGUE_TIME_ZONE", v1::SEVERITY_ERROR, kGroup, "{got} är inget namn på en tidszon.",
     "{got} is not the name of a time zone.", "Ange tidszonens IANA-namn, till exempel {expected}.",
     "Give the zone's IANA name, for instance {expected}."},
    {"CATALOGUE_TRUST_DOMAIN", v1::SEVERITY_ERROR, kGroup,
     "{got} duger inte som SPIFFE-domän (trust domain).",
     "{got} will not do as a SPIFFE trust domain.",
     "Använd små bokstäver, siffror, punkt, bindestreck och understreck, högst 255 tecken: "
     "{expected}.",
     "Use lower case letters, digits, dot, hyphen and underscore, at most 255 characters: "
     "{expected}."},
    {"CATALOGUE_TRUST_DOMAIN_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "trust_domain ändras till {got}, men alla certifikat som gäller nu är utfärdade för "
     "{expected}: ingen skulle komma in, inte heller den som kunde ändra tillbaka.",
     "trust_domain is changed to {got}, but every certificate that holds now was issued for "
     "{expected}: nobody would get in, nor whoever could change it back.",
     "Låt trust_domain vara {expected}. En annan domän är en annan gateway: börja en ny logg.",
     "Leave trust_domain as {expected}. Another domain is another gateway: begin a new log."},
    {"CATALOGUE_USED_REMOVED", v1::SEVERITY_ERROR, kGroup,
     "{got} tas bort, men historiken bygger på posten.",
     "{got} is removed, but history rests on it.",
     "Låt posten stå kvar. Stäng perioder med closed: true, låt skyldigheter upphöra genom att "
     "inte lägga till fler perioder, avsluta organisationer och dokument med valid_to och projekt "
     "med state. En förfallen skyldighet som ändå inte gällde befrias med ett skäl.",
     "Leave the element in place. Close periods with closed: true, end obligations by adding no "
     "more periods, organisations and documents with valid_to, and projects with state. A duty "
     "that fell due and was not owed after all is waived with a reason."},
    {"CATALOGUE_VERSION_PERIOD", v1::SEVERITY_ERROR, kGroup,
     "Versionen börjar gälla {got}, men måste börja efter versionen före ({expected}).",
     "The version begins with {got}, but must begin after the version before it ({expected}).",
     "Ange en senare first_period.", "Give a later first_period."},
    {"CATALOGUE_VERSION_REPORTED", v1::SEVERITY_ERROR, kGroup,
     "Versionen börjar gälla {got}, men siffror är mottagna för {expected} enligt definitionen "
     "före: de skulle inte längre räknas.",
     "The version begins with {got}, but figures have been accepted for {expected} by the "
     "definition before it: they would no longer count.",
     "Ange en first_period efter {expected}. Ska även rapporterade år mätas på det nya sättet, "
     "lägg till ett nytt nyckeltal med eget id och rapportera dem där.",
     "Give a first_period after {expected}. If years already reported are to be measured the new "
     "way too, add a new indicator with an id of its own and report them there."},
    {"CATALOGUE_VERSION_SEQUENCE", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet har version {got}, men nästa version är {expected}.",
     "The indicator has version {got}, but the next version is {expected}.",
     "Numrera versionerna 1, 2, 3 och så vidare utan luckor.",
     "Number the versions 1, 2, 3 and so on without holes."},
};

}  // namespace catalogue_rules

std::span<const Rule> CatalogueRules() { return catalogue_rules::kRules; }

}  // namespace samlad::domain
