// SPDX-License-Identifier: EUPL-1.2
//
// Proofs from a log of one million entries: making one (what the gateway does
// while it holds the tree) and checking it (what a client does), each at random
// places. In process: no call, no connection.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "gateway/ledger/tree.h"

namespace samlad::bench {
namespace {

using std::chrono::steady_clock;

constexpr uint64_t kEntries = 1'000'000;
constexpr int kProofs = 20'000;

ledger::Tree MillionEntries() {
  ledger::Tree tree;
  for (uint64_t i = 0; i < kEntries; ++i) tree.Append(ledger::LeafHash(std::to_string(i)));
  return tree;
}

double MicrosSince(steady_clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(steady_clock::now() - begin).count();
}

void Report(benchmark::State& state, const std::string& what, std::vector<double> us) {
  std::ranges::sort(us);
  state.counters[what + "_p50_us"] = us[us.size() / 2];
  state.counters[what + "_p95_us"] = us[us.size() * 95 / 100];
}

// `prove` and `check` take the same random size and a place within it.
template <class Prove, class Check>
void Measure(benchmark::State& state, Prove prove, Check check) {
  const ledger::Tree tree = MillionEntries();
  std::mt19937_64 random(1);
  std::vector<double> made, checked;
  for (auto _ : state) {
    const uint64_t size = kEntries / 2 + random() % (kEntries / 2) + 1;
    const uint64_t place = random() % size;
    auto begin = steady_clock::now();
    const ledger::Hash root = tree.Root(size);
    const std::vector<ledger::Hash> proof = prove(tree, place, size);
    made.push_back(MicrosSince(begin));
    begin = steady_clock::now();
    const bool holds = check(tree, place, size, proof, root);
    checked.push_back(MicrosSince(begin));
    if (!holds) state.SkipWithError("the proof does not hold");
  }
  Report(state, "prove", std::move(made));
  Report(state, "check", std::move(checked));
}

void BM_InclusionInOneMillionEntries(benchmark::State& state) {
  Measure(
      state,
      [](const ledger::Tree& tree, uint64_t index, uint64_t size) {
        return tree.InclusionProof(index, size);
      },
      [](const ledger::Tree& tree, uint64_t index, uint64_t size,
         const std::vector<ledger::Hash>& proof, const ledger::Hash& root) {
        return ledger::VerifyInclusion(tree.Leaf(index), index, size, proof, root).ok();
      });
}
BENCHMARK(BM_InclusionInOneMillionEntries)->Iterations(kProofs)->Unit(benchmark::kMicrosecond);

void BM_ConsistencyInOneMillionEntries(benchmark::State& state) {
  Measure(
      state,
      [](const ledger::Tree& tree, uint64_t place, uint64_t size) {
        return tree.ConsistencyProof(place + 1, size);
      },
      [](const ledger::Tree& tree, uint64_t place, uint64_t size,
         const std::vector<ledger::Hash>& proof, const ledger::Hash& root) {
        return ledger::VerifyConsistency(place + 1, tree.Root(place + 1), size, root, proof).ok();
      });
}
BENCHMARK(BM_ConsistencyInOneMillionEntries)->Iterations(kProofs)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
