// SPDX-License-Identifier: EUPL-1.2
//
// Personal numbers in the texts of commands.

#include "gateway/exchange/free_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/domain/findings/personal_texts.h"
#include "gateway/domain/values/message_texts.h"
#include "gateway/exchange/commands/command_spec.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using google::protobuf::FieldDescriptor;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class FreeTextsTest : public CoordinationTest {
 protected:
  // The message of a refusal that stored nothing and says no number.
  std::string Refusal(Command command) {
    const uint64_t before = exchange_->Read()->facts.size();
    const auto outcome = Execute(std::move(command));
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kInvalidArgument) << outcome.status();
    EXPECT_EQ(exchange_->Read()->facts.size(), before);
    std::string message(outcome.status().message());
    EXPECT_THAT(message, Not(HasSubstr("9876")));
    EXPECT_THAT(message, HasSubstr("070-174 06 15"));
    EXPECT_LT(message.size(), limits::kErrorMessageBytesMax);
    return message;
  }
};

TEST_F(FreeTextsTest, ReasonsAndRemarksNameNobody) {
  const uint64_t report = Report("s1");
  v1::ReportReviewed review = About(report, "ring 811218-9876");
  EXPECT_THAT(Refusal(Make(CommandKind::kApproveReport, "office", "r1", review)),
              AllOf(StartsWith("review.reason: "), HasSubstr("81****-****")));
  review.set_reason("");
  review.add_remarks()->set_text("gäller 19811218-T123");
  EXPECT_THAT(Refusal(Make(CommandKind::kSendBackReport, "office", "r2", review)),
              AllOf(StartsWith("review.remarks[0].text: "), HasSubstr("1981****-T***")));

  v1::ReportWithdrawn withdrawal;
  withdrawal.set_report(report);
  withdrawal.set_reason("avser 1981-12-18-9876");
  EXPECT_THAT(Refusal(Make(CommandKind::kWithdrawReport, "homes", "w1", withdrawal)),
              StartsWith("withdrawal.reason: "));

  v1::ObligationWaived waiver;
  waiver.set_organisation("school");
  waiver.set_obligation("annual");
  waiver.set_period("2025");
  waiver.set_reason("SE811218987601 har upphört");
  EXPECT_THAT(Refusal(Make(CommandKind::kWaiveObligation, "office", "v1", waiver)),
              StartsWith("waiver.reason: "));

  v1::IdentityChanged identity;
  identity.set_organisation("homes");
  identity.set_reason("811218–9876 har slutat");
  EXPECT_THAT(Refusal(Make(CommandKind::kRevokeIdentity, "office", "i1", identity)),
              StartsWith("identity.reason: "));
}

TEST_F(FreeTextsTest, ARefusalOfManyNumbersKeepsItsBound) {
  v1::ReportReviewed review;
  for (int i = 0; i < 30; ++i) review.mutable_reason()->append("19811218\u20139876; ");
  for (int i = 0; i < 30; ++i) review.add_remarks()->set_text(review.reason());
  const absl::Status refused = CheckFreeTexts("review", review);
  EXPECT_LT(refused.message().size(), limits::kErrorMessageBytesMax) << refused;
  EXPECT_THAT(std::string(refused.message()), HasSubstr("30 more of the texts"));
}

TEST_F(FreeTextsTest, MinutesAndDecisionsNameNobody) {
  Report("s1");
  v1::BoardAcknowledged acknowledged;
  acknowledged.mutable_query()->set_period("2025");
  acknowledged.mutable_query()->set_as_of(2);
  acknowledged.mutable_query()->set_years(1);
  acknowledged.set_view_digest(std::string(32, 'd'));
  acknowledged.set_minute("KS 2026-03-18 § 41, 811218-9876");
  acknowledged.set_decision("anmält av 8112189876");
  EXPECT_THAT(Refusal(Make(CommandKind::kAcknowledge, "board", "a1", acknowledged)),
              AllOf(StartsWith("acknowledgement.minute: "), HasSubstr("1 more of the texts")));
}

TEST_F(FreeTextsTest, SubmissionIdsNameNobody) {
  EXPECT_THAT(Refusal(Submit("homes", "811218-9876", MakeReport("homes", "2025", 70))),
              StartsWith("submission_id: "));
}

// Set in any free text, the number is found; the names of an identity are those of
// a certificate, and a figure has the digits that it has.
TEST_F(FreeTextsTest, EveryTextOfEveryPayloadIsLookedAt) {
  const std::set<std::string> not_free = {
      "samlad.v1.IdentityChanged.organisation", "samlad.v1.IdentityChanged.system",
      "samlad.v1.IdentityChanged.certificate", "samlad.v1.ImportedValue.value"};
  const std::set<v1::EntryKind> without_texts = {
      v1::ENTRY_KIND_CATALOGUE_APPLIED, v1::ENTRY_KIND_REPORT_ACCEPTED,
      v1::ENTRY_KIND_DEADLINE_PASSED,   v1::ENTRY_KIND_REMINDER_DUE,
      v1::ENTRY_KIND_EDITION_PUBLISHED, v1::ENTRY_KIND_SEAT_CERTIFIED};
  for (const CommandSpec* command : AllCommands()) {
    if (!command->StoresEntry()) continue;
    SCOPED_TRACE(command->field);
    const auto payload = MakeTextPayload(command->entry.kind);
    ASSERT_EQ(payload == nullptr, without_texts.contains(command->entry.kind));
    if (payload == nullptr) continue;
    int texts = 0;
    for (int i = 0; i < payload->GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *payload->GetDescriptor()->field(i);
      if (field.type() != FieldDescriptor::TYPE_STRING) continue;
      payload->GetReflection()->SetString(payload.get(), &field, "811218-9876");
      const auto found = domain::FindPersonalTexts(*payload);
      EXPECT_EQ(found.size(), not_free.contains(field.full_name()) ? 0 : 1) << field.full_name();
      payload->GetReflection()->ClearField(payload.get(), &field);
      ++texts;
    }
    EXPECT_GT(texts, 0);
  }
}

TEST_F(FreeTextsTest, FindsTextsAtAnyDepthAndSaysWhere) {
  v1::SeriesImported series;
  series.add_values()->set_region("1488");
  v1::ImportedValue& value = *series.add_values();
  value.set_status("811218-9876");
  value.set_value("8112189876");
  series.set_source("811218-9876 och 8112189876.json");
  const auto findings = domain::FindPersonalTexts(series);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].location().field(), "source");
  EXPECT_EQ(findings[0].got(), "81****-****, 81********");
  EXPECT_EQ(findings[0].occurrences(), 2u);
  EXPECT_EQ(findings[1].location().field(), "values[1].status");

  std::vector<std::string> paths;
  domain::ForEachText(series, [&](const domain::MessageText& text) { paths.push_back(text.path); });
  EXPECT_THAT(paths,
              ElementsAre("source", "values[0].region", "values[1].value", "values[1].status"));
}

TEST_F(FreeTextsTest, OrdinaryTextsAreStored) {
  const uint64_t report = Report("s1");
  v1::ReportReviewed review =
      About(report, "Se KS 2026-03-18 § 41, dnr 2025/00123; ring 070-174 06 15.");
  EXPECT_TRUE(Execute(Make(CommandKind::kApproveReport, "office", "r1", review)).ok());
}

}  // namespace
}  // namespace samlad::exchange
