// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/app.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "absl/time/time.h"
#include "gateway/app/checks.h"
#include "gateway/app/deadlines.h"
#include "gateway/app/disk_budget.h"
#include "gateway/app/forwarding.h"
#include "gateway/app/gauges.h"
#include "gateway/app/notify.h"
#include "gateway/app/observe_server.h"
#include "gateway/app/open_log.h"
#include "gateway/app/pages.h"
#include "gateway/app/periodic_task.h"
#include "gateway/app/readiness.h"
#include "gateway/app/reload.h"
#include "gateway/app/services.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"
#include "gateway/exchange/refusal.h"
#include "gateway/transport/diagnostics.h"
#include "gateway/transport/listener.h"
#include "gateway/transport/openssl_config.h"
#include "gateway/transport/server_certificates.h"
#include "gateway/transport/server_options.h"
#include "gateway/transport/tls.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace samlad::app {
namespace {

void WarnOfDemonstration(const Config& config, const telemetry::Log& log) {
  if (!config.demonstration_clock_start_ms.has_value()) return;
  log.Warn("DEMONSTRATION CLOCK: times in this log are not real",
           {{"origin", config.origin},
            {"start", absl::FormatTime(absl::RFC3339_sec,
                                       absl::FromUnixMillis(*config.demonstration_clock_start_ms),
                                       absl::UTCTimeZone())}});
}

// Of an append: the log takes nothing just now, and may later.
bool IsForNow(const absl::Status& status) {
  return absl::IsResourceExhausted(status) || absl::IsUnavailable(status);
}

void ReturnFreeMemory() {
  if (mallinfo2().fordblks > limits::kFreeMemoryKeptBytes) malloc_trim(0);
}

// That what is forwarded could be, were the board's system up.
absl::Status CheckForwardFiles(const Config& config, const Clock& wall_clock) {
  if (!config.forward.has_value()) return absl::OkStatus();
  return transport::LoadClientTls(config.forward->inbox.tls, wall_clock.NowMs()).status();
}

}  // namespace

struct App::Parts {
  Parts(const Config& config, telemetry::Log given)
      : log(std::move(given)),
        config(config),
        quotas(config.quotas),
        disk(config.data_directory, config.disk_reserve_bytes, log),
        readiness(log) {}

  // Whether the log may grow so; see Exchange::Options.
  absl::Status MayAppend(const exchange::Growth& growth);
  // Enters what is due. While that does not work, MayAppend takes no report.
  absl::Status PassDue();
  // Every kDeadlineInterval.
  void Beat();
  // Every limits::kHeadConfirmInterval.
  void ConfirmHead();
  // Whether a client may connect at all: the revoked may not. Each call is
  // judged by itself.
  absl::Status Welcome(const identity::Peer& peer) const;
  // Looks at the certificates of the client that forwards; why they do not hold.
  absl::Status LookAtForwardFiles();
  // When the first of the gateway's certificates expires, the forwarding
  // client's too; milliseconds since the Unix epoch.
  int64_t FirstExpiryMs() const;
  // Serves metrics and health; an empty address: does not.
  absl::Status Observe(const std::string& address);

  const telemetry::Log log;
  Config config;  // in force
  const SystemClock wall_clock;
  std::unique_ptr<transport::ServerCertificates> certificates;
  service::Quotas quotas;
  DiskBudget disk;
  telemetry::Metrics metrics;
  Readiness readiness;
  std::unique_ptr<OpenLog> open;
  std::optional<exchange::HeadWatch> head;
  std::optional<Deadlines> deadlines;
  Mutex due_mutex;
  absl::Status due SAMLAD_GUARDED_BY(due_mutex);  // why due dates wait; OK: none does
  std::optional<Services> services;
  std::unique_ptr<transport::Listener> listener;
  std::unique_ptr<grpc::Server> server;
  Watchdog watchdog;
  // INT64_MAX: nothing is forwarded. Of files that do not hold now: as it
  // was; at the start: now.
  std::atomic<int64_t> forward_not_after_ms = INT64_MAX;
  std::optional<Heartbeat> heartbeat;
  std::optional<Heartbeat> head_heartbeat;  // apart: a stuck store must not stop the other
  std::optional<Heartbeat> upkeep;
  std::optional<Heartbeat> disk_heartbeat;
  std::optional<Forwarding> forwarding;
  std::optional<bool> ready;  // as was last said; nothing: not yet
  // Last: what it shows belongs to the others.
  std::unique_ptr<ObserveServer> observe;
};

void App::Parts::ConfirmHead() {
  const absl::Status confirmed = head->Confirm(std::chrono::steady_clock::now());
  if (!confirmed.ok()) log.Error("the log could not be reached", {{"why", Message(confirmed)}});
}

absl::Status App::Parts::Welcome(const identity::Peer& peer) const {
  return exchange::CheckRevoked(*open->exchange->Read()->revocations,
                                {peer.organisation, peer.system, peer.fingerprint});
}

