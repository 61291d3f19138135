// SPDX-License-Identifier: EUPL-1.2
//
// Loading texts in tests, and findings short enough to compare.

#ifndef SAMLAD_TESTS_UNIT_FORMATS_LOADING_H_
#define SAMLAD_TESTS_UNIT_FORMATS_LOADING_H_

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

inline v1::Report MustLoadReport(std::string_view text) {
  v1::Report report;
  const Loaded loaded = LoadMessage(text, "r.yaml", &report);
  for (const auto& finding : loaded.findings) ADD_FAILURE() << finding.ShortDebugString();
  return report;
}

// "CODE row:column field" of each finding.
inline std::vector<std::string> Findings(const Loaded& loaded) {
  std::vector<std::string> all;
  for (const v1::Finding& finding : loaded.findings) {
    const v1::Location& at = finding.location();
    all.push_back(StrCat(finding.code(), " ", at.row(), ":", at.column(), " ", at.field()));
  }
  return all;
}

inline std::vector<std::string> FindingsOfReport(std::string_view text) {
  v1::Report report;
  return Findings(LoadMessage(text, "r.yaml", &report));
}

inline v1::Finding OnlyFinding(std::string_view text, google::protobuf::Message& message) {
  const Loaded loaded = LoadMessage(text, "f.yaml", &message);
  EXPECT_EQ(loaded.findings.size(), 1u) << ::testing::PrintToString(Findings(loaded));
  return loaded.findings.empty() ? v1::Finding() : loaded.findings.front();
}

inline v1::Finding OnlyFindingOfReport(std::string_view text) {
  v1::Report report;
  return OnlyFinding(text, report);
}

}  // namespace samlad::formats

#endif  // SAMLAD_TESTS_UNIT_FORMATS_LOADING_H_
