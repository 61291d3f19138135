// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/golden_questions.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gateway/base/strings.h"
#include "gateway/domain/feed/feed.h"
#include "gateway/domain/follow_up/obligations.h"
#include "gateway/domain/follow_up/trail.h"
#include "gateway/domain/log/revision_diff.h"
#include "gateway/domain/validation/check_content.h"
#include "gateway/domain/view/view.h"
#include "gateway/exchange/view_bytes.h"
#include "gateway/ledger/hash.h"
#include "gateway/service/report_list.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/identity_service.pb.h"
#include "samlad/v1/ledger_service.pb.h"
#include "samlad/v1/reporting_service.pb.h"
#include "tests/golden/golden_exchange.h"

namespace samlad::golden {
namespace {

using Bytes = absl::StatusOr<std::string>;

// A question, taken apart, and what it is asked of.
struct Question {
  Question(exchange::Exchange& asked, std::string_view text, const FindingTexts* of_findings)
      : exchange(asked), texts(of_findings), now(asked.Read()) {
    const std::vector<std::string> parts = absl::StrSplit(ToAbsl(text), ' ');
    word = parts[0];
    for (size_t i = 1; i < parts.size(); ++i) {
      values.insert(
          std::pair<std::string, std::string>(absl::StrSplit(parts[i], absl::MaxSplits('=', 1))));
    }
  }

  std::string Text(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? "" : found->second;
  }
  uint64_t Number(const std::string& name) const {
    uint64_t number = 0;
    return absl::SimpleAtoi(Text(name), &number) ? number : 0;
  }
  std::vector<std::string> List(const std::string& name) const {
    return absl::StrSplit(Text(name), ',', absl::SkipEmpty());
  }
  std::string reader() const { return Text("reader"); }
  bool May(std::initializer_list<v1::Permission> any_of) const {
    return std::ranges::any_of(any_of, [this](v1::Permission permission) {
      return now->catalogue->Allows(reader(), permission);
    });
  }
  bool SeesRemarks() const { return May({v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT}); }

  template <class Message>
  void RestoreTexts(Message& answer) const {
    if (texts == nullptr) return;
    for (v1::Finding& finding : *answer.mutable_findings()) texts->Restore(finding);
  }

