// SPDX-License-Identifier: EUPL-1.2
//
// The operator's configuration file: read and checked.

#ifndef SAMLAD_GATEWAY_APP_CONFIG_H_
#define SAMLAD_GATEWAY_APP_CONFIG_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/forward/grpc_inbox.h"
#include "gateway/identity/vouching.h"
#include "gateway/service/guard/quota.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/telemetry/log.h"
#include "gateway/transport/tls.h"

namespace samlad::app {

// Where metrics and health are served, unless the configuration names another
// address.
inline constexpr const char* kObserveAddress = "127.0.0.1:9470";

// Entries of the log from which snapshots of the projection are written, and after which
// another one is due. A start reads as many in less than a second.
inline constexpr uint64_t kSnapshotEntries = 10'000;

// Where the board's system is, and how often it is polled.
struct ForwardConfig {
  forward::InboxAddress inbox;
  std::chrono::seconds ask_interval = limits::kForwardAskInterval;

  bool operator==(const ForwardConfig&) const = default;
};

// As config.proto, with paths that no longer depend on the file's folder.
struct Config {
  std::string listen;
  std::string origin;
  std::string data_directory;
  std::string log_key;
  transport::TlsFiles tls;
  identity::VouchingTable vouching = {};  // empty: any root may vouch for any organisation
  telemetry::Level log_level = telemetry::Level::kInfo;
  std::optional<int64_t> demonstration_clock_start_ms;  // milliseconds since the Unix epoch
  std::string observe = kObserveAddress;                // empty: none
  service::QuotaLimits quotas;
  uint64_t disk_reserve_bytes = limits::kDiskReserveBytes;
  uint64_t resident_observations_max = limits::kResidentObservationsMax;
  uint64_t snapshot_entries = kSnapshotEntries;
  uint32_t connections_per_address_per_second = limits::kAddressConnectionsPerSecond;
  std::optional<ForwardConfig> forward;  // nullopt: nothing is forwarded
  std::optional<uint64_t> confirm_clock_at = std::nullopt;
  // nullopt: SQLite in data_directory.
  std::optional<store::PostgresOptions> postgres = std::nullopt;

  // Where the log is kept, for people.
  std::string StoreName() const;
};

// An origin that may have a demonstration clock begins with this.
inline constexpr std::string_view kDemonstrationPrefix = "demo.";

// Whether others than this machine may reach the page of metrics, which has no
// password.
bool IsObservedFromOutside(const Config& config);

// INVALID_ARGUMENT with everything that is wrong, one line each:
// "gateway.yaml:3:9: listen: why; what to write". The files that it names are
// checked when they are opened.
absl::StatusOr<Config> LoadConfig(const std::string& path);

// A store as it would be read from `store` in the configuration `config_path`.
absl::StatusOr<store::PostgresOptions> ReadStoreUri(const std::string& uri,
                                                    const std::string& config_path);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_CONFIG_H_
