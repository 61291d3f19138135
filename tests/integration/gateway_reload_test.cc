// SPDX-License-Identifier: EUPL-1.2
//
// SIGHUP: what changes, what does not, and what is refused.

#include <gmock/gmock.h>
#include <signal.h>

#include <string>

#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ReloadTest : public GatewayTest {
 protected:
  // Until the gateway says what became of it.
  void Reload(std::string_view more, std::string_view answer) {
    WriteConfig(kOrigin,
                "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n" + std::string(more));
    gateway_->Signal(SIGHUP);
    EXPECT_TRUE(gateway_->LogHolds(answer)) << gateway_->Log();
  }
};

TEST_F(ReloadTest, TheLevelOfTheLogChangesAtOnce) {
  EXPECT_NE(GetCheckpoint().checkpoint(), "");
  ASSERT_TRUE(gateway_->LogHolds("call served"));
  Reload("log_level: info\n", "configuration read again");
  Reload("log_level: error\n# now\nconnections_per_address_per_second: 7\n",
         R"("key":"connections_per_address_per_second")");
  // The call's line would be written before its answer leaves.
  const std::string before = gateway_->Log();
  for (int i = 0; i < 3; ++i) EXPECT_NE(GetCheckpoint().checkpoint(), "");
  EXPECT_THAT(gateway_->Log().substr(before.size()), Not(HasSubstr("call served")));
}

TEST_F(ReloadTest, WhatNeedsARestartIsNamed) {
  Reload("disk_reserve_bytes: 4096\n", R"("key":"disk_reserve_bytes")");
  EXPECT_TRUE(gateway_->LogHolds("needs a restart"));
  EXPECT_THAT(gateway_->Log(), Not(HasSubstr(R"("key":"origin")")));
  EXPECT_TRUE(gateway_->LogHolds("configuration read again"));
  EXPECT_NE(GetCheckpoint().checkpoint(), "");
}

TEST_F(ReloadTest, ABadConfigurationIsRefusedWithItsPlaceAndTheOldOneServes) {
  Reload("log_leval: error\n", "configuration refused");
  EXPECT_TRUE(gateway_->LogHolds("gateway.yaml:11:1: log_leval")) << gateway_->Log();
  EXPECT_NE(GetCheckpoint().checkpoint(), "");
  EXPECT_TRUE(gateway_->LogHolds("call served")) << "at the level before";
}

TEST_F(ReloadTest, BadCertificatesRefuseAllOfIt) {
  files_.Write("server.key", issuing_.IssueServer().key);
  Reload("log_level: error\n", "configuration refused");
  EXPECT_TRUE(gateway_->LogHolds("is not the key of"));
  EXPECT_NE(GetCheckpoint().checkpoint(), "") << "a new handshake";
  EXPECT_TRUE(gateway_->LogHolds("call served")) << "at the level before";
}

TEST_F(ReloadTest, ItStopsAfterwardsAsBefore) {
  Reload("", "configuration read again");
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
}

}  // namespace
}  // namespace samlad::testing
