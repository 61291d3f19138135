// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/config.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "gateway/app/config.pb.h"
#include "gateway/app/findings_text.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/identity/principal.h"
#include "gateway/store/postgres/bounds.h"
#include "gateway/transport/socket.h"

namespace samlad::app {
namespace {

constexpr std::string_view kObserveOff = "off";

// A path with this prefix is in the folder of systemd's credentials:
// systemd.exec(5).
constexpr std::string_view kCredentials = "${CREDENTIALS_DIRECTORY}/";

const char* CredentialsDirectory() { return std::getenv("CREDENTIALS_DIRECTORY"); }

std::string Resolve(const std::filesystem::path& folder, const std::string& path) {
  if (!path.starts_with(kCredentials)) return (folder / path).string();
  return (std::filesystem::path(CredentialsDirectory()) / path.substr(kCredentials.size()))
      .string();
}

// Collects problems, each with its place in the file.
class Problems {
 public:
  Problems(std::string file, const formats::Loaded& loaded)
      : file_(std::move(file)), loaded_(loaded) {
    for (const v1::Finding& finding : loaded.findings) lines_.push_back(FindingText(finding));
  }

  void Add(std::string_view field, std::string_view what) {
    const auto place = loaded_.places.Find(field);
    const std::string at =
        place.has_value() ? StrCat(":", place->row, ":", std::max(place->column, 1u)) : "";
    lines_.push_back(StrCat(file_, at, ": ", field, ": ", what));
  }

  // A field that could not be read is not reported as missing, too.
  void RequireText(std::string_view field, std::string_view value, std::string_view example) {
    if (value.empty() && loaded_.ok()) {
      Add(field, StrCat("is missing; write for instance \"", example, "\""));
    }
  }

  void RequirePath(std::string_view field, std::string_view value, std::string_view example) {
    RequireText(field, value, example);
    if (value.starts_with(kCredentials) && CredentialsDirectory() == nullptr) {
      Add(field,
          "CREDENTIALS_DIRECTORY is not in the environment; systemd sets it for the unit, and "
          "`systemd-run -p LoadCredential=` for a command by hand");
    }
  }

  absl::Status ToStatus() const {
    if (lines_.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrJoin(lines_, "\n"));
  }

