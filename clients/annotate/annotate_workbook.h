// SPDX-License-Identifier: EUPL-1.2
//
// Findings written into the sender's own workbook (.xlsx, .xlsm): a note and a
// colour at each cell, and a sheet that lists them with links. The package is
// edited, not made anew: every part but the list of content types, the workbook, its
// relationships, the styles, the sheets with findings (whose cells get other styles)
// and their notes keeps its bytes. A digital signature is removed, because it would
// not hold. Annotating an annotated workbook replaces the notes, colours and list of
// the earlier run. A pure function.

#ifndef SAMLAD_CLIENTS_ANNOTATE_ANNOTATE_WORKBOOK_H_
#define SAMLAD_CLIENTS_ANNOTATE_ANNOTATE_WORKBOOK_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/annotate/annotation.h"
#include "clients/board/language.h"

namespace samlad::annotate {

struct AnnotatedWorkbook {
  std::string bytes;
  std::string list;  // the name of the sheet that lists the findings
  size_t cells = 0;  // that have a note
  bool signature_removed = false;
};

// `summary`: a line above the list. Of more places than
// limits::kAnnotatedPlacesMax, each finding has its first ones, and a row that counts
// the others. INVALID_ARGUMENT: no workbook; RESOURCE_EXHAUSTED: a part is larger than
// limits::kWorkbookPartBytesMax.
absl::StatusOr<AnnotatedWorkbook> AnnotateWorkbook(std::string_view bytes,
                                                   const std::vector<Annotation>& annotations,
                                                   std::string_view summary,
                                                   board::Language language);

}  // namespace samlad::annotate

#endif  // SAMLAD_CLIENTS_ANNOTATE_ANNOTATE_WORKBOOK_H_
