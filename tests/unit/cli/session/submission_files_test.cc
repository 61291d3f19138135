// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/submission_files.h"

#include <filesystem>
#include <set>

#include "gateway/formats/message_loader.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SubmissionFilesTest : public ::testing::Test {
 protected:
  SubmissionFiles Files() { return SubmissionFiles(folder_.path().string(), "n", "report"); }
  std::set<std::string> Names() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }
  std::string Content(const std::string& name) {
    return formats::ReadFile((folder_.path() / name).string(), 1 << 20).value_or("(none)");
  }

  const samlad::testing::TempDir folder_;
  const ledger::SampleLog log_;  // its receipt is for position 4
};

TEST_F(SubmissionFilesTest, KeepsThePayloadThenTheReceipt) {
  SubmissionFiles files = Files();
  ASSERT_TRUE(files.KeepPayload(log_.payload()).ok());
  EXPECT_THAT(Names(), ElementsAre("n.report.binpb"));
  ASSERT_TRUE(files.KeepReceipt(log_.receipt()).ok());
  EXPECT_EQ(Content("n.report.binpb"), log_.payload());
  EXPECT_EQ(ledger::ReceiptFromFile(Content("n.receipt.json")).value_or(""), log_.receipt());
}

TEST_F(SubmissionFilesTest, ARepeatChangesNothing) {
  for (int i = 0; i < 2; ++i) {
    SubmissionFiles files = Files();
    ASSERT_TRUE(files.KeepPayload(log_.payload()).ok());
    ASSERT_TRUE(files.KeepReceipt(log_.receipt()).ok());
  }
  EXPECT_THAT(Names(), ElementsAre("n.receipt.json", "n.report.binpb"));
}

TEST_F(SubmissionFilesTest, NoReceiptIsOverwrittenByOneForOtherBytes) {
  SubmissionFiles first = Files();
  ASSERT_TRUE(first.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(first.KeepReceipt(log_.receipt()).ok());
  SubmissionFiles second = Files();
  ASSERT_TRUE(second.KeepPayload("other bytes").ok());
  EXPECT_THAT(Names(), ElementsAre("n.4.receipt.json", "n.4.report.binpb", "n.report.binpb"));
  EXPECT_EQ(Content("n.4.report.binpb"), log_.payload());
  EXPECT_EQ(Content("n.report.binpb"), "other bytes");
}

TEST_F(SubmissionFilesTest, ARejectionPutsEverythingBack) {
  SubmissionFiles first = Files();
  ASSERT_TRUE(first.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(first.KeepReceipt(log_.receipt()).ok());
  SubmissionFiles second = Files();
  ASSERT_TRUE(second.KeepPayload("other bytes").ok());
  ASSERT_TRUE(second.Withdraw().ok());
  EXPECT_THAT(Names(), ElementsAre("n.receipt.json", "n.report.binpb"));
  EXPECT_EQ(Content("n.report.binpb"), log_.payload());
}

TEST_F(SubmissionFilesTest, ARejectedRepeatKeepsWhatWasAcceptedBefore) {
  SubmissionFiles first = Files();
  ASSERT_TRUE(first.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(first.KeepReceipt(log_.receipt()).ok());
  SubmissionFiles second = Files();
  ASSERT_TRUE(second.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(second.Withdraw().ok());
  EXPECT_THAT(Names(), ElementsAre("n.receipt.json", "n.report.binpb"));
}

TEST_F(SubmissionFilesTest, AMoveThatWasInterruptedIsFinished) {
  SubmissionFiles first = Files();
  ASSERT_TRUE(first.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(first.KeepReceipt(log_.receipt()).ok());
  // The crash came between the two renames.
  std::filesystem::rename(folder_.path() / "n.report.binpb", folder_.path() / "n.4.report.binpb");
  SubmissionFiles second = Files();
  ASSERT_TRUE(second.KeepPayload("other bytes").ok());
  EXPECT_THAT(Names(), ElementsAre("n.4.receipt.json", "n.4.report.binpb", "n.report.binpb"));
  EXPECT_EQ(Content("n.4.report.binpb"), log_.payload());
}

TEST_F(SubmissionFilesTest, BytesThatMayHaveBeenStoredAreNeverOverwritten) {
  SubmissionFiles first = Files();
  ASSERT_TRUE(first.KeepPayload("sent without an answer").ok());
  SubmissionFiles second = Files();
  ASSERT_TRUE(second.KeepPayload(log_.payload()).ok());
  EXPECT_EQ(Names().size(), 2u);
  std::string aside = *Names().begin();
  EXPECT_TRUE(aside.starts_with("n.") && aside.ends_with(".report.binpb")) << aside;
  EXPECT_EQ(Content(aside), "sent without an answer");
  EXPECT_EQ(Content("n.report.binpb"), log_.payload());
  // Nothing came of the second.
  ASSERT_TRUE(second.Withdraw().ok());
  EXPECT_THAT(Names(), ElementsAre("n.report.binpb"));
  EXPECT_EQ(Content("n.report.binpb"), "sent without an answer");
}

TEST_F(SubmissionFilesTest, ARefusalOfARepeatDeletesNothing) {
  ASSERT_TRUE(Files().KeepPayload("sent without an answer").ok());
  SubmissionFiles second = Files();
  ASSERT_TRUE(second.KeepPayload("sent without an answer").ok());
  ASSERT_TRUE(second.Withdraw().ok());
  EXPECT_EQ(Content("n.report.binpb"), "sent without an answer");
}

TEST_F(SubmissionFilesTest, TwoLogsMayHaveAnEntryAtThePosition) {
  SubmissionFiles first = Files();
  ASSERT_TRUE(first.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(first.KeepReceipt(log_.receipt()).ok());
  folder_.Write("n.4.receipt.json", "that of another log");
  folder_.Write("n.4.report.binpb", "its report");
  ASSERT_TRUE(Files().KeepPayload("other bytes").ok());
  EXPECT_THAT(Names(), ElementsAre("n.4-2.receipt.json", "n.4-2.report.binpb", "n.4.receipt.json",
                                   "n.4.report.binpb", "n.report.binpb"));
  EXPECT_EQ(Content("n.4.receipt.json"), "that of another log");
  EXPECT_EQ(Content("n.4.report.binpb"), "its report");
  EXPECT_EQ(Content("n.4-2.report.binpb"), log_.payload());
}

TEST_F(SubmissionFilesTest, OnlyTheOwnerMayReadThem) {
  using std::filesystem::perms;
  const std::string folder = (folder_.path() / "new" / "deep").string();
  SubmissionFiles files(folder, "n", "report");
  ASSERT_TRUE(files.KeepPayload(log_.payload()).ok());
  ASSERT_TRUE(files.KeepReceipt(log_.receipt()).ok());
  constexpr perms kOthers = perms::group_all | perms::others_all;
  for (const std::string& path : {files.payload_path(), files.receipt_path(), folder}) {
    EXPECT_EQ(std::filesystem::status(path).permissions() & kOthers, perms::none) << path;
  }
}

TEST_F(SubmissionFilesTest, LeavesAStrangersFileAlone) {
  folder_.Write("n.receipt.json", "a shopping list");
  const absl::Status status = Files().KeepPayload(log_.payload());
  EXPECT_THAT(status.message(), HasSubstr("n.receipt.json exists but is not a receipt"));
  EXPECT_EQ(Content("n.receipt.json"), "a shopping list");
}

}  // namespace
}  // namespace samlad::cli
