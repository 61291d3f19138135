// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "gateway/base/strings.h"
#include "tests/support/temp_dir.h"

namespace samlad::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kGood = R"yaml(listen: 127.0.0.1:7443
origin: demo.samlad.example/log
data_directory: data
log_key: /keys/log.pem
tls: {certificate: server.pem, key: server.key, client_roots: root.pem}
log_level: warn
demonstration_clock_start: "2026-02-10T09:00:00+01:00"
)yaml";

class ConfigTest : public ::testing::Test {
 protected:
  absl::StatusOr<Config> Load(std::string_view yaml) const {
    return LoadConfig(files_.Write("gateway.yaml", yaml));
  }
  std::string Refusal(std::string_view yaml) const {
    const auto config = Load(yaml);
    EXPECT_EQ(config.status().code(), absl::StatusCode::kInvalidArgument) << yaml;
    return std::string(config.status().message());
  }
  static std::string With(std::string_view before, std::string_view after) {
    std::string yaml(kGood);
    return yaml.replace(yaml.find(before), before.size(), after);
  }

  testing::TempDir files_;
};

TEST_F(ConfigTest, ReadsAllAndResolvesPathsAgainstItsFolder) {
  const auto config = Load(kGood);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->listen, "127.0.0.1:7443");
  EXPECT_EQ(config->origin, "demo.samlad.example/log");
  EXPECT_EQ(config->data_directory, (files_.path() / "data").string());
  EXPECT_EQ(config->log_key, "/keys/log.pem");
  EXPECT_EQ(config->tls.private_key, (files_.path() / "server.key").string());
  EXPECT_EQ(config->log_level, telemetry::Level::kWarn);
  EXPECT_EQ(config->demonstration_clock_start_ms, 1'770'710'400'000);
  EXPECT_EQ(config->confirm_clock_at, std::nullopt);
}

TEST_F(ConfigTest, ConfirmsTheClockAtAnyPositionAlsoTheFirst) {
  EXPECT_EQ(Load(std::string(kGood) + "confirm_clock_at: 1234\n")->confirm_clock_at, 1234u);
  EXPECT_EQ(Load(std::string(kGood) + "confirm_clock_at: 0\n")->confirm_clock_at, 0u);
  EXPECT_THAT(Refusal(std::string(kGood) + "confirm_clock_at: now\n"),
              HasSubstr("confirm_clock_at"));
}

TEST_F(ConfigTest, CredentialsLieWhereSystemdPutThem) {
  const std::string yaml = With("/keys/log.pem", "${CREDENTIALS_DIRECTORY}/log-key.pem");
  unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_THAT(Refusal(yaml), HasSubstr("gateway.yaml:4:10: log_key: CREDENTIALS_DIRECTORY is not"));
  setenv("CREDENTIALS_DIRECTORY", "/run/credentials/samlad-gateway.service", /*overwrite=*/1);
  const auto config = Load(yaml);
  unsetenv("CREDENTIALS_DIRECTORY");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->log_key, "/run/credentials/samlad-gateway.service/log-key.pem");
}

TEST_F(ConfigTest, ReadsForWhomARootMayVouch) {
  EXPECT_TRUE(Load(kGood)->vouching.empty());
  const std::string hex(64, 'a'), upper = "BB:" + std::string(62, 'B');
  const auto row = [](std::string_view root, std::string_view organisations) {
    return "{root: \"" + std::string(root) + "\", organisations: [" + std::string(organisations) +
           "]}";
  };
  const auto with = [&](const std::string& rows) {
    return With("client_roots: root.pem", "client_roots: root.pem, vouching: [" + rows + "]");
  };
  const auto config = Load(with(row(hex, "eidar, sgn") + ", " + row(upper, "utb")));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->vouching,
            (identity::VouchingTable{{hex, {"eidar", "sgn"}}, {std::string(64, 'b'), {"utb"}}}));
  EXPECT_THAT(Refusal(with(row("abc", "eidar"))),
              HasSubstr("tls.vouching[0].root: not the SHA-256"));
  EXPECT_THAT(Refusal(with(row(hex, ""))), HasSubstr("tls.vouching[0].organisations: is missing"));
  EXPECT_THAT(Refusal(with(row(hex, "a/b"))), HasSubstr("tls.vouching[0].organisations[0]: is no"));
  EXPECT_THAT(Refusal(with(row(hex, "a") + ", " + row(hex, "b"))),
              HasSubstr("tls.vouching[1].root: is named twice"));
}

TEST_F(ConfigTest, SaysEverythingThatIsMissing) {
  const std::string refusal = Refusal("{}\n");
  for (const char* field : {"listen", "origin", "data_directory", "log_key", "tls.certificate",
                            "tls.key", "tls.client_roots"}) {
    EXPECT_THAT(refusal, HasSubstr(std::string("gateway.yaml: ") + field + ": is missing"));
  }
}

TEST_F(ConfigTest, KeepsTheLogInPostgresIfToldTo) {
  EXPECT_FALSE(Load(kGood)->postgres.has_value());
  const std::string store =
      "store: postgresql://db1,db2/samlad?sslmode=verify-full&sslrootcert=db.pem\n";
  const auto config = Load(StrCat(kGood, store, "synchronous_standbys: 1\n"));
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->StoreName(), "PostgreSQL db1,db2/samlad");
  EXPECT_EQ(config->postgres->parameters.at("sslrootcert"), (files_.path() / "db.pem").string());
  EXPECT_EQ(config->postgres->synchronous_standbys, 1u);

  EXPECT_THAT(Refusal(StrCat(kGood, "store: postgresql://db1/samlad\n")),
              HasSubstr("store: does not demand that the server's certificate"));
  EXPECT_THAT(Refusal(StrCat(kGood, "synchronous_standbys: 1\n")),
              HasSubstr("synchronous_standbys: is for PostgreSQL"));
  EXPECT_THAT(Refusal(StrCat(kGood, store, "synchronous_standbys: 1000\n")),
              HasSubstr("synchronous_standbys: at most"));
}