absl::Status App::Parts::MayAppend(const exchange::Growth& growth) {
  // A revocation cannot wait for room, and a due date that waited would make a
  // late report punctual: they go into the reserve.
  if (growth.kind == exchange::CommandKind::kRevokeIdentity ||
      exchange::IsGatewaysOwn(growth.kind)) {
    return absl::OkStatus();
  }
  if (absl::Status room = disk.MayWrite(); !room.ok()) return room;
  if (growth.kind == exchange::CommandKind::kSubmitReport) {
    MutexLock lock(due_mutex);
    if (!due.ok()) return due;
  }
  if (growth.weight_added >= 0 && growth.weight > config.resident_observations_max) {
    return exchange::MemoryLimit();
  }
  return quotas.CheckStored(growth.organisation, growth.payload_bytes,
                            std::chrono::steady_clock::now());
}

absl::Status App::Parts::PassDue() {
  absl::Status passed = deadlines->PassDue();
  MutexLock lock(due_mutex);
  due = IsForNow(passed) ? passed : absl::OkStatus();
  return passed;
}

void App::Parts::Beat() {
  if (absl::Status passed = PassDue(); !passed.ok()) {
    log.Error("due dates could not be entered", {{"why", Message(passed)}});
  }
  watchdog.Look(open->exchange->GetStats());
  const bool holds = readiness.Judge(std::chrono::steady_clock::now());
  if (ready == holds) return;
  ready = holds;
  if (holds) log.Info("ready");
}

absl::Status App::Parts::LookAtForwardFiles() {
  if (!config.forward.has_value()) return absl::OkStatus();
  const auto material = transport::LoadClientTls(config.forward->inbox.tls, wall_clock.NowMs());
  if (material.ok()) forward_not_after_ms = material->not_after_ms;
  return material.status();
}

int64_t App::Parts::FirstExpiryMs() const {
  return std::min(certificates->not_after_ms(), forward_not_after_ms.load());
}

absl::Status App::Parts::Observe(const std::string& address) {
  if (address.empty()) return absl::OkStatus();
  auto started = ObserveServer::Start(address, MakePages(metrics, readiness));
  if (!started.ok()) return started.status();
  observe = *std::move(started);
  log.Info("metrics and health are served", {{"address", observe->address()}});
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<App>> App::Start(const Config& config, const telemetry::Log& log,
                                                const std::function<void()>& log_is_read) {
  auto parts = std::make_unique<Parts>(config, log);
  WarnOfDemonstration(config, log);

  // Before the first use of gRPC.
  if (absl::Status set = transport::ConfigureOpenssl(); !set.ok()) return set;
  transport::RouteDiagnostics(log);
  auto certificates = transport::ServerCertificates::Load(config.tls, parts->wall_clock, log);
  if (!certificates.ok()) return certificates.status();
  parts->certificates = *std::move(certificates);

  // Looked at again before every attempt to deliver: all else is served meanwhile.
  if (absl::Status holds = parts->LookAtForwardFiles(); !holds.ok()) {
    parts->forward_not_after_ms = parts->wall_clock.NowMs();
    log.Error("nothing can be forwarded with these certificates; all else is served",
              {{"why", Message(holds)}});
  }

  // Before the log is read, which may take long: a taken port shows at once.
  auto listener = transport::Listener::Open(
      {.address = config.listen,
       .address_connections_per_second = config.connections_per_address_per_second},
      log);
  if (!listener.ok()) return listener.status();
  parts->listener = *std::move(listener);
  if (absl::Status observed = parts->Observe(config.observe); !observed.ok()) return observed;

  auto open = Open(
      config, log,
      [&parts = *parts](const exchange::Growth& growth) { return parts.MayAppend(growth); },
      MeasureAppends(parts->metrics));
  if (!open.ok()) return open.status();
  parts->open = *std::move(open);
  log_is_read();

  parts->head.emplace(*parts->open->exchange, std::chrono::steady_clock::now());
  parts->head_heartbeat.emplace(limits::kHeadConfirmInterval,
                                [&parts = *parts] { parts.ConfirmHead(); });

  // Before the first call, so that a report which comes late is late.
  parts->deadlines.emplace(*parts->open->exchange, *parts->open->clock, log);
  // On a disk that is full it waits, and every report with it.
  if (absl::Status passed = parts->PassDue(); !passed.ok() && !IsForNow(passed)) return passed;

  parts->services.emplace(*parts->open, *parts->head, parts->quotas, parts->wall_clock, log,
                          parts->metrics);
  // It would answer whoever has connected, the revoked too, and without a bound.
  grpc::EnableDefaultHealthCheckService(false);
  grpc::ServerBuilder builder;
  transport::ApplyLimits(builder);
  parts->services->Register(builder);
  parts->listener->AttachTo(
      builder, parts->certificates->MakeCredentials(
                   [&parts = *parts](const identity::Peer& peer) { return parts.Welcome(peer); }));
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr) return absl::InternalError("gRPC could not start a server");

  const auto not_after_ms = [&certificates = *parts->certificates] {
    return certificates.not_after_ms();
  };
  RequireChecks(*parts->open, *parts->head, parts->wall_clock, not_after_ms, parts->readiness);
  parts->readiness.Require("free_space", "make room on the disk, or lower disk_reserve_bytes",
                           [&disk = parts->disk] { return disk.MayWrite(); });
  RequireMemory(*parts->open->exchange, config.resident_observations_max, parts->readiness);
  ShowExchange(*parts->open->exchange, parts->metrics);
  ShowProcess(*parts->listener, log, parts->readiness, parts->metrics);
  ShowCertificates(
      parts->wall_clock, [&parts = *parts] { return parts.FirstExpiryMs(); }, parts->metrics);
  ShowQuotas(parts->quotas, parts->metrics);
  ShowFeed(parts->services->watchers, parts->metrics);
  ShowDisk(parts->disk, parts->metrics);
  parts->Beat();
  if (absl::Status started = parts->listener->Start(); !started.ok()) return started;
  parts->heartbeat.emplace(kDeadlineInterval, [&parts = *parts] { parts.Beat(); });
  parts->upkeep.emplace(limits::kTlsReloadInterval, [&parts = *parts] {
    parts.certificates->Refresh().IgnoreError();  // logs what it finds
    parts.LookAtForwardFiles().IgnoreError();     // each attempt logs it
    ReturnFreeMemory();
  });
  parts->disk_heartbeat.emplace(limits::kDiskCheckInterval,
                                [&disk = parts->disk] { disk.Measure(); });
  if (config.forward.has_value()) {
    parts->forwarding.emplace(*config.forward, config.origin, *parts->open->exchange,
                              *parts->open->clock, parts->wall_clock, log, parts->metrics);
  }
  return std::unique_ptr<App>(new App(std::move(parts)));
}

