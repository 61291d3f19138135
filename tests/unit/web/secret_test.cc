// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/secret.h"

#include <gtest/gtest.h>

namespace samlad::web {
namespace {

TEST(SecretTest, GivesOtherNamesEachTime) {
  EXPECT_EQ(RandomName().size(), 32u);
  EXPECT_NE(RandomName(), RandomName());
}

TEST(SecretTest, ComparesWholeTexts) {
  EXPECT_TRUE(IsSame("abc", "abc"));
  EXPECT_FALSE(IsSame("abc", "abd"));
  EXPECT_FALSE(IsSame("abc", "ab"));
  EXPECT_FALSE(IsSame("", "a"));
}

TEST(FormKeyTest, BindsATokenToItsOwnerAndStart) {
  const FormKey key, other_start;
  const std::string token = key.TokenFor("anna");
  EXPECT_TRUE(key.Holds(token, "anna"));
  EXPECT_FALSE(key.Holds(token, "bo"));
  EXPECT_FALSE(key.Holds("", "anna"));
  EXPECT_FALSE(other_start.Holds(token, "anna"));
}

}  // namespace
}  // namespace samlad::web
