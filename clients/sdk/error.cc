// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/error.h"

#include <grpcpp/support/status.h>

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "gateway/base/strings.h"
#include "gateway/ledger/hash.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace samlad::sdk {
namespace {

constexpr absl::string_view kRequestIdUrl = "samlad.example/request-id";
constexpr absl::string_view kReceiptUrl = "samlad.example/receipt";
constexpr absl::string_view kLogFaultUrl = "samlad.example/log-fault";
constexpr absl::string_view kPermanentUrl = "samlad.example/permanent";

absl::Status With(absl::Status status, absl::string_view url, std::string_view value) {
  if (!status.ok()) status.SetPayload(url, absl::Cord(ToAbsl(value)));
  return status;
}

std::string Of(const absl::Status& status, absl::string_view url) {
  const auto value = status.GetPayload(url);
  return value ? std::string(*value) : "";
}

// The first detail of this type, if the status carries one that parses.
template <class Detail>
std::optional<Detail> Find(const absl::Status& status) {
  const auto payload =
      status.GetPayload(StrCat("type.googleapis.com/", Detail::descriptor()->full_name()));
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

constexpr std::string_view kNotConnected = "failed to connect to all addresses; last error: ";
constexpr std::string_view kNotResolved = "DNS resolution failed for ";

// The reason within gRPC's message about a name that was not resolved: "DNS
// resolution failed for <host>:<port>: C-ares status is not ... <reason>".
std::string NotResolved(const absl::Status& status) {
  const std::string_view text = Message(status);
  const std::string_view rest = text.substr(kNotResolved.size());
  const std::string_view address = rest.substr(0, rest.find(": "));
  const std::string_view host = address.substr(0, address.rfind(':'));
  if (IsNoSuchHost(status)) return StrCat("no such host: ", host);
  const size_t reason = text.rfind(": ");
  if (reason == text.npos) return std::string(text);
  return StrCat("cannot look up the host ", host, text.substr(reason));
}

// The message without what gRPC wraps around the reason why it could not
// connect: "failed to connect to all addresses; last error: UNKNOWN: <reason>".
std::string Unwrapped(const absl::Status& status) {
  const std::string_view text = Message(status);
  if (text.starts_with(kNotResolved)) return NotResolved(status);
  if (!text.starts_with(kNotConnected)) return std::string(text);
  if (IsHangUp(status)) {
    return "the gateway closed the connection, because it does not know your certificate or has "
           "revoked it, or has too many connections";
  }
  const size_t code_end = text.find(": ", kNotConnected.size());
  if (code_end == std::string_view::npos) return std::string(text);
  return StrCat("cannot connect: ", text.substr(code_end + 2));
}

}  // namespace

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const auto& detail : details.details()) {
      result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
  return result;
}

std::optional<std::chrono::milliseconds> RetryDelay(const absl::Status& status) {
  const auto info = Find<google::rpc::RetryInfo>(status);
  if (!info) return std::nullopt;
  const auto& delay = info->retry_delay();
  const auto whole = std::chrono::seconds(std::clamp<int64_t>(delay.seconds(), 0, 86'400));
  const auto rest = std::chrono::nanoseconds(std::clamp(delay.nanos(), 0, 999'999'999));
  return std::chrono::ceil<std::chrono::milliseconds>(whole + rest);
}

std::string Reason(const absl::Status& status) {
  const auto info = Find<google::rpc::ErrorInfo>(status);
  return info ? info->reason() : "";
}

std::string NewRequestId() {
  constexpr size_t kBytes = 12;
  return ledger::ToHex(ledger::RandomBytes(kBytes));
}

absl::Status WithRequestId(absl::Status status, std::string_view id) {
  return With(std::move(status), kRequestIdUrl, id);
}
std::string RequestId(const absl::Status& status) { return Of(status, kRequestIdUrl); }

absl::Status WithReceipt(absl::Status status, std::string_view receipt) {
  return With(std::move(status), kReceiptUrl, receipt);
}
std::string ReceiptOf(const absl::Status& status) { return Of(status, kReceiptUrl); }

absl::Status AsLogFault(absl::Status status) { return With(std::move(status), kLogFaultUrl, ""); }
bool IsLogFault(const absl::Status& status) { return status.GetPayload(kLogFaultUrl).has_value(); }

bool IsHangUp(const absl::Status& status) {
  const std::string_view text = Message(status);
  return text.starts_with(kNotConnected) &&
         (text.ends_with("Socket closed") || text.ends_with("reset by peer"));
}

bool IsHandshakeFailure(const absl::Status& status) {
  const absl::string_view text = status.message();
  return absl::StartsWith(text, ToAbsl(kNotConnected)) &&
         (absl::StrContains(text, "andshake") || absl::StrContains(text, "SSL"));
}

absl::Status AsPermanent(absl::Status status) { return With(std::move(status), kPermanentUrl, ""); }
bool IsPermanent(const absl::Status& status) {
  return status.GetPayload(kPermanentUrl).has_value();
}

bool IsNoSuchHost(const absl::Status& status) {
  const std::string_view text = Message(status);
  return text.starts_with(kNotResolved) && text.ends_with("Domain name not found");
}

std::string Explain(const absl::Status& status) {
  std::string text = Unwrapped(status);
  if (text.empty()) text = absl::StatusCodeToString(status.code());
  if (const auto bad = Find<google::rpc::BadRequest>(status)) {
    for (const auto& violation : bad->field_violations()) {
      if (absl::StrContains(text, violation.description())) continue;
      StrAppend(&text, "\n  ", violation.field(), ": ", violation.description());
    }
  }
  // Without details the message is gRPC's own, because no gateway answered.
  const bool unreached = absl::IsUnavailable(status) && Reason(status).empty();
  if (const std::string id = RequestId(status); !id.empty() && !unreached) {
    StrAppend(&text, "\n  request id, for the gateway's operator: ", id);
  }
  return text;
}

}  // namespace samlad::sdk
