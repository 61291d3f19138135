// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/parts.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gateway/app/allocator.h"
#include "gateway/app/checks.h"
#include "gateway/app/gauges.h"
#include "gateway/app/pages.h"
#include "gateway/app/revocation_floor.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"
#include "gateway/transport/server_options.h"
#include "gateway/transport/tls.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"

namespace samlad::app {
namespace {

// Whether an append failed because the log takes nothing just now.
bool IsTransient(const absl::Status& status) {
  return absl::IsResourceExhausted(status) || absl::IsUnavailable(status);
}

}  // namespace

absl::Status App::Parts::LoadCertificates() {
  auto loaded = transport::ServerCertificates::Load(config.tls, wall_clock, log);
  if (!loaded.ok()) return loaded.status();
  certificates = *std::move(loaded);
  UseVouching(config.vouching);
  // They are read again before every attempt to deliver.
  if (absl::Status holds = RefreshForwardCertificates(); !holds.ok()) {
    forward_not_after_ms = wall_clock.NowMs();
    log.Error("nothing can be forwarded with these certificates; all else is served",
              {{"why", Message(holds)}});
  }
  return absl::OkStatus();
}

absl::Status App::Parts::OpenPorts() {
  auto opened = transport::Listener::Open(
      {.address = config.listen,
       .address_connections_per_second = config.connections_per_address_per_second},
      log);
  if (!opened.ok()) return opened.status();
  listener = *std::move(opened);
  return Observe(config.observe);
}

absl::Status App::Parts::ReadLog() {
  const std::optional<exchange::SnapshotPlace> place = PrepareSnapshots(config, log);
  auto opened = Open(
      config, log, [this](const exchange::Growth& growth) { return MayAppend(growth); },
      MeasureAppends(metrics),
      [this](const domain::Revocations& in_force) { KeepRevocations(in_force); }, place);
  if (!opened.ok()) return opened.status();
  open = *std::move(opened);
  if (place.has_value()) {
    snapshots.emplace(*open->exchange, *place, config.snapshot_entries, log,
                      [this] { return disk.MayWrite().ok(); });
  }
  return ApplyRevocationFloor();
}

absl::Status App::Parts::ApplyRevocationFloor() {
  const auto floor = ReadFloor(config.data_directory);
  if (!floor.ok()) return floor.status();
  const auto lost = FindLost(*floor, *open->exchange->Read());
  if (absl::Status entered = EnterAgain(lost, *open->exchange, log); !entered.ok()) return entered;
  keeps_floor = true;
  KeepRevocations(*open->exchange->Read()->revocations);
  return absl::OkStatus();
}

// The revocation is in the log and in force whether or not this can be written.
void App::Parts::KeepRevocations(const domain::Revocations& in_force) {
  if (!keeps_floor) return;
  const absl::Status kept = WriteFloor(config.data_directory, in_force);
  if (kept.ok()) return;
  log.Error("log.revoked could not be written: a restore might bring a revoked identity back",
            {{"why", Message(kept)}});
}

absl::Status App::Parts::WatchHead() {
  const auto now = std::chrono::steady_clock::now();
  head.emplace(open->exchange->reader(), now);
  if (absl::Status confirmed = head->Confirm(now); !confirmed.ok()) return confirmed;
  head_task.emplace(limits::kHeadConfirmInterval, [this] { ConfirmHead(); });
  return absl::OkStatus();
}

absl::Status App::Parts::EnterFirstDueDates() {
  deadlines.emplace(*open->exchange, *open->clock, log);
  // On a full disk they wait, and every report waits with them.
  absl::Status passed = PassDue();
  return IsTransient(passed) ? absl::OkStatus() : passed;
}

absl::Status App::Parts::BuildServer() {
  services.emplace(*open, *head, quotas, client_certificates, vouching, wall_clock, log, metrics);
  // gRPC's own health service would answer anybody who has connected, the revoked
  // included, and without a bound.
  grpc::EnableDefaultHealthCheckService(false);
  grpc::ServerBuilder builder;
  transport::ApplyLimits(builder);
  services->Register(builder);
  listener->AttachTo(
      builder, certificates->MakeCredentials(
                   [this](const identity::Principal& asks) { return AuthorizeConnection(asks); },
                   client_certificates));
  server = builder.BuildAndStart();
  return server == nullptr ? absl::InternalError("gRPC could not start a server")
                           : absl::OkStatus();
}

void App::Parts::RequireReadiness() {
  RequireChecks(
      *open, *head, wall_clock, [this] { return certificates->not_after_ms(); }, readiness);
  readiness.Advise("certificate_files",
                   "correct the files; the certificates from before serve on until they expire",
                   [this] { return certificates->refusal(); });
  readiness.Advise("forward_files",
                   "correct the files under forward; until then nothing is delivered",
                   [this] { return ForwardRefusal(); });
  readiness.Require("free_space", "make room on the disk, or lower disk_reserve_bytes",
                    [this] { return disk.MayWrite(); });
  RequireMemory(*open->exchange, config.resident_observations_max, readiness);
}

void App::Parts::RegisterMetrics() {
  RegisterExchangeMetrics(*open->exchange, metrics);
  RegisterProcessMetrics(*listener, log, readiness, metrics);
  RegisterBuildMetrics(metrics);
  RegisterCertificateMetrics(
      wall_clock, [this] { return FirstExpiryMs(); },
      [this] { return !certificates->refusal().ok() || !ForwardRefusal().ok(); }, metrics);
  RegisterQuotaMetrics(quotas, metrics);
  RegisterFeedMetrics(services->watchers, metrics);
  RegisterDiskMetrics(disk, metrics);
  RegisterStoreMetrics(*open->store, metrics);
  if (snapshots.has_value()) snapshots->RegisterMetrics(metrics);
}

void App::Parts::StartPeriodicTasks() {
  due_dates_task.emplace(kDeadlineInterval, [this] { RunOnce(); });
  upkeep_task.emplace(limits::kTlsReloadInterval, [this] {
    certificates->Refresh().IgnoreError();  // logs what it finds
    TrustRoots();
    RefreshForwardCertificates().IgnoreError();  // each attempt to deliver logs it
    ReturnFreeMemory();
  });
  disk_task.emplace(limits::kDiskCheckInterval, [this] { disk.Measure(); });
  if (snapshots.has_value()) {
    snapshot_task.emplace(kSnapshotInterval, [this] { snapshots->RunOnce(); });
  }
}

void App::Parts::StartForwarding() {
  if (!config.forward.has_value()) return;
  forwarding.emplace(*config.forward, config.origin, *open->exchange, *open->clock, wall_clock, log,
                     metrics);
}

void App::Parts::StartPublications() {
  publications.emplace(*open->exchange, *open->clock, services->editions, log, metrics,
                       Publications::Options{});
  publications_task.emplace(kDeadlineInterval, [this] { publications->RunOnce(); });
}

// But for the head's, without which no call is authorised: calls still run.
void App::Parts::StopPeriodicTasks() {
  due_dates_task.reset();
  upkeep_task.reset();
  disk_task.reset();
  if (snapshots.has_value()) snapshots->Stop();
  snapshot_task.reset();
  services->editions.stopping = true;  // else it would be waited for
  publications_task.reset();
}

void App::Parts::EndCalls() {
  if (!services->watchers.Stop(limits::kShutdownConnections)) {
    log.Warn("watchers of the feed are slow to let go");
  }
  // The exchange goes on answering, so that calls which it took end in order.
  if (!services->guard.Drain(limits::kShutdownGrace)) {
    log.Warn("calls are still running and are ended now; what they acknowledged holds");
  }
  // Then only idle connections are left, and some clients are slow to let go.
  server->Shutdown(std::chrono::system_clock::now() + limits::kShutdownConnections);
  server.reset();
}

void App::Parts::ConfirmHead() {
  const absl::Status confirmed = head->Confirm(std::chrono::steady_clock::now());
  if (!confirmed.ok()) log.Error("the log could not be reached", {{"why", Message(confirmed)}});
}

void App::Parts::TrustRoots() {
  if (absl::Status trusted = client_certificates.Trust(certificates->roots()); !trusted.ok()) {
    log.Error("the roots in force cannot be read", {{"why", Message(trusted)}});
  }
}

void App::Parts::UseVouching(const identity::VouchingTable& table) {
  vouching.Use(table);
  TrustRoots();
  for (const std::string& why : identity::DoubtsOf(table, certificates->roots())) {
    log.Warn("tls.vouching is doubtful", {{"why", why}});
  }
}

absl::Status App::Parts::AuthorizeConnection(const identity::Principal& principal) const {
  if (absl::Status vouched = vouching.Check(principal); !vouched.ok()) return vouched;
  return exchange::CheckRevoked(*open->exchange->Read()->revocations, principal);
}

absl::Status App::Parts::MayAppend(const exchange::Growth& growth) {
  // Revocations and due dates may use the reserve and lengthen the write-ahead
  // log, because a revocation cannot wait for room, and a due date that waited
  // would make a late report punctual.
  if (exchange::IsUrgent(growth.kind)) return absl::OkStatus();
  if (absl::Status room = disk.MayWrite(); !room.ok()) return room;
  if (absl::Status may = MayGrow(open->store->GetBacklog()); !may.ok()) return may;
  if (growth.kind == exchange::CommandKind::kSubmitReport) {
    MutexLock lock(due_mutex);
    if (!due.ok()) return due;
  }
  if (growth.weight_added >= 0 && growth.weight > config.resident_observations_max) {
    return exchange::MemoryLimit();
  }
  if (growth.organisation.empty()) return absl::OkStatus();  // the gateway has no quota
  return quotas.CheckStored(growth.organisation, growth.payload_bytes,
                            std::chrono::steady_clock::now());
}

absl::Status App::Parts::PassDue() {
  absl::Status passed = deadlines->PassDue();
  MutexLock lock(due_mutex);
  due = IsTransient(passed) ? passed : absl::OkStatus();
  return passed;
}

void App::Parts::RunOnce() {
  // Of an unreliable clock, readiness tells once.
  if (absl::Status passed = PassDue(); !passed.ok() && open->exchange->ReadClock().reliable.ok()) {
    log.Error("due dates could not be entered", {{"why", exchange::TextForOperator(passed)}});
  }
  watchdog.NotifyIfAnswering(open->exchange->GetStats());
  const auto now = std::chrono::steady_clock::now();
  const bool holds = readiness.RunChecks(now);
  backlog_watch.Look(open->store->GetBacklog(), now);
  if (ready == holds) return;
  ready = holds;
  if (holds) log.Info("ready");
}

absl::Status App::Parts::RefreshForwardCertificates() {
  if (!config.forward.has_value()) return absl::OkStatus();
  const auto material = transport::LoadClientTls(config.forward->inbox.tls, wall_clock.NowMs());
  if (material.ok()) forward_not_after_ms = material->not_after_ms;
  MutexLock lock(forward_mutex);
  return forward_refusal = material.status();
}

absl::Status App::Parts::ForwardRefusal() {
  MutexLock lock(forward_mutex);
  return forward_refusal;
}

int64_t App::Parts::FirstExpiryMs() const {
  return std::min(certificates->not_after_ms(), forward_not_after_ms.load());
}

void App::Parts::ConfirmClock(const Config& wanted) {
  const std::optional<uint64_t> head = wanted.confirm_clock_at;
  if (head == config.confirm_clock_at) return;
  config.confirm_clock_at = head;
  if (!head.has_value()) return;
  const absl::Status done = open->exchange->ConfirmClock(*head);
  // A position that has been outgrown confirms none of the later entries.
  const absl::Status trusted = done.ok() ? CheckClock(*open->exchange) : done;
  if (trusted.ok()) return log.Warn("the operator has confirmed the clock", {{"head", *head}});
  log.Warn("the clock is not confirmed", {{"head", *head}, {"why", Message(trusted)}});
}

absl::Status App::Parts::Observe(const std::string& address) {
  if (address.empty()) return absl::OkStatus();
  auto started = ObserveServer::Start(address, MakePages(metrics, readiness));
  if (!started.ok()) return started.status();
  observe = *std::move(started);
  WarnOfObserve(config, log);
  log.Info("metrics and health are served", {{"address", observe->address()}});
  return absl::OkStatus();
}

}  // namespace samlad::app