 private:
  const std::string file_;
  const formats::Loaded& loaded_;
  std::vector<std::string> lines_;
};

bool IsOrigin(std::string_view text) {
  return text.size() <= limits::kOriginBytesMax && std::ranges::all_of(text, [](char c) {
           return absl::ascii_isgraph(static_cast<unsigned char>(c)) && c != '+';
         });
}

telemetry::Level LevelOf(LogLevel level) {
  switch (level) {
    case LOG_LEVEL_DEBUG:
      return telemetry::Level::kDebug;
    case LOG_LEVEL_WARN:
      return telemetry::Level::kWarn;
    case LOG_LEVEL_ERROR:
      return telemetry::Level::kError;
    default:
      return telemetry::Level::kInfo;
  }
}

absl::Status CheckObserve(const std::string& address) {
  if (address.empty() || address == kObserveOff) return absl::OkStatus();
  return transport::CheckListenAddress(address);
}

std::string ObserveAddress(const std::string& given) {
  if (given == kObserveOff) return "";
  return given.empty() ? kObserveAddress : given;
}

service::QuotaLimits QuotasOf(const GatewayConfig& config) {
  service::QuotaLimits quotas;
  const auto set = [](auto value, auto& quota) {
    if (value != 0) quota = value;
  };
  set(config.quotas().calls_per_second(), quotas.calls_per_second);
  set(config.quotas().bytes_per_second(), quotas.bytes_per_second);
  set(config.quotas().streams(), quotas.streams);
  set(config.quotas().stored_bytes_per_day(), quotas.stored_bytes_per_day);
  return quotas;
}

bool IsHostAndPort(std::string_view address) {
  const size_t colon = address.rfind(':');
  uint32_t port = 0;
  return colon != std::string_view::npos && colon > 0 &&
         address.find_first_of("/ ") == std::string_view::npos &&
         absl::SimpleAtoi(ToAbsl(address.substr(colon + 1)), &port) && port > 0 && port <= 65'535;
}

void CheckForward(const Forward& forward, Problems& problems) {
  problems.RequireText("forward.address", forward.address(), "inbox.example:7543");
  if (!forward.address().empty() && !IsHostAndPort(forward.address())) {
    problems.Add("forward.address",
                 "not a host and a port; write for instance \"inbox.example:7543\"");
  }
  problems.RequireText("forward.server_identity", forward.server_identity(),
                       "spiffe://samlad.example/org/board/inbox");
  if (forward.server_identity().empty()) {
    // Reported above.
  } else if (const auto peer = identity::ParseSpiffeId(forward.server_identity()); !peer.ok()) {
    problems.Add("forward.server_identity", Message(peer.status()));
  }
  problems.RequirePath("forward.certificate", forward.certificate(), "forward.pem");
  problems.RequirePath("forward.key", forward.key(), "forward.key");
  problems.RequirePath("forward.server_roots", forward.server_roots(), "root.pem");
}

void CheckFields(const GatewayConfig& config, Problems& problems) {
  problems.RequireText("listen", config.listen(), "0.0.0.0:7443");
  if (config.listen().empty()) {
    // Reported above.
  } else if (const absl::Status listen = transport::CheckListenAddress(config.listen());
             !listen.ok()) {
    problems.Add("listen", Message(listen));
  }
  if (const absl::Status observe = CheckObserve(config.observe()); !observe.ok()) {
    problems.Add("observe", Message(observe));
  }
  problems.RequireText("origin", config.origin(), "samlad.example/log");
  if (!IsOrigin(config.origin())) {
    problems.Add("origin", StrCat("must be at most ", limits::kOriginBytesMax,
                                  " visible ASCII characters, without \"+\""));
  }
  problems.RequirePath("data_directory", config.data_directory(), "data");
  problems.RequirePath("log_key", config.log_key(), "log-key.pem");
  problems.RequirePath("tls.certificate", config.tls().certificate(), "server.pem");
  problems.RequirePath("tls.key", config.tls().key(), "server.key");
  problems.RequirePath("tls.client_roots", config.tls().client_roots(), "root.pem");
  if (config.has_forward()) CheckForward(config.forward(), problems);
}

// The table; what is wrong with a row is added to `problems`.
identity::VouchingTable ReadVouching(const GatewayConfig& config, Problems& problems) {
  identity::VouchingTable table;
  for (int i = 0; i < config.tls().vouching_size(); ++i) {
    const VouchingRoot& row = config.tls().vouching(i);
    const std::string field = StrCat("tls.vouching[", i, "]");
    const auto root = identity::ParseFingerprint(row.root());
    if (!root.ok()) problems.Add(StrCat(field, ".root"), Message(root.status()));
    if (row.organisations().empty()) {
      problems.Add(StrCat(field, ".organisations"),
                   "is missing; name those for which the root may vouch, or leave the row out, and "
                   "the root may vouch for any");
    }
    for (int j = 0; j < row.organisations_size(); ++j) {
      // Only an id that a certificate can carry would ever be found.
      const auto id =
          identity::ParseSpiffeId(StrCat("spiffe://any/org/", row.organisations(j), "/any"));
      if (!id.ok()) {
        problems.Add(StrCat(field, ".organisations[", j, "]"),
                     "is no id of an organisation; write it as the catalogue has it");
      }
    }
    if (!root.ok()) continue;
    const std::set<std::string> organisations(row.organisations().begin(),
                                              row.organisations().end());
    if (!table.emplace(*root, organisations).second) {
      problems.Add(StrCat(field, ".root"), "is named twice; combine the two rows");
    }
  }
  return table;
}

template <class ResolvePath>
std::optional<ForwardConfig> ForwardOf(const GatewayConfig& config, ResolvePath resolve) {
  if (!config.has_forward()) return std::nullopt;
  const Forward& read = config.forward();
  ForwardConfig forward{.inbox = {.address = read.address(),
                                  .server_identity = read.server_identity(),
                                  .tls = {.certificate = resolve(read.certificate()),
                                          .private_key = resolve(read.key()),
                                          .client_roots = resolve(read.server_roots())}}};
  if (read.ask_seconds() != 0) forward.ask_interval = std::chrono::seconds(read.ask_seconds());
  return forward;
}

std::optional<int64_t> ReadClockStart(const GatewayConfig& config, Problems& problems) {
  const std::string& text = config.demonstration_clock_start();
  if (text.empty()) return std::nullopt;
  absl::Time start;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &start, &error)) {
    problems.Add("demonstration_clock_start",
                 "not a time; write for instance \"2026-02-10T08:00:00Z\"");
    return std::nullopt;
  }
  if (!absl::StartsWith(config.origin(), ToAbsl(kDemonstrationPrefix))) {
    problems.Add("demonstration_clock_start",
                 StrCat("a false time in a log cannot be undone, so it is only for logs whose "
                        "origin begins with \"",
                        kDemonstrationPrefix, "\"; remove it"));
  }
  return absl::ToUnixMillis(start);
}

