// SPDX-License-Identifier: EUPL-1.2

#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/formats/kolada.h"

namespace samlad::formats {
namespace {

auto KeyOf(const v1::ImportedValue& value) {
  return std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>(
      value.code(), value.region(), value.period(), value.sex());
}

std::string Shown(const v1::ImportedValue& value) {
  return StrCat(value.code(), " ", value.region(), " ", value.period(), " ", value.sex(), ": ",
                value.value().empty() ? "-" : value.value());
}

}  // namespace

KoladaSelection SelectKolada(const v1::Catalogue& catalogue,
                             const std::vector<v1::ImportedValue>& values) {
  std::set<std::pair<std::string_view, std::string_view>> wanted;  // code, region
  std::set<std::string_view> codes;
  for (const v1::ComparisonSeries& series : catalogue.comparisons()) {
    if (series.provider() != kKolada) continue;
    codes.insert(series.code());
    for (const std::string& region : series.regions()) wanted.emplace(series.code(), region);
  }
  KoladaSelection selection;
  domain::FindingCollector findings;
  absl::flat_hash_map<decltype(KeyOf(values[0])), const v1::ImportedValue*> kept;
  // A withdrawn value stands in the answer beside the one that replaced it.
  std::set<decltype(KeyOf(values[0]))> replaced;
  for (const v1::ImportedValue& value : values) {
    if (value.status() != kKoladaDeleted) replaced.insert(KeyOf(value));
  }
  for (const v1::ImportedValue& value : values) {
    if (!codes.contains(value.code())) {
      selection.codes.insert(value.code());
      ++selection.left_out;
    } else if (!wanted.contains({value.code(), value.region()})) {
      selection.regions.insert(value.region());
      ++selection.left_out;
    } else if (value.status() == kKoladaDeleted && replaced.contains(KeyOf(value))) {
      continue;
    } else if (const auto [at, added] = kept.try_emplace(KeyOf(value), &value); added) {
      selection.values.push_back(value);
    } else if (at->second->value() != value.value() || at->second->status() != value.status()) {
      findings.Add("KOLADA_CONFLICT", "values", -1, Shown(value), Shown(*at->second));
    }
  }
  selection.findings = findings.Take();
  return selection;
}

}  // namespace samlad::formats
