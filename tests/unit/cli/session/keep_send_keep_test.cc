// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/keep_send_keep.h"

#include <filesystem>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/cli/fake_environment.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class KeepSendKeepTest : public ::testing::Test {
 protected:
  ExitCode Send(const absl::StatusOr<std::string>& receipt) {
    return KeepSendKeep(
        context_,
        {.folder = folder_.path().string(),
         .name = "n",
         .kind = "report",
         .payload = log_.payload()},
        [&] {
          sent_with_ = Names();
          return receipt;
        },
        &kept_);
  }
  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }

  FakeEnvironment world_;
  const Context context_{world_.environment};
  const samlad::testing::TempDir folder_;
  const ledger::SampleLog log_;  // its receipt is for position 4
  std::set<std::string> sent_with_;
  Kept kept_;
};

TEST_F(KeepSendKeepTest, ThePayloadIsThereBeforeItIsSentAndTheReceiptAfter) {
  EXPECT_EQ(Send(log_.receipt()), ExitCode::kDone);
  EXPECT_THAT(sent_with_, ElementsAre("n.report.binpb"));
  EXPECT_THAT(Names(), ElementsAre("n.receipt.json", "n.report.binpb"));
  EXPECT_EQ(kept_.position, 4u);
  EXPECT_EQ(kept_.receipt_file, (folder_.path() / "n.receipt.json").string());
  EXPECT_EQ(kept_.payload_file, (folder_.path() / "n.report.binpb").string());
}

TEST_F(KeepSendKeepTest, OfWhatWasRejectedNothingIsKept) {
  EXPECT_EQ(Send(""), ExitCode::kDone);
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_EQ(kept_.position, 0u);
}

TEST_F(KeepSendKeepTest, OfWhatWasRefusedNothingIsKept) {
  EXPECT_EQ(Send(absl::PermissionDeniedError("not yours")), ExitCode::kRefused);
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(KeepSendKeepTest, ThePayloadStaysWhereTheAnswerIsNotKnown) {
  EXPECT_EQ(Send(absl::UnavailableError("gone")), ExitCode::kUnreachable);
  EXPECT_THAT(Names(), ElementsAre("n.report.binpb"));
  EXPECT_THAT(world_.err.str(), HasSubstr("it is not known whether the gateway stored it"));
}

TEST_F(KeepSendKeepTest, ThePayloadStaysForANewRunWhereTheGatewayAsksToWait) {
  EXPECT_EQ(Send(absl::ResourceExhaustedError("busy")), ExitCode::kUnreachable);
  EXPECT_THAT(Names(), ElementsAre("n.report.binpb"));
  EXPECT_THAT(world_.err.str(), HasSubstr("are kept in"));
}

TEST_F(KeepSendKeepTest, NothingIsSentThatCannotBeKept) {
  folder_.Write("n.receipt.json", "a shopping list");
  EXPECT_EQ(Send(log_.receipt()), ExitCode::kUsage);
  EXPECT_THAT(sent_with_, IsEmpty());
  EXPECT_THAT(world_.err.str(), HasSubstr("nothing was sent"));
}

}  // namespace
}  // namespace samlad::cli
