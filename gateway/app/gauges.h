// SPDX-License-Identifier: EUPL-1.2
//
// Metrics whose values the parts of a gateway already have; see
// docs/monitoring.md. All arguments must outlive the last Metrics::Text().

#ifndef SAMLAD_GATEWAY_APP_GAUGES_H_
#define SAMLAD_GATEWAY_APP_GAUGES_H_

#include <cstdint>
#include <functional>

#include "gateway/app/disk_budget.h"
#include "gateway/app/open_log.h"
#include "gateway/app/readiness.h"
#include "gateway/base/clock.h"
#include "gateway/service/calls/feed_hub.h"
#include "gateway/service/guard/quota.h"
#include "gateway/store/store.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/metrics.h"
#include "gateway/transport/listener.h"

namespace samlad::app {

// Size of the batches that are appended, and how long their sync takes.
OnAppend MeasureAppends(telemetry::Metrics& metrics);

// The log, and what waits to get into it.
void RegisterExchangeMetrics(const exchange::Exchange& exchange, telemetry::Metrics& metrics);

// Connections, the log that people read, and readiness.
void RegisterProcessMetrics(const transport::Listener& listener, const telemetry::Log& log,
                            const Readiness& readiness, telemetry::Metrics& metrics);

// `not_after_ms`: since the Unix epoch. `refused`: whether the files on the disk
// are not those that serve, because they do not hold.
void RegisterCertificateMetrics(const Clock& wall_clock, std::function<int64_t()> not_after_ms,
                                std::function<bool()> refused, telemetry::Metrics& metrics);

// Which version runs.
void RegisterBuildMetrics(telemetry::Metrics& metrics);

// What each organisation of the catalogue uses; the first
// limits::kMetricOrganisationsMax of them.
void RegisterQuotaMetrics(const service::Quotas& quotas, telemetry::Metrics& metrics);

void RegisterFeedMetrics(const service::FeedHub& hub, telemetry::Metrics& metrics);

// What the store has not merged into its database.
void RegisterStoreMetrics(const store::Store& store, telemetry::Metrics& metrics);

// The disk of the log.
void RegisterDiskMetrics(const DiskBudget& disk, telemetry::Metrics& metrics);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_GAUGES_H_
