// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/flags.h"

#include <gtest/gtest.h>

#include <CLI/Error.hpp>
#include <string>

namespace samlad::web {
namespace {

class FlagsTest : public ::testing::Test {
 protected:
  bool Takes(const std::string& line) {
    Flags flags;
    CLI::App cli;
    DefineFlags(cli, flags);
    try {
      cli.parse(line);
    } catch (const CLI::ParseError&) {
      return false;
    }
    flags_ = flags;
    return true;
  }

  Flags flags_;
};

TEST_F(FlagsTest, ServeOnePersonByAProfile) {
  ASSERT_TRUE(Takes("--profile eidar --port 8001"));
  EXPECT_EQ(flags_.profile, "eidar");
  EXPECT_EQ(flags_.port, 8001);
  EXPECT_EQ(flags_.listen, "");
}

TEST_F(FlagsTest, ServeEverybodyOnlyWithAllCertificates) {
  ASSERT_TRUE(Takes("--listen 0.0.0.0:8443 --origin https://a --cert c --key k --ca r"));
  EXPECT_EQ(flags_.listen, "0.0.0.0:8443");
  EXPECT_FALSE(Takes("--listen 0.0.0.0:8443"));
  EXPECT_FALSE(Takes("--listen 0.0.0.0:8443 --origin https://a --cert c --key k"));
  EXPECT_FALSE(Takes("--profile eidar --cert c"));
  EXPECT_FALSE(Takes("--port 1 --listen 0.0.0.0:8443 --origin https://a --cert c --key k --ca r"));
}

}  // namespace
}  // namespace samlad::web
