// SPDX-License-Identifier: EUPL-1.2

#include "tests/simulation/run.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/recover.h"
#include "gateway/exchange/view_bytes.h"
#include "gateway/store/postgres/postgres_store.h"
#include "gateway/store/postgres/step_recorder.h"
#include "tests/simulation/bug.h"
#include "tests/simulation/city.h"
#include "tests/simulation/clients.h"
#include "tests/simulation/database.h"
#include "tests/simulation/faults.h"
#include "tests/simulation/gateway.h"
#include "tests/simulation/promises.h"
#include "tests/simulation/scheduler.h"
#include "tests/support/temp_dir.h"

namespace samlad::simulation {
namespace {

using std::chrono::seconds;

constexpr uint64_t kHarmMax_s = 25;
constexpr seconds kCalm{90};  // after the harm, until everybody must have got everything
constexpr int kRevisions = 4;
constexpr int kRevocations = 5;

// One city and its end.
class City {
 public:
  City(Scheduler& scheduler, const std::string& folder)
      : scheduler_(scheduler),
        folder_(folder),
        signer_(CitySigner()),
        database_(scheduler),
        promises_(scheduler, database_, *ledger::NoteVerifier::FromVkey(signer_.verifier_key())) {
    TheDatabase() = &database_;
    database_.OnPromotion([this] {
      promises_.CheckKept();
      RecordKept();
    });
  }

  void Live(Result& result) {
    std::thread replication([this] { ReplicateUntil(scheduler_, database_, over_); });
    if (!Begin()) promises_.Break("the log could not be started");
    for (int i = 0; i < 2 + static_cast<int>(scheduler_.Random(kGatewaysMax - 1)); ++i) {
      gateways_.push_back(std::make_unique<Gateway>(i + 1, StrCat(folder_, "/", i + 1), scheduler_,
                                                    promises_, signer_));
    }
    LiveOutside();
    if (promises_.broken().empty()) CheckEnd(result);
    for (const auto& gateway : gateways_) gateway->Stop();
    gateways_.clear();
    over_ = true;
    replication.join();
    database_.Stop();
    result.broken = promises_.broken();
    result.receipts = promises_.receipts();
    TheDatabase() = nullptr;
  }

 private:
  // As samlad-gateway --init, by a gateway that is then gone.
  bool Begin() {
    store::PostgresOptions options{
        .parameters = {{"user", "0"}}, .hosts = {{"0", ""}}, .synchronous_standbys = 1};
    auto store = store::OpenPostgresStore(options, StrCat(folder_, "/0"));
    const CityClock clock{std::chrono::milliseconds(0)};
    std::vector<v1::Finding> findings;
    return store.ok() &&
           exchange::Exchange::Initialise(**store, clock, signer_, kOrigin,
                                          CityCatalogue().SerializeAsString(), &findings)
               .ok();
  }

  void LiveOutside() {
    const seconds harm(5 + scheduler_.Random(kHarmMax_s));
    Outside outside{.scheduler = scheduler_,
                    .promises = promises_,
                    .gateways = gateways_,
                    .patience = scheduler_.Now() + harm + kCalm};
    std::vector<std::thread> senders;
    senders.emplace_back([&] { SendReports(outside, "homes", kRevisions); });
    senders.emplace_back([&] { SendReports(outside, "school", kRevisions); });
    senders.emplace_back([&] { RevokeSystems(outside, kRevocations); });
    std::vector<std::thread> watchers;
    for (Watched& one : watched_) {
      const identity::Principal sender{.organisation = "homes",
                                       .system = &one == watched_ ? kRevokedSystem : "watch"};
      watchers.emplace_back([&outside, &one, sender] { one = Watch(outside, sender); });
    }
    DoHarm(scheduler_, database_, gateways_, harm);
    for (std::thread& sender : senders) sender.join();
    outside.all_sent = true;
    for (std::thread& watcher : watchers) watcher.join();
    // Deadlines and heads, too.
    scheduler_.SleepFor(seconds(30));
  }

