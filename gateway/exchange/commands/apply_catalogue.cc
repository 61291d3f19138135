// SPDX-License-Identifier: EUPL-1.2
//
// Another catalogue replaces the one in force.

#include "gateway/exchange/commands/apply_catalogue.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/figures/disclosure.h"
#include "gateway/domain/figures/indicator_table.h"
#include "gateway/domain/figures/quoted_counts.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {
namespace {

// Everything in the catalogue that the log rests on, as "kind\nid".
class CatalogueUses {
 public:
  CatalogueUses(const domain::Facts& facts, const v1::Catalogue& catalogue) {
    // Symbols cannot be turned back into ids here, so ids are turned into
    // symbols through the newest index.
    symbols_ = facts.released_symbols();
    for (const auto& [project, position] : facts.released_projects()) Insert("projects", project);
    for (uint64_t position = 0; position < facts.size(); ++position) {
      const auto& what = facts[position].what;
      if (const auto* report = std::get_if<domain::ReportFact>(&what)) Add(*report);
      if (const auto* import = std::get_if<domain::SeriesFact>(&what)) Add(*import->series);
      if (const auto* deadline = std::get_if<domain::DeadlineFact>(&what)) Add(*deadline);
    }
    for (const v1::ComparisonSeries& series : catalogue.comparisons()) {
      if (series_.contains({series.provider(), series.code()})) Insert("comparisons", series.id());
    }
    const auto index = domain::CatalogueAsOf(facts, facts.size());
    if (index == nullptr) return;
    for (const v1::Indicator& indicator : catalogue.indicators()) {
      const auto versions = index->IndicatorVersions(indicator.id());
      if (versions.empty() || !symbols_.contains(versions.front()->symbol)) continue;
      Insert("indicators", indicator.id());
      for (const auto& [period, reported] : reported_) {
        if (reported.contains(versions.front()->symbol)) {
          Insert("figures", StrCat(indicator.id(), "/", period));
        }
      }
    }
    for (const v1::CodeList& list : catalogue.code_lists()) {
      for (const v1::Code& code : list.codes()) {
        const auto symbol = index->FindCode(list.id(), code.id());
        if (symbol.has_value() && symbols_.contains(*symbol)) {
          Insert("code_lists", StrCat(list.id(), "/", code.id()));
          Insert("code_lists", list.id());
        }
      }
    }
  }

  bool Contains(std::string_view kind, std::string_view id) const {
    return ids_.contains(StrCat(kind, "\n", id));
  }

 private:
  void Insert(std::string_view kind, std::string_view id) { ids_.insert(StrCat(kind, "\n", id)); }
  void Add(const domain::ReportFact& report) {
    Insert("organisations", report.organisation);
    Insert("organisations", report.sender);
    Insert("obligations", report.obligation);
    Insert("periods", report.period);
    Insert("reports", StrCat(report.organisation, "/", report.obligation, "/", report.period));
    if (report.prose != nullptr) {
      for (const v1::FollowUp& follow_up : report.prose->follow_ups) {
        Insert("projects", follow_up.project());
      }
    }
    const domain::Observations& rows = *report.observations;
    symbols_.insert(rows.indicator.begin(), rows.indicator.end());
    for (const auto* column :
         {&rows.area, &rows.sex, &rows.age, &rows.background, &rows.category}) {
      symbols_.insert(column->begin(), column->end());
    }
    auto& reported = reported_[report.period];
    reported.insert(rows.indicator.begin(), rows.indicator.end());
    for (const domain::SplitIndicator& split : rows.splits) reported.insert(split.indicator);
  }

  void Add(const domain::DeadlineFact& deadline) {
    if (!deadline.obligation.empty()) {
      Insert("deadlines", StrCat("obligations/", deadline.obligation, "/", deadline.period));
    } else if (!deadline.project.empty()) {
      Insert("deadlines", StrCat("projects/", deadline.project, "/", deadline.period));
    } else {
      Insert("deadlines", StrCat("recommendations/", deadline.recommendation));
      Insert("recommendations", deadline.recommendation);
    }
  }

  void Add(const v1::SeriesImported& import) {
    for (const v1::ImportedValue& value : import.values()) {
      series_.emplace(import.provider(), value.code());
    }
  }

