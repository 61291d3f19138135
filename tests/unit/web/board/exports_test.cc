// SPDX-License-Identifier: EUPL-1.2

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/web/board/handlers.h"
#include "tests/unit/board/sample_view.h"
#include "tests/unit/web/board/reading_room.h"

namespace samlad::web::editions {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ExportsTest : public ::testing::Test {
 protected:
  Response Export(const char* format, const char* table = "") {
    const Visit visit = room_.In(board::Language::kSv);
    return ExportEdition(visit, room_.Show(board::SampleView()), format, table);
  }

  ReadingRoom room_;
};

TEST_F(ExportsTest, TablesForOtherPrograms) {
  const Response csv = Export("csv");
  EXPECT_EQ(csv.file_name, "utgava-2025-2-figures.csv");
  EXPECT_THAT(csv.body, AllOf(StartsWith("\xEF\xBB\xBF"), HasSubstr(";12345;")));
  EXPECT_EQ(Export("csv", "projects").file_name, "utgava-2025-2-projects.csv");
  EXPECT_THAT(Export("json").body, HasSubstr("\"value\": 12345"));
  EXPECT_THAT(Export("sdmx-csv").body, StartsWith("STRUCTURE,STRUCTURE_ID,ACTION"));
  const Response workbook = Export("xlsx");
  EXPECT_EQ(workbook.file_name, "utgava-2025-2.xlsx");
  EXPECT_THAT(workbook.body, StartsWith("PK"));
}

// Programs read the codes; people read their titles.
TEST_F(ExportsTest, CodesStayCodes) {
  const std::string csv = Export("csv").body;
  EXPECT_THAT(csv, AllOf(HasSubstr(";nn;"), Not(HasSubstr("Norra"))));
}

TEST_F(ExportsTest, WhatIsNoTableOrFormatIsNotThere) {
  EXPECT_EQ(Export("pdf").status, 404);
  EXPECT_EQ(Export("csv", "secrets").status, 404);
}

}  // namespace
}  // namespace samlad::web::editions
