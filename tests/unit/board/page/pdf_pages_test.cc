// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/page/pdf_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace samlad::board {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// As Chromium writes it, with a page tree of two levels.
constexpr char kPdf[] =
    "%PDF-1.4\n"
    "1 0 obj\n<</Title (x)>>\nendobj\n"
    "2 0 obj\n<</Type /Page\n/Contents 9 0 R>>\nendobj\n"
    "4 0 obj\n<</Type /Page\n/Contents 9 0 R>>\nendobj\n"
    "7 0 obj\n<</Type /Page\n/Contents 9 0 R>>\nendobj\n"
    "9 0 obj\n<</Filter /FlateDecode\n/Length 4>> stream\n\x01\xff\x00\x02\nendstream\nendobj\n"
    "10 0 obj\n<</Type /Pages\n/Count 2\n/Kids [7 0 R 2 0 R]\n/Parent 12 0 R>>\nendobj\n"
    "11 0 obj\n<</Type /Pages\n/Count 1\n/Kids [4 0 R]\n/Parent 12 0 R>>\nendobj\n"
    "12 0 obj\n<</Type /Pages\n/Count 3\n/Kids [10 0 R 11 0 R]>>\nendobj\n"
    "13 0 obj\n<</i-A [2 0 R /XYZ 0 403.9 0]\n/rows [7 0 R /XYZ 0 715.9 0]\n"
    "/legend [4 0 R /XYZ 0 1 0]>>\nendobj\n"
    "14 0 obj\n<</Type /Catalog\n/Pages 12 0 R\n/Dests 13 0 R>>\nendobj\n";

TEST(PdfPagesTest, PagesInTheOrderOfTheTree) {
  EXPECT_THAT(PagesOfAnchors(std::string_view(kPdf, sizeof(kPdf) - 1)),
              ElementsAre(Pair("i-A", 2), Pair("legend", 3), Pair("rows", 1)));
}

TEST(PdfPagesTest, NothingOfWhatItDoesNotUnderstand) {
  EXPECT_THAT(PagesOfAnchors(""), IsEmpty());
  EXPECT_THAT(PagesOfAnchors("1 0 obj\n<</Type /Catalog\n/Pages 2 0 R>>"), IsEmpty());
  EXPECT_THAT(PagesOfAnchors("%\n1 0 obj\n<</Type /Catalog\n/Pages 1 0 R\n/Dests 1 0 R>>\nendobj"),
              IsEmpty());
  const std::string pdf(kPdf, sizeof(kPdf) - 1);
  for (size_t cut = 0; cut < pdf.size(); ++cut) PagesOfAnchors(pdf.substr(0, cut));
}

TEST(PdfPagesTest, ATreeThatContainsItselfEnds) {
  EXPECT_THAT(PagesOfAnchors("%\n1 0 obj\n<</Type /Catalog\n/Pages 2 0 R\n/Dests 3 0 R>>\nendobj\n"
                             "2 0 obj\n<</Type /Pages\n/Kids [2 0 R 4 0 R]>>\nendobj\n"
                             "3 0 obj\n<</a [4 0 R /XYZ]>>\nendobj\n"
                             "4 0 obj\n<</Type /Page>>\nendobj\n"),
              ElementsAre(Pair("a", 1)));
}

}  // namespace
}  // namespace samlad::board
