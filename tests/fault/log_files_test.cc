// SPDX-License-Identifier: EUPL-1.2
//
// What happens to the files of the log while a gateway serves, or after it was
// killed: nobody gets a receipt for what will not be found, and no log is served
// that lost what was acknowledged.

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/store/sqlite/connection.h"
#include "samlad/v1/identity_service.grpc.pb.h"
#include "tests/integration/observe_fixture.h"

namespace samlad::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kExitDataLoss = 3;

class LogFilesTest : public ObservedGatewayTest {
 protected:
  v1::SubmitRequest Next() {
    ++sent_;
    return MakeSubmit(StrCat("r", sent_), MakeReport("school", "2025", sent_), in_force_);
  }
  // One report after the other, each replacing the one before.
  void SubmitMany(int reports) {
    for (int i = 0; i < reports; ++i) in_force_ = SubmitAccepted("school", Next()).position();
  }
  void AwaitMetric(const std::string& line) const {
    std::string metrics;
    for (int i = 0; i < 300 && metrics.find(line) == metrics.npos; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      metrics = Get("/metrics").body;
    }
    EXPECT_THAT(metrics, HasSubstr(line));
  }
  GatewayRun Check() const { return RunGateway({"--check", "--config", config_}); }

  int sent_ = 0;
  uint64_t in_force_ = 0;
};

// A name of the log's files ("": the folder), and what is done to it.
struct Displacement {
  std::string name, how;
};

class DisplacedLogTest : public LogFilesTest, public ::testing::WithParamInterface<Displacement> {};

TEST_P(DisplacedLogTest, NobodyGetsAReceiptAndTheGatewayEnds) {
  SubmitMany(2);
  const auto& [name, how] = GetParam();
  const fs::path path = name.empty() ? Path("data") : Path("data/" + name);
  const fs::path away = Path("away");
  if (how == "removed") fs::remove_all(path);
  if (how == "moved") fs::rename(path, away);
  if (how == "replaced") {
    fs::copy(path, away, fs::copy_options::recursive);
    fs::remove_all(path);
    fs::rename(away, path);
  }
  const v1::SubmitRequest request = Next();
  v1::SubmitResponse response;
  EXPECT_FALSE(Submit("school", request, &response).ok());
  EXPECT_EQ(response.receipt(), "");
  EXPECT_EQ(gateway_->Wait(), kExitDataLoss);
  EXPECT_THAT(gateway_->Log(),
              AllOf(HasSubstr("durability cannot be guaranteed"),
                    HasSubstr(name.empty() ? Path("data/log.sqlite") : path.string()),
                    HasSubstr("moved, deleted or replaced")));
  if (how != "moved") return;
  // Put back, it has what was written last, and the retry gets its receipt.
  fs::rename(away, path);
  Start();
  SubmitAccepted("school", request);
}

std::vector<Displacement> Displacements() {
  std::vector<Displacement> all;
  for (const char* name : {"log.sqlite", "log.sqlite-wal", ""}) {
    for (const char* how : {"removed", "moved", "replaced"}) all.push_back({name, how});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(All, DisplacedLogTest, ::testing::ValuesIn(Displacements()),
                         [](const auto& test) {
                           const std::string& name = test.param.name;
                           const char* what = name.empty()             ? "folder"
                                              : name.ends_with("-wal") ? "wal"
                                                                       : "database";
                           return StrCat(what, "_", test.param.how);
                         });

void FlipBit(const std::string& path, size_t bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(bit / 8));
  const char byte = static_cast<char>(file.get());
  file.seekp(static_cast<std::streamoff>(bit / 8));
  file.put(static_cast<char>(byte ^ (1 << bit % 8)));
}

TEST_F(LogFilesTest, AfterAKillAFlippedBitIsRefusedOrHarmless) {
  SubmitMany(30);
  gateway_->Kill();
  fs::copy(Path("data"), Path("killed"));
  std::mt19937 random(30);
  int refused = 0;
  for (int i = 0; i < 25; ++i) {
    fs::remove_all(Path("data"));
    fs::copy(Path("killed"), Path("data"));
    FlipBit(Path("data/log.sqlite-wal"),
            random() % (8 * fs::file_size(Path("data/log.sqlite-wal"))));
    const GatewayRun check = Check();
    if (check.exit_code == 0) {
      EXPECT_THAT(check.out, HasSubstr("all 31 entries"));
    } else {
      ++refused;
      EXPECT_EQ(check.exit_code, 1);
      EXPECT_THAT(check.err,
                  AllOf(HasSubstr("log.head names 31"), HasSubstr("restore the newest copy")));
    }
  }
  EXPECT_GT(refused, 15);
  // The log itself was sound.
  fs::remove_all(Path("data"));
  fs::rename(Path("killed"), Path("data"));
  EXPECT_THAT(Check().out, HasSubstr("all 31 entries"));
}

// docs/operations.md, 'Backup and recovery'.
TEST_F(LogFilesTest, TheDocumentedRestoreAndTheWayOutOfARefusal) {
  SubmitMany(3);
  EXPECT_EQ(Stop(), 0);
  fs::copy(Path("data/log.sqlite"), Path("COPY"));
  Start();
  SubmitMany(3);
  gateway_->Kill();

  fs::rename(Path("data"), Path("damaged"));
  fs::create_directory(Path("data"));
  fs::permissions(Path("data"), fs::perms::owner_all);
  fs::copy(Path("COPY"), Path("data/log.sqlite"));
  fs::copy(Path("damaged/log.vkey"), Path("data"));
  const GatewayRun restored = Check();
  EXPECT_EQ(restored.exit_code, 0) << restored.err;
  EXPECT_THAT(restored.out, HasSubstr("all 4 entries"));
  EXPECT_THAT(restored.err, HasSubstr("there is no log.head"));
  EXPECT_THAT(Check().err, Not(HasSubstr("log.head")));

  // The copy laid over the files of the damaged log, which is not as documented.
  fs::remove_all(Path("data"));
  fs::rename(Path("damaged"), Path("data"));
  fs::remove(Path("data/log.sqlite-wal"));
  fs::copy(Path("COPY"), Path("data/log.sqlite"), fs::copy_options::overwrite_existing);
  const GatewayRun refused = Check();
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("holds 4 entries, but log.head names 7"),
                                 HasSubstr("move log.head and log.sqlite-wal out of the folder")));
  EXPECT_EQ(RunGateway({"--config", config_}).exit_code, 1);
  fs::rename(Path("data/log.head"), Path("log.head.aside"));
  Start();
  EXPECT_TRUE(gateway_->LogHolds("there is no log.head")) << gateway_->Log();
}

