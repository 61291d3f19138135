// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/notify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "tests/support/notify_socket.h"
#include "tests/support/temp_dir.h"

namespace samlad::app {
namespace {

using ::testing::MatchesRegex;

class NotifyTest : public ::testing::Test {
 protected:
  // What was sent is there at once.
  std::string Next() const { return manager_->Next(std::chrono::milliseconds(0)); }

  const testing::TempDir files_;
  std::optional<testing::NotifySocket> manager_{(files_.path() / "notify").string()};
  Watchdog watchdog_;
};

TEST_F(NotifyTest, TellsTheManagerEachStep) {
  NotifyReady("serving");
  EXPECT_EQ(Next(), "READY=1\nSTATUS=serving");
  NotifyReloading();
  EXPECT_THAT(Next(), MatchesRegex("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
  NotifyStopping();
  EXPECT_EQ(Next(), "STOPPING=1\nSTATUS=stopping");
}

TEST_F(NotifyTest, WithoutAManagerNothingHappens) {
  manager_.reset();
  NotifyReady("serving");
  watchdog_.NotifyIfAnswering({});
}

TEST_F(NotifyTest, AnIdleExchangeIsAlive) {
  for (int i = 0; i < 3; ++i) {
    watchdog_.NotifyIfAnswering({});
    EXPECT_EQ(Next(), "WATCHDOG=1");
  }
}

TEST_F(NotifyTest, ABusyExchangeIsAliveWhileItAnswers) {
  exchange::Stats stats;
  stats.queue_commands = 256;
  for (stats.answered = 1; stats.answered < 4; ++stats.answered) {
    watchdog_.NotifyIfAnswering(stats);
    EXPECT_EQ(Next(), "WATCHDOG=1");
  }
}

TEST_F(NotifyTest, AnExchangeThatDoesNotAnswerIsNot) {
  exchange::Stats stats;
  stats.queue_commands = 1;
  stats.answered = 7;
  watchdog_.NotifyIfAnswering(stats);
  EXPECT_EQ(Next(), "WATCHDOG=1");  // something was answered before this look
  for (int i = 0; i < 3; ++i) {
    watchdog_.NotifyIfAnswering(stats);
    EXPECT_EQ(Next(), "");
  }
  stats.answered = 8;
  watchdog_.NotifyIfAnswering(stats);
  EXPECT_EQ(Next(), "WATCHDOG=1");
}

}  // namespace
}  // namespace samlad::app
