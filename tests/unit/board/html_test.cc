// SPDX-License-Identifier: EUPL-1.2

#include "clients/board/html.h"

#include <gtest/gtest.h>

#include <string>

namespace samlad::board {
namespace {

TEST(EscapeHtmlTest, MarkupBecomesText) {
  EXPECT_EQ(EscapeHtml("<script>alert('1') & \"2\"</script>"),
            "&lt;script&gt;alert(&#39;1&#39;) &amp; &quot;2&quot;&lt;/script&gt;");
}

TEST(EscapeHtmlTest, OrdinaryTextStays) {
  EXPECT_EQ(EscapeHtml("Åre, ö\n100 %\t🏠"), "Åre, ö\n100 %\t🏠");
}

TEST(EscapeHtmlTest, ControlsAreReplaced) {
  using std::string_literals::operator""s;
  EXPECT_EQ(EscapeHtml("a\0b\x1b[31m"s), "a\\x00b\\x1b[31m");
  EXPECT_EQ(EscapeHtml("a\u202Eb\u2066c"), "a\\u202eb\\u2066c");
  EXPECT_EQ(EscapeHtml("\xC0<\xFF"), "\\xc0&lt;\\xff");
}

TEST(HtmlTest, TextIsEscapedWhereverItGoes) {
  Html html;
  html.Raw("<p title=\"").Text("\"><b>").Raw("\">").Wrap("<i>", "<u>", "</i>").Raw("</p>");
  EXPECT_EQ(std::move(html).Take(), "<p title=\"&quot;&gt;&lt;b&gt;\"><i>&lt;u&gt;</i></p>");
}

}  // namespace
}  // namespace samlad::board
