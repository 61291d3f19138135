// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/gateway_order.h"

#include "clients/sdk/retry.h"
#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

using Time = GatewayOrder::Time;

TEST(GatewayOrderTest, StaysWithTheOneThatServes) {
  GatewayOrder order(3, 1);
  EXPECT_EQ(order.Choose(Time()), 1);
  order.NoteServed(1);
  EXPECT_EQ(order.Choose(Time() + kBackoffMax), 1);
}

TEST(GatewayOrderTest, GoesOnToTheNextAndStaysThere) {
  GatewayOrder order(3, 2);
  order.NoteFailed(2, Time());
  ASSERT_EQ(order.Choose(Time()), 0);
  order.NoteFailed(0, Time());
  ASSERT_EQ(order.Choose(Time()), 1);
  order.NoteServed(1);
  EXPECT_EQ(order.Choose(Time() + kBackoffMax), 1);
}

TEST(GatewayOrderTest, RestsLongerEachTimeUntilItServes) {
  GatewayOrder order(2, 0);
  order.NoteFailed(0, Time());
  EXPECT_EQ(order.Choose(Time()), 1);
  EXPECT_EQ(order.Choose(Time() + kBackoffInitial), 0);
  order.NoteFailed(0, Time());
  EXPECT_EQ(order.Choose(Time() + kBackoffInitial), 1);
  EXPECT_EQ(order.Choose(Time() + 2 * kBackoffInitial), 0);
  for (int i = 0; i < 100; ++i) order.NoteFailed(0, Time());
  EXPECT_EQ(order.Choose(Time() + kBackoffMax), 0);
  order.NoteServed(0);
  order.NoteFailed(0, Time());
  EXPECT_EQ(order.Choose(Time() + kBackoffInitial), 0);
}

TEST(GatewayOrderTest, IfAllRestTheOneThatRestsTheShortestIsTried) {
  GatewayOrder order(2, 0);
  order.NoteFailed(0, Time());
  order.NoteFailed(1, Time());
  order.NoteFailed(0, Time());
  EXPECT_EQ(order.Choose(Time()), 1);
}

TEST(MayServeElsewhereTest, OnlyWhatAnotherGatewayMayAnswerOtherwise) {
  EXPECT_TRUE(MayServeElsewhere(absl::UnavailableError("")));
  EXPECT_TRUE(MayServeElsewhere(absl::DeadlineExceededError("")));
  for (const absl::Status& status :
       {absl::OkStatus(), absl::ResourceExhaustedError(""), absl::NotFoundError(""),
        absl::PermissionDeniedError(""), absl::CancelledError("")}) {
    EXPECT_FALSE(MayServeElsewhere(status)) << status;
  }
}

}  // namespace
}  // namespace samlad::sdk
