// SPDX-License-Identifier: EUPL-1.2

#include "gateway/transport/memory_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>

namespace samlad::transport {
namespace {

std::string ReadWhole(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

time_t Modified(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mtime;
}

void Replace(MemoryFile& file, std::string_view bytes) {
  ASSERT_TRUE(file.Stage(bytes).ok());
  file.Publish();
}

TEST(MemoryFileTest, HoldsWhatItWasGivenLast) {
  auto file = MemoryFile::Create();
  ASSERT_TRUE(file.ok()) << file.status();
  const std::string path = file->path();
  EXPECT_EQ(ReadWhole(path), "");
  Replace(*file, "one");
  EXPECT_EQ(ReadWhole(path), "one");
  const time_t first = Modified(path);
  ASSERT_TRUE(file->Stage("two, and longer").ok());
  EXPECT_EQ(ReadWhole(path), "one") << "not shown yet";
  file->Publish();
  EXPECT_EQ(file->path(), path);
  EXPECT_EQ(ReadWhole(path), "two, and longer");
  EXPECT_NE(Modified(path), first);
}

TEST(MemoryFileTest, IsNeverReadInPart) {
  auto file = MemoryFile::Create();
  ASSERT_TRUE(file.ok()) << file.status();
  const std::string a(100'000, 'a');
  const std::string b(50'000, 'b');
  Replace(*file, a);
  std::atomic<bool> stop = false;
  std::thread reader([&, path = file->path()] {
    while (!stop) {
      const std::string seen = ReadWhole(path);
      EXPECT_TRUE(seen == a || seen == b) << seen.size();
    }
  });
  for (int i = 0; i < 200; ++i) Replace(*file, i % 2 == 0 ? b : a);
  stop = true;
  reader.join();
}

}  // namespace
}  // namespace samlad::transport
