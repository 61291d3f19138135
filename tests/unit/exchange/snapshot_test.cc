// SPDX-License-Identifier: EUPL-1.2
//
// A start from a snapshot gives what a start from the log gives; a snapshot that is
// anything but this log's own is discarded, and the log is read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "gateway/base/flat_bytes.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/fsck.h"
#include "gateway/exchange/recover.h"
#include "gateway/exchange/snapshot_file.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/mac.h"
#include "gateway/store/sqlite/sqlite_store.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::exchange {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// At the end of the file: MAC, length of the footer, magic.
constexpr size_t kTail = 32 + 8 + 8;

class SnapshotTest : public ExchangeTest {
 protected:
  SnapshotTest() {
    EXPECT_TRUE(Execute(Submit("homes", "a", MakeReport("homes", "2025", 70))).ok());
    EXPECT_TRUE(Execute(Submit("homes", "b", MakeReport("homes", "2025", 71), 1)).ok());
    EXPECT_TRUE(Execute(Submit("school", "c", MakeReport("school", "2025", 30))).ok());
    v1::Catalogue more = TestCatalogue();
    more.add_periods()->set_id("2026");
    EXPECT_TRUE(Execute(Apply(more, "d", 0)).ok());
  }

  std::string SnapshotPath() const { return directory_ / "log.snapshot"; }

  absl::StatusOr<uint64_t> Save() {
    return WriteSnapshot(SnapshotPath(), seal_, exchange_->TakeMoment(), nullptr);
  }

  // As Reopen, with the snapshot.
  absl::Status OpenWithSnapshot() {
    Close();
    auto store = store::OpenSqliteStore(directory_, /*create=*/false);
    if (!store.ok()) return store.status();
    store_ = std::make_unique<FaultyStore>(*std::move(store));
    checked_ = {};
    const SnapshotPlace place{
        .path = SnapshotPath(), .seal = seal_, .discarded = [this](const absl::Status& why) {
          discarded_.emplace_back(why.message());
        }};
    auto exchange = Exchange::Open(
        {.origin = std::string(kOrigin),
         .on_data_loss = [this](const absl::Status&) { ++data_losses_; },
         .may_append = nullptr,
         .on_earlier_checked = [this](const absl::Status& holds) { checked_.set_value(holds); }},
        *store_, clock_, *signer_, place);
    if (!exchange.ok()) return exchange.status();
    exchange_ = *std::move(exchange);
    return absl::OkStatus();
  }

  // Every view of every moment, and the roots, receipts and states that a start gives.
  std::string Everything() const {
    std::string all;
    const uint64_t size = exchange_->Read()->facts.size();
    for (uint64_t as_of = 1; as_of <= size; ++as_of) {
      v1::ViewQuery query;
      query.set_period("2025");
      query.set_as_of(as_of);
      const auto view = exchange_->reader().View(query, LogReader::Protect::kByHead);
      EXPECT_TRUE(view.ok()) << view.status();
      if (view.ok()) all += view->SerializeAsString();
      const auto proof = exchange_->reader().Prove({}, as_of - 1, as_of, /*any=*/true);
      EXPECT_TRUE(proof.ok()) << proof.status();
      if (proof.ok()) all += ledger::AsBytes(proof->root);
    }
    return StrCat(all, exchange_->Read()->checkpoint, exchange_->Read()->facts.weight());
  }

