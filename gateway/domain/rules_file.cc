// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/rules.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kGroup = "File";

constexpr Rule kRules[] = {
    {"CSV_DUPLICATE_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {got} finns två gånger.",
     "The column {got} stands twice.",
     "Behåll en av kolumnerna och ta bort den andra. Svenska och engelska rubriker för samma sak "
     "räknas som samma kolumn.",
     "Keep one of the columns and remove the other. A Swedish and an English heading for the same "
     "thing count as the same column."},
    {"CSV_MISSING_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {expected} saknas.",
     "The column {expected} is missing.",
     "Lägg till kolumnen {expected} i rubrikraden och fyll i den på varje rad.",
     "Add the column {expected} to the heading row and fill it in on every row."},
    {"CSV_PERIOD_MISMATCH", v1::SEVERITY_ERROR, kGroup,
     "Raden gäller perioden {got}, men rapporten gäller {expected}.",
     "The row is for the period {got}, but the report is for {expected}.",
     "En rapport gäller en enda period. Lägg rader för andra perioder i en egen rapport.",
     "A report is for one period only. Put rows for other periods in a report of their own."},
    {"CSV_ROW_LENGTH", v1::SEVERITY_ERROR, kGroup,
     "Raden har {got} celler, men rubrikraden har {expected}.",
     "The row has {got} cells, but the heading row has {expected}.",
     "Kontrollera att texter som innehåller fältavgränsaren står inom citattecken, och att ingen "
     "cell saknas.",
     "Check that texts which contain the field separator stand within double quotes, and that no "
     "cell is missing."},
    {"CSV_UNKNOWN_COLUMN", v1::SEVERITY_ERROR, kGroup, "Kolumnen {got} är okänd.",
     "The column {got} is unknown.",
     "Rätta rubriken eller ta bort kolumnen. Kolumner som läses: {expected}.",
     "Correct the heading or remove the column. Columns that are read: {expected}."},
    {"FILE_ALIAS", v1::SEVERITY_ERROR, kGroup,
     "Filen använder ett YAML-ankare eller en YAML-hänvisning ({got}). Sådana läses inte.",
     "The file uses a YAML anchor or alias ({got}). They are not read.",
     "Skriv ut innehållet på varje ställe där det ska stå.",
     "Write the content out in every place where it should stand."},
    {"FILE_CONFLICT", v1::SEVERITY_ERROR, kGroup,
     "Två ställen säger olika saker om {field}: {got} här, {expected} tidigare.",
     "Two places say different things about {field}: {got} here, {expected} before.",
     "Bestäm vilket som gäller och skriv det på ett ställe.",
     "Decide which one holds and write it in one place."},
    {"FILE_DUPLICATE_FIELD", v1::SEVERITY_ERROR, kGroup,
     "Fältet {got} står två gånger på samma nivå.",
     "The field {got} stands twice on the same level.",
     "Behåll ett av dem. Ska flera värden anges skrivs de som en lista under ett fält.",
     "Keep one of them. Several values are written as a list under one field."},
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
    {"FILE_OUT_OF_RANGE", v1::SEVERITY_ERROR, kGroup, "{got} är utanför det som fältet kan rymma.",
     "{got} is outside what the field can hold.", "Ange {expected}.", "Give {expected}."},
    {"FILE_SYNTAX", v1::SEVERITY_ERROR, kGroup, "Filen går inte att tolka här: {got}.",
     "The file cannot be understood here: {got}.",
     "Rätta stället. Väntat: {expected}. Felet kan också ligga strax före.",
     "Correct the place. Expected: {expected}. The mistake may also lie just before."},
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
    {"FILE_TRUNCATED", v1::SEVERITY_ERROR, kGroup, "Filen slutar mitt i: {got}.",
     "The file ends halfway: {got}.",
     "Hämta eller exportera filen på nytt; den verkar inte ha sparats färdigt.",
     "Fetch or export the file again; it seems not to have been saved completely."},
    {"FILE_UNKNOWN_FIELD", v1::SEVERITY_ERROR, kGroup, "Fältet {got} är okänt.",
     "The field {got} is unknown.", "Rätta stavningen eller ta bort fältet. Här läses: {expected}.",
     "Correct the spelling or remove the field. Read here: {expected}."},
    {"FILE_WRONG_TYPE", v1::SEVERITY_ERROR, kGroup, "{field} kan inte vara {got}.",
     "{field} cannot be {got}.", "Ange {expected}.", "Give {expected}."},
};

}  // namespace

std::span<const Rule> FileRules() { return kRules; }

}  // namespace samlad::domain
