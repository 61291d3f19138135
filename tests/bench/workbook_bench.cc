// SPDX-License-Identifier: EUPL-1.2
//
// A report in a workbook as the template has it: read it and check its content,
// within 1 s and 200 MiB for 10,000 rows. The peak is that of the process.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <string>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/formats/report_reader.h"
#include "tests/bench/load_material.h"
#include "tests/unit/formats/workbook_bytes.h"

namespace samlad::bench {
namespace {

// The rows of MakeReport, with the notes that a template has beside them.
std::string MakeWorkbook(const v1::Report& report) {
  std::string rows = formats::RowXml(
      1, {"Nyckeltal", "(Benämning)", "Område", "Kön", "Värde", "Täljare", "Nämnare", "Antal svar",
          "Status", "Källa", "Kommentar", "(Enhet)", "(Rimligt)", "(Förra gången)"});
  int row = 1;
  for (const v1::Observation& one : report.observations()) {
    rows += formats::RowXml(++row, {one.indicator(), "Andel som är nöjda med sin bostad",
                                    one.area(), "", StrCat("#", one.value()), "", "", "", "Normalt",
                                    one.source(), "", "antal", "0–1000", StrCat("#", one.value())});
  }
  std::string about;
  const std::vector<std::pair<std::string, std::string>> facts = {
      {"samlad_template", "1"},
      {"organisation", report.organisation()},
      {"obligation", report.obligation()},
      {"period", report.period()}};
  for (size_t i = 0; i < facts.size(); ++i) {
    about += formats::RowXml(static_cast<int>(i + 1), {facts[i].first, facts[i].second});
  }
  return formats::ArchiveBytes(formats::PartsOfSheets(
      {{.name = "Siffror", .rows = std::move(rows)}, {.name = "_samlad", .rows = about}}));
}

double PeakMib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void BM_ReadAndCheckWorkbook(benchmark::State& state) {
  Shape shape;
  shape.indicators = static_cast<int>(state.range(0)) / (shape.areas + 1);
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(MakeCatalogue(shape), 0, symbols);
  const std::string bytes = MakeWorkbook(MakeReport(shape, 0, 0, 2025, 1));
  const double before = PeakMib();
  for (auto _ : state) {
    v1::Report report;
    const formats::Loaded loaded =
        formats::ReadReport({{"r.xlsx", bytes}}, formats::DecimalMark::kDetect, &report);
    if (!loaded.ok() || report.observations_size() != state.range(0)) {
      state.SkipWithError("not read");
    }
    benchmark::DoNotOptimize(domain::CheckContent(report, *index));
  }
  state.counters["before_MiB"] = before;
  state.counters["peak_MiB"] = PeakMib();
}
BENCHMARK(BM_ReadAndCheckWorkbook)->Arg(10'000)->Arg(50'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
