// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/open_log.h"

#include <unistd.h>

#include <utility>

#include "gateway/app/demonstration_clock.h"
#include "gateway/app/incoming.h"
#include "gateway/app/log_key.h"
#include "gateway/app/snapshots.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"
#include "gateway/store/postgres/postgres_schema.h"
#include "gateway/store/postgres/postgres_store.h"
#include "gateway/store/sqlite/sqlite_store.h"

namespace samlad::app {
namespace {

// A demonstration goes on where an earlier one in the same log ended, or at any
// later time that the operator has chosen.
void SettleClock(const Config& config, const telemetry::Log& log, OpenLog& open) {
  const auto now = open.exchange->Read();
  const uint64_t head = now->facts.size() - 1;
  if (auto* clock = dynamic_cast<DemonstrationClock*>(open.clock.get()); clock != nullptr) {
    clock->AdvanceTo(now->facts[head].time_ms);
    open.exchange->ConfirmClock(head).IgnoreError();  // it is there
  } else if (config.confirm_clock_at.has_value()) {
    // A restored backup may be shorter than the log that was confirmed.
    const absl::Status done = open.exchange->ConfirmClock(*config.confirm_clock_at);
    if (!done.ok()) log.Warn("the clock is not confirmed", {{"why", Message(done)}});
  }
}

// What does not verify: where the way out is not said yet, as it is of files.
absl::Status ExplainDamage(const absl::Status& status) {
  const bool damaged = absl::IsDataLoss(status) || absl::IsInvalidArgument(status);
  if (!damaged || Message(status).find("restore") != std::string_view::npos) return status;
  return absl::Status(
      status.code(),
      StrCat(Message(status),
             "; the log does not hold as it is, and is not served: samlad-gateway --fsck says what "
             "still holds; restore the newest copy (operations.md, 'Backup and recovery'), or "
             "correct log_key and origin if they are those of another log"));
}

absl::Status ExplainMissing(const absl::Status& status, const Config& config) {
  if (!absl::IsNotFound(status)) return ExplainDamage(status);
  return absl::NotFoundError(
      StrCat("there is no log in ", config.StoreName(),
             "; start one with: samlad-gateway --init --catalogue FILE --config FILE (",
             Message(status), ")"));
}

}  // namespace

std::unique_ptr<Clock> MakeClock(const Config& config) {
  if (!config.demonstration_clock_start_ms.has_value()) return std::make_unique<SystemClock>();
  return std::make_unique<DemonstrationClock>(*config.demonstration_clock_start_ms);
}

absl::StatusOr<std::unique_ptr<store::Store>> OpenStore(const Config& config, bool create,
                                                        const store::Remark& remark) {
  if (absl::Status whole = CheckNothingIncoming(config); !whole.ok()) return whole;
  if (config.postgres.has_value()) {
    return store::OpenPostgresStore(*config.postgres, config.data_directory, remark);
  }
  return store::OpenSqliteStore(config.data_directory, create, remark);
}

absl::StatusOr<std::string> Migrate(const Config& config) {
  if (!config.postgres.has_value()) {
    // It brings its tables up to date as it opens them.
    const auto store = OpenStore(config, /*create=*/false);
    if (!store.ok()) return ExplainMissing(store.status(), config);
    return StrCat("the tables in ", config.StoreName(), " are up to date");
  }
  const absl::StatusOr<uint32_t> before = store::MigratePostgres(*config.postgres);
  if (!before.ok()) return before.status();
  const uint32_t now = store::PostgresSchemaVersion();
  if (*before == now) {
    return StrCat("the tables in ", config.StoreName(), " are up to date: version ", now);
  }
  return StrCat("brought the tables in ", config.StoreName(), " from version ", *before,
                " to version ", now);
}

absl::StatusOr<std::unique_ptr<OpenLog>> Open(
    const Config& config, const telemetry::Log& log, MayAppend may_append, OnAppend on_append,
    OnRevocations on_revocations, const std::optional<exchange::SnapshotPlace>& snapshot) {
  auto store = OpenStore(config, /*create=*/false, [&log](std::string_view line) {
    log.Warn("the files of the log were not as a clean stop leaves them", {{"what", line}});
  });
  // A database without tables says itself what to do first.
  if (!store.ok() && config.postgres.has_value()) return store.status();
  if (!store.ok()) return ExplainMissing(store.status(), config);
  auto signer = ReadLogKey(config.log_key, config.origin);
  if (!signer.ok()) return signer.status();

  auto open = std::make_unique<OpenLog>(OpenLog{.clock = MakeClock(config),
                                                .signer = *std::move(signer),
                                                .store = *std::move(store),
                                                .exchange = nullptr});
  auto exchange = exchange::Exchange::Open(
      {.origin = config.origin,
       .on_data_loss =
           [log](const absl::Status& why) {
             log.Error(
                 "durability cannot be guaranteed: the process ends, and does not acknowledge "
                 "what it wrote last; check the disk and the data folder, then start again",
                 {{"why", Message(why)}});
             log.Flush(limits::kLogFlushMax);
             _exit(kExitDataLoss);
           },
       .may_append = std::move(may_append),
       .on_append = std::move(on_append),
       .on_revocations = std::move(on_revocations),
       .on_earlier_checked =
           [log, path = snapshot.has_value() ? snapshot->path : ""](const absl::Status& holds) {
             ConcludeEarlierCheck(holds, path, log);
           }},
      *open->store, *open->clock, open->signer, snapshot);
  if (!exchange.ok()) return ExplainMissing(exchange.status(), config);
  open->exchange = *std::move(exchange);
  SettleClock(config, log, *open);
  return open;
}

}  // namespace samlad::app
