// SPDX-License-Identifier: EUPL-1.2
//
// A disk or a memory that runs full, a database that another program holds:
// nothing is stored, reading goes on, and when it can again so does storing.

#include <gmock/gmock.h>
#include <sys/mount.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "gateway/base/strings.h"
#include "gateway/store/sqlite/connection.h"
#include "tests/integration/observe_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

class DiskGatewayTest : public ObservedGatewayTest {
 protected:
  void SetUp() override {}
  ~DiskGatewayTest() override {
    gateway_.reset();
    if (mounted_) umount2(Path("data").c_str(), MNT_DETACH);
  }

  void Configure(const std::string& reserve_bytes) {
    config_ = WriteConfig(kOrigin,
                          "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                          "disk_reserve_bytes: " +
                              reserve_bytes + "\n");
  }

  // A small disk of its own for the data; false without the right to mount.
  bool MountSmallDisk() {
    std::filesystem::create_directory(Path("data"));
    std::filesystem::permissions(Path("data"), std::filesystem::perms::owner_all);
    mounted_ = mount("tmpfs", Path("data").c_str(), "tmpfs", 0, "size=16m,mode=0700") == 0;
    return mounted_;
  }

  // Writes until the disk is full, or at most so much.
  void Fill(size_t bytes_max) const {
    std::ofstream file(Path("data/ballast"), std::ios::binary);
    const std::string block(4'096, 'x');
    for (size_t written = 0; written < bytes_max && file.write(block.data(), 4'096).flush();) {
      written += block.size();
    }
  }

  void ExpectFull(const grpc::Status& status, const char* reason = "DISK_FULL") const {
    ASSERT_EQ(status.error_code(), grpc::RESOURCE_EXHAUSTED) << status.error_message();
    EXPECT_EQ(DetailsOf(status).info.reason(), reason);
    EXPECT_THAT(status.error_message(), HasSubstr("nothing was stored"));
  }

  void ExpectUnready(const std::string& check) const {
    const std::string why = StrCat(R"("check":")", check, "\"");
    const HttpResult unready = AwaitReady(503, why);
    EXPECT_EQ(unready.status, 503);
    EXPECT_THAT(unready.body, HasSubstr(why));
  }

  // Another program in the middle of a write, until `foreign` is gone.
  store::Connection LockDatabase() const {
    auto foreign = store::Connection::Open(Path("data/log.sqlite"), SQLITE_OPEN_READWRITE);
    EXPECT_TRUE(foreign.ok()) << foreign.status();
    EXPECT_TRUE(foreign->Execute("BEGIN IMMEDIATE").ok());
    return *std::move(foreign);
  }

  void ExpectBusy(const grpc::Status& status) const {
    ASSERT_EQ(status.error_code(), grpc::UNAVAILABLE) << status.error_message();
    EXPECT_EQ(DetailsOf(status).info.reason(), "STORE_BUSY");
    EXPECT_THAT(status.error_message(), HasSubstr("nothing was stored"));
  }

  // Everything but storing.
  void ExpectReadsGoOn() const {
    CallContext context;
    v1::ValidateRequest asked;
    asked.set_report(MakeReport("housing", "2025", 7).SerializeAsString());
    v1::ValidateResponse validated;
    EXPECT_TRUE(v1::ReportingService::NewStub(Connect("housing"))
                    ->Validate(&context, asked, &validated)
                    .ok());
    CallContext view_context;
    v1::GetViewRequest view;
    view.mutable_query()->set_period("2025");
    v1::GetViewResponse shown;
    EXPECT_TRUE(
        v1::BoardService::NewStub(Connect("office"))->GetView(&view_context, view, &shown).ok());
    EXPECT_NE(GetCheckpoint().checkpoint(), "");
  }

  // Sends `request` until `wanted` holds of the answer; the gateway measures
  // once a second.
  grpc::Status SubmitUntil(v1::SubmitRequest request,
                           const std::function<bool(const grpc::Status&)>& wanted) const {
    grpc::Status status;
    for (int i = 0; i < 600; ++i) {
      v1::SubmitResponse response;
      status = Submit("school", request, &response);
      if (wanted(status)) break;
      if (status.ok()) {
        v1::Receipt receipt;
        receipt.ParseFromString(response.receipt());
        request = MakeSubmit(StrCat("r", i), MakeReport("school", "2025", i), receipt.position());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return status;
  }

  bool mounted_ = false;
};

bool IsFull(const grpc::Status& status) { return status.error_code() == grpc::RESOURCE_EXHAUSTED; }

bool IsServed(const grpc::Status& status) { return status.ok(); }

TEST_F(DiskGatewayTest, BelowTheReserveNothingIsStoredAndReadsGoOn) {
  Configure("9000000000000000000");
  GatewayTest::SetUp();
  const std::string checkpoint = GetCheckpoint().checkpoint();
  const v1::SubmitRequest request = MakeSubmit("a", MakeReport("school", "2025", 7));
  v1::SubmitResponse response;
  ExpectFull(Submit("school", request, &response));
  ExpectUnready("free_space");
  ExpectReadsGoOn();
  EXPECT_EQ(GetCheckpoint().checkpoint(), checkpoint);
  Stop();
  EXPECT_THAT(gateway_->Log(), HasSubstr("nothing is stored until there is more"));

  Configure("1");
  Start();
  SubmitAccepted("school", request);
}

TEST_F(DiskGatewayTest, WritesGoOnWhenThereIsRoomAgain) {
  Configure("8000000");
  if (!MountSmallDisk()) GTEST_SKIP() << "needs the right to mount";
  GatewayTest::SetUp();
  const v1::Receipt first =
      SubmitAccepted("school", MakeSubmit("a", MakeReport("school", "2025", 7)));
  Fill(12'000'000);
  const v1::SubmitRequest next = MakeSubmit("b", MakeReport("school", "2025", 8), first.position());
  ExpectFull(SubmitUntil(next, IsFull));
  ExpectUnready("free_space");
  ExpectReadsGoOn();
  std::filesystem::remove(Path("data/ballast"));
  const grpc::Status again =
      SubmitUntil(MakeSubmit("c", MakeReport("school", "2024", 8)), IsServed);
  EXPECT_TRUE(again.ok()) << again.error_message();
  EXPECT_EQ(AwaitReady(200).status, 200);
}

// The reserve is there so that this does not happen; if it does, still nothing
// is half written.
TEST_F(DiskGatewayTest, AFullDiskLeavesTheLogWhole) {
  Configure("1");
  if (!MountSmallDisk()) GTEST_SKIP() << "needs the right to mount";
  GatewayTest::SetUp();
  Fill(SIZE_MAX);
  ExpectFull(SubmitUntil(MakeSubmit("a", MakeReport("school", "2025", 7)), IsFull));
  ExpectReadsGoOn();
  std::filesystem::remove(Path("data/ballast"));
  const grpc::Status again =
      SubmitUntil(MakeSubmit("z", MakeReport("school", "2024", 7)), IsServed);
  EXPECT_TRUE(again.ok()) << again.error_message();
  EXPECT_EQ(Stop(), 0);
  Start();
}

TEST_F(DiskGatewayTest, AtTheMemoryLimitNothingIsStoredAndReadsGoOn) {
  GatewayTest::SetUp();
  const v1::Receipt first =
      SubmitAccepted("school", MakeSubmit("a", MakeReport("school", "2025", 7)));
  EXPECT_EQ(Stop(), 0);
  config_ = WriteConfig(kOrigin,
                        "demonstration_clock_start: \"2026-02-10T08:00:00Z\"\n"
                        "resident_observations_max: 21\n");
  Start();
  ExpectUnready("memory");
  v1::SubmitResponse response;
  ExpectFull(Submit("housing", MakeSubmit("a", MakeReport("housing", "2025", 7)), &response),
             "MEMORY_LIMIT");
  ExpectFull(Submit("school", MakeSubmit("b", MakeReport("school", "2025", 8), first.position()),
                    &response),
             "MEMORY_LIMIT");
  ExpectReadsGoOn();
}

TEST_F(DiskGatewayTest, AForeignLockIsAnsweredAndLivedThrough) {
  GatewayTest::SetUp();
  const std::string checkpoint = GetCheckpoint().checkpoint();
  const v1::SubmitRequest request = MakeSubmit("a", MakeReport("school", "2025", 7));
  {
    const store::Connection foreign = LockDatabase();
    v1::SubmitResponse response;
    ExpectBusy(Submit("school", request, &response));
    ExpectUnready("store");
    ExpectReadsGoOn();
    EXPECT_EQ(GetCheckpoint().checkpoint(), checkpoint);
  }
  SubmitAccepted("school", request);
  EXPECT_EQ(AwaitReady(200).status, 200);
  EXPECT_EQ(Stop(), 0) << gateway_->Log();
  EXPECT_THAT(RunGateway({"--check", "--config", config_}).out, HasSubstr("all 2 entries"));
}

// A due date that has passed and could not be entered makes reports wait: one
// that was taken before it would count as punctual.
TEST_F(DiskGatewayTest, NoReportIsTakenBeforeADueDateThatWaits) {
  GatewayTest::SetUp();
  EXPECT_EQ(Stop(), 0);
  config_ = WriteConfig(kOrigin, "demonstration_clock_start: \"2026-02-16T08:00:00Z\"\n");
  const v1::SubmitRequest request = MakeSubmit("a", MakeReport("school", "2025", 7));
  {
    const store::Connection foreign = LockDatabase();
    Start();
    EXPECT_THAT(gateway_->ready_line(), HasSubstr("size 1"));
    v1::SubmitResponse response;
    ExpectBusy(Submit("school", request, &response));
  }
  const grpc::Status served = SubmitUntil(request, IsServed);
  ASSERT_TRUE(served.ok()) << served.error_message();
  CallContext context;
  v1::ListObligationsRequest asked;
  asked.set_period("2025");
  v1::ListObligationsResponse listed;
  ASSERT_TRUE(v1::ReportingService::NewStub(Connect("school"))
                  ->ListObligations(&context, asked, &listed)
                  .ok());
  ASSERT_EQ(listed.obligations_size(), 1);
  EXPECT_EQ(listed.obligations(0).state(), v1::REPORT_STATE_LATE);
}

}  // namespace
}  // namespace samlad::testing
