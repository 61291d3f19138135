// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/code_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/board/table.h"
#include "google/protobuf/text_format.h"
#include "tests/unit/board/sample_view.h"

namespace samlad::board {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(CodeNamesTest, ABreakdownReadsInWordsUnderAHeading) {
  v1::Catalogue catalogue;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        code_lists {
          id: "sex"
          codes {
            id: "F"
            title { sv: "Kvinnor" en: "Women" }
          }
        }
        code_lists {
          id: "area"
          codes {
            id: "nn"
            title { sv: "Norra" en: "North" }
          }
        }
      )pb",
      &catalogue));
  v1::View view = SampleView();
  NameCodes(catalogue, Language::kSv, &view);
  std::string text = RenderBoardTable(view, Language::kSv, false);
  EXPECT_THAT(text, HasSubstr("EID-02  Uppdelat: område · kön\n"));
  EXPECT_THAT(text, HasSubstr("Norra · Kvinnor"));
  EXPECT_THAT(text, HasSubstr("south"));  // without a title

  view = SampleView();
  NameCodes(catalogue, Language::kEn, &view);
  text = RenderBoardTable(view, Language::kEn, false);
  EXPECT_THAT(text, HasSubstr("Broken down: area · sex\n"));
  EXPECT_THAT(text, HasSubstr("North · Women"));
  EXPECT_THAT(text, Not(HasSubstr("nn ·")));
}

}  // namespace
}  // namespace samlad::board
