// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/open_log.h"

#include <unistd.h>

#include <utility>

#include "gateway/app/demonstration_clock.h"
#include "gateway/app/log_key.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"
#include "gateway/store/sqlite/sqlite_store.h"

namespace samlad::app {
namespace {

// A demonstration goes on where an earlier one in the same log ended.
void ContinueClock(OpenLog& open) {
  auto* clock = dynamic_cast<DemonstrationClock*>(open.clock.get());
  const auto now = open.exchange->Read();
  const domain::Facts& facts = now->facts;
  if (clock != nullptr) clock->AdvanceTo(facts[facts.size() - 1].time_ms);
}

absl::Status ExplainMissing(const absl::Status& status, const Config& config) {
  if (!absl::IsNotFound(status)) return status;
  return absl::NotFoundError(
      StrCat("there is no log in ", config.data_directory,
             "; start one with: samlad-gateway --init --catalogue FILE --config FILE (",
             Message(status), ")"));
}

}  // namespace

std::unique_ptr<Clock> MakeClock(const Config& config) {
  if (!config.demonstration_clock_start_ms.has_value()) return std::make_unique<SystemClock>();
  return std::make_unique<DemonstrationClock>(*config.demonstration_clock_start_ms);
}

absl::StatusOr<std::unique_ptr<OpenLog>> Open(const Config& config, const telemetry::Log& log,
                                              MayAppend may_append, OnAppend on_append) {
  auto store = store::OpenSqliteStore(
      config.data_directory, /*create=*/false, [&log](std::string_view line) {
        log.Warn("the files of the log were not as a clean stop leaves them", {{"what", line}});
      });
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
       .on_append = std::move(on_append)},
      *open->store, *open->clock, open->signer);
  if (!exchange.ok()) return ExplainMissing(exchange.status(), config);
  open->exchange = *std::move(exchange);
  ContinueClock(*open);
  return open;
}

}  // namespace samlad::app
