// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as the YAML or JSON of a report. What is accepted must survive a
// round through protobuf's own JSON.

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/formats/message_loader.h"
#include "samlad/v1/report.pb.h"
#include "tests/fuzz/check_loaded.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  samlad::v1::Report report;
  const samlad::formats::Loaded loaded = samlad::formats::LoadMessage(text, "fuzz", &report);
  samlad::fuzz::CheckLoaded(loaded, report);
  if (!loaded.findings.empty()) return 0;

  std::string json;
  samlad::fuzz::Require(google::protobuf::util::MessageToJsonString(report, &json).ok(),
                        "it is JSON");
  samlad::v1::Report again;
  samlad::fuzz::Require(samlad::formats::LoadMessage(json, "fuzz", &again).findings.empty(),
                        "JSON is read");
  samlad::fuzz::Require(google::protobuf::util::MessageDifferencer::Equals(report, again),
                        "JSON is read as it was written");
  return 0;
}
