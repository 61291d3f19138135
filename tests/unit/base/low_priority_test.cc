// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/low_priority.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <thread>

namespace samlad {
namespace {

int OwnNice() { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); }

TEST(LowPriorityTest, WorkAndItsThreadsGetLessOfTheProcessor) {
  const int usual = OwnNice();
  int at_work = 0, of_its_thread = 0;
  RunAtLowPriority("test", [&] {
    at_work = OwnNice();
    std::jthread([&] { of_its_thread = OwnNice(); }).join();
  });
  EXPECT_EQ(at_work, std::min(usual + kLowPriorityNice, 19));
  EXPECT_EQ(of_its_thread, at_work);
  EXPECT_EQ(OwnNice(), usual) << "the caller keeps its priority";
}

}  // namespace
}  // namespace samlad
