// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/log_key.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/support/temp_dir.h"

namespace samlad::app {
namespace {

using std::filesystem::perms;

class LogKeyTest : public ::testing::Test {
 protected:
  std::string Read(const std::string& path) const {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  testing::TempDir files_;
  const std::string path_ = (files_.path() / "log-key.pem").string();
};

TEST_F(LogKeyTest, IsMadeForThisAccountAloneAndRead) {
  ASSERT_TRUE(CreateLogKey(path_).ok());
  EXPECT_EQ(std::filesystem::status(path_).permissions(), perms::owner_read | perms::owner_write);
  const auto signer = ReadLogKey(path_, "demo.example/log");
  ASSERT_TRUE(signer.ok()) << signer.status();
  EXPECT_EQ(signer->verifier_key().rfind("demo.example/log+", 0), 0u);
}

TEST_F(LogKeyTest, IsNeverReplaced) {
  ASSERT_TRUE(CreateLogKey(path_).ok());
  const std::string before = Read(path_);
  EXPECT_EQ(CreateLogKey(path_).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Read(path_), before);
}

TEST_F(LogKeyTest, IsRefusedWhereOthersCanReadIt) {
  ASSERT_TRUE(CreateLogKey(path_).ok());
  std::filesystem::permissions(path_, perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(ReadLogKey(path_, "o").status().code(), absl::StatusCode::kPermissionDenied);
}

// As systemd shows a credential of root's: by an access list, which looks like a group.
TEST_F(LogKeyTest, IsReadFromAnotherAccountThatShowsItToOurGroup) {
  ASSERT_TRUE(CreateLogKey(path_).ok());
  constexpr uid_t kOther = 12345;
  if (chown(path_.c_str(), kOther, getegid()) != 0) GTEST_SKIP() << "needs root";
  std::filesystem::permissions(path_, perms::owner_read | perms::group_read);
  EXPECT_TRUE(ReadLogKey(path_, "o").ok());
  std::filesystem::permissions(path_, perms::owner_read | perms::others_read);
  const absl::Status refused = ReadLogKey(path_, "o").status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_NE(refused.message().find("chmod 640"), absl::string_view::npos) << "600 would hide it";
}

TEST_F(LogKeyTest, AnythingElseIsRefusedWithItsPath) {
  EXPECT_EQ(ReadLogKey(path_, "o").status().code(), absl::StatusCode::kNotFound);
  files_.Write("log-key.pem", "no key");
  const auto signer = ReadLogKey(path_, "o");
  ASSERT_FALSE(signer.ok());
  EXPECT_NE(std::string(signer.status().message()).find(path_), std::string::npos);
}

}  // namespace
}  // namespace samlad::app
