// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/connection.h"

#include "gateway/base/limits.h"
#include "gateway/formats/message_loader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/cli/fake_environment.h"

namespace samlad::cli {
namespace {

using samlad::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kProfiles = R"(profiles:
  - name: eidar
    gateway: one.example:8443
    cert: certs/eidar.pem
    key: /etc/eidar.key
    ca: ../root.pem
    log_key: log.vkey
  - name: board
    gateway: two.example:8443
)";

class ConnectionTest : public ::testing::Test {
 protected:
  absl::StatusOr<Connection> Resolve(const ConnectionFlags& flags) {
    return ResolveConnection(flags, world_.environment);
  }
  std::string Refusal(const ConnectionFlags& flags) {
    const auto connection = Resolve(flags);
    EXPECT_EQ(connection.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(connection.status().message());
  }
  std::string Path(const std::string& name) { return (folder_.path() / name).string(); }

  const TempDir folder_;
  const std::string file_ = folder_.Write("profiles.yaml", kProfiles);
  FakeEnvironment world_;
};

TEST_F(ConnectionTest, ReadsAProfileWithPathsRelativeToItsFile) {
  const auto connection = Resolve({.config = file_, .profile = "eidar"});
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_EQ(connection->gateway, "one.example:8443");
  EXPECT_EQ(connection->certificate, Path("certs/eidar.pem"));
  EXPECT_EQ(connection->key, "/etc/eidar.key");
  EXPECT_EQ(connection->authorities, (folder_.path().parent_path() / "root.pem").string());
  EXPECT_EQ(connection->log_key, Path("log.vkey"));
}

TEST_F(ConnectionTest, FlagsWinOverEnvironmentAndEnvironmentOverProfile) {
  world_.variables = {{"SAMLAD_CONFIG", file_},
                      {"SAMLAD_PROFILE", "eidar"},
                      {"SAMLAD_GATEWAY", "env.example:1"},
                      {"SAMLAD_CERT", "env.pem"}};
  const auto connection = Resolve({.certificate = "flag.pem"});
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_EQ(connection->certificate, "flag.pem");
  EXPECT_EQ(connection->gateway, "env.example:1");
  EXPECT_EQ(connection->key, "/etc/eidar.key");

  const auto other = Resolve({.profile = "board"});
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_EQ(other->key, "");
}

TEST_F(ConnectionTest, EveryVariableIsHeeded) {
  world_.variables = {{"SAMLAD_GATEWAY", "g"},
                      {"SAMLAD_CERT", "c"},
                      {"SAMLAD_KEY", "k"},
                      {"SAMLAD_CA", "a"},
                      {"SAMLAD_LOG_KEY", "l"}};
  const auto connection = Resolve({});
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_THAT((std::vector{connection->gateway, connection->certificate, connection->key,
                           connection->authorities, connection->log_key}),
              ElementsAre("g", "c", "k", "a", "l"));
}

TEST_F(ConnectionTest, LooksInTheConfigurationFolder) {
  std::filesystem::create_directories(folder_.path() / "xdg" / "samlad");
  folder_.Write("xdg/samlad/profiles.yaml", "profiles: [{name: only, gateway: xdg.example:1}]");
  world_.variables = {{"XDG_CONFIG_HOME", Path("xdg")}};
  const auto connection = Resolve({});
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_EQ(connection->gateway, "xdg.example:1") << "the only profile needs no name";

  std::filesystem::create_directories(folder_.path() / ".config" / "samlad");
  folder_.Write(".config/samlad/profiles.yaml", "profiles: [{name: only, gateway: home:1}]");
  world_.variables = {{"HOME", folder_.path().string()}};
  EXPECT_EQ(Resolve({})->gateway, "home:1");
}

TEST_F(ConnectionTest, WithAChoiceAndNoNameNothingIsChosen) {
  const auto connection = Resolve({.config = file_});
  ASSERT_TRUE(connection.ok()) << connection.status();
  EXPECT_EQ(connection->gateway, "");
  EXPECT_THAT(connection->profiles, ElementsAre("eidar", "board"));
}

TEST_F(ConnectionTest, NoFileIsNoErrorUnlessItWasAskedFor) {
  world_.variables = {{"HOME", Path("nobody")}};
  EXPECT_TRUE(Resolve({}).ok());
  EXPECT_THAT(Refusal({.config = Path("absent.yaml")}), HasSubstr("absent.yaml"));
  EXPECT_THAT(Refusal({.profile = "eidar"}), HasSubstr("nobody/.config/samlad/profiles.yaml"));
}

// What begins with the line "profiles:" and ends before the line `end`.
std::string Example(const std::string& text, const std::string& end) {
  const size_t colon = text.find("profiles:\n");
  if (colon == text.npos) return "";
  const size_t begin = text.rfind('\n', colon) + 1;
  return text.substr(begin, text.find("\n" + end + "\n", begin) + 1 - begin);
}

TEST_F(ConnectionTest, TheHelpAndThePageShowTheSameProfile) {
  ASSERT_EQ(world_.Run({"--help"}), ExitCode::kDone);
  const auto page = formats::ReadFile(
      samlad::testing::SourceDir() + "/gateway/docs/report-files.md", limits::kFileBytesMax);
  ASSERT_TRUE(page.ok()) << page.status();
  for (const std::string& example : {Example(world_.out.str(), ""), Example(*page, "```")}) {
    SCOPED_TRACE(example);
    const auto connection =
        Resolve({.config = folder_.Write("shown.yaml", example), .profile = "eidar"});
    ASSERT_TRUE(connection.ok()) << connection.status();
    EXPECT_THAT((std::vector{connection->gateway, connection->certificate, connection->key,
                             connection->authorities, connection->log_key}),
                ElementsAre("samlad.city.example:7443", Path("client.pem"), Path("key.pem"),
                            Path("root.pem"), Path("log.vkey")));
  }
  EXPECT_THAT(Refusal({.config = Path("absent.yaml")}), HasSubstr("see `samlad --help`"));
}

TEST_F(ConnectionTest, NamesTheMistakeAndItsPlace) {
  EXPECT_THAT(Refusal({.config = file_, .profile = "asf"}), HasSubstr("it has: eidar, board"));
  const std::string broken = folder_.Write("broken.yaml", "profiles:\n  - nam: eidar\n");
  EXPECT_THAT(Refusal({.config = broken}), HasSubstr("broken.yaml:2:5: "));
}

}  // namespace
}  // namespace samlad::cli
