// SPDX-License-Identifier: EUPL-1.2
//
// What a serving gateway is made of, and the steps by which App::Start and
// App::Stop set it going and end it. Only app.cc includes this.

#ifndef SAMLAD_GATEWAY_APP_PARTS_H_
#define SAMLAD_GATEWAY_APP_PARTS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "gateway/app/app.h"
#include "gateway/app/backlog_watch.h"
#include "gateway/app/deadlines.h"
#include "gateway/app/disk_budget.h"
#include "gateway/app/forwarding.h"
#include "gateway/app/notify.h"
#include "gateway/app/observe_server.h"
#include "gateway/app/open_log.h"
#include "gateway/app/periodic_task.h"
#include "gateway/app/publications.h"
#include "gateway/app/readiness.h"
#include "gateway/app/services.h"
#include "gateway/app/snapshots.h"
#include "gateway/base/mutex.h"
#include "gateway/base/system_clock.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/identity/vouching.h"
#include "gateway/telemetry/metrics.h"
#include "gateway/transport/listener.h"
#include "gateway/transport/server_certificates.h"
#include "grpcpp/server.h"

namespace samlad::app {

// Steps are called by one thread; what they set going runs on threads of its
// own.
struct App::Parts {
  Parts(const Config& config, telemetry::Log given)
      : log(std::move(given)),
        config(config),
        quotas(config.quotas),
        disk(config.data_directory, config.disk_reserve_bytes, log),
        readiness(log),
        backlog_watch(log) {}

  // --- The steps of Start, in their order ---

  absl::Status LoadCertificates();
  // Opens the ports; nobody is served there yet but monitoring.
  absl::Status OpenPorts();
  // Opens the log, reads it and proves it.
  absl::Status ReadLog();
  // Enters revocations again that the log lacks, and keeps those in force.
  absl::Status ApplyRevocationFloor();
  // Confirms it once more: reading may have taken long, and a revocation have come meanwhile.
  absl::Status WatchHead();
  // Appends what is already due.
  absl::Status EnterFirstDueDates();
  absl::Status BuildServer();
  void RequireReadiness();
  void RegisterMetrics();
  void StartPeriodicTasks();
  void StartForwarding();
  void StartPublications();

  // --- The steps of Stop ---

  void StopPeriodicTasks();
  // Ends streams and calls, then closes the connections.
  void EndCalls();

  // --- What these set going ---

  // Whether the log may grow by that much; see Exchange::Options.
  absl::Status MayAppend(const exchange::Growth& growth);
  // Appends what is due. While that fails, MayAppend refuses reports.
  absl::Status PassDue();
  // Every kDeadlineInterval: due dates, the watchdog, readiness.
  void RunOnce();
  // Every limits::kHeadConfirmInterval.
  void ConfirmHead();
  // Tells the roots in force to those who read certificates.
  void TrustRoots();
  // Takes the table, and logs what is doubtful in it.
  void UseVouching(const identity::VouchingTable& table);
  // Whether a client may connect at all; a revoked client, and one whose root may
  // not vouch for it, may not. Each call is
  // authorised separately.
  absl::Status AuthorizeConnection(const identity::Principal& principal) const;
  // Reads the certificates of the client that forwards; the error says why they
  // are invalid.
  absl::Status RefreshForwardCertificates();
  void KeepRevocations(const domain::Revocations& in_force);
  // Why those files were refused when they were last read; OK: they were not.
  absl::Status ForwardRefusal();
  // When the first of the gateway's certificates expires, the forwarding
  // client's included; milliseconds since the Unix epoch.
  int64_t FirstExpiryMs() const;
  // Confirms the clock where the configuration names another head than before.
  void ConfirmClock(const Config& wanted);
  // Serves metrics and health, unless the address is empty.
  absl::Status Observe(const std::string& address);

  // Each part uses only those before it, so that the members' own order of
  // destruction is right where a start fails.
  const telemetry::Log log;
  Config config;  // in force
  const SystemClock wall_clock;
  std::unique_ptr<transport::ServerCertificates> certificates;
  identity::CertificateCache client_certificates;
  identity::Vouching vouching;
  service::Quotas quotas;
  DiskBudget disk;
  telemetry::Metrics metrics;
  Readiness readiness;
  BacklogWatch backlog_watch;
  Mutex due_mutex;
  absl::Status due SAMLAD_GUARDED_BY(due_mutex);  // why due dates wait; OK: none does
  // Not before the log has every revocation that log.revoked names.
  std::atomic<bool> keeps_floor = false;
  std::unique_ptr<OpenLog> open;
  std::optional<Snapshots> snapshots;
  std::optional<exchange::HeadWatch> head;
  std::optional<Deadlines> deadlines;
  std::optional<Services> services;
  std::unique_ptr<transport::Listener> listener;
  std::unique_ptr<grpc::Server> server;
  Watchdog watchdog;
  // INT64_MAX: nothing is forwarded. Where the files do not hold, it stays as it
  // was; at the start, it is now.
  std::atomic<int64_t> forward_not_after_ms = INT64_MAX;
  Mutex forward_mutex;
  absl::Status forward_refusal SAMLAD_GUARDED_BY(forward_mutex);
  std::optional<PeriodicTask> due_dates_task;
  std::optional<PeriodicTask> head_task;  // apart, because a stuck store must not stop the other
  std::optional<PeriodicTask> upkeep_task;
  std::optional<PeriodicTask> disk_task;
  std::optional<PeriodicTask> snapshot_task;  // apart, because it may write for seconds
  std::optional<Publications> publications;
  std::optional<PeriodicTask> publications_task;  // apart, because it may take minutes
  std::optional<Forwarding> forwarding;
  std::optional<bool> ready;  // as last logged; nothing: not yet
  // Last, because its pages show all the others.
  std::unique_ptr<ObserveServer> observe;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_PARTS_H_
