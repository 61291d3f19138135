// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/narrator.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <utility>
#include <variant>

#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/view_bytes.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/report_reader.h"
#include "gateway/ledger/hash.h"
#include "tests/golden/golden_questions.h"
#include "tests/support/source_dir.h"

namespace samlad::golden {
namespace {

const std::filesystem::path kSamples =
    std::filesystem::path(samlad::testing::SourceDir()) / "clients" / "samples";

constexpr std::string_view kCoordinatorId = "khs";

std::string ReadFile(const std::filesystem::path& path) {
  auto text = formats::ReadFile(path.string(), limits::kFileBytesMax);
  if (!text.ok()) GiveUp(text.status().ToString());
  return *text;
}

int64_t ToMs(std::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, ToAbsl(text), &time, &error)) GiveUp(error);
  return absl::ToUnixMillis(time);
}

uint64_t PositionOf(const Command& command, const absl::StatusOr<exchange::Outcome>& outcome) {
  if (outcome.ok() && outcome->position.has_value() && !outcome->replayed) {
    return *outcome->position;
  }
  for (size_t i = 0; outcome.ok() && i < outcome->findings.size(); ++i) {
    std::cerr << outcome->findings[i].ShortDebugString() << "\n";
  }
  GiveUp(StrCat("no entry came of ", command.submission_id, " of ", command.sender.organisation,
                ", kind ", static_cast<int>(command.kind), ": ", outcome.status().ToString()));
}

}  // namespace

void GiveUp(std::string_view why) {
  std::cerr << why << "\n";
  std::exit(1);
}

v1::Catalogue SampleCatalogue() {
  v1::Catalogue catalogue;
  const std::string text = ReadFile(kSamples / "catalogue.yaml");
  if (!formats::LoadMessage(text, "catalogue.yaml", &catalogue).findings.empty()) {
    GiveUp("the sample catalogue has findings");
  }
  return catalogue;
}

v1::Report SampleReport(std::string_view organisation, std::string_view period) {
  std::vector<formats::ReportFile> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(kSamples / "reports" / organisation / period)) {
    files.push_back({entry.path().string(), ReadFile(entry.path())});
  }
  // The envelope first, then by name: the same report on every machine.
  std::ranges::sort(files, {}, [](const formats::ReportFile& file) {
    return std::pair(file.name.ends_with(".csv"), file.name);
  });
  v1::Report report;
  formats::ReadReport(files, formats::DecimalMark::kDetect, &report);
  return report;
}

Narrator::Narrator(std::string_view origin, std::string_view time, const v1::Catalogue& catalogue)
    : origin_(origin), seed_(ledger::RandomBytes(sizeof(ledger::Hash))) {
  At(time);
  auto signer = SignerOf(origin, seed_);
  if (!signer.ok()) GiveUp(signer.status().ToString());
  signer_ = std::make_unique<ledger::NoteSigner>(*std::move(signer));
  auto store = MakeStore(folder_.path());
  if (!store.ok()) GiveUp(store.status().ToString());
  store_ = *std::move(store);
  std::vector<v1::Finding> findings;
  const absl::Status begun = exchange::Exchange::Initialise(
      *store_, clock_, *signer_, origin, catalogue.SerializeAsString(), &findings);
  if (!begun.ok()) GiveUp(begun.ToString());
  auto exchange = Recover(origin, *store_, clock_, *signer_);
  if (!exchange.ok()) GiveUp(exchange.status().ToString());
  exchange_ = *std::move(exchange);
}

void Narrator::At(std::string_view time) { clock_.Set(ToMs(time)); }

Command Narrator::Make(CommandKind kind, std::string_view sender,
                       const google::protobuf::Message& message, uint64_t base) {
  const bool own = exchange::IsGatewaysOwn(kind);
  return {.kind = kind,
          .sender = {.organisation = std::string(sender),
                     .system = own ? "" : StrCat(sender, "-reports"),
                     .certificate = ""},
          .submission_id = own ? "" : StrCat("golden-", ++submissions_),
          .payload = message.SerializeAsString(),
          .base = base};
}

Command Narrator::Submit(const v1::Report& report, uint64_t replaces, std::string_view sender) {
  return Make(CommandKind::kSubmitReport, sender.empty() ? report.organisation() : sender, report,
              replaces);
}

