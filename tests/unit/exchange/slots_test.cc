// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/slots.h"

#include <gtest/gtest.h>

namespace samlad::exchange {
namespace {

constexpr size_t kHalfOfCommands = limits::kQueueCommandsMax / 2;
constexpr size_t kHalfOfBytes = limits::kQueueBytesMax / 2;

bool Take(Slots& slots, const std::string& whose, size_t bytes) {
  return slots.Take(whose, bytes, /*urgent=*/false);
}

TEST(SlotsTest, OneThatHasUsedItsHalfLeavesRoomForAllOthers) {
  Slots slots;
  for (size_t i = 0; i < kHalfOfCommands; ++i) ASSERT_TRUE(Take(slots, "homes", 1));
  EXPECT_FALSE(Take(slots, "homes", 1));
  for (size_t i = 1; i < kHalfOfCommands; ++i) ASSERT_TRUE(Take(slots, "school", 1));
  EXPECT_TRUE(Take(slots, "club", 1)) << "a third";
  EXPECT_FALSE(Take(slots, "club", 1)) << "now all are taken";
  EXPECT_TRUE(slots.Take("office", 1, /*urgent=*/true));
  slots.Release("office", 1);
  slots.Release("homes", 1);
  EXPECT_TRUE(Take(slots, "club", 1)) << "there is room for one again";
}

TEST(SlotsTest, TheSameHoldsOfBytes) {
  Slots slots;
  EXPECT_TRUE(Take(slots, "homes", kHalfOfBytes));
  EXPECT_FALSE(Take(slots, "homes", 1));
  EXPECT_TRUE(Take(slots, "school", kHalfOfBytes - 1));
  EXPECT_TRUE(Take(slots, "club", 1));
  EXPECT_FALSE(Take(slots, "board", 1)) << "now all are taken";
  slots.Release("homes", kHalfOfBytes);
  EXPECT_TRUE(Take(slots, "homes", 1));
}

}  // namespace
}  // namespace samlad::exchange
