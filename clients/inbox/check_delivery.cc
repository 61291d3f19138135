// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/check_delivery.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"
#include "gateway/ledger/hash.h"
#include "gateway/ledger/header.h"
#include "gateway/ledger/tree.h"
#include "samlad/v1/edition.pb.h"
#include "samlad/v1/ledger.pb.h"

namespace samlad::inbox {
namespace {

using ledger::AsBytes;
using ledger::Hash;

absl::Status Fault(std::string_view place, std::string_view what) {
  return absl::InvalidArgumentError(StrCat(place, ": ", what));
}

absl::Status CheckEntry(const v1::DeliverRequest& request) {
  const absl::StatusOr<v1::EntryHeader> header = ledger::ParseHeader(request.edition_header());
  if (!header.ok()) return Fault("edition_header", Message(header.status()));
  if (header->kind() != v1::ENTRY_KIND_EDITION_PUBLISHED) {
    return Fault("edition_header", "is not that of an edition");
  }
  if (request.edition_salt().size() != limits::kSaltBytes ||
      AsBytes(ledger::CommitPayload(request.edition_salt(), request.edition_bytes())) !=
          header->payload().digest()) {
    return Fault("edition_header", "does not commit to the edition with this salt");
  }
  return absl::OkStatus();
}

absl::Status CheckInLog(const v1::DeliverRequest& request, const ledger::NoteVerifier& log_key) {
  const absl::StatusOr<ledger::Checkpoint> checkpoint =
      log_key.OpenCheckpoint(request.checkpoint());
  if (!checkpoint.ok()) return Fault("checkpoint", Message(checkpoint.status()));
  if (checkpoint->origin != request.origin()) {
    return Fault("checkpoint", StrCat("is of the log ", checkpoint->origin));
  }
  if (static_cast<size_t>(request.edition_proof_size()) > ledger::kProofHashesMax) {
    return Fault("edition_proof", "has more hashes than any proof");
  }
  std::vector<Hash> proof;
  for (const std::string& bytes : request.edition_proof()) {
    if (bytes.size() != sizeof(Hash)) return Fault("edition_proof", "has a hash of another size");
    std::ranges::copy(bytes, proof.emplace_back().begin());
  }
  const absl::Status included =
      ledger::VerifyInclusion(ledger::LeafHash(request.edition_header()), request.edition(),
                              checkpoint->size, proof, checkpoint->root);
  return included.ok() ? included : Fault("edition_proof", Message(included));
}

}  // namespace

absl::StatusOr<v1::View> CheckDelivery(const v1::DeliverRequest& request,
                                       const ledger::NoteVerifier* log_key) {
  if (request.origin().empty() || request.origin().size() > limits::kOriginBytesMax) {
    return Fault("origin", "is missing or too long");
  }
  if (request.delivery() == 0) return Fault("delivery", "is missing");
  if (request.edition_bytes().empty()) {
    return Fault("edition_bytes", "is missing; this receiver takes editions only");
  }
  if (AsBytes(ledger::Sha256({request.edition_bytes()})) != request.edition_digest()) {
    return Fault("edition_digest", "is not that of the edition");
  }
  if (AsBytes(ledger::Sha256({request.view()})) != request.view_digest()) {
    return Fault("view_digest", "is not that of the view");
  }
  v1::Edition edition;
  v1::View view;
  if (!edition.ParseFromString(request.edition_bytes())) {
    return Fault("edition_bytes", "is not a samlad.v1.Edition");
  }
  if (edition.view() != request.view()) return Fault("view", "is not that of the edition");
  if (!view.ParseFromString(request.view())) return Fault("view", "is not a samlad.v1.View");
  if (view.origin() != request.origin())
    return Fault("view", "its log is not that of the delivery");
  const domain::EditionCheck check = domain::VerifyEdition(edition);
  if (!check.ok) return Fault("edition_bytes", check.faults.front());
  if (absl::Status entry = CheckEntry(request); !entry.ok()) return entry;
  if (log_key != nullptr) {
    if (absl::Status in_log = CheckInLog(request, *log_key); !in_log.ok()) return in_log;
  }
  return view;
}

}  // namespace samlad::inbox
