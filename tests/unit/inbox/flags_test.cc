// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/flags.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace samlad::inbox {
namespace {

// What is wrong; empty: nothing.
std::string ProblemWith(const std::string& identity) {
  CLI::App cli;
  Flags flags;
  DefineFlags(cli, flags);
  std::vector<std::string> arguments;
  for (const char* flag : {"--listen", "--cert", "--key", "--ca", "--directory"}) {
    arguments.insert(arguments.end(), {"x", flag});
  }
  arguments.insert(arguments.end(), {identity, "--gateway-identity"});
  try {
    cli.parse(arguments);  // which it takes from the end
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  return "";
}

TEST(InboxFlagsTest, TheGatewayIsNamedByASpiffeId) {
  EXPECT_EQ(ProblemWith("spiffe://samlad.example/gateway/city"), "");
  EXPECT_EQ(ProblemWith("spiffe://samlad.example/one"), "");
  for (const char* wrong :
       {"foo", "", "https://samlad.example/gateway", "spiffe://samlad.example",
        "spiffe://samlad.example/", "spiffe:///gateway", "spiffe://Samlad.example/gateway",
        "spiffe://samlad.example/gateway/", "spiffe://samlad.example/a//b",
        "spiffe://samlad.example/../b", "spiffe://samlad.example/gateway?x",
        "spiffe://samlad.example:1/gateway", "spiffe://samlad.example/gate way"}) {
    EXPECT_NE(ProblemWith(wrong).find("spiffe://samlad.example/gateway/city"), std::string::npos)
        << wrong;
  }
  EXPECT_NE(ProblemWith("spiffe://samlad.example/" + std::string(2'048, 'a')), "");
}

}  // namespace
}  // namespace samlad::inbox
