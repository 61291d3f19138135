// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/durable_file.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/base/descriptor.h"
#include "gateway/base/durable_writer.h"
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

TEST_F(DurableFileTest, IsTheOwnersAloneUnlessSaidOtherwise) {
  ASSERT_TRUE(WriteFileDurably(Path("new/deep/file"), "x").ok());
  EXPECT_EQ(fs::status(Path("new/deep/file")).permissions(),
            perms::owner_read | perms::owner_write);
  EXPECT_EQ(fs::status(Path("new")).permissions(), perms::owner_all);
  EXPECT_EQ(fs::status(Path("new/deep")).permissions(), perms::owner_all);
}

TEST_F(DurableFileTest, ClosesAFileThatWasOpenToMore) {
  folder_.Write("file", "old");
  fs::permissions(Path("file"), perms::all);
  ASSERT_TRUE(WriteFileDurably(Path("file"), "new").ok());
  EXPECT_EQ(fs::status(Path("file")).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(DurableFileTest, WritesIntoWhatIsNoFile) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  fs::create_symlink("pipe", Path("link"));
  fs::create_symlink("/dev/null", Path("null"));
  for (const char* name : {"pipe", "link"}) {
    const Descriptor reader(open(Path("pipe").c_str(), O_RDONLY | O_NONBLOCK));
    ASSERT_TRUE(WriteFileDurably(Path(name), "through").ok()) << name;
    char read_bytes[16];
    EXPECT_EQ(read(reader.get(), read_bytes, sizeof(read_bytes)), 7) << name;
  }
  EXPECT_TRUE(WriteFileDurably(Path("null"), "x").ok());
  EXPECT_TRUE(WriteFileDurably("/dev/null", "x").ok());
  EXPECT_TRUE(fs::is_fifo(Path("pipe")));
  EXPECT_TRUE(fs::is_symlink(Path("link")));
  EXPECT_TRUE(fs::is_symlink(Path("null")));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_EQ(Entries(), 3);
}

// /dev/stdout is a link, under another name here so that a mistake does no harm.
TEST_F(DurableFileTest, WritesToStandardOutputAfterWhatIsThere) {
  fs::create_symlink("/proc/self/fd/1", Path("stdout"));
  const Descriptor file(open(Path("file").c_str(), O_RDWR | O_CREAT, 0600));
  ASSERT_EQ(write(file.get(), "before ", 7), 7);
  const Descriptor kept(dup(STDOUT_FILENO));
  ASSERT_GE(dup2(file.get(), STDOUT_FILENO), 0);
  const absl::Status written = WriteFileDurably(Path("stdout"), "after");
  ASSERT_GE(dup2(kept.get(), STDOUT_FILENO), 0);
  EXPECT_TRUE(written.ok()) << written;
  EXPECT_EQ(Content("file"), "before after");
  EXPECT_TRUE(fs::is_symlink(Path("stdout")));
  EXPECT_EQ(Entries(), 2);
}

TEST_F(DurableFileTest, RefusesWhatItWouldHaveToReplace) {
  fs::create_directory(Path("folder"));
  fs::create_directory_symlink("folder", Path("to-folder"));
  fs::create_symlink("nothing", Path("to-nothing"));
  const Descriptor socket_fd(socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  Path("socket").copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(bind(socket_fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  for (const char* name : {"folder", "to-folder", "to-nothing", "socket"}) {
    const absl::Status status = WriteFileDurably(Path(name), "x");
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << name << ": " << status;
    EXPECT_THAT(status.message(), HasSubstr(Path(name)));
  }
  EXPECT_EQ(Entries(), 4);
}

TEST_F(DurableFileTest, TheModeIsTheOneGiven) {
  ASSERT_TRUE(WriteFileDurably(Path("file"), "x", 0640).ok());
  const mode_t umask_now = umask(0);
  umask(umask_now);
  struct stat information;
  ASSERT_EQ(stat(Path("file").c_str(), &information), 0);
  EXPECT_EQ(information.st_mode & 07777, 0640u & ~umask_now);
}

TEST_F(DurableFileTest, PiecesAreOneFileOnceTheyAreCommitted) {
  folder_.Write("file", "old");
  auto file = DurableWriter::Open(Path("file"));
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE(file->Append("ne").ok());
  ASSERT_TRUE(file->Append("w").ok());
  EXPECT_EQ(Content("file"), "old");
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(Content("file"), "new");
  EXPECT_EQ(Entries(), 1);
}

TEST_F(DurableFileTest, PiecesThatAreNotCommittedAreGone) {
  folder_.Write("file", "old");
  {
    auto file = DurableWriter::Open(Path("file"));
    ASSERT_TRUE(file.ok() && file->Append("new").ok());
    EXPECT_EQ(Entries(), 2);
    const DurableWriter moved = *std::move(file);
    EXPECT_EQ(Entries(), 2);
  }
  EXPECT_EQ(Content("file"), "old");
  EXPECT_EQ(Entries(), 1);
}

TEST_F(DurableFileTest, ALibraryMayWriteThePieces) {
  auto file = DurableWriter::Open(Path("file"));
  ASSERT_TRUE(file.ok()) << file.status();
  std::ofstream(file->temporary(), std::ios::binary) << "by name";
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(Content("file"), "by name");
  EXPECT_EQ(fs::status(Path("file")).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(DurableFileTest, PiecesGoIntoAStreamAtOnce) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  const Descriptor reader(open(Path("pipe").c_str(), O_RDONLY | O_NONBLOCK));
  auto file = DurableWriter::Open(Path("pipe"));
  ASSERT_TRUE(file.ok() && file->Append("through").ok());
  EXPECT_EQ(file->temporary(), "");
  char read_bytes[16];
  EXPECT_EQ(read(reader.get(), read_bytes, sizeof(read_bytes)), 7);
  EXPECT_TRUE(file->Commit().ok());
  EXPECT_TRUE(fs::is_fifo(Path("pipe")));
}

}  // namespace
}  // namespace samlad
