// SPDX-License-Identifier: EUPL-1.2

#include <gtest/gtest.h>

#include <latch>

#include "gateway/base/fair_pool.h"
#include "gateway/base/status_metadata.h"
#include "gateway/service/calls/unary_call.h"

namespace samlad::service {
namespace {

TEST(AddReadTest, ARefusalSaysWhoseReadsWait) {
  FairPool readers({.threads = 1, .waiting_max = 2, .waiting_max_of_owner = 1});
  std::latch running(1), release(1);
  ASSERT_TRUE(AddRead(readers, "homes", [&] {
                running.count_down();
                release.wait();
              }).ok());
  running.wait();
  EXPECT_TRUE(AddRead(readers, "homes", [] {}).ok());
  const absl::Status own = AddRead(readers, "homes", [] {});
  EXPECT_TRUE(absl::IsResourceExhausted(own)) << own;
  EXPECT_EQ(own.message(), "your organisation has 1 reads waiting; retry after 250 ms");
  EXPECT_EQ(own.GetPayload(StrCat(kMetadataUrl, "limit")), "1");
  EXPECT_TRUE(AddRead(readers, "school", [] {}).ok());
  const absl::Status all = AddRead(readers, "club", [] {});
  EXPECT_TRUE(absl::IsResourceExhausted(all)) << all;
  EXPECT_EQ(all.message(), "the gateway has 2 reads waiting; retry after 250 ms");
  EXPECT_EQ(all.GetPayload(StrCat(kMetadataUrl, "queue")), "reads");
  release.count_down();
  readers.Stop();
  EXPECT_TRUE(absl::IsUnavailable(AddRead(readers, "homes", [] {})));
}

}  // namespace
}  // namespace samlad::service
