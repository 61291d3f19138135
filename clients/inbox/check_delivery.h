// SPDX-License-Identifier: EUPL-1.2
//
// Whether a delivery is what it says: the edition that the log has at that position.

#ifndef SAMLAD_CLIENTS_INBOX_CHECK_DELIVERY_H_
#define SAMLAD_CLIENTS_INBOX_CHECK_DELIVERY_H_

#include "absl/status/statusor.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/board_inbox_service.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::inbox {

// The view of the edition. Checks the digests, that the edition has this view, that
// the certificate holds (gateway/docs/editions.md) and that the header of its entry
// commits to its bytes; with the log's key, also that the checkpoint is signed and
// has that entry at that position. `log_key` may be null. INVALID_ARGUMENT names what
// does not hold. Pure; thread-safe.
absl::StatusOr<v1::View> CheckDelivery(const v1::DeliverRequest& request,
                                       const ledger::NoteVerifier* log_key);

}  // namespace samlad::inbox

#endif  // SAMLAD_CLIENTS_INBOX_CHECK_DELIVERY_H_
