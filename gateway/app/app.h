// SPDX-License-Identifier: EUPL-1.2
//
// The composition root: everything a serving gateway is made of, in the order
// in which it is built; it is taken apart in the opposite order.

#ifndef SAMLAD_GATEWAY_APP_APP_H_
#define SAMLAD_GATEWAY_APP_APP_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/app/config.h"
#include "gateway/telemetry/log.h"

namespace samlad::app {

// Not thread-safe.
class App {
 public:
  // Returns when calls are served. An error says what could not start and why;
  // everything is taken down again. `log_is_read`: called once the log is read
  // and proven, before the first connection is taken.
  static absl::StatusOr<std::unique_ptr<App>> Start(const Config& config, const telemetry::Log& log,
                                                    const std::function<void()>& log_is_read);

  // Reads and checks everything that Start would, serves nothing, and returns
  // a line for the operator.
  static absl::StatusOr<std::string> Check(const Config& config, const telemetry::Log& log);

  // As Stop.
  ~App();

  // Continues with another configuration: the level of the log, the quotas, the
  // confirmation of the clock and the certificates, whose files are read even if nothing changed.
  // The log names the changes that need a restart. If the certificates are refused, the whole
  // configuration is refused with their reason, and the previous one stays in
  // force.
  absl::Status Reload(const Config& config);

  // Ends in the order that loses nothing: no longer ready, no new connections,
  // no new deadlines, running calls get limits::kShutdownGrace. Idempotent.
  void Stop();

  // "127.0.0.1:41234".
  const std::string& address() const;
  uint64_t log_size() const;

 private:
  struct Parts;
  explicit App(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_APP_H_
