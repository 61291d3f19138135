// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/spelling.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace samlad::formats {
namespace {

TEST(SpellingTest, FindsTheClosestWord) {
  const std::vector<std::string> words = {"value", "numerator", "denominator", "n", "status"};
  EXPECT_EQ(ClosestWord("valeu", words), "value") << "swapped neighbours";
  EXPECT_EQ(ClosestWord("VALUES", words), "value");
  EXPECT_EQ(ClosestWord("nummerator", words), "numerator");
  EXPECT_EQ(ClosestWord("denomnator", words), "denominator");
  EXPECT_EQ(ClosestWord("staus", words), "status");
}

TEST(SpellingTest, SuggestsNothingFarAway) {
  const std::vector<std::string> words = {"value", "n"};
  EXPECT_EQ(ClosestWord("remark", words), "");
  EXPECT_EQ(ClosestWord("xy", words), "") << "all letters of \"n\" would change";
  EXPECT_EQ(ClosestWord(std::string(100'000, 'v'), words), "");
  EXPECT_EQ(ClosestWord("", words), "");
}

}  // namespace
}  // namespace samlad::formats
