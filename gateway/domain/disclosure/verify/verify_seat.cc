// SPDX-License-Identifier: EUPL-1.2

#include <openssl/sha.h>

#include <algorithm>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "gateway/domain/disclosure/verify/figures.h"
#include "gateway/domain/disclosure/verify/proofs.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"

namespace samlad::domain {
namespace verify {
namespace {

std::string SeatDigest(std::string_view certificate) {
  constexpr std::string_view kDomain = "samlad-seat-v1";
  const std::string bytes = StrCat(kDomain, certificate);
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

// What it says of itself, and that the edition commits to it.
void CheckHead(const v1::Edition& edition, const SeatCheck& check, Faults& faults) {
  const v1::SeatCertificate& seat = check.certificate;
  if (std::ranges::find(edition.seats(), check.digest) == edition.seats().end()) {
    faults.Add("8", "the edition does not commit to this certificate");
  }
  if (seat.salt().size() != limits::kSaltBytes) {
    faults.Add("8", "the salt has ", seat.salt().size(), " bytes, not ", limits::kSaltBytes);
  }
  if (seat.edition() != edition.number()) {
    faults.Add("8", "it is of edition ", seat.edition(), ", not of ", edition.number());
  }
  const auto& names = seat.organisations();
  if (names.empty() || std::ranges::adjacent_find(names, std::greater_equal<>()) != names.end()) {
    faults.Add("8", "there are no organisations, or they do not ascend");
  }
  if (seat.withheld() != v1::SEAT_WITHHELD_UNSPECIFIED &&
      (seat.has_own() || seat.has_certificate())) {
    faults.Add("8", "it is withheld, but there");
  }
}

Seat SeatIn(const v1::Edition& edition, const v1::SeatCertificate& certificate,
            const Definitions& definitions, std::span<const Figure> figures) {
  Seat seat{.reports = {},
            .bases = std::vector<bool>(definitions.indicators()),
            .own = &certificate.own()};
  for (const v1::EditionReport& report : edition.reports()) {
    seat.reports.push_back(
        std::ranges::binary_search(certificate.organisations(), report.organisation()));
  }
  for (const Figure& figure : figures) {
    for (const uint32_t report : figure.reports) {
      if (seat.reports[report]) seat.bases[figure.definition->base] = true;
    }
  }
  return seat;
}

void CheckSeat(const v1::Edition& edition, SeatCheck& check, Faults& faults) {
  v1::View view;
  if (!view.ParseFromString(edition.view())) {
    return faults.Add("1", "`view` is not a samlad.v1.View");
  }
  const Definitions definitions(edition, faults);
  if (!faults.empty()) return;
  const std::vector<Report> reports = ReadReports(edition, faults);
  const Figures figures = ReadFigures(edition, view, definitions, reports, faults);
  if (!faults.empty()) return;
  const Seat seat = SeatIn(edition, check.certificate, definitions, figures.all);
  if (std::ranges::find(seat.reports, true) == seat.reports.end()) {
    return faults.Add("8", "no report of the edition is of its organisations");
  }
  check.proofs = CheckProofs(edition, check.certificate.certificate(), definitions, reports,
                             figures.all, &seat, faults);
}

}  // namespace
}  // namespace verify

SeatCheck VerifySeat(const v1::Edition& edition, std::string_view certificate) {
  SeatCheck check;
  check.digest = verify::SeatDigest(certificate);
  verify::Faults faults;
  if (certificate.size() > limits::kSeatCertificateBytesMax) {
    faults.Add("8", "it is larger than ", limits::kSeatCertificateBytesMax, " bytes");
  } else if (edition.ByteSizeLong() > limits::kEditionBytesMax) {
    faults.Add("1", "the edition is larger than ", limits::kEditionBytesMax, " bytes");
  } else if (!check.certificate.ParseFromArray(certificate.data(),
                                               static_cast<int>(certificate.size()))) {
    check.certificate.Clear();
    faults.Add("8", "it is not a samlad.v1.SeatCertificate");
  } else {
    verify::CheckHead(edition, check, faults);
    const bool is_withheld = check.certificate.withheld() != v1::SEAT_WITHHELD_UNSPECIFIED;
    if (faults.empty() && !is_withheld) verify::CheckSeat(edition, check, faults);
  }
  check.ok = faults.empty();
  check.faults = std::move(faults).Take();
  return check;
}

}  // namespace samlad::domain
