// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/export/sdmx_csv_writer.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "clients/board/export/csv_writer.h"
#include "clients/board/export/tables.h"
#include "gateway/base/check.h"
#include "gateway/base/strings.h"

namespace samlad::board {
namespace {

constexpr char kComma = ',';
constexpr std::string_view kHeading =
    "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,ORGANISATION,AREA,SEX,AGE,BACKGROUND,CATEGORY,"
    "TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT,DEFINITION,FLAGS,REPORTED,EXPECTED,"
    "POSITIONS,AS_OF\r\n";
// The version is that of the columns and their codes.
constexpr std::string_view kBeginOfRow = "dataflow,SAMLAD:FIGURES(1.0.0),I,";
constexpr std::string_view kAll = "_T";

constexpr FigureColumn kBreakdowns[] = {kFigureArea, kFigureSex, kFigureAge, kFigureBackground,
                                        kFigureCategory};

bool HasSign(std::span<const TableCell> row, std::string_view sign) {
  return row[kFigureFlags].text.find(sign) != std::string_view::npos;
}

char ObservationStatusOf(std::span<const TableCell> row) {
  const std::string_view code = row[kFigureValue].code;
  if (code == "[c]") return 'Q';
  if (code == "[z]") return 'M';
  if (!code.empty() || row[kFigureValue].text.empty()) return 'O';
  if (HasSign(row, "[b]")) return 'B';
  if (HasSign(row, "[e]")) return 'E';
  return HasSign(row, "[p]") ? 'P' : 'A';
}

char ConfidentialityOf(std::span<const TableCell> row) {
  if (row[kFigureValue].code == "[c]") return 'C';
  const bool is_part = std::ranges::any_of(
      kBreakdowns, [row](FigureColumn column) { return !row[column].text.empty(); });
  return is_part ? 'N' : 'F';
}

}  // namespace

std::string SdmxPeriod(std::string_view period) {
  constexpr size_t kYear = 4;
  if (period.ends_with("-T1")) return StrCat(period.substr(0, kYear), "-01-01/P4M");
  if (period.ends_with("-T2")) return StrCat(period.substr(0, kYear), "-01-01/P8M");
  if (period.size() != 2 * kYear + 1 || period[kYear] != '/') return std::string(period);
  const int first = std::atoi(std::string(period.substr(0, kYear)).c_str());
  const int last = std::atoi(std::string(period.substr(kYear + 1)).c_str());
  return StrCat(period.substr(0, kYear), "-01-01/P", last - first + 1, "Y");
}

SdmxCsvWriter::SdmxCsvWriter(Take take, uint64_t as_of)
    : pieces_(std::move(take)), end_of_row_(StrCat(",", as_of, "\r\n")) {}

absl::Status SdmxCsvWriter::Begin(const Table& table) {
  Check(&table == &TableOf(TableId::kFigures), "SDMX-CSV holds figures");
  pieces_.text() += kHeading;
  return absl::OkStatus();
}

absl::Status SdmxCsvWriter::Add(std::span<const TableCell> row) {
  std::string& out = pieces_.text();
  const auto text = [&](FigureColumn column) {
    AppendCsvText(row[column].text, kComma, out);
    out += kComma;
  };
  const auto dimension = [&](FigureColumn column) {
    AppendCsvText(row[column].text.empty() ? kAll : row[column].text, kComma, out);
    out += kComma;
  };
  out += kBeginOfRow;
  text(kFigureIndicator);
  dimension(kFigureOrganisation);
  for (const FigureColumn column : kBreakdowns) dimension(column);
  const std::string_view period = row[kFigurePeriod].text;
  AppendCsvText(period.size() == 4 ? period : SdmxPeriod(period), kComma, out);
  out += kComma;
  // A text that is no decimal would be no observation.
  if (row[kFigureValue].code.empty() && IsPlainDecimal(row[kFigureValue].text)) {
    out += row[kFigureValue].text;
  }
  out += kComma;
  out += ObservationStatusOf(row);
  out += kComma;
  out += ConfidentialityOf(row);
  out += kComma;
  for (const FigureColumn column :
       {kFigureUnit, kFigureDefinition, kFigureFlags, kFigureReported, kFigureExpected}) {
    text(column);
  }
  out += row[kFigurePositions].text;
  out += end_of_row_;
  return pieces_.Pass();
}

}  // namespace samlad::board
