// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/catalogue_checker.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/periods.h"

namespace samlad::domain {
namespace {

// Known ids are listed in a finding when there are no more than these.
constexpr size_t kListedIdsMax = 10;

template <class Elements>
void Collect(const Elements& elements, IdSet& set) {
  set.ids.reserve(elements.size());
  for (const auto& element : elements) {
    if (!element.id().empty()) set.ids.insert(element.id());
  }
}

bool IsOrganisationChar(char c) {
  return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
}

bool IsCodeChar(char c) { return absl::ascii_isalnum(c) || c == '_' || c == '.' || c == '-'; }

bool IsWellFormed(std::string_view id, IdForm form) {
  if (id.size() > limits::kIdBytesMax || id.front() == '-' || id.front() == '.') return false;
  return std::ranges::all_of(id, form == IdForm::kOrganisation ? IsOrganisationChar : IsCodeChar);
}

std::string_view FormText(IdForm form) {
  return form == IdForm::kOrganisation ? "a-z 0-9 - (1-63)" : "A-Z a-z 0-9 _ . - (1-63)";
}

std::string Known(const IdSet& known) {
  if (known.ids.size() > kListedIdsMax || known.ids.empty()) {
    return StrCat(known.collection, "[].id");
  }
  std::vector<std::string> ids(known.ids.begin(), known.ids.end());
  std::ranges::sort(ids);
  return absl::StrJoin(ids, ", ");
}

}  // namespace

CatalogueIds::CatalogueIds(const v1::Catalogue& catalogue) {
  Collect(catalogue.organisations(), organisations);
  Collect(catalogue.priority_areas(), priority_areas);
  Collect(catalogue.documents(), documents);
  Collect(catalogue.goals(), goals);
  Collect(catalogue.code_lists(), code_lists);
  Collect(catalogue.indicators(), indicators);
  Collect(catalogue.periods(), periods);
  Collect(catalogue.obligations(), obligations);
  Collect(catalogue.projects(), projects);
  Collect(catalogue.roles(), roles);
  Collect(catalogue.organisations(), owners);
  Collect(catalogue.roles(), owners);
}

CatalogueChecker::CatalogueChecker(const v1::Catalogue& catalogue)
    : catalogue_(catalogue), ids_(catalogue) {
  for (const v1::Organisation& organisation : catalogue.organisations()) {
    organisations_.emplace(organisation.id(), &organisation);
  }
  for (const v1::Role& role : catalogue.roles()) roles_.emplace(role.id(), &role);
  for (const v1::Indicator& indicator : catalogue.indicators()) {
    versions_[indicator.id()].push_back(&indicator);
  }
  for (const v1::Period& period : catalogue.periods()) {
    if (const auto parsed = ParsePeriod(period.id())) {
      horizon_ = std::max(horizon_.value_or(LastDay(*parsed)), LastDay(*parsed));
    }
  }
}

const v1::Organisation* CatalogueChecker::FindOrganisation(std::string_view id) const {
  const auto found = organisations_.find(id);
  return found == organisations_.end() ? nullptr : found->second;
}

const v1::Indicator* CatalogueChecker::NewestVersion(std::string_view indicator) const {
  const auto versions = versions_.find(indicator);
  return versions == versions_.end()
             ? nullptr
             : *std::ranges::max_element(versions->second, {}, &v1::Indicator::version);
}

const v1::Indicator* CatalogueChecker::DefinitionFor(std::string_view indicator,
                                                     std::string_view period) const {
  const auto versions = versions_.find(indicator);
  const auto parsed = ParsePeriod(period);
  const v1::Indicator* found = nullptr;
  if (versions == versions_.end() || !parsed) return found;
  for (const v1::Indicator* version : versions->second) {
    const auto first = ParsePeriod(version->first_period());
    if (first && first->year <= parsed->year &&
        (found == nullptr || found->version() < version->version())) {
      found = version;
    }
  }
  return found;
}

int64_t CatalogueChecker::LargestK(std::string_view indicator) const {
  int64_t k = 0;
  const auto versions = versions_.find(indicator);
  if (versions == versions_.end()) return k;
  for (const v1::Indicator* version : versions->second) {
    k = std::max(k, ProtectionOf(version->protection()));
  }
  return k;
}

bool CatalogueChecker::IsExpresslyProtected(std::string_view indicator) const {
  const v1::Indicator* newest = NewestVersion(indicator);
  return newest != nullptr && newest->has_protection() && !newest->protection().not_personal();
}

void CatalogueChecker::Add(std::string_view code, Element element, std::string_view leaf,
                           std::string_view got, std::string_view expected) {
  // The value found is part of the group's key: fifty indicators that name one
  // missing goal are one mistake, and two missing goals are two.
  std::string group = StrCat(code, "\n", element.collection, "\n", leaf, "\n", got);
  if (const auto it = groups_.find(group); it != groups_.end()) {
    v1::Finding& finding = findings_[it->second];
    finding.set_occurrences(finding.occurrences() + 1);
    finding.add_also(element.index);
    return;
  }
  if (findings_.size() == limits::kFindingsMax) {
    ++more_;
    return;
  }
  groups_.emplace(std::move(group), findings_.size());
  std::string field = StrCat(element.collection, "[", element.index, "]");
  if (!leaf.empty()) StrAppend(&field, ".", leaf);
  findings_.push_back(MakeFinding(code, field, got, expected));
}

void CatalogueChecker::AddTop(std::string_view code, std::string_view field, std::string_view got,
                              std::string_view expected) {
  findings_.push_back(MakeFinding(code, field, got, expected));
}

std::vector<v1::Finding> CatalogueChecker::Take() {
  std::ranges::stable_sort(findings_, {}, &v1::Finding::severity);
  if (more_ > 0) findings_.push_back(MakeFinding("FINDINGS_MORE", "", StrCat(more_), ""));
  groups_.clear();
  return std::move(findings_);
}

void CatalogueChecker::CheckId(Element element, std::string_view id, IdForm form) {
  if (id.empty()) {
    Add("CATALOGUE_ID_MISSING", element, "id", "", FormText(form));
  } else if (!IsWellFormed(id, form)) {
    Add("CATALOGUE_ID_MALFORMED", element, "id", id, FormText(form));
  }
}

void CatalogueChecker::CheckUnique(Element element, std::string_view leaf, std::string key,
                                   absl::flat_hash_set<std::string>& seen) {
  const auto [it, inserted] = seen.insert(std::move(key));
  if (!inserted && !it->empty()) Add("CATALOGUE_ID_DUPLICATE", element, leaf, *it, "");
}

void CatalogueChecker::CheckPresent(Element element, std::string_view leaf, std::string_view text) {
  if (text.empty()) Add("CATALOGUE_FIELD_MISSING", element, leaf, "", "");
}

void CatalogueChecker::CheckEnum(Element element, std::string_view leaf, int number,
                                 bool (*is_valid)(int)) {
  if (number == 0) {
    Add("CATALOGUE_ENUM_UNSPECIFIED", element, leaf, "", "");
  } else if (!is_valid(number)) {
    Add("CATALOGUE_ENUM_UNKNOWN", element, leaf, StrCat(number), "");
  }
}

void CatalogueChecker::CheckReference(Element element, std::string_view leaf, std::string_view id,
                                      const IdSet& known) {
  if (id.empty() || known.ids.contains(id)) return;
  Add("CATALOGUE_REFERENCE_UNKNOWN", element, leaf, id, Known(known));
}

void CatalogueChecker::CheckReferences(Element element, std::string_view leaf,
                                       const google::protobuf::RepeatedPtrField<std::string>& list,
                                       const IdSet& known) {
  if (list.empty()) return;
  const std::string collection = StrCat(element.collection, "[", element.index, "].", leaf);
  absl::flat_hash_set<std::string_view> seen;
  for (int i = 0; i < list.size(); ++i) {
    const Element item{collection, i};
    if (!known.ids.contains(list[i])) {
      Add("CATALOGUE_REFERENCE_UNKNOWN", item, "", list[i], Known(known));
    } else if (!seen.insert(list[i]).second) {
      Add("CATALOGUE_LIST_REPEATED", item, "", list[i], "");
    }
  }
}

std::optional<std::chrono::year_month_day> CatalogueChecker::CheckDate(Element element,
                                                                       std::string_view leaf,
                                                                       std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto date = ParseDate(text);
  if (!date) Add("CATALOGUE_DATE_INVALID", element, leaf, text, "YYYY-MM-DD");
  return date;
}

void CatalogueChecker::CheckDateOrder(Element element, std::string_view first_leaf,
                                      std::string_view first, std::string_view last_leaf,
                                      std::string_view last) {
  const auto from = CheckDate(element, first_leaf, first);
  const auto to = CheckDate(element, last_leaf, last);
  if (from && to && *to < *from) {
    Add("CATALOGUE_DATE_ORDER", element, last_leaf, last, StrCat(">= ", first));
  }
}

std::optional<Decimal> CatalogueChecker::CheckDecimal(Element element, std::string_view leaf,
                                                      std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto value = ParseDecimal(text);
  if (!value) Add("CATALOGUE_DECIMAL_INVALID", element, leaf, text, "-12.5");
  return value;
}

void CatalogueChecker::CheckFigure(Element element, std::string_view leaf, std::string_view text,
                                   const v1::Indicator* definition) {
  const auto figure = CheckDecimal(element, leaf, text);
  if (figure && definition != nullptr &&
      DecimalsUsed(*figure) > static_cast<int>(definition->decimals())) {
    Add("CATALOGUE_TARGET_DECIMALS", element, leaf, text, StrCat(definition->decimals()));
  }
}

void CatalogueChecker::CheckPeriod(Element element, std::string_view leaf, std::string_view text) {
  if (text.empty() || ParsePeriod(text)) return;
  Add("CATALOGUE_PERIOD_MALFORMED", element, leaf, text, "2025, 2025-T1, 2025-T2");
}

void CatalogueChecker::CheckBaselinePeriod(Element element, std::string_view baseline,
                                           std::string_view period) {
  CheckPeriod(element, "baseline_period", baseline);
  const auto first = ParsePeriod(baseline);
  const auto last = ParsePeriod(period);
  if (first && last && (first->third != last->third || first->year >= last->year)) {
    Add("CATALOGUE_BASELINE_PERIOD", element, "baseline_period", baseline, StrCat("< ", period));
  }
}

void CatalogueChecker::CheckOwner(Element element, std::string_view owner,
                                  std::optional<std::chrono::year_month_day> until) {
  if (owner.empty()) {
    Add("CATALOGUE_OWNER_MISSING", element, "owner", "", "organisations[].id, roles[].id");
    return;
  }
  CheckReference(element, "owner", owner, ids_.owners);
  const auto role = roles_.find(owner);
  const v1::Organisation* answers =
      FindOrganisation(role == roles_.end() ? owner : role->second->holder());
  if (answers == nullptr) return;
  const auto end = ParseDate(answers->valid_to());
  if (!until) until = horizon_;
  if (end && until && *end < *until) {
    Add("CATALOGUE_OWNER_ENDED", element, "owner", owner, answers->valid_to());
  }
}

std::vector<std::vector<int>> FindCycles(const std::vector<std::vector<int>>& edges) {
  std::vector<std::vector<int>> cycles;
  enum class Colour : char { kNew, kOpen, kDone };
  std::vector<Colour> colours(edges.size(), Colour::kNew);
  // The path from a root and, for each node on it, the next edge to follow. Not
  // recursive, because a path may be as long as the catalogue.
  std::vector<int> path;
  std::vector<size_t> next;
  const auto open = [&](int node) {
    colours[node] = Colour::kOpen;
    path.push_back(node);
    next.push_back(0);
  };
  for (int root = 0; root < static_cast<int>(edges.size()); ++root) {
    if (colours[root] == Colour::kNew) open(root);
    while (!path.empty()) {
      const int node = path.back();
      if (next.back() == edges[node].size()) {
        colours[node] = Colour::kDone;
        path.pop_back();
        next.pop_back();
        continue;
      }
      const int target = edges[node][next.back()++];
      if (colours[target] == Colour::kNew) {
        open(target);
      } else if (colours[target] == Colour::kOpen) {
        cycles.emplace_back(std::ranges::find(path, target), path.end());
        if (cycles.size() == limits::kCyclesMax) return cycles;
      }
    }
  }
  return cycles;
}

}  // namespace samlad::domain
