// SPDX-License-Identifier: EUPL-1.2
//
// Shared by the parts of CheckCatalogue: the ids that a catalogue declares, and
// the checks that every kind of element needs.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECKER_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECKER_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/domain/values/decimal.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"

namespace samlad::domain {

// Ids that a check has met already.
using Seen = absl::flat_hash_set<std::string>;

// The ids of one collection, and its name in Catalogue.
struct IdSet {
  std::string_view collection;
  absl::flat_hash_set<std::string_view> ids;
};

// Every id that another element may name. Views into the catalogue.
struct CatalogueIds {
  explicit CatalogueIds(const v1::Catalogue& catalogue);

  IdSet organisations{"organisations", {}};
  IdSet priority_areas{"priority_areas", {}};
  IdSet documents{"documents", {}};
  IdSet goals{"goals", {}};
  IdSet code_lists{"code_lists", {}};
  IdSet indicators{"indicators", {}};
  IdSet periods{"periods", {}};
  IdSet obligations{"obligations", {}};
  IdSet projects{"projects", {}};
  IdSet roles{"roles", {}};
  IdSet owners{"organisations[].id, roles", {}};  // who may be responsible for something
};

// One element of a repeated field: "indicators" and 12.
struct Element {
  std::string_view collection;  // path of the repeated field
  int index = 0;
};

// Which ids are well formed.
enum class IdForm {
  kOrganisation,  // part of a SPIFFE id: lower case letters, digits, "-"
  kCode,          // letters, digits, "_", "." and "-"
};

// Makes findings about one catalogue. Each check adds its findings and goes on.
// The same fault in the same field of several elements of a collection is one
// finding. Not thread-safe; the catalogue outlives it.
class CatalogueChecker {
 public:
  explicit CatalogueChecker(const v1::Catalogue& catalogue);

  const v1::Catalogue& catalogue() const { return catalogue_; }
  const CatalogueIds& ids() const { return ids_; }
  // Null if unknown.
  const v1::Organisation* FindOrganisation(std::string_view id) const;
  // The last day of the last period, up to which the catalogue plans. An element
  // that ends earlier counts as ended. nullopt: no period.
  const std::optional<std::chrono::year_month_day>& horizon() const { return horizon_; }
  // The newest version of an indicator; null if unknown.
  const v1::Indicator* NewestVersion(std::string_view indicator) const;
  // The highest version that has begun by a period; null if none has.
  const v1::Indicator* DefinitionFor(std::string_view indicator, std::string_view period) const;
  // The largest k of its versions; 0 if no count of it is protected.
  int64_t LargestK(std::string_view indicator) const;
  // Whether the newest version says itself that its counts are protected. Then
  // baselines may be left out, because they would tell what is hidden.
  bool IsExpresslyProtected(std::string_view indicator) const;

  // A finding about the field `leaf` of `element`.
  void Add(std::string_view code, Element element, std::string_view leaf, std::string_view got,
           std::string_view expected);
  // A finding about a field of the catalogue itself.
  void AddTop(std::string_view code, std::string_view field, std::string_view got,
              std::string_view expected);

  // The id is there and well formed.
  void CheckId(Element element, std::string_view id, IdForm form);
  // `key` was not seen before; it is remembered in `seen`.
  void CheckUnique(Element element, std::string_view leaf, std::string key,
                   absl::flat_hash_set<std::string>& seen);
  // A text that must be there.
  void CheckPresent(Element element, std::string_view leaf, std::string_view text);
  // An enum that must be set, to a value that the contract has: `number` is its
  // value, which may be any, and `is_valid` the enum's own X_IsValid.
  void CheckEnum(Element element, std::string_view leaf, int number, bool (*is_valid)(int));
  // A reference, if there is one, names an id of `known`.
  void CheckReference(Element element, std::string_view leaf, std::string_view id,
                      const IdSet& known);
  // The same for each of a list, and that none is named twice.
  void CheckReferences(Element element, std::string_view leaf,
                       const google::protobuf::RepeatedPtrField<std::string>& list,
                       const IdSet& known);
  // A day, if there is one; nullopt if there is none or it does not parse.
  std::optional<std::chrono::year_month_day> CheckDate(Element element, std::string_view leaf,
                                                       std::string_view text);
  // Two days, each optional, the second not before the first.
  void CheckDateOrder(Element element, std::string_view first_leaf, std::string_view first,
                      std::string_view last_leaf, std::string_view last);
  // A decimal, if there is one; nullopt if there is none or it does not parse.
  std::optional<Decimal> CheckDecimal(Element element, std::string_view leaf,
                                      std::string_view text);

  // A decimal, if there is one, with no more decimals than `definition` has;
  // that is null if it is unknown.
  void CheckFigure(Element element, std::string_view leaf, std::string_view text,
                   const v1::Indicator* definition);
  // A period, if there is one.
  void CheckPeriod(Element element, std::string_view leaf, std::string_view text);
  // The period of a baseline, if there is one, comes before `period` and is of
  // its kind.
  void CheckBaselinePeriod(Element element, std::string_view baseline, std::string_view period);
  // The element has a responsible owner, who still exists on its last day `until`
  // (nullopt: the horizon).
  void CheckOwner(Element element, std::string_view owner,
                  std::optional<std::chrono::year_month_day> until = std::nullopt);

