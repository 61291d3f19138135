// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/board/links.h"

#include <gtest/gtest.h>

namespace samlad::web::editions {
namespace {

TEST(LinksTest, APositionIsAPositiveWholeNumber) {
  EXPECT_EQ(ReadPosition("17"), 17u);
  for (const char* text : {"", "0", "-1", "+1", " 1", "1 ", "1x", "0x1", "18446744073709551616"}) {
    EXPECT_FALSE(ReadPosition(text)) << text;
  }
}

TEST(LinksTest, AnOldEditionLeadsToItself) {
  ShownEdition shown;
  shown.info.set_position(12);
  shown.listed.add_editions()->set_position(12);
  EXPECT_EQ(InEdition(shown, "/indicators"), "/indicators");
  shown.listed.mutable_editions(0)->set_position(20);
  EXPECT_EQ(InEdition(shown, "/indicators"), "/indicators?edition=12");
  EXPECT_EQ(InEdition(shown, "/x?y=z"), "/x?y=z&edition=12");
  EXPECT_EQ(IndicatorPath(shown, "a/b"), "/indicators/a%2Fb?edition=12");
}

}  // namespace
}  // namespace samlad::web::editions
