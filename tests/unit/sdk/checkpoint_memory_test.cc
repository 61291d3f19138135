// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/checkpoint_memory.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

#include "gateway/base/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/sdk/small_log.h"

namespace samlad::sdk {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class CheckpointMemoryTest : public ::testing::Test {
 protected:
  CheckpointMemory Open() const { return CheckpointMemory(folder_, log_.Verifier()); }
  uint64_t Remembered() const {
    const auto read = Open().Read();
    EXPECT_TRUE(read.ok()) << read.status();
    return read.ok() && read->has_value() ? (*read)->checkpoint.size : 0;
  }
  static std::string Content(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
  }
  static void Write(const std::string& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  }

  const samlad::testing::TempDir temporary_;
  const std::string folder_ = temporary_.path() / "state" / "samlad" / "checkpoints";
  const SmallLog log_{40};
};

TEST_F(CheckpointMemoryTest, RemembersTheNoteAsItCame) {
  EXPECT_EQ(Remembered(), 0u);
  EXPECT_FALSE(fs::exists(folder_)) << "looking leaves no trace";
  ASSERT_TRUE(Open().Replace(std::nullopt, log_.At(7)).ok());
  EXPECT_EQ(Content(Open().file()), log_.At(7).note);
  EXPECT_EQ(Remembered(), 7u);
  ASSERT_TRUE(Open().Replace(log_.At(7), log_.At(9)).ok());
  EXPECT_EQ(Remembered(), 9u);
}

TEST_F(CheckpointMemoryTest, IsItsOwnersAlone) {
  ASSERT_TRUE(Open().Replace(std::nullopt, log_.At(7)).ok());
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all);
  for (const auto& file : fs::directory_iterator(folder_)) {
    EXPECT_EQ(file.status().permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << file.path();
  }
}

TEST_F(CheckpointMemoryTest, IsNeverReplacedUnseen) {
  ASSERT_TRUE(Open().Replace(std::nullopt, log_.At(7)).ok());
  EXPECT_TRUE(absl::IsAborted(Open().Replace(std::nullopt, log_.At(9))));
  EXPECT_TRUE(absl::IsAborted(Open().Replace(log_.At(5), log_.At(9))));
  EXPECT_EQ(Remembered(), 7u);
}

TEST_F(CheckpointMemoryTest, ManyAtOnceLeaveTheNewest) {
  // Each remembers its own size unless a newer one is there.
  const auto remember = [this](uint64_t size) {
    CheckpointMemory memory = Open();
    while (true) {
      const auto last = memory.Read();
      ASSERT_TRUE(last.ok()) << last.status();
      if (last->has_value() && (*last)->checkpoint.size >= size) return;
      const absl::Status replaced = memory.Replace(*last, log_.At(size));
      ASSERT_TRUE(replaced.ok() || absl::IsAborted(replaced)) << replaced;
    }
  };
  std::vector<std::thread> all;
  for (uint64_t size = 1; size <= log_.tree.size(); ++size) all.emplace_back(remember, size);
  for (std::thread& one : all) one.join();
  EXPECT_EQ(Remembered(), log_.tree.size());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 2) << "file and lock, no remains";
}

TEST_F(CheckpointMemoryTest, WhatIsDamagedIsNeverTakenForNothing) {
  ASSERT_TRUE(Open().Replace(std::nullopt, log_.At(7)).ok());
  const std::string file = Open().file();
  std::string flipped = log_.At(7).note;
  flipped[flipped.size() / 2] ^= 1;
  const std::string huge(limits::kNoteBytesMax + 1, 'x');
  const std::string strangers = SmallLog{7}.Newest().note;
  const std::string half = log_.At(7).note.substr(0, 20);
  for (const std::string& bytes : {flipped, huge, strangers, half, std::string()}) {
    Write(file, bytes);
    const auto read = Open().Read();
    EXPECT_TRUE(absl::IsInvalidArgument(read.status())) << read.status();
    EXPECT_THAT(read.status().message(), HasSubstr(file));
    EXPECT_TRUE(absl::IsInvalidArgument(Open().Replace(std::nullopt, log_.At(9))));
    EXPECT_EQ(Content(file), bytes);
  }
  ASSERT_TRUE(Open().Forget().ok());
  EXPECT_EQ(Remembered(), 0u);
  EXPECT_TRUE(Open().Forget().ok());
}

TEST_F(CheckpointMemoryTest, EveryKeyHasAFileOfItsOwn) {
  const SmallLog other;  // the same origin
  const CheckpointMemory others(folder_, other.Verifier());
  EXPECT_NE(Open().file(), others.file());
  EXPECT_EQ(fs::path(Open().file()).parent_path(), folder_) << "no origin names another folder";
}

TEST_F(CheckpointMemoryTest, TheFirstEvidenceStays) {
  const LogProof first = MakeLogProof(log_.At(7), log_.At(3), {}, FAULT_ROLLED_BACK);
  LogProof again = first;
  again.add_consistency(std::string(32, 'x'));
  const auto file = Open().KeepEvidence(first);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(*Open().KeepEvidence(again), *file);
  EXPECT_EQ(Content(*file), LogProofToFile(first));
}

TEST_F(CheckpointMemoryTest, NoEvidenceHidesAnother) {
  std::set<std::string> files;
  for (const auto& [size, fault] :
       {std::pair(3, FAULT_ROLLED_BACK), std::pair(4, FAULT_ROLLED_BACK),
        std::pair(7, FAULT_FORKED), std::pair(9, FAULT_FORKED)}) {
    const auto file = Open().KeepEvidence(MakeLogProof(log_.At(7), log_.At(size), {}, fault));
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_TRUE(files.insert(*file).second) << *file;
  }
}

TEST_F(CheckpointMemoryTest, AFolderThatCannotBeMadeIsNamed) {
  Write(temporary_.path() / "state", "a file");
  const absl::Status status = Open().Replace(std::nullopt, log_.At(7));
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr(folder_));
  EXPECT_THAT(status.message(), HasSubstr("XDG_STATE_HOME"));
}

}  // namespace
}  // namespace samlad::sdk