// A reader that never ends: an administrator's shell, a backup tool.
TEST_F(LogFilesTest, AForeignReaderIsToldAndBoundedAndLivedThrough) {
  SubmitMany(1);
  const std::string wal = Path("data/log.sqlite-wal");
  {
    auto foreign = store::Connection::Open(Path("data/log.sqlite"), SQLITE_OPEN_READONLY);
    ASSERT_TRUE(foreign.ok() && foreign->Execute("BEGIN").ok());
    ASSERT_TRUE(foreign->QueryInteger("SELECT count(*) FROM entry").ok());
    SubmitMany(1);
    // Sparse, because it is the length that counts, and SQLite never reads behind
    // its last frame.
    fs::resize_file(wal, limits::kWalUnreadyBytes);
    const HttpResult unready = AwaitReady(503, R"("check":"wal")");
    EXPECT_THAT(unready.body, AllOf(HasSubstr("another program has been reading"),
                                    HasSubstr("fuser -v log.sqlite")));
    EXPECT_THAT(Get("/metrics").body, AllOf(HasSubstr("samlad_wal_bytes 67108864"),
                                            HasSubstr("samlad_wal_behind_seconds"),
                                            HasSubstr("samlad_wal_merge_failures_total 0")));
    EXPECT_TRUE(gateway_->LogHolds("the write-ahead log grows")) << gateway_->Log();
    SubmitMany(1);

    fs::resize_file(wal, limits::kWalBytesMax);
    AwaitMetric(StrCat("samlad_wal_bytes ", limits::kWalBytesMax));
    v1::SubmitResponse response;
    const grpc::Status refused = Submit("school", Next(), &response);
    EXPECT_EQ(refused.error_code(), grpc::UNAVAILABLE) << refused.error_message();
    EXPECT_EQ(DetailsOf(refused).info.reason(), "STORE_BUSY");
    EXPECT_THAT(refused.error_message(), Not(HasSubstr("log.sqlite")));
    // A revocation cannot wait.
    v1::IdentityChanged revocation;
    revocation.set_organisation("mute");
    revocation.set_reason("left");
    v1::RevokeRequest revoke;
    revoke.set_submission_id("revoke");
    revoke.set_identity(revocation.SerializeAsString());
    CallContext context;
    v1::RevokeResponse revoked;
    const grpc::Status done =
        v1::IdentityService::NewStub(Connect("office"))->Revoke(&context, revoke, &revoked);
    EXPECT_TRUE(done.ok()) << done.error_message();
  }
  EXPECT_EQ(AwaitReady(200).status, 200);
  EXPECT_LE(fs::file_size(wal), limits::kWalKeptBytes);
  EXPECT_THAT(Get("/metrics").body, HasSubstr("samlad_wal_behind_seconds 0\n"));
}

TEST_F(LogFilesTest, AReserveWithoutRoomForRevocationsIsReported) {
  EXPECT_EQ(Stop(), 0);
  EXPECT_THAT(Check().out, Not(HasSubstr("disk_reserve_bytes")));
  config_ = WriteConfig(kOrigin,
                        "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                        "disk_reserve_bytes: 8388607\n");
  const GatewayRun check = Check();
  EXPECT_EQ(check.exit_code, 0) << check.err;
  EXPECT_THAT(check.out, HasSubstr("warning: disk_reserve_bytes is 8388607"));
}

}  // namespace
}  // namespace samlad::testing
