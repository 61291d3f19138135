// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/file_stem.h"

#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

TEST(FileStemTest, NamesNoOtherFolder) {
  EXPECT_EQ(FileStem({"eidar", "eidar-annual", "2025-T1"}), "eidar-eidar-annual-2025-T1");
  EXPECT_EQ(FileStem({"../../etc", "a/b", "\n"}), "_._.._etc-a_b-_");
  EXPECT_EQ(FileStem({".hidden"}), "_hidden");
  EXPECT_EQ(FileStem({"å"}), "__");
}

}  // namespace
}  // namespace samlad::sdk
