// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/abridge.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/small_catalogue.h"

namespace samlad::domain {
namespace {

TEST(AbridgeTest, LeavesOutBaselinesOfProtectedIndicatorsAndNothingElse) {
  const v1::Catalogue whole = SmallCatalogue();
  v1::Catalogue abridged = whole;
  absl::flat_hash_set<std::string_view> ids;
  AddProtected(whole, ids);
  EXPECT_TRUE(LeaveOutBaselines(ids, abridged));
  v1::Catalogue expected = whole;
  expected.mutable_targets(0)->clear_baseline();
  expected.mutable_targets(0)->clear_baseline_period();
  expected.mutable_projects(0)->mutable_effects(0)->clear_baseline();
  expected.mutable_projects(0)->mutable_effects(0)->clear_baseline_period();
  EXPECT_EQ(abridged.SerializeAsString(), expected.SerializeAsString());
  EXPECT_FALSE(LeaveOutBaselines(ids, abridged)) << "nothing is left";
}

TEST(AbridgeTest, KeepsBaselinesOfWhatIsNotAboutPersons) {
  v1::Catalogue catalogue = SmallCatalogue();
  for (v1::Indicator& one : *catalogue.mutable_indicators()) {
    one.mutable_protection()->set_not_personal(true);
  }
  absl::flat_hash_set<std::string_view> ids;
  AddProtected(catalogue, ids);
  EXPECT_FALSE(LeaveOutBaselines(ids, catalogue));
  EXPECT_EQ(catalogue.targets(0).baseline(), "20");
  // One version that protects is enough.
  catalogue.mutable_indicators(2)->mutable_protection()->set_not_personal(false);
  AddProtected(catalogue, ids);
  EXPECT_TRUE(LeaveOutBaselines(ids, catalogue));
}

}  // namespace
}  // namespace samlad::domain
