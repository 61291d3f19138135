// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as the YAML of a catalogue.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/formats/message_loader.h"
#include "samlad/v1/catalogue.pb.h"
#include "tests/fuzz/check_loaded.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  samlad::v1::Catalogue catalogue;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  samlad::fuzz::CheckLoaded(samlad::formats::LoadMessage(text, "fuzz", &catalogue), catalogue);
  return 0;
}
