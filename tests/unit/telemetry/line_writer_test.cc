// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/line_writer.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_split.h"
#include "gateway/base/limits.h"
#include "gateway/telemetry/log.h"
#include "tests/support/temp_dir.h"

namespace samlad::telemetry {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;

std::string SayDropped(uint64_t lines) { return "lost " + std::to_string(lines) + "\n"; }

// A pipe of one page. Nobody reads it but the test.
class LineWriterTest : public ::testing::Test {
 protected:
  LineWriterTest() {
    signal(SIGPIPE, SIG_IGN);  // as the gateway does
    EXPECT_EQ(pipe2(ends_, O_CLOEXEC), 0);
    EXPECT_GE(fcntl(ends_[1], F_SETPIPE_SZ, kPipeBytes), kPipeBytes);
  }
  ~LineWriterTest() override {
    CloseReader();
    close(ends_[1]);
  }

  void CloseReader() {
    if (ends_[0] >= 0) close(ends_[0]);
    ends_[0] = -1;
  }

  // Reads until `flush` says that everything is written, and closes the pipe.
  std::string ReadToEnd(const std::function<bool()>& flush) {
    std::string text;
    std::thread reader([this, &text] {
      char buffer[4096];
      for (ssize_t n = 0; (n = read(ends_[0], buffer, sizeof buffer)) > 0;) {
        text.append(buffer, static_cast<size_t>(n));
      }
    });
    while (!flush()) {
    }
    close(ends_[1]);
    reader.join();
    ends_[1] = -1;
    return text;
  }

  std::vector<std::string> ReadAll(LineWriter& writer) {
    const std::string text = ReadToEnd([&writer] { return writer.Flush(milliseconds(100)); });
    std::vector<std::string> lines = absl::StrSplit(text, '\n');
    lines.pop_back();
    return lines;
  }

  // Waits until the pipe is full: the writer then has a line that it cannot
  // finish, and takes no other from the queue.
  void AwaitFullPipe() const {
    for (int held = 0; held < kPipeBytes;) ASSERT_EQ(ioctl(ends_[0], FIONREAD, &held), 0);
  }

  // Adds a line that the pipe does not hold, then more than the queue holds.
  void Fill(LineWriter& writer) const {
    EXPECT_TRUE(writer.Add(kLongLine + "\n", false));
    AwaitFullPipe();
    for (size_t i = 0; i < kQueued + kDropped; ++i) {
      EXPECT_EQ(writer.Add("line " + std::to_string(i) + "\n", false), i < kQueued);
    }
    EXPECT_EQ(writer.dropped_lines(), kDropped);
  }