  std::string Bytes() const {
    std::ifstream file(SnapshotPath(), std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  void WriteBytes(std::string_view bytes) const {
    std::ofstream(SnapshotPath(), std::ios::binary | std::ios::trunc) << bytes;
  }

  // What the footer says, changed by somebody who knows the secret.
  void Reseal(const std::function<void(std::string& footer)>& change) const {
    std::string bytes = Bytes();
    uint64_t length = 0;
    std::memcpy(&length, bytes.data() + bytes.size() - 16, sizeof(length));
    std::string footer = bytes.substr(bytes.size() - kTail - length, length);
    const std::string magic = bytes.substr(bytes.size() - 8);
    bytes.resize(bytes.size() - kTail - length);
    change(footer);
    const ledger::Hash mac = ledger::Mac(seal_.secret, "samlad-snapshot-v1" + footer);
    FlatWriter out(footer);
    out.PutArray(mac.data(), mac.size());
    out.Put(length);
    WriteBytes(bytes + footer + magic);
  }

  // The snapshot is not used, for that reason, and the log is read.
  void ExpectDiscarded(std::string_view why) {
    discarded_.clear();
    const absl::Status opened = OpenWithSnapshot();
    ASSERT_TRUE(opened.ok()) << opened;
    EXPECT_THAT(discarded_, ElementsAre(HasSubstr(std::string(why))));
    EXPECT_EQ(exchange_->from_snapshot(), 0u);
  }

  void Sql(const std::string& statement) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(DatabasePath().c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_GT(sqlite3_changes(db), 0) << statement;
    sqlite3_close(db);
  }

  SnapshotSeal seal_{
      .secret = std::string(32, 'k'), .origin = std::string(kOrigin), .program = "1"};
  std::vector<std::string> discarded_;
  std::promise<absl::Status> checked_;
};

TEST_F(SnapshotTest, AStartFromItGivesWhatAStartFromTheLogGives) {
  ASSERT_TRUE(Save().ok());
  EXPECT_TRUE(Execute(Submit("school", "e", MakeReport("school", "2025", 31), 3)).ok());
  EXPECT_TRUE(Execute(Submit("homes", "f", MakeReport("homes", "2025", 72), 2)).ok());
  ASSERT_TRUE(Reopen().ok());
  const std::string from_log = Everything();
  ASSERT_TRUE(OpenWithSnapshot().ok());
  EXPECT_THAT(discarded_, IsEmpty());
  EXPECT_EQ(exchange_->from_snapshot(), 5u);
  EXPECT_EQ(exchange_->Read()->facts.size(), 7u);
  EXPECT_TRUE(Everything() == from_log);
  EXPECT_TRUE(checked_.get_future().get().ok());
  EXPECT_EQ(exchange_->unchecked(), 0u);
}

TEST_F(SnapshotTest, DecisionsRestOnWhatItHolds) {
  ASSERT_TRUE(Save().ok());
  ASSERT_TRUE(OpenWithSnapshot().ok());
  const auto again = Execute(Submit("homes", "a", MakeReport("homes", "2025", 70)));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(PositionOf(*again), 1u);
  const auto other = Execute(Submit("homes", "a", MakeReport("homes", "2025", 99)));
  EXPECT_TRUE(absl::IsAlreadyExists(other.status())) << other.status();
  const auto stale = Execute(Submit("homes", "g", MakeReport("homes", "2025", 73), 1));
  EXPECT_TRUE(absl::IsFailedPrecondition(stale.status())) << stale.status();
  EXPECT_TRUE(Execute(Submit("homes", "h", MakeReport("homes", "2025", 73), 2)).ok());
  // What is appended on it holds for a start from the log, too.
  const std::string from_snapshot = Everything();
  ASSERT_TRUE(Reopen().ok());
  EXPECT_TRUE(Everything() == from_snapshot);
}

TEST_F(SnapshotTest, TheSameStateGivesTheSameBytes) {
  ASSERT_TRUE(Save().ok());
  const std::string live = Bytes();
  ASSERT_TRUE(Reopen().ok());
  ASSERT_TRUE(Save().ok());
  EXPECT_TRUE(Bytes() == live) << "folded from the log";
  ASSERT_TRUE(OpenWithSnapshot().ok());
  ASSERT_TRUE(Save().ok());
  EXPECT_TRUE(Bytes() == live) << "read from a snapshot";
}

TEST_F(SnapshotTest, ATornOneIsDiscarded) {
  ASSERT_TRUE(Save().ok());
  const std::string whole = Bytes();
  for (const size_t kept :
       {size_t{0}, size_t{1}, size_t{100}, whole.size() / 2, whole.size() - 1}) {
    SCOPED_TRACE(kept);
    WriteBytes(whole.substr(0, kept));
    ExpectDiscarded("torn");
  }
  WriteBytes(std::string(whole.size(), '\0'));
  ExpectDiscarded("torn");
}

TEST_F(SnapshotTest, AChangedByteAnywhereDiscardsIt) {
  ASSERT_TRUE(Save().ok());
  const std::string whole = Bytes();
  const size_t step = whole.size() / 30 + 1;
  for (size_t at = 0; at < whole.size(); at += step) {
    SCOPED_TRACE(at);
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    WriteBytes(changed);
    ExpectDiscarded("");
  }
}

TEST_F(SnapshotTest, OneOfAnotherGatewayIsDiscarded) {
  seal_.secret = std::string(32, 'x');
  ASSERT_TRUE(Save().ok());
  seal_.secret = std::string(32, 'k');
  ExpectDiscarded("MAC");
}

TEST_F(SnapshotTest, OneOfAnotherProgramOrLogIsDiscarded) {
  seal_.program = "2";
  ASSERT_TRUE(Save().ok());
  seal_.program = "1";
  ExpectDiscarded("another version of the program");
  seal_.origin = "other.samlad.example/log";
  ASSERT_TRUE(Save().ok());
  seal_.origin = kOrigin;
  ExpectDiscarded("another origin");
}

TEST_F(SnapshotTest, OneOfAnotherFoldOrFormatIsDiscarded) {
  ASSERT_TRUE(Save().ok());
  Reseal([](std::string& footer) { ++footer[sizeof(uint32_t)]; });
  ExpectDiscarded("fold version");
  ASSERT_TRUE(Save().ok());
  Reseal([](std::string& footer) { ++footer[0]; });
  ExpectDiscarded("format");
}

// What a backup or another machine brings is another log to an old snapshot.
TEST_F(SnapshotTest, OneOfAnotherContinuationIsDiscarded) {
  Close();
  const std::string kept = StrCat(DatabasePath(), ".kept");
  std::filesystem::copy_file(DatabasePath(), kept);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_TRUE(Execute(Submit("school", "e", MakeReport("school", "2025", 31), 3)).ok());
  ASSERT_TRUE(Save().ok());
  Close();
  std::filesystem::remove(directory_ / "log.head");
  std::filesystem::rename(kept, DatabasePath());
  ExpectDiscarded("the log has 5");
  EXPECT_TRUE(Execute(Submit("school", "f", MakeReport("school", "2025", 32), 3)).ok());
  ExpectDiscarded("root");
  EXPECT_TRUE(Execute(Submit("school", "g", MakeReport("school", "2025", 33), 5)).ok());
  ExpectDiscarded("root");
}

TEST_F(SnapshotTest, WhatIsNoFileIsDiscarded) {
  std::filesystem::create_directory(SnapshotPath());
  ExpectDiscarded("no file");
}

TEST_F(SnapshotTest, OneThatIsGivenUpLeavesTheOneBefore) {
  ASSERT_TRUE(Save().ok());
  const std::string before = Bytes();
  const auto given_up =
      WriteSnapshot(SnapshotPath(), seal_, exchange_->TakeMoment(), [] { return true; });
  EXPECT_TRUE(absl::IsCancelled(given_up.status())) << given_up.status();
  EXPECT_TRUE(Bytes() == before);
  for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
    EXPECT_THAT(entry.path().filename().string(), ::testing::Not(HasSubstr(".log.snapshot.")));
  }
}

TEST_F(SnapshotTest, AChangedEntryBeforeItIsFoundWhileTheGatewayServes) {
  ASSERT_TRUE(Save().ok());
  Close();
  Sql("UPDATE entry SET payload = CAST(payload || x'00' AS BLOB) WHERE position = 2");
  ASSERT_TRUE(OpenWithSnapshot().ok());
  EXPECT_EQ(exchange_->from_snapshot(), 5u);
  const absl::Status found = checked_.get_future().get();
  EXPECT_TRUE(absl::IsDataLoss(found)) << found;
  EXPECT_THAT(std::string(found.message()), HasSubstr("log position 2: payload"));
}

TEST_F(SnapshotTest, AChangedEntryAfterItIsRefusedAtTheStart) {
  ASSERT_TRUE(Save().ok());
  EXPECT_TRUE(Execute(Submit("school", "e", MakeReport("school", "2025", 31), 3)).ok());
  Close();
  Sql("UPDATE entry SET payload = CAST(payload || x'00' AS BLOB) WHERE position = 5");
  const absl::Status status = OpenWithSnapshot();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("log position 5: payload"));
}

