// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/disclosure/verify/verify_edition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/domain/verify/damaged_editions.h"
#include "tests/unit/domain/verify/sample_editions.h"

namespace samlad::domain {
namespace {

using ::samlad::testing::AllDamaged;
using ::samlad::testing::AllSamples;
using ::samlad::testing::Damaged;
using ::samlad::testing::Sample;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(VerifyEditionTest, GoodEditionsVerify) {
  for (Sample& sample : AllSamples()) {
    SCOPED_TRACE(sample.name);
    const v1::Edition edition = sample.Certified();
    EXPECT_EQ(sample.puzzle.unproven(), 0);
    const EditionCheck check = VerifyEdition(edition);
    EXPECT_TRUE(check.ok);
    EXPECT_THAT(check.faults, IsEmpty());
    EXPECT_EQ(check.proofs, static_cast<uint32_t>(edition.certificate().proofs_size()));
  }
}

TEST(VerifyEditionTest, EachDamageIsRefusedByTheRuleThatItBreaks) {
  for (const Damaged& damaged : AllDamaged()) {
    SCOPED_TRACE(damaged.name);
    const EditionCheck check = VerifyEdition(damaged.edition);
    EXPECT_FALSE(check.ok);
    ASSERT_FALSE(check.faults.empty());
    EXPECT_THAT(check.faults.front(), HasSubstr(damaged.rule));
  }
}

}  // namespace
}  // namespace samlad::domain
