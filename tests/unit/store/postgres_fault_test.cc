// SPDX-License-Identifier: EUPL-1.2
//
// What breaks between a gateway and its database, and servers that do not keep
// what they confirm.

#include <signal.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/store/postgres/link.h"
#include "gateway/store/postgres/postgres_store.h"
#include "gateway/store/postgres/scanner.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/cutting_proxy.h"
#include "tests/unit/store/postgres_engine.h"
#include "tests/unit/store/store_conformance.h"

namespace samlad::store {
namespace {

using samlad::testing::CuttingProxy;
using ::testing::HasSubstr;
using Seconds = std::chrono::duration<double>;

Seconds TimeOf(const std::function<void()>& what) {
  const auto begin = std::chrono::steady_clock::now();
  what();
  return std::chrono::steady_clock::now() - begin;
}

// A setting of the server, until destroyed.
class ChangedSetting {
 public:
  ChangedSetting(std::string name, const std::string& value, std::string back)
      : name_(std::move(name)), back_(std::move(back)) {
    SharedServer().Change(name_, value);
  }
  ~ChangedSetting() { SharedServer().Change(name_, back_); }

 private:
  const std::string name_, back_;
};

using PostgresFaultTest = PostgresTest;

TEST_F(PostgresFaultTest, RefusesAServerThatDoesNotKeepWhatItConfirms) {
  for (const char* name : {"fsync", "full_page_writes"}) {
    const ChangedSetting off(name, "off", "on");
    const auto opened = engine_->Open();
    ASSERT_TRUE(absl::IsFailedPrecondition(opened.status())) << opened.status();
    EXPECT_THAT(std::string(opened.status().message()), HasSubstr(StrCat(name, "=off")));
  }
  EXPECT_TRUE(engine_->Open().ok());
}

TEST_F(PostgresFaultTest, RefusesFewerStandbysThanDemanded) {
  engine_->options().synchronous_standbys = 2;
  for (const char* names : {"", "*", "a, b"}) {
    const ChangedSetting standbys("synchronous_standby_names", names, "");
    const auto opened = engine_->Open();
    ASSERT_TRUE(absl::IsFailedPrecondition(opened.status())) << opened.status();
    EXPECT_THAT(std::string(opened.status().message()),
                HasSubstr("synchronous_standbys demands 2"));
  }
  const ChangedSetting standbys("synchronous_standby_names", "ANY 2 (a, b, c)", "");
  EXPECT_TRUE(engine_->Open().ok());
}

// A batch that was committed meanwhile is not confirmed before the server is right
// again.
TEST_F(PostgresFaultTest, ASettingThatChangesWhileItServesHoldsBackTheConfirmation) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 1)).ok());
  std::atomic<bool> confirmed = false;
  std::thread appender;
  {
    const ChangedSetting off("fsync", "off", "on");
    appender = std::thread([&] {
      const absl::Status appended = store->Append(SampleBatch(1, 1));
      EXPECT_TRUE(appended.ok()) << appended;
      confirmed = true;
    });
    std::this_thread::sleep_for(std::chrono::seconds(1));
    EXPECT_FALSE(confirmed);
  }
  appender.join();
  ExpectSamples(*store, 2);
}

TEST_F(PostgresFaultTest, AServerThatIsNotThereIsReportedSoon) {
  PostgresOptions options = engine_->options();
  options.hosts = {{.host = "localhost", .port = "1"}, {.host = "localhost", .port = "2"}};
  absl::Status status;
  EXPECT_LT(TimeOf([&] { status = OpenPostgresStore(options, engine_->path()).status(); }),
            Seconds(2));
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  // The second host serves.
  options.hosts.back() = engine_->options().hosts.front();
  EXPECT_TRUE(OpenPostgresStore(options, engine_->path()).ok());
}

TEST_F(PostgresFaultTest, AnotherNameInTheCertificateIsRefused) {
  PostgresOptions options = engine_->options();
  options.hosts = {{.host = "127.0.0.2", .port = options.hosts.front().port}};
  SharedServer().Set("listen_addresses", "localhost, 127.0.0.2");
  SharedServer().Stop(SIGINT);
  SharedServer().Start();
  const auto opened = OpenPostgresStore(options, engine_->path());
  EXPECT_TRUE(absl::IsUnavailable(opened.status())) << opened.status();
  EXPECT_THAT(std::string(opened.status().message()), HasSubstr("certificate"));
}