  absl::flat_hash_set<std::pair<std::string, std::string>> series_;  // provider, code
  absl::flat_hash_set<std::string> ids_;
  absl::flat_hash_set<domain::Symbol> symbols_;
  // Indicators of which there are figures, by period.
  absl::flat_hash_map<std::string, absl::flat_hash_set<domain::Symbol>> reported_;
};

absl::Status GivesItselfUp() {
  return WithMetadata(
      absl::FailedPreconditionError(
          "catalogue: removes the permission administer of the organisation that applies it, which "
          "is refused so that an administrator always remains; ask another administrator to apply "
          "it"),
      {{"case", "REMOVES_OWN_ADMINISTER"}});
}

bool MayAdminister(const v1::Catalogue& catalogue, std::string_view organisation) {
  return std::ranges::any_of(catalogue.organisations(), [&](const v1::Organisation& one) {
    return one.id() == organisation &&
           std::ranges::find(one.permissions(), v1::PERMISSION_ADMINISTER) !=
               one.permissions().end();
  });
}

// Warns of baselines that readers would not see with the figures of now.
std::vector<v1::Finding> FindHiddenBaselines(const domain::Facts& facts,
                                             const v1::Catalogue& after) {
  const auto prefix = domain::ReadPrefix(facts, 0);
  if (!prefix.ok()) return {};
  const domain::IndicatorTable indicators(*prefix);
  const std::vector<bool> hidden = domain::HiddenIndicators(*prefix, indicators);
  const domain::QuotedCounts quoted(*prefix, indicators, after);
  return domain::CheckHiddenBaselines(
      after, [&](std::string_view indicator, std::string_view period, std::string_view value) {
        return quoted.IsWithheld(hidden, indicator, period, value, domain::QuoteSource{});
      });
}

void AddFindings(std::vector<v1::Finding> more, std::vector<v1::Finding>& findings) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

struct PreparedCatalogue {
  v1::Catalogue catalogue;
  std::vector<v1::Finding> findings;
};

Prepared PrepareCatalogue(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  PreparedCatalogue prepared;
  if (!prepared.catalogue.ParseFromString(command.payload)) {
    return Refuse(MalformedPayload("catalogue", "samlad.v1.Catalogue"));
  }
  prepared.findings =
      CheckReplacement(snapshot->facts, snapshot->catalogue->catalogue(), prepared.catalogue);
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(prepared)};
}

absl::Status CheckCatalogueBase(const State& state, const Command& command, const Prepared&) {
  const uint64_t in_force = state.catalogue()->position();
  if (command.base != in_force) return StaleBase("base", command.base, in_force);
  return absl::OkStatus();
}

absl::StatusOr<Decided> DecideCatalogue(const State& state, Command& command, Prepared& prepared) {
  auto& catalogue = std::any_cast<PreparedCatalogue&>(prepared.body);
  Decided decided;
  decided.outcome.verdict = domain::VerdictOf(catalogue.findings);
  decided.outcome.findings = std::move(catalogue.findings);
  decided.outcome.catalogue_position = state.catalogue()->position();
  if (decided.outcome.verdict == v1::VERDICT_REJECTED) return decided;
  // With RevokesItself, this leaves at least one administrator that is not
  // revoked.
  if (!MayAdminister(catalogue.catalogue, command.sender.organisation)) return GivesItselfUp();
  decided.entry = Staged{.kind = v1::ENTRY_KIND_CATALOGUE_APPLIED,
                         .decision = BaseDecision(state, decided.outcome.verdict),
                         .payload = std::move(command.payload),
                         .key = IdempotencyKey(command.sender.organisation, command.submission_id),
                         .fact = {.time_ms = 0, .what = domain::CatalogueFact{}},
                         .catalogue = std::move(catalogue.catalogue)};
  return decided;
}

absl::StatusOr<domain::Fact> ReadCatalogue(const StoredEntry& entry) {
  v1::Catalogue catalogue;
  if (!catalogue.ParseFromString(entry.payload)) return Unreadable("catalogue");
  return domain::Fact{.time_ms = 0,
                      .what = domain::CatalogueFact{domain::CatalogueIndex::Build(
                          std::move(catalogue), entry.position, entry.symbols)}};
}

}  // namespace

std::vector<v1::Finding> CheckReplacement(const domain::Facts& facts, const v1::Catalogue& before,
                                          const v1::Catalogue& after) {
  std::vector<v1::Finding> findings = domain::CheckCatalogue(after);
  const CatalogueUses uses(facts, before);
  AddFindings(domain::CheckCatalogueChange(before, after,
                                           [&uses](std::string_view kind, std::string_view id) {
                                             return uses.Contains(kind, id);
                                           }),
              findings);
  AddFindings(FindHiddenBaselines(facts, after), findings);
  return findings;
}

const CommandSpec kApplyCatalogue = {
    .entry = {v1::ENTRY_KIND_CATALOGUE_APPLIED, ReadCatalogue},
    .permission = v1::PERMISSION_ADMINISTER,
    .own_batch = true,
    .rests_on_all = true,
    .field = "catalogue",
    .payload_bytes_max = limits::kCatalogueBytesMax,
    .prepare = PrepareCatalogue,
    .check_base = CheckCatalogueBase,
    .decide = DecideCatalogue,
};

}  // namespace samlad::exchange
