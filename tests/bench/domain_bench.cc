// SPDX-License-Identifier: EUPL-1.2
//
// The pure parts by themselves: content check of a report, letting go of one
// that was replaced, and the consolidated view over one million observations
// with random periods and filters, uncached.

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/log/facts.h"
#include "gateway/domain/log/observations.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/view/view.h"
#include "tests/bench/load_material.h"

namespace samlad::bench {
namespace {

using std::chrono::steady_clock;

// 100 organisations x 10 obligations x 5 years x 200 observations.
constexpr Shape kMillion{.indicators = 20,
                         .areas = 9,
                         .obligations = 10,
                         .organisations = 100,
                         .first_year = 2021,
                         .last_year = 2025};

void AsItIs(v1::Catalogue& catalogue) { static_cast<void>(catalogue); }

domain::Facts MillionObservations(const Shape& shape = kMillion,
                                  void (*change)(v1::Catalogue&) = AsItIs) {
  domain::Symbols symbols;
  v1::Catalogue catalogue = MakeCatalogue(shape);
  change(catalogue);
  const auto index = domain::CatalogueIndex::Build(std::move(catalogue), 0, symbols);
  domain::Facts facts;
  facts.Append({.time_ms = 1, .what = domain::CatalogueFact{index}});
  uint32_t seed = 0;
  for (int year = shape.first_year; year <= shape.last_year; ++year) {
    for (int organisation = 0; organisation < shape.organisations; ++organisation) {
      for (int obligation = 0; obligation < shape.obligations; ++obligation) {
        const v1::Report report = MakeReport(shape, organisation, obligation, year, ++seed);
        facts.Append(
            {.time_ms = seed,
             .what = domain::ReportFact{.organisation = report.organisation(),
                                        .obligation = report.obligation(),
                                        .period = report.period(),
                                        .sender = report.organisation(),
                                        .replaces = 0,
                                        .verdict = v1::VERDICT_ACCEPTED,
                                        .observations = std::make_shared<domain::Observations>(
                                            domain::Tabulate(report, *index)),
                                        .prose = nullptr}});
      }
    }
  }
  return facts;
}

v1::ViewQuery RandomQuery(const Shape& shape, const domain::Facts& facts, std::mt19937& random) {
  const auto up_to = [&random](int n) { return static_cast<int>(random() % n); };
  v1::ViewQuery query;
  query.set_period(StrCat(shape.first_year + up_to(5)));
  query.set_years(1 + up_to(5));
  if (up_to(2) == 0) query.add_indicators(StrCat("LOAD-", 100 + up_to(shape.indicators)));
  if (up_to(2) == 0) query.add_priority_areas("F1");
  const int first = up_to(shape.organisations - 3);
  for (int i = up_to(4); i > 0; --i) query.add_organisations(OrganisationId(first + i));
  if (up_to(2) == 0) query.set_as_of(facts.size() / 2 + up_to(static_cast<int>(facts.size() / 2)));
  return query;
}

void BM_ViewOverOneMillionObservations(benchmark::State& state) {
  const domain::Facts facts = MillionObservations();
  std::mt19937 random(1);
  std::vector<double> ms;
  for (auto _ : state) {
    const v1::ViewQuery query = RandomQuery(kMillion, facts, random);
    const auto begin = steady_clock::now();
    const auto view = domain::ConsolidateView(facts, query);
    if (view.ok()) benchmark::DoNotOptimize(view->SerializeAsString());
    ms.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count());
    if (!view.ok()) state.SkipWithError(std::string(view.status().message()).c_str());
  }
  std::ranges::sort(ms);
  state.counters["p50_ms"] = ms[ms.size() / 2];
  state.counters["p95_ms"] = ms[ms.size() * 95 / 100];
}
BENCHMARK(BM_ViewOverOneMillionObservations)->Iterations(300)->Unit(benchmark::kMillisecond);

// The same amount with much to put together: 100 organisations x 5 years x one
// report of 200 indicators in 9 areas, which make up three districts, and these
// the city.
constexpr Shape kSplit{.indicators = 200,
                       .areas = 9,
                       .obligations = 1,
                       .organisations = 100,
                       .first_year = 2021,
                       .last_year = 2025};

void AddDistricts(v1::Catalogue& catalogue) {
  v1::CodeList& areas = *catalogue.mutable_code_lists(0);
  const int count = areas.codes_size();
  for (int i = 0; i < count; ++i) {
    areas.mutable_codes(i)->set_parent(StrCat("district-", i / 3));
    areas.mutable_codes(i)->set_exhaustive(true);
    if (i % 3 == 0) {
      v1::Code& district = *areas.add_codes();
      district.set_id(StrCat("district-", i / 3));
      district.set_exhaustive(true);
    }
  }
}

// Processor time of this thread: what a busy machine does not change.
double ThreadMs() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void BM_BreakdownsOverOneMillionObservations(benchmark::State& state) {
  const domain::Facts facts = MillionObservations(kSplit, AddDistricts);
  std::mt19937 random(1);
  std::vector<double> ms, cpu_ms;
  double first = 0;
  for (auto _ : state) {
    v1::ViewQuery query;
    // The first one is of everything.
    if (!ms.empty()) query = RandomQuery(kSplit, facts, random);
    query.add_breakdowns(v1::DIMENSION_AREA);
    const double cpu = ThreadMs();
    const auto begin = steady_clock::now();
    const auto view = domain::ConsolidateView(facts, query);
    if (view.ok()) benchmark::DoNotOptimize(view->SerializeAsString());
    ms.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count());
    cpu_ms.push_back(ThreadMs() - cpu);
    if (ms.size() == 1) first = ms.front();
    if (!view.ok()) state.SkipWithError(std::string(view.status().message()).c_str());
  }
  std::ranges::sort(ms);
  std::ranges::sort(cpu_ms);
  state.counters["first_ms"] = first;
  state.counters["p50_ms"] = ms[ms.size() / 2];
  state.counters["p95_ms"] = ms[ms.size() * 95 / 100];
  state.counters["p95_cpu_ms"] = cpu_ms[cpu_ms.size() * 95 / 100];
}
BENCHMARK(BM_BreakdownsOverOneMillionObservations)->Iterations(300)->Unit(benchmark::kMillisecond);

