// SPDX-License-Identifier: EUPL-1.2
//
// A template of 500 figures as a workbook, with last year's figures beside them.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "clients/sheets/report_template.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "tests/bench/load_material.h"

namespace samlad::bench {
namespace {

constexpr Shape kFiveHundred{.indicators = 20, .areas = 24, .obligations = 1};

void TemplateOf500(benchmark::State& state) {
  domain::Symbols symbols;
  const auto catalogue = domain::CatalogueIndex::Build(MakeCatalogue(kFiveHundred), 0, symbols);
  v1::ObligationState due;
  due.set_organisation(OrganisationId(0));
  due.set_obligation(ObligationId(0));
  due.set_period("2025");
  const v1::Report before = MakeReport(kFiveHundred, 0, 0, 2024, 1);
  size_t bytes = 0, rows = 0;
  for ([[maybe_unused]] auto _ : state) {
    const auto asked = sheets::MakeReportTemplate(*catalogue, due, {.before = &before});
    const auto book = asked.ok() ? sheets::WriteTemplateWorkbook(*asked, board::Language::kSv)
                                 : absl::StatusOr<std::string>(asked.status());
    if (!book.ok()) std::abort();
    rows = asked->figures.size();
    bytes = book->size();
  }
  state.counters["rows"] = static_cast<double>(rows);
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(TemplateOf500)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