std::optional<store::PostgresOptions> ReadStore(
    const GatewayConfig& config, const std::function<std::string(const std::string&)>& resolve,
    Problems& problems) {
  if (config.store().empty()) {
    if (config.synchronous_standbys() != 0) {
      problems.Add("synchronous_standbys", "is for PostgreSQL; name the database: store");
    }
    return std::nullopt;
  }
  if (config.synchronous_standbys() > limits::kPostgresStandbysMax) {
    problems.Add("synchronous_standbys", StrCat("at most ", limits::kPostgresStandbysMax));
  }
  const auto path = [&](const std::string& name) {
    problems.RequirePath("store", name, "");
    return name.starts_with(kCredentials) && CredentialsDirectory() == nullptr ? name
                                                                               : resolve(name);
  };
  absl::StatusOr<store::PostgresOptions> options = store::ParsePostgresUri(config.store(), path);
  if (!options.ok()) {
    problems.Add("store", Message(options.status()));
    return std::nullopt;
  }
  options->synchronous_standbys = config.synchronous_standbys();
  return *std::move(options);
}

}  // namespace

std::string Config::StoreName() const {
  return postgres.has_value() ? postgres->Name() : data_directory;
}

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  const absl::StatusOr<std::string> text = formats::ReadFile(path, limits::kConfigBytesMax);
  if (!text.ok()) return text.status();
  GatewayConfig read;
  const formats::Loaded loaded = formats::LoadMessage(*text, path, &read);
  Problems problems(path, loaded);
  CheckFields(read, problems);
  const std::optional<int64_t> clock_start = ReadClockStart(read, problems);
  identity::VouchingTable vouching = ReadVouching(read, problems);
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const auto resolve = [&folder](const std::string& name) { return Resolve(folder, name); };
  std::optional<store::PostgresOptions> postgres = ReadStore(read, resolve, problems);
  if (absl::Status status = problems.ToStatus(); !status.ok()) return status;

  const auto or_default = [](uint64_t given, uint64_t value) { return given != 0 ? given : value; };
  return Config{
      .listen = read.listen(),
      .origin = read.origin(),
      .data_directory = resolve(read.data_directory()),
      .log_key = resolve(read.log_key()),
      .tls = {.certificate = resolve(read.tls().certificate()),
              .private_key = resolve(read.tls().key()),
              .client_roots = resolve(read.tls().client_roots())},
      .vouching = std::move(vouching),
      .log_level = LevelOf(read.log_level()),
      .demonstration_clock_start_ms = clock_start,
      .observe = ObserveAddress(read.observe()),
      .quotas = QuotasOf(read),
      .disk_reserve_bytes = or_default(read.disk_reserve_bytes(), limits::kDiskReserveBytes),
      .resident_observations_max =
          or_default(read.resident_observations_max(), limits::kResidentObservationsMax),
      .snapshot_entries = or_default(read.snapshot_entries(), kSnapshotEntries),
      .connections_per_address_per_second = static_cast<uint32_t>(or_default(
          read.connections_per_address_per_second(), limits::kAddressConnectionsPerSecond)),
      .forward = ForwardOf(read, resolve),
      .confirm_clock_at =
          read.has_confirm_clock_at() ? std::optional(read.confirm_clock_at()) : std::nullopt,
      .postgres = std::move(postgres)};
}

absl::StatusOr<store::PostgresOptions> ReadStoreUri(const std::string& uri,
                                                    const std::string& config_path) {
  const std::filesystem::path folder = std::filesystem::path(config_path).parent_path();
  bool lacks_credentials = false;
  auto options = store::ParsePostgresUri(uri, [&](const std::string& name) {
    lacks_credentials |= name.starts_with(kCredentials) && CredentialsDirectory() == nullptr;
    return lacks_credentials ? name : Resolve(folder, name);
  });
  if (!lacks_credentials) return options;
  return absl::InvalidArgumentError("CREDENTIALS_DIRECTORY is not in the environment");
}

bool IsObservedFromOutside(const Config& config) {
  const std::string_view address = config.observe;
  return !address.empty() && !address.starts_with("127.") && !address.starts_with("[::1]:") &&
         !address.starts_with("[::ffff:127.") && !address.starts_with("localhost:");
}

}  // namespace samlad::app
