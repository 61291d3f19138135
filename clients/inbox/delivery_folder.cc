// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/delivery_folder.h"

#include <filesystem>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/time/time.h"
#include "clients/sdk/file_stem.h"
#include "gateway/base/character_class.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/hash.h"
#include "google/protobuf/util/json_util.h"
#include "samlad/v1/view.pb.h"

namespace samlad::inbox {
namespace {

namespace fs = std::filesystem;

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

absl::StatusOr<v1::View> CheckRequest(const v1::DeliverRequest& request) {
  if (request.origin().empty() || request.origin().size() > limits::kOriginBytesMax) {
    return absl::InvalidArgumentError("origin: is missing or too long");
  }
  if (request.delivery() == 0) return absl::InvalidArgumentError("delivery: is missing");
  if (Digest(request.view()) != request.view_digest()) {
    return absl::InvalidArgumentError("view_digest: is not that of the view");
  }
  v1::View view;
  if (!view.ParseFromString(request.view())) {
    return absl::InvalidArgumentError("view: the bytes are not a samlad.v1.View");
  }
  if (view.origin() != request.origin()) {
    return absl::InvalidArgumentError("view: its log is not that of the delivery");
  }
  return view;
}

absl::Status OtherView() {
  return absl::AlreadyExistsError("delivery: this number was stored before, with another view");
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

DeliveryFolder::DeliveryFolder(std::string path, const Clock& clock)
    : path_(std::move(path)), clock_(clock) {}

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

// The digest of the view as it is on disk now, not as it was received.
absl::StatusOr<std::string> DeliveryFolder::StoredDigest(std::string_view origin,
                                                         uint64_t delivery) const {
  if (const auto record = ReadRecord(origin, delivery); !record.ok()) return record.status();
  const auto view =
      formats::ReadFile(PathOf(origin, delivery, ".view.binpb"), limits::kMessageBytesMax);
  if (absl::IsNotFound(view.status())) return absl::NotFoundError("the view is gone");
  return view.ok() ? Digest(*view) : absl::StatusOr<std::string>(Internal(view.status()));
}

absl::Status DeliveryFolder::Write(const v1::DeliverRequest& request) const {
  const absl::StatusOr<v1::View> view = CheckRequest(request);
  if (!view.ok()) return view.status();
  const absl::StatusOr<std::string> readable = ToJson(*view);
  if (!readable.ok()) return readable.status();
  Record record;
  record.set_origin(request.origin());
  record.set_delivery(request.delivery());
  record.set_received(absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMillis(clock_.NowMs()),
                                       absl::UTCTimeZone()));
  record.set_view_sha256(ledger::ToHex(request.view_digest()));
  *record.mutable_reports() = request.reports();
  record.set_checkpoint(request.checkpoint());
  const absl::StatusOr<std::string> taken = ToJson(record);
  if (!taken.ok()) return taken.status();

  const auto write = [&](std::string_view suffix, std::string_view bytes) {
    constexpr mode_t kPrivate = 0600;
    return Internal(
        WriteFileDurably(PathOf(request.origin(), request.delivery(), suffix), bytes, kPrivate));
  };
  if (absl::Status done = write(".view.binpb", request.view()); !done.ok()) return done;
  if (absl::Status done = write(".view.json", *readable); !done.ok()) return done;
  return write(".json", *taken);
}

absl::StatusOr<v1::DeliverResponse> DeliveryFolder::Take(const v1::DeliverRequest& request) {
  MutexLock lock(writing_);
  absl::StatusOr<std::string> stored = StoredDigest(request.origin(), request.delivery());
  if (absl::IsNotFound(stored.status())) {
    // Of a delivery whose view is gone, only that view is taken again.
    const auto record = ReadRecord(request.origin(), request.delivery());
    if (!record.ok() && !absl::IsNotFound(record.status())) return record.status();
    const std::string wanted = ledger::ToHex(request.view_digest());
    if (record.ok() && record->view_sha256() != wanted) return OtherView();
    // A view without a record is the same one, of a crash, or that of another log.
    const auto left = formats::ReadFile(PathOf(request.origin(), request.delivery(), ".view.binpb"),
                                        limits::kMessageBytesMax);
    if (left.ok() && Digest(*left) != request.view_digest()) return OtherView();
    if (absl::Status written = Write(request); !written.ok()) return written;
    stored = StoredDigest(request.origin(), request.delivery());
  }
  if (!stored.ok()) return stored.status();
  if (*stored != request.view_digest()) {
    return OtherView();
  }
  v1::DeliverResponse response;
  response.set_delivery(request.delivery());
  response.set_view_digest(*std::move(stored));
  response.set_reference(
      domain::Printable(sdk::FileStem({request.origin(), std::to_string(request.delivery())}),
                        limits::kForwardReferenceBytesMax));
  return response;
}

absl::StatusOr<v1::GetDeliveryResponse> DeliveryFolder::Find(const v1::GetDeliveryRequest& request,
                                                             bool* unfinished) const {
  *unfinished = false;
  absl::StatusOr<std::string> stored = StoredDigest(request.origin(), request.delivery());
  if (absl::IsDataLoss(stored.status())) return stored.status();
  if (!stored.ok()) return absl::NotFoundError("the delivery was never stored");
  v1::GetDeliveryResponse response;
  response.set_delivery(request.delivery());
  response.set_view_digest(*std::move(stored));
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
