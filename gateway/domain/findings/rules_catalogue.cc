// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace catalogue_rules {

constexpr std::string_view kGroup = "Catalogue";

constexpr Rule kRules[] = {
    {"CATALOGUE_BASELINE_HIDDEN", v1::SEVERITY_WARNING, kGroup,
     "Basvärdet {got} av nyckeltalet {expected} visas inte för läsarna, eftersom det eller "
     "nyckeltalets siffror är dolda.",
     "The baseline {got} of the indicator {expected} is not shown to readers, because it or the "
     "indicator's figures are hidden.",
     "Ta bort baseline och baseline_period. Basvärdet får utelämnas om nyckeltalet har en egen "
     "protection, till exempel protection: {k: 5}.",
     "Remove baseline and baseline_period. The baseline may be left out if the indicator has a "
     "protection of its own, for instance protection: {k: 5}."},
    {"CATALOGUE_BASELINE_PERIOD", v1::SEVERITY_ERROR, kGroup,
     "Basvärdet gäller {got}, men ska gälla en tidigare period av samma slag "
     "({expected}).",
     "The baseline is for {got}, but must be for an earlier period of the same kind "
     "({expected}).",
     "Ange en tidigare period av samma slag: ett helår för ett helår, T1 för T1, T2 för T2.",
     "Give an earlier period of the same kind: a year for a year, T1 for T1, T2 for T2."},
    {"CATALOGUE_BASE_OLDER", v1::SEVERITY_WARNING, kGroup,
     "Filen utgår från katalogen i post {got}, men katalogen i post {expected} gäller nu. Det som "
     "har ändrats däremellan ändras tillbaka.",
     "The file was made from the catalogue at position {got}, but the one at position {expected} "
     "is in force. What was changed in between is changed back.",
     "Hämta den gällande katalogen med `samlad admin catalogue export` och gör ändringen i den. "
     "Är planen ändå rätt anger du --base {expected}.",
     "Get the catalogue in force with `samlad admin catalogue export`, and make the change in it. "
     "If the plan is right as it is, give --base {expected}."},
    {"CATALOGUE_BASELINE_SMALL", v1::SEVERITY_ERROR, kGroup,
     "Basvärdet {got} är ett litet antal av ett skyddat nyckeltal och får inte stå i katalogen.",
     "The baseline {got} is a small count of a protected indicator and must not be in the "
     "catalogue.",
     "Ta bort baseline och baseline_period. Basvärdet får utelämnas om nyckeltalet har en egen "
     "protection, till exempel protection: {k: 5}.",
     "Remove baseline and baseline_period. The baseline may be left out if the indicator has a "
     "protection of its own, for instance protection: {k: 5}."},
    {"CATALOGUE_BREAKDOWN_WITHOUT_LIST", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet delas upp efter {got}, men kodlistan {expected} finns inte.",
     "The indicator is broken down by {got}, but there is no code list {expected}.",
     "Lägg till kodlistan {expected} under code_lists, eller ta bort uppdelningen.",
     "Add the code list {expected} under code_lists, or remove the breakdown."},
    {"CATALOGUE_BUDGET_NEGATIVE", v1::SEVERITY_ERROR, kGroup,
     "Projektets budget är negativ: {got}.", "The project's budget is negative: {got}.",
     "Ange budgeten i hela kronor, 0 eller mer.", "Give the budget in whole SEK, 0 or more."},
    {"CATALOGUE_CATEGORY_UNUSED", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet anger kodlistan {got} men delas inte upp efter den.",
     "The indicator names the code list {got} but is not broken down by it.",
     "Lägg till category bland uppdelningarna, eller ta bort category_list.",
     "Add category to the breakdowns, or remove category_list."},
    {"CATALOGUE_CATEGORY_WITHOUT_LIST", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet delas upp efter en egen dimension (category) men anger ingen kodlista.",
     "The indicator is broken down by its own dimension (category) but names no code list.",
     "Ange kodlistans id i category_list.", "Give the id of the code list in category_list."},
    {"CATALOGUE_CODES_EXHAUSTIVE", v1::SEVERITY_ERROR, kGroup,
     "Koder under samma överordnade kod har olika värden i exhaustive: {got} här, {expected} "
     "tidigare.",
     "Codes under the same parent have different values of exhaustive: {got} here, {expected} "
     "earlier.",
     "Ge alla koder med samma parent samma värde i exhaustive.",
     "Give all codes with the same parent the same value of exhaustive."},
    {"CATALOGUE_CODE_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "{field} ändras från {expected} till {got}, men rapporterade siffror beror på kodernas "
     "hierarki.",
     "{field} changes from {expected} to {got}, but reported figures depend on the hierarchy of "
     "the codes.",
     "Behåll koden oförändrad. Lägg till en ny kod eller en ny kodlista för kommande siffror.",
     "Leave the code unchanged. Add a new code or a new code list for future figures."},
    {"CATALOGUE_CODE_TOTAL", v1::SEVERITY_ERROR, kGroup,
     "Koden {got} (totalen) ingår i varje kodlista och ska inte skrivas ut.",
     "The code {got} (the total) is part of every code list and must not be listed.",
     "Ta bort koden ur listan.", "Remove the code from the list."},
    {"CATALOGUE_CYCLE", v1::SEVERITY_ERROR, kGroup, "Hänvisningarna bildar en cirkel: {got}.",
     "The references form a circle: {got}.", "Bryt cirkeln genom att ta bort en av dem.",
     "Break the circle by removing one of them."},
    {"CATALOGUE_DATE_INVALID", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett giltigt datum.",
     "{got} is not a valid date.", "Skriv datumet som {expected}, till exempel 2025-02-28.",
     "Write the date as {expected}, for instance 2025-02-28."},
    {"CATALOGUE_DATE_ORDER", v1::SEVERITY_ERROR, kGroup,
     "Slutdatumet {got} ligger före startdatumet ({expected}).",
     "The last day {got} is before the first day ({expected}).", "Rätta ett av datumen.",
     "Correct one of the dates."},
    {"CATALOGUE_DECIMALS_TOO_MANY", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet har {got} decimaler; tillåtet är {expected}.",
     "The indicator has {got} decimals; allowed are {expected}.",
     "Ange ett antal decimaler inom {expected}.", "Give a number of decimals within {expected}."},
    {"CATALOGUE_DECIMAL_INVALID", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett giltigt tal.",
     "{got} is not a valid number.",
     "Skriv talet med decimalpunkt, högst 12 siffror före och 6 efter, utan blanksteg: "
     "{expected}.",
     "Write the number with a decimal point, at most 12 digits before and 6 after it, without "
     "blanks: {expected}."},
    {"CATALOGUE_DEFINITION_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Definitionen ändras från {expected} till {got}, men mottagna rapporter använder den.",
     "The definition changes from {expected} to {got}, but accepted reports use it.",
     "Behåll versionen oförändrad och lägg till en ny version med en first_period efter den sista "
     "period som har rapporterats.",
     "Leave the version unchanged and add a new version with a first_period after the last period "
     "that has been reported."},
    {"CATALOGUE_DENOMINATOR_INDICATOR", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet {got} kan inte vara nämnare: det är inte ett antal av samma slag ({expected}).",
     "The indicator {got} cannot be the denominator: it is not a count of the same kind "
     "({expected}).",
     "Ange ett nyckeltal som är ett antal. Är det ett antal vid periodens slut (stock), ange också "
     "denominator_aggregation: stock.",
     "Name an indicator that is a count. If it is a number at the end of the period (stock), also "
     "give denominator_aggregation: stock."},
    {"CATALOGUE_DENOMINATOR_REPORTERS", v1::SEVERITY_ERROR, kGroup,
     "{got} rapporterar kvoten men inte nyckeltalet {expected}, som anges som dess nämnare.",
     "{got} reports the ratio but not the indicator {expected}, which is named as its "
     "denominator.",
     "Lägg till {expected} i ett av organisationens uppdrag, eller ta bort "
     "denominator_indicator.",
     "Add {expected} to one of the organisation's obligations, or remove "
     "denominator_indicator."},
    {"CATALOGUE_DUE_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "Förfallodagen ändras till {got}, men {expected} har redan passerat och finns i loggen.",
     "The due date changes to {got}, but {expected} has already passed and is in the log.",
     "Behåll förfallodagen. Befria med ett skäl den organisation som inte ska rapportera (samlad "
     "coordinate waive), eller ge mer tid med en ny period. För en rekommendation vars tid har "
     "gått ut lägger du till en ny med eget id.",
     "Leave the due date unchanged. Waive, with a reason, a report that is not required after all "
     "(samlad coordinate waive), or give more time with a new period. For a recommendation whose "
     "time is up, add a new one with its own id."},
    {"CATALOGUE_DUE_EARLY", v1::SEVERITY_WARNING, kGroup,
     "Förfallodagen {got} infaller före slutet av perioden {expected}.",
     "The due date {got} is before the end of the period {expected}.",
     "Kontrollera årtalet i förfallodagen.", "Check the year of the due date."},
    {"CATALOGUE_ENUM_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "{field} har värdet {got}, som kontraktet inte känner till.",
     "{field} has the value {got}, which the contract does not know.",
     "Välj ett av de värden som kontraktet anger för fältet. Om värdet är nytt måste gatewayen "
     "först uppdateras.",
     "Choose one of the values that the contract defines for the field. If the value is new, the "
     "gateway must be updated first."},
    {"CATALOGUE_ENUM_UNSPECIFIED", v1::SEVERITY_ERROR, kGroup, "{field} är inte angivet.",
     "{field} is not set.", "Välj ett av de värden som kontraktet anger för fältet.",
     "Choose one of the values that the contract defines for the field."},
    {"CATALOGUE_FACTOR_UNIT", v1::SEVERITY_WARNING, kGroup,
     "Enheten är %, men faktorn är {got} och inte {expected}.",
     "The unit is %, but the factor is {got} and not {expected}.",
     "Ange factor: {expected}, eller en annan enhet.", "Give factor: {expected}, or another unit."},
    {"CATALOGUE_FACTOR_UNUSED", v1::SEVERITY_ERROR, kGroup,
     "{field} har värdet {got}, men nyckeltalet är inte en kvot.",
     "{field} is {got}, but the indicator is not a ratio.",
     "Ta bort fältet, eller ange {expected}.", "Remove the field, or give {expected}."},
    {"CATALOGUE_FIELD_MISSING", v1::SEVERITY_ERROR, kGroup, "{field} saknas.",
     "{field} is missing.", "Fyll i fältet.", "Fill in the field."},
    {"CATALOGUE_FIELD_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Katalogen har ett fält med numret {got} ({expected}) som kontraktet inte har, eller har med "
     "en annan typ. Det skulle sparas och undertecknas utan att någon har läst det.",
     "The catalogue has a field with the number {got} ({expected}) that the contract does not "
     "have, or has with another type. It would be stored and signed without anybody having read "
     "it.",
     "Gör katalogen med den här gatewayens version av kontraktet (samlad/v1/catalogue.proto), "
     "eller "
     "utelämna fältet.",
     "Make the catalogue with the contract of this gateway's version (samlad/v1/catalogue.proto), "
     "or leave the field out."},
    {"CATALOGUE_GOAL_WITHOUT_INDICATOR", v1::SEVERITY_WARNING, kGroup,
     "Inget nyckeltal mäter målet {got}.", "No indicator measures the goal {got}.",
     "Ange målet i minst ett nyckeltal, eller ta bort det.",
     "Name the goal in at least one indicator, or remove it."},
    {"CATALOGUE_ID_DUPLICATE", v1::SEVERITY_ERROR, kGroup, "{got} finns två gånger.",
     "{got} appears twice.", "Ge posten ett annat id, eller ta bort dubbletten.",
     "Give the element another id, or remove the duplicate."},
    {"CATALOGUE_ID_MALFORMED", v1::SEVERITY_ERROR, kGroup,
     "Identifieraren {got} har otillåtna tecken eller är för lång.",
     "The id {got} has characters that are not allowed, or is too long.",
     "Använd bara dessa tecken, och börja inte med skiljetecken: {expected}.",
     "Use only these characters, and do not begin with punctuation: {expected}."},
    {"CATALOGUE_ID_MISSING", v1::SEVERITY_ERROR, kGroup, "{field} saknas.", "{field} is missing.",
     "Ge posten ett eget id ({expected}).", "Give the element its own id ({expected})."},
    {"CATALOGUE_INDICATOR_WITHOUT_GOAL", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet mäter inget mål.", "The indicator measures no goal.",
     "Ange i goal det mål som nyckeltalet mäter.",
     "Give in goal the goal that the indicator measures."},
    {"CATALOGUE_LIST_REPEATED", v1::SEVERITY_WARNING, kGroup, "{got} finns två gånger i listan.",
     "{got} appears twice in the list.", "Ta bort det ena.", "Remove one of them."},
    {"CATALOGUE_MANDATE_SELF", v1::SEVERITY_ERROR, kGroup,
     "{got} har mandat att rapportera för sig själv, vilket inte behövs.",
     "{got} has a mandate to report for itself, which is not needed.",
     "Ta bort organisationen ur sina egna mandates.",
     "Remove the organisation from its own mandates."},
    {"CATALOGUE_MANDATORY_NOT_LISTED", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet {got} är obligatoriskt men får inte rapporteras under uppdraget.",
     "The indicator {got} is mandatory but may not be reported under the obligation.",
     "Lägg till {got} även i uppdragets indicators, eller ta bort det ur mandatory.",
     "Add {got} to the obligation's indicators too, or remove it from mandatory."},
    {"CATALOGUE_NO_ADMINISTRATOR", v1::SEVERITY_ERROR, kGroup,
     "Ingen organisation får ändra katalogen.", "No organisation may change the catalogue.",
     "Ge minst en organisation {expected}; annars kan katalogen aldrig mer ändras.",
     "Give at least one organisation {expected}; otherwise the catalogue can never be changed "
     "again."},
    {"CATALOGUE_OBLIGATION_WITHOUT_DEBTOR", v1::SEVERITY_ERROR, kGroup,
     "Ingen organisation har uppdraget {got}.", "No organisation owes the obligation {got}.",
     "Ange organisationer i organisations, eller i kinds ett slag av organisation som finns i "
     "katalogen.",
     "Name organisations in organisations, or in kinds a kind of organisation that the catalogue "
     "has."},
    {"CATALOGUE_PARENT_EXPIRED", v1::SEVERITY_WARNING, kGroup,
     "Dokumentet bygger på {got}, som upphör att gälla före dokumentet.",
     "The document depends on {got}, which ends before the document does.",
     "Ange det dokument som gäller nu, eller rätta giltigheten ({expected}).",
     "Name the document that is in force now, or correct the validity ({expected})."},
    {"CATALOGUE_PART_AGGREGATION", v1::SEVERITY_ERROR, kGroup,
     "{field} är {got}; en kvots delar är flow (händelser under perioden) eller stock (antal vid "
     "periodens slut).",
     "{field} is {got}; the parts of a ratio are flow (events in the period) or stock (number at "
     "the end of the period).",
     "Ange {expected}, eller ta bort fältet, som då räknas som flow.",
     "Give one of {expected}, or remove the field, which then counts as flow."},
    {"CATALOGUE_PERIOD_MALFORMED", v1::SEVERITY_ERROR, kGroup, "{got} är inte en period.",
     "{got} is not a period.", "Skriv perioden så här: {expected}.",
     "Write the period like this: {expected}."},
    {"CATALOGUE_PERSONAL_NUMBER", v1::SEVERITY_ERROR, kGroup,
     "{field} verkar innehålla personnummer eller samordningsnummer ({got}).",
     "{field} seems to contain Swedish personal identity or coordination numbers ({got}).",
     "Ta bort numret, eftersom loggen sparar det för alltid. Är det något annat än en person, "
     "skriv "
     "ett telefonnummer så här: 070-174 06 15, dagar så här: 2025-09-01–2025-12-31, och andra "
     "nummer i grupper om tre siffror: 123 456 789 0.",
     "Remove the number, because the log keeps it for ever. If it is not a person's, write a phone "
     "number like this: 070-174 06 15, days like this: 2025-09-01–2025-12-31, and other numbers in "
     "groups of three digits: 123 456 789 0."},
    {"CATALOGUE_PROTECTION_CONTRADICTED", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet anges både som känsligt (sensitive) och som en siffra som inte gäller personer "
     "({expected}).",
     "The indicator is given both as sensitive and as a figure that is not about persons "
     "({expected}).",
     "Ta bort det ena av sensitive och not_personal.", "Remove one of sensitive and not_personal."},
    {"CATALOGUE_PROTECTION_K", v1::SEVERITY_ERROR, kGroup,
     "k = {got} skyddar nästan ingenting; minst 3 krävs.",
     "k = {got} protects next to nothing; at least 3 is required.",
     "Ange k {expected}, eller ta bort k, som då är 5. Gäller siffran inte personer, ange "
     "not_personal: true.",
     "Give k {expected}, or remove k, which is then 5. If the figure is not about persons, give "
     "not_personal: true."},
    {"CATALOGUE_PROTECTION_WEAKENED", v1::SEVERITY_WARNING, kGroup,
     "Skyddet av små tal blir svagare ({got} i stället för {expected}), men det strängaste skydd "
     "som någon katalog har haft fortsätter att gälla.",
     "The protection of small counts becomes weaker ({got} instead of {expected}), but the "
     "strictest that any catalogue ever had stays in force.",
     "Låt skyddet stå kvar. Ett litet antal som var ett fel släpps fritt för sig, med samlad "
     "coordinate clear.",
     "Leave the protection as it was. A small count that was a mistake is cleared by itself, with "
     "samlad coordinate clear."},
    {"CATALOGUE_RANGE_ORDER", v1::SEVERITY_ERROR, kGroup,
     "Det högsta rimliga värdet {got} är lägre än det lägsta ({expected}).",
     "The highest plausible value {got} is below the lowest ({expected}).",
     "Rätta plausible_min eller plausible_max.", "Correct plausible_min or plausible_max."},
    {"CATALOGUE_RATIO_PARTS", v1::SEVERITY_WARNING, kGroup,
     "Kvoten beskriver inte täljare och nämnare: {field} saknas.",
     "The ratio does not describe its numerator and denominator: {field} is missing.",
     "Beskriv täljaren i numerator och nämnaren i denominator.",
     "Describe the numerator in numerator and the denominator in denominator."},
    {"CATALOGUE_REFERENCE_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "{field} hänvisar till {got}, som inte finns i katalogen.",
     "{field} refers to {got}, which is not in the catalogue.",
     "Ange ett id som finns ({expected}), eller lägg till den post som saknas.",
     "Give an id that exists ({expected}), or add the missing element."},
    {"CATALOGUE_REPRESENT_CHAIN", v1::SEVERITY_ERROR, kGroup,
     "{got} får inte företrädas, eftersom den som företräder andra inte själv får företrädas.",
     "{got} cannot be represented, because who represents others must not be represented itself.",
     "Ta bort {got} ur represents.", "Remove {got} from represents."},
    {"CATALOGUE_REPRESENT_NOBODY", v1::SEVERITY_ERROR, kGroup,
     "Organisationen har behörigheten represent, men {field} är tom.",
     "The organisation has the permission represent, but {field} is empty.",
     "Ange varje organisation som dess system får företräda i represents.organisations, och varje "
     "behörighet i represents.permissions, eller ta bort behörigheten represent.",
     "Name each organisation that its systems may represent in represents.organisations, and each "
     "permission in represents.permissions, or remove the permission represent."},
    {"CATALOGUE_REPRESENT_NOT_ALONE", v1::SEVERITY_ERROR, kGroup,
     "Organisationen har behörigheten represent och dessutom {got}. Den som företräder andra får "
     "inte ha någon annan behörighet.",
     "The organisation has the permission represent and {got} besides. Who represents others must "
     "have no other permission.",
     "Lägg upp en egen organisation för de system som företräder andra, med represent som enda "
     "behörighet.",
     "Add an organisation of its own for the systems that represent others, with represent as its "
     "only permission."},
    {"CATALOGUE_REPRESENT_STRONG", v1::SEVERITY_WARNING, kGroup,
     "Den som företräder andra får behörigheten {got}. Den som tar över ett sådant system har då "
     "den behörigheten utan att ha nyckeln till något av de certifikat som det visas.",
     "Who represents others gets the permission {got}. Whoever takes over such a system then has "
     "it without the key of any of the certificates that it is shown.",
     "Ta bort {got} ur represents.permissions. Den som behöver behörigheten använder kommandot "
     "samlad med sitt eget certifikat.",
     "Remove {got} from represents.permissions. Who needs the permission uses the command samlad "
     "with a certificate of its own."},
    {"CATALOGUE_REPRESENT_UNPERMITTED", v1::SEVERITY_ERROR, kGroup,
     "{got} har represents men inte behörigheten represent.",
     "{got} has represents but not the permission represent.",
     "Ge organisationen behörigheten represent och ingen annan, eller ta bort represents.",
     "Give the organisation the permission represent and no other, or remove represents."},
    {"CATALOGUE_TARGET_DECIMALS", v1::SEVERITY_ERROR, kGroup,
     "{got} har fler decimaler än nyckeltalet, som har {expected}.",
     "{got} has more decimals than the indicator, which has {expected}.",
     "Avrunda värdet till {expected} decimaler.", "Round the value to {expected} decimals."},
    {"CATALOGUE_TARGET_WITHOUT_BASELINE", v1::SEVERITY_WARNING, kGroup,
     "Målet har inget basvärde, så det går inte att bedöma om utvecklingen följer planen.",
     "The target has no baseline, so it cannot be judged whether the development follows the plan.",
     "Ange baseline och baseline_period.", "Give baseline and baseline_period."},
    {"CATALOGUE_TARGET_WITHOUT_DIRECTION", v1::SEVERITY_WARNING, kGroup,
     "Nyckeltalet {got} har ingen önskad riktning, så målet kan inte bedömas.",
     "The indicator {got} has no desired direction, so the target cannot be judged.",
     "Ange riktning för nyckeltalet ({expected}), eller ta bort målet.",
     "Give the indicator a direction ({expected}), or remove the target."},
    {"CATALOGUE_TIME_ZONE", v1::SEVERITY_ERROR, kGroup, "{got} är inte namnet på en tidszon.",
     "{got} is not the name of a time zone.", "Ange tidszonens IANA-namn, till exempel {expected}.",
     "Give the IANA name of the time zone, for instance {expected}."},
    {"CATALOGUE_TRUST_DOMAIN", v1::SEVERITY_ERROR, kGroup,
     "{got} är inte en giltig SPIFFE-domän (trust domain).",
     "{got} is not a valid SPIFFE trust domain.",
     "Använd små bokstäver, siffror, punkt, bindestreck och understreck, högst 255 tecken: "
     "{expected}.",
     "Use lower case letters, digits, dot, hyphen and underscore, at most 255 characters: "
     "{expected}."},
    {"CATALOGUE_TRUST_DOMAIN_CHANGED", v1::SEVERITY_ERROR, kGroup,
     "trust_domain ändras till {got}, men alla nuvarande certifikat är utfärdade för {expected}. "
     "Ingen skulle ha åtkomst, inte heller förvaltarna, som skulle kunna ändra tillbaka.",
     "trust_domain changes to {got}, but all current certificates were issued for {expected}. "
     "Nobody would have access, not even the administrators, who could change it back.",
     "Behåll trust_domain: {expected}. En annan domän kräver en annan gateway och en ny logg.",
     "Keep trust_domain: {expected}. Another domain needs another gateway and a new log."},
    {"CATALOGUE_USED_REMOVED", v1::SEVERITY_ERROR, kGroup,
     "{got} tas bort, men historiken använder posten.",
     "{got} is removed, but history depends on it.",
     "Behåll posten. Stäng perioder med closed: true, avsluta uppdrag genom att inte lägga "
     "till fler perioder, organisationer och dokument med valid_to och projekt med state. En "
     "förfallen rapport som ändå inte ska lämnas befrias med ett skäl.",
     "Keep the element. Close periods with closed: true, end obligations by adding no more "
     "periods, organisations and documents with valid_to, and projects with state. Waive, with a "
     "reason, a report that fell due but is not required after all."},
    {"CATALOGUE_VERSION_PERIOD", v1::SEVERITY_ERROR, kGroup,
     "Versionen börjar gälla {got}, men måste börja efter den föregående versionen ({expected}).",
     "The version begins with {got}, but must begin after the previous version ({expected}).",
     "Ange en senare first_period.", "Give a later first_period."},
    {"CATALOGUE_VERSION_REPORTED", v1::SEVERITY_ERROR, kGroup,
     "Versionen börjar gälla {got}, men siffror är mottagna för {expected} enligt den föregående "
     "definitionen och skulle inte längre räknas.",
     "The version begins with {got}, but figures have been accepted for {expected} under the "
     "previous definition and would no longer count.",
     "Ange en first_period efter {expected}. Om även rapporterade år ska mätas på det nya sättet "
     "lägger du till ett nytt nyckeltal med eget id och rapporterar dem där.",
     "Give a first_period after {expected}. If years already reported are to be measured in the "
     "new way too, add a new indicator with its own id and report them there."},
    {"CATALOGUE_VERSION_SEQUENCE", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet har version {got}, men nästa version är {expected}.",
     "The indicator has version {got}, but the next version is {expected}.",
     "Numrera versionerna 1, 2, 3 och så vidare utan luckor.",
     "Number the versions 1, 2, 3 and so on without gaps."},
};

}  // namespace catalogue_rules

std::span<const Rule> CatalogueRules() { return catalogue_rules::kRules; }

}  // namespace samlad::domain
