// SPDX-License-Identifier: EUPL-1.2
//
// A log of many observations, made through the exchange as senders would fill it,
// and what the gateway takes to open it: time, memory, and the views over it.
//
// bench-start --write-catalogue FILE          the catalogue that the log needs
// bench-start --config FILE --make            fills the log of a configuration
// bench-start --config FILE --views N         opens it, and times N random views
// bench-start --rows                          the same figures for a table, as
//                                             COPY of PostgreSQL reads them
// ... --organisations, --obligations, --years, --indicators, --areas: its shape
//
// A report has indicators x (areas + 1) observations, of which every organisation
// sends one for each obligation and year.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <semaphore>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "gateway/app/config.h"
#include "gateway/app/open_log.h"
#include "gateway/app/snapshots.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/exchange.h"
#include "gateway/telemetry/log.h"
#include "google/protobuf/util/json_util.h"
#include "tests/bench/load_material.h"

namespace samlad::bench {
namespace {

using std::chrono::steady_clock;

constexpr int kInFlight = 64;

struct Flags {
  std::string config, write_catalogue;
  bool make = false, rows = false;
  int views = -1;
  int years = 5;
  Shape shape{.indicators = 20,
              .areas = 9,
              .obligations = 100,
              .organisations = 100,
              .first_year = 2021,
              .last_year = 2025};
};

double SecondsSince(steady_clock::time_point begin) {
  return std::chrono::duration<double>(steady_clock::now() - begin).count();
}

// Calls `visit` with every report of the shape, a year after the other.
template <class Visit>
void EachReport(const Shape& shape, Visit visit) {
  uint32_t seed = 0;
  for (int year = shape.first_year; year <= shape.last_year; ++year) {
    for (int organisation = 0; organisation < shape.organisations; ++organisation) {
      for (int obligation = 0; obligation < shape.obligations; ++obligation) {
        v1::Report report = MakeReport(shape, organisation, obligation, year, ++seed);
        report.clear_reason();  // it replaces nothing
        visit(seed, report);
      }
    }
  }
}

// From /proc/self/status, in bytes.
uint64_t MemoryOf(std::string_view field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field)) return std::stoull(line.substr(field.size() + 1)) << 10;
  }
  return 0;
}

int Make(const Shape& shape, exchange::Exchange& exchange) {
  std::counting_semaphore<kInFlight> free(kInFlight);
  EachReport(shape, [&](uint32_t number, const v1::Report& report) {
    free.acquire();
    exchange.Execute({.kind = exchange::CommandKind::kSubmitReport,
                      .sender = {.organisation = report.organisation(), .system = "load"},
                      .submission_id = StrCat("load-", number),
                      .payload = report.SerializeAsString()},
                     [&free](const absl::StatusOr<exchange::Outcome>& outcome) {
                       if (!outcome.ok() || outcome->receipt.empty()) {
                         std::cerr << "bench-start: not accepted: " << outcome.status() << "\n";
                         std::_Exit(1);
                       }
                       free.release();
                     });
  });
  for (int i = 0; i < kInFlight; ++i) free.acquire();
  return 0;
}

v1::ViewQuery RandomQuery(const Shape& shape, uint64_t size, std::mt19937& random) {
  const auto up_to = [&random](int n) {
    return static_cast<int>(random() % static_cast<uint32_t>(n));
  };
  v1::ViewQuery query;
  const int years = shape.last_year - shape.first_year + 1;
  query.set_period(StrCat(shape.first_year + up_to(years)));
  query.set_years(static_cast<uint32_t>(1 + up_to(years)));
  if (up_to(2) == 0) query.add_indicators(StrCat("LOAD-", 100 + up_to(shape.indicators)));
  const int first = up_to(std::max(1, shape.organisations - 3));
  for (int i = up_to(4); i > 0; --i) query.add_organisations(OrganisationId(first + i - 1));
  if (up_to(2) == 0)
    query.set_as_of(size / 2 + static_cast<uint64_t>(up_to(static_cast<int>(size / 2))));
  return query;
}

