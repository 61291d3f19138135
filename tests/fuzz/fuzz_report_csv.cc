// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as a CSV file. The first byte chooses how decimals are written.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/formats/report_reader.h"
#include "tests/fuzz/check_loaded.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto mark = static_cast<samlad::formats::DecimalMark>(data[0] % 3);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  samlad::v1::Report report;
  samlad::fuzz::CheckLoaded(samlad::formats::ReadCsv(text, "fuzz", mark, &report), report);
  return 0;
}
