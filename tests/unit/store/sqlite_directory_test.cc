// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/directory.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "gateway/store/sqlite/sqlite_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

namespace samlad::store {
namespace {

using ::testing::HasSubstr;

class SqliteDirectoryTest : public ::testing::Test {
 protected:
  // How another process fares that opens the log, as its exit code.
  absl::StatusCode OpenInAnotherProcess() const {
    const pid_t child = fork();
    if (child == 0) _exit(static_cast<int>(OpenSqliteStore(path_, false).status().code()));
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return static_cast<absl::StatusCode>(WEXITSTATUS(status));
  }

  const samlad::testing::TempDir directory_;
  const std::string path_ = (directory_.path() / "log").string();
};

TEST_F(SqliteDirectoryTest, IsMadeForItsOwnerAlone) {
  ASSERT_TRUE(OpenSqliteStore(path_, true).ok());
  struct stat information;
  ASSERT_EQ(stat(path_.c_str(), &information), 0);
  EXPECT_EQ(information.st_mode & 07777, 0700u);
}

TEST_F(SqliteDirectoryTest, IsNotMadeUnlessAsked) {
  EXPECT_TRUE(absl::IsNotFound(OpenSqliteStore(path_, false).status()));
  EXPECT_FALSE(std::filesystem::exists(path_));
  ASSERT_TRUE(MakeDirectory(path_).ok());
  const absl::Status opened = OpenSqliteStore(path_, false).status();
  EXPECT_TRUE(absl::IsNotFound(opened)) << opened;
  EXPECT_THAT(std::string(opened.message()), HasSubstr("--init"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "/log.sqlite"));
}

TEST_F(SqliteDirectoryTest, NeedsItsParent) {
  EXPECT_TRUE(absl::IsNotFound(OpenSqliteStore(path_ + "/deeper/log", true).status()));
}

TEST_F(SqliteDirectoryTest, ServesOneProcess) {
  absl::StatusOr<std::unique_ptr<Store>> store = OpenSqliteStore(path_, true);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ(OpenInAnotherProcess(), absl::StatusCode::kAlreadyExists);
  const absl::Status second = OpenSqliteStore(path_, false).status();
  EXPECT_TRUE(absl::IsAlreadyExists(second));
  EXPECT_THAT(std::string(second.message()), HasSubstr("another gateway holds"));
  store->reset();
  EXPECT_EQ(OpenInAnotherProcess(), absl::StatusCode::kOk);
}

TEST_F(SqliteDirectoryTest, IsFreeAgainWhenItsProcessDies) {
  const pid_t child = fork();
  if (child == 0) {
    const auto store = OpenSqliteStore(path_, true);
    _exit(store.ok() ? 0 : 1);  // without closing the store
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(WEXITSTATUS(status), 0);
  const absl::StatusOr<std::unique_ptr<Store>> store = OpenSqliteStore(path_, false);
  EXPECT_TRUE(store.ok()) << store.status();
}

// A crash during --init: the file is there, its schema was never committed.
TEST_F(SqliteDirectoryTest, AFileWithoutSchemaIsNoLogYet) {
  ASSERT_TRUE(MakeDirectory(path_).ok());
  directory_.Write("log/log.sqlite", "");
  EXPECT_TRUE(absl::IsNotFound(OpenSqliteStore(path_, false).status()));
  EXPECT_TRUE(OpenSqliteStore(path_, true).ok());
  EXPECT_TRUE(OpenSqliteStore(path_, false).ok());
}

}  // namespace
}  // namespace samlad::store
