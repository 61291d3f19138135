// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/submission_id.h"

#include <set>

#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

// Computed by an independent program from the description in the header: a
// partner's client in another language must arrive at the same ids.
TEST(SubmissionIdTest, IsAsDescribed) {
  EXPECT_EQ(ReportSubmissionId("eidar", "eidar-annual", 7,
                               "\x0a\x05"
                               "eidar"),
            "7753c8b34ae9f935547eb36940f3f57e96f140bba9410b4e193a02782e785cbc");
  EXPECT_EQ(CatalogueSubmissionId(0, "xyz"),
            "791315142292352a3a23d68ccdd8e19c46c81b882825fa814c728afebdf02dd2");
  EXPECT_EQ(AcknowledgementSubmissionId(12, std::string(32, '\x01'), "KS § 41", "Noted"),
            "a20fb0fd8d4fecffbf81a7a843a4bea84e0adb8a00c07c1d6c5c0440ee027692");
}

TEST(SubmissionIdTest, DependsOnEveryPart) {
  const std::set<std::string> ids = {
      ReportSubmissionId("ab", "c", 1, "payload"),  ReportSubmissionId("a", "bc", 1, "payload"),
      ReportSubmissionId("ab", "c", 2, "payload"),  ReportSubmissionId("ab", "c", 1, "payloae"),
      ReportSubmissionId("ab", "c", 1, "payload2"), ReportSubmissionId("ab", "d", 1, "payload"),
      ReportSubmissionId("", "abc", 1, "payload"),
  };
  EXPECT_EQ(ids.size(), 7);
}

}  // namespace
}  // namespace samlad::sdk
