// SPDX-License-Identifier: EUPL-1.2
//
// What is written into a sender's workbook: findings, as texts in one language, and
// their places.

#ifndef SAMLAD_CLIENTS_ANNOTATE_ANNOTATION_H_
#define SAMLAD_CLIENTS_ANNOTATE_ANNOTATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "samlad/v1/common.pb.h"

namespace samlad::annotate {

struct AnnotatedPlace {
  std::string shown;       // in the list: "Nyckeltal!D4", "report.yaml:3:9"
  std::string sheet = {};  // of the workbook; empty: the place is not in it
  uint32_t row = 0;        // 1-based; 0: the sheet as a whole
  uint32_t column = 0;     // 1-based; 0: the row as a whole
};

struct Annotation {
  v1::Severity severity = v1::SEVERITY_INFO;
  std::string code, problem, fix;
  std::vector<AnnotatedPlace> places;  // at least one
};

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_ANNOTATION_H_
