// SPDX-License-Identifier: EUPL-1.2
//
// Findings that know their place in a file as they are made.

#ifndef SAMLAD_GATEWAY_FORMATS_FILE_FINDINGS_H_
#define SAMLAD_GATEWAY_FORMATS_FILE_FINDINGS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/text_encoding.h"
#include "samlad/v1/common.pb.h"

namespace samlad::formats {

// One finding about a file as a whole, or one place in it.
v1::Finding FileFinding(std::string_view code, std::string_view file, LineColumn place,
                        std::string_view got, std::string_view expected);

// Groups findings as domain::FindingCollector does and keeps the place of each
// group's first occurrence. Memory is bounded by limits::kFindingsMax groups.
// Not thread-safe.
class FileFindings {
 public:
  explicit FileFindings(std::string_view file, std::string_view sheet = "")
      : file_(file), sheet_(sheet) {}

  // As FindingCollector::Add.
  void Add(std::string_view code, std::string_view field, int64_t index, LineColumn place,
           std::string_view got, std::string_view expected);
  // Ordered as FindingCollector::Take; located.
  std::vector<v1::Finding> Take();

 private:
  const std::string file_;
  const std::string sheet_;  // of a workbook
  domain::FindingCollector collector_;
  absl::flat_hash_map<std::pair<std::string, std::string>, LineColumn> places_;  // code, field
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_FILE_FINDINGS_H_
