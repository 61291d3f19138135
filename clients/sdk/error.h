// SPDX-License-Identifier: EUPL-1.2
//
// Turns gRPC's errors into absl::Status. The google.rpc details of
// "grpc-status-details-bin" become payloads of the status, keyed by their type
// URL, and are read with the functions below. Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_SDK_ERROR_H_
#define SAMLAD_CLIENTS_SDK_ERROR_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace grpc {
class Status;
}  // namespace grpc

namespace samlad::sdk {

// Same code and message; details that do not parse are left out.
absl::Status FromGrpc(const grpc::Status& status);

// The delay of RetryInfo: how long an overloaded gateway asks a client to wait.
// Never negative.
std::optional<std::chrono::milliseconds> RetryDelay(const absl::Status& status);

// The reason of ErrorInfo, UPPER_SNAKE_CASE; empty: none was given.
std::string Reason(const absl::Status& status);

// A fresh id for a call's "x-request-id".
std::string NewRequestId();
// The id under which the gateway logs the failed call; empty: unknown.
absl::Status WithRequestId(absl::Status status, std::string_view id);
std::string RequestId(const absl::Status& status);

// The valid receipt that showed that the log is not the remembered one: a
// serialised v1::Receipt; empty: there is none.
absl::Status WithReceipt(absl::Status status, std::string_view receipt);
std::string ReceiptOf(const absl::Status& status);

// Whether the log is not the one that is remembered (session.h).
absl::Status AsLogFault(absl::Status status);
bool IsLogFault(const absl::Status& status);

// Whether the gateway closed the connection without an answer. A gateway does
// so if it does not know the certificate or has revoked it, and also if it has
// too many connections.
bool IsHangUp(const absl::Status& status);
// Whether a TLS handshake failed, with a reason of OpenSSL's.
bool IsHandshakeFailure(const absl::Status& status);
// A failure that trying again does not change.
absl::Status AsPermanent(absl::Status status);
bool IsPermanent(const absl::Status& status);
// Whether the name service knows no such host, so that another attempt is of no
// use.
bool IsNoSuchHost(const absl::Status& status);

// What a person should read: the message, without gRPC's wrapping of failed
// connections, then one line for each field violation of BadRequest that the
// message does not already hold, and one with the request id if the gateway may
// have seen the call.
std::string Explain(const absl::Status& status);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_ERROR_H_
