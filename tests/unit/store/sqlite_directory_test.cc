// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/directory.h"

#include <grp.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "gateway/store/sqlite/sqlite_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

using ::testing::AllOf;
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

  // What an account of no rights at all is told that opens the log; empty: it
  // could. Needs to run as root.
  std::string RefusalOfNobody() const {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      if (setgroups(0, nullptr) != 0 || setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(1);
      const absl::Status opened = OpenSqliteStore(path_, false).status();
      const std::string said = opened.ok() ? "" : opened.ToString();
      _exit(write(ends[1], said.data(), said.size()) < 0 ? 1 : 0);
    }
    close(ends[1]);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    std::string said(4096, '\0');
    const ssize_t n = read(ends[0], said.data(), said.size());
    close(ends[0]);
    said.resize(n < 0 ? 0 : static_cast<size_t>(n));
    return said;
  }

  // A log that belongs to nobody, with every file that a killed gateway leaves.
  void MakeLogOfNobody() const {
    const pid_t child = fork();
    if (child == 0) {
      const auto store = OpenSqliteStore(path_, true);
      _exit(store.ok() && (*store)->Append(SampleBatch(0, 3)).ok() ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    for (const std::string& path : {directory_.path().string(), path_}) Give(path, kNobody);
    for (const char* name : kFiles) Give(StrCat(path_, "/", name), kNobody);
  }
  static void Give(const std::string& path, uid_t owner) {
    EXPECT_EQ(chown(path.c_str(), owner, owner), 0) << path;
  }

  static constexpr uid_t kNobody = 65'534;
  static constexpr const char* kFiles[] = {"log.sqlite", "log.sqlite-wal", "log.sqlite-shm",
                                           "log.head", "lock"};

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

// The administrator looked at the database as root, and left files behind.
TEST_F(SqliteDirectoryTest, AFileOfAnotherAccountIsNamedWithTheCommandThatMendsIt) {
  if (geteuid() != 0) GTEST_SKIP() << "needs to run as root";
  MakeLogOfNobody();
  EXPECT_EQ(RefusalOfNobody(), "");
  // Closing cleanly has taken the write-ahead log away.
  for (const char* name : {"log.sqlite-wal", "log.sqlite-shm"}) {
    directory_.Write(StrCat("log/", name), "");
  }
  for (const char* name : kFiles) {
    for (const char* other : kFiles) Give(StrCat(path_, "/", other), kNobody);
    const std::string file = StrCat(path_, "/", name);
    Give(file, 0);
    ASSERT_EQ(chmod(file.c_str(), 0644), 0);
    EXPECT_THAT(RefusalOfNobody(),
                AllOf(HasSubstr("FAILED_PRECONDITION"),
                      HasSubstr(StrCat(file, " belongs to root, with mode 0644")),
                      HasSubstr("runs as nobody"), HasSubstr("run: chown nobody:"),
                      ::testing::EndsWith(StrCat(" ", file))));
  }
  for (const char* name : kFiles) Give(StrCat(path_, "/", name), 0);
  EXPECT_THAT(RefusalOfNobody(),
              HasSubstr(StrCat(path_, "/log.sqlite ", path_, "/log.sqlite-wal ")));
  Give(path_, 0);
  EXPECT_THAT(RefusalOfNobody(), AllOf(HasSubstr(StrCat(path_, " belongs to root")),
                                       ::testing::EndsWith(StrCat(" ", path_))));
}

// What root makes while it checks the log is not in the service's way.
TEST_F(SqliteDirectoryTest, WhatRootOpenedItsOwnerCanOpen) {
  if (geteuid() != 0) GTEST_SKIP() << "needs to run as root";
  MakeLogOfNobody();
  for (const char* name : {"lock", "log.head"}) std::filesystem::remove(StrCat(path_, "/", name));
  ASSERT_TRUE(OpenSqliteStore(path_, false).ok());
  EXPECT_EQ(RefusalOfNobody(), "");
}

TEST_F(SqliteDirectoryTest, AFileThatItsOwnerMayNotWriteIsNamedToo) {
  if (geteuid() != 0) GTEST_SKIP() << "needs to run as root";
  MakeLogOfNobody();
  const std::string file = path_ + "/log.sqlite";
  ASSERT_EQ(chmod(file.c_str(), 0444), 0);
  EXPECT_THAT(RefusalOfNobody(), HasSubstr(StrCat("run: chmod u+rwX ", file)));
}

TEST_F(SqliteDirectoryTest, AReadOnlyFileSystemIsNamed) {
  ASSERT_TRUE(OpenSqliteStore(path_, true).ok());
  if (mount(path_.c_str(), path_.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    GTEST_SKIP() << "needs the right to mount";
  }
  if (mount(nullptr, path_.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0) {
    const absl::Status opened = OpenSqliteStore(path_, false).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(opened)) << opened;
    EXPECT_THAT(std::string(opened.message()), HasSubstr("mounted read-only"));
  }
  umount2(path_.c_str(), MNT_DETACH);
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
