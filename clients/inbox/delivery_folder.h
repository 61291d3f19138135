// SPDX-License-Identifier: EUPL-1.2
//
// Deliveries as files. A delivery is accepted when its NAME.json exists. That
// file is written last; each file is durable before the next is written.
//
//   NAME.edition.binpb the edition, bytes as they came
//   NAME.view.binpb    its view, bytes as they came
//   NAME.view.json     the view for people
//   NAME.json          what came and when (record.proto)
//   NAME.acknowledged  made by the board's staff: its first line is the paragraph
//                      of the minutes, and is read when it has its end
//
// Nothing is ever written over what an earlier delivery left.

#ifndef SAMLAD_CLIENTS_INBOX_DELIVERY_FOLDER_H_
#define SAMLAD_CLIENTS_INBOX_DELIVERY_FOLDER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/inbox/record.pb.h"
#include "gateway/base/clock.h"
#include "gateway/base/mutex.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/board_inbox_service.pb.h"
#include "samlad/v1/view.pb.h"

namespace samlad::inbox {

// Thread-safe; one process a folder.
class DeliveryFolder {
 public:
  // `clock` must outlive it. `log_key`: the verifier key of the gateway's log, with
  // which every delivery is checked; nothing: only what needs no key.
  DeliveryFolder(std::string path, const Clock& clock,
                 std::optional<ledger::NoteVerifier> log_key = std::nullopt);

  // Stores a delivery, and returns when it is on disk. The same delivery again
  // changes nothing and gets the same answer.
  //   INVALID_ARGUMENT  it is invalid; see CheckDelivery
  //   ALREADY_EXISTS    the same number came before with another edition, or another
  //                     log has the same file name
  //   DATA_LOSS         there is a record under its name that cannot be read
  //   INTERNAL          the disk's own error
  absl::StatusOr<v1::DeliverResponse> Take(const v1::DeliverRequest& request);

  // NOT_FOUND if it was never stored, or is no longer complete; DATA_LOSS if its
  // record cannot be read.
  // `unfinished`: whether the paragraph of the minutes lacks the end of its line.
  absl::StatusOr<v1::GetDeliveryResponse> Find(const v1::GetDeliveryRequest& request,
                                               bool* unfinished) const;

 private:
  std::string PathOf(std::string_view origin, uint64_t delivery, std::string_view suffix) const;
  absl::StatusOr<Record> ReadRecord(std::string_view origin, uint64_t delivery) const;
  absl::StatusOr<std::string> StoredDigest(std::string_view origin, uint64_t delivery,
                                           std::string_view suffix) const;
  struct Stored {
    std::string view_digest, edition_digest;
  };
  absl::StatusOr<Stored> ReadStored(std::string_view origin, uint64_t delivery) const;
  absl::Status CheckLeft(const v1::DeliverRequest& request) const;
  absl::Status Write(const v1::DeliverRequest& request, const v1::View& view) const;

  const std::string path_;
  const Clock& clock_;
  const std::optional<ledger::NoteVerifier> log_key_;
  Mutex writing_;
};

}  // namespace samlad::inbox

#endif  // SAMLAD_CLIENTS_INBOX_DELIVERY_FOLDER_H_
