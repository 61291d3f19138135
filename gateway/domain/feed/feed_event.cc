// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/feed/feed_event.h"

#include <cstring>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace samlad::domain {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;
using Proto = v1::FeedEvent;

// Hands every field to `sink`, in the order of their numbers.
template <class Sink>
void Describe(const FeedEvent& event, Sink& sink) {
  sink.Number(Proto::kPositionFieldNumber, event.position);
  sink.Number(Proto::kTimeMsFieldNumber, static_cast<uint64_t>(event.time_ms));
  sink.Number(Proto::kKindFieldNumber, static_cast<uint64_t>(event.kind));
  sink.Text(Proto::kOrganisationFieldNumber, event.organisation);
  sink.Text(Proto::kObligationFieldNumber, event.obligation);
  sink.Text(Proto::kProjectFieldNumber, event.project);
  sink.Text(Proto::kPeriodFieldNumber, event.period);
  sink.Number(Proto::kVerdictFieldNumber, static_cast<uint64_t>(event.verdict));
  sink.Number(Proto::kReplacesFieldNumber, event.replaces);
  sink.Number(Proto::kAsOfFieldNumber, event.as_of);
  sink.Text(Proto::kMinuteFieldNumber, event.minute);
  sink.Text(Proto::kDecisionFieldNumber, event.decision);
  sink.Text(Proto::kSystemFieldNumber, event.system);
  sink.Text(Proto::kCertificateFieldNumber, event.certificate);
  sink.Number(Proto::kReportFieldNumber, event.report);
  sink.Text(Proto::kReasonFieldNumber, event.reason);
  sink.Number(Proto::kLiftedFieldNumber, event.lifted ? 1 : 0);
  sink.Text(Proto::kDueFieldNumber, event.due);
  sink.Number(Proto::kDaysFieldNumber, event.days);
  sink.Text(Proto::kRecommendationFieldNumber, event.recommendation);
  sink.Number(Proto::kDeliveryStateFieldNumber, static_cast<uint64_t>(event.delivery_state));
  sink.Number(Proto::kDeliveryFieldNumber, event.delivery);
  sink.Text(Proto::kIndicatorFieldNumber, event.indicator);
  sink.Text(Proto::kLastDayFieldNumber, event.last_day);
  sink.Number(Proto::kCorrectsFieldNumber, event.corrects);
  sink.Number(Proto::kEditionFieldNumber, event.edition);
  sink.Text(Proto::kPublicationFieldNumber, event.publication);
}

// A tag is the field's number and three bits, written as a varint.
size_t TagSize(int field) { return field < 16 ? 1 : 2; }

// proto3: what is at its default is not written.
struct Sizer {
  void Number(int field, uint64_t value) {
    if (value != 0) size += TagSize(field) + CodedOutputStream::VarintSize64(value);
  }
  void Text(int field, std::string_view text) {
    if (text.empty()) return;
    size += TagSize(field) + CodedOutputStream::VarintSize64(text.size()) + text.size();
  }
  size_t size = 0;
};

struct Writer {
  void Number(int field, uint64_t value) {
    if (value == 0) return;
    Tag(field, WireFormatLite::WIRETYPE_VARINT);
    at = CodedOutputStream::WriteVarint64ToArray(value, at);
  }
  void Text(int field, std::string_view text) {
    if (text.empty()) return;
    Tag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
    at = CodedOutputStream::WriteVarint64ToArray(text.size(), at);
    std::memcpy(at, text.data(), text.size());
    at += text.size();
  }
  void Tag(int field, WireFormatLite::WireType type) {
    at = CodedOutputStream::WriteTagToArray(WireFormatLite::MakeTag(field, type), at);
  }
  uint8_t* at;
};

}  // namespace

void AppendFeedEvent(const FeedEvent& event, std::string* message) {
  Sizer sizer;
  Describe(event, sizer);
  const size_t before = message->size();
  message->resize(before + 1 + CodedOutputStream::VarintSize64(sizer.size) + sizer.size);
  Writer writer{reinterpret_cast<uint8_t*>(message->data()) + before};
  writer.Tag(v1::WatchFeedResponse::kEventsFieldNumber, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
  writer.at = CodedOutputStream::WriteVarint64ToArray(sizer.size, writer.at);
  Describe(event, writer);
}

}  // namespace samlad::domain
