// SPDX-License-Identifier: EUPL-1.2
//
// Leaf, issuing authority and root change while clients call without a pause,
// each call on a connection of its own, and not one call fails.

#include <gmock/gmock.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/identity/x509.h"
#include "tests/integration/gateway_fixture.h"

namespace samlad::testing {
namespace {

using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// Calls as whoever it was last told to be, until it is destroyed.
class Callers {
 public:
  using Call = std::function<grpc::Status(const IssuedCertificate&)>;

  Callers(int threads, IssuedCertificate first, Call call)
      : identity_(std::move(first)), call_(std::move(call)) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Run(); });
  }
  ~Callers() { Stop(); }

  // Returns when nobody calls any more as who they were before.
  void Become(IssuedCertificate identity) {
    {
      MutexLock lock(mutex_);
      identity_ = std::move(identity);
    }
    WaitForCalls();
  }

  // Returns when every thread has made some calls that began after this.
  void WaitForCalls() {
    const uint64_t until = calls_ + 5 * threads_.size();
    while (calls_ < until) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }

  void Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  uint64_t calls() const { return calls_; }
  std::vector<std::string> failures() {
    MutexLock lock(mutex_);
    return failures_;
  }

 private:
  void Run() {
    while (!stop_) {
      IssuedCertificate identity;
      {
        MutexLock lock(mutex_);
        identity = identity_;
      }
      const grpc::Status status = call_(identity);
      ++calls_;
      MutexLock lock(mutex_);
      if (!status.ok()) failures_.push_back(status.error_message());
    }
  }

  Mutex mutex_;
  IssuedCertificate identity_ SAMLAD_GUARDED_BY(mutex_);
  std::vector<std::string> failures_ SAMLAD_GUARDED_BY(mutex_);
  const Call call_;
  std::atomic<uint64_t> calls_ = 0;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

class RotationTest : public GatewayTest {
 protected:
  // Every call makes a connection of its own.
  RotationTest() { WriteConfig(kOrigin, "connections_per_address_per_second: 10000\n"); }

  // A channel that connects anew.
  std::shared_ptr<grpc::Channel> NewChannel(const IssuedCertificate& client,
                                            const std::string& trusted) const {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = trusted;
    options.pem_cert_chain = client.chain;
    options.pem_private_key = client.key;
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    return grpc::CreateCustomChannel(gateway_->address(), grpc::SslCredentials(options), arguments);
  }

  grpc::Status CallAs(const IssuedCertificate& client, const std::string& trusted) const {
    return CallRaw(NewChannel(client, trusted), "samlad.v1.LedgerService/GetCheckpoint", "");
  }

  void InstallServer(const IssuedCertificate& server) const {
    files_.Write("server.key", server.key);
    files_.Write("server.pem", server.chain);
  }

  // The fingerprint of what the gateway shows in a new handshake; "" if it fails.
  std::string Shown(const IssuedCertificate& client, const std::string& trusted) const {
    CallContext context;
    v1::GetCheckpointResponse response;
    const auto stub = v1::LedgerService::NewStub(NewChannel(client, trusted));
    if (!stub->GetCheckpoint(&context, {}, &response).ok()) return "";
    const auto shown = context.auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
    return shown.empty() ? "" : FingerprintOf({shown.front().data(), shown.front().size()});
  }

  static std::string FingerprintOf(std::string_view pem) {
    const auto certificates = identity::ParseCertificates(pem);
    return certificates.ok() ? identity::Fingerprint(*certificates->front()) : "";
  }

  // What gRPC reads the gateway's certificates from: files in its memory, which
  // hold what was promoted and nothing else.
  std::vector<std::string> GivenToGrpc() const {
    std::vector<std::string> given;
    for (const auto& open :
         std::filesystem::directory_iterator(StrCat("/proc/", gateway_->pid(), "/fd"))) {
      std::error_code gone;
      const std::string target = std::filesystem::read_symlink(open.path(), gone).string();
      if (!target.starts_with("/memfd:samlad-tls")) continue;
      std::ostringstream bytes;
      bytes << std::ifstream(open.path(), std::ios::binary).rdbuf();
      given.push_back(bytes.str());
    }
    return given;
  }

  // Whether new handshakes get to show this certificate.
  bool Serves(const IssuedCertificate& server, const IssuedCertificate& client,
              const std::string& trusted) const {
    const std::string fingerprint = FingerprintOf(server.certificate);
    return Within([&] { return Shown(client, trusted) == fingerprint; });
  }

  // Whether a new handshake fails or succeeds as it should.
  bool Becomes(bool ok, const IssuedCertificate& client, const std::string& trusted) const {
    return Within([&] { return CallAs(client, trusted).ok() == ok; });
  }

