// SPDX-License-Identifier: EUPL-1.2
//
// An answer is given when what it rests on is durable, and not before.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/coordination_fixture.h"
#include "tests/unit/exchange/sequenced.h"

namespace samlad::exchange {
namespace {

using testing::MakeIdentity;
using Answer = std::future<absl::StatusOr<Outcome>>;

class DurableAnswersTest : public CoordinationTest {
 protected:
  static Command Revoke(std::string_view id, std::string_view organisation) {
    Command command = Make(CommandKind::kRevokeIdentity, "office", id, MakeIdentity(organisation));
    command.sender.certificate = "0ff1ce";
    return command;
  }

  // Commands of all kinds that rest on one another: in one batch, the first of
  // each group becomes an entry, and the others are answered because of it.
  static std::vector<Command> OnEachOther(uint64_t report) {
    std::vector<Command> commands;
    for (int i = 0; i < 4; ++i) commands.push_back(Waive(StrCat("w", i), "school"));
    commands.push_back(Waive("lift", "school", /*lifted=*/true));
    commands.push_back(Waive("lift2", "school", /*lifted=*/true));
    commands.push_back(Approve("ok", report));
    commands.push_back(Approve("ok2", report));
    for (int i = 0; i < 4; ++i) commands.push_back(Withdraw("homes", StrCat("t", i), report));
    const Command submit = Submit("school", "s", MakeReport("school", "2025", 70));
    commands.push_back(submit);
    commands.push_back(submit);                                                    // a retry
    commands.push_back(Submit("school", "s", MakeReport("school", "2025", 71)));   // bound
    commands.push_back(Submit("school", "s2", MakeReport("school", "2025", 71)));  // stale
    Command validate = Submit("school", "", MakeReport("school", "2025", 72));
    validate.kind = CommandKind::kValidateReport;
    commands.push_back(validate);  // stale
    for (int i = 0; i < 4; ++i) commands.push_back(Revoke(StrCat("r", i), "school"));
    commands.push_back(Submit("school", "s", MakeReport("school", "2025", 70)));  // revoked
    return commands;
  }

  std::unique_ptr<Sequenced> Sequence() {
    exchange_.reset();
    return std::make_unique<Sequenced>(kOrigin, *store_, clock_, *signer_, Verifier());
  }
};

bool IsReady(const Answer& answer) {
  return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

TEST_F(DurableAnswersTest, NothingIsAnsweredBeforeWhatItRestsOnIsDurable) {
  const uint64_t report = Report("a");
  const auto sequenced = Sequence();
  store_->Hold();
  Answer blocker = sequenced->Add(Submit("homes", "x", MakeReport("club", "2025", 1)));
  store_->AwaitHeld();
  std::vector<Answer> answers;
  for (Command& command : OnEachOther(report)) answers.push_back(sequenced->Add(command));
  store_->ReleaseOne();
  store_->AwaitHeld();  // decided on, not durable
  for (size_t i = 0; i < answers.size(); ++i) EXPECT_FALSE(IsReady(answers[i])) << i;
  store_->Release();
  std::vector<std::string> said;
  for (Answer& answer : answers) {
    const auto outcome = answer.get();
    if (!outcome.ok()) said.push_back(ReasonOf(outcome.status()).substr(0, 40));
  }
  EXPECT_EQ(sequenced->batches(), 2u);
  EXPECT_THAT(said, ::testing::Contains("WAIVED_ALREADY").Times(3));
  EXPECT_THAT(said, ::testing::Contains("NOT_WAIVED").Times(1));
  EXPECT_THAT(said, ::testing::Contains("REVIEWED_ALREADY").Times(1));
  EXPECT_THAT(said, ::testing::Contains("REPORT_WITHDRAWN").Times(3));
  EXPECT_THAT(said, ::testing::Contains("identity: is already revoked, by the ent").Times(3));
  EXPECT_THAT(said, ::testing::Contains("REVOKED").Times(1));
}

TEST_F(DurableAnswersTest, IfTheBatchCannotBeWrittenEveryAnswerSaysSo) {
  const uint64_t report = Report("a");
  const auto sequenced = Sequence();
  const uint64_t size = sequenced->size();
  store_->FailAppends(absl::UnavailableError("locked"));
  store_->Hold();
  Answer blocker = sequenced->Add(Submit("homes", "x", MakeReport("club", "2025", 1)));
  store_->AwaitHeld();
  std::vector<Answer> answers;
  answers.push_back(std::move(blocker));
  for (Command& command : OnEachOther(report)) answers.push_back(sequenced->Add(command));
  store_->Release();
  for (size_t i = 0; i < answers.size(); ++i) {
    const auto outcome = answers[i].get();
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kUnavailable) << i << outcome.status();
    EXPECT_EQ(ReasonOf(outcome.status()), "STORE_BUSY") << i;
  }
  EXPECT_EQ(sequenced->size(), size);
  // What was refused because of entries that never were is decided on afresh.
  store_->FailAppends(absl::OkStatus());
  EXPECT_TRUE(sequenced->Add(Waive("w3", "school")).get().ok());
  EXPECT_TRUE(sequenced->Add(Revoke("r3", "school")).get().ok());
}

// Clients that take long to answer hold up no later batch.
TEST_F(DurableAnswersTest, ALargeBatchIsAnsweredWhileTheNextIsDecidedOn) {
  std::promise<void> later_is_answered;
  const auto sequenced = Sequence();
  store_->Hold();
  Answer blocker = sequenced->Add(Submit("homes", "x", MakeReport("club", "2025", 1)));
  store_->AwaitHeld();
  std::vector<Answer> answers;
  answers.push_back(
      sequenced->Add(Waive("w", "school"), [&] { later_is_answered.get_future().wait(); }));
  for (int i = 0; i < 20; ++i) {
    answers.push_back(sequenced->Add(Waive(StrCat("w", i), "school", /*lifted=*/i % 2 == 0)));
  }
  store_->ReleaseOne();
  store_->AwaitHeld();  // the large batch
  Answer later = sequenced->Add(Revoke("r", "homes"));
  store_->Release();
  EXPECT_TRUE(blocker.get().ok());
  const auto revoked = later.get();
  EXPECT_TRUE(revoked.ok()) << revoked.status();
  later_is_answered.set_value();
  for (Answer& answer : answers) EXPECT_TRUE(answer.get().ok());
}

TEST_F(DurableAnswersTest, ALockFromOutsideIsToldToEveryone) {
  sqlite3* holder = nullptr;
  ASSERT_EQ(sqlite3_open(DatabasePath().c_str(), &holder), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(holder, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  std::vector<Answer> answers;
  for (int i = 0; i < 4; ++i) {
    answers.push_back(ExecuteLater(Revoke(StrCat("r", i), "homes")));
    answers.push_back(ExecuteLater(Waive(StrCat("w", i), "homes")));
  }
  for (Answer& answer : answers) EXPECT_EQ(ReasonOf(answer.get().status()), "STORE_BUSY");
  EXPECT_EQ(exchange_->Read()->facts.size(), 1u);
  sqlite3_close(holder);
  EXPECT_TRUE(Execute(Revoke("r0", "homes")).ok());
}

}  // namespace
}  // namespace samlad::exchange
