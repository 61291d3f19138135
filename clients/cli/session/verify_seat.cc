// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/verify_seat.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "clients/cli/session/verify_edition.h"
#include "gateway/base/strings.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/ledger/hash.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::cli {
namespace {

constexpr std::string_view kSeatFormat = "samlad-seat-v1";

std::string SeatDigestOf(std::string_view certificate) {
  return std::string(ledger::AsBytes(ledger::Sha256({kSeatFormat, certificate})));
}

absl::StatusOr<SeatFile> ReadSeatFile(const NamedText& from) {
  SeatFile read;
  const auto parsed = google::protobuf::util::JsonStringToMessage(from.text, &read);
  if (!parsed.ok() || read.format() != kSeatFormat) {
    return absl::InvalidArgumentError(
        StrCat(from.file, ": is not the JSON of a seat's certificate"));
  }
  return read;
}

// The edition that commits to it, and its file.
struct Committed {
  std::string file;
  v1::Edition edition;
};
absl::StatusOr<Committed> FindCommitted(const std::string& digest,
                                        std::span<const NamedText> editions) {
  for (const NamedText& one : editions) {
    const auto file = ReadEditionFile(one.file, one.text);
    Committed found{.file = one.file, .edition = {}};
    if (!file.ok() || !found.edition.ParseFromString(file->edition_bytes())) continue;
    const auto& seats = found.edition.seats();
    if (std::ranges::find(seats, digest) != seats.end()) return found;
  }
  return absl::NotFoundError(
      "edition: none of the files is the edition that commits to this certificate; give the "
      "edition that `samlad board show --format json` writes, too");
}

absl::Status VerifyOne(const NamedText& from, std::span<const NamedText> editions,
                       VerifiedSeat& result) {
  const auto given = ReadSeatFile(from);
  if (!given.ok()) return given.status();
  v1::GetSeatCertificateResponse response;
  response.set_certificate(given->certificate_bytes());
  response.set_position(given->position());
  response.set_edition(given->edition_position());
  const auto expected = MakeSeatFile(response);
  if (!expected.ok()) return absl::InvalidArgumentError(expected.status().message());
  result.set_digest(expected->digest());
  *result.mutable_organisations() = expected->certificate().organisations();
  result.set_number(expected->certificate().edition());
  result.set_withheld(expected->certificate().withheld());
  if (given->SerializeAsString() != expected->SerializeAsString()) {
    return absl::InvalidArgumentError(
        "seat: the readable fields of the file are not those of its bytes");
  }
  const auto committed = FindCommitted(SeatDigestOf(given->certificate_bytes()), editions);
  if (!committed.ok()) return committed.status();
  result.set_edition_file(committed->file);
  const domain::SeatCheck check =
      domain::VerifySeat(committed->edition, given->certificate_bytes());
  result.set_proofs(check.proofs);
  if (check.ok) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(check.faults, "; "));
}

}  // namespace

absl::StatusOr<SeatFile> MakeSeatFile(const v1::GetSeatCertificateResponse& response) {
  SeatFile file;
  if (!file.mutable_certificate()->ParseFromString(response.certificate())) {
    return absl::DataLossError("the certificate of the seat cannot be parsed");
  }
  file.set_format(std::string(kSeatFormat));
  file.set_position(response.position());
  file.set_edition_position(response.edition());
  file.set_digest(ledger::ToHex(SeatDigestOf(response.certificate())));
  file.set_certificate_bytes(response.certificate());
  return file;
}

bool LooksLikeSeat(std::string_view text) {
  return text.find(kSeatFormat) != text.npos || text.find("\"certificateBytes\"") != text.npos;
}

std::vector<SeatVerdict> VerifySeatFiles(std::span<const NamedText> seats,
                                         std::span<const NamedText> editions) {
  std::vector<SeatVerdict> verdicts;
  for (const NamedText& one : seats) {
    SeatVerdict verdict;
    verdict.seat.set_file(one.file);
    verdict.status = VerifyOne(one, editions, verdict.seat);
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace samlad::cli
