// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/delivery_folder.h"

#include <filesystem>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/time/time.h"
#include "clients/inbox/check_delivery.h"
#include "clients/sdk/file_stem.h"
#include "gateway/base/character_class.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::inbox {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEdition = ".edition.binpb";
constexpr std::string_view kView = ".view.binpb";

std::string Digest(std::string_view bytes) {
  return std::string(ledger::AsBytes(ledger::Sha256({bytes})));
}

template <class Message>
absl::StatusOr<std::string> ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) return absl::InvalidArgumentError("view: cannot be written as JSON");
  return EscapeUnprintableInJson(json);
}

absl::Status OtherEdition() {
  return absl::AlreadyExistsError("delivery: this number was stored before, with another edition");
}

// The paragraph of the minutes. A line without an end is none yet, because
// somebody may be writing it; empty: none.
std::string MinuteIn(std::string_view text) {
  const size_t end = text.find('\n');
  if (end == text.npos) return "";
  return domain::Printable(ToStd(absl::StripAsciiWhitespace(ToAbsl(text.substr(0, end)))),
                           limits::kForwardReferenceBytesMax);
}

absl::Status Internal(const absl::Status& status) {
  return status.ok() ? status : absl::InternalError(status.message());
}

}  // namespace

DeliveryFolder::DeliveryFolder(std::string path, const Clock& clock,
                               std::optional<ledger::NoteVerifier> log_key)
    : path_(std::move(path)), clock_(clock), log_key_(std::move(log_key)) {}

std::string DeliveryFolder::PathOf(std::string_view origin, uint64_t delivery,
                                   std::string_view suffix) const {
  return (fs::path(path_) / StrCat(sdk::FileStem({origin, std::to_string(delivery)}), suffix))
      .string();
}

// The record of the delivery. NOT_FOUND if there is none; DATA_LOSS if there is
// one that cannot be read, so that nothing is written over it.
absl::StatusOr<Record> DeliveryFolder::ReadRecord(std::string_view origin,
                                                  uint64_t delivery) const {
  const std::string path = PathOf(origin, delivery, ".json");
  const auto text = formats::ReadFile(path, limits::kMessageBytesMax);
  if (absl::IsNotFound(text.status())) {
    return absl::NotFoundError("the delivery was never stored");
  }
  Record record;
  if (!text.ok() || !google::protobuf::util::JsonStringToMessage(*text, &record).ok()) {
    return absl::DataLossError("the record of the delivery cannot be read; move its files away");
  }
  // Two origins may have the same file name, because file names allow fewer
  // characters.
  if (record.origin() != origin || record.delivery() != delivery) {
    return absl::AlreadyExistsError("origin: another log has the same file name");
  }
  return record;
}

// The digest of one of its files as it is on disk now, not as it was received.
absl::StatusOr<std::string> DeliveryFolder::StoredDigest(std::string_view origin, uint64_t delivery,
                                                         std::string_view suffix) const {
  const auto bytes = formats::ReadFile(PathOf(origin, delivery, suffix), limits::kMessageBytesMax);
  if (absl::IsNotFound(bytes.status())) return absl::NotFoundError("a file of it is gone");
  return bytes.ok() ? Digest(*bytes) : absl::StatusOr<std::string>(Internal(bytes.status()));
}

// What an earlier version of this receiver stored is a view without its edition.
absl::StatusOr<DeliveryFolder::Stored> DeliveryFolder::ReadStored(std::string_view origin,
                                                                  uint64_t delivery) const {
  const absl::StatusOr<Record> record = ReadRecord(origin, delivery);
  if (!record.ok()) return record.status();
  Stored stored;
  absl::StatusOr<std::string> view = StoredDigest(origin, delivery, kView);
  if (!view.ok()) return view.status();
  stored.view_digest = *std::move(view);
  if (record->edition_sha256().empty()) return stored;
  absl::StatusOr<std::string> edition = StoredDigest(origin, delivery, kEdition);
  if (!edition.ok()) return edition.status();
  stored.edition_digest = *std::move(edition);
  return stored;
}

