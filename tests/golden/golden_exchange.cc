// SPDX-License-Identifier: EUPL-1.2

#include "tests/golden/golden_exchange.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "gateway/ledger/base64.h"
#include "gateway/store/sqlite/sqlite_store.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::golden {
namespace {

using exchange::CommandKind;

const std::map<v1::EntryKind, CommandKind> kCommands = {
    {v1::ENTRY_KIND_EDITION_PUBLISHED, CommandKind::kPublishEdition},
    {v1::ENTRY_KIND_CATALOGUE_APPLIED, CommandKind::kApplyCatalogue},
    {v1::ENTRY_KIND_REPORT_ACCEPTED, CommandKind::kSubmitReport},
    {v1::ENTRY_KIND_DEADLINE_PASSED, CommandKind::kPassDeadline},
    {v1::ENTRY_KIND_BOARD_ACKNOWLEDGED, CommandKind::kAcknowledge},
    {v1::ENTRY_KIND_IDENTITY_REVOKED, CommandKind::kRevokeIdentity},
    {v1::ENTRY_KIND_IDENTITY_REINSTATED, CommandKind::kReinstateIdentity},
    {v1::ENTRY_KIND_REPORT_APPROVED, CommandKind::kApproveReport},
    {v1::ENTRY_KIND_REPORT_SENT_BACK, CommandKind::kSendBackReport},
    {v1::ENTRY_KIND_REPORT_WITHDRAWN, CommandKind::kWithdrawReport},
    {v1::ENTRY_KIND_OBLIGATION_WAIVED, CommandKind::kWaiveObligation},
    {v1::ENTRY_KIND_REMINDER_DUE, CommandKind::kRemind},
    {v1::ENTRY_KIND_SERIES_IMPORTED, CommandKind::kImportSeries},
    {v1::ENTRY_KIND_FIGURE_CLEARED, CommandKind::kClearFigure},
    {v1::ENTRY_KIND_DELIVERY_CHANGED, CommandKind::kChangeDelivery},
    {v1::ENTRY_KIND_EDITION_DUE, CommandKind::kEditionDue},
    {v1::ENTRY_KIND_SEAT_CERTIFIED, CommandKind::kCertifySeat},
    {v1::ENTRY_KIND_PERIOD_REOPENED, CommandKind::kReopenPeriod}};

std::string Describe(const absl::StatusOr<exchange::Outcome>& outcome) {
  if (outcome.ok()) {
    return StrCat("OK ", v1::Verdict_Name(outcome->verdict), outcome->replayed ? " replayed" : "");
  }
  const auto reason = outcome.status().GetPayload(exchange::kReasonUrl);
  return StrCat(absl::StatusCodeToString(outcome.status().code()),
                reason.has_value() ? StrCat(" ", std::string(*reason)) : "");
}

}  // namespace

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / "samlad-golden-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) std::abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

absl::StatusOr<ledger::NoteSigner> SignerOf(std::string_view origin, std::string_view seed) {
  // RFC 8410, section 7: all of PKCS #8 but the seed itself.
  constexpr char kHead[] = "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
  const std::string der = StrCat(std::string(kHead, sizeof kHead - 1), seed);
  // Nobody who looks for keys in the repository should stumble over this line.
  constexpr std::string_view kLabel = "PRIVATE KEY";
  const std::string pem = StrCat("-----BEGIN ", kLabel, "-----\n", ledger::EncodeBase64(der),
                                 "\n-----END ", kLabel, "-----\n");
  return ledger::NoteSigner::FromPem(origin, pem);
}

absl::StatusOr<std::unique_ptr<store::Store>> MakeStore(const std::string& folder) {
  return store::OpenSqliteStore(folder, /*create=*/true);
}

absl::StatusOr<std::vector<store::Batch>> ReadBatches(const store::Store& store) {
  std::vector<store::Batch> batches;
  uint64_t begin = 0;
  std::vector<uint64_t> ends;
  const absl::Status notes = store.ReadCheckpoints(0, [&](uint64_t size, std::string_view note) {
    batches.push_back({.position = begin, .records = {}, .checkpoint = std::string(note)});
    ends.push_back(size);
    begin = size;
    return true;
  });
  if (!notes.ok()) return notes;
  size_t at = 0;
  const absl::Status records =
      store.Read(0, begin, [&](uint64_t position, const store::Record& record) {
        if (position == ends[at]) ++at;
        batches[at].records.push_back(record);
        return true;
      });
  if (!records.ok()) return records;
  return batches;
}

absl::StatusOr<std::unique_ptr<exchange::Exchange>> Recover(std::string_view origin,
                                                            store::Store& store, const Clock& clock,
                                                            const ledger::NoteSigner& signer) {
  exchange::Exchange::Options options{.origin = std::string(origin),
                                      .on_data_loss =
                                          [](const absl::Status& why) {
                                            std::cerr << why << "\n";
                                            std::abort();
                                          },
                                      .may_append = nullptr};
  return exchange::Exchange::Open(std::move(options), store, clock, signer);
}

std::future<absl::StatusOr<exchange::Outcome>> ExecuteLater(exchange::Exchange& exchange,
                                                            exchange::Command command) {
  auto promise = std::make_shared<std::promise<absl::StatusOr<exchange::Outcome>>>();
  auto future = promise->get_future();
  exchange.Execute(std::move(command), [promise](absl::StatusOr<exchange::Outcome> outcome) {
    promise->set_value(std::move(outcome));
  });
  return future;
}

absl::StatusOr<exchange::Outcome> Execute(exchange::Exchange& exchange, exchange::Command command) {
  return ExecuteLater(exchange, std::move(command)).get();
}

std::optional<exchange::Command> CommandOf(const store::Record& record) {
  v1::EntryHeader header;
  if (!header.ParseFromString(record.header) || record.key.empty()) return std::nullopt;
  const auto kind = kCommands.find(header.kind());
  if (kind == kCommands.end()) return std::nullopt;
  const bool own = header.organisation().empty();  // the gateway's
  return exchange::Command{
      .kind = kind->second,
      .sender = {.organisation = header.organisation(),
                 .system = header.system(),
                 .certificate = ""},
      .submission_id =
          IsGatewaysOwn(kind->second) ? "" : record.key.substr(header.organisation().size() + 1),
      .payload = record.payload,
      .base = kind->second == CommandKind::kApplyCatalogue ? header.decision().catalogue_position()
                                                           : header.decision().replaces(),
      .by_gateway = own && !exchange::IsGatewaysOwn(kind->second)};
}

std::vector<Answered> AskForAll(const std::vector<store::Batch>& batches,
                                exchange::Exchange& exchange) {
  std::vector<Answered> answers;
  for (const store::Batch& batch : batches) {
    for (size_t i = 0; i < batch.records.size(); ++i) {
      std::optional<exchange::Command> command = CommandOf(batch.records[i]);
      if (!command.has_value()) continue;
      if (!command->submission_id.empty()) command->submission_id += "-anew";
      answers.push_back({StrCat(batch.position + i), Describe(Execute(exchange, *command))});
    }
  }
  return answers;
}

}  // namespace samlad::golden
