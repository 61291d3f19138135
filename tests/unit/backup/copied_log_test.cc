// SPDX-License-Identifier: EUPL-1.2
//
// Logs that were copied, damaged, shortened, and that go on under a new origin.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "gateway/backup/new_origin.h"
#include "gateway/backup/place_log.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/fsck.h"
#include "gateway/ledger/receipt.h"
#include "gateway/store/sqlite/sqlite_reader.h"
#include "gateway/store/sqlite/sqlite_store.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/support/make_identity.h"
#include "tests/unit/exchange/fixture.h"

namespace samlad::backup {
namespace {

using exchange::CommandKind;
using exchange::FsckReport;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A log in memory, which a test can damage.
class HeldLog final : public store::ReadableLog {
 public:
  explicit HeldLog(const store::ReadableLog& from) {
    EXPECT_TRUE(from.Read(0, *from.Size(),
                          [this](uint64_t, const store::Record& record) {
                            records.push_back(record);
                            return true;
                          })
                    .ok());
    EXPECT_TRUE(from.ReadCheckpoints(0,
                                     [this](uint64_t size, std::string_view note) {
                                       notes.emplace_back(size, note);
                                       return true;
                                     })
                    .ok());
  }

  absl::StatusOr<uint64_t> Size() const override { return records.size(); }
  absl::Status Read(
      uint64_t begin, uint64_t end,
      const std::function<bool(uint64_t, const store::Record&)>& visit) const override {
    for (; begin < end; ++begin) {
      if (begin == unreadable) return absl::DataLossError("the disk does not give it");
      if (!visit(begin, records[begin])) break;
    }
    return absl::OkStatus();
  }
  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    for (const auto& [size, note] : notes) {
      if (size > after && !visit(size, note)) break;
    }
    return absl::OkStatus();
  }

  std::vector<store::Record> records;
  std::vector<std::pair<uint64_t, std::string>> notes;
  uint64_t unreadable = UINT64_MAX;
};

void Flip(std::string& bytes) { bytes[bytes.size() / 2] ^= 1; }

class CopiedLogTest : public exchange::ExchangeTest {
 protected:
  CopiedLogTest() {
    receipts_.push_back(Send("homes", "a", 70));
    receipts_.push_back(Send("homes", "b", 71, 1));
    receipts_.push_back(Send("school", "c", 30));
  }

  std::string Send(std::string_view sender, std::string_view id, int value, uint64_t base = 0) {
    const auto outcome =
        Execute(Submit(sender, id, exchange::MakeReport(std::string(sender), "2025", value), base));
    EXPECT_TRUE(outcome.ok()) << outcome.status();
    return outcome.ok() ? outcome->receipt : "";
  }

  HeldLog Held() { return HeldLog(*store_); }

