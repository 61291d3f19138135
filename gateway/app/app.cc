// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/app.h"

#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gateway/app/checks.h"
#include "gateway/app/parts.h"
#include "gateway/app/reload.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"
#include "gateway/transport/diagnostics.h"
#include "gateway/transport/openssl_config.h"
#include "gateway/transport/tls.h"

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

// What --check found, and what it would have otherwise.
std::string WithRemarks(const Config& config, std::string_view found,
                        std::vector<std::string> remarks = {}) {
  if (std::string remark = RemarkOnReserve(config.disk_reserve_bytes); !remark.empty()) {
    remarks.push_back(std::move(remark));
  }
  std::string text(found);
  for (const std::string& remark : remarks) StrAppend(&text, "\nwarning: ", remark);
  return text;
}

// Whether the files with which the gateway forwards hold.
absl::Status CheckForwardFiles(const Config& config, const Clock& wall_clock) {
  if (!config.forward.has_value()) return absl::OkStatus();
  return transport::LoadClientTls(config.forward->inbox.tls, wall_clock.NowMs()).status();
}

}  // namespace

absl::StatusOr<std::unique_ptr<App>> App::Start(const Config& config, const telemetry::Log& log,
                                                const std::function<void()>& log_is_read) {
  auto parts = std::make_unique<Parts>(config, log);
  WarnOfDemonstration(config, log);
  if (const std::string remark = RemarkOnReserve(config.disk_reserve_bytes); !remark.empty()) {
    log.Warn("the disk reserve is small", {{"what", remark}});
  }
  // Before the first use of gRPC, which would configure OpenSSL otherwise.
  if (absl::Status done = transport::ConfigureOpenssl(); !done.ok()) return done;
  transport::RouteDiagnostics(log);
  if (absl::Status done = parts->LoadCertificates(); !done.ok()) return done;
  // Before the log is read, which may take long, so that a taken port shows at
  // once.
  if (absl::Status done = parts->OpenPorts(); !done.ok()) return done;
  if (absl::Status done = parts->ReadLog(); !done.ok()) return done;
  log_is_read();
  for (const std::string& remark :
       RemarksOnRepresentation(parts->open->exchange->Read()->catalogue->catalogue())) {
    log.Warn("represent is given with a strong permission", {{"what", remark}});
  }
  if (absl::Status done = parts->WatchHead(); !done.ok()) return done;
  // Before the first call, so that a report which comes late is late.
  if (absl::Status done = parts->EnterFirstDueDates(); !done.ok()) return done;
  if (absl::Status done = parts->BuildServer(); !done.ok()) return done;
  parts->RequireReadiness();
  parts->RegisterMetrics();
  // Before the first connection, so that the readiness it meets was checked.
  parts->RunOnce();
  if (absl::Status done = parts->listener->Start(); !done.ok()) return done;
  parts->StartPeriodicTasks();
  parts->StartForwarding();
  parts->StartPublications();
  return std::unique_ptr<App>(new App(std::move(parts)));
}

absl::StatusOr<std::string> App::Check(const Config& config, const telemetry::Log& log) {
  WarnOfDemonstration(config, log);
  WarnOfObserve(config, log);
  const auto tls = transport::LoadTls(config.tls, SystemClock().NowMs());
  if (!tls.ok()) return tls.status();
  for (const std::string& why : tls->warnings) log.Warn("certificate left out", {{"why", why}});
  for (const std::string& why : identity::DoubtsOf(config.vouching, tls->client_roots)) {
    log.Warn("tls.vouching is doubtful", {{"why", why}});
  }
  if (absl::Status holds = CheckForwardFiles(config, SystemClock()); !holds.ok()) return holds;
  const std::string until = absl::FormatTime(
      absl::RFC3339_sec, absl::FromUnixMillis(tls->not_after_ms), absl::UTCTimeZone());
  const auto open = Open(config, log);
  // Certificates are checked while the gateway that they are meant for is
  // running.
  if (absl::IsAlreadyExists(open.status())) {
    return WithRemarks(
        config, StrCat("the configuration and the certificates are valid, the certificates until ",
                       until, "; the log was not read, because a running gateway serves it"));
  }
  if (!open.ok()) return open.status();
  const auto now = (*open)->exchange->Read();
  if (auto dates = DueDates(now->catalogue->catalogue()); !dates.ok()) return dates.status();
  if (absl::Status clock = CheckClock(*(*open)->exchange); !clock.ok()) return clock;
  return WithRemarks(
      config,
      StrCat("the configuration, the certificates, the key and all ", now->facts.size(),
             " entries of the log ", config.origin, " are valid; the certificates until ", until),
      RemarksOnRepresentation(now->catalogue->catalogue()));
}

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

App::~App() { Stop(); }

// Not the members' own order, because calls and monitoring outlive what feeds
// them: the head must be confirmed as long as a call runs, and the pages say
// that the gateway stops as long as it does.
void App::Stop() {
  if (parts_->server == nullptr) return;
  std::atomic<const char*> waits_for = "periodic tasks";
  const PeriodicTask hard_exit(limits::kShutdownHard, [log = parts_->log, &waits_for] {
    log.Error("could not stop in time: the process ends itself; nothing acknowledged is lost",
              {{"waits_for", waits_for.load()}});
    log.Flush(limits::kLogFlushMax);
    _exit(EXIT_FAILURE);
  });
  parts_->readiness.Close();
  parts_->StopPeriodicTasks();
  waits_for = "forwarding";
  if (parts_->forwarding.has_value()) parts_->forwarding->Stop();
  waits_for = "the listener";
  parts_->listener->Stop();
  waits_for = "calls";
  parts_->EndCalls();
  // The exchange stops after the server, because it answers calls until they
  // have ended; and before the services, because commands whose callers gave up
  // are answered through them.
  waits_for = "monitoring";
  parts_->observe.reset();
  waits_for = "the log";
  parts_->open->exchange->Stop();
  waits_for = "the last snapshot";
  if (parts_->snapshots.has_value()) parts_->snapshots->WriteLast();
  waits_for = "what the services still do";
  parts_->services.reset();
  parts_->head_task.reset();
  parts_->head.reset();
  parts_->deadlines.reset();
  parts_->open.reset();
}

absl::Status App::Reload(const Config& config) {
  if (absl::Status used = parts_->certificates->Use(config.tls); !used.ok()) return used;
  parts_->ConfirmClock(config);
  for (const std::string_view key : NeedRestart(parts_->config, config)) {
    parts_->log.Warn("this key needs a restart; the old value stays in force", {{"key", key}});
  }
  parts_->log.SetMinimum(config.log_level);
  parts_->config.log_level = config.log_level;
  parts_->quotas.SetLimits(config.quotas);
  parts_->config.quotas = config.quotas;
  parts_->config.tls = config.tls;
  parts_->config.vouching = config.vouching;
  parts_->UseVouching(config.vouching);
  return absl::OkStatus();
}

const std::string& App::address() const { return parts_->listener->address(); }

uint64_t App::log_size() const { return parts_->open->exchange->Read()->facts.size(); }

}  // namespace samlad::app