  static constexpr int kPipeBytes = 4096;
  static constexpr size_t kQueued = limits::kLogQueueLinesMax - limits::kLogQueueErrorLines;
  static constexpr size_t kDropped = 1000;
  const std::string kLongLine = std::string(2 * kPipeBytes, 'x');
  int ends_[2];
};

TEST_F(LineWriterTest, WritesLinesInOrder) {
  LineWriter writer(ends_[1], SayDropped);
  EXPECT_TRUE(writer.Add("a\n", false));
  EXPECT_TRUE(writer.Add(std::string(10'000, 'b') + "\n", false));
  EXPECT_TRUE(writer.Add("c\n", true));
  EXPECT_THAT(ReadAll(writer), ElementsAre("a", std::string(10'000, 'b'), "c"));
}

TEST_F(LineWriterTest, NobodyWaitsForAReaderThatHangs) {
  LineWriter writer(ends_[1], SayDropped);
  Fill(writer);
  EXPECT_FALSE(writer.Flush(milliseconds(1)));
}

TEST_F(LineWriterTest, SaysInTheirPlaceHowManyAreMissing) {
  LineWriter writer(ends_[1], SayDropped);
  Fill(writer);
  EXPECT_TRUE(writer.Add("error\n", true)) << "there is room for errors";
  const std::vector<std::string> lines = ReadAll(writer);
  ASSERT_THAT(lines, SizeIs(kQueued + 3));
  EXPECT_EQ(lines[0], kLongLine);
  EXPECT_EQ(lines[1], "line 0");
  EXPECT_EQ(lines[kQueued], "line " + std::to_string(kQueued - 1));
  EXPECT_EQ(lines[kQueued + 1], "lost 1000");
  EXPECT_EQ(lines[kQueued + 2], "error");
}

TEST_F(LineWriterTest, SaysThatTheLastLinesAreMissing) {
  LineWriter writer(ends_[1], SayDropped);
  Fill(writer);
  const std::vector<std::string> lines = ReadAll(writer);
  ASSERT_THAT(lines, SizeIs(kQueued + 2));
  EXPECT_EQ(lines.back(), "lost 1000");
}

TEST_F(LineWriterTest, ErrorsHaveABoundToo) {
  LineWriter writer(ends_[1], SayDropped);
  Fill(writer);
  size_t errors = 0;
  while (writer.Add("error\n", true)) ++errors;
  EXPECT_EQ(errors, limits::kLogQueueErrorLines);
}

TEST_F(LineWriterTest, AReaderThatIsGoneEndsNothing) {
  LineWriter writer(ends_[1], SayDropped);
  CloseReader();
  EXPECT_TRUE(writer.Add("a\n", false));
  EXPECT_TRUE(writer.Flush(std::chrono::seconds(10)));
  EXPECT_EQ(writer.dropped_lines(), 1u);
}

// A disk that is full, and later is not.
TEST_F(LineWriterTest, WhatCannotBeWrittenIsCountedAndSaid) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  LineWriter writer(full, SayDropped);
  // Each by itself: what tells of the first is lost with the second.
  for (const uint64_t lost : {1, 2, 3}) {
    EXPECT_TRUE(writer.Add("a\n", false));
    while (writer.dropped_lines() < lost) std::this_thread::yield();
  }
  ASSERT_EQ(dup2(ends_[1], full), full);
  EXPECT_TRUE(writer.Add("c\n", false));
  EXPECT_TRUE(writer.Flush(std::chrono::seconds(10)));
  close(full);
  EXPECT_THAT(ReadAll(writer), ElementsAre("lost 3", "c"));
  EXPECT_EQ(writer.dropped_lines(), 3u);
}

// A disk that has room for the beginning of a line.
TEST_F(LineWriterTest, ATornLineIsCountedAndGluedToNoOther) {
  const samlad::testing::TempDir folder;
  const std::string path = folder.path() / "log";
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_GE(file, 0);
  signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small = {.rlim_cur = 4, .rlim_max = before.rlim_max};
  LineWriter writer(file, SayDropped);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  EXPECT_TRUE(writer.Add("a\n", false));
  EXPECT_TRUE(writer.Flush(std::chrono::seconds(10)));
  EXPECT_TRUE(writer.Add("begun\n", false));
  while (writer.dropped_lines() < 1) std::this_thread::yield();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_TRUE(writer.Add("c\n", false));
  EXPECT_TRUE(writer.Flush(std::chrono::seconds(10)));
  close(file);
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "a\nbe\nlost 1\nc\n");
}

// More than the pipe holds, in a line of the log.
void LogLongLine(const Log& log) {
  const std::string text(limits::kLogTextBytesMax, 'x');
  log.Warn("long", {{"a", text}, {"b", text}, {"c", text}});
}

TEST_F(LineWriterTest, ALogThatNobodyReadsTakesLinesAndCanBeEnded) {
  const Log log = Log::ToDescriptor(ends_[1], Style::kJson, Level::kInfo);
  LogLongLine(log);
  AwaitFullPipe();
  for (size_t i = 0; i < kQueued + kDropped; ++i) log.Info("tick");
  EXPECT_EQ(log.dropped_lines(), kDropped);
  EXPECT_FALSE(log.Flush(milliseconds(1)));
}

TEST_F(LineWriterTest, TheLogSaysInALineOfItsOwnWhatIsMissing) {
  std::string text;
  {
    const Log log = Log::ToDescriptor(ends_[1], Style::kJson, Level::kInfo);
    LogLongLine(log);
    AwaitFullPipe();
    for (size_t i = 0; i < kQueued + kDropped; ++i) log.Info("tick");
    text = ReadToEnd([&log] { return log.Flush(milliseconds(100)); });
  }
  EXPECT_THAT(text,
              MatchesRegex(".*\n\\{\"time\":\"[^\"]*\",\"level\":\"warning\",\"message\":"
                           "\"lines of the log are missing here: nobody read it fast "
                           "enough, or it could not be written\",\"dropped_lines\":1000\\}\n"));
}

TEST_F(LineWriterTest, TheMinimumCanChange) {
  std::string text;
  {
    const Log log = Log::ToDescriptor(ends_[1], Style::kHuman, Level::kInfo);
    const Log copy = log;
    log.Debug("a");
    copy.SetMinimum(Level::kDebug);
    log.Debug("b");
    log.SetMinimum(Level::kError);
    copy.Warn("c");
    text = ReadToEnd([&log] { return log.Flush(milliseconds(100)); });
  }
  EXPECT_THAT(text, AllOf(Not(HasSubstr(" a\n")), HasSubstr(" b\n"), Not(HasSubstr(" c\n"))));
}

}  // namespace
}  // namespace samlad::telemetry
