// SPDX-License-Identifier: EUPL-1.2
//
// The gateway under a service manager.

#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>
#include <optional>

#include "gateway/base/strings.h"
#include "tests/integration/gateway_fixture.h"
#include "tests/support/notify_socket.h"

namespace samlad::testing {
namespace {

using ::testing::IsEmpty;

class ManagedGatewayTest : public GatewayTest {
 protected:
  const NotifySocket manager_{Path("notify")};
};

TEST_F(ManagedGatewayTest, TellsThatItServesLivesAndStops) {
  EXPECT_EQ(manager_.NextOf("READY=1"), StrCat("READY=1\nSTATUS=serving on ", gateway_->address(),
                                               ", log demo.samlad.example/log"));
  EXPECT_EQ(manager_.NextOf("WATCHDOG=1"), "WATCHDOG=1");
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  EXPECT_EQ(manager_.NextOf("STOPPING=1"), "STOPPING=1\nSTATUS=stopping");
}

TEST_F(ManagedGatewayTest, TellsThatItReloads) {
  const std::string ready = manager_.NextOf("READY=1");
  gateway_->Signal(SIGHUP);
  EXPECT_NE(manager_.NextOf("RELOADING=1\nMONOTONIC_USEC="), "");
  EXPECT_EQ(manager_.NextOf("READY=1"), ready);
}

TEST_F(ManagedGatewayTest, OneThatCannotStartIsNeverReady) {
  EXPECT_EQ(Stop(), 0);
  EXPECT_EQ(manager_.NextOf("STOPPING=1"), "STOPPING=1\nSTATUS=stopping");
  std::filesystem::remove(Path("server.key"));
  EXPECT_EQ(RunGateway({"--config", config_}).exit_code, 1);
  EXPECT_THAT(manager_.Next(std::chrono::milliseconds(0)), IsEmpty());
}

}  // namespace
}  // namespace samlad::testing
