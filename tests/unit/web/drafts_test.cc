// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/drafts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "clients/web/limits.h"

namespace samlad::web {
namespace {

Draft Of(size_t bytes) {
  Draft draft;
  draft.kind = "report";
  draft.content = std::string(bytes, 'x');
  return draft;
}

TEST(DraftsTest, BelongToTheirOwnerAlone) {
  Drafts drafts;
  const auto id = drafts.Put("anna", Of(3), 0);
  ASSERT_TRUE(id.ok());
  EXPECT_EQ((*drafts.Find("anna", *id, 1))->content, "xxx");
  EXPECT_TRUE(absl::IsNotFound(drafts.Find("bo", *id, 1).status()));
  EXPECT_TRUE(absl::IsNotFound(drafts.Find("anna", "other", 1).status()));
  drafts.Forget("bo", *id);
  EXPECT_TRUE(drafts.Find("anna", *id, 1).ok());
  drafts.Forget("anna", *id);
  EXPECT_TRUE(absl::IsNotFound(drafts.Find("anna", *id, 1).status()));
}

TEST(DraftsTest, AreForgottenWhenTheyAreOld) {
  Drafts drafts;
  const int64_t age_max_ms = std::chrono::milliseconds(limits::kDraftAgeMax).count();
  const auto id = drafts.Put("anna", Of(1), 1'000);
  EXPECT_TRUE(drafts.Find("anna", *id, 1'000 + age_max_ms).ok());
  EXPECT_TRUE(absl::IsNotFound(drafts.Find("anna", *id, 1'001 + age_max_ms).status()));
}

TEST(DraftsTest, AreBoundedInNumber) {
  Drafts drafts;
  for (size_t i = 0; i < limits::kDraftsOfOwnerMax; ++i) {
    ASSERT_TRUE(drafts.Put("anna", Of(1), 0).ok());
  }
  EXPECT_TRUE(absl::IsResourceExhausted(drafts.Put("anna", Of(1), 0).status()));
  EXPECT_TRUE(drafts.Put("bo", Of(1), 0).ok());
}

TEST(DraftsTest, AreBoundedInBytesOfOneAndOfAll) {
  Drafts drafts;
  ASSERT_TRUE(drafts.Put("0", Of(limits::kDraftBytesOfOwnerMax), 0).ok());
  EXPECT_TRUE(absl::IsResourceExhausted(drafts.Put("0", Of(1), 0).status()));
  const size_t owners = limits::kDraftBytesMax / limits::kDraftBytesOfOwnerMax;
  std::string last;
  for (size_t i = 1; i < owners; ++i) {
    last = *drafts.Put(std::to_string(i), Of(limits::kDraftBytesOfOwnerMax), 0);
  }
  EXPECT_TRUE(absl::IsResourceExhausted(drafts.Put("late", Of(1), 0).status()));
  // What is forgotten makes room.
  drafts.Forget(std::to_string(owners - 1), last);
  EXPECT_TRUE(drafts.Put("late", Of(1), 0).ok());
}

}  // namespace
}  // namespace samlad::web