  // Of a gateway: what everybody can compute of the log.
  std::optional<std::string> FoldAt(Gateway& gateway) {
    std::optional<std::string> bytes;
    for (int i = 0; i < 30 && !bytes.has_value(); ++i) {
      const absl::Status looked = gateway.Look(
          {.organisation = "office", .system = "desk"}, database_.Kept().size(),
          [&bytes](const exchange::LogReader& reader) {
            v1::ViewQuery query;
            query.set_period("2025");
            const auto view = reader.View(query, exchange::LogReader::Protect::kAsAsked);
            if (view.ok()) bytes = reader.Read()->checkpoint + exchange::SerialiseView(*view);
          });
      if (!bytes.has_value()) scheduler_.SleepFor(seconds(1));
    }
    if (!bytes.has_value()) promises_.Break(StrCat("g", gateway.number(), " does not serve"));
    return bytes;
  }

  // For tests/model/replay.py.
  void RecordKept() const {
    using store::postgres::StepRecorder;
    steps_.Record("keeps");
    for (const auto& [size, note] : database_.Kept().notes) {
      steps_.Record("kept ", size, " ", StepRecorder::NameOf(note));
    }
    steps_.Record("kept_all");
  }

  void CheckEnd(Result& result) {
    promises_.CheckKept();
    RecordKept();
    const auto first = FoldAt(*gateways_.front());
    for (const auto& gateway : gateways_) {
      if (FoldAt(*gateway) != first) promises_.Break("two gateways fold differently");
    }
    store::PostgresOptions options{
        .parameters = {{"user", "0"}}, .hosts = {{"0", ""}, {"1", ""}}, .synchronous_standbys = 1};
    std::filesystem::remove_all(StrCat(folder_, "/0"));
    auto store = store::OpenPostgresStore(options, StrCat(folder_, "/0"));
    if (!store.ok()) return promises_.Break(StrCat("no end: ", Message(store.status())));
    const auto log = exchange::Recover(**store, promises_.verifier());
    if (!log.ok()) return promises_.Break(StrCat("the log: ", Message(log.status())));
    result.entries = log->facts.size();
    CheckDeadlines(log->facts);
    CheckKeys();
    for (const Watched& one : watched_) {
      if (one.events != EventsOf(log->facts, "homes", one.cursor)) {
        promises_.Break("a watcher missed an event, or got one twice");
      }
    }
  }

  void CheckDeadlines(const domain::Facts& facts) {
    std::multiset<std::string> passed;
    for (uint64_t i = 0; i < facts.size(); ++i) {
      const auto* fact = std::get_if<domain::DeadlineFact>(&facts[i].what);
      if (fact != nullptr) passed.insert(fact->period);
    }
    for (const v1::DeadlinePassed& deadline : CityDeadlines()) {
      const size_t count = passed.count(deadline.period());
      if (count != 1) promises_.Break(StrCat("a deadline is in the log ", count, " times"));
    }
  }

  void CheckKeys() {
    std::set<std::string> keys;
    for (const store::Record& record : database_.Kept().entries) {
      if (!record.key.empty() && !keys.insert(record.key).second) {
        promises_.Break(StrCat(record.key, " is in the log twice"));
      }
    }
  }

  Scheduler& scheduler_;
  const std::string folder_;
  const store::postgres::StepRecorder steps_;
  const ledger::NoteSigner signer_;
  Database database_;
  Promises promises_;
  std::vector<std::unique_ptr<Gateway>> gateways_;
  Watched watched_[2];
  bool over_ = false;
};

}  // namespace

Bug& TheBug() {
  static Bug bug = Bug::kNone;
  return bug;
}

Result Simulate(uint64_t seed) {
  const testing::TempDir folder;
  Scheduler scheduler(seed);
  Result result;
  scheduler.Run([&] {
    City city(scheduler, folder.path());
    city.Live(result);
  });
  result.trace = scheduler.trace();
  result.digest = scheduler.digest();
  result.steps = scheduler.steps();
  return result;
}

std::string Describe(uint64_t seed, const Result& result) {
  std::string text = StrCat("seed ", seed, ": ", result.steps, " steps, ", result.entries,
                            " entries, ", result.receipts, " receipts, digest ", result.digest);
  for (const std::string& what : result.broken) StrAppend(&text, "\n  broken: ", what);
  if (!result.broken.empty()) StrAppend(&text, "\n  replay: SAMLAD_SIMULATION_SEED=", seed);
  return text;
}

}  // namespace samlad::simulation