  // Errors, then warnings; within them in order of first occurrence.
  std::vector<v1::Finding> Take();

 private:
  const v1::Catalogue& catalogue_;
  const CatalogueIds ids_;
  absl::flat_hash_map<std::string_view, const v1::Organisation*> organisations_;
  absl::flat_hash_map<std::string_view, const v1::Role*> roles_;
  absl::flat_hash_map<std::string_view, std::vector<const v1::Indicator*>> versions_;
  std::optional<std::chrono::year_month_day> horizon_;
  std::vector<v1::Finding> findings_;
  absl::flat_hash_map<std::string, size_t> groups_;  // places in findings_
  uint64_t more_ = 0;  // occurrences beyond limits::kFindingsMax groups
};

// Cycles in a graph, where `edges[node]` are the nodes that `node` points at: one
// for each edge that closes a cycle, and at most limits::kCyclesMax.
std::vector<std::vector<int>> FindCycles(const std::vector<std::vector<int>>& edges);

// Cycles among elements that name others by id. `named(element)` gives a range
// of ids; unknown ids are ignored, because another check finds them.
template <class Elements, class Named>
void CheckCycles(CatalogueChecker& checker, std::string_view collection, std::string_view leaf,
                 const Elements& elements, Named named) {
  absl::flat_hash_map<std::string_view, int> places;
  for (int i = 0; i < elements.size(); ++i) places.emplace(elements[i].id(), i);
  std::vector<std::vector<int>> edges(elements.size());
  for (int i = 0; i < elements.size(); ++i) {
    for (const std::string& id : named(elements[i])) {
      const auto it = places.find(id);
      if (!id.empty() && it != places.end()) edges[i].push_back(it->second);
    }
  }
  for (const std::vector<int>& cycle : FindCycles(edges)) {
    std::vector<std::string> ids;
    for (const int node : cycle) {
      if (ids.size() == limits::kCycleMembersMax) {
        ids.push_back("...");
        break;
      }
      ids.push_back(elements[node].id());
    }
    ids.push_back(ids.front());
    checker.Add("CATALOGUE_CYCLE", {collection, cycle.front()}, leaf, absl::StrJoin(ids, " > "),
                "");
  }
}

// Periods in which something falls due.
void CheckDuePeriods(CatalogueChecker& checker, const std::string& collection,
                     const google::protobuf::RepeatedPtrField<v1::DuePeriod>& periods);

// Closed or stopped.
bool IsEnded(v1::ProjectState state);
// As people write it: "running".
std::string ProjectStateText(v1::ProjectState state);

// The parts of CheckCatalogue, each about some of its collections.
void CheckHead(CatalogueChecker& checker);           // title, trust domain, time zone, custodian
void CheckOrganisations(CatalogueChecker& checker);  // and that one may administer
void CheckDocuments(CatalogueChecker& checker);
void CheckGoals(CatalogueChecker& checker);  // and priority areas
void CheckCodeLists(CatalogueChecker& checker);
void CheckIndicators(CatalogueChecker& checker);
void CheckTargets(CatalogueChecker& checker);
void CheckProtections(CatalogueChecker& checker);  // and what baselines tell
void CheckPeriods(CatalogueChecker& checker);
void CheckObligations(CatalogueChecker& checker);
void CheckProjects(CatalogueChecker& checker);
void CheckPublications(CatalogueChecker& checker);
void CheckRoles(CatalogueChecker& checker);
void CheckRecommendations(CatalogueChecker& checker);
void CheckThresholds(CatalogueChecker& checker);
void CheckComparisons(CatalogueChecker& checker);
void CheckPersonalTexts(CatalogueChecker& checker);  // every text, ids included

// Whether the log uses an element; see CheckCatalogueChange.
using Used = std::function<bool(std::string_view kind, std::string_view id)>;

// Parts of CheckCatalogueChange. `checker` checks `after`.
void CheckProjectChanges(CatalogueChecker& checker, const v1::Catalogue& before,
                         const v1::Catalogue& after);
void CheckClosedTargets(CatalogueChecker& checker, const v1::Catalogue& before,
                        const v1::Catalogue& after, const Used& used);
void CheckApprovals(CatalogueChecker& checker, const v1::Catalogue& before,
                    const v1::Catalogue& after, const Used& used);
void CheckOrphanedReports(CatalogueChecker& checker, const v1::Catalogue& before,
                          const v1::Catalogue& after, const Used& used);
// Whether a due date of the element has passed. `collection`: "obligations" or
// "projects".
bool HasPassed(std::string_view collection, std::string_view id,
               const google::protobuf::RepeatedPtrField<v1::DuePeriod>& periods, const Used& used);
// Whether a due date has passed of something that the organisation had to send.
bool HadDueDatePassed(const v1::Catalogue& catalogue, const v1::Organisation& organisation,
                      const Used& used);
// Due dates that have passed, of elements that still exist.
void CheckDueDates(CatalogueChecker& checker, const v1::Catalogue& before,
                   const v1::Catalogue& after, const Used& used);
// Documents, roles, recommendations and comparison series.
void CheckRegisters(CatalogueChecker& checker, const v1::Catalogue& before,
                    const v1::Catalogue& after, const Used& used);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CATALOGUE_CHECKER_H_
