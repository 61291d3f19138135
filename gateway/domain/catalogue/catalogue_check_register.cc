// SPDX-License-Identifier: EUPL-1.2
//
// Organisations, goals and code lists.

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_checker.h"
#include "gateway/domain/values/enum_words.h"

namespace samlad::domain {
namespace {

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

bool Holds(const google::protobuf::RepeatedField<int>& permissions, v1::Permission permission) {
  return std::ranges::find(permissions, permission) != permissions.end();
}

std::string WordOf(int permission) {
  const auto* value = v1::Permission_descriptor()->FindValueByNumber(permission);
  return value == nullptr ? StrCat(permission) : EnumWord(*value);
}

// What it may do for those whom it represents.
void CheckRepresentedPermissions(CatalogueChecker& checker, Element element,
                                 const v1::Representation& represents) {
  const std::string collection =
      StrCat(element.collection, "[", element.index, "].represents.permissions");
  absl::flat_hash_set<int> seen;
  for (int i = 0; i < represents.permissions_size(); ++i) {
    const v1::Permission permission = represents.permissions(i);
    const Element item{collection, i};
    checker.CheckEnum(item, "", permission, v1::Permission_IsValid);
    if (!seen.insert(permission).second) {
      checker.Add("CATALOGUE_LIST_REPEATED", item, "", v1::Permission_Name(permission), "");
    }
    if (permission == v1::PERMISSION_REPRESENT) {
      checker.Add("CATALOGUE_REPRESENT_CHAIN", item, "", WordOf(permission), "");
    }
    if (permission == v1::PERMISSION_ADMINISTER || permission == v1::PERMISSION_AUDIT) {
      checker.Add("CATALOGUE_REPRESENT_STRONG", item, "", WordOf(permission), "");
    }
  }
}

// A system that may represent others may do nothing else, and each organisation
// and permission is named: whoever takes it over takes over no more than that.
void CheckRepresentation(CatalogueChecker& checker, Element element,
                         const v1::Organisation& organisation) {
  const v1::Representation& represents = organisation.represents();
  if (!Holds(organisation.permissions(), v1::PERMISSION_REPRESENT)) {
    if (organisation.has_represents()) {
      checker.Add("CATALOGUE_REPRESENT_UNPERMITTED", element, "represents", organisation.id(), "");
    }
    return;
  }
  for (const int other : organisation.permissions()) {
    if (other == v1::PERMISSION_REPRESENT || other == v1::PERMISSION_UNSPECIFIED) continue;
    checker.Add("CATALOGUE_REPRESENT_NOT_ALONE", element, "permissions", WordOf(other), "");
  }
  if (represents.organisations().empty()) {
    checker.Add("CATALOGUE_REPRESENT_NOBODY", element, "represents.organisations", "", "");
  }
  if (represents.permissions().empty()) {
    checker.Add("CATALOGUE_REPRESENT_NOBODY", element, "represents.permissions", "", "");
  }
  checker.CheckReferences(element, "represents.organisations", represents.organisations(),
                          checker.ids().organisations);
  const std::string collection =
      StrCat(element.collection, "[", element.index, "].represents.organisations");
  for (int i = 0; i < represents.organisations_size(); ++i) {
    const v1::Organisation* represented = checker.FindOrganisation(represents.organisations(i));
    if (represented == nullptr || !Holds(represented->permissions(), v1::PERMISSION_REPRESENT)) {
      continue;
    }
    checker.Add("CATALOGUE_REPRESENT_CHAIN", {collection, i}, "", represented->id(), "");
  }
  CheckRepresentedPermissions(checker, element, represents);
}

const auto kSingleParent = [](const auto& element) {
  return std::vector<std::string>{element.parent()};
};

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
    CheckRepresentation(checker, element, organisation);
    checker.CheckReferences(element, "mandates", organisation.mandates(),
                            checker.ids().organisations);
    checker.CheckReference(element, "parent", organisation.parent(), checker.ids().organisations);
    checker.CheckDateOrder(element, "valid_from", organisation.valid_from(), "valid_to",
                           organisation.valid_to());
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
    checker.CheckOwner(element, goal.owner());
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