TEST_F(PostgresFaultTest, AConnectionThatEndsBetweenAppendsIsReplaced) {
  const std::unique_ptr<Store> store = *engine_->Open();
  for (uint64_t size = 0; size < 3; ++size) {
    ASSERT_TRUE(store->Append(SampleBatch(size, 1)).ok());
    ASSERT_TRUE(store->ConfirmSize().ok());
    ExpectSamples(*store, size + 1);
    engine_->Sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
        "datname = current_database() AND pid <> pg_backend_pid()");
  }
  ExpectSamples(*store, 3);
}

class PostgresProxyTest : public PostgresTest {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (IsSkipped()) return;
    proxy_ = std::make_unique<CuttingProxy>(SharedServer().port());
    engine_->options().hosts = {{.host = "127.0.0.1", .port = StrCat(proxy_->port())}};
    engine_->options().parameters["sslmode"] = "disable";
  }

  std::unique_ptr<CuttingProxy> proxy_;
};

// A commit whose confirmation never came: found out, and in the log once.
class PostgresUnknownCommitTest : public PostgresProxyTest,
                                  public ::testing::WithParamInterface<CuttingProxy::Cut> {};

TEST_P(PostgresUnknownCommitTest, IsLearned) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 2)).ok());
  proxy_->CutNext(GetParam());
  absl::Status appended;
  EXPECT_LT(TimeOf([&] { appended = store->Append(SampleBatch(2, 3)); }), Seconds(12));
  EXPECT_TRUE(appended.ok()) << appended;
  EXPECT_EQ(proxy_->cuts(), 1);
  ExpectSamples(*store, 5);
  // What was under way all the time comes too late.
  if (GetParam() == CuttingProxy::Cut::kHold) proxy_->Release();
  EXPECT_EQ(Checkpoints(*store).size(), 2u);
  EXPECT_TRUE(store->Append(SampleBatch(5, 1)).ok());
  ExpectSamples(*store, 6);
}

std::string NameOfCut(const ::testing::TestParamInfo<CuttingProxy::Cut>& test) {
  constexpr const char* kNames[] = {"never", "before", "after", "silence", "hold"};
  return kNames[static_cast<size_t>(test.param)];
}

INSTANTIATE_TEST_SUITE_P(Postgres, PostgresUnknownCommitTest,
                         ::testing::Values(CuttingProxy::Cut::kBefore, CuttingProxy::Cut::kAfter,
                                           CuttingProxy::Cut::kSilence, CuttingProxy::Cut::kHold),
                         NameOfCut);

// The held COMMIT arrives when the log already has other entries there.
TEST_F(PostgresProxyTest, ALateCommitDoesNotPassTheFence) {
  const std::unique_ptr<Store> store = *engine_->Open();
  proxy_->CutNext(CuttingProxy::Cut::kHold);
  ASSERT_TRUE(store->Append(SampleBatch(0, 1)).ok());
  engine_->Sql(
      "DELETE FROM samlad.entry; DELETE FROM samlad.batch; UPDATE samlad.head SET size = 0");
  proxy_->Release();
  EXPECT_EQ(engine_->Sql("SELECT count(*) FROM samlad.entry"), "0");
  EXPECT_EQ(engine_->Sql("SELECT size FROM samlad.head"), "0");
}

// Counted, two servers would raise the same one after the other: the fence that an old
// primary lost again would be that of its successor, and let a late COMMIT pass.
TEST_F(PostgresProxyTest, AFenceIsNeverRaisedTwice) {
  const std::unique_ptr<Store> store = *engine_->Open();
  std::set<std::string> fences;
  for (uint64_t size = 0; size < 3; ++size) {
    engine_->Sql("UPDATE samlad.head SET fence = 0");
    proxy_->CutNext(CuttingProxy::Cut::kAfter);
    ASSERT_TRUE(store->Append(SampleBatch(size, 1)).ok());
    fences.insert(engine_->Sql("SELECT fence FROM samlad.head"));
  }
  EXPECT_EQ(fences.size(), 3);
  EXPECT_FALSE(fences.contains("0"));
}

