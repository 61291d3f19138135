// SPDX-License-Identifier: EUPL-1.2
//
// The development authority makes what the gateway takes, and its issuing
// authority cannot speak for others.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "gateway/base/system_clock.h"
#include "gateway/identity/principal.h"
#include "gateway/transport/tls.h"
#include "tests/support/run_command.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"

namespace samlad {
namespace {

using testing::CommandResult;
using ::testing::HasSubstr;
using testing::RunCommand;

std::string Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class DevAuthorityTest : public ::testing::Test {
 protected:
  CommandResult Run(const std::string& arguments) {
    return RunCommand(samlad::testing::SourceDir() + "/certs/dev-authority " + arguments + " 2>&1");
  }
  std::string At(const std::string& path) const { return (folder_.path() / path).string(); }
  std::string Folder() const { return folder_.path().string(); }

  // Every file under the folder but the lock, with its bytes.
  std::map<std::string, std::string> Files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      if (entry.is_regular_file()) files[entry.path().string()] = Read(entry.path().string());
    }
    return files;
  }

  // The leaf: the first certificate of a chain file.
  std::string Leaf(const std::string& path) const {
    const std::string chain = Read(At(path));
    const std::string end = "-----END CERTIFICATE-----\n";
    return chain.substr(0, chain.find(end) + end.size());
  }

  // Signs a client certificate for `spiffe_id` with the issuing authority's own
  // key, and verifies it as a server would.
  std::string SignAndVerify(const std::string& name) {
    const std::string a = At("authority/");
    return RunCommand(
               "cd " + Folder() + " && openssl req -new -config /dev/null -subj /CN=x -key " +
               At("eidar/key.pem") +
               " -out csr && printf '[x]\nextendedKeyUsage=clientAuth\n"
               "subjectAltName=" +
               name + "\n' >x.cnf && openssl x509 -req -in csr -CA " + a + "issuing.pem -CAkey " +
               a + "issuing-key.pem -days 1 -extfile x.cnf " +
               "-extensions x -out leaf.pem 2>/dev/null && openssl verify -purpose sslclient "
               "-CAfile root.pem -untrusted " +
               a + "issuing.pem leaf.pem 2>&1")
        .output;
  }

  testing::TempDir folder_;
};

TEST_F(DevAuthorityTest, MakesWhatTheGatewayTakes) {
  const CommandResult made = Run(Folder() + " eidar asf/statistics");
  ASSERT_EQ(made.exit_code, 0) << made.output;
  const auto material = transport::LoadTls({.certificate = At("server/server.pem"),
                                            .private_key = At("server/key.pem"),
                                            .client_roots = At("root.pem")},
                                           SystemClock().NowMs());
  EXPECT_TRUE(material.ok()) << material.status();
  const auto eidar = identity::ParsePrincipal(Leaf("eidar/client.pem"));
  ASSERT_TRUE(eidar.ok()) << eidar.status();
  EXPECT_EQ(eidar->trust_domain, "samlad.example");
  EXPECT_EQ(eidar->organisation, "eidar");
  EXPECT_EQ(eidar->system, "main");
  EXPECT_LE(eidar->not_after_ms,
            SystemClock().NowMs() + std::chrono::milliseconds(std::chrono::days(7)).count());
  const auto asf = identity::ParsePrincipal(Leaf("asf/statistics/client.pem"));
  ASSERT_TRUE(asf.ok()) << asf.status();
  EXPECT_EQ(asf->organisation, "asf");
  EXPECT_EQ(asf->system, "statistics");
}

TEST_F(DevAuthorityTest, NobodyElseCanReadItsFiles) {
  ASSERT_EQ(Run(Folder() + " eidar").exit_code, 0);
  for (const auto& [path, bytes] : Files()) {
    struct stat info = {};
    ASSERT_EQ(stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u) << path;
  }
}

TEST_F(DevAuthorityTest, KeepsWhatIsValid) {
  ASSERT_EQ(Run(Folder() + " eidar").exit_code, 0);
  const auto before = Files();
  const CommandResult again = Run(Folder() + " eidar");
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_EQ(again.output, "");
  EXPECT_EQ(Files(), before);
  ASSERT_EQ(Run(Folder() + " eidar asf").exit_code, 0);
  EXPECT_EQ(Files().at(At("eidar/client.pem")), before.at(At("eidar/client.pem")));
  EXPECT_TRUE(Files().contains(At("asf/client.pem")));
}

TEST_F(DevAuthorityTest, RenewsWhatEndsWithinADayAndWhatIsDamaged) {
  ASSERT_EQ(Run("--days 1 " + Folder() + " eidar asf").exit_code, 0);
  const std::string short_lived = Read(At("eidar/client.pem"));
  ASSERT_EQ(Run(Folder() + " eidar").exit_code, 0);
  const std::string renewed = Read(At("eidar/client.pem"));
  EXPECT_NE(renewed, short_lived);
  std::ofstream(At("eidar/key.pem")) << "";
  ASSERT_EQ(Run(Folder() + " eidar").exit_code, 0);
  EXPECT_NE(Read(At("eidar/client.pem")), renewed);
  EXPECT_NE(Read(At("eidar/key.pem")), "");
}

TEST_F(DevAuthorityTest, AnotherTrustDomainGetsAnotherIssuingAuthority) {
  ASSERT_EQ(Run(Folder() + " eidar").exit_code, 0);
  ASSERT_EQ(Run("--trust-domain other.example " + Folder() + " eidar").exit_code, 0);
  const auto principal = identity::ParsePrincipal(Leaf("eidar/client.pem"));
  ASSERT_TRUE(principal.ok()) << principal.status();
  EXPECT_EQ(principal->trust_domain, "other.example");
  EXPECT_THAT(SignAndVerify("URI:spiffe://other.example/org/eidar/main"),
              HasSubstr("leaf.pem: OK"));
}

TEST_F(DevAuthorityTest, IssuingAuthoritySpeaksForNobodyElse) {
  ASSERT_EQ(Run(Folder() + " eidar").exit_code, 0);
  EXPECT_THAT(SignAndVerify("URI:spiffe://samlad.example/org/eidar/main"),
              HasSubstr("leaf.pem: OK"));
  for (const char* foreign :
       {"URI:spiffe://other.example/org/eidar/main", "URI:spiffe://sub.samlad.example/org/a/b",
        "URI:spiffe://samlad.example.org/org/a/b", "DNS:city.example", "IP:192.0.2.1",
        "email:a@city.example"}) {
    EXPECT_THAT(SignAndVerify(foreign), HasSubstr("permitted subtree violation")) << foreign;
  }
}

TEST_F(DevAuthorityTest, UsageErrorsSaySo) {
  EXPECT_EQ(Run("--help").exit_code, 0);
  EXPECT_THAT(Run("--help").output, HasSubstr("Usage:"));
  EXPECT_EQ(Run("").exit_code, 2);
  EXPECT_EQ(Run("--nonsense").exit_code, 2);
  for (const char* bad : {"../x", "a/b/c", "'a b'", "server", "eidar/"}) {
    EXPECT_EQ(Run(Folder() + " " + bad).exit_code, 2) << bad;
  }
  EXPECT_EQ(Run("--trust-domain Samlad " + Folder()).exit_code, 2);
  EXPECT_EQ(Run("--days 0 " + Folder()).exit_code, 2);
  EXPECT_TRUE(Files().empty()) << "nothing was made";
}

}  // namespace
}  // namespace samlad
