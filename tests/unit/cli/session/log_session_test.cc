// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/log_session.h"

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/cli/fake_environment.h"
#include "tests/unit/ledger/sample_log.h"

namespace samlad::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class LogSessionTest : public ::testing::Test {
 protected:
  std::string MemoryFile() {
    Connection connection;
    connection.log_key = key_;
    const auto memory = OpenMemory(connection, world_.environment);
    return memory.ok() ? memory->file() : memory.status().ToString();
  }

  FakeEnvironment world_;
  const samlad::testing::TempDir folder_;
  const ledger::SampleLog log_;
  const std::string key_ = folder_.Write("log.vkey", log_.vkey());
};

TEST_F(LogSessionTest, TheMemoryIsWhereStateBelongs) {
  world_.variables["HOME"] = "/home/eidar";
  EXPECT_THAT(MemoryFile(), StartsWith("/home/eidar/.local/state/samlad/checkpoints/"));
  world_.variables["XDG_STATE_HOME"] = "relative";
  EXPECT_THAT(MemoryFile(), StartsWith("/home/eidar/.local/state/samlad/checkpoints/"));
  world_.variables["XDG_STATE_HOME"] = "/var/lib/eidar";
  EXPECT_THAT(MemoryFile(), StartsWith("/var/lib/eidar/samlad/checkpoints/"));
}

TEST_F(LogSessionTest, WithoutAPlaceOrAKeyThereIsNoMemory) {
  EXPECT_THAT(MemoryFile(), HasSubstr("set XDG_STATE_HOME"));
  world_.variables["HOME"] = "/home/eidar";
  const auto memory = OpenMemory({}, world_.environment);
  EXPECT_TRUE(absl::IsInvalidArgument(memory.status()));
  EXPECT_THAT(memory.status().message(), HasSubstr("--log-key"));
}

TEST_F(LogSessionTest, ForgettingSaysWhatIsForgotten) {
  world_.variables["XDG_STATE_HOME"] = folder_.path().string();
  const auto forget = [this] {
    world_.out.str("");
    return world_.Run({"audit", "checkpoint", "--forget", "--log-key", key_});
  };
  EXPECT_EQ(forget(), ExitCode::kDone);
  EXPECT_THAT(world_.out.str(), HasSubstr("No checkpoint of"));

  const std::string file = MemoryFile();
  std::filesystem::create_directories(std::filesystem::path(file).parent_path());
  v1::Receipt receipt;
  ASSERT_TRUE(receipt.ParseFromString(log_.receipt()));
  std::filesystem::copy(folder_.Write("note", receipt.checkpoint()), file);
  EXPECT_EQ(forget(), ExitCode::kDone);
  EXPECT_THAT(world_.out.str(), HasSubstr("7 entries, root "));
  EXPECT_FALSE(std::filesystem::exists(file));

  std::filesystem::copy(folder_.Write("note", "damaged"), file);
  EXPECT_EQ(forget(), ExitCode::kDone);
  EXPECT_THAT(world_.out.str(), HasSubstr("damaged"));
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(LogSessionTest, ACheckpointByItselfIsVerified) {
  v1::Receipt receipt;
  ASSERT_TRUE(receipt.ParseFromString(log_.receipt()));
  const std::string note = folder_.Write("march.checkpoint", receipt.checkpoint());
  EXPECT_EQ(world_.Run({"audit", "verify", "--log-key", key_, note}), ExitCode::kDone);
  EXPECT_THAT(world_.out.str(), HasSubstr("7 entries"));
  const std::string other = folder_.Write("other.vkey", ledger::SampleLog().vkey());
  EXPECT_EQ(world_.Run({"audit", "verify", "--log-key", other, note}), ExitCode::kRejected);
}

}  // namespace
}  // namespace samlad::cli
