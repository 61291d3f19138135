// SPDX-License-Identifier: EUPL-1.2
//
// Logs that earlier versions wrote, read by this one. A log that fails here is
// one that some city has: it is the program that must give way.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/exchange/fsck.h"
#include "gateway/exchange/recover.h"
#include "gateway/exchange/snapshot_file.h"
#include "gateway/ledger/note.h"
#include "gateway/ledger/receipt.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "samlad/v1/ledger.pb.h"
#include "tests/golden/finding_texts.h"
#include "tests/golden/golden_exchange.h"
#include "tests/golden/golden_questions.h"
#include "tests/golden/golden_text.h"
#include "tests/support/source_dir.h"

namespace samlad::golden {
namespace {

// Nothing is ever taken off this list.
const std::string kLogs[] = {"log-0.1.0", "log-0.1.0-lax",      "log-0.2.0",
                             "log-0.3.0", "log-0.4.0-editions", "log-0.5.0-publications"};

// The log that holds every kind of entry, and the kinds that came after it: a
// new kind is added here or, better, to a new log.
constexpr std::string_view kWhole = "log-0.3.0";
constexpr std::string_view kNewer[] = {"log-0.4.0-editions", "log-0.5.0-publications"};

std::string ReadGoldenFile(std::string_view name, std::string_view extension = ".txt") {
  std::ifstream file(std::filesystem::path(samlad::testing::SourceDir()) / "tests" / "golden" /
                     StrCat(name, extension));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

v1::EntryHeader HeaderOf(const store::Record& record) {
  v1::EntryHeader header;
  EXPECT_TRUE(header.ParseFromString(record.header));
  return header;
}

// A log as its file has it, laid into a store and recovered by this program.
class Recovered {
 public:
  static absl::StatusOr<std::unique_ptr<Recovered>> Make(std::string_view name) {
    auto made = std::unique_ptr<Recovered>(new Recovered(ReadGoldenFile(name)));
    absl::StatusOr<GoldenLog> log = ReadText(made->text);
    if (!log.ok()) return log.status();
    made->log = *std::move(log);
    auto signer = SignerOf(made->log.origin, made->log.seed);
    if (!signer.ok()) return signer.status();
    made->signer = std::make_unique<ledger::NoteSigner>(*std::move(signer));
    auto store = MakeStore(made->folder.path());
    if (!store.ok()) return store.status();
    made->store = *std::move(store);
    for (const store::Batch& batch : made->log.batches) {
      if (absl::Status appended = made->store->Append(batch); !appended.ok()) return appended;
    }
    // What is decided anew is decided when the story ended.
    made->clock.Set(HeaderOf(made->log.batches.back().records.back()).time_ms());
    auto exchange = Recover(made->log.origin, *made->store, made->clock, *made->signer);
    if (!exchange.ok()) return exchange.status();
    made->exchange = *std::move(exchange);
    return made;
  }

  uint64_t Size() const { return log.batches.back().position + log.batches.back().records.size(); }

  const std::string text;
  GoldenLog log;
  TemporaryFolder folder;
  ManualClock clock;
  std::unique_ptr<ledger::NoteSigner> signer;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<exchange::Exchange> exchange;

 private:
  explicit Recovered(std::string file) : text(std::move(file)) {}
};

// By the log's name; no test leaves anything behind in it.
std::map<std::string, std::unique_ptr<Recovered>>& AllRecovered() {
  static std::map<std::string, std::unique_ptr<Recovered>> all;
  return all;
}

class GoldenLogTest : public ::testing::TestWithParam<std::string> {
 protected:
  static void TearDownTestSuite() { AllRecovered().clear(); }

  void SetUp() override {
    std::unique_ptr<Recovered>& kept = AllRecovered()[GetParam()];
    if (kept == nullptr) {
      auto made = Recovered::Make(GetParam());
      ASSERT_TRUE(made.ok()) << made.status();
      kept = *std::move(made);
    }
    golden_ = kept.get();
    ASSERT_FALSE(golden_->log.batches.empty());
  }

  // Each record with its position.
  template <class Visit>
  void ForEachEntry(const Visit& visit) const {
    for (const store::Batch& batch : golden_->log.batches) {
      for (size_t i = 0; i < batch.records.size(); ++i) {
        const uint64_t position = batch.position + i;
        SCOPED_TRACE(StrCat("position ", position));
        visit(position, batch.records[i]);
      }
    }
  }

  ledger::NoteVerifier Verifier() const {
    return *ledger::NoteVerifier::FromVkey(golden_->signer->verifier_key());
  }

  Recovered* golden_ = nullptr;
};

INSTANTIATE_TEST_SUITE_P(, GoldenLogTest, ::testing::ValuesIn(kLogs), [](const auto& info) {
  std::string name = info.param;
  std::ranges::replace_if(name, [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});

TEST_P(GoldenLogTest, TheFileSaysNothingThatIsNotRead) {
  EXPECT_TRUE(WriteText(golden_->log) == golden_->text) << "written again, the file is another";
}

TEST_P(GoldenLogTest, RecoversToTheSameCheckpoint) {
  const auto now = golden_->exchange->Read();
  EXPECT_EQ(now->facts.size(), golden_->Size());
  EXPECT_EQ(now->checkpoint, golden_->log.batches.back().checkpoint);
}

TEST_P(GoldenLogTest, EveryCheckpointIsSignedWithTheSameBytes) {
  for (const store::Batch& batch : golden_->log.batches) {
    const uint64_t size = batch.position + batch.records.size();
    SCOPED_TRACE(StrCat("checkpoint of size ", size));
    const auto checkpoint = Verifier().OpenCheckpoint(batch.checkpoint);
    ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
    const auto proof = golden_->exchange->reader().Prove({}, 0, size, /*any=*/true);
    ASSERT_TRUE(proof.ok()) << proof.status();
    const std::string body = ledger::FormatCheckpoint(
        {.origin = golden_->log.origin, .size = size, .root = proof->root});
    EXPECT_EQ(golden_->signer->Sign(body), batch.checkpoint);
  }
}

TEST_P(GoldenLogTest, TheStoreGivesBackEveryByte) {
  const auto batches = ReadBatches(*golden_->store);
  ASSERT_TRUE(batches.ok()) << batches.status();
  ASSERT_EQ(batches->size(), golden_->log.batches.size());
  for (size_t at = 0; at < batches->size(); ++at) {
    const store::Batch &read = (*batches)[at], &recorded = golden_->log.batches[at];
    SCOPED_TRACE(StrCat("batch at position ", recorded.position));
    EXPECT_EQ(read.position, recorded.position);
    EXPECT_EQ(read.checkpoint, recorded.checkpoint);
    ASSERT_EQ(read.records.size(), recorded.records.size());
    for (size_t i = 0; i < read.records.size(); ++i) {
      const store::Record &got = read.records[i], &want = recorded.records[i];
      SCOPED_TRACE(StrCat("position ", recorded.position + i));
      EXPECT_TRUE(got.header == want.header);
      EXPECT_TRUE(got.payload == want.payload);
      EXPECT_TRUE(got.salt == want.salt);
      EXPECT_TRUE(got.receipt == want.receipt);
      EXPECT_EQ(got.key, want.key);
    }
  }
}

TEST_P(GoldenLogTest, EveryReceiptVerifies) {
  int receipts = 0;
  ForEachEntry([&](uint64_t position, const store::Record& record) {
    if (record.receipt.empty()) return;
    const auto verified = ledger::VerifyReceipt(record.receipt, Verifier(), record.payload);
    ASSERT_TRUE(verified.ok()) << verified.status();
    EXPECT_EQ(verified->receipt.position(), position);
    ++receipts;
  });
  EXPECT_GT(receipts, 5);
}

TEST_P(GoldenLogTest, WhatIsSentAgainGetsTheSameReceipt) {
  std::set<v1::EntryKind> kinds;
  ForEachEntry([&](uint64_t position, const store::Record& record) {
    if (record.key.empty()) return;
    const auto command = CommandOf(record);
    ASSERT_TRUE(command.has_value()) << "has a key, but no command";
    const auto outcome = Execute(*golden_->exchange, *command);
    ASSERT_TRUE(outcome.ok()) << outcome.status();
    EXPECT_TRUE(outcome->replayed);
    EXPECT_TRUE(outcome->receipt == record.receipt) << "another receipt than was issued";
    // Of the gateway's own entries, the answer does not say which one it was.
    if (!record.receipt.empty()) {
      EXPECT_EQ(outcome->position, position);
    }
    kinds.insert(HeaderOf(record).kind());
  });
  EXPECT_GT(kinds.size(), 1u);
  EXPECT_EQ(golden_->exchange->Read()->facts.size(), golden_->Size()) << "something was appended";
}

TEST_P(GoldenLogTest, OtherBytesUnderAKeyAreRefused) {
  ForEachEntry([&](uint64_t, const store::Record& record) {
    if (record.receipt.empty()) return;
    exchange::Command command = *CommandOf(record);
    command.payload += '\0';
    const auto outcome = Execute(*golden_->exchange, std::move(command));
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kAlreadyExists) << outcome.status();
  });
  EXPECT_EQ(golden_->exchange->Read()->facts.size(), golden_->Size()) << "something was appended";
}

// What a version computes is promised for that version of the rules and of the
// fold; what the log itself says, for ever.
TEST_P(GoldenLogTest, EveryQuestionGetsTheSameAnswer) {
  const GoldenLog& log = golden_->log;
  EXPECT_GT(log.answers.size(), 100u);
  const FindingTexts texts(ReadGoldenFile(StrCat("texts-", log.version), ".md"));
  EXPECT_GT(texts.size(), 100u) << "add the findings page of version " << log.version;
  for (const Answered& answered : log.answers) {
    const DependsOn depends_on = DependsOnOf(answered.question);
    if (depends_on == DependsOn::kFold && log.fold_version != FoldVersion()) continue;
    if (depends_on == DependsOn::kRules && log.rules_version != RulesVersion()) continue;
    EXPECT_EQ(Ask(*golden_->exchange, answered.question, &texts), answered.answer)
        << answered.question;
  }
}

// A start from a snapshot of the log as it was in the middle, or at the end.
class SnapshotStart {
 public:
  SnapshotStart(const GoldenLog& log, const Clock& clock, const ledger::NoteSigner& signer,
                size_t batches) {
    auto store = MakeStore(folder_.path());
    EXPECT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    Append(log, 0, batches);
    const exchange::SnapshotPlace place{
        .path = StrCat(folder_.path(), "/log.snapshot"),
        .seal = {.secret = std::string(32, 's'), .origin = log.origin, .program = "golden"},
        .discarded = [](const absl::Status& why) { ADD_FAILURE() << why; }};
    {
      const auto before = Recover(log.origin, *store_, clock, signer);
      EXPECT_TRUE(before.ok()) << before.status();
      const auto written =
          exchange::WriteSnapshot(place.path, place.seal, (*before)->TakeMoment(), nullptr);
      EXPECT_TRUE(written.ok()) << written.status();
    }
    Append(log, batches, log.batches.size());
    auto opened = exchange::Exchange::Open(
        {.origin = log.origin,
         .on_data_loss = [](const absl::Status& why) { ADD_FAILURE() << why; },
         .may_append = nullptr,
         .on_earlier_checked = [](const absl::Status& holds) { EXPECT_TRUE(holds.ok()) << holds; }},
        *store_, clock, signer, place);
    EXPECT_TRUE(opened.ok()) << opened.status();
    exchange_ = *std::move(opened);
    EXPECT_GT(exchange_->from_snapshot(), 0u);

    const auto file = exchange::SnapshotFile::Open(place.path, place.seal);
    EXPECT_TRUE(file.ok()) << file.status();
    const auto report =
        exchange::Fsck(*store_, *ledger::NoteVerifier::FromVkey(signer.verifier_key()), &*file);
    EXPECT_TRUE(report.snapshot_compared);
    EXPECT_THAT(report.faults, ::testing::IsEmpty());
  }

  exchange::Exchange& exchange() { return *exchange_; }

 private:
  void Append(const GoldenLog& log, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const absl::Status appended = store_->Append(log.batches[i]);
      EXPECT_TRUE(appended.ok()) << appended;
    }
  }

  TemporaryFolder folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<exchange::Exchange> exchange_;
};

TEST_P(GoldenLogTest, ASnapshotGivesEveryAnswerThatTheLogGives) {
  const size_t all = golden_->log.batches.size();
  for (const size_t batches : {all / 2, all}) {
    SCOPED_TRACE(StrCat("snapshot after ", batches, " of ", all, " batches"));
    SnapshotStart start(golden_->log, golden_->clock, *golden_->signer, batches);
    for (const Answered& answered : golden_->log.answers) {
      EXPECT_EQ(Ask(start.exchange(), answered.question),
                Ask(*golden_->exchange, answered.question))
          << answered.question;
    }
    if (golden_->log.rules_version != RulesVersion()) continue;
    const std::vector<Answered> now = AskForAll(golden_->log.batches, start.exchange());
    ASSERT_EQ(now.size(), golden_->log.decisions.size());
    for (size_t i = 0; i < now.size(); ++i) {
      EXPECT_EQ(now[i].answer, golden_->log.decisions[i].answer) << "position " << now[i].question;
    }
  }
}

// The state that decisions rest on must be the same, too. Some of what is asked
// for is appended, hence to a log of its own.
TEST_P(GoldenLogTest, WhatIsAskedForAnewIsDecidedTheSame) {
  const auto fresh = Recovered::Make(GetParam());
  ASSERT_TRUE(fresh.ok()) << fresh.status();
  const GoldenLog& log = (*fresh)->log;
  if (log.rules_version != RulesVersion()) return;
  const std::vector<Answered> now = AskForAll(log.batches, *(*fresh)->exchange);
  ASSERT_EQ(now.size(), log.decisions.size());
  for (size_t i = 0; i < now.size(); ++i) {
    EXPECT_EQ(now[i].question, log.decisions[i].question);
    EXPECT_EQ(now[i].answer, log.decisions[i].answer) << "position " << now[i].question;
  }
}

TEST_P(GoldenLogTest, IsOfNoLaterVersionThanTheProgram) {
  EXPECT_LE(golden_->log.fold_version, FoldVersion());
  EXPECT_LE(golden_->log.rules_version, RulesVersion());
}

// Else a version could be raised, and no answer would be compared any more.
TEST(GoldenLogsTest, OneIsOfThisVersionOfFoldAndRules) {
  const bool found = std::ranges::any_of(kLogs, [](const std::string& name) {
    const auto log = ReadText(ReadGoldenFile(name));
    return log.ok() && log->fold_version == FoldVersion() && log->rules_version == RulesVersion();
  });
  EXPECT_TRUE(found) << "add a log of this version; see tests/golden/README.md";
}

TEST(GoldenLogsTest, TheyHoldEveryKindOfEntry) {
  std::set<v1::EntryKind> kinds;
  for (const std::string_view name : {kWhole, kNewer[0], kNewer[1]}) {
    const auto log = ReadText(ReadGoldenFile(name));
    ASSERT_TRUE(log.ok()) << log.status();
    for (const store::Batch& batch : log->batches) {
      for (const store::Record& record : batch.records) kinds.insert(HeaderOf(record).kind());
    }
  }
  const auto* values = v1::EntryKind_descriptor();
  for (int i = 0; i < values->value_count(); ++i) {
    const auto kind = static_cast<v1::EntryKind>(values->value(i)->number());
    if (kind == v1::ENTRY_KIND_UNSPECIFIED) continue;
    EXPECT_TRUE(kinds.contains(kind)) << "no entry is a " << values->value(i)->name();
  }
}

}  // namespace
}  // namespace samlad::golden