  exchange::Exchange& exchange;
  const FindingTexts* const texts;
  const std::shared_ptr<const exchange::Snapshot> now;
  std::string word;
  std::map<std::string, std::string> values;
};

template <class Message>
Bytes BytesOf(const absl::StatusOr<Message>& message) {
  if (!message.ok()) return message.status();
  return message->SerializeAsString();
}

Bytes AskView(const Question& asked) {
  v1::ViewQuery query;
  query.set_period(asked.Text("period"));
  query.set_as_of(asked.Number("as_of"));
  query.set_years(static_cast<uint32_t>(asked.Number("years")));
  for (std::string& id : asked.List("organisations")) query.add_organisations(std::move(id));
  for (std::string& id : asked.List("indicators")) query.add_indicators(std::move(id));
  for (std::string& id : asked.List("areas")) query.add_priority_areas(std::move(id));
  for (const std::string& name : asked.List("by")) {
    v1::Dimension dimension = v1::DIMENSION_UNSPECIFIED;
    v1::Dimension_Parse(StrCat("DIMENSION_", name), &dimension);
    query.add_breakdowns(dimension);
  }
  if (!query.breakdowns().empty() && !asked.SeesRemarks()) {
    return absl::PermissionDeniedError("breakdowns");
  }
  using Protect = exchange::LogReader::Protect;
  const auto view = asked.exchange.reader().View(
      query, asked.May({v1::PERMISSION_AUDIT}) ? Protect::kAsAsked : Protect::kByHead);
  if (!view.ok()) return view.status();
  return exchange::SerialiseView(*view);
}

Bytes AskMissing(const Question& asked) {
  const domain::Facts& facts = asked.now->facts;
  const uint64_t as_of = asked.Number("as_of");
  v1::ListMissingResponse response;
  response.set_as_of(as_of);
  const auto prefix = domain::ReadPrefix(facts, as_of);
  if (!prefix.ok()) return response.SerializeAsString();
  for (v1::ObligationState& state : domain::ObligationStates(
           *prefix, asked.Text("period"), [](std::string_view) { return true; })) {
    state.clear_remarks();
    if (state.state() == v1::REPORT_STATE_EXPECTED || state.state() == v1::REPORT_STATE_RETURNED ||
        state.state() == v1::REPORT_STATE_MISSING) {
      *response.add_obligations() = std::move(state);
    }
  }
  for (v1::ProjectRow& project : domain::ProjectRows(*prefix, asked.Text("period"))) {
    if (project.state() == v1::FOLLOW_UP_STATE_OVERDUE) {
      *response.add_projects() = std::move(project);
    }
  }
  return response.SerializeAsString();
}

Bytes AskTrail(const Question& asked) {
  v1::GetTrailRequest request;
  request.set_period(asked.Text("period"));
  request.set_organisation(asked.Text("organisation"));
  request.set_as_of(asked.Number("as_of"));
  auto trail = domain::ReadTrail(asked.now->facts, request);
  if (trail.ok() && !asked.SeesRemarks()) {
    for (v1::TrailRow& row : *trail->mutable_rows()) row.mutable_obligation()->clear_remarks();
  }
  return BytesOf(trail);
}

Bytes AskObligations(const Question& asked) {
  v1::ListObligationsResponse response;
  const auto prefix = domain::ReadPrefix(asked.now->facts, asked.Number("as_of"));
  if (!prefix.ok()) return response.SerializeAsString();
  for (v1::ObligationState& state :
       domain::ObligationStates(*prefix, asked.Text("period"), [&](std::string_view organisation) {
         return asked.now->catalogue->MayReportFor(asked.reader(), organisation);
       })) {
    *response.add_obligations() = std::move(state);
  }
  return response.SerializeAsString();
}

Bytes AskReports(const Question& asked) {
  v1::ListReportsRequest request;
  request.set_period(asked.Text("period"));
  request.set_as_of(asked.Number("as_of"));
  request.set_page_size(static_cast<uint32_t>(asked.Number("page")));
  std::string pages;
  do {
    const auto page = service::ListReportsOf(asked.reader(), *asked.now, request);
    if (!page.ok()) return page.status();
    pages += page->SerializeAsString();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return pages;
}

Bytes AskFeed(const Question& asked) {
  const domain::Facts& facts = asked.now->facts;
  const domain::FeedVisibility visibility{
      .organisation = asked.reader(),
      .see_all =
          asked.May({v1::PERMISSION_READ_BOARD, v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT}),
      .see_identities =
          asked.May({v1::PERMISSION_ADMINISTER, v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT})};
  domain::FirstReports first;
  first.Read(facts);
  const auto reported_before = [&](std::string_view organisation, std::string_view period,
                                   uint64_t as_of) {
    return first.ReportedBefore(organisation, period, as_of);
  };
  std::string pages;
  for (uint64_t cursor = asked.Number("cursor"); cursor < facts.size();) {
    const domain::FeedPage page = domain::ReadFeedPage(facts, cursor, visibility, reported_before);
    StrAppend(&pages, page.message, "\n", page.cursor, "\n", page.events, "\n");
    cursor = page.cursor;
  }
  return pages;
}

Bytes AskProjects(const Question& asked) {
  v1::ListMissingResponse response;  // the message that holds such rows
  const auto prefix = domain::ReadPrefix(asked.now->facts, asked.Number("as_of"));
  if (!prefix.ok()) return response.SerializeAsString();
  for (v1::ProjectRow& row : domain::ProjectRows(*prefix, asked.Text("period"))) {
    *response.add_projects() = std::move(row);
  }
  return response.SerializeAsString();
}

Bytes AskDefaultPeriod(const Question& asked) {
  const auto prefix = domain::ReadPrefix(asked.now->facts, asked.Number("as_of"));
  return prefix.ok() ? domain::DefaultPeriod(*prefix) : std::string();
}

const domain::ReportFact* FindReport(const Question& asked) {
  const uint64_t position = asked.Number("position");
  if (position >= asked.now->facts.size()) return nullptr;
  return std::get_if<domain::ReportFact>(&asked.now->facts[position].what);
}

Bytes AskRevision(const Question& asked) {
  const domain::ReportFact* fact = FindReport(asked);
  const bool may =
      fact != nullptr && (asked.SeesRemarks() ||
                          asked.now->catalogue->MayReportFor(asked.reader(), fact->organisation));
  if (!may) return absl::NotFoundError("position");
  const Bytes report = asked.exchange.reader().ReadReport(asked.Number("position"));
  if (!report.ok()) return report;
  v1::GetRevisionResponse response;
  response.set_report(*report);
  *response.mutable_summary() = service::SummaryOf(asked.now->facts, asked.Number("position"));
  if (fact->replaces != 0) {
    const Bytes replaced = asked.exchange.reader().ReadReport(fact->replaces);
    v1::Report before, after;
    if (!replaced.ok() || !before.ParseFromString(*replaced) || !after.ParseFromString(*report)) {
      return absl::InternalError("a report cannot be read");
    }
    for (v1::ObservationChange& change : domain::DiffRevisions(before, after)) {
      *response.add_changes() = std::move(change);
    }
    response.set_prose_changed(domain::ProseDiffers(before, after));
  }
  return response.SerializeAsString();
}

Bytes AskCatalogue(const Question& asked) {
  const auto index = domain::CatalogueAsOf(asked.now->facts, asked.Number("as_of"));
  return StrCat(index->position(), "\n", index->catalogue().SerializeAsString());
}

Bytes AskRevocations(const Question& asked) {
  v1::ListRevocationsResponse response;
  for (const domain::Revocation* revocation : asked.now->revocations->All()) {
    v1::Revocation& listed = *response.add_revocations();
    listed.set_position(revocation->position);
    listed.set_time_ms(revocation->time_ms);
    v1::IdentityChanged& identity = *listed.mutable_identity();
    identity.set_organisation(revocation->identity.organisation);
    identity.set_system(revocation->identity.system);
    identity.set_certificate(revocation->identity.certificate);
    identity.set_reason(revocation->identity.reason);
  }
  return response.SerializeAsString();
}

identity::Principal SenderOf(const Question& asked) {
  return {.organisation = asked.reader(), .system = "golden", .certificate = ""};
}

Bytes AskReceipt(const Question& asked) {
  return asked.exchange.reader().FindReceipt(SenderOf(asked), "", asked.Number("position"),
                                             asked.May({v1::PERMISSION_AUDIT}));
}

void AddHashes(const std::vector<ledger::Hash>& hashes, std::string* bytes) {
  for (const ledger::Hash& hash : hashes) *bytes += ledger::AsBytes(hash);
}

Bytes AskInclusion(const Question& asked) {
  const auto proof =
      asked.exchange.reader().Prove(SenderOf(asked), asked.Number("position"), asked.Number("size"),
                                    asked.May({v1::PERMISSION_AUDIT}));
  if (!proof.ok()) return proof.status();
  std::string bytes = StrCat(proof->tree_size, "\n");
  AddHashes({proof->leaf, proof->root}, &bytes);
  AddHashes(proof->hashes, &bytes);
  return bytes;
}

Bytes AskConsistency(const Question& asked) {
  const auto proof =
      asked.exchange.reader().ProveConsistency(asked.Number("first"), asked.Number("second"));
  if (!proof.ok()) return proof.status();
  std::string bytes = StrCat(proof->first_size, "\n", proof->second_size, "\n");
  AddHashes(proof->hashes, &bytes);
  return bytes;
}

uint64_t LatestRevision(const domain::Facts& facts, const domain::ReportFact& of) {
  for (uint64_t position = facts.size(); position-- > 0;) {
    const auto* report = std::get_if<domain::ReportFact>(&facts[position].what);
    if (report != nullptr && report->organisation == of.organisation &&
        report->obligation == of.obligation && report->period == of.period) {
      return position;
    }
  }
  return 0;
}

Bytes AskCheck(const Question& asked) {
  const domain::ReportFact* fact = FindReport(asked);
  if (fact == nullptr) return absl::NotFoundError("position");
  const Bytes report = asked.exchange.reader().ReadReport(asked.Number("position"));
  if (!report.ok()) return report;
  const auto outcome =
      Execute(asked.exchange,
              {.kind = exchange::CommandKind::kValidateReport,
               .sender = {.organisation = fact->sender, .system = "golden", .certificate = ""},
               .submission_id = "",
               .payload = *report,
               .base = LatestRevision(asked.now->facts, *fact)});
  if (!outcome.ok()) return outcome.status();
  v1::ValidateResponse response;
  response.set_verdict(outcome->verdict);
  *response.mutable_counts() = outcome->counts;
  response.mutable_findings()->Assign(outcome->findings.begin(), outcome->findings.end());
  response.set_catalogue_position(outcome->catalogue_position);
  asked.RestoreTexts(response);
  return response.SerializeAsString();
}

Bytes AskPlan(const Question& asked) {
  const auto index = domain::CatalogueAsOf(asked.now->facts, asked.Number("as_of"));
  auto plan = asked.exchange.reader().Plan(index->catalogue().SerializeAsString());
  if (plan.ok()) asked.RestoreTexts(*plan);
  return BytesOf(plan);
}

struct Word {
  std::string_view name;
  DependsOn depends_on;
  Bytes (*ask)(const Question& asked);
};

constexpr Word kWords[] = {
    {"view", DependsOn::kFold, AskView},
    {"missing", DependsOn::kFold, AskMissing},
    {"trail", DependsOn::kFold, AskTrail},
    {"obligations", DependsOn::kFold, AskObligations},
    {"reports", DependsOn::kFold, AskReports},
    {"feed", DependsOn::kFold, AskFeed},
    {"projects", DependsOn::kFold, AskProjects},
    {"default-period", DependsOn::kFold, AskDefaultPeriod},
    {"revision", DependsOn::kFold, AskRevision},
    {"catalogue", DependsOn::kNothing, AskCatalogue},
    {"revocations", DependsOn::kNothing, AskRevocations},
    {"receipt", DependsOn::kNothing, AskReceipt},
    {"inclusion", DependsOn::kNothing, AskInclusion},
    {"consistency", DependsOn::kNothing, AskConsistency},
    {"check", DependsOn::kRules, AskCheck},
    {"plan", DependsOn::kRules, AskPlan},
};

// Null if there is none.
const Word* FindWord(std::string_view question) {
  const std::string_view name = question.substr(0, question.find(' '));
  const auto* found = std::ranges::find(kWords, name, &Word::name);
  return found == std::end(kWords) ? nullptr : found;
}

}  // namespace

uint32_t FoldVersion() { return domain::kFoldVersion; }
uint32_t RulesVersion() { return domain::kRulesVersion; }

DependsOn DependsOnOf(std::string_view question) {
  const Word* word = FindWord(question);
  return word == nullptr ? DependsOn::kUnknownQuestion : word->depends_on;
}

std::string Ask(exchange::Exchange& exchange, std::string_view question,
                const FindingTexts* texts) {
  const Word* word = FindWord(question);
  if (word == nullptr) return "no such question";
  const Bytes bytes = word->ask(Question(exchange, question, texts));
  if (!bytes.ok()) return absl::StatusCodeToString(bytes.status().code());
  return ledger::ToHex(ledger::AsBytes(ledger::Sha256({*bytes})));
}

}  // namespace samlad::golden
