// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace reading_rules {

constexpr std::string_view kGroup = "File";

constexpr Rule kRules[] = {
    {"CSV_ACTION", v1::SEVERITY_ERROR, kGroup,
     "Kolumnen {got} säger vad som ska göras med varje rad, och sådana rader läses inte som "
     "siffror.",
     "The column {got} says what to do with each row, and such rows are not read as figures.",
     "Skicka hela rapporten med de rader som gäller, och ta bort kolumnen. En rad som ska bort "
     "lämnas ut.",
     "Send the whole report with the rows that hold, and remove the column. Leave out a row that "
     "is to be deleted."},
    {"CSV_COLUMN_EMPTY", v1::SEVERITY_INFO, kGroup,
     "Kolumnen {got} är okänd men innehåller ingenting.",
     "The column {got} is unknown but holds nothing.",
     "Ta bort kolumnen, eller sätt rubriken inom parentes om den är en anteckning.",
     "Remove the column, or put its heading in brackets if it is a note."},
    {"CSV_COLUMN_NAMELESS", v1::SEVERITY_ERROR, kGroup,
     "Kolumn {got} har ingen rubrik men innehåller något.",
     "Column {got} has no heading but holds something.",
     "Skriv en rubrik som Samlad känner, eller ta bort kolumnen. En anteckning får en rubrik inom "
     "parentes, till exempel (anteckning).",
     "Write a heading that Samlad knows, or remove the column. A note gets a heading in brackets, "
     "for instance (note)."},
    {"CSV_COLUMN_UNIT", v1::SEVERITY_ERROR, kGroup,
     "Kolumnen {got} anger en annan enhet än den som Samlad läser.",
     "The column {got} names a unit that is not the one that Samlad reads.",
     "Räkna om beloppen till hela kronor och skriv rubriken {expected}: 410,5 tkr skrivs 410500. "
     "Andra siffror skrivs i nyckeltalets enhet.",
     "Convert the amounts to whole kronor and write the heading {expected}: SEK 410.5 thousand is "
     "written 410500. Other figures are written in the indicator's unit."},
    {"CSV_DATE", v1::SEVERITY_ERROR, kGroup, "{got} är ett datum, inte ett tal.",
     "{got} is a date, not a number.",
     "Kalkylprogrammet har gjort om talet till ett datum. Ändra cellens format till Tal eller Text "
     "och skriv talet igen, som {expected}.",
     "The spreadsheet has turned the number into a date. Format the cell as Number or Text and "
     "write the number again, like {expected}."},
    {"CSV_DECIMAL_COMMAS", v1::SEVERITY_ERROR, kGroup,
     "Filen har {expected} mellan cellerna och decimalkomma i alla tal, först {got}.",
     "The file has {expected} between its cells and decimal commas throughout, first {got}.",
     "Om kommatecknen är decimaltecken, kör kommandot med --decimal comma. Annars skriver du "
     "decimaler med punkt, eller sparar filen med semikolon mellan cellerna.",
     "If the commas are decimal marks, run the command with --decimal comma. Otherwise write "
     "decimals with a point, or save the file with semicolons between its cells."},
    {"CSV_DECIMAL_POINTS", v1::SEVERITY_ERROR, kGroup,
     "Filen har {expected} mellan cellerna och decimalpunkt i alla tal, först {got}.",
     "The file has {expected} between its cells and decimal points throughout, first {got}.",
     "Om punkterna är decimaltecken, kör kommandot med --decimal point. Annars skriver du "
     "decimaler "
     "med komma.",
     "If the points are decimal marks, run the command with --decimal point. Otherwise write "
     "decimals with a comma."},
    {"CSV_SDMX", v1::SEVERITY_ERROR, kGroup, "Filen är SDMX-CSV ({got}), som inte läses.",
     "The file is SDMX-CSV ({got}), which is not read.",
     "Exportera en rad för varje siffra med rubrikerna {expected}, utan åtgärder (ACTION). Skicka "
     "alltid hela rapporten.",
     "Export one row for each figure with the headings {expected}, without actions (ACTION). "
     "Always "
     "send the whole report."},
    {"CSV_SYMBOL", v1::SEVERITY_ERROR, kGroup, "{got} är ett tecken, inte ett tal.",
     "{got} is a sign, not a number.",
     "Skriv 0 om siffran är noll. Annars lämnar du cellen tom och skriver i kolumnen status: "
     "Saknas "
     "(L) om siffran finns men inte är insamlad, Ej tillämpligt (M) om den inte kan finnas.",
     "Write 0 if the figure is zero. Otherwise leave the cell empty and write in the column "
     "status: "
     "L if the figure exists but was not collected, M if it cannot exist."},
    {"CSV_UNIT", v1::SEVERITY_ERROR, kGroup, "{got} har en enhet.", "{got} has a unit.",
     "Skriv bara talet, som {expected}. Enheten hör till nyckeltalet.",
     "Write only the number, like {expected}. The unit belongs to the indicator."},
    {"FILE_CHARACTER_LOST", v1::SEVERITY_ERROR, kGroup,
     "Ett tecken har gått förlorat och ersatts av U+FFFD: {got}.",
     "A character was lost and replaced by U+FFFD: {got}.",
     "Det hände när filen sparades eller konverterades. Skriv in tecknet igen, eller exportera "
     "filen på nytt som UTF-8.",
     "It happened when the file was saved or converted. Type the character again, or export the "
     "file again as UTF-8."},
    {"FILE_CURLY_QUOTES", v1::SEVERITY_ERROR, kGroup,
     "{got} står inom typografiska citattecken, som här hör till värdet.",
     "{got} is within typographic quotes, which are part of the value here.",
     "Skriv raka citattecken eller inga: {expected}. Ordbehandlare byter dem; använd en "
     "textredigerare.",
     "Write straight quotes or none: {expected}. Word processors replace them; use a text editor."},
    {"FILE_CURLY_QUOTES_KEPT", v1::SEVERITY_WARNING, kGroup,
     "Texten {got} står inom typografiska citattecken, som blir kvar i texten.",
     "The text {got} is within typographic quotes, which stay in the text.",
     "Skriv raka citattecken om de bara ska avgränsa texten: {expected}.",
     "Write straight quotes if they only enclose the text: {expected}."},
    {"FILE_ENCODED_TWICE", v1::SEVERITY_ERROR, kGroup,
     "Texten har kodats två gånger: {got} ska troligen vara {expected}.",
     "The text was encoded twice: {got} should probably be {expected}.",
     "En UTF-8-fil har öppnats som en annan teckenkodning och sparats igen. Exportera filen på "
     "nytt från källan som UTF-8.",
     "A UTF-8 file was opened as another encoding and saved again. Export the file again from its "
     "source as UTF-8."},
    {"FILE_FLOAT_ROUNDED", v1::SEVERITY_INFO, kGroup, "{got} lästes som {expected}.",
     "{got} was read as {expected}.",
     "Ett flyttal i en dator har 15 säkra siffror; resten är en rest av omräkningen. Skriv tal som "
     "text (\"{expected}\") för att behålla alla siffror.",
     "A floating-point number of a computer has 15 reliable digits; the rest is left from the "
     "conversion. Write numbers as text (\"{expected}\") to keep every digit."},
    {"FILE_HASH_CUTS", v1::SEVERITY_WARNING, kGroup, "Texten slutar före #: bara {got} lästes.",
     "The text ends before #: only {got} was read.",
     "I YAML börjar en kommentar med mellanslag och #. Sätt texten inom citattecken om # hör till "
     "den: \"{expected}\".",
     "In YAML a blank and # begin a comment. Put the text in quotes if # belongs to it: "
     "\"{expected}\"."},
    {"FILE_INDENT_BLANK", v1::SEVERITY_ERROR, kGroup,
     "Raden är indragen med ett annat tecken än mellanslag ({got}).",
     "The line is indented with a character that is no blank ({got}).",
     "Byt tecknet mot vanliga mellanslag. Det följer ofta med när text kopieras från en webbsida "
     "eller ett dokument.",
     "Replace the character by ordinary blanks. It often comes with text that is copied from a web "
     "page or a document."},
    {"FILE_INDENT_TAB", v1::SEVERITY_ERROR, kGroup, "Raden är indragen med en tabb.",
     "The line is indented with a tab.",
     "YAML tillåter bara mellanslag i indrag. Byt varje tabb mot mellanslag, lika många på alla "
     "rader i samma nivå.",
     "YAML allows only blanks in indentation. Replace each tab by blanks, equally many on all "
     "lines "
     "of one level."},
    {"FILE_INVISIBLE_CHARACTER", v1::SEVERITY_ERROR, kGroup,
     "{got} innehåller ett tecken som inte syns eller bara liknar ett annat.",
     "{got} contains a character that is not seen or only looks like another.",
     "Skriv {expected} med tangentbordet i stället för att kopiera. Tecknet visas här med sitt "
     "nummer, till exempel <U+200B>.",
     "Type {expected} instead of copying it. The character is shown here by its number, for "
     "instance <U+200B>."},
    {"FILE_MONEY", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett belopp i hela kronor.",
     "{got} is not an amount in whole kronor.",
     "Skriv hela kronor utan ören och utan enhet, till exempel {expected}. Tusental (tkr) räknas "
     "om "
     "till kronor.",
     "Write whole kronor without öre and without a unit, for instance {expected}. Convert "
     "thousands "
     "(tkr) to kronor."},
    {"FILE_NULL_WORD", v1::SEVERITY_ERROR, kGroup,
     "{got} utan citattecken betyder i YAML att värdet saknas.",
     "{got} without quotes means in YAML that there is no value.",
     "Sätt ordet inom citattecken om det är ett namn eller en kod: \"{got}\". Annars lämnar du "
     "fältet tomt.",
     "Put the word in quotes if it is a name or a code: \"{got}\". Otherwise leave the field "
     "empty."},
    {"FILE_SPREADSHEET_ERROR", v1::SEVERITY_ERROR, kGroup,
     "{got} är ett felmeddelande från kalkylprogrammet, inte ett innehåll.",
     "{got} is an error message of the spreadsheet, not a content.",
     "Rätta formeln i kalkylarket (eller gör kolumnen bredare om cellen visar ####) och spara "
     "filen "
     "igen. Om uppgiften saknas lämnar du cellen tom.",
     "Correct the formula in the spreadsheet (or widen the column if the cell shows ####) and save "
     "the file again. If there is nothing to say, leave the cell empty."},
    {"FILE_WHOLE_NUMBER", v1::SEVERITY_ERROR, kGroup, "{got} är inte ett heltal.",
     "{got} is not a whole number.", "Skriv ett heltal med bara siffror, till exempel {expected}.",
     "Write a whole number with digits only, for instance {expected}."},
    {"ID_READ_AS", v1::SEVERITY_INFO, kGroup, "{got} lästes som {expected}.",
     "{got} was read as {expected}.",
     "Id:t skiljer sig bara i stora och små bokstäver eller accenter. Skriv det som i katalogen "
     "nästa gång.",
     "The id differs only in letter case or accents. Write it as in the catalogue next time."},
};

}  // namespace reading_rules

std::span<const Rule> ReadingRules() { return reading_rules::kRules; }

}  // namespace samlad::domain
