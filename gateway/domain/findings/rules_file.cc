// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace file_rules {

constexpr std::string_view kGroup = "File";

constexpr Rule kRules[] = {
    {"CSV_DECIMAL_MARK", v1::SEVERITY_ERROR, kGroup,
     "{got} kan läsas på två sätt: filen skriver decimaler med {expected}.",
     "{got} can be read in two ways: the file writes decimals with {expected}.",
     "Skriv decimaler med {expected} i hela filen. En fil med semikolon mellan cellerna läses med "
     "decimalkomma, andra med decimalpunkt.",
     "Write decimals with {expected} in the whole file. A file with semicolons between its cells "
     "is read with decimal commas, others with decimal points."},
    {"CSV_DUPLICATE_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {got} finns två gånger.",
     "The column {got} stands twice.",
     "Behåll en av kolumnerna och ta bort den andra. Svenska och engelska rubriker för samma sak "
     "räknas som samma kolumn.",
     "Keep one of the columns and remove the other. A Swedish and an English heading for the same "
     "thing count as the same column."},
    {"CSV_HEADINGS", v1::SEVERITY_ERROR, kGroup, "Rubrikraden går inte att känna igen ({got}).",
     "The heading row cannot be recognised ({got}).",
     "Första raden ska innehålla rubriker, och en av dem ska vara {expected}. Ta bort rader "
     "ovanför rubrikraden.",
     "The first row must hold headings, one of them {expected}. Remove rows above the heading "
     "row."},
    {"CSV_MISSING_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {expected} saknas.",
     "The column {expected} is missing.",
     "Lägg till kolumnen {expected} i rubrikraden och fyll i den på varje rad.",
     "Add the column {expected} to the heading row and fill it in on every row."},
    {"CSV_NUMBER", v1::SEVERITY_ERROR, kGroup, "{got} är inget tal som kan läsas.",
     "{got} is no number that can be read.",
     "Skriv ett tal som {expected}. Saknas värdet: lämna cellen tom och skriv L i kolumnen status. "
     "Visar Excel 1,2E+05 eller ett fel som #DIV/0!: ändra cellens format till Tal eller rätta "
     "formeln.",
     "Write a number like {expected}. If there is no value: leave the cell empty and write L in "
     "the column status. If Excel shows 1.2E+05 or an error like #DIV/0!: format the cell as "
     "Number or correct the formula."},
    {"CSV_PERCENT", v1::SEVERITY_ERROR, kGroup, "{got} har ett procenttecken.",
     "{got} has a percent sign.",
     "Skriv talet utan procenttecken: 12,5 och inte 12,5 % eller 0,125. Enheten står i indikatorn. "
     "I Excel: ändra cellens format från Procent till Tal.",
     "Write the number without a percent sign: 12.5, not 12.5 % or 0.125. The unit belongs to the "
     "indicator. In Excel: change the cell format from Percentage to Number."},
    {"CSV_PERIOD_MISMATCH", v1::SEVERITY_ERROR, kGroup,
     "Raden gäller perioden {got}, men rapporten gäller {expected}.",
     "The row is for the period {got}, but the report is for {expected}.",
     "En rapport gäller en enda period. Lägg rader för andra perioder i en egen rapport.",
     "A report is for one period only. Put rows for other periods in a report of their own."},
    {"CSV_QUOTE", v1::SEVERITY_ERROR, kGroup, "Efter ett avslutande citattecken står {got}.",
     "After a closing double quote stands {got}.",
     "Skriv ett citattecken inne i en text som två: \"\". Efter det avslutande citattecknet kommer "
     "nästa avgränsare.",
     "Write a double quote within a text as two: \"\". After the closing one comes the next "
     "separator."},
    {"CSV_ROW_LENGTH", v1::SEVERITY_ERROR, kGroup,
     "Raden har {got} celler, men rubrikraden har {expected}.",
     "The row has {got} cells, but the heading row has {expected}.",
     "Kontrollera att texter som innehåller fältavgränsaren står inom citattecken, och att ingen "
     "cell saknas.",
     "Check that texts which contain the field separator stand within double quotes, and that no "
     "cell is missing."},
    {"CSV_STATUS", v1::SEVERITY_ERROR, kGroup, "{got} är ingen känd status.",
     "{got} is no known status.",
     "Skriv en av: {expected}. Tom cell betyder normalt värde i observationer.",
     "Write one of: {expected}. In observations an empty cell means a normal value."},
    {"CSV_THOUSANDS", v1::SEVERITY_ERROR, kGroup,
     "{got} har mellanslag på fel ställen för ett tal.",
     "{got} has blanks where a number has none.",
     "Skriv talet utan mellanslag, eller med ett mellanslag före varje grupp om tre siffror: "
     "{expected}.",
     "Write the number without blanks, or with one blank before each group of three digits: "
     "{expected}."},
    {"CSV_UNKNOWN_COLUMN", v1::SEVERITY_WARNING, kGroup, "Kolumnen {got} är okänd och lästes inte.",
     "The column {got} is unknown and was not read.",
     "Rätta rubriken eller ta bort kolumnen. Menade du {expected}?",
     "Correct the heading or remove the column. Did you mean {expected}?"},
    {"FILE_ALIAS", v1::SEVERITY_ERROR, kGroup,
     "Filen använder ett YAML-ankare eller en YAML-hänvisning ({got}). Sådana läses inte.",
     "The file uses a YAML anchor or alias ({got}). They are not read.",
     "Skriv ut innehållet på varje ställe där det ska stå.",
     "Write the content out in every place where it should stand."},
    {"FILE_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Två ställen säger olika saker om {field}: ”{got}” här, ”{expected}” tidigare.",
     "Two places say different things about {field}: “{got}” here, “{expected}” before.",
     "Bestäm vilket som gäller och skriv det på ett ställe.",
     "Decide which one holds and write it in one place."},
    {"FILE_CONTROL_CHARACTER", v1::SEVERITY_ERROR, kGroup,
     "Filen innehåller ett styrtecken ({got}).", "The file holds a control character ({got}).",
     "Ta bort tecknet. Filer i andra format än text (till exempel en Excel-arbetsbok med ändrat "
     "namn) läses inte.",
     "Remove the character. Files that are no text (for instance a renamed Excel workbook) are not "
     "read."},
    {"FILE_DUPLICATE_FIELD", v1::SEVERITY_ERROR, kGroup,
     "Fältet {got} står två gånger på samma nivå.",
     "The field {got} stands twice on the same level.",
     "Behåll ett av dem. Ska flera värden anges skrivs de som en lista under ett fält.",
     "Keep one of them. Several values are written as a list under one field."},
    {"FILE_ELEMENT_TOO_LONG", v1::SEVERITY_ERROR, kGroup,
     "Här börjar ett element som är längre än {expected} byte, eller som aldrig tar slut.",
     "Here begins an element that is longer than {expected} bytes, or that never ends.",
     "Kontrollera att citattecken och parenteser stängs. En text i en rapport är högst några tusen "
     "tecken.",
     "Check that quotes and brackets are closed. A text in a report is a few thousand characters "
     "at most."},
    {"FILE_EMPTY", v1::SEVERITY_ERROR, kGroup, "Filen är tom.", "The file is empty.",
     "Kontrollera att rätt fil valdes och att den sparades innan den skickades.",
     "Check that the right file was chosen and that it was saved before it was sent."},
    {"FILE_ENCODING", v1::SEVERITY_ERROR, kGroup, "Filens teckenkodning går inte att läsa ({got}).",
     "The character encoding of the file cannot be read ({got}).",
     "Spara filen som UTF-8 (i Excel: \"CSV UTF-8\") och försök igen.",
     "Save the file as UTF-8 (in Excel: \"CSV UTF-8\") and try again."},
    {"FILE_ENCODING_WINDOWS_1252", v1::SEVERITY_INFO, kGroup,
     "Filen är inte UTF-8 och lästes som Windows-1252.",
     "The file is not UTF-8 and was read as Windows-1252.",
     "Kontrollera att å, ä och ö blev rätt. Spara gärna som UTF-8 nästa gång.",
     "Check that å, ä and ö came out right. Saving as UTF-8 next time avoids the doubt."},
    {"FILE_KIND", v1::SEVERITY_ERROR, kGroup, "Filer av slaget {got} läses inte.",
     "Files of the kind {got} are not read.", "Spara rapporten som något av: {expected}.",
     "Save the report as one of: {expected}."},
    {"FILE_MANY_DOCUMENTS", v1::SEVERITY_ERROR, kGroup,
     "Här börjar ett andra dokument i samma fil.",
     "Here begins a second document in the same file.",
     "Lägg varje dokument i en egen fil, eller ta bort raden med ---.",
     "Put each document in a file of its own, or remove the line with ---."},
    {"FILE_OUT_OF_RANGE", v1::SEVERITY_ERROR, kGroup, "{got} är utanför det som fältet kan rymma.",
     "{got} is outside what the field can hold.", "Ange {expected}.", "Give {expected}."},
    {"FILE_SYNTAX", v1::SEVERITY_ERROR, kGroup, "Filen går inte att tolka här: {got}.",
     "The file cannot be understood here: {got}.",
     "Rätta stället. Väntat: {expected}. Felet kan också ligga strax före.",
     "Correct the place. Expected: {expected}. The mistake may also lie just before."},
    {"FILE_TAG", v1::SEVERITY_ERROR, kGroup,
     "Filen använder en YAML-tagg ({got}). Sådana läses inte.",
     "The file uses a YAML tag ({got}). They are not read.",
     "Ta bort taggen och skriv värdet som det är.", "Remove the tag and write the value as it is."},
    {"FILE_TOO_DEEP", v1::SEVERITY_ERROR, kGroup,
     "Filen har fler nivåer inuti varandra än vad som läses ({expected}).",
     "The file nests deeper than is read ({expected}).",
     "En rapport behöver högst fyra nivåer. Kontrollera indrag och parenteser.",
     "A report needs four levels at most. Check indentation and brackets."},
    {"FILE_TOO_LARGE", v1::SEVERITY_ERROR, kGroup, "Filen är för stor: {got} byte.",
     "The file is too large: {got} bytes.",
     "Högst {expected} byte läses. Kontrollera att rätt fil valdes; en rapport innehåller bara "
     "sammanställda siffror.",
     "At most {expected} bytes are read. Check that the right file was chosen; a report holds "
     "aggregated figures only."},
    {"FILE_TOO_MANY_VALUES", v1::SEVERITY_ERROR, kGroup,
     "Filen har fler värden än de {expected} som läses.",
     "The file holds more values than the {expected} that are read.",
     "Dela upp innehållet på flera rapporter, eller kontrollera att rätt fil valdes.",
     "Split the content into several reports, or check that the right file was chosen."},
    {"FILE_TRUNCATED", v1::SEVERITY_ERROR, kGroup, "Filen slutar mitt i: {got}.",
     "The file ends halfway: {got}.",
     "Hämta eller exportera filen på nytt; den verkar inte ha sparats färdigt.",
     "Fetch or export the file again; it seems not to have been saved completely."},
    {"FILE_UNKNOWN_FIELD", v1::SEVERITY_ERROR, kGroup, "Fältet {got} är okänt.",
     "The field {got} is unknown.", "Rätta stavningen eller ta bort fältet. Menade du {expected}?",
     "Correct the spelling or remove the field. Did you mean {expected}?"},
    {"FILE_WORKBOOK", v1::SEVERITY_ERROR, kGroup, "Filen är ingen läsbar Excel-arbetsbok: {got}.",
     "The file is no Excel workbook that can be read: {got}.",
     "Hämta eller exportera filen på nytt och spara den som {expected}.",
     "Fetch or export the file again and save it as {expected}."},
    {"FILE_WRONG_TYPE", v1::SEVERITY_ERROR, kGroup, "{got} passar inte här.",
     "{got} does not fit here.", "Ange {expected}.", "Give {expected}."},
    {"KOLADA_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Filerna säger olika saker om samma värde: {got} här, {expected} tidigare.",
     "The files say different things about the same value: {got} here, {expected} before.",
     "Hämta värdena från Kolada på nytt, alla på en gång, och läs in bara de filerna.",
     "Fetch the values from Kolada again, all at once, and import only those files."},
    {"KOLADA_FIELD_MISSING", v1::SEVERITY_ERROR, kGroup, "Posten saknar fältet {expected}.",
     "The record lacks the field {expected}.",
     "Hämta filen från Kolada på nytt: varje post ska ha kpi, municipality, period och values.",
     "Fetch the file from Kolada again: each record has kpi, municipality, period and values."},
    {"KOLADA_GENDER", v1::SEVERITY_ERROR, kGroup, "{got} är inget kön i Kolada.",
     "{got} is no gender of Kolada's.", "Kolada skriver {expected}. Hämta filen på nytt.",
     "Kolada writes {expected}. Fetch the file again."},
    {"KOLADA_NO_VALUES", v1::SEVERITY_ERROR, kGroup, "Filen innehåller inga värden från Kolada.",
     "The file holds no values of Kolada's.",
     "Kontrollera att rätt fil valdes: ett svar från Koladas datatjänst ser ut som {expected}.",
     "Check that the right file was chosen: an answer of Kolada's data service looks like "
     "{expected}."},
    {"KOLADA_NUMBER", v1::SEVERITY_ERROR, kGroup, "{got} är inget värde som kan läsas.",
     "{got} is no value that can be read.",
     "Ett värde är ett tal som {expected}, eller saknas. Hämta eller exportera filen på nytt.",
     "A value is a number like {expected}, or missing. Fetch or export the file again."},
    {"KOLADA_PERIOD", v1::SEVERITY_ERROR, kGroup, "{got} är inget år.", "{got} is no year.",
     "Jämförelser görs med hela år, som {expected}. Hämta bara sådana värden.",
     "Comparisons are of whole years, like {expected}. Fetch only such values."},
    {"KOLADA_ROW_NAMELESS", v1::SEVERITY_WARNING, kGroup,
     "Raden saknar nyckeltalets titel eller kommunens namn ({got}) och lästes inte.",
     "The row has no title of the series or no name of the region ({got}) and was not read.",
     "Exportera arbetsboken på nytt från Kolada om raden behövs.",
     "Export the workbook from Kolada again if the row is needed."},
    {"KOLADA_SHEET", v1::SEVERITY_ERROR, kGroup,
     "Bladet har ingen rubrikrad med år från tredje kolumnen.",
     "The sheet has no heading row with years from its third column on.",
     "Exportera arbetsboken på nytt från Kolada, med åren som kolumner: {expected}.",
     "Export the workbook from Kolada again, with the years as columns: {expected}."},
};

}  // namespace file_rules

std::span<const Rule> FileRules() { return file_rules::kRules; }

}  // namespace samlad::domain