TEST_F(SnapshotTest, FsckComparesItWithTheLog) {
  ASSERT_TRUE(Save().ok());
  EXPECT_TRUE(Execute(Submit("school", "e", MakeReport("school", "2025", 31), 3)).ok());
  {
    const auto file = SnapshotFile::Open(SnapshotPath(), seal_);
    ASSERT_TRUE(file.ok()) << file.status();
    const FsckReport report = Fsck(*store_, Verifier(), &*file);
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_TRUE(report.snapshot_compared);
  }
  // A figure that the log does not have, sealed with the secret: only this finds it.
  std::string bytes = Bytes();
  int64_t value = 71'000'000;
  const std::string figure(reinterpret_cast<const char*>(&value), sizeof(value));
  const size_t at = bytes.find(figure);
  ASSERT_NE(at, std::string::npos);
  ++bytes[at];
  WriteBytes(bytes);
  Reseal([&](std::string& footer) {
    // The digest of the newest section stands last, of what precedes the footer.
    const std::string digest = footer.substr(footer.size() - 32);
    uint64_t length = 0;
    std::memcpy(&length, footer.data() + footer.size() - 40, sizeof(length));
    const std::string sections = bytes.substr(0, bytes.size() - kTail - footer.size());
    const auto now = ledger::Sha256({std::string_view(sections).substr(sections.size() - length)});
    EXPECT_NE(ledger::AsBytes(now), digest);
    footer.replace(footer.size() - 32, 32, ledger::AsBytes(now));
  });
  const auto file = SnapshotFile::Open(SnapshotPath(), seal_);
  ASSERT_TRUE(file.ok()) << file.status();
  const FsckReport report = Fsck(*store_, Verifier(), &*file);
  EXPECT_THAT(report.faults,
              ElementsAre(HasSubstr("log.snapshot: what it says of log positions 0 to 4")));
}

}  // namespace
}  // namespace samlad::exchange
