// SPDX-License-Identifier: EUPL-1.2
//
// An exchange over a real SQLite store in a folder of its own, a clock that
// stands still until it is told to move, and small reports.

#ifndef SAMLAD_TESTS_UNIT_EXCHANGE_FIXTURE_H_
#define SAMLAD_TESTS_UNIT_EXCHANGE_FIXTURE_H_

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "gateway/exchange/exchange.h"
#include "gateway/ledger/note.h"
#include "gateway/store/store.h"
#include "samlad/v1/ledger.pb.h"
#include "samlad/v1/report.pb.h"
#include "tests/support/make_report.h"

namespace samlad::exchange {

using testing::MakeReport;

class TestClock final : public Clock {
 public:
  int64_t NowMs() const override { return now_ms_; }
  int64_t SteadyMs() const override { return now_ms_ - jumped_ms_; }
  // As time that goes by.
  void Set(int64_t now_ms) { now_ms_ = now_ms; }
  // As somebody who sets the clock.
  void Jump(int64_t by_ms) { now_ms_ += by_ms, jumped_ms_ += by_ms; }

 private:
  std::atomic<int64_t> jumped_ms_ = 0;
  std::atomic<int64_t> now_ms_ = 1'770'000'000'000;  // February 2026
};

// Passes everything on to another store, but can be told to fail.
class FaultyStore final : public store::Store {
 public:
  explicit FaultyStore(std::unique_ptr<store::Store> real) : real_(std::move(real)) {}

  // Every read from now on answers `status`.
  void FailReads(absl::Status status) { read_ = std::move(status); }
  // The next append answers `status` and writes nothing.
  void FailNextAppend(absl::Status status) { next_ = std::move(status); }
  // As FailNextAppend, of every append from now on.
  void FailAppends(absl::Status status) { every_ = std::move(status); }
  // Appends wait until Release, or one of them until ReleaseOne.
  void Hold();
  void Release();
  void ReleaseOne();
  // Waits until an append is being held.
  void AwaitHeld();

  absl::Status Append(const store::Batch& batch) override;
  absl::Status Probe() override { return real_->Probe(); }
  absl::StatusOr<uint64_t> Size() const override { return real_->Size(); }
  absl::Status Read(
      uint64_t begin, uint64_t end,
      const std::function<bool(uint64_t, const store::Record&)>& visit) const override {
    return read_.ok() ? real_->Read(begin, end, visit) : read_;
  }
  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    return real_->ReadCheckpoints(after, visit);
  }
  bool EnforcesUniqueKeys() const override { return real_->EnforcesUniqueKeys(); }

 private:
  std::unique_ptr<store::Store> real_;
  absl::Status next_, every_, read_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool holding_ = false, held_ = false;
  int pass_ = 0;  // appends that are not held
};

class ExchangeTest : public ::testing::Test {
 protected:
  ExchangeTest();
  ~ExchangeTest() override;

  // Closes everything and opens it again from disk.
  absl::Status Reopen();
  void Close();

  absl::StatusOr<Outcome> Execute(Command command);
  std::future<absl::StatusOr<Outcome>> ExecuteLater(Command command);

  // A report that `sender` sends.
  static Command Submit(std::string_view sender, std::string_view id, const v1::Report& report,
                        uint64_t replaces = 0);
  static Command Apply(const v1::Catalogue& catalogue, std::string_view id, uint64_t base);
  static v1::Catalogue TestCatalogue();

  // Makes an edition of the period and publishes it. Its position.
  uint64_t PublishEdition(std::string_view period = "2025");

  // Appends an entry of the gateway's own that only an earlier version would make, and
  // opens the log again.
  void AppendAsEarlierVersion(v1::EntryKind kind, std::string key, std::string payload);

  // What the log says became of deliveries, in its order.
  std::vector<v1::DeliveryState> DeliveryStates() const;

  ledger::NoteVerifier Verifier() const;
  std::string DatabasePath() const { return directory_ / "log.sqlite"; }

  static constexpr std::string_view kOrigin = "test.samlad.example/log";

  std::filesystem::path directory_;
  TestClock clock_;
  std::unique_ptr<ledger::NoteSigner> signer_;
  std::unique_ptr<FaultyStore> store_;
  std::unique_ptr<Exchange> exchange_;
  std::atomic<int> data_losses_ = 0;
  // Of what is opened next; see Exchange::Options.
  std::function<absl::Status(const Growth&)> may_append_;
  std::function<void(const domain::Revocations&)> on_revocations_;
};

// Position that a receipt names.
uint64_t PositionOf(const Outcome& outcome);

}  // namespace samlad::exchange

#endif  // SAMLAD_TESTS_UNIT_EXCHANGE_FIXTURE_H_
