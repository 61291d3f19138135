// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/small_number.h"

#include <gtest/gtest.h>

namespace samlad::domain {
namespace {

TEST(SmallNumberTest, FindsSmallNumbersByThemselves) {
  for (const std::string_view text :
       {"3 personer", "Av dem var 4 kvinnor.", "tre barn", "Fyra av tio", "(2)", "1, 2 och 3",
        "three of them", "endast 1."}) {
    EXPECT_TRUE(NamesSmallNumber(text)) << text;
  }
}

TEST(SmallNumberTest, PassesOverNumbersThatCountNobody) {
  for (const std::string_view text :
       {"", "30 personer", "F2 och T1", "2025-03-04", "kl. 3:15", "3,5 procent", "4%", "§2a",
        "medverkande", "trettio", "åk9", "EID-02", "0 personer", "5 av 60"}) {
    EXPECT_FALSE(NamesSmallNumber(text)) << text;
  }
}

}  // namespace
}  // namespace samlad::domain