// An old primary that was cut off answers reads for ever, with what it has alone.
TEST_F(PostgresFaultTest, AServerThatWasReplacedIsNotUsed) {
  const auto timeline = std::make_shared<postgres::Timeline>();
  postgres::Link link(engine_->options(), {}, timeline);
  ASSERT_TRUE(WithPatience([&] { return link.Get(); }).ok());
  EXPECT_EQ(timeline->newest(), 0);
  link.NoteCommit();
  EXPECT_EQ(timeline->newest(), 1);  // of a server that was never promoted
  ASSERT_TRUE(link.Get().ok());

  timeline->Raise(2);  // by a commit elsewhere
  const auto refused = link.Get();
  ASSERT_TRUE(absl::IsUnavailable(refused.status())) << refused.status();
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("was replaced"));
  // Nor is it by any other link of the store.
  postgres::Scanner scanner(engine_->options(), timeline);
  EXPECT_TRUE(absl::IsUnavailable(scanner.Size().status()));
}

// No standby is there: commits wait for one that never comes.
class PostgresStandbyTest : public PostgresTest {
 protected:
  void AwaitSyncWait() {
    while (engine_->Sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND "
                        "datname = current_database()") == "0") {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
};

// PostgreSQL has then committed here alone, and says so by a warning.
TEST_F(PostgresStandbyTest, ACancelledWaitIsNoConfirmation) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->Append(SampleBatch(0, 1)).ok());
  std::atomic<bool> confirmed = false;
  std::thread appender;
  {
    const ChangedSetting nobody("synchronous_standby_names", "nobody", "");
    appender = std::thread([&] {
      const absl::Status appended = store->Append(SampleBatch(1, 1));
      EXPECT_TRUE(appended.ok()) << appended;
      confirmed = true;
    });
    AwaitSyncWait();
    engine_->Sql(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    std::this_thread::sleep_for(std::chrono::seconds(1));
    // Others see it, and nobody may rest on it.
    EXPECT_EQ(engine_->Sql("SELECT size FROM samlad.head"), "2");
    EXPECT_FALSE(confirmed);
  }
  appender.join();
  ExpectSamples(*store, 2);
}

TEST_F(PostgresStandbyTest, TheHeadIsNotConfirmedByAServerThatCannotCommit) {
  const std::unique_ptr<Store> store = *engine_->Open();
  ASSERT_TRUE(store->ConfirmSize().ok());
  {
    const ChangedSetting nobody("synchronous_standby_names", "nobody", "");
    absl::Status confirmed;
    EXPECT_LT(TimeOf([&] { confirmed = store->ConfirmSize().status(); }), Seconds(3));
    EXPECT_TRUE(absl::IsUnavailable(confirmed)) << confirmed;
  }
  EXPECT_TRUE(store->ConfirmSize().ok());
}

class PostgresRestartTest : public PostgresTest, public ::testing::WithParamInterface<int> {
 protected:
  // Appends until it is told to stop.
  void AppendOn(Store& store) {
    while (!done_) {
      const absl::Status appended = store.Append(SampleBatch(confirmed_, 2));
      if (appended.ok()) confirmed_ += 2;
      if (appended.ok() || absl::IsUnavailable(appended)) continue;
      // The server was away for long: what became of the batch shows later.
      if (absl::IsUnknown(appended)) {
        unknown_ = confirmed_ + 2;
      } else if (absl::IsAborted(appended) && unknown_ == confirmed_ + 2) {
        confirmed_ += 2;
      } else {
        ADD_FAILURE() << appended;
        done_ = true;
      }
    }
  }
  void AwaitMore() {
    const uint64_t before = confirmed_;
    while (!done_ && confirmed_ < before + 20) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  std::atomic<bool> done_ = false;
  std::atomic<uint64_t> confirmed_ = 0;
  uint64_t unknown_ = 0;
};

// Appends go on while the server is stopped and started: what was confirmed is
// there once, and an append meanwhile is confirmed or nothing.
TEST_P(PostgresRestartTest, LosesNothingUnderLoad) {
  const std::unique_ptr<Store> store = *engine_->Open();
  std::thread appender([&] { AppendOn(*store); });
  for (int round = 0; round < 3; ++round) {
    AwaitMore();
    SharedServer().Stop(GetParam());
    SharedServer().Start();
  }
  AwaitMore();
  done_ = true;
  appender.join();
  ExpectSamples(*store, confirmed_);
}

INSTANTIATE_TEST_SUITE_P(Postgres, PostgresRestartTest, ::testing::Values(SIGINT, SIGQUIT, SIGKILL),
                         [](const auto& test) {
                           return test.param == SIGINT    ? "fast"
                                  : test.param == SIGQUIT ? "immediate"
                                                          : "killed";
                         });

}  // namespace
}  // namespace samlad::store
