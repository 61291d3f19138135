// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace samlad::domain {
namespace {

TEST(NameAdviceTest, ARefusalSaysWhatToWrite) {
  const std::vector<std::string> known = {"asf", "eidar"};
  EXPECT_EQ(SayWhatToWrite("eider", known), "did you mean 'eidar'?");
  EXPECT_EQ(SayWhatToWrite("trollhattan", known), "write one of 'asf', 'eidar'");
  EXPECT_EQ(ListWhatToWrite(std::vector<std::string>{"asf"}), "write 'asf'");
  EXPECT_EQ(ListWhatToWrite({}), "");
  EXPECT_THAT(ListWhatToWrite(std::vector<std::string>(99, "x")), ::testing::EndsWith("'x', …"));
  EXPECT_EQ(QuoteWritten("a\x1b[2J"), "'a\\x1b[2J'");
}

}  // namespace
}  // namespace samlad::domain
