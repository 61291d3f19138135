// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/durable_file.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

namespace samlad {
namespace {

namespace fs = std::filesystem;
using fs::perms;
using ::testing::HasSubstr;

class DurableFileTest : public ::testing::Test {
 protected:
  std::string Path(const std::string& name) { return (folder_.path() / name).string(); }
  std::string Content(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(Path(name), std::ios::binary).rdbuf();
    return text.str();
  }
  size_t Entries(const std::string& name = "") {
    const fs::directory_iterator all(folder_.path() / name);
    return static_cast<size_t>(std::distance(begin(all), end(all)));
  }

  const testing::TempDir folder_;
};

TEST_F(DurableFileTest, WritesWholeAndLeavesNothingElse) {
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(WriteFileDurably(Path("new/deep/file"), bytes).ok());
  EXPECT_EQ(Content("new/deep/file"), bytes);
  EXPECT_EQ(Entries("new/deep"), 1);
}

TEST_F(DurableFileTest, ReplacesRatherThanRewrites) {
  folder_.Write("file", "old");
  fs::create_hard_link(Path("file"), Path("reader"));
  ASSERT_TRUE(WriteFileDurably(Path("file"), "new").ok());
  EXPECT_EQ(Content("file"), "new");
  EXPECT_EQ(Content("reader"), "old") << "whoever has it open keeps the old one";
  EXPECT_EQ(Entries(), 2);
}

TEST_F(DurableFileTest, AFailureLeavesTheOldFileAndNoRemains) {
  fs::create_directories(folder_.path() / "target" / "occupied");
  const absl::Status status = WriteFileDurably(Path("target"), "new");
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.message(), HasSubstr(Path("target")));
  EXPECT_EQ(Entries(), 1);

  folder_.Write("file", "old");
  EXPECT_FALSE(WriteFileDurably(Path("file/below"), "new").ok());
  EXPECT_EQ(Content("file"), "old");
}

TEST_F(DurableFileTest, MovesWhatIsThere) {
  folder_.Write("from", "x");
  EXPECT_TRUE(MoveFileDurably(Path("from"), Path("to")).ok());
  EXPECT_EQ(Content("to"), "x");
  EXPECT_TRUE(MoveFileDurably(Path("from"), Path("to")).ok()) << "nothing to move";
  EXPECT_EQ(Content("to"), "x");
}

TEST_F(DurableFileTest, ANewFileTakesNoPathThatIsTaken) {
  ASSERT_TRUE(CreateFileDurably(Path("key"), "first", 0600).ok());
  EXPECT_EQ(fs::status(Path("key")).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_TRUE(absl::IsAlreadyExists(CreateFileDurably(Path("key"), "second", 0600)));
  EXPECT_EQ(Content("key"), "first");
}

TEST_F(DurableFileTest, ANewFileNeedsItsFolder) {
  EXPECT_TRUE(absl::IsNotFound(CreateFileDurably(Path("missing/key"), "x", 0600)));
}

TEST_F(DurableFileTest, TheModeIsTheOneGiven) {
  ASSERT_TRUE(WriteFileDurably(Path("file"), "x", 0640).ok());
  const mode_t umask_now = umask(0);
  umask(umask_now);
  struct stat information;
  ASSERT_EQ(stat(Path("file").c_str(), &information), 0);
  EXPECT_EQ(information.st_mode & 07777, 0640u & ~umask_now);
}

}  // namespace
}  // namespace samlad
