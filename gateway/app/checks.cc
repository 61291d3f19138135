// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/checks.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/log/facts.h"
#include "gateway/exchange/refusal.h"

namespace samlad::app {

absl::Status CheckClock(const exchange::Exchange& exchange) {
  const exchange::LogClock::Reading reading = exchange.ReadClock();
  if (reading.reliable.ok()) return absl::OkStatus();
  return absl::UnavailableError(StrCat(
      reading.reliable.GetPayload(exchange::kReasonUrl) == "CLOCK_BEHIND"
          ? StrCat("the clock is ", reading.behind_ms / 1'000,
                   " s behind the newest entry of the log")
          : StrCat("the clock has jumped forward by ", reading.ahead_ms / 1'000, " s"),
      "; everything that depends on the time is refused; correct the clock and run NTP, or, if the "
      "clock is right, set confirm_clock_at: ",
      exchange.Read()->facts.size() - 1));
}

absl::Status CheckSigner(const ledger::NoteSigner& signer) {
  // No checkpoint: nothing that could ever be taken for one leaves this key.
  constexpr std::string_view kProbe = "samlad readiness probe\n";
  const auto verifier = ledger::NoteVerifier::FromVkey(signer.verifier_key());
  if (!verifier.ok()) return verifier.status();
  const auto opened = verifier->Open(signer.Sign(kProbe));
  if (!opened.ok()) return opened.status();
  if (*opened != kProbe)
    return absl::InternalError("the log key signs other text than it is given");
  return absl::OkStatus();
}

absl::Status CheckBacklog(const store::Backlog& backlog) {
  if (backlog.failures_in_a_row >= limits::kMergeFailuresMax) {
    return absl::UnavailableError(StrCat("the write-ahead log, of ", backlog.bytes,
                                         " bytes, could not be merged into the "
                                         "database ",
                                         backlog.failures_in_a_row,
                                         " times in a row: ", backlog.why));
  }
  if (backlog.bytes < limits::kWalUnreadyBytes) return absl::OkStatus();
  const auto behind = std::chrono::duration_cast<std::chrono::seconds>(
      backlog.since.has_value() ? std::chrono::steady_clock::now() - *backlog.since
                                : std::chrono::steady_clock::duration::zero());
  return absl::UnavailableError(StrCat("the write-ahead log has ", backlog.bytes,
                                       " bytes, because another program has been reading "
                                       "the database for ",
                                       behind.count(), " s; at ", limits::kWalBytesMax,
                                       " bytes nothing but revocations and due dates is stored"));
}

absl::Status MayGrow(const store::Backlog& backlog) {
  if (backlog.bytes < limits::kWalBytesMax) return absl::OkStatus();
  return exchange::StoreBusy(
      StrCat("the write-ahead log has ", backlog.bytes,
             " bytes: ", backlog.why.empty() ? "another program reads the database" : backlog.why));
}

std::string RemarkOnReserve(uint64_t reserve_bytes) {
  if (reserve_bytes >= limits::kDiskReserveBytesMin) return "";
  return StrCat("disk_reserve_bytes is ", reserve_bytes,
                ": on a full disk, revocations and due "
                "dates need room within the reserve; set at least ",
                limits::kDiskReserveBytesMin);
}

std::vector<std::string> RemarksOnRepresentation(const v1::Catalogue& catalogue) {
  std::vector<std::string> remarks;
  for (const v1::Organisation& organisation : catalogue.organisations()) {
    std::vector<std::string> strong;
    for (const int named : organisation.represents().permissions()) {
      if (named == v1::PERMISSION_ADMINISTER) strong.emplace_back("administer");
      if (named == v1::PERMISSION_AUDIT) strong.emplace_back("audit");
    }
    if (strong.empty()) continue;
    remarks.push_back(StrCat(
        "the catalogue lets '", organisation.id(), "' represent others with the permission ",
        absl::StrJoin(strong, " and "),
        ": whoever takes over its system has that, too; remove it from represents.permissions, "
        "and let those who need it use the command samlad"));
  }
  return remarks;
}

absl::Status CheckNotExpired(int64_t not_after_ms, int64_t now_ms) {
  if (now_ms <= not_after_ms) return absl::OkStatus();
  const std::string since =
      absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMillis(not_after_ms), absl::UTCTimeZone());
  return absl::UnavailableError(StrCat("a certificate of the gateway expired at ", since));
}

void RequireMemory(const exchange::Exchange& exchange, uint64_t observations_max,
                   Readiness& readiness) {
  readiness.Require("memory", "add memory to the machine, and raise resident_observations_max",
                    [&exchange, observations_max]() -> absl::Status {
                      const uint64_t held = exchange.GetStats().resident_observations;
                      if (held + domain::kEntryObservations <= observations_max) {
                        return absl::OkStatus();
                      }
                      return absl::ResourceExhaustedError(
                          StrCat(held, " observations are in memory, of ", observations_max,
                                 " that are allowed; commands that add to them are refused"));
                    });
}

void RequireChecks(OpenLog& open, const exchange::HeadWatch& head, const Clock& wall_clock,
                   std::function<int64_t()> certificates_not_after_ms, Readiness& readiness) {
  readiness.Require("clock",
                    "correct the machine's clock and run NTP; or confirm it: confirm_clock_at",
                    [&open] { return CheckClock(*open.exchange); });
  readiness.Require("head", "check the disk, and which other program holds the store",
                    [&head] { return head.Check(std::chrono::steady_clock::now()); });
  readiness.Require("log_key", "restart the gateway; if it still fails, restore the key file",
                    [&open] { return CheckSigner(open.signer); });
  readiness.Require("store",
                    "check the data folder: its location, its owner, its file system, and whether "
                    "another program has locked the database",
                    [&open] { return open.store->Probe(); });
  // After the check of the store, which tries to merge what is behind.
  readiness.Require("wal",
                    "end the program that reads the database (fuser -v log.sqlite names it); if "
                    "writing to it fails, check the disk",
                    [&open] { return CheckBacklog(open.store->GetBacklog()); });
  readiness.Require("certificates", "renew the gateway's certificates, or its roots",
                    [&wall_clock, not_after_ms = std::move(certificates_not_after_ms)] {
                      return CheckNotExpired(not_after_ms(), wall_clock.NowMs());
                    });
}

void WarnOfObserve(const Config& config, const telemetry::Log& log) {
  if (!IsObservedFromOutside(config)) return;
  log.Warn(
      "observe is not a loopback address: whoever reaches it reads the metrics without a "
      "password",
      {{"observe", config.observe},
       {"cure", "write 127.0.0.1:9470 and let an agent on this machine collect them"}});
}

}  // namespace samlad::app
