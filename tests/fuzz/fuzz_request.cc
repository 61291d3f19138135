// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as a request, before it is parsed: what is counted of it as frame,
// whole and in pieces, as it comes from the network.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "gateway/formats/request_frame.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "samlad/v1/board_service.pb.h"
#include "samlad/v1/reporting_service.pb.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

constexpr size_t kNoBound = std::numeric_limits<size_t>::max();

std::optional<size_t> Count(const google::protobuf::Message& message, const uint8_t* data, int size,
                            int piece, size_t bytes_max) {
  google::protobuf::io::ArrayInputStream bytes(data, size, piece);
  return formats::CountFrame(bytes, *message.GetDescriptor(), bytes_max);
}

// The frame of what is a message of this type; nothing: it is none.
std::optional<size_t> CheckFrame(google::protobuf::Message& message, const uint8_t* data,
                                 int size) {
  const auto frame = Count(message, data, size, size, kNoBound);
  Require(Count(message, data, size, 3, kNoBound) == frame, "pieces count as the whole");
  const bool parsed = message.ParseFromArray(data, size);
  Require(!parsed || frame.has_value(), "what is a message is counted");
  if (!frame.has_value()) return std::nullopt;
  Require(*frame <= static_cast<size_t>(size), "no byte counts twice");
  for (const size_t bytes_max : {size_t{0}, *frame / 2, *frame}) {
    const auto counted = Count(message, data, size, size, bytes_max);
    Require(counted.has_value() && *counted <= *frame, "a bound counts nothing more");
    Require((*counted > bytes_max) == (*frame > bytes_max), "and what is beyond it shows");
  }
  return parsed ? frame : std::nullopt;
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace samlad;  // NOLINT
  v1::SubmitRequest submit;
  const auto frame = fuzz::CheckFrame(submit, data, static_cast<int>(size));
  if (frame.has_value()) {
    fuzz::Require(*frame + submit.report().size() <= size, "a payload is no frame");
    fuzz::Require(submit.submission_id().size() <= *frame, "a text is frame");
  }
  v1::GetViewRequest view;
  const auto all = fuzz::CheckFrame(view, data, static_cast<int>(size));
  fuzz::Require(all.value_or(size) == size, "where there is no payload, all is frame");
  return 0;
}