absl::Status DeliveryFolder::Write(const v1::DeliverRequest& request, const v1::View& view) const {
  const absl::StatusOr<std::string> readable = ToJson(view);
  if (!readable.ok()) return readable.status();
  Record record;
  record.set_origin(request.origin());
  record.set_delivery(request.delivery());
  record.set_received(absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMillis(clock_.NowMs()),
                                       absl::UTCTimeZone()));
  record.set_view_sha256(ledger::ToHex(request.view_digest()));
  *record.mutable_reports() = request.reports();
  record.set_checkpoint(request.checkpoint());
  record.set_edition(request.edition());
  record.set_edition_sha256(ledger::ToHex(request.edition_digest()));
  record.set_edition_header(request.edition_header());
  record.set_edition_salt(request.edition_salt());
  *record.mutable_edition_proof() = request.edition_proof();
  const absl::StatusOr<std::string> taken = ToJson(record);
  if (!taken.ok()) return taken.status();

  const auto write = [&](std::string_view suffix, std::string_view bytes) {
    constexpr mode_t kPrivate = 0600;
    return Internal(
        WriteFileDurably(PathOf(request.origin(), request.delivery(), suffix), bytes, kPrivate));
  };
  if (absl::Status done = write(kEdition, request.edition_bytes()); !done.ok()) return done;
  if (absl::Status done = write(kView, request.view()); !done.ok()) return done;
  if (absl::Status done = write(".view.json", *readable); !done.ok()) return done;
  return write(".json", *taken);
}

// OK: nothing that an earlier delivery left would be written over.
absl::Status DeliveryFolder::CheckLeft(const v1::DeliverRequest& request) const {
  // Of a delivery with files gone, only the same one is taken again.
  const auto record = ReadRecord(request.origin(), request.delivery());
  if (!record.ok() && !absl::IsNotFound(record.status())) return record.status();
  if (record.ok() && (record->view_sha256() != ledger::ToHex(request.view_digest()) ||
                      record->edition_sha256() != ledger::ToHex(request.edition_digest()))) {
    return OtherEdition();
  }
  // Files without a record are the same ones, of a crash, or those of another log.
  for (const auto& [suffix, wanted] :
       {std::pair(kEdition, request.edition_digest()), std::pair(kView, request.view_digest())}) {
    const auto left = StoredDigest(request.origin(), request.delivery(), suffix);
    if (left.ok() && *left != wanted) return OtherEdition();
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::DeliverResponse> DeliveryFolder::Take(const v1::DeliverRequest& request) {
  const absl::StatusOr<v1::View> view =
      CheckDelivery(request, log_key_.has_value() ? &*log_key_ : nullptr);
  if (!view.ok()) return view.status();
  MutexLock lock(writing_);
  absl::StatusOr<Stored> stored = ReadStored(request.origin(), request.delivery());
  if (absl::IsNotFound(stored.status())) {
    if (absl::Status left = CheckLeft(request); !left.ok()) return left;
    if (absl::Status written = Write(request, *view); !written.ok()) return written;
    stored = ReadStored(request.origin(), request.delivery());
  }
  if (!stored.ok()) return stored.status();
  if (stored->view_digest != request.view_digest() ||
      stored->edition_digest != request.edition_digest()) {
    return OtherEdition();
  }
  v1::DeliverResponse response;
  response.set_delivery(request.delivery());
  response.set_view_digest(std::move(stored->view_digest));
  response.set_edition_digest(std::move(stored->edition_digest));
  response.set_reference(
      domain::Printable(sdk::FileStem({request.origin(), std::to_string(request.delivery())}),
                        limits::kForwardReferenceBytesMax));
  return response;
}

absl::StatusOr<v1::GetDeliveryResponse> DeliveryFolder::Find(const v1::GetDeliveryRequest& request,
                                                             bool* unfinished) const {
  *unfinished = false;
  absl::StatusOr<Stored> stored = ReadStored(request.origin(), request.delivery());
  if (absl::IsDataLoss(stored.status())) return stored.status();
  if (!stored.ok()) return absl::NotFoundError("the delivery was never stored");
  v1::GetDeliveryResponse response;
  response.set_delivery(request.delivery());
  response.set_view_digest(std::move(stored->view_digest));
  response.set_edition_digest(std::move(stored->edition_digest));
  const auto minute = formats::ReadFile(
      PathOf(request.origin(), request.delivery(), ".acknowledged"), limits::kTextBytesMax);
  if (minute.ok()) {
    response.set_minute(MinuteIn(*minute));
    *unfinished = !minute->empty() && minute->find('\n') == minute->npos;
  }
  response.set_acknowledged(!response.minute().empty());
  return response;
}

}  // namespace samlad::inbox
