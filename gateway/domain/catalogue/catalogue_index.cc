// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/catalogue/catalogue_index.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/spelling.h"

namespace samlad::domain {
namespace {

constexpr std::string_view kTotalCode = "_T";

bool IsTotal(std::string_view code) { return code.empty() || code == kTotalCode; }

// The first of equal ids holds; an element without an id cannot be referred to.
template <class Message>
void IndexById(const google::protobuf::RepeatedPtrField<Message>& elements,
               absl::flat_hash_map<std::string_view, const Message*>& index) {
  index.reserve(static_cast<size_t>(elements.size()));
  for (const Message& element : elements) {
    if (!element.id().empty()) index.try_emplace(element.id(), &element);
  }
}

template <class Message>
const Message* Find(const absl::flat_hash_map<std::string_view, const Message*>& index,
                    std::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : found->second;
}

// Whether the parents of `code` lead to the total, without a cycle.
bool IsRooted(const CodeListIndex& list, const CodeIndex& code) {
  const CodeIndex* at = &code;
  for (size_t steps = 0; steps <= list.codes.size(); ++steps) {
    if (at->parent == kTotal) return true;
    at = list.Find(at->parent);
    if (at == nullptr) return false;
  }
  return false;
}

CodeListIndex IndexCodes(const v1::CodeList& list, Symbols& symbols) {
  CodeListIndex index;
  for (const v1::Code& code : list.codes()) {
    if (IsTotal(code.id())) continue;
    const Symbol symbol = symbols.Intern(code.id());
    if (!index.symbols.try_emplace(code.id(), symbol).second) continue;
    index.codes[symbol] = {.parent = symbols.Intern(code.parent())};
    Siblings& siblings = index.siblings[symbols.Intern(code.parent())];
    ++siblings.count;
    siblings.exhaustive = siblings.exhaustive && code.exhaustive();
  }

  std::vector<std::string_view> astray;
  for (const auto& [id, symbol] : index.symbols) {
    if (!IsRooted(index, *index.Find(symbol))) astray.push_back(id);
  }
  for (const std::string_view id : astray) {
    index.codes.erase(index.symbols.at(id));
    index.symbols.erase(id);
  }
  return index;
}

std::optional<IndicatorIndex> IndexIndicator(const v1::Indicator& indicator, Symbols& symbols) {
  const auto first = ParsePeriod(indicator.first_period());
  if (indicator.id().empty() || indicator.version() == 0 || !first) return std::nullopt;
  return IndicatorIndex{.indicator = &indicator,
                        .symbol = symbols.Intern(indicator.id()),
                        .first_year = first->year,
                        .k = ProtectionOf(indicator.protection()),
                        .plausible_min = ParseDecimal(indicator.plausible_min()),
                        .plausible_max = ParseDecimal(indicator.plausible_max())};
}

const IndicatorIndex* InForce(const std::vector<IndicatorIndex>& versions, const PeriodId& period) {
  const auto defined = [&](const IndicatorIndex& v) { return v.first_year <= period.year; };
  const auto newest = std::find_if(versions.rbegin(), versions.rend(), defined);
  return newest == versions.rend() ? nullptr : &*newest;
}

}  // namespace

bool ExistsOn(const v1::Organisation& organisation, std::chrono::year_month_day day) {
  const auto from = ParseDate(organisation.valid_from());
  const auto to = ParseDate(organisation.valid_to());
  return (!from || *from <= day) && (!to || day <= *to);
}

int64_t ProtectionOf(const v1::Protection& protection) {
  if (protection.not_personal()) return 0;
  if (protection.k() == 0) return limits::kSmallCountDefault;
  return std::max<int64_t>(protection.k(), limits::kSmallCountMin);
}

Symbols::Symbols() { names_.push_back(std::make_unique<const std::string>(kTotalCode)); }

Symbol Symbols::Intern(std::string_view id) {
  if (IsTotal(id)) return kTotal;
  if (const auto known = symbols_.find(id); known != symbols_.end()) return known->second;
  const auto symbol = static_cast<Symbol>(names_.size());
  names_.push_back(std::make_unique<const std::string>(id));
  symbols_.emplace(*names_.back(), symbol);
  return symbol;
}

const CodeIndex* CodeListIndex::Find(Symbol code) const {
  const auto found = codes.find(code);
  return found == codes.end() ? nullptr : &found->second;
}

std::optional<Symbol> CodeListIndex::Find(std::string_view code) const {
  if (IsTotal(code)) return kTotal;
  const auto found = symbols.find(code);
  if (found == symbols.end()) return std::nullopt;
  return found->second;
}

std::shared_ptr<const CatalogueIndex> CatalogueIndex::Build(v1::Catalogue catalogue,
                                                            uint64_t position, Symbols& symbols) {
  const std::shared_ptr<CatalogueIndex> index(new CatalogueIndex);
  index->catalogue_ = std::move(catalogue);
  index->position_ = position;

  const v1::Catalogue& all = index->catalogue_;
  IndexById(all.organisations(), index->organisations_);
  IndexById(all.obligations(), index->obligations_);
  IndexById(all.projects(), index->projects_);
  IndexById(all.goals(), index->goals_);
  IndexById(all.priority_areas(), index->priority_areas_);
  IndexById(all.periods(), index->periods_);
  IndexById(all.code_lists(), index->code_lists_);
  IndexById(all.documents(), index->documents_);
  IndexById(all.roles(), index->roles_);
  IndexById(all.recommendations(), index->recommendations_);
  for (const auto& [id, list] : index->code_lists_) {
    index->codes_.emplace(id, IndexCodes(*list, symbols));
  }
  index->BuildIndicators(symbols);
  return index;
}

void CatalogueIndex::BuildIndicators(Symbols& symbols) {
  for (const v1::Indicator& indicator : catalogue_.indicators()) {
    const auto resolved = IndexIndicator(indicator, symbols);
    if (resolved) indicators_[indicator.id()].push_back(*resolved);
  }
  for (auto& [id, versions] : indicators_) {
    const auto version = [](const IndicatorIndex& v) { return v.indicator->version(); };
    std::ranges::stable_sort(versions, {}, version);
    const auto repeated = std::ranges::unique(versions, {}, version);
    versions.erase(repeated.begin(), repeated.end());
  }
  // Only now: growing the map moves what the pointers refer to.
  for (const auto& [id, versions] : indicators_) {
    indicators_by_symbol_.emplace(versions.front().symbol, &versions);
  }
}

const v1::Organisation* CatalogueIndex::FindOrganisation(std::string_view id) const {
  return Find(organisations_, id);
}
const v1::Obligation* CatalogueIndex::FindObligation(std::string_view id) const {
  return Find(obligations_, id);
}
const v1::Project* CatalogueIndex::FindProject(std::string_view id) const {
  return Find(projects_, id);
}
const v1::Goal* CatalogueIndex::FindGoal(std::string_view id) const { return Find(goals_, id); }
const v1::PriorityArea* CatalogueIndex::FindPriorityArea(std::string_view id) const {
  return Find(priority_areas_, id);
}
const v1::Period* CatalogueIndex::FindPeriod(std::string_view id) const {
  return Find(periods_, id);
}
const v1::CodeList* CatalogueIndex::FindCodeList(std::string_view id) const {
  return Find(code_lists_, id);
}
const v1::Document* CatalogueIndex::FindDocument(std::string_view id) const {
  return Find(documents_, id);
}
const v1::Role* CatalogueIndex::FindRole(std::string_view id) const { return Find(roles_, id); }
const v1::Recommendation* CatalogueIndex::FindRecommendation(std::string_view id) const {
  return Find(recommendations_, id);
}

const v1::Organisation* CatalogueIndex::ResponsibleOrganisation(std::string_view owner) const {
  const v1::Role* role = FindRole(owner);
  return FindOrganisation(role == nullptr ? owner : role->holder());
}

const IndicatorIndex* CatalogueIndex::FindIndicator(std::string_view id,
                                                    const PeriodId& period) const {
  const auto versions = indicators_.find(id);
  return versions == indicators_.end() ? nullptr : InForce(versions->second, period);
}

const IndicatorIndex* CatalogueIndex::FindIndicator(Symbol symbol, const PeriodId& period) const {
  const auto versions = indicators_by_symbol_.find(symbol);
  return versions == indicators_by_symbol_.end() ? nullptr : InForce(*versions->second, period);
}

std::vector<const IndicatorIndex*> CatalogueIndex::IndicatorVersions(std::string_view id) const {
  std::vector<const IndicatorIndex*> versions;
  const auto found = indicators_.find(id);
  if (found == indicators_.end()) return versions;
  for (const IndicatorIndex& version : found->second) versions.push_back(&version);
  return versions;
}

const CodeListIndex* CatalogueIndex::FindCodes(std::string_view list) const {
  const auto found = codes_.find(list);
  return found == codes_.end() ? nullptr : &found->second;
}

std::optional<Symbol> CatalogueIndex::FindCode(std::string_view list, std::string_view code) const {
  if (IsTotal(code)) return kTotal;
  const CodeListIndex* codes = FindCodes(list);
  return codes == nullptr ? std::nullopt : codes->Find(code);
}

bool CatalogueIndex::MustReport(const v1::Organisation& organisation,
                                const v1::Obligation& obligation) {
  if (std::ranges::find(obligation.organisations(), organisation.id()) !=
      obligation.organisations().end()) {
    return true;
  }
  return organisation.kind() != v1::ORGANISATION_KIND_UNSPECIFIED &&
         std::ranges::find(obligation.kinds(), organisation.kind()) != obligation.kinds().end();
}

bool CatalogueIndex::MustReport(const v1::Organisation& organisation,
                                const v1::Obligation& obligation, std::string_view period) {
  const auto parsed = ParsePeriod(period);
  return parsed && ExistsOn(organisation, LastDay(*parsed)) && MustReport(organisation, obligation);
}

std::vector<const v1::Organisation*> CatalogueIndex::ReportingOrganisations(
    const v1::Obligation& obligation, std::string_view period) const {
  std::vector<const v1::Organisation*> reporting;
  for (const v1::Organisation& organisation : catalogue_.organisations()) {
    if (FindOrganisation(organisation.id()) == &organisation &&
        MustReport(organisation, obligation, period)) {
      reporting.push_back(&organisation);
    }
  }
  return reporting;
}

const v1::Text& CatalogueIndex::NameOf(std::string_view owner) const {
  if (const v1::Organisation* organisation = FindOrganisation(owner)) return organisation->name();
  const v1::Role* role = FindRole(owner);
  return role == nullptr ? v1::Text::default_instance() : role->title();
}

bool CatalogueIndex::TakesPart(const v1::Organisation& organisation,
                               const v1::Project& project) const {
  return ResponsibleOrganisation(project.owner()) == &organisation ||
         std::ranges::find(project.participants(), organisation.id()) !=
             project.participants().end();
}

bool CatalogueIndex::Allows(std::string_view organisation, v1::Permission permission) const {
  const v1::Organisation* known = FindOrganisation(organisation);
  return known != nullptr && permission != v1::PERMISSION_UNSPECIFIED &&
         std::ranges::find(known->permissions(), permission) != known->permissions().end();
}

const v1::Representation* CatalogueIndex::FindRepresentation(std::string_view representing,
                                                             std::string_view organisation) const {
  if (!Allows(representing, v1::PERMISSION_REPRESENT) ||
      Allows(organisation, v1::PERMISSION_REPRESENT) || FindOrganisation(organisation) == nullptr) {
    return nullptr;
  }
  const v1::Representation& represents = FindOrganisation(representing)->represents();
  const auto& named = represents.organisations();
  return std::ranges::find(named, organisation) == named.end() ? nullptr : &represents;
}

bool CatalogueIndex::MayReportFor(std::string_view sender, std::string_view organisation) const {
  const v1::Organisation* from = FindOrganisation(sender);
  const v1::Organisation* about = FindOrganisation(organisation);
  if (from == nullptr || about == nullptr) return false;
  return from == about ||
         std::ranges::find(from->mandates(), about->id()) != from->mandates().end();
}

absl::Status CheckPeriod(const CatalogueIndex& catalogue, std::string_view period) {
  if (!ParsePeriod(period)) {
    return absl::InvalidArgumentError(
        StrCat("period: ", QuoteWritten(period),
               " is not a period; write a year (2025) or a part of one (2025-T1, 2025-T2)"));
  }
  if (catalogue.FindPeriod(period) != nullptr) return absl::OkStatus();
  const std::string known = absl::StrJoin(
      catalogue.catalogue().periods(), ", ",
      [](std::string* out, const v1::Period& listed) { StrAppend(out, listed.id()); });
  return WithMetadata(absl::InvalidArgumentError(
                          StrCat("period: the catalogue has no ", period, "; it has ", known)),
                      {{"periods", absl::StrReplaceAll(known, {{", ", ","}})}});
}

}  // namespace samlad::domain
