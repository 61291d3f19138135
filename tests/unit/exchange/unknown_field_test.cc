// SPDX-License-Identifier: EUPL-1.2
//
// What is stored and signed has no field that the contract does not have.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "google/protobuf/unknown_field_set.h"
#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

void AddUnknown(google::protobuf::Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(4242, "hidden");
}

class UnknownFieldTest : public CoordinationTest {
 protected:
  // Somebody who may give the command.
  static std::string_view SenderOf(v1::Permission permission) {
    if (permission == v1::PERMISSION_SUBMIT) return "homes";
    return permission == v1::PERMISSION_ACKNOWLEDGE ? "board" : "office";
  }
};

// Also of those that come later: whatever the message is, it has no such field.
TEST_F(UnknownFieldTest, NoCommandStoresOne) {
  v1::ReportWithdrawn nothing;
  AddUnknown(nothing);
  for (size_t kind = 0; kind < AllCommands().size(); ++kind) {
    const CommandSpec& spec = *AllCommands()[kind];
    SCOPED_TRACE(spec.field);
    if (spec.gateways_own) continue;
    v1::Report report;
    report.set_organisation("homes");
    AddUnknown(report);
    const bool of_report = spec.field == "report";
    const auto outcome =
        Execute({.kind = static_cast<CommandKind>(kind),
                 .sender = {std::string(SenderOf(spec.permission)), "test", ""},
                 .submission_id = StrCat("u", kind),
                 .payload = of_report ? report.SerializeAsString() : nothing.SerializeAsString(),
                 .base = 0});
    if (outcome.ok()) {
      EXPECT_EQ(outcome->verdict, v1::VERDICT_REJECTED);
      EXPECT_THAT(outcome->findings.front().code(), HasSubstr("_FIELD_UNKNOWN"));
      EXPECT_EQ(outcome->findings.front().location().field(), "4242");
      continue;
    }
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kInvalidArgument) << outcome.status();
    EXPECT_EQ(ReasonOf(outcome.status()), "UNKNOWN_FIELD") << outcome.status();
    EXPECT_THAT(std::string(outcome.status().message()), StartsWith(StrCat(spec.field, ".4242: ")));
  }
  EXPECT_EQ(exchange_->Read()->facts.size(), 1u);
}

TEST_F(UnknownFieldTest, IsNamedWithItsPath) {
  const uint64_t report = Report("s1");
  v1::ReportReviewed review = About(report, "see the remark");
  review.add_remarks()->set_text("wrong");
  AddUnknown(*review.mutable_remarks(0));
  const auto refused = Execute(Make(CommandKind::kSendBackReport, "office", "r1", review));
  EXPECT_THAT(std::string(refused.status().message()),
              AllOf(StartsWith("review.remarks[0].4242: "), HasSubstr("samlad.v1.ReportReviewed")));
  EXPECT_EQ(StateOf("homes"), v1::REPORT_STATE_ON_TIME);
}

TEST_F(UnknownFieldTest, InACatalogueIsAFinding) {
  v1::Catalogue catalogue = TestCatalogue();
  AddUnknown(*catalogue.mutable_obligations(0)->mutable_periods(1));
  const auto refused = Execute(Apply(catalogue, "c1", 0));
  ASSERT_TRUE(refused.ok()) << refused.status();
  EXPECT_EQ(refused->verdict, v1::VERDICT_REJECTED);
  EXPECT_EQ(refused->findings.front().code(), "CATALOGUE_FIELD_UNKNOWN");
  EXPECT_EQ(refused->findings.front().location().field(), "obligations[0].periods[1].4242");
  const auto plan = exchange_->reader().Plan(catalogue.SerializeAsString());
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->findings(0).code(), "CATALOGUE_FIELD_UNKNOWN");
}

}  // namespace
}  // namespace samlad::exchange
