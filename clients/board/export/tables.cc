// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/tables.h"

#include <algorithm>
#include <iterator>

namespace samlad::board {
namespace {

using enum ColumnKind;

constexpr Column kAboutColumns[] = {{"name", "uppgift", kWord}, {"value", "innehåll"}};

constexpr Column kIndicatorColumns[] = {
    {"priority_area", "prioriterat område"},
    {"priority_area_title", "prioriterade områdets namn"},
    {"organisation", "organisation"},
    {"organisation_name", "organisationens namn"},
    {"indicator", "nyckeltal"},
    {"title", "nyckeltalets namn"},
    {"unit", "enhet"},
    {"goal", "mål"},
    {"direction", "riktning", kWord},
    {"level", "nivå", kWord},
    {"period", "period"},
    {"value", "värde", kFigure},
    {"flags", "tecken", kNames},
    {"target", "målvärde", kFigure},
    {"target_period", "målvärdets period"},
    {"status", "målstatus", kWord},
    {"trend", "utveckling", kWord},
    {"reported", "har rapporterat", kWhole},
    {"expected", "ska rapportera", kWhole},
    {"reported_weight", "har rapporterat, vikt", kWhole},
    {"expected_weight", "ska rapportera, vikt", kWhole},
    {"definition", "definition", kWhole},
    {"positions", "poster i loggen", kPositions},
};

constexpr Column kFigureTableColumns[] = {
    {"priority_area", "prioriterat område"},
    {"organisation", "organisation"},
    {"organisation_name", "organisationens namn"},
    {"indicator", "nyckeltal"},
    {"title", "nyckeltalets namn"},
    {"unit", "enhet"},
    {"period", "period"},
    {"area", "område"},
    {"sex", "kön"},
    {"age", "ålder"},
    {"background", "bakgrund"},
    {"category", "kategori"},
    {"value", "värde", kFigure},
    {"flags", "tecken", kNames},
    {"reported", "har rapporterat", kWhole},
    {"expected", "ska rapportera", kWhole},
    {"reported_weight", "har rapporterat, vikt", kWhole},
    {"expected_weight", "ska rapportera, vikt", kWhole},
    {"definition", "definition", kWhole},
    {"positions", "poster i loggen", kPositions},
};
static_assert(std::size(kFigureTableColumns) == kFigureColumns);
static_assert(kFigureTableColumns[kFigurePeriod].name == "period");
static_assert(kFigureTableColumns[kFigureValue].name == "value");
static_assert(kFigureTableColumns[kFigurePositions].name == "positions");

constexpr Column kComparisonColumns[] = {
    {"indicator", "nyckeltal"},
    {"series", "serie"},
    {"title", "seriens namn"},
    {"provider", "källa"},
    {"source", "hämtad ur"},
    {"retrieved", "hämtad", kTime},
    {"region", "region"},
    {"region_name", "regionens namn"},
    {"period", "period"},
    {"value", "värde", kFigure},
    {"status", "källans status"},
    {"against", "kommunen jämförd med regionen", kWord},
    {"position", "post i loggen", kWhole},
};

constexpr Column kObligationColumns[] = {
    {"organisation", "organisation"},
    {"organisation_name", "organisationens namn"},
    {"obligation", "uppdrag"},
    {"title", "uppdragets namn"},
    {"period", "period"},
    {"due", "senast", kDay},
    {"state", "läge", kWord},
    {"accepted", "mottagen", kTime},
    {"revisions", "versioner", kWhole},
    {"position", "post i loggen", kWhole},
    {"requires_approval", "kräver godkännande", kFlag},
    {"approved", "godkänd i post", kWhole},
    {"reason", "skäl"},
    {"reopened_until", "öppen igen till", kDay},
};

constexpr Column kActivityColumns[] = {
    {"organisation", "organisation"},
    {"organisation_name", "organisationens namn"},
    {"activity", "aktivitet"},
    {"title", "aktivitetens namn"},
    {"description", "beskrivning"},
    {"indicators", "nyckeltal", kNames},
    {"priority_area", "prioriterat område"},
    {"position", "post i loggen", kWhole},
};

constexpr Column kProjectColumns[] = {
    {"project", "projekt"},
    {"title", "projektets namn"},
    {"owner", "ansvarig"},
    {"owner_name", "ansvarigs namn"},
    {"project_state", "projektets läge", kWord},
    {"closing", "beslut vid avslut", kWord},
    {"end", "slut", kDay},
    {"budget_sek", "budget, kr", kWhole},
    {"spent_sek", "förbrukat, kr", kWhole},
    {"state", "uppföljning", kWord},
    {"due", "senast", kDay},
    {"status", "bedömning", kWord},
    {"effect", "effekt"},
    {"deviation", "avvikelse"},
    {"next_step", "nästa steg"},
    {"never_followed_up", "aldrig uppföljt", kFlag},
    {"over_budget", "över budget", kFlag},
    {"past_end", "slutdagen har passerat", kFlag},
    {"position", "post i loggen", kWhole},
};

constexpr Column kEffectColumns[] = {
    {"project", "projekt"},
    {"indicator", "nyckeltal"},
    {"baseline", "utgångsvärde", kFigure},
    {"baseline_period", "utgångsvärdets period"},
    {"expected", "väntat värde", kFigure},
    {"expected_period", "väntat värdes period"},
    {"measured", "uppmätt värde", kFigure},
    {"position", "post i loggen", kWhole},
};

constexpr Column kRecommendationColumns[] = {
    {"recommendation", "rekommendation"},
    {"title", "rekommendationens text"},
    {"measure", "åtgärd"},
    {"owner", "ansvarig"},
    {"owner_name", "ansvarigs namn"},
    {"due", "senast", kDay},
    {"state", "läge", kWord},
};

constexpr Column kEvidenceColumns[] = {
    {"recommendation", "rekommendation"},
    {"title", "underlag"},
    {"found", "finns", kFlag},
    {"positions", "poster i loggen", kPositions},
    {"missing", "saknas", kNames},
};

constexpr Column kAcknowledgementColumns[] = {
    {"minute", "paragraf"},
    {"decision", "beslut"},
    {"organisation", "organisation"},
    {"organisation_name", "organisationens namn"},
    {"as_of", "antal poster", kWhole},
    {"time", "tid", kTime},
    {"position", "post i loggen", kWhole},
    {"corrects", "rättar post", kWhole},
    {"corrected_by", "rättad av post", kWhole},
};

constexpr Column kClearingColumns[] = {
    {"indicator", "nyckeltal"},
    {"reason", "skäl"},
    {"time", "tid", kTime},
    {"position", "post i loggen", kWhole},
};

constexpr Table kTables[] = {
    {"about", "About", "Om", kAboutColumns},
    {"indicators", "Indicators", "Nyckeltal", kIndicatorColumns},
    {"figures", "Figures", "Siffror", kFigureTableColumns},
    {"comparisons", "Comparisons", "Jämförelser", kComparisonColumns},
    {"obligations", "Reporting", "Rapportering", kObligationColumns},
    {"activities", "Activities", "Aktiviteter", kActivityColumns},
    {"projects", "Projects", "Projekt", kProjectColumns},
    {"effects", "Effects", "Effekter", kEffectColumns},
    {"recommendations", "Recommendations", "Rekommendationer", kRecommendationColumns},
    {"evidence", "Evidence", "Underlag", kEvidenceColumns},
    {"acknowledgements", "Acknowledgements", "Kvittenser", kAcknowledgementColumns},
    {"clearings", "Cleared figures", "Frisläppta uppgifter", kClearingColumns},
};

}  // namespace

std::span<const Table> ExportTables() { return kTables; }

const Table& TableOf(TableId id) { return kTables[static_cast<size_t>(id)]; }

const Table* FindExportTable(std::string_view name) {
  const auto found = std::ranges::find(kTables, name, &Table::name);
  return found == std::end(kTables) ? nullptr : &*found;
}

}  // namespace samlad::board
