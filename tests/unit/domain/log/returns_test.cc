// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/returns.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace samlad::domain {
namespace {

v1::ReviewRemark Remark(std::string field, std::string text) {
  v1::ReviewRemark remark;
  remark.set_field(std::move(field));
  remark.set_text(std::move(text));
  return remark;
}

ReviewFact Return(std::string reason, std::vector<v1::ReviewRemark> remarks) {
  ReviewFact fact;
  fact.reason = std::move(reason);
  fact.remarks = {remarks.begin(), remarks.end()};
  return fact;
}

TEST(ReturnsTest, AddRemarksAndReplaceThoseOnTheSameField) {
  Returns returns;
  returns.Add(Return("see the fields", {Remark("A", "one"), Remark("B", "two")}));
  returns.Add(Return("", {Remark("C", "three"), Remark("A", "rather this")}));
  EXPECT_EQ(returns.reason, "see the fields");
  ASSERT_EQ(returns.remarks.size(), 3u);
  EXPECT_EQ(returns.remarks[0].text(), "rather this");
  EXPECT_EQ(returns.remarks[2].field(), "C");
}

TEST(ReturnsTest, HoldWhatWasSaid) {
  Returns returns;
  returns.Add(Return("why", {Remark("A", "one"), Remark("B", "two")}));
  v1::ReportReviewed again;
  again.set_reason("why");
  EXPECT_TRUE(returns.Holds(again));
  *again.add_remarks() = Remark("B", "two");
  EXPECT_TRUE(returns.Holds(again));
  again.mutable_remarks(0)->set_text("three");
  EXPECT_FALSE(returns.Holds(again));
  *again.mutable_remarks(0) = Remark("C", "two");
  EXPECT_FALSE(returns.Holds(again));
  again.clear_remarks();
  again.set_reason("another");
  EXPECT_FALSE(returns.Holds(again));
}

}  // namespace
}  // namespace samlad::domain
