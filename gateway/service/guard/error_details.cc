// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/error_details.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/strip.h"
#include "gateway/base/limits.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/exchange/refusal.h"
#include "google/protobuf/any.pb.h"

namespace samlad::service {
namespace {

constexpr absl::string_view kErrorInfoUrl = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr absl::string_view kBadRequestUrl = "type.googleapis.com/google.rpc.BadRequest";
constexpr absl::string_view kRetryInfoUrl = "type.googleapis.com/google.rpc.RetryInfo";

std::string_view DefaultReason(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return "INVALID_REQUEST";
    case absl::StatusCode::kUnauthenticated:
      return "NOT_IDENTIFIED";
    case absl::StatusCode::kPermissionDenied:
      return "NOT_PERMITTED";
    case absl::StatusCode::kNotFound:
      return "NOT_FOUND";
    case absl::StatusCode::kAlreadyExists:
      return "SUBMISSION_ID_TAKEN";
    case absl::StatusCode::kFailedPrecondition:
      return "STATE_CHANGED";
    case absl::StatusCode::kOutOfRange:
      return "BEYOND_LOG";
    case absl::StatusCode::kResourceExhausted:
      return "OVERLOADED";
    case absl::StatusCode::kUnavailable:
      return "UNAVAILABLE";
    case absl::StatusCode::kDeadlineExceeded:
      return "DEADLINE_EXCEEDED";
    case absl::StatusCode::kCancelled:
      return "CANCELLED";
    default:
      return "INTERNAL";
  }
}

template <class Detail>
bool ReadPayload(const absl::Status& status, absl::string_view url, Detail* out) {
  const auto payload = status.GetPayload(url);
  return payload.has_value() && out->ParseFromString(std::string(*payload));
}

bool HelpsToRetry(absl::StatusCode code) {
  return code == absl::StatusCode::kResourceExhausted || code == absl::StatusCode::kUnavailable;
}

google::rpc::RetryInfo RetryAfter(std::chrono::milliseconds delay) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(delay.count() / 1000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int>(delay.count() % 1000) * 1'000'000);
  return retry;
}

// "submission_id: too long" -> a violation of submission_id. "a, b: unknown" -> one
// of each.
void AddViolationsFromText(std::string_view message, google::rpc::BadRequest* bad_request) {
  constexpr std::string_view kPath = "abcdefghijklmnopqrstuvwxyz0123456789_.[]";
  std::vector<std::string_view> paths;
  for (std::string_view rest = message;;) {
    const size_t end = rest.find_first_not_of(kPath);
    if (end == 0 || end == rest.npos) return;
    paths.push_back(rest.substr(0, end));
    rest.remove_prefix(end);
    if (rest.starts_with(": ")) {
      for (const std::string_view path : paths) {
        auto* violation = bad_request->add_field_violations();
        violation->set_field(std::string(path));
        violation->set_description(std::string(rest.substr(2)));
      }
      return;
    }
    if (!rest.starts_with(", ")) return;
    rest.remove_prefix(2);
  }
}

std::string Shorten(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  return StrCat(Utf8Prefix(text, bytes_max), "...");
}

// What a caller is told. Errors of these codes are nobody's to foresee, and their
// text may be the system's own, with paths in it.
std::string TextForCaller(const absl::Status& status) {
  if (absl::IsDataLoss(status) || absl::IsUnknown(status)) {
    return "an error of the gateway that should not happen; ask its operator, who finds the reason "
           "in the gateway's log by the request id";
  }
  return Shorten(Message(status), limits::kErrorMessageBytesMax);
}

// Leaves out violations from the end until `bytes_max` holds; returns how many.
int Shrink(size_t bytes_max, google::rpc::BadRequest* bad_request) {
  for (auto& violation : *bad_request->mutable_field_violations()) {
    violation.set_description(Shorten(violation.description(), limits::kErrorMessageBytesMax));
  }
  int omitted = 0;
  while (bad_request->ByteSizeLong() > bytes_max) {
    bad_request->mutable_field_violations()->RemoveLast();
    ++omitted;
  }
  return omitted;
}

}  // namespace

absl::Status WithReason(absl::Status status, std::string_view reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status WithRetryDelay(absl::Status status, std::chrono::milliseconds delay) {
  status.SetPayload(kRetryInfoUrl, absl::Cord(RetryAfter(delay).SerializeAsString()));
  return status;
}

absl::Status BadRequestError(std::string_view message, const google::rpc::BadRequest& violations) {
  absl::Status status = absl::InvalidArgumentError(ToAbsl(message));
  status.SetPayload(kBadRequestUrl, absl::Cord(violations.SerializeAsString()));
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  if (ReadPayload(status, kErrorInfoUrl, &info)) return info.reason();
  const auto reason = status.GetPayload(exchange::kReasonUrl);
  if (reason.has_value()) return std::string(*reason);
  return std::string(DefaultReason(status.code()));
}

google::rpc::Status DescribeError(const absl::Status& status, std::string_view request_id) {
  google::rpc::Status described;
  described.set_code(static_cast<int>(status.code()));
  described.set_message(TextForCaller(status));

  google::rpc::ErrorInfo info;
  ReadPayload(status, kErrorInfoUrl, &info);
  info.set_reason(ReasonOf(status));
  info.set_domain(std::string(kErrorDomain));
  (*info.mutable_metadata())[std::string("request_id")] = std::string(request_id);
  status.ForEachPayload([&info](absl::string_view url, const absl::Cord& value) {
    if (!absl::ConsumePrefix(&url, kMetadataUrl)) return;
    (*info.mutable_metadata())[std::string(url)] = std::string(value);
  });

  google::rpc::BadRequest bad_request;
  if (status.code() == absl::StatusCode::kInvalidArgument) {
    if (!ReadPayload(status, kBadRequestUrl, &bad_request)) {
      AddViolationsFromText(Message(status), &bad_request);
    }
    constexpr size_t kEnvelope = 256;  // type URLs, lengths, violations_omitted
    const size_t used = described.ByteSizeLong() + info.ByteSizeLong() + kEnvelope;
    const int omitted =
        Shrink(limits::kErrorDetailsBytesMax - std::min(used, limits::kErrorDetailsBytesMax),
               &bad_request);
    if (omitted > 0)
      (*info.mutable_metadata())[std::string("violations_omitted")] = StrCat(omitted);
  }
  described.add_details()->PackFrom(info);
  if (!bad_request.field_violations().empty()) described.add_details()->PackFrom(bad_request);
  if (HelpsToRetry(status.code())) {
    google::rpc::RetryInfo retry;
    if (!ReadPayload(status, kRetryInfoUrl, &retry)) {
      retry = RetryAfter(limits::kOverloadRetryDelay);
    }
    described.add_details()->PackFrom(retry);
  }
  return described;
}

}  // namespace samlad::service