int Views(const Flags& flags, const exchange::Exchange& exchange) {
  std::mt19937 random(1);
  std::vector<double> ms;
  for (int i = 0; i < flags.views; ++i) {
    const v1::ViewQuery query = RandomQuery(flags.shape, exchange.Read()->facts.size(), random);
    const auto begin = steady_clock::now();
    const auto view = exchange.reader().View(query, exchange::LogReader::Protect::kByHead);
    if (!view.ok() || view->SerializeAsString().empty()) {
      std::cerr << "bench-start: no view: " << view.status() << "\n";
      return 1;
    }
    ms.push_back(SecondsSince(begin) * 1e3);
  }
  if (ms.empty()) return 0;
  std::ranges::sort(ms);
  std::printf(", \"views\": %zu, \"p50_ms\": %.2f, \"p95_ms\": %.2f", ms.size(), ms[ms.size() / 2],
              ms[ms.size() * 95 / 100]);
  return 0;
}

int WriteRows(const Shape& shape) {
  EachReport(shape, [](uint32_t, const v1::Report& report) {
    for (const v1::Observation& observation : report.observations()) {
      std::printf("%s\t%s\t%s\t%s\t%s\t%s\n", report.organisation().c_str(),
                  report.obligation().c_str(), report.period().c_str(),
                  observation.indicator().c_str(), observation.area().c_str(),
                  observation.value().c_str());
    }
  });
  return 0;
}

int Run(const Flags& flags) {
  if (!flags.write_catalogue.empty()) {
    std::string json;
    const auto status =
        google::protobuf::util::MessageToJsonString(MakeCatalogue(flags.shape), &json);
    std::ofstream(flags.write_catalogue) << json << "\n";
    return status.ok() ? 0 : 1;
  }
  if (flags.rows) return WriteRows(flags.shape);
  const auto config = app::LoadConfig(flags.config);
  if (!config.ok()) {
    std::cerr << config.status() << "\n";
    return 1;
  }
  const telemetry::Log log = telemetry::Log::ToStderr(telemetry::Level::kInfo);
  const auto begin = steady_clock::now();
  const auto open = app::Open(*config, log, nullptr, nullptr, nullptr,
                              flags.make ? std::nullopt : app::PrepareSnapshots(*config, log));
  if (!open.ok()) {
    std::cerr << open.status() << "\n";
    return 1;
  }
  if (flags.make) return Make(flags.shape, *(*open)->exchange);
  std::printf("{\"open_s\": %.3f, \"entries\": %llu, \"resident_mib\": %.1f, \"peak_mib\": %.1f",
              SecondsSince(begin),
              static_cast<unsigned long long>((*open)->exchange->Read()->facts.size()),
              static_cast<double>(MemoryOf("VmRSS")) / (1 << 20),
              static_cast<double>(MemoryOf("VmHWM")) / (1 << 20));
  const int code = Views(flags, *(*open)->exchange);
  std::printf("}\n");
  return code;
}

}  // namespace
}  // namespace samlad::bench

int main(int argc, char** argv) {
  samlad::bench::Flags flags;
  CLI::App app("A log of many observations, and what it takes to open it.");
  app.add_option("--write-catalogue", flags.write_catalogue);
  app.add_option("--config", flags.config);
  app.add_flag("--make", flags.make);
  app.add_flag("--rows", flags.rows);
  app.add_option("--views", flags.views);
  app.add_option("--organisations", flags.shape.organisations)->check(CLI::Range(1, 1'000));
  app.add_option("--obligations", flags.shape.obligations)->check(CLI::Range(1, 1'000));
  app.add_option("--years", flags.years)->check(CLI::Range(1, 20));
  app.add_option("--indicators", flags.shape.indicators)->check(CLI::Range(1, 1'000));
  app.add_option("--areas", flags.shape.areas)->check(CLI::Range(0, 999));
  CLI11_PARSE(app, argc, argv);
  flags.shape.first_year = flags.shape.last_year + 1 - flags.years;
  return samlad::bench::Run(flags);
}
