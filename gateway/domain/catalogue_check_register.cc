// SPDX-License-Identifier: EUPL-1.2
//
// Organisations, documents, goals and code lists.

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue_checker.h"
#include "gateway/domain/date.h"

namespace samlad::domain {
namespace {

using Seen = absl::flat_hash_set<std::string>;

void CheckPermissions(CatalogueChecker& checker, Element element,
                      const v1::Organisation& organisation) {
  const std::string collection = StrCat(element.collection, "[", element.index, "].permissions");
  absl::flat_hash_set<int> seen;
  for (int i = 0; i < organisation.permissions_size(); ++i) {
    const v1::Permission permission = organisation.permissions(i);
    checker.CheckEnum({collection, i}, "", permission, v1::Permission_IsValid);
    if (!seen.insert(permission).second) {
      checker.Add("CATALOGUE_LIST_REPEATED", {collection, i}, "", v1::Permission_Name(permission),
                  "");
    }
  }
}

// Cycles among elements whose parents are named by id. `parents(element)`
// gives a range of ids; ids that are unknown are somebody else's finding.
template <class Elements, class Parents>
void CheckCycles(CatalogueChecker& checker, std::string_view collection, std::string_view leaf,
                 const Elements& elements, Parents parents) {
  absl::flat_hash_map<std::string_view, int> places;
  for (int i = 0; i < elements.size(); ++i) places.emplace(elements[i].id(), i);
  std::vector<std::vector<int>> edges(elements.size());
  for (int i = 0; i < elements.size(); ++i) {
    for (const std::string& parent : parents(elements[i])) {
      const auto it = places.find(parent);
      if (!parent.empty() && it != places.end()) edges[i].push_back(it->second);
    }
  }
  FindCycles(edges, [&](const std::vector<int>& cycle) {
    std::vector<std::string> ids;
    for (const int node : cycle) ids.push_back(elements[node].id());
    ids.push_back(ids.front());
    checker.Add("CATALOGUE_CYCLE", {collection, cycle.front()}, leaf, absl::StrJoin(ids, " > "),
                "");
  });
}

const auto kSingleParent = [](const auto& element) {
  return std::vector<std::string>{element.parent()};
};

// A document should not rest on one that ended before it began.
void CheckParentsInForce(
    CatalogueChecker& checker, Element element, const v1::Document& document,
    const absl::flat_hash_map<std::string_view, const v1::Document*>& documents) {
  const auto from = ParseDate(document.valid_from());
  if (!from) return;
  for (const std::string& id : document.parents()) {
    const auto parent = documents.find(id);
    if (parent == documents.end()) continue;
    const auto end = ParseDate(parent->second->valid_to());
    if (end && *end < *from) {
      checker.Add("CATALOGUE_PARENT_EXPIRED", element, "parents", id,
                  StrCat("valid_to >= ", document.valid_from()));
    }
  }
}

// Codes with the same parent are all its parts or they are not: each of them
// must say the same.
void CheckCodes(CatalogueChecker& checker, std::string_view collection, const v1::CodeList& list) {
  IdSet known{"codes", {}};
  for (const v1::Code& code : list.codes()) known.ids.insert(code.id());
  Seen seen;
  absl::flat_hash_map<std::string_view, bool> exhaustive;
  for (int i = 0; i < list.codes_size(); ++i) {
    const v1::Code& code = list.codes(i);
    const Element element{collection, i};
    if (code.id() == "_T") {
      checker.Add("CATALOGUE_CODE_TOTAL", element, "id", code.id(), "");
    } else {
      checker.CheckId(element, code.id(), IdForm::kCode);
    }
    checker.CheckUnique(element, "id", code.id(), seen);
    checker.CheckPresent(element, "title.sv", code.title().sv());
    checker.CheckReference(element, "parent", code.parent(), known);
    const auto [siblings, first] = exhaustive.emplace(code.parent(), code.exhaustive());
    if (!first && siblings->second != code.exhaustive()) {
      checker.Add("CATALOGUE_CODES_EXHAUSTIVE", element, "exhaustive",
                  code.exhaustive() ? "true" : "false", siblings->second ? "true" : "false");
    }
  }
  CheckCycles(checker, collection, "parent", list.codes(), kSingleParent);
}

}  // namespace

void CheckOrganisations(CatalogueChecker& checker) {
  const auto& organisations = checker.catalogue().organisations();
  Seen seen;
  bool administered = false;
  for (int i = 0; i < organisations.size(); ++i) {
    const v1::Organisation& organisation = organisations[i];
    const Element element{"organisations", i};
    checker.CheckId(element, organisation.id(), IdForm::kOrganisation);
    checker.CheckUnique(element, "id", organisation.id(), seen);
    checker.CheckPresent(element, "name.sv", organisation.name().sv());
    checker.CheckEnum(element, "kind", organisation.kind(), v1::OrganisationKind_IsValid);
    CheckPermissions(checker, element, organisation);
    checker.CheckReferences(element, "mandates", organisation.mandates(),
                            checker.ids().organisations);
    checker.CheckReference(element, "parent", organisation.parent(), checker.ids().organisations);
    if (!organisation.id().empty() &&
        std::ranges::find(organisation.mandates(), organisation.id()) !=
            organisation.mandates().end()) {
      checker.Add("CATALOGUE_MANDATE_SELF", element, "mandates", organisation.id(), "");
    }
    administered |= std::ranges::find(organisation.permissions(), v1::PERMISSION_ADMINISTER) !=
                    organisation.permissions().end();
  }
  if (!administered) {
    checker.AddTop("CATALOGUE_NO_ADMINISTRATOR", "organisations", "", "permissions: [administer]");
  }
  CheckCycles(checker, "organisations", "parent", organisations, kSingleParent);
}

void CheckDocuments(CatalogueChecker& checker) {
  const auto& documents = checker.catalogue().documents();
  absl::flat_hash_map<std::string_view, const v1::Document*> by_id;
  for (const v1::Document& document : documents) by_id.emplace(document.id(), &document);
  Seen seen;
  for (int i = 0; i < documents.size(); ++i) {
    const v1::Document& document = documents[i];
    const Element element{"documents", i};
    checker.CheckId(element, document.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", document.id(), seen);
    checker.CheckPresent(element, "title.sv", document.title().sv());
    checker.CheckEnum(element, "kind", document.kind(), v1::DocumentKind_IsValid);
    checker.CheckReferences(element, "parents", document.parents(), checker.ids().documents);
    checker.CheckReference(element, "owner", document.owner(), checker.ids().organisations);
    checker.CheckDateOrder(element, "valid_from", document.valid_from(), "valid_to",
                           document.valid_to());
    CheckParentsInForce(checker, element, document, by_id);
  }
  CheckCycles(checker, "documents", "parents", documents,
              [](const v1::Document& document) -> const auto& { return document.parents(); });
}

void CheckGoals(CatalogueChecker& checker) {
  const v1::Catalogue& catalogue = checker.catalogue();
  Seen seen_areas;
  for (int i = 0; i < catalogue.priority_areas_size(); ++i) {
    const v1::PriorityArea& area = catalogue.priority_areas(i);
    const Element element{"priority_areas", i};
    checker.CheckId(element, area.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", area.id(), seen_areas);
    checker.CheckPresent(element, "title.sv", area.title().sv());
  }
  absl::flat_hash_set<std::string_view> measured;
  for (const v1::Indicator& indicator : catalogue.indicators()) measured.insert(indicator.goal());
  Seen seen;
  for (int i = 0; i < catalogue.goals_size(); ++i) {
    const v1::Goal& goal = catalogue.goals(i);
    const Element element{"goals", i};
    checker.CheckId(element, goal.id(), IdForm::kCode);
    checker.CheckUnique(element, "id", goal.id(), seen);
    checker.CheckPresent(element, "title.sv", goal.title().sv());
    checker.CheckPresent(element, "document", goal.document());
    checker.CheckReference(element, "document", goal.document(), checker.ids().documents);
    checker.CheckPresent(element, "priority_area", goal.priority_area());
    checker.CheckReference(element, "priority_area", goal.priority_area(),
                           checker.ids().priority_areas);
    if (!goal.id().empty() && !measured.contains(goal.id())) {
      checker.Add("CATALOGUE_GOAL_WITHOUT_INDICATOR", element, "id", goal.id(), "");
    }
  }
}

void CheckCodeLists(CatalogueChecker& checker) {
  const auto& lists = checker.catalogue().code_lists();
  Seen seen;
  for (int i = 0; i < lists.size(); ++i) {
    const Element element{"code_lists", i};
    checker.CheckId(element, lists[i].id(), IdForm::kCode);
    checker.CheckUnique(element, "id", lists[i].id(), seen);
    checker.CheckPresent(element, "title.sv", lists[i].title().sv());
    CheckCodes(checker, StrCat("code_lists[", i, "].codes"), lists[i]);
  }
}

}  // namespace samlad::domain
