// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/source_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace samlad::formats {
namespace {

Place At(uint32_t row, uint32_t column) {
  return {.file = "a.csv", .sheet = {}, .row = row, .column = column};
}

TEST(SourceMapTest, FindsExactPath) {
  SourceMap map;
  map.Set("observations[17].value", At(19, 8));
  const auto place = map.Find("observations[17].value");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->file, "a.csv");
  EXPECT_EQ(place->row, 19u);
  EXPECT_EQ(place->column, 8u);
}

TEST(SourceMapTest, FallsBackToNearestEnclosingPlace) {
  SourceMap map;
  map.Set("observations[17]", At(19, 0));
  map.Set("observations[17].value", At(19, 8));
  ASSERT_TRUE(map.Find("observations[17].n"));
  EXPECT_EQ(map.Find("observations[17].n")->column, 0u);
  EXPECT_EQ(map.Find("observations[17].value.more")->column, 8u);
  EXPECT_FALSE(map.Find("observations[18].value"));
  EXPECT_FALSE(map.Find("observations"));
  EXPECT_FALSE(map.Find("period"));
  EXPECT_FALSE(map.Find(""));
}

TEST(SourceMapTest, PassesOverFieldsWithoutAPlace) {
  SourceMap map;
  map.Set("activities", At(2, 1));
  map.Set("activities[1].title", At(5, 3));
  ASSERT_TRUE(map.Find("activities[1].id"));
  EXPECT_EQ(map.Find("activities[1].id")->row, 2u);
}

TEST(SourceMapTest, IndexIsNoName) {
  SourceMap map;
  map.Set("a[1]", At(1, 1));
  map.Set("a.1", At(2, 2));
  EXPECT_EQ(map.Find("a[1]")->row, 1u);
  EXPECT_EQ(map.Find("a.1")->row, 2u);
}

TEST(SourceMapTest, TextThatIsNoPathIsFoundAgain) {
  for (const char* path :
       {"[", "[x]", "a[", "a[1", "a..b", ".", "a[99999999999999999999]", "]", "a b"}) {
    SourceMap map;
    map.Set(path, At(7, 7));
    ASSERT_TRUE(map.Find(path)) << path;
    EXPECT_EQ(map.Find(path)->row, 7u) << path;
  }
}

TEST(SourceMapTest, WholeMessageHasAPlace) {
  SourceMap map;
  map.Set("", At(1, 1));
  EXPECT_EQ(map.Find("anything[3].at.all")->row, 1u);
}

TEST(SourceMapTest, LocatesFindingsAndRelatedOnes) {
  SourceMap map;
  map.Set("observations[0].value", At(2, 5));
  map.Set("observations[1].value", At(3, 5));
  std::vector<v1::Finding> findings(2);
  findings[0].mutable_location()->set_field("observations[1].value");
  findings[0].add_related()->set_field("observations[0].value");
  findings[1].mutable_location()->set_field("observations[1].value");
  findings[1].mutable_location()->set_file("b.yaml");
  map.Locate(findings);
  EXPECT_EQ(findings[0].location().file(), "a.csv");
  EXPECT_EQ(findings[0].location().row(), 3u);
  EXPECT_EQ(findings[0].related(0).row(), 2u);
  EXPECT_EQ(findings[1].location().file(), "b.yaml");
  EXPECT_EQ(findings[1].location().row(), 0u);
}

TEST(SourceMapTest, MergeKeepsFilesApart) {
  SourceMap map;
  map.Set("x[0]", At(1, 1));
  map.Set("period", At(2, 2));
  SourceMap other;
  other.Set("period", {.file = "b.csv", .sheet = "Blad1", .row = 9, .column = 9});
  other.Set("x[1].value", {.file = "b.csv", .sheet = "Blad1", .row = 4, .column = 2});
  map.Merge(std::move(other));
  EXPECT_EQ(map.Find("x[0].value")->file, "a.csv");
  EXPECT_EQ(map.Find("x[1].value")->sheet, "Blad1");
  EXPECT_EQ(map.Find("x[1].value")->row, 4u);
  EXPECT_EQ(map.Find("period")->row, 9u) << "the last call counts";
  EXPECT_FALSE(map.Find("x[1]"));
}

TEST(SourceMapTest, MergeIntoEmptyTakesAll) {
  SourceMap other;
  other.Set("period", At(3, 4));
  SourceMap map;
  map.Merge(std::move(other));
  EXPECT_EQ(map.Find("period")->column, 4u);
}

TEST(LoadedTest, OkUnlessAnError) {
  Loaded loaded;
  EXPECT_TRUE(loaded.ok());
  loaded.findings.emplace_back().set_severity(v1::SEVERITY_WARNING);
  EXPECT_TRUE(loaded.ok());
  loaded.findings.emplace_back().set_severity(v1::SEVERITY_ERROR);
  EXPECT_FALSE(loaded.ok());
}

}  // namespace
}  // namespace samlad::formats
