// SPDX-License-Identifier: EUPL-1.2
//
// The coordinator imports values of others, with which figures are compared.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

struct PreparedSeries {
  std::shared_ptr<const v1::SeriesImported> series;
  uint32_t unknown = 0;  // values whose code no comparison of the catalogue names
};

absl::Status SeriesUnknown(std::string_view provider) {
  return WithMetadata(
      WithReason(
          StrCat("series: the catalogue in force has no comparison of the provider '", provider,
                 "' with any of these codes; add the comparisons to the catalogue, then "
                 "import again"),
          "SERIES_UNKNOWN"),
      {{"provider", provider}});
}

// What is wrong with one value of a series; empty: nothing.
std::string ProblemOfValue(const v1::ImportedValue& value) {
  const auto is_code = [](const std::string& code) {
    return !code.empty() && IsPrintableText(code, limits::kIdBytesMax);
  };
  const auto period = domain::ParsePeriod(value.period());
  if (!is_code(value.code())) return "code: is none";
  if (!is_code(value.region())) return "region: is not a code of a region";
  if (!period || period->third != 0) return "period: give a year, for example 2025";
  if (value.sex() != "_T" && value.sex() != "F" && value.sex() != "M") {
    return "sex: give _T, F or M";
  }
  if (!value.value().empty() && !domain::ParseDecimal(value.value())) {
    return "value: is not a decimal number; leave it empty if the provider gives none";
  }
  if (!IsPrintableText(value.status(), limits::kIdBytesMax)) return "status: is not plain text";
  return "";
}

std::string ProblemOfSeries(const v1::SeriesImported& series) {
  if (!IsPrintableText(series.source(), limits::kTextBytesMax)) return "source: is not plain text";
  if (series.values().empty()) return "values: there are none";
  if (series.values_size() > limits::kSeriesValuesMax) {
    return StrCat("values: ", series.values_size(), " given, at most ", limits::kSeriesValuesMax,
                  "; import them in parts");
  }
  for (int i = 0; i < series.values_size(); ++i) {
    const std::string problem = ProblemOfValue(series.values(i));
    if (!problem.empty()) return StrCat("values[", i, "].", problem);
  }
  return "";
}

// Values whose code no comparison of the catalogue names.
uint32_t UnknownValues(const v1::SeriesImported& series, const v1::Catalogue& catalogue) {
  absl::flat_hash_set<std::string_view> codes;
  for (const v1::ComparisonSeries& comparison : catalogue.comparisons()) {
    if (comparison.provider() == series.provider()) codes.insert(comparison.code());
  }
  return static_cast<uint32_t>(std::ranges::count_if(
      series.values(),
      [&](const v1::ImportedValue& value) { return !codes.contains(value.code()); }));
}

Prepared PrepareSeries(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  auto series = std::make_shared<v1::SeriesImported>();
  if (absl::Status parsed = ParsePayload(command, *series); !parsed.ok()) return Refuse(parsed);
  if (const std::string problem = ProblemOfSeries(*series); !problem.empty()) {
    return Refuse(absl::InvalidArgumentError(StrCat("series.", problem)));
  }
  const v1::Catalogue& catalogue = snapshot->catalogue->catalogue();
  const uint32_t unknown = UnknownValues(*series, catalogue);
  if (std::cmp_equal(unknown, series->values_size())) {
    return Refuse(SeriesUnknown(series->provider()));
  }
  return {.status = absl::OkStatus(),
          .seen = snapshot,
          .body = PreparedSeries{.series = std::move(series), .unknown = unknown}};
}

absl::StatusOr<Decided> DecideSeries(const State& state, Command& command, Prepared& prepared) {
  const auto& series = std::any_cast<const PreparedSeries&>(prepared.body);
  Decided decided =
      Accept(state, command, v1::ENTRY_KIND_SERIES_IMPORTED, domain::SeriesFact{series.series});
  decided.outcome.unknown_values = series.unknown;
  return decided;
}

absl::StatusOr<domain::Fact> ReadSeries(const StoredEntry& entry) {
  auto series = std::make_shared<v1::SeriesImported>();
  if (!series->ParseFromString(entry.payload)) return Unreadable("series");
  return domain::Fact{.time_ms = 0, .what = domain::SeriesFact{std::move(series)}};
}

}  // namespace

const CommandSpec kImportSeries = {
    .entry = {v1::ENTRY_KIND_SERIES_IMPORTED, ReadSeries},
    .permission = v1::PERMISSION_COORDINATE,
    .field = "series",
    .payload_bytes_max = limits::kReportBytesMax,
    .prepare = PrepareSeries,
    .decide = DecideSeries,
};

}  // namespace samlad::exchange
