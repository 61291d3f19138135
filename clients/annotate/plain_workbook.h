// SPDX-License-Identifier: EUPL-1.2
//
// A workbook of what stands in files that are none, so that findings can be written
// at their rows and columns. Pure functions.

#ifndef SAMLAD_CLIENTS_ANNOTATE_PLAIN_WORKBOOK_H_
#define SAMLAD_CLIENTS_ANNOTATE_PLAIN_WORKBOOK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::annotate {

struct PlainSheet {
  std::string name;  // as PlainSheetNames gives it
  std::vector<std::vector<std::string>> rows = {};
  char decimal_mark = 0;  // of numbers; 0: every cell is a text
};

// A sheet's name for each file: its own without folder and ending, as far as Excel
// takes it, and each only once.
std::vector<std::string> PlainSheetNames(const std::vector<std::string>& files);

// The bytes of an XLSX file with these sheets, at least one. Cells that are written
// as a number are numbers, all others texts.
absl::StatusOr<std::string> WritePlainWorkbook(const std::vector<PlainSheet>& sheets);

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_PLAIN_WORKBOOK_H_
