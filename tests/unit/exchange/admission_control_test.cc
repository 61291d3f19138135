// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/admission_control.h"

#include <gtest/gtest.h>

namespace samlad::exchange {
namespace {

constexpr size_t kHalfOfCommands = limits::kQueueCommandsMax / 2;
constexpr size_t kHalfOfBytes = limits::kQueueBytesMax / 2;

bool Take(AdmissionControl& admission, const std::string& owner, size_t bytes) {
  return admission.Take(owner, bytes, /*urgent=*/false);
}

TEST(AdmissionControlTest, OneThatHasUsedItsHalfLeavesRoomForAllOthers) {
  AdmissionControl admission;
  for (size_t i = 0; i < kHalfOfCommands; ++i) ASSERT_TRUE(Take(admission, "homes", 1));
  EXPECT_FALSE(Take(admission, "homes", 1));
  for (size_t i = 1; i < kHalfOfCommands; ++i) ASSERT_TRUE(Take(admission, "school", 1));
  EXPECT_TRUE(Take(admission, "club", 1)) << "a third";
  EXPECT_FALSE(Take(admission, "club", 1)) << "now all are taken";
  EXPECT_TRUE(admission.Take("office", 1, /*urgent=*/true));
  admission.Release("office", 1);
  admission.Release("homes", 1);
  EXPECT_TRUE(Take(admission, "club", 1)) << "there is room for one again";
}

TEST(AdmissionControlTest, TheSameHoldsOfBytes) {
  AdmissionControl admission;
  EXPECT_TRUE(Take(admission, "homes", kHalfOfBytes));
  EXPECT_FALSE(Take(admission, "homes", 1));
  EXPECT_TRUE(Take(admission, "school", kHalfOfBytes - 1));
  EXPECT_TRUE(Take(admission, "club", 1));
  EXPECT_FALSE(Take(admission, "board", 1)) << "now all are taken";
  admission.Release("homes", kHalfOfBytes);
  EXPECT_TRUE(Take(admission, "homes", 1));
}

}  // namespace
}  // namespace samlad::exchange
