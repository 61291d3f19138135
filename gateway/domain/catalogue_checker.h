// SPDX-License-Identifier: EUPL-1.2
//
// What the parts of CheckCatalogue share: the ids that a catalogue declares,
// and the checks that every kind of element needs.

#ifndef SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CHECKER_H_
#define SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CHECKER_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/domain/decimal.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/common.pb.h"

namespace samlad::domain {

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

// Makes findings about one catalogue. Each check says what it finds and goes
// on. The same thing found in the same field of several elements of a
// collection is one finding. Not thread-safe; the catalogue outlives it.
class CatalogueChecker {
 public:
  explicit CatalogueChecker(const v1::Catalogue& catalogue)
      : catalogue_(catalogue), ids_(catalogue) {}

  const v1::Catalogue& catalogue() const { return catalogue_; }
  const CatalogueIds& ids() const { return ids_; }

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

  // Errors, then warnings; within them in order of first occurrence.
  std::vector<v1::Finding> Take();

 private:
  const v1::Catalogue& catalogue_;
  const CatalogueIds ids_;
  std::vector<v1::Finding> findings_;
  absl::flat_hash_map<std::string, size_t> groups_;  // places in findings_
  uint64_t more_ = 0;  // occurrences beyond limits::kFindingsMax groups
};

// Calls `found` with the nodes of each cycle, once for each edge that closes
// one. `edges[node]` are the nodes it points at.
void FindCycles(const std::vector<std::vector<int>>& edges,
                const std::function<void(const std::vector<int>& cycle)>& found);

// The parts of CheckCatalogue, each about some of its collections.
void CheckHead(CatalogueChecker& checker);           // title, trust domain, time zone, custodian
void CheckOrganisations(CatalogueChecker& checker);  // and that one may administer
void CheckDocuments(CatalogueChecker& checker);
void CheckGoals(CatalogueChecker& checker);  // and priority areas
void CheckCodeLists(CatalogueChecker& checker);
void CheckIndicators(CatalogueChecker& checker);
void CheckTargets(CatalogueChecker& checker);
void CheckPeriods(CatalogueChecker& checker);
void CheckObligations(CatalogueChecker& checker);
void CheckProjects(CatalogueChecker& checker);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_CATALOGUE_CHECKER_H_
