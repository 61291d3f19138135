// SPDX-License-Identifier: EUPL-1.2
//
// What must hold of a reader's answer and of findings, whatever was read.

#ifndef SAMLAD_TESTS_FUZZ_CHECK_LOADED_H_
#define SAMLAD_TESTS_FUZZ_CHECK_LOADED_H_

#include "gateway/base/limits.h"
#include "gateway/formats/source_map.h"
#include "google/protobuf/message.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {

// What a sender is shown of any finding.
inline void CheckFinding(const v1::Finding& finding) {
  Require(finding.severity() != v1::SEVERITY_UNSPECIFIED, "a finding has a severity");
  Require(!finding.message().sv().empty() && !finding.fix().en().empty(), "a finding has texts");
  Require(finding.got().size() <= limits::kFindingGotBytesMax + 3, "what stands there is short");
  // Serialising fails on strings that are no UTF-8.
  Require(!finding.SerializeAsString().empty(), "a finding can be sent");
}

inline void CheckLoaded(const formats::Loaded& loaded, const google::protobuf::Message& message) {
  Require(loaded.findings.size() <= 3 * limits::kFindingsMax, "findings are bounded");
  for (const v1::Finding& finding : loaded.findings) {
    CheckFinding(finding);
    Require(finding.location().file() == "fuzz", "a finding names its file");
  }
  if (!loaded.ok()) return;
  const std::string bytes = message.SerializeAsString();
  Require(bytes.size() == message.ByteSizeLong(), "the message can be sent");
}

}  // namespace samlad::fuzz

#endif  // SAMLAD_TESTS_FUZZ_CHECK_LOADED_H_
