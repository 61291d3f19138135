// SPDX-License-Identifier: EUPL-1.2
//
// The tables of a view. Names of tables and columns are promised: new ones can be
// added.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_TABLES_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_TABLES_H_

#include <span>
#include <string_view>

#include "clients/board/export/cells.h"

namespace samlad::board {

enum class TableId {
  kAbout,
  kIndicators,
  kFigures,
  kComparisons,
  kObligations,
  kActivities,
  kProjects,
  kEffects,
  kRecommendations,
  kEvidence,
  kAcknowledgements,
  kClearings,
};

// In the order of TableId, which is that of sheets.
std::span<const Table> ExportTables();
const Table& TableOf(TableId id);
// Null: there is none.
const Table* FindExportTable(std::string_view name);

// The columns of `figures`, which SDMX-CSV reads by number.
enum FigureColumn : size_t {
  kFigurePriorityArea,
  kFigureOrganisation,
  kFigureOrganisationName,
  kFigureIndicator,
  kFigureTitle,
  kFigureUnit,
  kFigurePeriod,
  kFigureArea,
  kFigureSex,
  kFigureAge,
  kFigureBackground,
  kFigureCategory,
  kFigureValue,
  kFigureFlags,
  kFigureReported,
  kFigureExpected,
  kFigureReportedWeight,
  kFigureExpectedWeight,
  kFigureDefinition,
  kFigurePositions,
  kFigureColumns,
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_TABLES_H_