Command Narrator::Approve(uint64_t report) {
  v1::ReportReviewed review;
  review.set_report(report);
  return Make(CommandKind::kApproveReport, kCoordinatorId, review);
}

Command Narrator::SendBack(uint64_t report, std::string_view reason, std::string_view field,
                           std::string_view remark) {
  v1::ReportReviewed review;
  review.set_report(report);
  review.set_reason(std::string(reason));
  if (!remark.empty()) {
    v1::ReviewRemark& added = *review.add_remarks();
    added.set_field(std::string(field));
    added.set_text(std::string(remark));
  }
  return Make(CommandKind::kSendBackReport, kCoordinatorId, review);
}

Command Narrator::Withdraw(std::string_view sender, uint64_t report, std::string_view reason) {
  v1::ReportWithdrawn withdrawal;
  withdrawal.set_report(report);
  withdrawal.set_reason(std::string(reason));
  return Make(CommandKind::kWithdrawReport, sender, withdrawal);
}

Command Narrator::Waive(std::string_view organisation, std::string_view obligation,
                        std::string_view period, std::string_view reason, bool lifted) {
  v1::ObligationWaived waiver;
  waiver.set_organisation(std::string(organisation));
  waiver.set_obligation(std::string(obligation));
  waiver.set_period(std::string(period));
  waiver.set_reason(std::string(reason));
  waiver.set_lifted(lifted);
  return Make(CommandKind::kWaiveObligation, kCoordinatorId, waiver);
}

Command Narrator::Reopen(std::string_view organisation, std::string_view obligation,
                         std::string_view period, std::string_view last_day,
                         std::string_view reason) {
  v1::PeriodReopened reopening;
  reopening.set_organisation(std::string(organisation));
  reopening.set_obligation(std::string(obligation));
  reopening.set_period(std::string(period));
  reopening.set_last_day(std::string(last_day));
  reopening.set_reason(std::string(reason));
  return Make(CommandKind::kReopenPeriod, kCoordinatorId, reopening);
}

Command Narrator::Clear(uint64_t report, std::string_view indicator, std::string_view reason) {
  v1::FigureCleared clearing;
  clearing.set_report(report);
  clearing.set_indicator(std::string(indicator));
  clearing.set_reason(std::string(reason));
  return Make(CommandKind::kClearFigure, kCoordinatorId, clearing);
}

Command Narrator::ChangeIdentity(CommandKind kind, std::string_view organisation,
                                 std::string_view system, std::string_view certificate,
                                 std::string_view reason) {
  v1::IdentityChanged identity;
  identity.set_organisation(std::string(organisation));
  identity.set_system(std::string(system));
  identity.set_certificate(std::string(certificate));
  identity.set_reason(std::string(reason));
  return Make(kind, kCoordinatorId, identity);
}

Command Narrator::Apply(const v1::Catalogue& catalogue) {
  return Make(CommandKind::kApplyCatalogue, kCoordinatorId, catalogue,
              exchange_->Read()->catalogue->position());
}

Command Narrator::Remind(std::string_view obligation, std::string_view period, std::string_view due,
                         uint32_t days) {
  v1::ReminderDue reminder;
  reminder.set_obligation(std::string(obligation));
  reminder.set_period(std::string(period));
  reminder.set_due(std::string(due));
  reminder.set_days(days);
  return Make(CommandKind::kRemind, "", reminder);
}

Command Narrator::PassDeadline(const v1::DeadlinePassed& deadline) {
  return Make(CommandKind::kPassDeadline, "", deadline);
}

Command Narrator::PassDeadline(std::string_view obligation, std::string_view period,
                               std::string_view due) {
  v1::DeadlinePassed deadline;
  deadline.set_obligation(std::string(obligation));
  deadline.set_period(std::string(period));
  deadline.set_due(std::string(due));
  return PassDeadline(deadline);
}

v1::View Narrator::View(std::string_view period) const {
  v1::ViewQuery query;
  query.set_period(std::string(period));
  query.set_as_of(Size());
  auto view = exchange_->reader().View(query, exchange::LogReader::Protect::kByHead);
  if (!view.ok()) GiveUp(view.status().ToString());
  return *std::move(view);
}