void BM_CheckContentAlone(benchmark::State& state) {
  Shape shape;
  shape.indicators = static_cast<int>(state.range(0)) / (shape.areas + 1);
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(MakeCatalogue(shape), 0, symbols);
  const v1::Report report = MakeReport(shape, 0, 0, 2025, 1);
  for (auto _ : state) benchmark::DoNotOptimize(domain::CheckContent(report, *index));
}
BENCHMARK(BM_CheckContentAlone)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void BM_CheckContent(benchmark::State& state) {
  Shape shape;
  shape.indicators = static_cast<int>(state.range(0)) / (shape.areas + 1);
  domain::Symbols symbols;
  const auto index = domain::CatalogueIndex::Build(MakeCatalogue(shape), 0, symbols);
  const v1::Report report = MakeReport(shape, 0, 0, 2025, 1);
  for (auto _ : state) {
    const domain::CheckedContent content = domain::CheckAndTabulate(report, *index);
    if (content.check.verdict != v1::VERDICT_ACCEPTED) state.SkipWithError("not accepted");
    benchmark::DoNotOptimize(content);
  }
}
BENCHMARK(BM_CheckContent)->Arg(200)->Arg(10'000)->Unit(benchmark::kMicrosecond);

// The largest catalogue that is promised, with everything that it may hold.
v1::Catalogue LargeCatalogue() {
  Shape shape;
  shape.indicators = 5'000;
  shape.organisations = 1'000;
  v1::Catalogue catalogue = MakeCatalogue(shape);
  for (int i = 0; i < shape.organisations; ++i) {
    v1::Role& role = *catalogue.add_roles();
    role.set_id(StrCat("role-", i));
    role.set_kind(v1::ROLE_KIND_ROLE);
    role.mutable_title()->set_sv("Load");
    role.mutable_mandate()->set_sv("Load");
    role.set_holder(OrganisationId(i));
    role.set_document("plan");
    role.set_last_review("2025-01-01");
    v1::Document& document = *catalogue.add_documents();
    document = catalogue.documents(0);
    document.set_id(StrCat("document-", i));
    document.set_subject(document.id());
    document.add_parents(i == 0 ? "plan" : StrCat("document-", i - 1));
  }
  for (v1::Indicator& indicator : *catalogue.mutable_indicators()) {
    indicator.set_owner(StrCat("role-", catalogue.targets_size() % shape.organisations));
    v1::Target& target = *catalogue.add_targets();
    target.set_indicator(indicator.id());
    target.set_period(StrCat(shape.last_year));
    target.set_value("2");
    target.set_baseline("1");
    target.set_baseline_period(StrCat(shape.first_year - 1));
    target.set_document("plan");
    v1::ComparisonSeries& series = *catalogue.add_comparisons();
    series.set_id(StrCat("series-", indicator.id()));
    series.mutable_title()->set_sv("Load");
    series.set_provider("Load");
    series.set_code(indicator.id());
    series.set_indicator(indicator.id());
    series.add_regions("1488");
    series.set_direction(v1::DIRECTION_UP);
  }
  return catalogue;
}

void BM_CheckCatalogue(benchmark::State& state) {
  const v1::Catalogue catalogue = LargeCatalogue();
  for (auto _ : state) {
    const auto findings = domain::CheckCatalogue(catalogue);
    if (!findings.empty()) state.SkipWithError(findings.front().code().c_str());
  }
}
BENCHMARK(BM_CheckCatalogue)->Unit(benchmark::kMillisecond);

void BM_CheckCatalogueChange(benchmark::State& state) {
  const v1::Catalogue catalogue = LargeCatalogue();
  for (auto _ : state) {
    const auto findings = domain::CheckCatalogueChange(
        catalogue, catalogue, [](std::string_view, std::string_view) { return true; });
    if (!findings.empty()) state.SkipWithError(findings.front().code().c_str());
  }
}
BENCHMARK(BM_CheckCatalogueChange)->Unit(benchmark::kMillisecond);

void BM_ReleaseReplaced(benchmark::State& state) {
  const domain::Facts facts = MillionObservations();
  uint64_t position = 0;
  for (auto _ : state) {
    domain::Facts next = facts;
    next.ReleaseReplaced({1 + position++ % (facts.size() - 1)});
    benchmark::DoNotOptimize(next.weight());
  }
}
BENCHMARK(BM_ReleaseReplaced)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace samlad::bench

BENCHMARK_MAIN();
