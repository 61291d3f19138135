// SPDX-License-Identifier: EUPL-1.2
//
// A clock that is behind the log, or has jumped, enters nothing that depends on
// the time.

#include "gateway/exchange/log_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/ledger/header.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/coordination_fixture.h"

namespace samlad::exchange {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::HasSubstr;
using testing::MakeIdentity;

constexpr int64_t Ms(milliseconds time) { return time.count(); }

class LogClockTest : public CoordinationTest {
 protected:
  // One of each command that depends on the time. `report`: of "homes", in force.
  static std::vector<Command> DependOnTheTime(uint64_t report) {
    v1::BoardAcknowledged acknowledged;
    acknowledged.mutable_query()->set_period("2025");
    acknowledged.mutable_query()->set_as_of(report + 1);
    v1::SeriesImported series;
    series.set_provider("kolada");
    v1::DeadlinePassed deadline;
    deadline.set_obligation("annual");
    deadline.set_period("2025");
    v1::ReminderDue reminder;
    reminder.set_obligation("annual");
    reminder.set_period("2025");
    return {Submit("school", "s", MakeReport("school", "2025", 70)),
            Withdraw("homes", "w", report),
            Approve("ok", report),
            SendBack("back", report),
            Waive("waive", "school"),
            Make(CommandKind::kAcknowledge, "board", "ack", acknowledged),
            Make(CommandKind::kImportSeries, "office", "import", series),
            Apply(TestCatalogue(), "apply", 0),
            Make(CommandKind::kPassDeadline, "", "", deadline),
            Make(CommandKind::kRemind, "", "", reminder)};
  }
  static Command Identity(CommandKind kind, std::string_view id) {
    Command command = Make(kind, "office", id, MakeIdentity("club"));
    command.sender.certificate = "0ff1ce";
    return command;
  }
  static Command Validate() {
    Command command = Submit("school", "", MakeReport("school", "2025", 70));
    command.kind = CommandKind::kValidateReport;
    return command;
  }

  void ExpectRefused(uint64_t report, std::string_view reason) {
    for (const Command& command : DependOnTheTime(report)) {
      const absl::Status refused = Execute(command).status();
      EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable) << refused;
      EXPECT_EQ(ReasonOf(refused), reason) << command.submission_id;
      EXPECT_TRUE(refused.GetPayload(StrCat(kMetadataUrl, "gateway_time")).has_value());
      EXPECT_TRUE(refused.GetPayload(StrCat(kMetadataUrl, "log_time")).has_value());
    }
  }
  uint64_t Head() const { return exchange_->Read()->facts.size() - 1; }
  int64_t HeadMs() const { return exchange_->Read()->facts[Head()].time_ms; }
  bool IsReliable() const { return exchange_->ReadClock().reliable.ok(); }
  absl::Status SubmitNow(std::string_view id) {
    return Execute(Submit("school", id, MakeReport("school", "2025", 70))).status();
  }
};

TEST_F(LogClockTest, OnlyWhatStoresNothingAndIdentitiesDoWithoutTheClock) {
  std::vector<const CommandSpec*> without;
  for (const CommandSpec* command : AllCommands()) {
    if (!command->needs_clock) without.push_back(command);
  }
  EXPECT_THAT(without, ::testing::UnorderedElementsAre(&kValidateReport, &kRevokeIdentity,
                                                       &kReinstateIdentity, &kRestoreRevocation));
}

