// SPDX-License-Identifier: EUPL-1.2
//
// An administrator revokes an organisation, one of its systems or a certificate,
// or reinstates it. The gateway itself enters a revocation again that a restored log
// lacks.

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/spelling.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/exchange/refusal.h"
#include "gateway/ledger/hash.h"

namespace samlad::exchange {
namespace {

absl::Status MalformedIdentity(std::string_view why) {
  return absl::InvalidArgumentError(StrCat("identity: ", why));
}

absl::Status MalformedReason() {
  return WithMetadata(
      MalformedIdentity(
          StrCat("reason: give 1 to ", limits::kRevocationReasonBytesMax, " bytes of plain text")),
      {{"limit", limits::kRevocationReasonBytesMax}});
}

absl::Status RevokedAlready(uint64_t position) {
  return WithMetadata(
      absl::FailedPreconditionError(StrCat(
          "identity: is already revoked, by the entry at position ", position, "; nothing to do")),
      {{"case", "REVOKED_ALREADY"}, {"position", position}});
}

absl::Status NotRevoked() {
  return WithMetadata(
      absl::FailedPreconditionError(
          "identity: no revocation in force names exactly this identity; list the revocations and "
          "copy one"),
      {{"case", "NOT_REVOKED"}});
}

absl::Status RevokesItself() {
  return WithMetadata(
      absl::FailedPreconditionError(
          "identity: includes the certificate of this call, and nobody can revoke their own "
          "identity, so that an administrator always remains; use another certificate, or ask "
          "another administrator"),
      {{"case", "REVOKES_ITSELF"}});
}

absl::Status TooManyRevocations() {
  return WithMetadata(
      WithReason(
          absl::FailedPreconditionError(StrCat(
              "identity: ", limits::kRevocationsMax,
              " revocations are in force, which is the limit; revoke a whole organisation or "
              "system instead of its certificates, or reinstate certificates that have expired")),
          "TOO_MANY_REVOCATIONS"),
      {{"limit", limits::kRevocationsMax}});
}

// What is wrong with the form; empty: nothing. An organisation must be known
// when it is revoked, because a mistyped name would revoke nobody; one that has
// left the catalogue since can still be reinstated.
std::string ProblemOfIdentity(const State& state, const v1::IdentityChanged& identity,
                              bool revoked) {
  constexpr auto is_hex = [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || (c >= 'a' && c <= 'f');
  };
  const std::string& certificate = identity.certificate();
  if (certificate.empty() == identity.organisation().empty()) {
    return "name either an organisation or a certificate";
  }
  if (!certificate.empty() && !identity.system().empty()) {
    return "a certificate is named alone, without a system";
  }
  if (!certificate.empty() && (certificate.size() != 2 * sizeof(ledger::Hash) ||
                               !std::ranges::all_of(certificate, is_hex))) {
    return "certificate: give the SHA-256 of its DER form as 64 lower-case hexadecimal digits";
  }
  if (identity.system().size() > limits::kIdBytesMax ||
      !IsPrintableText(identity.system(), limits::kTextBytesMax)) {
    return "system: is not a valid name of a system";
  }
  if (revoked && certificate.empty() &&
      state.catalogue()->FindOrganisation(identity.organisation()) == nullptr) {
    return StrCat(
        "organisation: ", domain::QuoteWritten(identity.organisation()),
        " is not in the catalogue; ",
        domain::SayWhatToWrite(identity.organisation(),
                               domain::IdsOf(state.catalogue()->catalogue().organisations())));
  }
  return "";
}

bool Covers(const domain::IdentityFact& identity, const identity::Principal& sender) {
  if (!identity.certificate.empty()) return identity.certificate == sender.certificate;
  return identity.organisation == sender.organisation &&
         (identity.system.empty() || identity.system == sender.system);
}

absl::StatusOr<Decided> DecideIdentity(const State& state, Command& command, Prepared& prepared) {
  const auto& identity = std::any_cast<const v1::IdentityChanged&>(prepared.body);
  const bool revoked = command.kind == CommandKind::kRevokeIdentity;
  if (const std::string problem = ProblemOfIdentity(state, identity, revoked); !problem.empty()) {
    return MalformedIdentity(problem);
  }
  if (identity.reason().empty() || identity.reason().size() > limits::kRevocationReasonBytesMax ||
      !IsPrintableText(identity.reason(), limits::kTextBytesMax)) {
    return MalformedReason();
  }
  domain::IdentityFact fact{.revoked = revoked,
                            .organisation = identity.organisation(),
                            .system = identity.system(),
                            .certificate = identity.certificate(),
                            .reason = identity.reason()};
  const auto in_force = state.revocations();
  const domain::Revocation* before = in_force->FindExactly(fact);
  if (revoked && before != nullptr) return RevokedAlready(before->position);
  if (!revoked && before == nullptr) return NotRevoked();
  // An administrator is always left, because none can revoke itself.
  if (revoked && Covers(fact, command.sender)) return RevokesItself();
  if (revoked && in_force->size() >= limits::kRevocationsMax) return TooManyRevocations();

  return Accept(state, command,
                revoked ? v1::ENTRY_KIND_IDENTITY_REVOKED : v1::ENTRY_KIND_IDENTITY_REINSTATED,
                std::move(fact));
}

// Whatever the catalogue of a restored log says of the organisation.
absl::StatusOr<Decided> DecideRestored(const State& state, Command& command, Prepared& prepared) {
  const auto& identity = std::any_cast<const v1::IdentityChanged&>(prepared.body);
  domain::IdentityFact fact{.revoked = true,
                            .organisation = identity.organisation(),
                            .system = identity.system(),
                            .certificate = identity.certificate(),
                            .reason = identity.reason()};
  if (state.revocations()->FindExactly(fact) != nullptr) return AlreadyRecorded(state);
  return AcceptOwn(state, command, v1::ENTRY_KIND_IDENTITY_REVOKED, "", std::move(fact));
}

absl::StatusOr<domain::Fact> ReadIdentity(const StoredEntry& entry) {
  v1::IdentityChanged changed;
  if (!changed.ParseFromString(entry.payload)) return Unreadable("change of an identity");
  const bool revoked = entry.header.kind() == v1::ENTRY_KIND_IDENTITY_REVOKED;
  return domain::Fact{
      .time_ms = 0,
      .what = domain::IdentityFact{revoked, changed.organisation(), changed.system(),
                                   changed.certificate(), changed.reason()}};
}

}  // namespace

const CommandSpec kRevokeIdentity = {
    .entry = {v1::ENTRY_KIND_IDENTITY_REVOKED, ReadIdentity},
    .permission = v1::PERMISSION_ADMINISTER,
    .urgent = true,
    .needs_clock = false,
    .field = "identity",
    .prepare = PrepareMessage<v1::IdentityChanged>,
    .decide = DecideIdentity,
};

// Its entry is that of kRevokeIdentity, which reads it back. It has no key, because
// what is in force decides whether it is needed.
const CommandSpec kRestoreRevocation = {
    .gateways_own = true,
    .urgent = true,
    .needs_clock = false,
    .field = "identity",
    .prepare = PrepareMessage<v1::IdentityChanged>,
    .decide = DecideRestored,
    .own_key = [](const std::string&) { return std::string(); },
};

const CommandSpec kReinstateIdentity = {
    .entry = {v1::ENTRY_KIND_IDENTITY_REINSTATED, ReadIdentity},
    .permission = v1::PERMISSION_ADMINISTER,
    .needs_clock = false,
    .field = "identity",
    .prepare = PrepareMessage<v1::IdentityChanged>,
    .decide = DecideIdentity,
};

}  // namespace samlad::exchange
