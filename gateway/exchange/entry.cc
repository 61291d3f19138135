// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/entry.h"

#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/header.h"
#include "google/protobuf/arena.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::exchange {
namespace {

std::string Bytes(const ledger::Hash& hash) { return std::string(ledger::AsBytes(hash)); }

std::string CommitToFindings(std::string_view salt, const std::vector<v1::Finding>& findings) {
  if (findings.empty()) return "";
  v1::FindingList list;
  list.mutable_findings()->Assign(findings.begin(), findings.end());
  return Bytes(ledger::CommitFindings(salt, list.SerializeAsString()));
}

absl::StatusOr<domain::Fact> CatalogueFactOf(uint64_t position, v1::Catalogue catalogue,
                                             domain::Symbols& symbols) {
  return domain::Fact{.time_ms = 0,
                      .what = domain::CatalogueFact{
                          domain::CatalogueIndex::Build(std::move(catalogue), position, symbols)}};
}

domain::Fact ReportFactOf(const v1::EntryHeader& header, const v1::Report& report,
                          const domain::CatalogueIndex& catalogue) {
  const v1::Decision& decision = header.decision();
  domain::ReportFact fact{
      .organisation = decision.organisation(),
      .obligation = decision.obligation(),
      .period = decision.period(),
      .sender = header.organisation(),
      .replaces = decision.replaces(),
      .verdict = decision.verdict(),
      .reason = report.reason(),
      .observations = std::make_shared<domain::Observations>(domain::Tabulate(report, catalogue)),
      .prose = ProseOf(report)};
  return {.time_ms = 0, .what = std::move(fact)};
}

absl::Status Unreadable(std::string_view what) {
  return absl::DataLossError(StrCat("the payload is not a ", what));
}

template <class Message>
std::shared_ptr<const Message> Shared(Message message) {
  return std::make_shared<const Message>(std::move(message));
}

// The entries by which reports and duties are followed up.
absl::StatusOr<domain::Fact> ReadGovernance(const v1::EntryHeader& header,
                                            const std::string& payload) {
  const v1::Decision& decision = header.decision();
  domain::Fact fact;
  switch (header.kind()) {
    case v1::ENTRY_KIND_REPORT_APPROVED:
    case v1::ENTRY_KIND_REPORT_SENT_BACK: {
      v1::ReportReviewed reviewed;
      if (!reviewed.ParseFromString(payload)) return Unreadable("review");
      fact.what =
          domain::ReviewFact{.approved = header.kind() == v1::ENTRY_KIND_REPORT_APPROVED,
                             .report = reviewed.report(),
                             .organisation = decision.organisation(),
                             .obligation = decision.obligation(),
                             .period = decision.period(),
                             .reason = reviewed.reason(),
                             .remarks = {reviewed.remarks().begin(), reviewed.remarks().end()}};
      return fact;
    }
    case v1::ENTRY_KIND_REPORT_WITHDRAWN: {
      v1::ReportWithdrawn withdrawn;
      if (!withdrawn.ParseFromString(payload)) return Unreadable("withdrawal");
      fact.what = domain::WithdrawalFact{.report = withdrawn.report(),
                                         .organisation = decision.organisation(),
                                         .obligation = decision.obligation(),
                                         .period = decision.period(),
                                         .sender = header.organisation(),
                                         .reason = withdrawn.reason()};
      return fact;
    }
    case v1::ENTRY_KIND_OBLIGATION_WAIVED: {
      v1::ObligationWaived waived;
      if (!waived.ParseFromString(payload)) return Unreadable("waiver");
      fact.what = domain::WaiverFact{.organisation = waived.organisation(),
                                     .obligation = waived.obligation(),
                                     .period = waived.period(),
                                     .reason = waived.reason(),
                                     .lifted = waived.lifted()};
      return fact;
    }
    case v1::ENTRY_KIND_REMINDER_DUE: {
      v1::ReminderDue reminder;
      if (!reminder.ParseFromString(payload)) return Unreadable("reminder");
      fact.what = domain::ReminderFact{.obligation = reminder.obligation(),
                                       .period = reminder.period(),
                                       .due = reminder.due(),
                                       .days = reminder.days()};
      return fact;
    }
    case v1::ENTRY_KIND_SERIES_IMPORTED: {
      v1::SeriesImported series;
      if (!series.ParseFromString(payload)) return Unreadable("series");
      fact.what = domain::SeriesFact{Shared(std::move(series))};
      return fact;
    }
    case v1::ENTRY_KIND_DELIVERY_CHANGED: {
      v1::DeliveryChanged change;
      if (!change.ParseFromString(payload)) return Unreadable("change of a delivery");
      fact.what = domain::DeliveryFact{Shared(std::move(change))};
      return fact;
    }
    default:
      return absl::DataLossError(StrCat("entry of unknown kind ", header.kind()));
  }
}

absl::StatusOr<domain::Fact> ReadWhat(uint64_t position, const v1::EntryHeader& header,
                                      const store::Record& record,
                                      const domain::CatalogueIndex* catalogue,
                                      domain::Symbols& symbols) {
  if ((catalogue == nullptr) != (header.kind() == v1::ENTRY_KIND_LOG_INITIALISED)) {
    return absl::DataLossError("the log must begin with its initialisation, and only there");
  }
  switch (header.kind()) {
    case v1::ENTRY_KIND_LOG_INITIALISED: {
      v1::LogInitialised initialised;
      v1::Catalogue first;
      if (!initialised.ParseFromString(record.payload) ||
          !first.ParseFromString(initialised.catalogue())) {
        return Unreadable("log initialisation");
      }
      return CatalogueFactOf(position, std::move(first), symbols);
    }
    case v1::ENTRY_KIND_CATALOGUE_APPLIED: {
      v1::Catalogue next;
      if (!next.ParseFromString(record.payload)) return Unreadable("catalogue");
      return CatalogueFactOf(position, std::move(next), symbols);
    }
    case v1::ENTRY_KIND_REPORT_ACCEPTED: {
      google::protobuf::Arena arena;
      auto* report = google::protobuf::Arena::CreateMessage<v1::Report>(&arena);
      if (!report->ParseFromString(record.payload)) return Unreadable("report");
      if (header.decision().catalogue_position() != catalogue->position()) {
        return absl::DataLossError("the decision names a catalogue that was not in force");
      }
      return ReportFactOf(header, *report, *catalogue);
    }
    case v1::ENTRY_KIND_REPORT_RETURNED:
      return domain::Fact{.time_ms = 0,
                          .what = domain::ReturnedFact{
                              header.decision().organisation(), header.decision().obligation(),
                              header.decision().period(), header.organisation()}};
    case v1::ENTRY_KIND_DEADLINE_PASSED: {
      v1::DeadlinePassed passed;
      if (!passed.ParseFromString(record.payload)) return Unreadable("deadline");
      return domain::Fact{.time_ms = 0,
                          .what = domain::DeadlineFact{passed.obligation(), passed.project(),
                                                       passed.period(), passed.recommendation()}};
    }
    case v1::ENTRY_KIND_BOARD_ACKNOWLEDGED: {
      v1::BoardAcknowledged acknowledged;
      if (!acknowledged.ParseFromString(record.payload)) return Unreadable("acknowledgement");
      return domain::Fact{
          .time_ms = 0,
          .what = domain::AcknowledgementFact{header.organisation(), acknowledged.query().as_of(),
                                              acknowledged.query().period(), acknowledged.minute(),
                                              acknowledged.decision()}};
    }
    case v1::ENTRY_KIND_IDENTITY_REVOKED:
    case v1::ENTRY_KIND_IDENTITY_REINSTATED: {
      v1::IdentityChanged changed;
      if (!changed.ParseFromString(record.payload)) return Unreadable("change of an identity");
      return domain::Fact{
          .time_ms = 0,
          .what = domain::IdentityFact{header.kind() == v1::ENTRY_KIND_IDENTITY_REVOKED,
                                       changed.organisation(), changed.system(),
                                       changed.certificate(), changed.reason()}};
    }
    default:
      return ReadGovernance(header, record.payload);
  }
}

}  // namespace