absl::StatusOr<std::string> App::Check(const Config& config, const telemetry::Log& log) {
  WarnOfDemonstration(config, log);
  const auto tls = transport::LoadTls(config.tls, SystemClock().NowMs());
  if (!tls.ok()) return tls.status();
  for (const std::string& why : tls->warnings) log.Warn("certificate left out", {{"why", why}});
  if (absl::Status holds = CheckForwardFiles(config, SystemClock()); !holds.ok()) return holds;
  const std::string until = absl::FormatTime(
      absl::RFC3339_sec, absl::FromUnixMillis(tls->not_after_ms), absl::UTCTimeZone());
  const auto open = Open(config, log);
  // Certificates are judged beside the gateway that they are meant for.
  if (absl::IsAlreadyExists(open.status())) {
    return StrCat("the configuration and the certificates hold, the certificates until ", until,
                  "; the log was not read: a running gateway serves it");
  }
  if (!open.ok()) return open.status();
  const auto now = (*open)->exchange->Read();
  if (auto dates = DueDates(now->catalogue->catalogue()); !dates.ok()) return dates.status();
  return StrCat("the configuration, the certificates, the key and all ", now->facts.size(),
                " entries of the log ", config.origin, " hold; the certificates until ", until);
}

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() { Stop(); }

void App::Stop() {
  if (parts_->server == nullptr) return;
  const Heartbeat hard_exit(limits::kShutdownHard, [log = parts_->log] {
    log.Error("could not stop in time: the process ends itself; nothing acknowledged is lost");
    log.Flush(limits::kLogFlushMax);
    _exit(EXIT_FAILURE);
  });
  parts_->readiness.Close();
  parts_->heartbeat.reset();
  parts_->upkeep.reset();
  parts_->disk_heartbeat.reset();
  if (parts_->forwarding.has_value()) parts_->forwarding->Stop();
  parts_->listener->Stop();
  if (!parts_->services->watchers.Stop(limits::kShutdownConnections)) {
    parts_->log.Warn("watchers of the feed are slow to let go");
  }
  // The exchange goes on answering, so that calls which it took end in order.
  if (!parts_->services->guard.Drain(limits::kShutdownGrace)) {
    parts_->log.Warn("calls are still running and are ended now; what they acknowledged holds");
  }
  // Then only idle connections are left, and some clients are slow to let go.
  parts_->server->Shutdown(std::chrono::system_clock::now() + limits::kShutdownConnections);
  parts_->server.reset();
  parts_->observe.reset();
  // Commands whose callers gave up are still answered, through the services.
  parts_->open->exchange->Stop();
  parts_->services.reset();
  parts_->head_heartbeat.reset();
  parts_->head.reset();
  parts_->deadlines.reset();
  parts_->open.reset();
}

absl::Status App::Reload(const Config& config) {
  if (absl::Status used = parts_->certificates->Use(config.tls); !used.ok()) return used;
  for (const std::string_view key : NeedRestart(parts_->config, config)) {
    parts_->log.Warn("this key needs a restart; the old value stays in force", {{"key", key}});
  }
  parts_->log.SetMinimum(config.log_level);
  parts_->config.log_level = config.log_level;
  parts_->quotas.SetLimits(config.quotas);
  parts_->config.quotas = config.quotas;
  parts_->config.tls = config.tls;
  return absl::OkStatus();
}

const std::string& App::address() const { return parts_->listener->address(); }

uint64_t App::log_size() const { return parts_->open->exchange->Read()->facts.size(); }

}  // namespace samlad::app