TEST_F(LogClockTest, BehindTheLogNothingThatDependsOnTheTimeIsEntered) {
  const uint64_t report = Report("a");
  v1::DeadlinePassed deadline;
  deadline.set_obligation("annual");
  deadline.set_period("2024");
  const Command passed = Make(CommandKind::kPassDeadline, "", "", deadline);
  ASSERT_TRUE(Execute(passed).ok());
  const int64_t head_ms = HeadMs();
  const uint64_t head = Head();
  clock_.Set(head_ms - Ms(limits::kClockSkewMax));
  EXPECT_TRUE(IsReliable());
  clock_.Set(head_ms - Ms(minutes(10)));
  EXPECT_FALSE(IsReliable());
  ExpectRefused(report, "CLOCK_BEHIND");
  EXPECT_EQ(Head(), head);

  const auto refused = SubmitNow("s");
  EXPECT_THAT(Message(refused), HasSubstr("600 s behind the newest entry"));
  EXPECT_EQ(refused.GetPayload(StrCat(kMetadataUrl, "log_time")), "2026-02-02T02:40:00Z");
  EXPECT_EQ(refused.GetPayload(StrCat(kMetadataUrl, "gateway_time")), "2026-02-02T02:30:00Z");

  // A retry of what is bound, a due date that has passed, a validation, and identities are
  // answered.
  const auto retry = Execute(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_TRUE(retry->replayed);
  EXPECT_TRUE(Execute(passed).ok());
  EXPECT_TRUE(Execute(Validate()).ok());
  EXPECT_TRUE(Execute(Identity(CommandKind::kRevokeIdentity, "r")).ok());
  EXPECT_TRUE(Execute(Identity(CommandKind::kReinstateIdentity, "u")).ok());
  EXPECT_EQ(HeadMs(), head_ms);
  clock_.Set(head_ms);
  EXPECT_TRUE(SubmitNow("s").ok());
}

TEST_F(LogClockTest, OnceConfirmedEntriesTakeTheTimeOfTheLogUntilTheClockHasCaughtUp) {
  const int64_t right_ms = clock_.NowMs();
  clock_.Set(right_ms + Ms(hours(24 * 30)));
  const uint64_t head = Report("a");
  const int64_t ahead_ms = HeadMs();
  clock_.Set(right_ms);
  EXPECT_EQ(ReasonOf(SubmitNow("b")), "CLOCK_BEHIND");
  EXPECT_EQ(exchange_->ConfirmClock(head + 1).code(), absl::StatusCode::kOutOfRange);
  ASSERT_TRUE(exchange_->ConfirmClock(head - 1).ok());
  EXPECT_EQ(ReasonOf(SubmitNow("b")), "CLOCK_BEHIND") << "another head was confirmed";
  ASSERT_TRUE(exchange_->ConfirmClock(head).ok());
  EXPECT_TRUE(SubmitNow("b").ok());
  EXPECT_EQ(HeadMs(), ahead_ms);
  // After a restart with the same configuration, too.
  ASSERT_TRUE(Reopen().ok());
  EXPECT_FALSE(IsReliable());
  ASSERT_TRUE(exchange_->ConfirmClock(head).ok());
  EXPECT_TRUE(Execute(Waive("w", "club")).ok());
  EXPECT_EQ(HeadMs(), ahead_ms);
  // When the log's time is passed, the confirmation has served its purpose.
  clock_.Set(ahead_ms + 1000);
  EXPECT_TRUE(Execute(Waive("l", "club", /*lifted=*/true)).ok());
  EXPECT_EQ(HeadMs(), ahead_ms + 1000);
  clock_.Set(right_ms);
  EXPECT_EQ(CodeOf(Waive("w2", "club")), absl::StatusCode::kUnavailable);
}

TEST_F(LogClockTest, AJumpForwardMustBeConfirmed) {
  const uint64_t report = Report("a");
  const int64_t before_ms = clock_.NowMs();
  clock_.Jump(Ms(limits::kClockJumpMax));
  EXPECT_TRUE(IsReliable()) << "a little is what NTP does";
  clock_.Set(clock_.NowMs() + Ms(hours(24 * 400)));
  EXPECT_TRUE(IsReliable()) << "time goes by";
  clock_.Jump(Ms(hours(48)));
  ExpectRefused(report, "CLOCK_JUMPED");
  EXPECT_TRUE(Execute(Validate()).ok());
  // A revocation takes effect, at the time at which the clock would be.
  EXPECT_TRUE(Execute(Identity(CommandKind::kRevokeIdentity, "r")).ok());
  EXPECT_EQ(HeadMs(), before_ms + Ms(limits::kClockJumpMax) + Ms(hours(24 * 400)));

  ASSERT_TRUE(exchange_->ConfirmClock(report).ok());
  EXPECT_EQ(ReasonOf(SubmitNow("s")), "CLOCK_JUMPED") << "the head has moved on";
  clock_.Jump(-Ms(hours(48)));
  EXPECT_TRUE(IsReliable()) << "the clock was corrected";
  clock_.Jump(Ms(hours(48)));
  ASSERT_TRUE(exchange_->ConfirmClock(Head()).ok());
  EXPECT_TRUE(IsReliable());
  clock_.Jump(Ms(hours(2)));
  EXPECT_FALSE(IsReliable()) << "one confirmation, one jump";
  ASSERT_TRUE(exchange_->ConfirmClock(Head()).ok());
  EXPECT_TRUE(SubmitNow("s").ok());
  EXPECT_EQ(HeadMs(), clock_.NowMs());
}

TEST_F(LogClockTest, AStartLongAfterTheNewestEntryMustBeConfirmed) {
  const uint64_t report = Report("a");
  const int64_t head_ms = HeadMs();
  clock_.Set(head_ms + Ms(limits::kClockGapMax));
  ASSERT_TRUE(Reopen().ok());
  EXPECT_TRUE(IsReliable());
  clock_.Set(head_ms + Ms(limits::kClockGapMax) + 1);
  ASSERT_TRUE(Reopen().ok());
  ExpectRefused(report, "CLOCK_JUMPED");
  EXPECT_TRUE(Execute(Identity(CommandKind::kRevokeIdentity, "r")).ok());
  EXPECT_EQ(HeadMs(), head_ms);
  ASSERT_TRUE(exchange_->ConfirmClock(Head()).ok());
  EXPECT_TRUE(SubmitNow("s").ok());
  EXPECT_EQ(HeadMs(), clock_.NowMs());
}

}  // namespace
}  // namespace samlad::exchange