store::Record Seal(Staged& staged, int64_t time_ms, const Sender& sender,
                   std::string_view submission_id, const std::vector<v1::Finding>& findings) {
  store::Record record;
  record.salt = ledger::RandomBytes(limits::kSaltBytes);
  record.payload = std::move(staged.payload);
  record.key = std::move(staged.key);

  v1::EntryHeader header;
  header.set_format(ledger::kHeaderFormat);
  header.set_kind(staged.kind);
  header.set_time_ms(time_ms);
  header.set_organisation(sender.organisation);
  header.set_system(sender.system);
  header.mutable_payload()->set_scheme(ledger::kCommitmentScheme);
  header.mutable_payload()->set_digest(Bytes(ledger::CommitPayload(record.salt, record.payload)));
  if (staged.decision.has_value()) {
    *header.mutable_decision() = std::move(*staged.decision);
    header.mutable_decision()->set_findings_digest(CommitToFindings(record.salt, findings));
    header.mutable_decision()->set_submission_digest(
        Bytes(ledger::CommitSubmission(record.salt, submission_id)));
  }
  record.header = header.SerializeAsString();
  staged.fact.time_ms = time_ms;
  return record;
}

std::string MakeReceipt(std::string_view origin, uint64_t position, const store::Record& record,
                        std::string_view submission_id, std::string_view checkpoint,
                        std::span<const ledger::Hash> proof) {
  v1::Receipt receipt;
  receipt.set_origin(std::string(origin));
  receipt.set_position(position);
  receipt.set_header(record.header);
  receipt.set_salt(record.salt);
  receipt.set_submission_id(std::string(submission_id));
  receipt.set_checkpoint(std::string(checkpoint));
  for (const ledger::Hash& hash : proof) receipt.add_inclusion_proof(Bytes(hash));
  return receipt.SerializeAsString();
}

absl::StatusOr<domain::Fact> ReadFact(uint64_t position, const v1::EntryHeader& header,
                                      const store::Record& record,
                                      const domain::CatalogueIndex* catalogue,
                                      domain::Symbols& symbols) {
  absl::StatusOr<domain::Fact> fact = ReadWhat(position, header, record, catalogue, symbols);
  if (fact.ok()) fact->time_ms = header.time_ms();
  return fact;
}

}  // namespace samlad::exchange
