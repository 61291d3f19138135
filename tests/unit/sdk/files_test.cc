// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/files.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

namespace samlad::sdk {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class FilesTest : public ::testing::Test {
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

  const samlad::testing::TempDir folder_;
};

TEST_F(FilesTest, WritesWholeAndLeavesNothingElse) {
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(WriteFileAtomically(Path("new/deep/file"), bytes).ok());
  EXPECT_EQ(Content("new/deep/file"), bytes);
  EXPECT_EQ(Entries("new/deep"), 1);
}

TEST_F(FilesTest, ReplacesRatherThanRewrites) {
  folder_.Write("file", "old");
  fs::create_hard_link(Path("file"), Path("reader"));
  ASSERT_TRUE(WriteFileAtomically(Path("file"), "new").ok());
  EXPECT_EQ(Content("file"), "new");
  EXPECT_EQ(Content("reader"), "old") << "whoever has it open keeps the old one";
  EXPECT_EQ(Entries(), 2);
}

TEST_F(FilesTest, AFailureLeavesTheOldFileAndNoRemains) {
  fs::create_directories(folder_.path() / "target" / "occupied");
  const absl::Status status = WriteFileAtomically(Path("target"), "new");
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.message(), HasSubstr(Path("target")));
  EXPECT_EQ(Entries(), 1);

  folder_.Write("file", "old");
  EXPECT_FALSE(WriteFileAtomically(Path("file/below"), "new").ok());
  EXPECT_EQ(Content("file"), "old");
}

TEST_F(FilesTest, MovesWhatIsThere) {
  folder_.Write("from", "x");
  EXPECT_TRUE(MoveFile(Path("from"), Path("to")).ok());
  EXPECT_EQ(Content("to"), "x");
  EXPECT_TRUE(MoveFile(Path("from"), Path("to")).ok()) << "nothing to move";
  EXPECT_EQ(Content("to"), "x");
}

TEST(FileStemTest, NamesNoOtherFolder) {
  EXPECT_EQ(FileStem({"eidar", "eidar-annual", "2025-T1"}), "eidar-eidar-annual-2025-T1");
  EXPECT_EQ(FileStem({"../../etc", "a/b", "\n"}), "_._.._etc-a_b-_");
  EXPECT_EQ(FileStem({".hidden"}), "_hidden");
  EXPECT_EQ(FileStem({"å"}), "__");
}

}  // namespace
}  // namespace samlad::sdk