  std::vector<std::string> receipts_;
};

TEST_F(CopiedLogTest, AWholeLogHolds) {
  const FsckReport report = exchange::Fsck(*store_, Verifier());
  EXPECT_TRUE(report.holds()) << report.faults.front();
  EXPECT_EQ(report.size, 4u);
  EXPECT_EQ(report.sound, 4u);
  EXPECT_EQ(report.receipts, 3u);
}

TEST_F(CopiedLogTest, EachFaultIsNamedAndTheRestStillHolds) {
  struct Case {
    std::string name, fault;
    std::function<void(HeldLog&)> damage;
    uint64_t sound, proven_after, receipts_after;
  };
  const std::vector<Case> cases = {
      {"payload", "log position 2: payload", [](HeldLog& log) { Flip(log.records[2].payload); }, 2,
       1, 2},
      {"receipt", "log position 2: receipt", [](HeldLog& log) { Flip(log.records[2].receipt); }, 2,
       2, 1},
      {"key", "log position 2: key", [](HeldLog& log) { log.records[2].key = "homes/x"; }, 2, 1, 2},
      {"missing", "log position 2: cannot be read", [](HeldLog& log) { log.unreadable = 2; }, 2, 1,
       1},
      {"checkpoint", "checkpoint of size 3", [](HeldLog& log) { Flip(log.notes[2].second); }, 2, 2,
       2},
      {"first header", "one of the headers from log position 0 was changed",
       [](HeldLog& log) {
         v1::EntryHeader header;
         header.ParseFromString(log.records[0].header);
         header.set_time_ms(header.time_ms() - 1);
         log.records[0].header = header.SerializeAsString();
       },
       0, 3, 3},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    HeldLog log = Held();
    one.damage(log);
    const FsckReport report = exchange::Fsck(log, Verifier());
    EXPECT_THAT(report.faults, ElementsAre(HasSubstr(one.fault)));
    EXPECT_EQ(report.sound, one.sound);
    EXPECT_EQ(report.proven_after, one.proven_after);
    EXPECT_EQ(report.receipts_after, one.receipts_after);
    const auto copied =
        CopyLog(log, Verifier(), [](const store::Batch&) { return absl::OkStatus(); });
    EXPECT_TRUE(absl::IsDataLoss(copied.status())) << copied.status();
  }
}

TEST_F(CopiedLogTest, AChangedHeaderIsFoundByItsReceipt) {
  HeldLog log = Held();
  v1::EntryHeader header;
  header.ParseFromString(log.records[2].header);
  header.set_system("another");
  log.records[2].header = header.SerializeAsString();
  const FsckReport report = exchange::Fsck(log, Verifier());
  EXPECT_THAT(report.faults.front(), StartsWith("log position 2: header: was changed"));
  EXPECT_EQ(report.sound, 2u);
  EXPECT_EQ(report.proven_after, 1u);
}

TEST_F(CopiedLogTest, ACopyIsTheLogByteForByte) {
  const auto copied = StageLog(*store_, Verifier(), Verifier(), nullptr, directory_.string());
  ASSERT_TRUE(copied.ok()) << copied.status();
  EXPECT_EQ(copied->size, 4u);
  const auto copy = store::OpenSqliteReader((directory_ / ".incoming").string());
  ASSERT_TRUE(copy.ok()) << copy.status();
  const HeldLog before = Held(), after(**copy);
  ASSERT_EQ(after.records.size(), before.records.size());
  for (size_t i = 0; i < before.records.size(); ++i) {
    EXPECT_EQ(after.records[i].header, before.records[i].header);
    EXPECT_EQ(after.records[i].payload, before.records[i].payload);
    EXPECT_EQ(after.records[i].receipt, before.records[i].receipt);
    EXPECT_EQ(after.records[i].key, before.records[i].key);
  }
  EXPECT_EQ(after.notes, before.notes);
}

TEST_F(CopiedLogTest, WhatIsKnownIsNotForgotten) {
  const HeldLog whole = Held();
  HeldLog shorter = Held();
  shorter.records.resize(3);
  shorter.notes.resize(3);
  const std::vector<KnownCheckpoint> known = {{"here", 3, whole.notes[2].second},
                                              {"there", 4, whole.notes[3].second}};
  const auto forgotten = FindForgotten(shorter, Verifier(), known);
  ASSERT_TRUE(forgotten.ok()) << forgotten.status();
  ASSERT_EQ(forgotten->size(), 1u);
  EXPECT_EQ(forgotten->front().where, "there");
  EXPECT_TRUE(FindForgotten(whole, Verifier(), known)->empty());
  // A log that went on otherwise.
  HeldLog other = Held();
  other.notes[2].second = signer_->Sign(
      ledger::FormatCheckpoint({.origin = std::string(kOrigin), .size = 3, .root = {}}));
  EXPECT_TRUE(absl::IsDataLoss(FindForgotten(other, Verifier(), known).status()));
}

TEST_F(CopiedLogTest, ANewOriginHasTheSameEntriesAndNamesWhatWasAbandoned) {
  HeldLog shorter = Held();
  const std::string abandoned = shorter.notes[3].second;
  shorter.records.resize(3);
  shorter.notes.resize(3);
  const auto signer = ledger::NoteSigner::FromPem("test.samlad.example/log-2",
                                                  ledger::NoteSigner::GenerateKeyPem());
  ASSERT_TRUE(signer.ok());
  const auto verifier = ledger::NoteVerifier::FromVkey(signer->verifier_key());
  NewOrigin anew("test.samlad.example/log-2", abandoned, *signer);
  const std::string folder = (directory_ / "anew").string();
  std::filesystem::create_directory(folder);
  const auto copied = StageLog(
      shorter, Verifier(), *verifier,
      [&anew](store::Batch batch) { return anew.Rewrite(std::move(batch)); }, folder);
  ASSERT_TRUE(copied.ok()) << copied.status();
  ASSERT_TRUE(PlaceStaged(folder, *copied, signer->verifier_key()).ok());

  const auto store = store::OpenSqliteStore(folder, false);
  ASSERT_TRUE(store.ok()) << store.status();
  const HeldLog after(**store);
  v1::LogInitialised first;
  ASSERT_TRUE(first.ParseFromString(after.records[0].payload));
  EXPECT_EQ(first.abandoned_checkpoint(), abandoned);
  EXPECT_EQ(first.origin(), "test.samlad.example/log-2");
  for (size_t i = 1; i < 3; ++i) {
    EXPECT_EQ(after.records[i].header, shorter.records[i].header);
    const auto receipt =
        ledger::VerifyReceipt(after.records[i].receipt, *verifier, after.records[i].payload);
    ASSERT_TRUE(receipt.ok()) << receipt.status();
    EXPECT_EQ(receipt->receipt.position(), i);
    // The old one is proven as before.
    EXPECT_TRUE(ledger::VerifyReceipt(receipts_[i - 1], Verifier(), std::nullopt).ok());
  }
  const auto opened = exchange::Exchange::Open(
      {.origin = "test.samlad.example/log-2", .on_data_loss = nullptr, .may_append = nullptr},
      **store, clock_, *signer);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ((*opened)->Read()->facts.size(), 3u);
}

TEST_F(CopiedLogTest, ARevocationIsEnteredAgainByTheGatewayItself) {
  const v1::IdentityChanged identity = testing::MakeIdentity("homes");
  for (int run = 0; run < 2; ++run) {
    const auto entered = Execute({.kind = CommandKind::kRestoreRevocation,
                                  .sender = {},
                                  .submission_id = {},
                                  .payload = identity.SerializeAsString(),
                                  .base = 0});
    ASSERT_TRUE(entered.ok()) << entered.status();
    EXPECT_EQ(entered->replayed, run > 0);
    EXPECT_EQ(entered->receipt, "");
  }
  ASSERT_TRUE(Reopen().ok());
  EXPECT_NE(exchange_->Read()->revocations->Find("homes", "any", ""), nullptr);
  EXPECT_EQ(exchange_->Read()->facts.size(), 5u);
  const FsckReport report = exchange::Fsck(*store_, Verifier());
  EXPECT_TRUE(report.holds()) << report.faults.front();
}

}  // namespace
}  // namespace samlad::backup
