// SPDX-License-Identifier: EUPL-1.2
//
// The table `figures` as SDMX-CSV 2.0.0 (SDMX 3.0; SDMX-CSV data message, field
// guide of the SDMX Technical Working Group, sections "Columns", "Column headers"
// and "Column content"): commas, decimal points, UTF-8 without a byte order mark, ids
// instead of names, and the action I (information) on every row.
//
//   STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,ORGANISATION,AREA,SEX,AGE,BACKGROUND,
//   CATEGORY,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT,DEFINITION,FLAGS,
//   REPORTED,EXPECTED,POSITIONS,AS_OF
//
// INDICATOR to TIME_PERIOD are the dimensions; "_T" is all. Parts of years and spans
// of years are time ranges (Technical Notes, section 4.2), because T2 is January to
// August here and May to August in SDMX. Codes of OBS_STATUS are of CL_OBS_STATUS
// 2.2, one a figure by the order of "Possible Ways of Implementing the Observation
// Status Concept" 2.0, section 2; without a value the reason comes first:
//
//   [c] Q, [x] O, [z] M; [b] B, [e] E, [p] P; otherwise A
//
// Codes of CONF_STATUS are of CL_CONF_STATUS: C for [c], N (internal use only) for
// breakdowns, F for the rest. FLAGS has the signs of the view, also [r], for which
// SDMX has no code.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_SDMX_CSV_WRITER_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_SDMX_CSV_WRITER_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "clients/board/export/table_writer.h"

namespace samlad::board {

class SdmxCsvWriter : public TableWriter {
 public:
  // `as_of`: the moment of the view.
  SdmxCsvWriter(Take take, uint64_t as_of);

  // `figures` only.
  absl::Status Begin(const Table& table) override;
  absl::Status Add(std::span<const TableCell> row) override;
  absl::Status End() override { return absl::OkStatus(); }
  absl::Status Finish() override { return pieces_.Flush(); }

 private:
  Pieces pieces_;
  const std::string end_of_row_;
};

// "2025-T2" as "2025-01-01/P8M", "2023/2025" as "2023-01-01/P3Y"; a year as it is.
std::string SdmxPeriod(std::string_view period);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_SDMX_CSV_WRITER_H_
