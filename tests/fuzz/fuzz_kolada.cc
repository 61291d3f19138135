// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as an answer of Kolada's, or as its workbook.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/domain/values/decimal.h"
#include "gateway/formats/kolada.h"
#include "tests/fuzz/check_loaded.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace samlad;  // NOLINT
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const formats::KoladaFile read =
      formats::IsWorkbook(bytes)
          ? formats::ReadKoladaWorkbook(bytes, "fuzz", {{"A", "N1"}, {"B", "1488"}})
          : formats::ReadKoladaJson(bytes, "fuzz");
  bool has_error = false;
  for (const v1::Finding& finding : read.findings) {
    fuzz::CheckFinding(finding);
    fuzz::Require(finding.location().file() == "fuzz", "a finding names its file");
    has_error = has_error || finding.severity() == v1::SEVERITY_ERROR;
  }
  if (has_error) return 0;
  for (const v1::ImportedValue& value : read.values) {
    fuzz::Require(!value.sex().empty() && value.period().size() == 4, "a value is complete");
    fuzz::Require(value.value().empty() || domain::ParseDecimal(value.value()).has_value(),
                  "a value is a decimal");
  }
  formats::SelectKolada({}, read.values);
  return 0;
}
