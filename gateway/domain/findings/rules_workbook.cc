// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/findings/rules.h"

namespace samlad::domain {
namespace workbook_rules {

constexpr std::string_view kGroup = "File";

constexpr Rule kRules[] = {
    {"NAME_READ_AS", v1::SEVERITY_INFO, kGroup, "Namnet {got} lästes som {expected}.",
     "The name {got} was read as {expected}.",
     "Du behöver inte göra något om det stämmer. Annars skriver du rätt kod ur katalogen.",
     "There is nothing to do if that is right. Otherwise write the right code of the catalogue."},
    {"TEMPLATE_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Mallen gjordes för {got}, men på ett annat ställe står {expected}.",
     "The template was made for {got}, but elsewhere it says {expected}.",
     "Hämta en mall för rätt organisation, uppdrag och period (samlad report template) och flytta "
     "siffrorna dit, eller rätta det andra stället.",
     "Get a template for the right organisation, obligation and period (samlad report template) "
     "and move the figures there, or correct the other place."},
    {"TEMPLATE_DAMAGED", v1::SEVERITY_ERROR, kGroup,
     "Det dolda bladet _samlad, som säger vad mallen gjordes för, har ändrats: {got}.",
     "The hidden sheet _samlad, which says what the template was made for, was changed: {got}.",
     "Hämta en ny mall (samlad report template) och flytta siffrorna dit.",
     "Get a new template (samlad report template) and move the figures there."},
    {"TEMPLATE_FOREIGN", v1::SEVERITY_ERROR, kGroup,
     "Mallen gjordes för {got}, som inte finns i katalogen.",
     "The template was made for {got}, which is not in the catalogue.",
     "Den hör till en annan gateway, eller till en katalog som inte gäller längre. Hämta en ny "
     "mall (samlad report template) och flytta siffrorna dit.",
     "It belongs to another gateway, or to a catalogue that is no longer in force. Get a new "
     "template (samlad report template) and move the figures there."},
    {"TEMPLATE_VERSION", v1::SEVERITY_ERROR, kGroup,
     "Mallen har version {got}, men programmet läser bara upp till version {expected}.",
     "The template has version {got}, but the program reads only up to version {expected}.",
     "Installera en nyare version av samlad, eller hämta mallen på nytt med den som du har "
     "(samlad report template).",
     "Install a newer version of samlad, or get the template again with the one that you have "
     "(samlad report template)."},
    {"WORKBOOK_CELL_FORMULA", v1::SEVERITY_ERROR, kGroup,
     "Cellen har en formel utan sparat resultat.",
     "The cell has a formula without a stored result.",
     "Öppna arbetsboken i Excel så att den räknas om, och spara den. Eller ersätt formeln med dess "
     "värde.",
     "Open the workbook in Excel, so that it is computed, and save it. Or replace the formula with "
     "its value."},
    {"WORKBOOK_CELL_MERGED", v1::SEVERITY_ERROR, kGroup,
     "Cellerna {got} är sammanfogade, så bara den första har ett innehåll.",
     "The cells {got} are merged, so only the first has a content.",
     "Dela dem i Excel (Start > Sammanfoga och centrera > Dela celler) och skriv innehållet på "
     "varje rad där det gäller.",
     "Unmerge them in Excel (Home > Merge & Center > Unmerge Cells), and write the content in "
     "every row in which it holds."},
    {"WORKBOOK_CELL_PERCENT", v1::SEVERITY_ERROR, kGroup,
     "Cellen har procentformat: den visar {got}, men talet i den är en hundradel av det.",
     "The cell has a percent format: it shows {got}, but the number in it is a hundredth of that.",
     "Ändra cellens format från Procent till Tal och skriv värdet igen, i nyckeltalets enhet: "
     "{expected} om det är procent.",
     "Change the cell format from Percentage to Number and enter the value again, in the "
     "indicator's unit: {expected} if that is per cent."},
    {"WORKBOOK_CELL_ROUNDED", v1::SEVERITY_INFO, kGroup,
     "{got} lästes som {expected}, eftersom en siffra har högst sex decimaler.",
     "{got} was read as {expected}, because a figure has at most six decimals.",
     "Du behöver inte göra något om det räcker. Annars avrundar du i kalkylarket.",
     "There is nothing to do if that suffices. Otherwise round it in the spreadsheet."},
    {"WORKBOOK_HIDDEN_COLUMNS", v1::SEVERITY_WARNING, kGroup,
     "Bladet har dolda kolumner ({got}), som lästes ändå.",
     "The sheet has hidden columns ({got}), which were read all the same.",
     "Visa dem i Excel (Ta fram) och kontrollera dem. Ska de inte med tar du bort dem.",
     "Show them in Excel (Unhide) and check them. If they should not be sent, delete them."},
    {"WORKBOOK_HIDDEN_ROWS", v1::SEVERITY_WARNING, kGroup,
     "Bladet har dolda rader med innehåll ({got}), som lästes ändå.",
     "The sheet has hidden rows with a content ({got}), which were read all the same.",
     "Visa raderna i Excel (Ta fram, eller ta bort filtret). Ska de inte med tar du bort dem ur "
     "filen.",
     "Show the rows in Excel (Unhide, or remove the filter). If they should not be sent, delete "
     "them from the file."},
    {"WORKBOOK_HIDDEN_SHEET", v1::SEVERITY_WARNING, kGroup,
     "Bladet {got} är dolt och lästes inte, men ser ut att innehålla uppgifter.",
     "The sheet {got} is hidden and was not read, but seems to hold something to report.",
     "Högerklicka på en bladflik i Excel och välj Ta fram om bladet ska med. Annars tar du bort "
     "det.",
     "Right-click the tab of a sheet in Excel and choose Unhide if the sheet should be sent. "
     "Otherwise delete it."},
    {"WORKBOOK_LABEL_UNKNOWN", v1::SEVERITY_WARNING, kGroup,
     "Raden {got} på underskriftens blad är okänd och lästes inte.",
     "The row {got} of the sheet for the sign-off is unknown and was not read.",
     "Skriv uppgiften på en av mallens rader: {expected}.",
     "Write it in one of the rows of the template: {expected}."},
    {"WORKBOOK_NO_TABLE", v1::SEVERITY_ERROR, kGroup,
     "Inget blad har en rubrikrad som går att känna igen ({got}).",
     "No sheet has a heading row that can be recognised ({got}).",
     "En av de första raderna på ett blad ska innehålla rubriker, och en av dem ska vara "
     "{expected}. Eller använd en mall (samlad report template).",
     "One of the first rows of a sheet must contain the headings, and one of them must be "
     "{expected}. Or use a template (samlad report template)."},
    {"WORKBOOK_NUMBER_AS_TEXT", v1::SEVERITY_ERROR, kGroup,
     "{got} är en text som kan läsas som två olika tal.",
     "{got} is a text that can be read as two different numbers.",
     "Ändra cellens format till Tal och skriv talet igen, utan tecken mellan tusental.",
     "Change the cell format to Number and enter the number again, without a mark between "
     "thousands."},
    {"WORKBOOK_ROWS_ABOVE", v1::SEVERITY_INFO, kGroup,
     "Bladet har rader ovanför rubrikraden ({got}), som inte lästes.",
     "The sheet has rows above the heading row ({got}), which were not read.",
     "Du behöver inte göra något om de bara är en rubrik eller anteckning.",
     "There is nothing to do if they are only a title or a note."},
    {"WORKBOOK_ROWS_UNFILLED", v1::SEVERITY_INFO, kGroup,
     "Bladet har rader som inte är ifyllda ({got}). De räknas inte som siffror.",
     "The sheet has rows that are not filled in ({got}). They do not count as figures.",
     "Du behöver inte göra något om ni inte har uppgifterna. Finns siffran, men inte hos er, "
     "väljer "
     "du Saknas i kolumnen Status.",
     "There is nothing to do if you have nothing to say there. If the figure exists, but not with "
     "you, choose Missing in the column Status."},
    {"WORKBOOK_SHEET_UNREAD", v1::SEVERITY_INFO, kGroup,
     "Bladet {got} har ingen rubrikrad som känns igen, och lästes inte.",
     "The sheet {got} has no heading row that is recognised, and was not read.",
     "Är det en anteckning behöver du inte göra något. Är det uppgifter ska en rubrik vara "
     "{expected}.",
     "If it is a note, there is nothing to do. If it is something to report, one heading must be "
     "{expected}."},
    {"WORKBOOK_TOO_LARGE", v1::SEVERITY_ERROR, kGroup, "Arbetsboken är för stor att läsa: {got}.",
     "The workbook is too large to read: {got}.",
     "Dela upp den på flera arbetsböcker som skickas tillsammans, eller spara bladen som CSV. Är "
     "den inte så stor i Excel kan filen vara skadad eller gjord för att fylla minnet.",
     "Split it into several workbooks that are sent together, or save its sheets as CSV. If it is "
     "not that large in Excel, the file may be damaged, or made to fill the memory."},
};

}  // namespace workbook_rules

std::span<const Rule> WorkbookRules() { return workbook_rules::kRules; }

}  // namespace samlad::domain
