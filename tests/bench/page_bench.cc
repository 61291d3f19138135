// SPDX-License-Identifier: EUPL-1.2
//
// The board's page of a view with 200 indicators, the longest titles among them.

#include <benchmark/benchmark.h>

#include "clients/board/page/board_page.h"
#include "tests/unit/board/page/large_view.h"

namespace samlad::bench {
namespace {

void BM_BoardPage(benchmark::State& state) {
  const v1::View view = board::LargeView();
  size_t bytes = 0;
  for (auto _ : state) bytes = board::RenderBoardPage(view, board::Language::kSv).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(BM_BoardPage)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
