// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace observation_rules {

constexpr std::string_view kGroup = "Report";

constexpr Rule kRules[] = {
    {"OBS_CODE_IS_DATE", v1::SEVERITY_ERROR, kGroup,
     "{got} i {field} är ett datum: ett kalkylprogram har gjort om en kod.",
     "{got} in {field} is a date: a spreadsheet turned a code into it.",
     "Ändra kolumnens format till Text och skriv koden igen. Menade du {expected}?",
     "Format the column as Text and write the code again. Did you mean {expected}?"},
    {"OBS_CODE_IS_FIGURE", v1::SEVERITY_ERROR, kGroup,
     "I {field} står en siffra ({got}), men där ska en kod stå.",
     "{field} has a figure ({got}) where a code belongs.",
     "Kontrollera att ingen cell har hamnat i fel kolumn. Koder: {expected} (-: fältet ska vara "
     "tomt).",
     "Check that no cell is in the wrong column. Codes: {expected} (-: the field must be empty)."},
    {"OBS_CODE_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Koden ”{got}” finns inte i kodlistan för {field}.",
     "The code \"{got}\" is not in the code list of {field}.",
     "Rätta koden. Menade du {expected}? Tomt eller _T betyder alla.",
     "Correct the code. Did you mean {expected}? Empty or _T means all."},
    {"OBS_COUNT_FRACTION", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett helt antal.",
     "{got} is not a whole number.",
     "Antal anges i heltal. Om siffran är en kvot anges täljare och nämnare i stället.",
     "Counts are whole numbers. If the figure is a ratio, give numerator and denominator instead."},
    {"OBS_COUNT_NEGATIVE", v1::SEVERITY_ERROR, kGroup, "Antalet är negativt: {got}.",
     "The count is negative: {got}.",
     "Ange 0 eller mer. En förändring mot tidigare räknas ut av Samlad och rapporteras inte.",
     "Give 0 or more. Changes over time are computed by Samlad and are not reported."},
    {"OBS_DENOMINATOR_ZERO", v1::SEVERITY_ERROR, kGroup,
     "Nämnaren för {indicator} är 0, så kvoten kan inte räknas ut.",
     "The denominator of {indicator} is 0, so the ratio cannot be computed.",
     "Om det inte fanns något att mäta anger du status NOT_APPLICABLE och lämnar siffrorna tomma. "
     "Annars rättar du nämnaren.",
     "If there was nothing to measure, give the status NOT_APPLICABLE and leave the figures empty. "
     "Otherwise correct the denominator."},
    {"OBS_DIMENSION_NOT_SPLIT", v1::SEVERITY_ERROR, kGroup,
     "{indicator} delas inte upp efter {field}; fältet ska vara tomt men är ”{got}”.",
     "{indicator} is not broken down by {field}; the field must be empty but is \"{got}\".",
     "Rapportera bara totalen. Nyckeltalet får delas upp efter: {expected} (-: ingenting).",
     "Report only the total. The indicator may be broken down by: {expected} (-: by nothing)."},
    {"OBS_DUPLICATE_DIFFERENT", v1::SEVERITY_ERROR, kGroup,
     "Samma siffra för {indicator} finns två gånger med olika innehåll: {got} här, {expected} "
     "tidigare.",
     "The same figure of {indicator} appears twice with different content: {got} here, {expected} "
     "earlier.",
     "Behåll den rad som är rätt och ta bort den andra.",
     "Keep the row that is right and remove the other."},
    {"OBS_DUPLICATE_EQUAL", v1::SEVERITY_INFO, kGroup,
     "Samma siffra för {indicator} finns två gånger med samma innehåll. Den räknas en gång.",
     "The same figure of {indicator} appears twice with the same content. It is counted once.",
     "Den ena raden kan tas bort.", "You can remove one of the rows."},
    {"OBS_FIGURES_WITH_STATUS", v1::SEVERITY_ERROR, kGroup,
     "Raden har en status som säger att siffran saknas ({expected}), men också en siffra ({got}).",
     "The row has the status {expected} but also a figure ({got}).",
     "Ta bort siffran, eller ta bort statusen om siffran är rätt.",
     "Remove the figure, or remove the status if the figure is correct."},
    {"OBS_FIGURE_IS_SIGN", v1::SEVERITY_ERROR, kGroup, "”{got}” är ett tecken, inte en siffra.",
     "\"{got}\" is a sign, not a figure.",
     "Skriv 0 om siffran är noll. Annars lämnar du {field} tomt och anger status Saknas "
     "(MISSING) om siffran finns men inte är insamlad, eller Ej tillämpligt (NOT_APPLICABLE) om "
     "den inte kan finnas.",
     "Write 0 if the figure is zero. Otherwise leave {field} empty and give the status MISSING if "
     "the figure exists but was not collected, or NOT_APPLICABLE if it cannot exist."},
    {"OBS_INDICATOR_MISSING", v1::SEVERITY_ERROR, kGroup, "Raden anger inget nyckeltal.",
     "The row does not name an indicator.", "Ange nyckeltalets id, ett av {expected}.",
     "Give the id of the indicator, one of {expected}."},
    {"OBS_INDICATOR_NOT_DEFINED_YET", v1::SEVERITY_ERROR, kGroup,
     "{indicator} är inte definierat för perioden; det gäller från {expected}.",
     "{indicator} is not defined for the period; it applies from {expected}.",
     "Ta bort raden, eller kontrollera rapportens period.",
     "Remove the row, or check the period of the report."},
    {"OBS_INDICATOR_NOT_IN_OBLIGATION", v1::SEVERITY_ERROR, kGroup,
     "{indicator} ingår inte i uppdraget {expected}.",
     "{indicator} is not part of the obligation {expected}.",
     "Ta bort raden, eller rapportera den under det uppdrag där nyckeltalet ingår.",
     "Remove the row, or report it under the obligation that the indicator belongs to."},
    {"OBS_INDICATOR_UNKNOWN", v1::SEVERITY_ERROR, kGroup,
     "Nyckeltalet {got} finns inte i katalogen.", "The indicator {got} is not in the catalogue.",
     "Rätta id:t. Menade du {expected}?", "Correct the id. Did you mean {expected}?"},
    {"OBS_INDICATOR_VERSION", v1::SEVERITY_ERROR, kGroup,
     "Raden använder version {got} av definitionen för {indicator}, men version {expected} gäller "
     "för perioden.",
     "The row uses version {got} of the definition of {indicator}, but version {expected} is in "
     "force for the period.",
     "Läs vad som har ändrats, räkna om siffran enligt version {expected} och ange den versionen "
     "(eller 0).",
     "Read what has changed, compute the figure according to version {expected}, and give that "
     "version (or 0)."},
    {"OBS_MANDATORY_MISSING", v1::SEVERITY_ERROR, kGroup,
     "Det obligatoriska nyckeltalet {indicator} saknas i rapporten.",
     "The mandatory indicator {indicator} is missing from the report.",
     "Fyll i raden för {indicator}, eller lägg till den. Om siffran finns men inte är insamlad "
     "anger du status Saknas (MISSING), och om den inte kan finnas Ej tillämpligt "
     "(NOT_APPLICABLE).",
     "Fill in the row for {indicator}, or add it. If the figure exists but was not collected, give "
     "the status MISSING; if it cannot exist, NOT_APPLICABLE."},
    {"OBS_MANDATORY_NOT_COLLECTED", v1::SEVERITY_WARNING, kGroup,
     "Det obligatoriska nyckeltalet {indicator} har status Saknas (MISSING).",
     "The mandatory indicator {indicator} has the status MISSING.",
     "Rapporten tas emot, men styrelsen ser att siffran saknas. Skicka en ny version av rapporten "
     "när siffran är insamlad.",
     "The report is accepted, but the board sees that the figure is missing. Send a new version of "
     "the report when the figure has been collected."},
    {"OBS_MERGED_CELLS", v1::SEVERITY_WARNING, kGroup,
     "{indicator}: en del finns bara för ett område eller en grupp, och den andra delen bara för "
     "alla.",
     "{indicator}: one part is given only for one area or group, and the other part only for all.",
     "Det blir så när celler är sammanslagna i kalkylarket, eftersom bara den översta cellen får "
     "ett "
     "innehåll. Dela cellerna och skriv koden på varje rad.",
     "This is what merged cells of a spreadsheet leave, because only the top cell has a content. "
     "Unmerge the cells and write the code in every row."},
    {"OBS_NUMBER_MALFORMED", v1::SEVERITY_ERROR, kGroup,
     "”{got}” är inte ett tal som går att läsa exakt.",
     "\"{got}\" is not a number that can be read exactly.",
     "Skriv talet som {expected}: siffror (högst 12 före och 6 efter decimalpunkten), vid behov "
     "med minustecken först, utan mellanslag, enhet eller exponent.",
     "Write the number as {expected}: digits (at most 12 before and 6 after the decimal point), "
     "with a leading minus if needed, without blanks, unit or exponent."},
    {"OBS_NUMERATOR_EXCEEDS_DENOMINATOR", v1::SEVERITY_ERROR, kGroup,
     "Täljaren {got} är större än nämnaren {expected} för {indicator}.",
     "The numerator {got} exceeds the denominator {expected} of {indicator}.",
     "Kontrollera att täljare och nämnare inte har bytt plats och att de räknar samma grupp.",
     "Check that numerator and denominator are not swapped and that they count the same group."},
    {"OBS_N_MISSING", v1::SEVERITY_ERROR, kGroup,
     "{indicator} är ett medelvärde eller index, men antalet svar (n) saknas.",
     "{indicator} is a mean or an index, but the number of answers (n) is missing.",
     "Ange i n hur många svar eller enheter värdet är beräknat på.",
     "Give in n the number of answers or units that the value is computed from."},
    {"OBS_N_OUT_OF_RANGE", v1::SEVERITY_ERROR, kGroup, "Antalet svar (n) är {got}.",
     "The number of answers (n) is {got}.",
     "Ange {expected}. Om det inte kom några svar anger du status NOT_APPLICABLE och lämnar "
     "siffrorna tomma.",
     "Give {expected}. If there were no answers, give the status NOT_APPLICABLE and leave the "
     "figures empty."},
    {"OBS_PARTS_EXCEED_TOTAL", v1::SEVERITY_ERROR, kGroup,
     "Delarna av {indicator} blir tillsammans {got}, vilket är mer än totalen {expected} "
     "({field}).",
     "The parts of {indicator} add up to {got}, which exceeds the total {expected} ({field}).",
     "Kontrollera delarna och totalen. De rader som det hänvisas till (related) innehåller "
     "delarna.",
     "Check the parts and the total. The related rows contain the parts."},
    {"OBS_PARTS_UNUSED", v1::SEVERITY_WARNING, kGroup,
     "{indicator} är inte en kvot; {field} används inte.",
     "{indicator} is not a ratio; {field} is not used.", "Ta bort fältet och ange siffran i value.",
     "Remove the field and give the figure in value."},
    {"OBS_PART_EXCEEDS_TOTAL", v1::SEVERITY_ERROR, kGroup,
     "En del av {indicator} är {got}, vilket är mer än helheten {expected}.",
     "A part of {indicator} is {got}, which exceeds the whole {expected}.",
     "Kontrollera delen och helheten. Unika personer i en del kan inte vara fler än i helheten.",
     "Check the part and the whole. A part cannot contain more distinct persons than the whole."},
    {"OBS_RATIO_PART_MISSING", v1::SEVERITY_ERROR, kGroup,
     "{indicator} är en kvot, men {expected} saknas.",
     "{indicator} is a ratio, but {expected} is missing.",
     "Ange både täljare och nämnare, eftersom kvoter läggs samman utifrån dem och aldrig utifrån "
     "procenttal.",
     "Give both numerator and denominator, because ratios are consolidated from them and never "
     "from percentages."},
    {"OBS_RATIO_VALUE_MISMATCH", v1::SEVERITY_ERROR, kGroup,
     "Värdet {got} stämmer inte med täljare och nämnare, som ger {expected}.",
     "The value {got} does not agree with numerator and denominator, which give {expected}.",
     "Rätta den uppgift som är fel, eller lämna value tomt så att det räknas ut.",
     "Correct the wrong one, or leave value empty so that it is computed."},
    {"OBS_SMALL_COUNT", v1::SEVERITY_INFO, kGroup,
     "{got} är eller avslöjar ett litet antal. Styrelsens utgåvor döljer det, och det som skulle "
     "avslöja det. Den löpande lägesbilden döljer {expected} helt från och med nu: alla "
     "organisationer, alla år, och även sedan siffran har rättats.",
     "{got} is or reveals a small count. The board's editions hide it, and what would give it "
     "away. "
     "The live view hides {expected} altogether from now on: all organisations, all years, and "
     "even "
     "after the figure has been corrected.",
     "Kontrollera siffran innan rapporten skickas. Är den rätt behöver inget göras. Var den "
     "felskriven och redan skickad kan den som ansvarar för sekretessen släppa fri den sedan den "
     "har rättats.",
     "Check the figure before the report is sent. If it is right, nothing needs to be done. If it "
     "was a slip and has been sent, the catalogue's custodian can clear it once it is corrected."},
    {"OBS_SMALL_COUNT_IN_PART", v1::SEVERITY_INFO, kGroup,
     "{got} är eller avslöjar ett litet antal i en uppdelning. Styrelsens utgåvor döljer det, och "
     "det som skulle avslöja det. Den löpande lägesbilden döljer uppdelningarna av {expected} från "
     "och med nu, alla år och även sedan siffran har rättats; totalen döljs inte av den.",
     "{got} is or reveals a small count in a breakdown. The board's editions hide it, and what "
     "would "
     "give it away. The live view hides the breakdowns of {expected} from now on, for all years "
     "and "
     "even after the figure has been corrected; it does not hide the total.",
     "Kontrollera siffran innan rapporten skickas. Är den rätt behöver inget göras.",
     "Check the figure before the report is sent. If it is right, nothing needs to be done."},
    {"OBS_STATUS_UNKNOWN", v1::SEVERITY_ERROR, kGroup, "Status {got} är okänd.",
     "The status {got} is unknown.", "Ange {expected}.", "Give {expected}."},
    {"OBS_TOO_MANY_DECIMALS", v1::SEVERITY_ERROR, kGroup,
     "{got} har fler decimaler än {indicator} tillåter ({expected}).",
     "{got} has more decimals than {indicator} allows ({expected}).",
     "Avrunda till högst {expected} decimaler. Samlad avrundar aldrig rapporterade siffror.",
     "Round to at most {expected} decimals. Samlad never rounds reported figures."},
    {"OBS_TOTAL_MISMATCH", v1::SEVERITY_ERROR, kGroup,
     "Alla delar av {indicator} är rapporterade och blir tillsammans {got}, men totalen är "
     "{expected} ({field}).",
     "All parts of {indicator} are reported and add up to {got}, but the total is {expected} "
     "({field}).",
     "Kontrollera delarna och totalen, som ska vara lika. De rader som det hänvisas till (related) "
     "innehåller delarna.",
     "Check the parts and the total, which must be equal. The related rows contain the parts."},
    {"OBS_TOTAL_MISSING", v1::SEVERITY_ERROR, kGroup,
     "{indicator} är uppdelat, men raden med totalen saknas.",
     "{indicator} is broken down, but the row with the total is missing.",
     "Fyll i raden med totalen, eller lägg till den: {expected} (tomt eller _T betyder alla). Om "
     "totalen inte är insamlad ger du den raden status Saknas (MISSING).",
     "Fill in the row with the total, or add it: {expected} (empty or _T means all). If the total "
     "was not collected, give that row the status MISSING."},
    {"OBS_VALUE_IMPLAUSIBLE", v1::SEVERITY_WARNING, kGroup,
     "{got} ligger utanför de rimliga värdena för {indicator} ({expected}).",
     "{got} is outside the plausible range of {indicator} ({expected}).",
     "Kontrollera enhet och decimaltecken. Om siffran stämmer svarar du en gång med en förklaring "
     "på några ord i radens comment (kolumnen Kommentar). Svaret följer med till den som granskar "
     "rapporten.",
     "Check unit and decimal point. If the figure is correct, answer once with an explanation of a "
     "few words in the row's comment (the column Kommentar). The answer goes to those who review "
     "the report.",
     /*answerable=*/true},
    {"OBS_VALUE_IS_SHARE", v1::SEVERITY_ERROR, kGroup,
     "{got} för {indicator} ser ut som en andel av 1, men siffran anges i nyckeltalets enhet.",
     "{got} for {indicator} looks like a share of 1, but the figure is given in the indicator's "
     "unit.",
     "Skriv procenttalet, till exempel {expected}: Excel visar 42,8 % som 0,428 när cellens format "
     "ändras. Om värdet stämmer förklarar du det med några ord i radens comment (kolumnen "
     "Kommentar).",
     "Write the percentage, for instance {expected}: Excel shows 42.8 % as 0.428 when the cell "
     "format is changed. If the value is right, explain it in a few words in the row's comment "
     "(the column Kommentar)."},
    {"OBS_VALUE_MISSING", v1::SEVERITY_ERROR, kGroup, "Raden för {indicator} har inget värde.",
     "The row of {indicator} has no value.",
     "Ange värdet; noll skrivs 0. Om det inte är insamlat anger du status Saknas (MISSING), och om "
     "det inte kan finnas Ej tillämpligt (NOT_APPLICABLE).",
     "Give the value; zero is written 0. If it was not collected, give the status MISSING; if it "
     "cannot exist, NOT_APPLICABLE."},
};

}  // namespace observation_rules

std::span<const Rule> ObservationRules() { return observation_rules::kRules; }

}  // namespace samlad::domain
