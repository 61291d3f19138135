// SPDX-License-Identifier: EUPL-1.2

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "gateway/formats/message_loader.h"

namespace samlad::formats {
namespace {

class ReadFileTest : public ::testing::Test {
 protected:
  ReadFileTest() {
    std::string name = (std::filesystem::temp_directory_path() / "samlad-read-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~ReadFileTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  std::filesystem::path folder_;
};

TEST_F(ReadFileTest, ReadsAllBytes) {
  const std::string text = std::string(300'000, 'x') + std::string("\0\r\n", 3);
  const auto read = ReadFile(Write("a", text), text.size());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, text);
  EXPECT_EQ(ReadFile(Write("empty", ""), 0).value(), "");
}

TEST_F(ReadFileTest, RefusesByItsSizeWhatIsTooLarge) {
  const auto read = ReadFile(Write("a", "12345"), 4);
  EXPECT_EQ(read.status().code(), absl::StatusCode::kResourceExhausted);
  // A sparse file of a terabyte: refused without reading.
  const std::string huge = Write("huge", "");
  ASSERT_EQ(truncate(huge.c_str(), off_t{1} << 40), 0);
  EXPECT_EQ(ReadFile(huge, 1 << 20).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(ReadFileTest, BoundsFilesThatSayTheyAreEmpty) {
  // procfs states size 0 for files that have content.
  const auto read = ReadFile("/proc/self/status", 16);
  EXPECT_EQ(read.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(ReadFile("/proc/self/status", 1 << 20).ok());
}

TEST_F(ReadFileTest, RefusesWhatIsNoRegularFile) {
  EXPECT_EQ(ReadFile(folder_.string(), 10).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadFile("/dev/zero", 10).status().code(), absl::StatusCode::kInvalidArgument);
  const std::string fifo = (folder_ / "fifo").string();
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(ReadFile(fifo, 10).status().code(), absl::StatusCode::kInvalidArgument)
      << "and does not wait for a writer";
}

TEST_F(ReadFileTest, SaysWhichFileIsMissing) {
  const auto read = ReadFile((folder_ / "none").string(), 10);
  EXPECT_EQ(read.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(std::string(read.status().message()).find("none"), std::string::npos);
}

TEST_F(ReadFileTest, ReadsStandardInputBounded) {
  const std::string path = Write("in", "hello");
  const int saved = dup(STDIN_FILENO);
  ASSERT_NE(freopen(path.c_str(), "r", stdin), nullptr);
  EXPECT_EQ(ReadFile("-", 5).value(), "hello");
  ASSERT_EQ(lseek(STDIN_FILENO, 0, SEEK_SET), 0);
  EXPECT_EQ(ReadFile("-", 4).status().code(), absl::StatusCode::kResourceExhausted);
  dup2(saved, STDIN_FILENO);
  close(saved);
}

}  // namespace
}  // namespace samlad::formats
