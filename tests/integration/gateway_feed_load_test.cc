// SPDX-License-Identifier: EUPL-1.2
//
// Many watchers, slow ones, ones that never read, and the stop of a gateway
// that has all of them.

#include <gmock/gmock.h>
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "tests/integration/feed_fixture.h"

namespace samlad::testing {
namespace {

using ::testing::HasSubstr;

constexpr size_t kMiB = size_t{1} << 20;

class FeedLoadTest : public FeedTest {
 protected:
  using Crowd = std::vector<std::unique_ptr<Watching>>;

  // AddressSanitizer keeps what was freed, and of that the more the longer a test
  // takes: a thousand watchers took 26 MiB without it, 130 with its 256 MiB of
  // freed memory, 65 with 16.
  static void SetUpTestSuite() {
    const char* given = std::getenv("ASAN_OPTIONS");
    setenv("ASAN_OPTIONS", StrCat(given == nullptr ? "" : given, ":quarantine_size_mb=16").c_str(),
           /*overwrite=*/1);
  }

  // Watchers spread over connections of limits::kStreamsPerConnectionMax each;
  // all are heard when it returns.
  Crowd Gather(size_t count, uint64_t cursor, Watching::Reads reads = Watching::Reads::kAll) const {
    Crowd crowd;
    std::shared_ptr<grpc::Channel> channel;
    for (size_t i = 0; i < count; ++i) {
      if (i % limits::kStreamsPerConnectionMax == 0) channel = Connect("board");
      crowd.push_back(std::make_unique<Watching>(channel, cursor, /*follow=*/true, reads));
    }
    for (const auto& watching : crowd) EXPECT_TRUE(watching->WaitUntilHeard());
    return crowd;
  }

  std::chrono::steady_clock::duration TimeToStop() {
    const auto stopping = std::chrono::steady_clock::now();
    EXPECT_EQ(Stop(), 0) << gateway_->Log();
    return std::chrono::steady_clock::now() - stopping;
  }
};

TEST_F(FeedLoadTest, AThousandWatchersAllHearEverything) {
  const size_t before = gateway_->ResidentBytes();
  const uint64_t first = Report(1);
  const Crowd crowd = Gather(1'000, first + 1);
  uint64_t last = 0;
  for (int i = 0; i < 20; ++i) last = Report(i);
  for (const auto& watching : crowd) {
    ASSERT_TRUE(watching->WaitForPosition(last));
    const std::vector<v1::FeedEvent> events = watching->events();
    ASSERT_EQ(events.size(), 20u);
    for (size_t i = 0; i < events.size(); ++i) ASSERT_EQ(events[i].position(), first + 1 + i);
  }
  const size_t grown = gateway_->ResidentBytes() - before;
  RecordProperty("grown_kib", static_cast<int>(grown / 1024));
  EXPECT_LT(grown, 150 * kMiB);
}

TEST_F(FeedLoadTest, WhoNeverReadsHoldsUpNobodyAndHoldsLittle) {
  Report(1);
  const uint64_t filled = Acknowledge(400);  // 800 KB for everyone who sees all
  const Crowd readers = Gather(100, filled + 1);
  const size_t before = gateway_->ResidentBytes();
  const Crowd stuck = Gather(300, 0, Watching::Reads::kNothing);
  const uint64_t last = Report(2);
  for (const auto& watching : readers) ASSERT_TRUE(watching->WaitForPosition(last));
  const size_t grown = gateway_->ResidentBytes() - before;
  RecordProperty("grown_kib", static_cast<int>(grown / 1024));
  EXPECT_LT(grown, 120 * kMiB) << "of 240 MB that 300 stuck watchers have not read";
}

TEST_F(FeedLoadTest, WhoNeverReadsIsCutWhenNoLongerPermitted) {
  Report(1);
  Acknowledge(400);
  Watching stuck(Connect("only-read-board"), 0, /*follow=*/true, Watching::Reads::kNothing);
  ASSERT_TRUE(stuck.WaitUntilHeard());
  TakePermission("only-read-board", v1::PERMISSION_READ_BOARD);
  EXPECT_TRUE(gateway_->LogHolds("lacks the permission")) << gateway_->Log();
}

TEST_F(FeedLoadTest, OneWatcherTooManyIsToldSo) {
  const Crowd crowd = Gather(limits::kWatchersMax, 1);
  Watching refused(Connect("board"), 1, /*follow=*/true);
  ASSERT_TRUE(refused.WaitForEnd());
  EXPECT_EQ(refused.status().error_code(), grpc::RESOURCE_EXHAUSTED);
  EXPECT_GT(DetailsOf(refused.status()).retry.retry_delay().nanos(), 0);
  const uint64_t last = Report(1);
  for (const auto& watching : crowd) ASSERT_TRUE(watching->WaitForPosition(last));
}

TEST_F(FeedLoadTest, AStopEndsAllWatchersAndLosesNothing) {
  Report(1);
  Acknowledge(400);
  const Crowd readers = Gather(50, 0);
  const Crowd stuck = Gather(50, 0, Watching::Reads::kNothing);
  std::atomic<bool> stop = false;
  std::atomic<uint64_t> acknowledged = 0;
  std::thread load([&] {
    auto stub = v1::ReportingService::NewStub(Connect("school"));
    uint64_t base = 0;
    for (int i = 0; !stop; ++i) {
      CallContext context;
      v1::SubmitResponse response;
      const v1::SubmitRequest request =
          MakeSubmit(StrCat("load-", i), MakeReport("school", "2025", i), base);
      if (!stub->Submit(&context, request, &response).ok()) return;
      v1::Receipt receipt;
      EXPECT_TRUE(receipt.ParseFromString(response.receipt()));
      acknowledged = base = receipt.position();
    }
  });
  while (acknowledged < 450) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_LT(TimeToStop(), std::chrono::seconds(10)) << gateway_->Log();
  stop = true;
  load.join();

  std::vector<uint64_t> seen;
  for (const auto& watching : readers) {
    ASSERT_TRUE(watching->WaitForEnd());
    EXPECT_EQ(watching->status().error_code(), grpc::UNAVAILABLE)
        << watching->status().error_message();
    EXPECT_THAT(watching->status().error_message(), HasSubstr("is stopping"));
  }
  // One of them goes on: with what it saw before, all there is, once.
  Start();
  std::vector<v1::FeedEvent> events = readers.front()->events();
  for (v1::FeedEvent& event : Replay("board", readers.front()->cursor())) {
    events.push_back(std::move(event));
  }
  ASSERT_GT(events.size(), acknowledged);
  for (size_t i = 0; i < events.size(); ++i) ASSERT_EQ(events[i].position(), i);
}

}  // namespace
}  // namespace samlad::testing
