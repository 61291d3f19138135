// SPDX-License-Identifier: EUPL-1.2
//
// Any edition and any seat's certificate in it. Two lines of base64: the edition and the
// certificate, to which the edition commits. Whatever they are, the verifier says so,
// the same each time; and what holds is still there when it is written again.

#include <cstddef>
#include <cstdint>
#include <string>

#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "samlad/v1/edition.pb.h"
#include "tests/fuzz/base64_lines.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using samlad::fuzz::Require;
  const auto lines = samlad::fuzz::ReadLines(data, size, 2);
  samlad::v1::Edition edition;
  if (!lines || !edition.ParseFromString((*lines)[0])) return 0;
  const auto check = samlad::domain::VerifyEdition(edition);
  Require(check.ok == check.faults.empty(), "what is not right has a fault");
  Require(check.shown <= check.figures, "only figures are shown");
  const samlad::domain::KnownEdition known[] = {
      {.position = edition.previous(), .bytes = (*lines)[0]}};
  const auto before = samlad::domain::VerifyEdition(edition, known);
  Require(!before.ok || check.ok, "what is right among others is right by itself");

  const std::string& certificate = (*lines)[1];
  edition.add_seats(samlad::domain::VerifySeat(edition, certificate).digest);
  const auto seat = samlad::domain::VerifySeat(edition, certificate);
  Require(seat.ok == seat.faults.empty(), "what is not right has a fault");
  const auto again = samlad::domain::VerifySeat(edition, certificate);
  Require(again.faults == seat.faults && again.proofs == seat.proofs, "the same each time");
  return 0;
}
