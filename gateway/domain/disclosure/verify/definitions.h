// SPDX-License-Identifier: EUPL-1.2
//
// The definitions of an edition: what is protected, which counts are one, and by
// which dimensions their people are divided (docs/editions.md, sections 1 and 2).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_DEFINITIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_DEFINITIONS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/disclosure/verify/code_tree.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

inline constexpr uint32_t kNone = UINT32_MAX;

// area, sex, age, background, category
inline constexpr size_t kDimensions = 5;
using Codes = std::array<Code, kDimensions>;
using CodeIds = std::array<std::string_view, kDimensions>;

// Numbers from 1 to k - 1 and their negatives, of a sensitive one also 0.
struct Smallness {
  int64_t k = 0;  // 0: nothing is small
  bool sensitive = false;
};

// Whether any number from `low` to `high` is small.
bool AnySmall(const Smallness& smallness, __int128 low, __int128 high);

// People of one kind: those of a base; or `beyond`, those of the numerator of a
// ratio whose numerator may exceed its denominator.
struct Population {
  uint32_t indicator = 0;
  bool beyond = false;
  uint32_t base = 0;  // indicator
};

// What the people of one base have in common.
struct Base {
  bool in_use = false;
  bool accumulates = true;
  std::array<const CodeTree*, kDimensions> trees{};  // of what does not count: without codes
  std::string_view category_list;                    // of trees.back(); empty: none
  std::vector<uint32_t> ratios;                      // in whose numerators they can be, ascending
  uint32_t population = kNone;
};

// One version of one indicator.
struct Definition {
  const v1::Indicator* indicator = nullptr;
  uint32_t number = 0;  // of the indicator: all versions have the same
  uint32_t base = 0;    // number of an indicator
  Smallness smallness;
  uint32_t population = kNone;  // of base
  uint32_t beyond = kNone;      // population of the numerator, if it may exceed
};

// Immutable. Points into the edition, which must outlive it.
class Definitions {
 public:
  // What cannot be used gives faults, and then nothing else may be called.
  Definitions(const v1::Edition& edition, Faults& faults);
  Definitions(const Definitions&) = delete;  // it points into itself
  Definitions& operator=(const Definitions&) = delete;

  // nullptr: the edition has none.
  const Definition* Find(std::string_view indicator, uint32_t version) const;
  // All versions; empty: the edition has none.
  std::vector<const Definition*> Versions(std::string_view indicator) const;
  // kNone: unknown.
  uint32_t NumberOf(std::string_view indicator) const;
  std::string_view IdOf(uint32_t indicator) const { return ids_[indicator]; }

  // Whether its figures are figures of the system.
  bool IsInSystem(std::string_view indicator) const {
    const uint32_t number = NumberOf(indicator);
    return number != kNone && in_system_[number];
  }

  const Base& BaseOf(uint32_t indicator) const { return bases_[indicator]; }
  size_t indicators() const { return ids_.size(); }
  const Population& PopulationOf(uint32_t population) const { return populations_[population]; }
  uint32_t FindPopulation(uint32_t indicator, bool beyond) const;  // kNone: none

 private:
  void ReadLists(const v1::Edition& edition, Faults& faults);
  void ReadDefinitions(const v1::Edition& edition, Faults& faults);
  void MakePopulations(Faults& faults);
  void Describe(Base& base, uint32_t number);
  void ChooseCategoryList(Base& base, uint32_t number);

  absl::flat_hash_map<std::string_view, CodeTree> lists_;
  std::deque<Definition> definitions_;
  absl::flat_hash_map<std::pair<std::string_view, uint32_t>, const Definition*> by_version_;
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;
  std::vector<std::string_view> ids_;
  std::vector<std::vector<const Definition*>> versions_;  // by number
  std::vector<std::vector<const Definition*>> members_;   // by number of their base
  std::vector<Base> bases_;                               // by number; in_use: is a base
  std::vector<bool> in_system_;                           // by number
  std::vector<Population> populations_;
  absl::flat_hash_map<std::pair<uint32_t, bool>, uint32_t> population_numbers_;
};

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_DEFINITIONS_H_