TEST_F(ConfigTest, NamesLineAndColumnOfEachMistake) {
  const std::string refusal = Refusal(
      "listen: everywhere\norigin: two words\nlissten: x\n"
      "demonstration_clock_start: tomorrow\n");
  EXPECT_THAT(refusal, HasSubstr("gateway.yaml:1:9: listen: "));
  EXPECT_THAT(refusal, HasSubstr("gateway.yaml:2:9: origin: "));
  EXPECT_THAT(refusal, HasSubstr("gateway.yaml:3:1: lissten"));
  EXPECT_THAT(refusal, HasSubstr("gateway.yaml:4:28: demonstration_clock_start: "));
  EXPECT_THAT(refusal, Not(HasSubstr("is missing"))) << "the file was not read to its end";
}

TEST_F(ConfigTest, RefusesAFalseTimeInARealLog) {
  EXPECT_THAT(Refusal(With("demo.samlad.example/log", "samlad.example/log")),
              HasSubstr("demonstration_clock_start: a false time"));
  EXPECT_THAT(Refusal(With("demo.samlad.example/log", "demo-city.example/log")),
              HasSubstr("demonstration_clock_start: a false time"));
}

TEST_F(ConfigTest, RefusesOriginsThatNoNoteCanCarry) {
  EXPECT_THAT(Refusal(With("demo.samlad.example/log", "demo.a+b")), HasSubstr("origin: "));
  EXPECT_THAT(Refusal(With("demo.samlad.example/log", "demo." + std::string(300, 'a'))),
              HasSubstr("origin: "));
}

TEST_F(ConfigTest, RefusesAddressesThatCannotBeListenedAt) {
  for (const char* listen : {"127.0.0.1", ":7443", "127.0.0.1:port", "127.0.0.1:65536",
                             "localhost:7443", "300.1.1.1:7443"}) {
    EXPECT_THAT(Refusal(With("127.0.0.1:7443", StrCat("\"", listen, "\""))), HasSubstr("listen: "))
        << listen;
  }
}

constexpr std::string_view kForward = R"yaml(forward:
  address: inbox.example:7543
  server_identity: spiffe://samlad.example/org/board/inbox
  certificate: forward.pem
  key: forward.key
  server_roots: root.pem
)yaml";

TEST_F(ConfigTest, ForwardsOnlyWhereItSaysSo) {
  EXPECT_FALSE(Load(kGood)->forward.has_value());
  const auto config = Load(StrCat(kGood, kForward));
  ASSERT_TRUE(config.ok()) << config.status();
  ASSERT_TRUE(config->forward.has_value());
  EXPECT_EQ(config->forward->inbox.address, "inbox.example:7543");
  EXPECT_EQ(config->forward->inbox.server_identity, "spiffe://samlad.example/org/board/inbox");
  EXPECT_EQ(config->forward->inbox.tls.private_key, (files_.path() / "forward.key").string());
  EXPECT_EQ(config->forward->ask_interval, limits::kForwardAskInterval);
  const auto sooner = Load(StrCat(kGood, kForward, "  ask_seconds: 5\n"));
  ASSERT_TRUE(sooner.ok()) << sooner.status();
  EXPECT_EQ(sooner->forward->ask_interval, std::chrono::seconds(5));
}

TEST_F(ConfigTest, SaysEverythingThatForwardingLacks) {
  const std::string refusal = Refusal(StrCat(kGood, "forward: {}\n"));
  for (const char* field : {"address", "server_identity", "certificate", "key", "server_roots"}) {
    EXPECT_THAT(refusal, HasSubstr(StrCat("forward.", field, ": is missing"))) << field;
  }
  const auto with = [](std::string_view before, std::string_view after) {
    std::string yaml = StrCat(kGood, kForward);
    return yaml.replace(yaml.find(before), before.size(), after);
  };
  for (const char* address : {"inbox.example", ":7543", "inbox.example:0", "https://inbox:7543"}) {
    EXPECT_THAT(Refusal(with("inbox.example:7543", StrCat("\"", address, "\""))),
                HasSubstr("forward.address: "))
        << address;
  }
  for (const char* identity : {"inbox.example", "spiffe://samlad.example/board",
                               "spiffe://samlad.example/org/board/inbox/x"}) {
    EXPECT_THAT(Refusal(with("spiffe://samlad.example/org/board/inbox", identity)),
                HasSubstr("forward.server_identity: "))
        << identity;
  }
}

TEST_F(ConfigTest, AMissingFileIsSaidToBeMissing) {
  EXPECT_EQ(LoadConfig((files_.path() / "none.yaml").string()).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(ObserveTest, OnlyLoopbackIsNotSeenFromOutside) {
  const auto outside = [](std::string address) {
    Config config;
    config.observe = std::move(address);
    return IsObservedFromOutside(config);
  };
  for (const char* address :
       {"", "127.0.0.1:9470", "127.3.2.1:1", "[::1]:9470", "localhost:9470"}) {
    EXPECT_FALSE(outside(address)) << address;
  }
  for (const char* address : {"0.0.0.0:9470", "[::]:9470", "192.0.2.7:9470", "[2001:db8::1]:1"}) {
    EXPECT_TRUE(outside(address)) << address;
  }
}

}  // namespace
}  // namespace samlad::app
