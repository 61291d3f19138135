// SPDX-License-Identifier: EUPL-1.2
//
// The coordinator publishes an edition, or the gateway itself by a rule of the
// catalogue. The gateway has made its bytes from an earlier moment of the log; they
// become an entry only if nothing came since that they rest on.

#include <string>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/domain/figures/protection.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::exchange {
namespace {

// What is kept of an edition while it is decided on.
struct PreparedEdition {
  domain::EditionFact fact;
  std::string previous_digest;
  std::vector<std::string> seats;
};

absl::Status AnotherEditionCame(const State::NewestEdition& newest) {
  return WithMetadata(
      WithReason(StrCat("edition: another edition was published meanwhile, number ", newest.number,
                        ", at position ", newest.position, "; publish again"),
                 "EDITION_OUTDATED"),
      {{"position", newest.position}});
}

absl::Status SeatIsMissing(size_t seat) {
  return absl::InvalidArgumentError(
      StrCat("edition.seats[", seat,
             "]: the log does not have the certificate to which the edition "
             "commits; the gateway stores it first, so publish with `samlad coordinate publish`"));
}

absl::Status StricterCatalogueCame(uint64_t protected_as_of) {
  return WithMetadata(
      WithReason("edition: a catalogue that protects more figures came into force meanwhile; "
                 "publish again",
                 "EDITION_OUTDATED"),
      {{"protected_as_of", protected_as_of}});
}

// What the log keeps in memory of an edition; nullopt: the bytes are none.
std::optional<PreparedEdition> Describe(const v1::Edition& edition, const std::string& bytes) {
  v1::View view;
  if (edition.number() == 0 || !view.ParseFromString(edition.view())) return std::nullopt;
  const v1::ViewQuery& query = view.query();
  if (query.as_of() == 0 || query.as_of() > query.protected_as_of()) return std::nullopt;
  return PreparedEdition{
      .fact = {.number = edition.number(),
               .previous = edition.previous(),
               .as_of = query.as_of(),
               .period = query.period(),
               .protected_as_of = query.protected_as_of(),
               .digest = std::string(ledger::AsBytes(ledger::Sha256({bytes}))),
               .view_digest = std::string(ledger::AsBytes(ledger::Sha256({edition.view()}))),
               .size = bytes.size(),
               .publication = edition.publication()},
      .previous_digest = edition.previous_digest(),
      .seats = {edition.seats().begin(), edition.seats().end()}};
}

Prepared PrepareEdition(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  v1::Edition edition;
  if (absl::Status parsed = ParsePayload(command, edition); !parsed.ok()) return Refuse(parsed);
  std::optional<PreparedEdition> described = Describe(edition, command.payload);
  // It says itself who published it.
  if (!described.has_value() || command.by_gateway == edition.publication().empty()) {
    return Refuse(MalformedPayload("edition", "samlad.v1.Edition"));
  }
  // The maker is not trusted, because a forgotten equation would reveal people.
  if (const domain::EditionCheck check = domain::VerifyEdition(edition); !check.ok) {
    return Refuse(CertificateFails(check.faults.front()));
  }
  const domain::EditionFact& fact = described->fact;
  const domain::Facts& facts = snapshot->facts;
  if (fact.protected_as_of > facts.size()) {
    return Refuse(MalformedPayload("edition", "samlad.v1.Edition"));
  }
  const uint64_t as_now = domain::FirstAsStrict(facts, fact.as_of, facts.size());
  return {
      .status = fact.protected_as_of < as_now ? StricterCatalogueCame(as_now) : absl::OkStatus(),
      .seen = snapshot,
      .body = *std::move(described)};
}

absl::Status CheckNewest(const State& state, const Command&, const Prepared& prepared) {
  const auto& edition = std::any_cast<const PreparedEdition&>(prepared.body);
  const State::NewestEdition newest = state.newest_edition();
  const bool follows = edition.fact.previous == newest.position &&
                       edition.fact.number == newest.number + 1 &&
                       edition.previous_digest == newest.digest;
  if (!follows) return AnotherEditionCame(newest);
  for (size_t i = 0; i < edition.seats.size(); ++i) {
    if (!state.HoldsSeat(edition.seats[i])) return SeatIsMissing(i);
  }
  return absl::OkStatus();
}

absl::StatusOr<Decided> DecideEdition(const State& state, Command& command, Prepared& prepared) {
  auto& edition = std::any_cast<PreparedEdition&>(prepared.body);
  return Accept(state, command, v1::ENTRY_KIND_EDITION_PUBLISHED, std::move(edition.fact));
}

absl::StatusOr<domain::Fact> ReadEdition(const StoredEntry& entry) {
  v1::Edition edition;
  if (!edition.ParseFromString(entry.payload)) return Unreadable("edition");
  std::optional<PreparedEdition> described = Describe(edition, entry.payload);
  if (!described.has_value()) return Unreadable("edition with a view");
  return domain::Fact{.time_ms = 0, .what = std::move(described->fact)};
}

}  // namespace

const CommandSpec kPublishEdition = {
    .entry = {v1::ENTRY_KIND_EDITION_PUBLISHED, ReadEdition},
    .gateway_may = true,
    .permission = v1::PERMISSION_COORDINATE,
    .own_batch = true,
    .field = "edition",
    .payload_bytes_max = limits::kEditionBytesMax,
    .prepare = PrepareEdition,
    .check_base = CheckNewest,
    .decide = DecideEdition,
};

}  // namespace samlad::exchange
