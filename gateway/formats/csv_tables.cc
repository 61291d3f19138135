// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/csv_tables.h"

namespace samlad::formats {
namespace {

// SDMX CL_SEX; "T", "K" and "M" are Kolada's.
constexpr CsvWord kSexWords[] = {
    {"t", "_T"},        {"_t", "_T"},   {"total", "_T"}, {"totalt", "_T"}, {"alla", "_T"},
    {"samtliga", "_T"}, {"k", "F"},     {"f", "F"},      {"kvinna", "F"},  {"kvinnor", "F"},
    {"woman", "F"},     {"women", "F"}, {"female", "F"}, {"m", "M"},       {"man", "M"},
    {"män", "M"},       {"men", "M"},   {"male", "M"},
};

// SDMX CL_OBS_STATUS 2.1 and Swedish.
constexpr CsvWord kObservationStatusWords[] = {
    {"a", "normal"},
    {"p", "provisional"},
    {"e", "estimated"},
    {"l", "missing"},
    {"m", "not_applicable"},
    {"normalt", "normal"},
    {"preliminär", "provisional"},
    {"preliminärt", "provisional"},
    {"uppskattad", "estimated"},
    {"uppskattat", "estimated"},
    {"saknas", "missing"},
    {"ej_tillämplig", "not_applicable"},
    {"ej_tillämpligt", "not_applicable"},
    {"inte_tillämplig", "not_applicable"},
    {"inte_tillämpligt", "not_applicable"},
};

constexpr CsvWord kProjectStatusWords[] = {
    {"enligt_plan", "on_plan"}, {"avviker", "deviates"},  {"stoppad", "stopped"},
    {"stoppat", "stopped"},     {"avbruten", "stopped"},  {"avbrutet", "stopped"},
    {"avslutad", "finished"},   {"avslutat", "finished"}, {"klar", "finished"},
    {"klart", "finished"},
};

constexpr CsvColumn kObservationColumns[] = {
    {.field = "indicator",
     .swedish = "nyckeltal",
     .other = "indikator",
     .kind = CsvKind::kId,
     .required = true},
    {.field = "indicator_version", .swedish = "version", .other = "", .kind = CsvKind::kNumber},
    {.field = "period", .swedish = "period", .other = "", .kind = CsvKind::kPeriod},
    {.field = "area", .swedish = "område", .other = "", .kind = CsvKind::kId},
    {.field = "sex", .swedish = "kön", .other = "", .kind = CsvKind::kCode, .words = kSexWords},
    {.field = "age", .swedish = "ålder", .other = "", .kind = CsvKind::kId},
    {.field = "background", .swedish = "bakgrund", .other = "", .kind = CsvKind::kId},
    {.field = "category", .swedish = "kategori", .other = "", .kind = CsvKind::kId},
    {.field = "value", .swedish = "värde", .other = "", .kind = CsvKind::kNumber},
    {.field = "numerator", .swedish = "täljare", .other = "", .kind = CsvKind::kNumber},
    {.field = "denominator", .swedish = "nämnare", .other = "", .kind = CsvKind::kNumber},
    {.field = "n", .swedish = "antal_svar", .other = "", .kind = CsvKind::kNumber},
    {.field = "status",
     .swedish = "status",
     .other = "",
     .kind = CsvKind::kStatus,
     .words = kObservationStatusWords,
     .choices = "A (normalt) | P (preliminärt) | E (uppskattat) | L (saknas) | M (ej tillämpligt)"},
    {.field = "comment", .swedish = "kommentar", .other = ""},
    {.field = "source", .swedish = "källa", .other = ""},
};

constexpr CsvColumn kActivityColumns[] = {
    {.field = "id", .swedish = "id", .other = "", .kind = CsvKind::kId},
    {.field = "title", .swedish = "titel", .other = "", .required = true},
    {.field = "description", .swedish = "beskrivning", .other = ""},
    {.field = "indicators",
     .swedish = "nyckeltal",
     .other = "indikatorer",
     .kind = CsvKind::kWords},
    {.field = "priority_area", .swedish = "prioriterat_område", .other = "", .kind = CsvKind::kId},
};

constexpr CsvColumn kFollowUpColumns[] = {
    {.field = "project", .swedish = "projekt", .other = "", .kind = CsvKind::kId, .required = true},
    {.field = "status",
     .swedish = "status",
     .other = "",
     .kind = CsvKind::kStatus,
     .required = true,
     .words = kProjectStatusWords,
     .choices = "on_plan (enligt plan) | deviates (avviker) | stopped (stoppat) | "
                "finished (avslutat)"},
    {.field = "spent_sek", .swedish = "förbrukat_kr", .other = "", .kind = CsvKind::kNumber},
    {.field = "effect", .swedish = "effekt", .other = ""},
    {.field = "deviation", .swedish = "avvikelse", .other = ""},
    {.field = "next_step", .swedish = "nästa_steg", .other = ""},
};

constexpr CsvTable kTables[] = {
    {"observations", kObservationColumns},
    {"activities", kActivityColumns},
    {"follow_ups", kFollowUpColumns},
};

constexpr std::string_view kNotes[] = {"indicator_title",      "nyckeltalets_namn",
                                       "indicator_unit",       "nyckeltalets_enhet",
                                       "indicator_definition", "nyckeltalets_definition"};

constexpr CsvWord kOtherNames[] = {
    {"stadsdel", "område"},
    {"bostadsområde", "område"},
    {"delområde", "område"},
    {"distrikt", "område"},
    {"district", "area"},
    {"region", "area"},
    {"åldersgrupp", "ålder"},
    {"ålderskategori", "ålder"},
    {"age_group", "age"},
    {"age_band", "age"},
    {"genus", "kön"},
    {"juridiskt_kön", "kön"},
    {"gender", "sex"},
    {"utfall", "värde"},
    {"resultat", "värde"},
    {"antal", "värde"},
    {"siffra", "värde"},
    {"count", "value"},
    {"amount", "value"},
    {"figure", "value"},
    {"svarande", "antal_svar"},
    {"respondents", "n"},
    {"månad", "period"},
    {"år", "period"},
    {"month", "period"},
    {"year", "period"},
    {"anteckning", "kommentar"},
    {"notering", "kommentar"},
    {"note", "comment"},
    {"födelseland", "bakgrund"},
    {"härkomst", "bakgrund"},
    {"country_of_birth", "background"},
};

}  // namespace

std::span<const CsvTable> CsvTables() { return kTables; }

std::span<const std::string_view> CsvNotes() { return kNotes; }

std::span<const CsvWord> CsvOtherNames() { return kOtherNames; }

}  // namespace samlad::formats
