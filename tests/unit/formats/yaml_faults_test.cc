// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/yaml_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/formats/message_loader.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(YamlFaultTest, IsToldInSwedish) {
  for (const char* broken :
       {"comment: [a, b\n", "comment: {a: b\n", "comment: \"a\n", "comment: 'a\n",
        "comment: a: b\n", "\tcomment: a\n", "comment: *a\n", "comment: a\n]\n",
        "comment: \"\\q\"\n", "comment: `a`\n", "comment: %a\n", "comment: - a\n"}) {
    v1::Report report;
    const Loaded loaded = LoadMessage(broken, "a.yaml", &report);
    ASSERT_FALSE(loaded.ok()) << broken;
    const v1::Finding& finding = loaded.findings.front();
    if (finding.code() != "FILE_SYNTAX") continue;
    EXPECT_NE(YamlFaultInSwedish(finding.got()), finding.got()) << broken;
    EXPECT_THAT(finding.message().sv(), Not(HasSubstr(finding.got()))) << broken;
    EXPECT_THAT(finding.message().en(), HasSubstr(finding.got())) << broken;
  }
  EXPECT_EQ(YamlFaultInSwedish("unknown escape character: q"), "okänt tecken efter \\: q");
  EXPECT_EQ(YamlFaultInSwedish("something new"), "something new");
}

}  // namespace
}  // namespace samlad::formats
