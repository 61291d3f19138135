// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's own: the certificate of a seat, before the edition that commits to it.
// It is an entry of its own, so that the edition can be read by all, and the
// certificate by the seat and auditors only.

#include "gateway/exchange/commands/certify_seat.h"

#include <utility>

#include "gateway/base/strings.h"
#include "gateway/exchange/commands/command_spec.h"
#include "gateway/exchange/commands/common.h"
#include "gateway/ledger/hash.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::exchange {
namespace {

domain::SeatFact SeatOf(const v1::SeatCertificate& certificate, std::string_view bytes) {
  return {.organisations = {certificate.organisations().begin(), certificate.organisations().end()},
          .digest = SeatDigest(bytes)};
}

// Not what is in it: it is verified with its edition.
Prepared PrepareSeat(const Command& command, const std::shared_ptr<const Snapshot>& snapshot) {
  v1::SeatCertificate certificate;
  if (absl::Status parsed = ParsePayload(command, certificate); !parsed.ok()) {
    return Refuse(parsed);
  }
  if (certificate.salt().size() != limits::kSaltBytes || certificate.organisations().empty()) {
    return Refuse(MalformedPayload("seat", "samlad.v1.SeatCertificate"));
  }
  return {
      .status = absl::OkStatus(), .seen = snapshot, .body = SeatOf(certificate, command.payload)};
}

absl::StatusOr<Decided> DecideSeat(const State& state, Command& command, Prepared& prepared) {
  auto& seat = std::any_cast<domain::SeatFact&>(prepared.body);
  if (state.HoldsSeat(seat.digest)) return AlreadyRecorded(state);
  std::string key = SeatKey(seat.digest);
  return AcceptOwn(state, command, v1::ENTRY_KIND_SEAT_CERTIFIED, std::move(key), std::move(seat));
}

absl::StatusOr<domain::Fact> ReadSeat(const StoredEntry& entry) {
  v1::SeatCertificate certificate;
  if (!certificate.ParseFromString(entry.payload)) return Unreadable("certificate of a seat");
  return domain::Fact{.time_ms = 0, .what = SeatOf(certificate, entry.payload)};
}

}  // namespace

std::string SeatDigest(std::string_view certificate) {
  return std::string(ledger::AsBytes(ledger::Sha256({"samlad-seat-v1", certificate})));
}

std::string SeatKey(std::string_view digest) { return StrCat("/seat/", ledger::ToHex(digest)); }

const CommandSpec kCertifySeat = {
    .entry = {v1::ENTRY_KIND_SEAT_CERTIFIED, ReadSeat},
    .gateways_own = true,
    .own_batch = true,
    .field = "seat",
    .payload_bytes_max = limits::kSeatCertificateBytesMax,
    .prepare = PrepareSeat,
    .decide = DecideSeat,
    .own_key =
        [](const std::string& payload) {
          v1::SeatCertificate certificate;
          return certificate.ParseFromString(payload) ? SeatKey(SeatDigest(payload)) : "";
        },
};

}  // namespace samlad::exchange
