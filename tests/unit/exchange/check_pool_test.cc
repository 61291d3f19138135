// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/check_pool.h"

#include <gtest/gtest.h>

#include <latch>
#include <string>

namespace samlad::exchange {
namespace {

TEST(CheckPoolTest, WhoHasMuchWaitingHoldsUpNobodyElse) {
  std::latch running(1), release(1);
  std::string order;  // one thread, and its end before it is read
  CheckPool pool(/*threads=*/1);
  pool.Add("homes", [&] {
    running.count_down();
    release.wait();
  });
  running.wait();
  for (int i = 0; i < 3; ++i) pool.Add("homes", [&] { order += 'h'; });
  for (int i = 0; i < 2; ++i) pool.Add("school", [&] { order += 's'; });
  pool.Add("", [&] { order += 'g'; });  // the gateway's own
  release.count_down();
  pool.Stop();  // runs what was added
  EXPECT_EQ(order, "hsghsh");
}

TEST(CheckPoolTest, WhatIsAddedAfterTheStopIsDropped) {
  bool ran = false;
  CheckPool pool(/*threads=*/1);
  pool.Stop();
  pool.Add("homes", [&] { ran = true; });
  pool.Stop();
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace samlad::exchange