Command Narrator::Acknowledge(std::string_view period, std::string_view minute,
                              std::string_view decision) {
  const v1::View view = View(period);
  v1::BoardAcknowledged acknowledged;
  *acknowledged.mutable_query() = view.query();
  acknowledged.set_view_digest(
      std::string(ledger::AsBytes(ledger::Sha256({exchange::SerialiseView(view)}))));
  acknowledged.set_minute(std::string(minute));
  acknowledged.set_decision(std::string(decision));
  return Make(CommandKind::kAcknowledge, "ks", acknowledged);
}

Command Narrator::Correct(const Command& acknowledgement, uint64_t position,
                          std::string_view minute) {
  v1::BoardAcknowledged correction;
  if (!correction.ParseFromString(acknowledgement.payload)) GiveUp("no acknowledgement");
  correction.set_corrects(position);
  correction.set_minute(std::string(minute));
  return Make(CommandKind::kAcknowledge, acknowledgement.sender.organisation, correction);
}

Command Narrator::Publish(std::string_view period) {
  const auto edition = exchange_->reader().MakeEdition({.period = std::string(period)});
  if (!edition.ok()) GiveUp(StrCat(edition.status().message()));
  v1::Edition message;
  if (!message.ParseFromString(*edition)) GiveUp("no edition");
  Command command = Make(CommandKind::kPublishEdition, "khs", message);
  command.payload = *edition;
  return command;
}

Command Narrator::PublishByRule(std::string_view rule, std::string_view period) {
  std::vector<std::string> seats;
  const auto edition = exchange_->reader().MakeEdition(
      {.period = std::string(period), .publication = std::string(rule)}, &seats);
  if (!edition.ok()) GiveUp(StrCat(edition.status().message()));
  for (std::string& seat : seats) {
    Do({.kind = CommandKind::kCertifySeat,
        .sender = {},
        .submission_id = {},
        .payload = std::move(seat),
        .base = 0});
  }
  return {.kind = CommandKind::kPublishEdition,
          .sender = {},
          .submission_id = StrCat("publication:", rule, ":", period),
          .payload = *edition,
          .base = 0,
          .by_gateway = true};
}

Command Narrator::FallDue(std::string_view rule, std::string_view period,
                          std::string_view problem) {
  v1::EditionDue due;
  due.set_publication(std::string(rule));
  due.set_period(std::string(period));
  due.set_problem(std::string(problem));
  return Make(CommandKind::kEditionDue, "", due);
}

Command Narrator::Forward(uint64_t position, uint32_t attempt) {
  const auto now = exchange_->Read();
  const auto& edition = std::get<domain::EditionFact>(now->facts[position].what);
  v1::DeliveryChanged change;
  change.set_state(v1::DELIVERY_STATE_FORWARDED);
  change.set_edition(position);
  change.set_edition_digest(edition.digest);
  change.set_attempt(attempt);
  change.mutable_query()->set_period(edition.period);
  change.mutable_query()->set_as_of(edition.as_of);
  change.mutable_query()->set_protected_as_of(edition.protected_as_of);
  change.set_view_digest(edition.view_digest);
  return Make(CommandKind::kChangeDelivery, "", change);
}

Command Narrator::Change(v1::DeliveryState state, uint64_t delivery, std::string_view reference) {
  v1::DeliveryChanged change;
  change.set_state(state);
  change.set_delivery(delivery);
  change.set_reference(std::string(reference));
  return Make(CommandKind::kChangeDelivery, "", change);
}

uint64_t Narrator::Do(Command command) { return DoTogether({std::move(command)}).front(); }

std::vector<uint64_t> Narrator::DoTogether(std::vector<Command> commands) {
  std::vector<std::future<absl::StatusOr<exchange::Outcome>>> outcomes;
  for (const Command& command : commands) outcomes.push_back(ExecuteLater(*exchange_, command));
  std::vector<uint64_t> positions;
  for (size_t i = 0; i < commands.size(); ++i) {
    positions.push_back(PositionOf(commands[i], outcomes[i].get()));
  }
  return positions;
}

GoldenLog Narrator::Take(std::string_view version, std::string_view commit) const {
  auto batches = ReadBatches(*store_);
  if (!batches.ok()) GiveUp(batches.status().ToString());
  return {.version = std::string(version),
          .commit = std::string(commit),
          .fold_version = FoldVersion(),
          .rules_version = RulesVersion(),
          .origin = origin_,
          .seed = seed_,
          .batches = *std::move(batches),
          .answers = {},
          .decisions = {}};
}

}  // namespace samlad::golden