  // Whether it comes to hold within the time that it takes to look at the files
  // and for gRPC to take them up.
  static bool Within(const std::function<bool()>& holds) {
    const auto deadline = steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
      if (steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
  }

  TestAuthority new_root_ = TestAuthority::Root("New root");
  TestAuthority new_issuing_ = new_root_.Issuing("New issuing");
};

TEST_F(RotationTest, LeafIssuerAndRootChangeUnderLoadWithoutAFailedCall) {
  const std::string both = root_.certificate() + new_root_.certificate();
  const std::string only_old = root_.certificate();
  const std::string only_new = new_root_.certificate();
  const IssuedCertificate old_client = issuing_.IssueClient("auditor");
  const IssuedCertificate new_client = new_issuing_.IssueClient("auditor");
  // For as long as the rotation takes, clients trust both roots.
  Callers callers(2, old_client,
                  [&](const IssuedCertificate& client) { return CallAs(client, both); });
  const auto lasting = Connect(old_client);
  ASSERT_TRUE(CallRaw(lasting, "samlad.v1.LedgerService/GetCheckpoint", "").ok());

  // The leaf; the gateway finds it by itself.
  CertificateOptions leaf;
  leaf.common_name = "second leaf";
  leaf.names = {"DNS:localhost", "IP:127.0.0.1"};
  leaf.extended_key_usage = "serverAuth";
  const IssuedCertificate second_leaf = issuing_.Issue(leaf);
  InstallServer(second_leaf);
  ASSERT_TRUE(Serves(second_leaf, old_client, only_old)) << gateway_->Log();
  EXPECT_TRUE(gateway_->LogHolds(R"("subject":"CN = second leaf")")) << gateway_->Log();
  callers.WaitForCalls();

  // The issuing authority.
  const IssuedCertificate of_second_issuing = root_.Issuing("Second issuing").IssueServer();
  InstallServer(of_second_issuing);
  gateway_->Signal(SIGHUP);
  ASSERT_TRUE(Serves(of_second_issuing, old_client, only_old)) << gateway_->Log();
  EXPECT_TRUE(gateway_->LogHolds(R"("issuer":"CN = Second issuing")")) << gateway_->Log();
  callers.WaitForCalls();

  // The root: first both are trusted, ...
  files_.Write("root.pem", both);
  gateway_->Signal(SIGHUP);
  ASSERT_TRUE(Becomes(true, new_client, both)) << gateway_->Log();
  callers.Become(new_client);
  // ... then the gateway's own certificate moves over, ...
  const IssuedCertificate of_new_root = new_issuing_.IssueServer();
  InstallServer(of_new_root);
  gateway_->Signal(SIGHUP);
  ASSERT_TRUE(Serves(of_new_root, new_client, only_new)) << gateway_->Log();
  EXPECT_FALSE(CallAs(new_client, only_old).ok());
  // ... and then the old one goes.
  files_.Write("root.pem", only_new);
  gateway_->Signal(SIGHUP);
  ASSERT_TRUE(Becomes(false, old_client, both)) << gateway_->Log();
  callers.WaitForCalls();

  callers.Stop();
  EXPECT_THAT(callers.failures(), ::testing::IsEmpty()) << "of " << callers.calls() << " calls";
  EXPECT_TRUE(CallRaw(lasting, "samlad.v1.LedgerService/GetCheckpoint", "").ok())
      << "connections live on";
  RecordProperty("calls", static_cast<int>(callers.calls()));
}

TEST_F(RotationTest, NewFilesAreFoundWithoutASignal) {
  InstallServer(issuing_.IssueServer());
  InstallServer(new_issuing_.IssueServer());
  EXPECT_TRUE(Becomes(true, issuing_.IssueClient("auditor"), new_root_.certificate()))
      << gateway_->Log();
}

TEST_F(RotationTest, BadFilesAreRefusedAndEveryCallServed) {
  const IssuedCertificate client = issuing_.IssueClient("auditor");
  const IssuedCertificate good_server = issuing_.IssueServer();
  const std::string good_roots = root_.certificate();
  InstallServer(good_server);
  gateway_->Signal(SIGHUP);
  ASSERT_TRUE(Serves(good_server, client, good_roots)) << gateway_->Log();
  ASSERT_THAT(GivenToGrpc(),
              UnorderedElementsAre(HasSubstr(good_server.chain), HasSubstr(good_roots)));
  Callers callers(2, client, [&](const IssuedCertificate& who) { return CallAs(who, good_roots); });
  const auto refused_for = [&](const std::string& file, const std::string& bytes,
                               const std::string& why) {
    files_.Write(file, bytes);
    gateway_->Signal(SIGHUP);
    EXPECT_TRUE(gateway_->LogHolds(why)) << why << "\n" << gateway_->Log();
    EXPECT_THAT(GivenToGrpc(),
                UnorderedElementsAre(HasSubstr(good_server.chain), HasSubstr(good_roots)))
        << why;
    callers.WaitForCalls();
  };
  refused_for("root.pem", "", "root.pem: is empty");
  refused_for("root.pem", good_roots.substr(0, good_roots.size() / 2),
              "root.pem: certificate 1 is damaged");
  refused_for("root.pem", issuing_.certificate(), "only roots belong here");
  files_.Write("root.pem", good_roots);
  refused_for("server.key", issuing_.IssueServer().key, "server.key: is not the key of");
  // gRPC looks at what it is given every second: that it has done so since shows
  // in what it shows.
  const IssuedCertificate next_server = issuing_.IssueServer();
  InstallServer(next_server);
  gateway_->Signal(SIGHUP);
  EXPECT_TRUE(Serves(next_server, client, good_roots)) << gateway_->Log();
  callers.WaitForCalls();
  callers.Stop();
  EXPECT_THAT(callers.failures(), ::testing::IsEmpty()) << "of " << callers.calls() << " calls";
  EXPECT_TRUE(gateway_->LogHolds("certificate files refused")) << gateway_->Log();
}

}  // namespace
}  // namespace samlad::testing
