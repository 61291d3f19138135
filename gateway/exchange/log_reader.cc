// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/log_reader.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/low_priority.h"
#include "gateway/base/strings.h"
#include "gateway/domain/catalogue/catalogue_check.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/domain/figures/protection.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/log/prefix.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/printable.h"
#include "gateway/domain/view/view.h"
#include "gateway/exchange/commands/apply_catalogue.h"
#include "gateway/exchange/commands/certify_seat.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/submit_report.h"
#include "gateway/exchange/decide.h"
#include "gateway/exchange/refusal.h"
#include "gateway/exchange/sequencer.h"

namespace samlad::exchange {
namespace {

// The same answer for entries that do not exist and for those of others.
absl::Status NoSuchEntry() {
  return absl::NotFoundError("you have no such entry; `samlad report list` shows your entries");
}

absl::Status BeyondEnd(uint64_t position, uint64_t size) {
  return WithMetadata(
      absl::OutOfRangeError(StrCat("position: ", position, " was requested, but the log has ", size,
                                   " entries, from position 0 on")),
      {{"log_size", size}});
}

absl::Status NoCatalogueAt(uint64_t position) {
  return WithMetadata(
      absl::OutOfRangeError(
          StrCat("base: no catalogue was applied at position ", position,
                 "; give the position that `samlad admin catalogue export` wrote into the file")),
      {{"position", position}});
}

absl::Status NoEditionAt(uint64_t position) {
  return WithMetadata(absl::NotFoundError(StrCat("position: there is no edition at position ",
                                                 position, "; `samlad board editions` lists them")),
                      {{"position", position}});
}

bool IsCausedBy(const store::Record& record, const identity::Principal& sender) {
  v1::EntryHeader header;
  return header.ParseFromString(record.header) && !sender.organisation.empty() &&
         header.organisation() == sender.organisation;
}

absl::Status ProtectionOutdated(uint64_t asked, uint64_t as_now) {
  return WithMetadata(
      WithReason(
          StrCat("query.protected_as_of: ", asked, " was given, but a catalogue in the first ",
                 as_now,
                 " entries protects more figures; leave it out and read the view again; only the "
                 "permission \"audit\" reads figures as they were protected before"),
          "PROTECTION_OUTDATED"),
      {{"protected_as_of", as_now}});
}

absl::StatusOr<v1::ViewQuery> ProtectQuery(v1::ViewQuery query, LogReader::Protect protect,
                                           const domain::Facts& facts) {
  const uint64_t as_of = query.as_of() == 0 ? facts.size() : query.as_of();
  if (protect == LogReader::Protect::kAsAsked || as_of > facts.size()) return query;
  const uint64_t as_now = domain::FirstAsStrict(facts, as_of, facts.size());
  const uint64_t asked = query.protected_as_of();
  if (asked == 0) query.set_protected_as_of(as_now);
  if (as_of <= asked && asked < as_now) return ProtectionOutdated(asked, as_now);
  return query;
}

std::vector<domain::KnownEdition> KnownEditions(
    const std::vector<domain::StoredEdition>& editions) {
  std::vector<domain::KnownEdition> known;
  for (const domain::StoredEdition& one : editions) {
    known.push_back({.position = one.position, .bytes = one.bytes});
  }
  return known;
}

// Salts the certificates, commits the edition to them and verifies them.
absl::Status SealSeats(std::vector<v1::SeatCertificate>& certificates, v1::Edition& edition,
                       std::vector<std::string>& sealed) {
  sealed.clear();
  for (v1::SeatCertificate& certificate : certificates) {
    certificate.set_salt(ledger::RandomBytes(limits::kSaltBytes));
    sealed.push_back(certificate.SerializeAsString());
    edition.add_seats(SeatDigest(sealed.back()));
  }
  for (const std::string& one : sealed) {
    const domain::SeatCheck check = domain::VerifySeat(edition, one);
    if (!check.ok) return CertificateFails(check.faults.front());
  }
  return absl::OkStatus();
}

absl::Status NoSuchSeat() {
  return absl::NotFoundError(
      "edition: there is no certificate that you may read of a seat of these organisations in this "
      "edition; `samlad audit seat --organisation ID` names whose reports the seat knows");
}

}  // namespace

std::shared_ptr<const Snapshot> LogReader::Read() const { return sequencer_.Read(); }

absl::StatusOr<domain::Facts> LogReader::ReadFacts(uint64_t as_of) const {
  domain::Facts facts = Read()->facts;
  if (as_of == 0 || as_of >= facts.size() || !facts.any_prose_released()) return facts;
  std::vector<uint64_t> missing;
  {
    const absl::StatusOr<domain::Prefix> prefix = domain::ReadPrefix(facts, as_of);
    if (!prefix.ok()) return facts;  // as the caller will find
    missing = prefix->MissingProse();
  }
  for (const uint64_t position : missing) {
    const absl::StatusOr<v1::Report> report = ParseReport(position);
    if (!report.ok()) return report.status();
    facts.RestoreProse(position, ProseOf(*report));
  }
  return facts;
}

absl::StatusOr<v1::View> LogReader::View(const v1::ViewQuery& query, Protect protect) const {
  const absl::StatusOr<domain::Facts> facts = ReadFacts(query.as_of());
  if (!facts.ok()) return facts.status();
  const absl::StatusOr<v1::ViewQuery> allowed = ProtectQuery(query, protect, *facts);
  if (!allowed.ok()) return allowed.status();
  absl::StatusOr<v1::View> view = domain::ConsolidateView(*facts, *allowed);
  if (view.ok()) NameLog(*view);
  return view;
}

void LogReader::NameLog(v1::View& view) const {
  view.set_origin(origin_);
  view.set_root_hash(std::string(ledger::AsBytes(sequencer_.Root(view.as_of()))));
}

absl::StatusOr<std::vector<domain::StoredEdition>> LogReader::ReadEditions(
    const domain::Facts& facts) const {
  std::vector<domain::StoredEdition> editions;
  for (const uint64_t position : facts.editions()) {
    absl::StatusOr<std::string> payload = ReadPayload(position);
    if (!payload.ok()) return payload.status();
    domain::StoredEdition& stored = editions.emplace_back();
    stored.position = position;
    stored.digest = std::get<domain::EditionFact>(facts[position].what).digest;
    if (!stored.edition.ParseFromString(*payload)) {
      return absl::DataLossError(
          StrCat("log position ", position, ": the payload is not an edition"));
    }
    stored.bytes = *std::move(payload);
  }
  return editions;
}

absl::StatusOr<std::string> LogReader::MakeEdition(const domain::EditionRequest& request,
                                                   std::vector<std::string>* seats) const {
  absl::StatusOr<std::string> edition;
  RunAtLowPriority("edition", [&] { edition = MakeEditionHere(request, seats); });
  return edition;
}

absl::StatusOr<std::string> LogReader::MakeEditionHere(const domain::EditionRequest& request,
                                                       std::vector<std::string>* seats) const {
  absl::StatusOr<domain::Facts> facts = ReadFacts(request.as_of);
  if (!facts.ok()) return facts.status();
  const auto earlier = ReadEditions(*facts);
  if (!earlier.ok()) return earlier.status();
  if (request.as_of <= facts->size()) {
    for (const uint64_t position : domain::MissingBreakdowns(*facts, request.as_of, *earlier)) {
      const absl::StatusOr<v1::Report> report = ParseReport(position);
      if (!report.ok()) return report.status();
      facts->RestoreBreakdowns(
          position, std::make_shared<const domain::Observations>(
                        domain::Tabulate(*report, *domain::CatalogueAsOf(*facts, position))));
    }
  }
  std::vector<v1::SeatCertificate> certificates;
  absl::StatusOr<v1::Edition> edition = domain::MakeEdition(
      *facts, request, *earlier, [this](v1::View& view) { NameLog(view); },
      seats == nullptr ? nullptr : &certificates);
  if (!edition.ok()) return edition.status();
  const domain::EditionCheck check = domain::VerifyEdition(*edition, KnownEditions(*earlier));
  if (!check.ok) return CertificateFails(check.faults.front());
  if (seats != nullptr) {
    absl::Status sealed = SealSeats(certificates, *edition, *seats);
    if (!sealed.ok()) return sealed;
  }
  return edition->SerializeAsString();
}

absl::StatusOr<std::string> LogReader::ReadEdition(uint64_t position) const {
  absl::StatusOr<EditionEntry> entry = ReadEditionEntry(position);
  if (!entry.ok()) return entry.status();
  return std::move(entry->bytes);
}

absl::StatusOr<LogReader::EditionEntry> LogReader::ReadEditionEntry(uint64_t position) const {
  const std::shared_ptr<const Snapshot> now = Read();
  if (position >= now->facts.size() ||
      !std::holds_alternative<domain::EditionFact>(now->facts[position].what)) {
    return NoEditionAt(position);
  }
  EditionEntry entry;
  const absl::Status read = VisitEntry(position, [&entry](const store::Record& record) {
    entry = {.header = record.header, .salt = record.salt, .bytes = record.payload};
  });
  if (!read.ok()) return read;
  return entry;
}

absl::StatusOr<LogReader::SeatEntry> LogReader::FindSeat(
    uint64_t edition, std::span<const std::string> organisations,
    const std::function<bool(const domain::SeatFact&)>& may_read) const {
  const absl::StatusOr<std::string> bytes = ReadEdition(edition);
  v1::Edition parsed;
  if (absl::IsNotFound(bytes.status())) return NoSuchSeat();
  if (!bytes.ok()) return bytes.status();
  parsed.ParseFromString(*bytes);  // as when the entry was read back
  const std::shared_ptr<const Snapshot> now = Read();
  const domain::SeatFact* smallest = nullptr;
  SeatEntry found;
  for (const std::string& digest : parsed.seats()) {
    const std::optional<uint64_t> position = sequencer_.FindKey(SeatKey(digest));
    if (!position.has_value() || *position >= now->facts.size()) continue;
    const auto* seat = std::get_if<domain::SeatFact>(&now->facts[*position].what);
    if (seat == nullptr || seat->digest != digest || !may_read(*seat)) continue;
    const bool has_all = std::ranges::all_of(organisations, [&](const std::string& one) {
      return std::ranges::find(seat->organisations, one) != seat->organisations.end();
    });
    if (!has_all) continue;
    if (smallest != nullptr && smallest->organisations.size() <= seat->organisations.size()) {
      continue;
    }
    smallest = seat;
    found.position = *position;
  }
  if (smallest == nullptr) return NoSuchSeat();
  absl::StatusOr<std::string> certificate = ReadPayload(found.position);
  if (!certificate.ok()) return certificate.status();
  found.certificate = *std::move(certificate);
  return found;
}

absl::StatusOr<std::string> LogReader::FindReceipt(const identity::Principal& sender,
                                                   std::string_view submission_id,
                                                   uint64_t position, bool any) const {
  if (!submission_id.empty()) {
    const auto found = FindSubmission(sender, submission_id);
    if (!found.ok()) return found.status();
    position = *found;
  }
  return StoredReceipt(sender, position, any);
}

absl::StatusOr<std::string> LogReader::FindPayload(const identity::Principal& sender,
                                                   CommandKind kind,
                                                   std::string_view submission_id) const {
  const auto position = FindSubmission(sender, submission_id);
  if (!position.ok()) return position.status();
  std::optional<std::string> payload;
  const absl::Status read = VisitEntry(*position, [&](const store::Record& record) {
    v1::EntryHeader header;
    if (header.ParseFromString(record.header) && header.kind() == SpecOf(kind).entry.kind) {
      payload = record.payload;
    }
  });
  if (!read.ok()) return read;
  if (!payload.has_value()) return NoSuchEntry();
  return *std::move(payload);
}

absl::StatusOr<std::string> LogReader::ReadReport(uint64_t position) const {
  const std::shared_ptr<const Snapshot> now = Read();
  if (position >= now->facts.size() ||
      !std::holds_alternative<domain::ReportFact>(now->facts[position].what)) {
    return NoSuchReport(position);
  }
  return ReadPayload(position);
}

absl::StatusOr<v1::Report> LogReader::ParseReport(uint64_t position) const {
  const absl::StatusOr<std::string> payload = ReadReport(position);
  if (!payload.ok()) return payload.status();
  v1::Report report;
  if (report.ParseFromString(*payload)) return report;
  return absl::DataLossError(StrCat("log position ", position, ": the payload is not a report"));
}

absl::StatusOr<std::string> LogReader::ReadPayload(uint64_t position) const {
  std::string payload;
  const absl::Status read =
      store_.Read(position, position + 1, [&](uint64_t, const store::Record& record) {
        payload = record.payload;
        return true;
      });
  if (!read.ok()) return StoreFailed(read);
  return payload;
}

absl::StatusOr<v1::CatalogueServicePlanResponse> LogReader::Plan(
    std::string_view catalogue_bytes, std::optional<uint64_t> base) const {
  if (catalogue_bytes.size() > limits::kCatalogueBytesMax) {
    return TooLarge("catalogue", catalogue_bytes.size(), limits::kCatalogueBytesMax);
  }
  v1::Catalogue after;
  if (!after.ParseFromArray(catalogue_bytes.data(), static_cast<int>(catalogue_bytes.size()))) {
    return MalformedPayload("catalogue", "samlad.v1.Catalogue");
  }
  const std::shared_ptr<const Snapshot> now = Read();
  const v1::Catalogue& before = now->catalogue->catalogue();
  v1::CatalogueServicePlanResponse plan;
  plan.set_base(now->catalogue->position());
  if (base && *base != plan.base()) {
    if (!std::ranges::binary_search(now->facts.catalogues(), *base)) return NoCatalogueAt(*base);
    *plan.add_findings() =
        domain::MakeFinding("CATALOGUE_BASE_OLDER", "", StrCat(*base), StrCat(plan.base()));
  }
  for (v1::CatalogueChange& change : domain::DiffCatalogues(before, after)) {
    *plan.add_changes() = std::move(change);
  }
  for (v1::Finding& finding : CheckReplacement(now->facts, before, after)) {
    *plan.add_findings() = std::move(finding);
  }
  domain::Consequences consequences = domain::ConsequencesOf(before, after);
  plan.set_consequences_total(consequences.total);
  for (v1::CatalogueConsequence& consequence : consequences.first) {
    *plan.add_consequences() = std::move(consequence);
  }
  return plan;
}

absl::StatusOr<LogReader::DayEnd> LogReader::FindDayEnd(std::string_view day) const {
  const std::shared_ptr<const Snapshot> now = Read();
  const domain::Facts& facts = now->facts;
  DayEnd end{.time_zone = now->catalogue->catalogue().time_zone()};
  absl::TimeZone zone = absl::UTCTimeZone();
  if (!absl::LoadTimeZone(end.time_zone, &zone)) end.time_zone = "UTC";
  absl::CivilDay civil;
  if (!domain::ParseDate(day).has_value() || !absl::ParseCivilTime(ToAbsl(day), &civil)) {
    return absl::InvalidArgumentError(StrCat("day: '", domain::Printable(day, limits::kIdBytesMax),
                                             "' is no day; write YYYY-MM-DD"));
  }
  const int64_t first_after = absl::ToUnixMillis(absl::FromCivil(civil + 1, zone));
  // Times never decrease along the log.
  uint64_t low = 0, high = facts.size();
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    if (facts[middle].time_ms < first_after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) {
    const std::string first =
        absl::FormatCivilTime(absl::ToCivilDay(absl::FromUnixMillis(facts[0].time_ms), zone));
    return WithMetadata(absl::OutOfRangeError(StrCat("day: the log begins later than ", day,
                                                     ", on ", first, " (", end.time_zone, ")")),
                        {{"first_day", first}, {"time_zone", end.time_zone}});
  }
  end.tree_size = low;
  end.time_ms = facts[low - 1].time_ms;
  return end;
}

absl::StatusOr<LogReader::InclusionProof> LogReader::Prove(const identity::Principal& sender,
                                                           uint64_t position, uint64_t tree_size,
                                                           bool any) const {
  const uint64_t newest = Read()->facts.size();
  if (tree_size == 0) tree_size = newest;
  if (tree_size > newest) {
    return WithMetadata(
        absl::OutOfRangeError(StrCat("tree_size: ", tree_size, " was requested, but the log has ",
                                     newest, " entries")),
        {{"log_size", newest}});
  }
  // Who may prove everything may know where the log ends; the others cannot
  // tell what is not there from what is not theirs.
  if (any && position >= newest) return BeyondEnd(position, newest);
  if (position >= tree_size) return NoSuchEntry();
  if (absl::Status status = CheckOwn(sender, position, any); !status.ok()) return status;
  return sequencer_.Prove(position, tree_size);
}

absl::StatusOr<LogReader::ConsistencyProof> LogReader::ProveConsistency(
    uint64_t first_size, uint64_t second_size) const {
  const uint64_t newest = Read()->facts.size();
  if (second_size == 0) second_size = newest;
  if (first_size == 0) {
    return absl::InvalidArgumentError(
        "first_size: is 0, but every log has at least one entry; give the size of the earlier "
        "checkpoint");
  }
  if (const uint64_t larger = std::max(first_size, second_size); larger > newest) {
    return WithMetadata(absl::OutOfRangeError(
                            StrCat(larger == second_size ? "second_size: " : "first_size: ", larger,
                                   " was requested, but the log has ", newest, " entries")),
                        {{"log_size", newest}});
  }
  if (first_size > second_size) {
    return absl::InvalidArgumentError(StrCat("first_size: ", first_size,
                                             " is larger than second_size, ", second_size,
                                             "; give the smaller tree first"));
  }
  return ConsistencyProof{.first_size = first_size,
                          .second_size = second_size,
                          .hashes = sequencer_.ProveConsistency(first_size, second_size)};
}

absl::Status LogReader::ConfirmHead() const {
  const auto size = store_.ConfirmSize();
  if (!size.ok()) return size.status();
  if (absl::Status followed = sequencer_.Follow(*size); !followed.ok()) return followed;
  const uint64_t newest = Read()->facts.size() - 1;
  const ledger::Hash leaf = sequencer_.Leaf(newest);
  bool holds = false;
  const absl::Status read =
      store_.Read(newest, newest + 1, [&](uint64_t, const store::Record& record) {
        holds = ledger::LeafHash(record.header) == leaf;
        return true;
      });
  if (!read.ok() || holds) return read;
  return absl::DataLossError(
      StrCat("log position ", newest, ": the store no longer holds what was appended there"));
}

absl::Status LogReader::CatchUp(uint64_t size) const {
  const auto has_it = [this, size] { return Read()->facts.size() >= size; };
  if (has_it()) return absl::OkStatus();
  const auto patience = std::chrono::steady_clock::now() + limits::kHeadUnconfirmedMax;
  const MutexLock lock(catch_up_mutex_);
  if (has_it()) return absl::OkStatus();
  const bool in_time = std::chrono::steady_clock::now() < patience;
  return in_time && ConfirmHead().ok() ? absl::OkStatus() : HeadUnconfirmed();
}

absl::StatusOr<uint64_t> LogReader::FindSubmission(const identity::Principal& sender,
                                                   std::string_view submission_id) const {
  const std::string key = IdempotencyKey(sender.organisation, submission_id);
  const std::optional<uint64_t> found = sequencer_.FindKey(key);
  if (!found.has_value()) return NoSuchEntry();
  bool is_bound = false;
  const absl::Status read =
      VisitEntry(*found, [&](const store::Record& record) { is_bound = record.key == key; });
  if (!read.ok()) return read;
  return is_bound ? absl::StatusOr<uint64_t>(*found) : NoSuchEntry();
}

absl::Status LogReader::VisitEntry(uint64_t position,
                                   const std::function<void(const store::Record&)>& visit) const {
  if (position >= Read()->facts.size()) return NoSuchEntry();
  const absl::Status read =
      store_.Read(position, position + 1, [&visit](uint64_t, const store::Record& record) {
        visit(record);
        return true;
      });
  return read.ok() ? read : StoreFailed(read);
}

absl::Status LogReader::CheckOwn(const identity::Principal& sender, uint64_t position,
                                 bool any) const {
  bool own = any;
  const absl::Status read = VisitEntry(
      position, [&](const store::Record& record) { own = own || IsCausedBy(record, sender); });
  if (!read.ok()) return read;
  return own ? absl::OkStatus() : NoSuchEntry();
}

absl::StatusOr<std::string> LogReader::StoredReceipt(const identity::Principal& sender,
                                                     uint64_t position, bool any) const {
  std::string receipt;
  const absl::Status read = VisitEntry(position, [&](const store::Record& record) {
    if (any || IsCausedBy(record, sender)) receipt = record.receipt;
  });
  if (!read.ok()) return read;
  if (receipt.empty()) return NoSuchEntry();
  return receipt;
}

}  // namespace samlad::exchange
