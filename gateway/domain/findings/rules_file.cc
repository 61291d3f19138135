// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace file_rules {

constexpr std::string_view kGroup = "File";

constexpr Rule kRules[] = {
    {"CSV_DECIMAL_MARK", v1::SEVERITY_ERROR, kGroup,
     "{got} kan läsas på två sätt: filen skriver decimaler med {expected}",
     "{got} is ambiguous, because the file writes decimals with {expected}",
     "Skriv tusental utan tecken eller med mellanslag (1412 eller 1 412), och decimaler på samma "
     "sätt i hela filen. En fil med semikolon mellan cellerna läses med decimalkomma, andra med "
     "decimalpunkt; --decimal comma och --decimal point ändrar det.",
     "Write thousands without a mark or with a blank (1412 or 1 412), and decimals in the same way "
     "in the whole file. A file with semicolons between its cells is read with decimal commas, "
     "others with decimal points; --decimal comma and --decimal point change that."},
    {"CSV_DUPLICATE_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {got} finns två gånger.",
     "The column {got} appears twice.",
     "Behåll en av kolumnerna och ta bort den andra. Svenska och engelska rubriker för samma sak "
     "räknas som samma kolumn.",
     "Keep one of the columns and remove the other. A Swedish and an English heading for the same "
     "thing count as the same column."},
    {"CSV_HEADINGS", v1::SEVERITY_ERROR, kGroup, "Rubrikraden går inte att känna igen ({got}).",
     "The heading row cannot be recognised ({got}).",
     "Första raden ska innehålla rubriker, och en av dem ska vara {expected}. Ta bort rader "
     "ovanför rubrikraden.",
     "The first row must contain the headings, and one of them must be {expected}. Remove rows "
     "above the heading row."},
    {"CSV_MISSING_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {expected} saknas.",
     "The column {expected} is missing.",
     "Lägg till kolumnen {expected} i rubrikraden och fyll i den på varje rad.",
     "Add the column {expected} to the heading row and fill it in on every row."},
    {"CSV_NUMBER", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett giltigt tal.",
     "{got} is not a valid number.",
     "Skriv ett tal som {expected}. Om värdet saknas lämnar du cellen tom och skriver Saknas (L) i "
     "kolumnen status. Om Excel visar 1,2E+05 ändrar du cellens format till Tal.",
     "Write a number like {expected}. If there is no value, leave the cell empty and write L in "
     "the column status. If Excel shows 1.2E+05, format the cell as Number."},
    {"CSV_NUMBER_DIGITS", v1::SEVERITY_ERROR, kGroup,
     "{got} har inledande nollor eller för många siffror.",
     "{got} has leading zeros or too many digits.",
     "Skriv ett tal som {expected}: utan inledande nollor, med högst 12 siffror före "
     "decimaltecknet och 6 efter.",
     "Write a number like {expected}: without leading zeros, with at most 12 digits before the "
     "decimal mark and 6 after it."},
    {"CSV_PERCENT", v1::SEVERITY_ERROR, kGroup, "{got} har ett procenttecken.",
     "{got} has a percent sign.",
     "Skriv {expected}, utan procenttecken, eftersom enheten hör till nyckeltalet. Ändra inte bara "
     "cellens format i Excel: då blir 42,8 % till 0,428, och det talet är fel.",
     "Write {expected}, without a percent sign, because the unit belongs to the indicator. Do not "
     "only change the cell format in Excel: 42.8 % then becomes 0.428, which is wrong."},
    {"CSV_PERIOD_MISMATCH", v1::SEVERITY_ERROR, kGroup,
     "Raden gäller perioden {got}, men rapporten gäller {expected}.",
     "The row is for the period {got}, but the report is for {expected}.",
     "En rapport gäller en enda period. Lägg rader för andra perioder i en egen rapport.",
     "A report is for one period only. Put rows for other periods in separate reports."},
    {"CSV_QUOTE", v1::SEVERITY_ERROR, kGroup, "Efter ett avslutande citattecken kommer {got}.",
     "{got} follows a closing double quote.",
     "Skriv ett citattecken inne i en text som två: \"\". Efter det avslutande citattecknet kommer "
     "nästa avgränsare.",
     "Write a double quote within a text as two: \"\". The closing quote must be followed by the "
     "next separator."},
    {"CSV_ROW_LENGTH", v1::SEVERITY_ERROR, kGroup,
     "Raden har {got} celler, men rubrikraden har {expected}.",
     "The row has {got} cells, but the heading row has {expected}.",
     "Kontrollera att texter som innehåller fältavgränsaren står inom citattecken, och att ingen "
     "cell saknas.",
     "Check that texts which contain the field separator are enclosed in double quotes, and that "
     "no cell is missing."},
    {"CSV_STATUS", v1::SEVERITY_ERROR, kGroup, "{got} är inte en känd status.",
     "{got} is not a known status.",
     "Skriv en av: {expected}. Tom cell betyder ett normalt värde i tabellen med siffror.",
     "Write one of: {expected}. In observations an empty cell means a normal value."},
    {"CSV_THOUSANDS", v1::SEVERITY_ERROR, kGroup,
     "{got} har mellanslag på fel ställen för ett tal.",
     "{got} has blanks in the wrong places for a number.",
     "Skriv talet utan mellanslag, eller med ett mellanslag före varje grupp om tre siffror: "
     "{expected}.",
     "Write the number without blanks, or with one blank before each group of three digits: "
     "{expected}."},
    {"CSV_UNKNOWN_COLUMN", v1::SEVERITY_ERROR, kGroup,
     "Kolumnen {got} är okänd men innehåller något.",
     "The column {got} is unknown but holds something.",
     "Rätta rubriken (menade du {expected}?) eller ta bort kolumnen, eftersom en uppdelad siffra "
     "annars kan läsas som totalen. En anteckning får rubriken inom parentes: ({got}).",
     "Correct the heading (did you mean {expected}?) or remove the column, because a part could "
     "otherwise be read as the total. The heading of a note is put in brackets: ({got})."},
    {"FILE_ALIAS", v1::SEVERITY_ERROR, kGroup,
     "Filen använder ett YAML-ankare eller en YAML-hänvisning ({got}), som inte stöds.",
     "The file uses a YAML anchor or alias ({got}), which is not supported.",
     "Skriv ut innehållet på varje ställe där det hör hemma.",
     "Write out the content in every place where it belongs."},
    {"FILE_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Fältet {field} har olika värden på två ställen: ”{got}” här, ”{expected}” tidigare.",
     "The field {field} has different values in two places: “{got}” here, “{expected}” earlier.",
     "Bestäm vilket värde som är rätt och skriv det på ett enda ställe.",
     "Decide which value is correct and write it in one place only."},
    {"FILE_CONTROL_CHARACTER", v1::SEVERITY_ERROR, kGroup,
     "Filen innehåller ett styrtecken ({got}).", "The file contains a control character ({got}).",
     "Ta bort tecknet. Filer som inte är text (till exempel en Excel-arbetsbok med ändrat namn) "
     "kan inte läsas.",
     "Remove the character. Files that are not text (for instance a renamed Excel workbook) cannot "
     "be read."},
    {"FILE_DUPLICATE_FIELD", v1::SEVERITY_ERROR, kGroup,
     "Fältet {got} finns två gånger på samma nivå.",
     "The field {got} appears twice on the same level.",
     "Behåll ett av dem. Flera värden skrivs som en lista under ett fält.",
     "Keep one of them. Write several values as a list under one field."},
    {"FILE_ELEMENT_TOO_LONG", v1::SEVERITY_ERROR, kGroup,
     "Ett element som börjar här är längre än {expected} byte eller avslutas aldrig.",
     "An element that begins here is longer than {expected} bytes, or never ends.",
     "Kontrollera att citattecken och parenteser avslutas. En text i en rapport har högst några "
     "tusen tecken.",
     "Check that quotes and brackets are closed. A text in a report has at most a few thousand "
     "characters."},
    {"FILE_EMPTY", v1::SEVERITY_ERROR, kGroup, "Filen är tom.", "The file is empty.",
     "Kontrollera att du valde rätt fil och att den sparades innan den skickades.",
     "Check that you chose the right file, and that it was saved before it was sent."},
    {"FILE_ENCODING", v1::SEVERITY_ERROR, kGroup, "Filens teckenkodning går inte att läsa ({got}).",
     "The character encoding of the file cannot be read ({got}).",
     "Spara filen som UTF-8 (i Excel: ”CSV UTF-8”) och försök igen. Kontrollera sedan å, ä och "
     "ö.",
     "Save the file as UTF-8 (in Excel: \"CSV UTF-8\") and try again. Then check å, ä and ö."},
    {"FILE_ENCODING_FOREIGN", v1::SEVERITY_ERROR, kGroup,
     "Filen är kodad som {got}, inte som UTF-8.", "The file is encoded in {got}, not in UTF-8.",
     "Spara filen som UTF-8 (i Excel: ”CSV UTF-8”, inte ”CSV (Macintosh)” eller "
     "”CSV (MS-DOS)”) och försök igen.",
     "Save the file as UTF-8 (in Excel: \"CSV UTF-8\", not \"CSV (Macintosh)\" or "
     "\"CSV (MS-DOS)\") and try again."},
    {"FILE_ENCODING_WINDOWS_1252", v1::SEVERITY_INFO, kGroup,
     "Filen är inte UTF-8 och lästes som Windows-1252.",
     "The file is not UTF-8 and was read as Windows-1252.",
     "Kontrollera att å, ä och ö är rätt. Spara filen som UTF-8 nästa gång för att undvika detta.",
     "Check that å, ä and ö are correct. Save the file as UTF-8 next time to avoid this."},
    {"FILE_FLAG_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Filen anger ”{got}” i {field}, men kommandot anger {expected}.",
     "The file has “{got}” in {field}, but the command line has {expected}.",
     "Ta bort tillvalet eller rätta filen: vad en fil säger ersätts aldrig.",
     "Leave out the option or correct the file: what a file says is never replaced."},
    {"FILE_KIND", v1::SEVERITY_ERROR, kGroup, "Filer av typen {got} stöds inte.",
     "Files of the type {got} are not supported.",
     "Spara rapporten i något av formaten {expected}.",
     "Save the report in one of these formats: {expected}."},
    {"FILE_MANY_DOCUMENTS", v1::SEVERITY_ERROR, kGroup,
     "Filen innehåller ett andra dokument, som börjar här.",
     "The file contains a second document, which begins here.",
     "Lägg varje dokument i en egen fil, eller ta bort raden med ---.",
     "Put each document in a separate file, or remove the line with ---."},
    {"FILE_OLD_WORKBOOK", v1::SEVERITY_ERROR, kGroup,
     "Filen är skyddad med lösenord, eller en gammal Excel-fil (.xls).",
     "The file is protected with a password, or an old Excel file (.xls).",
     "Öppna den i Excel, ta bort lösenordet under Arkiv > Info > Skydda arbetsbok, och spara den "
     "som Excel-arbetsbok (.xlsx).",
     "Open it in Excel, remove the password under File > Info > Protect Workbook, and save it as "
     "an Excel workbook (.xlsx)."},
    {"FILE_OPEN_DOCUMENT", v1::SEVERITY_ERROR, kGroup,
     "Filen är ett OpenDocument-kalkylark (.ods), vad den än heter.",
     "The file is an OpenDocument spreadsheet (.ods), whatever its name.",
     "Spara den som Excel-arbetsbok (.xlsx): i LibreOffice Arkiv > Spara som.",
     "Save it as an Excel workbook (.xlsx): in LibreOffice, File > Save As."},
    {"FILE_OUT_OF_RANGE", v1::SEVERITY_ERROR, kGroup,
     "{got} ligger utanför fältets tillåtna värden.", "{got} is outside the range of the field.",
     "Ange {expected}.", "Give {expected}."},
    {"FILE_SYNTAX", v1::SEVERITY_ERROR, kGroup, "Filen går inte att tolka här: {got}.",
     "The file cannot be parsed here: {got}.",
     "Rätta felet här. Väntat: {expected}. Felet kan också finnas strax före.",
     "Correct the mistake here. Expected: {expected}. The mistake may also be just before."},
    {"FILE_TAG", v1::SEVERITY_ERROR, kGroup, "Filen använder en YAML-tagg ({got}), som inte stöds.",
     "The file uses a YAML tag ({got}), which is not supported.",
     "Ta bort taggen och skriv bara värdet.", "Remove the tag and write only the value."},
    {"FILE_TOO_DEEP", v1::SEVERITY_ERROR, kGroup,
     "Filen har fler nivåer än vad som stöds ({expected}).",
     "The file has more nested levels than are supported ({expected}).",
     "En rapport behöver högst fyra nivåer. Kontrollera indrag och parenteser.",
     "A report needs at most four levels. Check indentation and brackets."},
    {"FILE_TOO_LARGE", v1::SEVERITY_ERROR, kGroup, "Filen är för stor: {got} byte.",
     "The file is too large: {got} bytes.",
     "En fil får ha högst {expected} byte. Kontrollera att du valde rätt fil; en rapport "
     "innehåller bara sammanställda siffror.",
     "A file may have at most {expected} bytes. Check that you chose the right file; a report "
     "contains only aggregated figures."},
    {"FILE_TOO_MANY_VALUES", v1::SEVERITY_ERROR, kGroup,
     "Filen har fler värden än de {expected} som är tillåtna.",
     "The file contains more values than the {expected} that are allowed.",
     "Dela upp innehållet på flera rapporter, eller kontrollera att du valde rätt fil.",
     "Split the content into several reports, or check that you chose the right file."},
    {"FILE_TRUNCATED", v1::SEVERITY_ERROR, kGroup, "Filen är avkortad: {got}.",
     "The file is truncated: {got}.",
     "Hämta eller exportera filen på nytt, eftersom den inte verkar ha sparats helt.",
     "Fetch or export the file again, because it does not seem to have been saved completely."},
    {"FILE_UNKNOWN_FIELD", v1::SEVERITY_ERROR, kGroup, "Fältet {got} är okänt.",
     "The field {got} is unknown.", "Rätta stavningen eller ta bort fältet. Menade du {expected}?",
     "Correct the spelling or remove the field. Did you mean {expected}?"},
    {"FILE_WORKBOOK", v1::SEVERITY_ERROR, kGroup, "Filen är inte en läsbar Excel-arbetsbok: {got}.",
     "The file is not a readable Excel workbook: {got}.",
     "Hämta eller exportera filen på nytt och spara den som {expected}.",
     "Fetch or export the file again and save it as {expected}."},
    {"FILE_WRONG_TYPE", v1::SEVERITY_ERROR, kGroup, "{got} har fel typ för fältet.",
     "{got} has the wrong type for the field.", "Ange {expected}.", "Give {expected}."},
    {"KOLADA_CELL_DATE", v1::SEVERITY_ERROR, kGroup,
     "Cellen {got} är ett datum eller en tid, inte ett tal.",
     "The cell {got} is a date or a time, not a number.",
     "Excel har gjort om värdet till ett datum. Exportera arbetsboken på nytt, eller ändra cellens "
     "format till Tal och skriv värdet igen, som {expected}.",
     "Excel has turned the value into a date. Export the workbook again, or format the cell as "
     "Number and enter the value again, like {expected}."},
    {"KOLADA_CELL_FORMULA", v1::SEVERITY_ERROR, kGroup,
     "Cellen {got} har en formel utan sparat resultat.",
     "The cell {got} has a formula without a stored result.",
     "Öppna arbetsboken i Excel så att den räknas om, och spara den. Eller ersätt formeln med dess "
     "värde.",
     "Open the workbook in Excel, so that it is computed, and save it. Or replace the formula with "
     "its value."},
    {"KOLADA_CELL_PERCENT", v1::SEVERITY_ERROR, kGroup,
     "Cellen {got} har procentformat, så filens tal är en hundradel av det som visas.",
     "The cell {got} has a percent format, so the number in the file is a hundredth of what is "
     "shown.",
     "Exportera arbetsboken på nytt från Kolada. Eller ändra cellens format från Procent till Tal "
     "och skriv värdet i procent, som {expected}.",
     "Export the workbook from Kolada again. Or change the cell format from Percentage to Number "
     "and enter the value in per cent, like {expected}."},
    {"KOLADA_COLUMN", v1::SEVERITY_WARNING, kGroup,
     "Kolumnen vid {got} har ingen rubrik som är ett år och lästes inte.",
     "The column at {got} has no heading that is a year and was not read.",
     "Är det en kommentar behöver du inte göra något. Är det värden ska rubriken vara bara ett år, "
     "som {expected}.",
     "If it is a comment, there is nothing to do. If it is values, the heading must be a year and "
     "nothing else, like {expected}."},
    {"KOLADA_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Filerna har olika uppgifter om samma värde: {got} här, {expected} tidigare.",
     "The files disagree on the same value: {got} here, {expected} earlier.",
     "Hämta alla värden från Kolada på nytt vid samma tillfälle, och importera bara de filerna.",
     "Fetch all values from Kolada again at the same time, and import only those files."},
    {"KOLADA_DELETED", v1::SEVERITY_INFO, kGroup,
     "Kolada har dragit tillbaka värdet {got}, så det räknas inte.",
     "Kolada has withdrawn the value {got}, so it does not count.",
     "Du behöver inte göra något. Finns ett nytt värde för samma nyckeltal, kommun, år och kön "
     "används det, annars står det att inget värde finns.",
     "There is nothing to do. A new value for the same series, region, year and sex is used if "
     "there is one; otherwise there is no value."},
    {"KOLADA_EMPTY", v1::SEVERITY_ERROR, kGroup, "Kolada svarade utan några värden.",
     "Kolada answered without any values.",
     "Är nyckeltalet nedlagt, eller finns inga värden för de kommuner och år som efterfrågades? "
     "Sök nyckeltalets kod på kolada.se, rätta frågan och hämta filen på nytt, eller importera "
     "utan den här filen.",
     "No values: is the series retired, or are there none for the regions and years that were "
     "asked for? Look the code up at kolada.se, correct the question and fetch the file again, or "
     "import without this file."},
    {"KOLADA_ERROR", v1::SEVERITY_ERROR, kGroup, "Kolada svarade med ett fel: {got}",
     "Kolada answered with an error: {got}",
     "Rätta frågan till Koladas datatjänst efter felet ovan och hämta filen på nytt.",
     "Correct the question to Kolada's data service by the error above, and fetch the file again."},
    {"KOLADA_FIELD_MISSING", v1::SEVERITY_ERROR, kGroup, "Posten saknar fältet {expected}.",
     "The record lacks the field {expected}.",
     "Hämta filen från Kolada på nytt. Varje post ska ha kpi, municipality, period och values.",
     "Fetch the file from Kolada again. Each record must have kpi, municipality, period and "
     "values."},
    {"KOLADA_GENDER", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett kön i Kolada.",
     "{got} is not a gender code of Kolada.", "Kolada använder {expected}. Hämta filen på nytt.",
     "Kolada uses {expected}. Fetch the file again."},
    {"KOLADA_HIDDEN_ROWS", v1::SEVERITY_WARNING, kGroup,
     "Bladet har {got} dolda rader, som lästes ändå.",
     "The sheet has {got} hidden rows, which were read all the same.",
     "Visa raderna i Excel (Ta fram, eller ta bort filtret). Ska de inte med tar du bort dem ur "
     "filen.",
     "Show the rows in Excel (Unhide, or remove the filter). If they should not be imported, "
     "delete them from the file."},
    {"KOLADA_NO_VALUES", v1::SEVERITY_ERROR, kGroup, "Filen innehåller inga värden från Kolada.",
     "The file contains no values from Kolada.",
     "Kontrollera att du valde rätt fil. Ett svar från Koladas datatjänst ser ut som {expected}.",
     "Check that you chose the right file. An answer of Kolada's data service looks like "
     "{expected}."},
    {"KOLADA_NUMBER", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett giltigt värde.",
     "{got} is not a valid value.",
     "Ett värde är ett tal som {expected} eller tomt. TRUE, FALSE och felvärden som #N/A är inte "
     "tal. Hämta eller exportera filen på nytt, eller rätta cellen.",
     "A value is a number like {expected}, or empty. TRUE, FALSE and error values like #N/A are "
     "not "
     "numbers. Fetch or export the file again, or correct the cell."},
    {"KOLADA_PAGE", v1::SEVERITY_WARNING, kGroup,
     "Filen är sida {got} av flera, och en sida bredvid den saknas bland filerna.",
     "The file is page {got} of more, and a page next to it is not among the files.",
     "Hämta även {expected}, och importera alla sidor tillsammans.",
     "Fetch {expected} too, and import all pages together."},
    {"KOLADA_PERIOD", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett år.", "{got} is not a year.",
     "Jämförelser använder hela år, som {expected}. Hämta bara sådana värden.",
     "Comparisons use whole years, like {expected}. Fetch only such values."},
    {"KOLADA_ROW_NAMELESS", v1::SEVERITY_WARNING, kGroup,
     "Raden saknar nyckeltalets titel eller kommunens namn ({got}) och lästes inte.",
     "The row lacks the title of the series or the name of the region ({got}) and was not read.",
     "Exportera arbetsboken på nytt från Kolada om raden behövs.",
     "Export the workbook from Kolada again if the row is needed."},
    {"KOLADA_SHEET", v1::SEVERITY_ERROR, kGroup,
     "Bladet har ingen rubrikrad med år från tredje kolumnen.",
     "The sheet has no heading row with years from the third column on.",
     "Exportera arbetsboken på nytt från Kolada, med åren som kolumner: {expected}.",
     "Export the workbook from Kolada again, with the years as columns: {expected}."},
};

}  // namespace file_rules

std::span<const Rule> FileRules() { return file_rules::kRules; }

}  // namespace samlad::domain
