// SPDX-License-Identifier: EUPL-1.2
//
// A gateway whose metrics and health are looked at.

#ifndef SAMLAD_TESTS_INTEGRATION_OBSERVE_FIXTURE_H_
#define SAMLAD_TESTS_INTEGRATION_OBSERVE_FIXTURE_H_

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

#include "tests/integration/gateway_fixture.h"
#include "tests/support/http_get.h"

namespace samlad::testing {

class ObservedGatewayTest : public GatewayTest {
 protected:
  // "127.0.0.1:41234", as the log says.
  std::string ObserveAddress() const {
    constexpr std::string_view kBefore = R"("metrics and health are served","address":")";
    const std::string log = gateway_->Log();
    const size_t begin = log.rfind(kBefore);
    if (begin == log.npos) return "";
    const size_t from = begin + kBefore.size();
    return log.substr(from, log.find('"', from) - from);
  }

  HttpResult Get(const std::string& path) const { return HttpGet(ObserveAddress(), path); }

  // Waits until /ready has this status and says `text`, at most half a minute: on a
  // busy machine a late heartbeat makes a gateway unready, too, for a while.
  HttpResult AwaitReady(int status, std::string_view text = "") const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    HttpResult ready = Get("/ready");
    while ((ready.status != status || ready.body.find(text) == std::string::npos) &&
           std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      ready = Get("/ready");
    }
    return ready;
  }
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_INTEGRATION_OBSERVE_FIXTURE_H_
