// SPDX-License-Identifier: EUPL-1.2

#ifndef SAMLAD_GATEWAY_FORMATS_CELL_KIND_H_
#define SAMLAD_GATEWAY_FORMATS_CELL_KIND_H_

namespace samlad::formats {

// What a cell of a workbook is, by its type and its number format.
enum class CellKind {
  kText,
  kNumber,
  kPercent,  // 0.741, shown as 74.1 %
  kDate,     // a date or time: a count of days, or ISO 8601
  kBoolean,
  kError,         // #N/A
  kWithoutResult  // a formula that nothing has computed since it was written
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_CELL_KIND_H_
