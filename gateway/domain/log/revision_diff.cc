// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/revision_diff.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"

namespace samlad::domain {
namespace {

std::string_view Code(std::string_view code) { return code == "_T" ? std::string_view() : code; }

// Ids and codes hold no control characters.
std::string KeyOf(const v1::Observation& one) {
  return StrCat(one.indicator(), "\n", Code(one.area()), "\n", Code(one.sex()), "\n",
                Code(one.age()), "\n", Code(one.background()), "\n", Code(one.category()));
}

bool SameDecimal(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto x = ParseDecimal(a), y = ParseDecimal(b);
  return x && y && x->micros == y->micros;
}

v1::ObservationStatus StatusOf(const v1::Observation& one) {
  return one.status() == v1::OBSERVATION_STATUS_UNSPECIFIED ? v1::OBSERVATION_STATUS_NORMAL
                                                            : one.status();
}

bool SameContent(const v1::Observation& a, const v1::Observation& b) {
  return a.indicator_version() == b.indicator_version() && SameDecimal(a.value(), b.value()) &&
         SameDecimal(a.numerator(), b.numerator()) &&
         SameDecimal(a.denominator(), b.denominator()) && a.has_n() == b.has_n() &&
         a.n() == b.n() && StatusOf(a) == StatusOf(b) && a.comment() == b.comment() &&
         a.source() == b.source();
}

template <class Messages>
bool Same(const Messages& a, const Messages& b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
    return x.SerializeAsString() == y.SerializeAsString();
  });
}

}  // namespace

std::vector<v1::ObservationChange> DiffRevisions(const v1::Report& before,
                                                 const v1::Report& after) {
  struct Earlier {
    const v1::Observation* observation;
    bool kept = false;
  };
  absl::flat_hash_map<std::string, Earlier> earlier;
  for (const v1::Observation& one : before.observations()) {
    earlier.try_emplace(KeyOf(one), Earlier{&one});
  }
  std::vector<v1::ObservationChange> changes;
  for (const v1::Observation& one : after.observations()) {
    const auto at = earlier.find(KeyOf(one));
    if (at == earlier.end()) {
      *changes.emplace_back().mutable_after() = one;
      continue;
    }
    at->second.kept = true;
    if (SameContent(*at->second.observation, one)) continue;
    v1::ObservationChange& change = changes.emplace_back();
    *change.mutable_before() = *at->second.observation;
    *change.mutable_after() = one;
  }
  for (const v1::Observation& one : before.observations()) {
    Earlier& known = earlier.find(KeyOf(one))->second;
    if (std::exchange(known.kept, true)) continue;
    *changes.emplace_back().mutable_before() = one;
  }
  return changes;
}

bool ProseDiffers(const v1::Report& before, const v1::Report& after) {
  return before.comment() != after.comment() || !Same(before.activities(), after.activities()) ||
         !Same(before.follow_ups(), after.follow_ups()) ||
         before.sign_off().SerializeAsString() != after.sign_off().SerializeAsString();
}

}  // namespace samlad::domain
