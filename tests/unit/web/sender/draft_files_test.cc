// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/draft_files.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::web::sender {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(DraftFilesTest, ReadsBackWhatWasPacked) {
  const std::string binary("\0\xff\n", 3);
  const auto files =
      UnpackFiles(PackFiles({{"figures.csv", "a;b\n"}, {"åäö.xlsx", binary}, {"empty.yaml", ""}}));
  ASSERT_THAT(files, SizeIs(3));
  EXPECT_EQ(files[0].name, "figures.csv");
  EXPECT_EQ(files[0].text, "a;b\n");
  EXPECT_EQ(files[1].name, "åäö.xlsx");
  EXPECT_EQ(files[1].text, binary);
  EXPECT_EQ(files[2].text, "");
}

TEST(DraftFilesTest, RefusesWhatWasCutOff) {
  std::string packed = PackFiles({{"figures.csv", "a;b\n"}});
  for (size_t size = 1; size < packed.size(); ++size) {
    EXPECT_THAT(UnpackFiles(packed.substr(0, size)), IsEmpty()) << size;
  }
  EXPECT_THAT(UnpackFiles(std::string(16, '\xff')), IsEmpty());
}

TEST(DraftFilesTest, LeavesFoldersOut) {
  EXPECT_EQ(BareFileName("C:\\Users\\eva\\report.xlsx"), "report.xlsx");
  EXPECT_EQ(BareFileName("../../etc/report.csv"), "report.csv");
  EXPECT_EQ(BareFileName("report.csv"), "report.csv");
  EXPECT_EQ(BareFileName("folder/"), "");
}

}  // namespace
}  // namespace samlad::web::sender
