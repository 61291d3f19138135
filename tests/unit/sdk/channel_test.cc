// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/channel.h"

#include "gtest/gtest.h"

namespace samlad::sdk {
namespace {

TEST(ParseAddressTest, TakesNamesAndNumbers) {
  for (const auto& [text, host] :
       {std::pair{"samlad.example:8443", "samlad.example"},
        std::pair{"127.0.0.1:8443", "127.0.0.1"}, std::pair{"[::1]:8443", "::1"}}) {
    const auto address = ParseAddress(text);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->host, host);
    EXPECT_EQ(address->port, "8443");
  }
}

TEST(ParseAddressTest, RefusesEverythingElse) {
  for (const char* text : {"", ":", "host", "host:", ":8443", "host:0", "host:65536", "host:-1",
                           "host:http", "::1:8443", "https://host:8443", "[]:8443", "[::1:8443"}) {
    EXPECT_EQ(ParseAddress(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace samlad::sdk
