// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/prepare.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/periods.h"
#include "gateway/exchange/refusal.h"
#include "google/protobuf/arena.h"

namespace samlad::exchange {
namespace {

template <class Message>
bool Parse(const std::string& bytes, Message* out) {
  return out->ParseFromString(bytes);
}

const domain::Observations* Replaced(const domain::Facts& facts, uint64_t base) {
  if (base == 0 || base >= facts.size()) return nullptr;
  const auto* report = std::get_if<domain::ReportFact>(&facts[base].what);
  return report == nullptr ? nullptr : report->observations.get();
}

Prepared PrepareReport(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  google::protobuf::Arena arena;
  auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
  if (!Parse(command.payload, report)) {
    return {.status = MalformedPayload("report", "samlad.v1.Report"), .seen = {}, .body = {}};
  }
  const domain::CatalogueIndex& catalogue = *snapshot->catalogue;
  // Before the content is looked at: findings would tell of others' duties.
  if (!catalogue.MayReportFor(command.sender.organisation, report->organisation())) {
    return {.status = NotYours(command.sender.organisation), .seen = {}, .body = {}};
  }
  PreparedReport prepared{.organisation = report->organisation(),
                          .obligation = report->obligation(),
                          .period = report->period(),
                          .check = domain::CheckContent(*report, catalogue),
                          .observations = nullptr,
                          .prose = nullptr,
                          .reason = report->reason(),
                          .counts = {}};
  if (prepared.check.verdict == v1::VERDICT_REJECTED) {
    prepared.counts.set_rejected(prepared.check.rejected_observations);
  } else {
    auto observations =
        std::make_shared<domain::Observations>(domain::Tabulate(*report, catalogue));
    prepared.counts =
        domain::CompareObservations(Replaced(snapshot->facts, command.base), *observations);
    prepared.observations = std::move(observations);
    prepared.prose = ProseOf(*report);
  }
  return {.status = absl::OkStatus(), .seen = std::move(snapshot), .body = std::move(prepared)};
}

Prepared PrepareCatalogue(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  PreparedCatalogue prepared;
  if (!Parse(command.payload, &prepared.catalogue)) {
    return {.status = MalformedPayload("catalogue", "samlad.v1.Catalogue"), .seen = {}, .body = {}};
  }
  prepared.findings =
      CheckReplacement(snapshot->facts, snapshot->catalogue->catalogue(), prepared.catalogue);
  return {.status = absl::OkStatus(), .seen = std::move(snapshot), .body = std::move(prepared)};
}

template <class Message>
Prepared PrepareMessage(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  Message message;
  if (!Parse(command.payload, &message)) {
    return {.status = MalformedPayload("payload", Message::descriptor()->full_name()),
            .seen = {},
            .body = {}};
  }
  return {.status = absl::OkStatus(), .seen = snapshot, .body = std::move(message)};
}

// Only what somebody has reported for can be acknowledged.
Prepared PrepareAcknowledgement(const Command& command,
                                const std::shared_ptr<const Snapshot>& snapshot) {
  Prepared prepared = PrepareMessage<v1::BoardAcknowledged>(command, snapshot);
  if (!prepared.status.ok()) return prepared;
  const v1::ViewQuery& query = std::get<v1::BoardAcknowledged>(prepared.body).query();
  const auto prefix = domain::ReadPrefix(snapshot->facts, query.as_of());
  if (!prefix.ok()) {
    prepared.status = prefix.status();
    return prepared;
  }
  prepared.status = domain::CheckPeriod(*prefix->catalogue, query.period());
  const bool reported =
      std::ranges::any_of(prefix->histories, [&](const domain::NumberedHistory& history) {
        return history.IsInForce() && prefix->periods[history.period] == query.period();
      });
  if (prepared.status.ok() && !reported) prepared.status = NothingReported(query.period());
  return prepared;
}

// Everything in the catalogue that the log rests on, as "kind\nid".
class Uses {
 public:
  Uses(const domain::Facts& facts, const v1::Catalogue& catalogue) {
    // Symbols cannot be turned back into ids here, so ids are turned into
    // symbols through the newest index.
    symbols_ = facts.released_symbols();
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
    for (const auto* column :
         {&rows.indicator, &rows.area, &rows.sex, &rows.age, &rows.background, &rows.category}) {
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

}  // namespace

std::shared_ptr<const domain::Prose> ProseOf(const v1::Report& report) {
  if (report.activities().empty() && report.follow_ups().empty()) return nullptr;
  auto prose = std::make_shared<domain::Prose>();
  prose->activities.assign(report.activities().begin(), report.activities().end());
  prose->follow_ups.assign(report.follow_ups().begin(), report.follow_ups().end());
  return prose;
}

std::vector<v1::Finding> CheckReplacement(const domain::Facts& facts, const v1::Catalogue& before,
                                          const v1::Catalogue& after) {
  std::vector<v1::Finding> findings = domain::CheckCatalogue(after);
  const Uses uses(facts, before);
  std::vector<v1::Finding> changes = domain::CheckCatalogueChange(
      before, after,
      [&uses](std::string_view kind, std::string_view id) { return uses.Contains(kind, id); });
  findings.insert(findings.end(), std::make_move_iterator(changes.begin()),
                  std::make_move_iterator(changes.end()));
  return findings;
}

Prepared Prepare(const Command& command, std::shared_ptr<const Snapshot> snapshot) {
  switch (command.kind) {
    case CommandKind::kValidateReport:
    case CommandKind::kSubmitReport:
      return PrepareReport(command, std::move(snapshot));
    case CommandKind::kApplyCatalogue:
      return PrepareCatalogue(command, std::move(snapshot));
    case CommandKind::kAcknowledge:
      return PrepareAcknowledgement(command, snapshot);
    case CommandKind::kRevokeIdentity:
    case CommandKind::kReinstateIdentity:
      return PrepareMessage<v1::IdentityChanged>(command, snapshot);
    case CommandKind::kApproveReport:
    case CommandKind::kSendBackReport:
      return PrepareReview(command, snapshot);
    case CommandKind::kWithdrawReport:
      return PrepareWithdrawal(command, snapshot);
    case CommandKind::kWaiveObligation:
      return PrepareWaiver(command, std::move(snapshot));
    case CommandKind::kImportSeries:
      return PrepareSeries(command, std::move(snapshot));
    case CommandKind::kPassDeadline:
      return PrepareMessage<v1::DeadlinePassed>(command, snapshot);
    case CommandKind::kChangeDelivery:
      return PrepareMessage<v1::DeliveryChanged>(command, snapshot);
    case CommandKind::kRemind:
      return PrepareMessage<v1::ReminderDue>(command, snapshot);
  }
  return {.status = absl::InternalError("a command of no known kind"), .seen = {}, .body = {}};
}

}  // namespace samlad::exchange
