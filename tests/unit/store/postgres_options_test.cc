// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_options.h"

#include "gateway/base/strings.h"
#include "gateway/store/postgres/durability.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace samlad::store {
namespace {

using ::testing::HasSubstr;

absl::StatusOr<PostgresOptions> ParseUri(const std::string& uri) {
  return ParsePostgresUri(uri, [](const std::string& path) { return "/etc/samlad/" + path; });
}

TEST(PostgresOptionsTest, ReadsHostsPortsAndFiles) {
  const auto options = ParseUri(
      "postgresql://samlad@h1,h2:5433,h3/samlad?target_session_attrs=read-write"
      "&sslmode=verify-full&sslrootcert=root.pem&passfile=password");
  ASSERT_TRUE(options.ok()) << options.status();
  const std::vector<PostgresOptions::Host> hosts = {{"h1", ""}, {"h2", "5433"}, {"h3", ""}};
  EXPECT_EQ(options->hosts, hosts);
  EXPECT_EQ(options->parameters.at("sslrootcert"), "/etc/samlad/root.pem");
  EXPECT_EQ(options->parameters.at("passfile"), "/etc/samlad/password");
  EXPECT_EQ(options->Name(), "PostgreSQL h1,h2:5433,h3/samlad");
}

TEST(PostgresOptionsTest, WritesUnlessToldSo) {
  const auto options = ParseUri("postgresql://h1/samlad?sslmode=verify-full");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->parameters.at("target_session_attrs"), "read-write");
}

TEST(PostgresOptionsTest, TakesAUnixSocketWithoutTls) {
  const auto options = ParseUri("postgresql:///samlad?host=/run/postgresql");
  ASSERT_TRUE(options.ok()) << options.status();
  EXPECT_EQ(options->hosts.front().host, "/run/postgresql");
}

TEST(PostgresOptionsTest, SaysWhatIsWrong) {
  const struct {
    const char* uri;
    const char* why;
  } kCases[] = {{"sqlite:data", "no connection URI"},
                {"postgresql://h1/samlad?sslmode=nonsense%", "libpq cannot read it"},
                {"postgresql://h1/samlad?colour=red", "colour"},
                {"postgresql:///samlad", "names no host"},
                {"postgresql://h1,,h2/samlad", "empty host"},
                {"postgresql://h1?sslmode=verify-full", "names no database"},
                {"postgresql://h1/samlad", "sslmode=verify-full"},
                {"postgresql://h1/samlad?sslmode=require", "sslmode=verify-full"},
                {"postgresql://u:secret@h1/samlad?sslmode=verify-full", "holds a password"},
                {"postgresql://h1/samlad?sslmode=verify-full&hostaddr=10.0.0.1", "hostaddr"},
                {"postgresql://h1/samlad?sslmode=verify-full&target_session_attrs=standby",
                 "target_session_attrs is standby"}};
  for (const auto& [uri, why] : kCases) {
    const auto options = ParseUri(uri);
    ASSERT_TRUE(absl::IsInvalidArgument(options.status())) << uri;
    EXPECT_THAT(std::string(options.status().message()), HasSubstr(why)) << uri;
    EXPECT_EQ(options.status().message().find("secret"), absl::string_view::npos);
  }
}

TEST(PostgresOptionsTest, CountsSynchronousStandbys) {
  using postgres::CountSynchronousStandbys;
  EXPECT_EQ(CountSynchronousStandbys(""), 0u);
  EXPECT_EQ(CountSynchronousStandbys("  "), 0u);
  EXPECT_EQ(CountSynchronousStandbys("*"), 1u);
  EXPECT_EQ(CountSynchronousStandbys("a, b"), 1u);
  EXPECT_EQ(CountSynchronousStandbys("\"node-1\""), 1u);
  EXPECT_EQ(CountSynchronousStandbys("2 (a, b, c)"), 2u);
  EXPECT_EQ(CountSynchronousStandbys("FIRST 1 (a)"), 1u);
  EXPECT_EQ(CountSynchronousStandbys("any 3 (*)"), 3u);
  EXPECT_EQ(CountSynchronousStandbys("ANY 2(a,b)"), 2u);
}

}  // namespace
}  // namespace samlad::store
