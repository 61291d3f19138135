// SPDX-License-Identifier: EUPL-1.2
//
// Makes an edition: the consolidated view with its breakdowns, protected together
// with every earlier edition that it shares figures with, and the proof of it.
// What an edition holds: proto/samlad/v1/edition.proto, docs/editions.md.

#ifndef SAMLAD_GATEWAY_DOMAIN_EDITION_EDITION_H_
#define SAMLAD_GATEWAY_DOMAIN_EDITION_EDITION_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/domain/log/facts.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain {

// An edition that was published before.
struct StoredEdition {
  uint64_t position = 0;
  std::string digest;  // SHA-256 of its bytes
  v1::Edition edition;
  std::string bytes = {};  // as in the log; for its verifier, not its maker
};

struct EditionRequest {
  std::string period;  // empty: the latest whole year with an accepted report
  uint64_t as_of = 0;  // 0: all facts
  // Prose that the coordinator approves although it names small numbers or what
  // looks like an identity number: "organisation/activity" or "project/id".
  std::vector<std::string> approved_prose = {};
  // Whether prose that must be approved first is named in the summary instead.
  bool dry_run = false;
  // Dimensions whose breakdowns are left out, and those of which only codes without a
  // parent are shown: coarser breakdowns keep more figures.
  std::vector<int> left_out = {};
  std::vector<int> coarse = {};
  int threads = 1;
  // Rule of the catalogue by which the gateway publishes the edition itself; empty: by
  // hand. Then prose that must be approved by name is left out, because nobody does.
  std::string publication = {};
  // Asked now and then; true ends the work with CANCELLED. Null: never.
  std::function<bool()> cancelled = nullptr;
};

// Reports whose breakdowns an edition needs and that have left memory, because they
// were replaced: those in force at `as_of` (0: all facts), and those of earlier
// editions. The caller reads them again (Facts::RestoreBreakdowns).
std::vector<uint64_t> MissingBreakdowns(const Facts& facts, uint64_t as_of,
                                        std::span<const StoredEdition> earlier);

// The edition over facts [0, as_of), protected by the catalogues of all facts. Fills
// in everything but the view's origin and root_hash: `finish` is called with the view
// before its bytes are taken. `earlier`: every edition before, oldest first.
//   INVALID_ARGUMENT     as of ConsolidateView
//   OUT_OF_RANGE         as_of beyond the facts, or before the newest edition's
//   FAILED_PRECONDITION  no catalogue; prose must be approved by name first;
//                        breakdowns have left memory (as of ConsolidateView); no
//                        certificate; or larger than kEditionBytesMax
//   CANCELLED            request.cancelled says so
// `seats`: filled with the certificate of each seat, without salt; the edition does not
// name them yet. Null: not wanted.
// Pure but for `finish`; thread-safe; deterministic whatever `threads`.
absl::StatusOr<v1::Edition> MakeEdition(const Facts& facts, const EditionRequest& request,
                                        std::span<const StoredEdition> earlier,
                                        const std::function<void(v1::View&)>& finish,
                                        std::vector<v1::SeatCertificate>* seats = nullptr);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_EDITION_EDITION_H_
