// SPDX-License-Identifier: EUPL-1.2
//
// A catalogue with every id resolved once, so that the hot path compares numbers
// instead of strings. Each id becomes a symbol, a number that stays the same for
// the life of a process, over all catalogues.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_INDEX_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_INDEX_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::domain {

// An interned id. 0 is "_T" (total), also for the empty string.
using Symbol = uint32_t;
inline constexpr Symbol kTotal = 0;

// Interns ids. Not thread-safe: owned by the one thread that builds indexes.
class Symbols {
 public:
  Symbols();
  Symbol Intern(std::string_view id);
  const std::string& Name(Symbol symbol) const { return *names_[symbol]; }
  // Every symbol is below it. Interning the names in order gives the same symbols.
  size_t size() const { return names_.size(); }

 private:
  std::vector<std::unique_ptr<const std::string>> names_;
  absl::flat_hash_map<std::string_view, Symbol> symbols_;  // by name
};

// Whether an organisation exists on a day, by valid_from and valid_to. Either is
// ignored if it is empty or not a date.
bool ExistsOn(const v1::Organisation& organisation, std::chrono::year_month_day day);

// Counts from 1 to k - 1 are protected; 0: none is. At least
// limits::kSmallCountMin, also where an older catalogue says less.
int64_t ProtectionOf(const v1::Protection& protection);

// One version of an indicator, resolved.
struct IndicatorIndex {
  const v1::Indicator* indicator = nullptr;
  Symbol symbol = kTotal;
  int first_year = 0;
  int64_t k = 0;  // 0: not protected
  std::optional<Decimal> plausible_min;
  std::optional<Decimal> plausible_max;
};

// Codes of one list that have the same parent.
struct Siblings {
  uint32_t count = 0;
  bool exhaustive = true;  // together they are the whole of their parent
};

// One code, resolved.
struct CodeIndex {
  Symbol parent = kTotal;  // of the same list
};

// One code list, resolved. A code whose parents do not lead to the total is
// not in it.
struct CodeListIndex {
  // Null or nullopt if the list does not have the code. "" and "_T" are kTotal.
  const CodeIndex* Find(Symbol code) const;
  std::optional<Symbol> Find(std::string_view code) const;

  absl::flat_hash_map<std::string_view, Symbol> symbols;
  absl::flat_hash_map<Symbol, CodeIndex> codes;
  absl::flat_hash_map<Symbol, Siblings> siblings;  // by parent
};

// A resolved catalogue. Immutable after Build, hence thread-safe. Pointers and
// views that it hands out live as long as it does.
class CatalogueIndex {
 public:
  // `catalogue` should have passed CheckCatalogue. References that do not resolve
  // are left out of the index.
  static std::shared_ptr<const CatalogueIndex> Build(v1::Catalogue catalogue, uint64_t position,
                                                     Symbols& symbols);

  const v1::Catalogue& catalogue() const { return catalogue_; }
  // Log position of the entry that applied it.
  uint64_t position() const { return position_; }

  // Null if unknown.
  const v1::Organisation* FindOrganisation(std::string_view id) const;
  const v1::Obligation* FindObligation(std::string_view id) const;
  const v1::Project* FindProject(std::string_view id) const;
  const v1::Goal* FindGoal(std::string_view id) const;
  const v1::PriorityArea* FindPriorityArea(std::string_view id) const;
  const v1::Period* FindPeriod(std::string_view id) const;
  const v1::CodeList* FindCodeList(std::string_view id) const;
  const v1::Document* FindDocument(std::string_view id) const;
  const v1::Role* FindRole(std::string_view id) const;
  const v1::Recommendation* FindRecommendation(std::string_view id) const;

  // The organisation behind an owner: itself, or the holder of the role. Null
  // if unknown.
  const v1::Organisation* ResponsibleOrganisation(std::string_view owner) const;

  // The definition in force for a period: the highest version whose first
  // period is not later. Null if unknown or not yet defined then.
  const IndicatorIndex* FindIndicator(std::string_view id, const PeriodId& period) const;
  const IndicatorIndex* FindIndicator(Symbol symbol, const PeriodId& period) const;
  // Every version, ascending; empty if unknown.
  std::vector<const IndicatorIndex*> IndicatorVersions(std::string_view id) const;

  // Symbol of a code in a list; nullopt if the list does not have it. "" and
  // "_T" are kTotal in every list. `list`: "area", "sex", "age", "background",
  // or an indicator's category_list.
  std::optional<Symbol> FindCode(std::string_view list, std::string_view code) const;

  // The whole list; null if unknown.
  const CodeListIndex* FindCodes(std::string_view list) const;

  // Whether `organisation` must report under `obligation`, by id or by kind, in
  // any period.
  static bool MustReport(const v1::Organisation& organisation, const v1::Obligation& obligation);
  // The same for a period: the organisation must exist on its last day, so that
  // exactly one of two organisations that follow each other must report. False if
  // `period` is not a period. Whether the obligation lists it is not checked.
  static bool MustReport(const v1::Organisation& organisation, const v1::Obligation& obligation,
                         std::string_view period);
  // Organisations that must report under it for the period, in catalogue order.
  std::vector<const v1::Organisation*> ReportingOrganisations(const v1::Obligation& obligation,
                                                              std::string_view period) const;

  // Whether `organisation` is responsible for the project, itself or by a role,
  // or is one of its participants.
  bool TakesPart(const v1::Organisation& organisation, const v1::Project& project) const;

  // Name of an organisation or title of a role; empty if unknown.
  const v1::Text& NameOf(std::string_view owner) const;

  // False for unknown organisations: deny by default.
  bool Allows(std::string_view organisation, v1::Permission permission) const;
  // What the systems of `representing` may do for `organisation`, as far as that may
  // do it itself; null: nothing, also if either is unknown, or if `organisation` may
  // represent others.
  const v1::Representation* FindRepresentation(std::string_view representing,
                                               std::string_view organisation) const;
  // Whether `sender` may report for `organisation`: itself or by mandate.
  bool MayReportFor(std::string_view sender, std::string_view organisation) const;

 private:
  CatalogueIndex() = default;
  void BuildIndicators(Symbols& symbols);

  v1::Catalogue catalogue_;
  uint64_t position_ = 0;
  absl::flat_hash_map<std::string_view, const v1::Organisation*> organisations_;
  absl::flat_hash_map<std::string_view, const v1::Obligation*> obligations_;
  absl::flat_hash_map<std::string_view, const v1::Project*> projects_;
  absl::flat_hash_map<std::string_view, const v1::Goal*> goals_;
  absl::flat_hash_map<std::string_view, const v1::PriorityArea*> priority_areas_;
  absl::flat_hash_map<std::string_view, const v1::Period*> periods_;
  absl::flat_hash_map<std::string_view, const v1::CodeList*> code_lists_;
  absl::flat_hash_map<std::string_view, const v1::Document*> documents_;
  absl::flat_hash_map<std::string_view, const v1::Role*> roles_;
  absl::flat_hash_map<std::string_view, const v1::Recommendation*> recommendations_;
  absl::flat_hash_map<std::string_view, CodeListIndex> codes_;
  absl::flat_hash_map<std::string_view, std::vector<IndicatorIndex>> indicators_;  // by version
  absl::flat_hash_map<Symbol, const std::vector<IndicatorIndex>*> indicators_by_symbol_;
};

// INVALID_ARGUMENT, naming the known periods, unless the catalogue has `period`,
// because an unknown period would look like one without any due report.
absl::Status CheckPeriod(const CatalogueIndex& catalogue, std::string_view period);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_INDEX_H_
