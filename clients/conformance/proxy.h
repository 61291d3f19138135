// SPDX-License-Identifier: EUPL-1.2
//
// Stands between a program under test and a gateway: ends TLS towards the
// program as if it were the gateway, calls the gateway with the program's own
// identity, and treats each call as a script says. Relays unary calls and
// answers that are streams, message by message and byte for byte.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_PROXY_H_
#define SAMLAD_CLIENTS_CONFORMANCE_PROXY_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/sdk/identity.h"

namespace samlad::conformance {

// The methods that scripts and judges know.
inline constexpr char kSubmit[] = "/samlad.v1.ReportingService/Submit";
inline constexpr char kValidate[] = "/samlad.v1.ReportingService/Validate";
inline constexpr char kGetReceipt[] = "/samlad.v1.ReportingService/GetReceipt";

// Calls that are relayed and recorded; a program that makes more gets
// RESOURCE_EXHAUSTED for the others.
inline constexpr size_t kCallsMax = 1'000;

// A call that has arrived.
struct Arrival {
  std::string method;  // "/samlad.v1.ReportingService/Submit"
  int nth = 1;         // of this method, from 1
};

// What to do with it.
struct Treatment {
  // Done first; may block.
  std::function<void()> before = {};
  // Answered with this instead of being passed on; its payloads become the
  // google.rpc details.
  std::optional<absl::Status> refusal = {};
  // Every connection of the program is cut: before the gateway gets the call, or
  // after it has answered, instead of passing the answer on.
  bool cut_before = false, cut_after = false;
  // Waits so long before the answer is passed on.
  std::chrono::milliseconds delay{0};
  // Changes the bytes of each message of the answer.
  std::function<void(std::string& answer)> alter = {};
};

// Called by several threads.
using Script = std::function<Treatment(const Arrival&)>;

// One call, as it went.
struct Call {
  std::string method;
  std::string request;  // bytes of its message
  std::chrono::steady_clock::time_point arrived, answered;
  absl::StatusCode code = absl::StatusCode::kOk;  // what the program was given
  bool cut = false;                               // it was given nothing
  std::vector<std::string> answer = {};           // messages as they were passed on
};

// How the proxy meets connections.
enum class Door {
  kOpen,
  kShut,    // nobody listens: connections are refused
  kHangUp,  // connections are closed as soon as they are accepted
};

struct ProxyOptions {
  std::string gateway;     // host:port
  sdk::Identity upstream;  // the program's own, towards the gateway
  sdk::Identity server;    // towards the program; its authorities vouch for clients
  Script script = {};      // null: everything is passed on
  Door door = Door::kOpen;
  std::function<bool()> opens_when = {};  // refused until then; null: from the start
};

// Serves from Start to its destruction. Thread-safe.
class Proxy {
 public:
  // Once it is connected with the gateway. UNAVAILABLE: it cannot be reached, or
  // there is no free port.
  static absl::StatusOr<std::unique_ptr<Proxy>> Start(ProxyOptions options);
  virtual ~Proxy() = default;

  // "127.0.0.1:41234".
  virtual const std::string& address() const = 0;
  // Up to now, in order of arrival.
  virtual std::vector<Call> calls() const = 0;
};

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_PROXY_H_
