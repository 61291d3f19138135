// SPDX-License-Identifier: EUPL-1.2
//
// What authorizing a call costs by itself: expiry, revocation, permission and the
// quotas, for many threads and 1,000 organisations, on a real log.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"
#include "gateway/exchange/exchange.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/identity/principal.h"
#include "gateway/service/guard/call_guard.h"
#include "gateway/store/sqlite/sqlite_store.h"
#include "gateway/telemetry/metrics.h"
#include "tests/bench/load_material.h"
#include "tests/support/temp_dir.h"

namespace samlad::bench {
namespace {

constexpr Shape kCity{.indicators = 1, .obligations = 1, .organisations = 1'000};
constexpr char kMethod[] = "samlad.v1.ReportingService/Submit";

template <class T>
T OrDie(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << result.status() << "\n";
  std::exit(1);
}

// A log with the catalogue, and the guard before it.
class Gate {
 public:
  Gate() {
    std::vector<v1::Finding> findings;
    const absl::Status begun = exchange::Exchange::Initialise(
        *store_, clock_, signer_, kOrigin, MakeCatalogue(kCity).SerializeAsString(), &findings);
    if (!begun.ok()) std::cerr << begun << "\n";
    exchange_ =
        OrDie(exchange::Exchange::Open({.origin = kOrigin,
                                        .on_data_loss = [](const absl::Status&) { std::abort(); },
                                        .may_append = nullptr},
                                       *store_, clock_, signer_));
    head_.emplace(exchange_->reader(), std::chrono::steady_clock::time_point::max());
    guard_.emplace(exchange_->reader(), *head_, quotas_, clock_, telemetry::Log::Discard(),
                   metrics_);
    for (int i = 0; i < kCity.organisations; ++i) {
      auto& principal = principals_.emplace_back(OrDie(identity::ParseSpiffeId(
          StrCat("spiffe://samlad.example/org/", OrganisationId(i), "/a"))));
      principal.not_after_ms = INT64_MAX;
    }
  }

  absl::Status Authorize(size_t organisation) {
    return guard_->Authorize(principals_[organisation % principals_.size()], kMethod, 1).status();
  }

 private:
  static constexpr char kOrigin[] = "bench.samlad.example/log";

  const testing::TempDir folder_;
  const SystemClock clock_;
  const ledger::NoteSigner signer_ =
      OrDie(ledger::NoteSigner::FromPem(kOrigin, ledger::NoteSigner::GenerateKeyPem()));
  const std::unique_ptr<store::Store> store_ =
      OrDie(store::OpenSqliteStore((folder_.path() / "log").string(), /*create=*/true));
  std::unique_ptr<exchange::Exchange> exchange_;
  telemetry::Metrics metrics_;
  std::optional<exchange::HeadWatch> head_;
  service::Quotas quotas_{{.calls_per_second = 1'000'000'000, .bytes_per_second = 1'000'000'000}};
  std::optional<service::CallGuard> guard_;
  std::vector<identity::Principal> principals_;
};

void BM_PermissionRevocationAndQuota(benchmark::State& state) {
  static Gate gate;
  std::minstd_rand random(static_cast<unsigned>(state.thread_index()));
  for (auto _ : state) {
    if (!gate.Authorize(random()).ok()) state.SkipWithError("refused");
  }
}
BENCHMARK(BM_PermissionRevocationAndQuota)
    ->Threads(1)
    ->Threads(2)
    ->Threads(8)
    ->Threads(32)
    ->UseRealTime();

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
