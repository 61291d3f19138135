// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/gauges.h"

#include <chrono>
#include <utility>
#include <vector>

#include "gateway/app/flags.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/finding.h"

namespace samlad::app {
namespace {

constexpr double kBatchBounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256};
constexpr double kSyncBounds[] = {0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01,
                                  0.02,   0.05,   0.1,   0.2,   0.5,   1};
constexpr double kMsPerSecond = 1'000;
constexpr double kMsPerDay = 24.0 * 60 * 60 * 1000;

// One figure for each organisation, labelled with its name.
template <class Figure>
telemetry::Metrics::ReadEach Each(const service::Quotas& quotas, Figure figure) {
  return [&quotas, figure] {
    std::vector<telemetry::Metrics::Sample> samples;
    for (const service::QuotaUse& use : quotas.Read()) {
      if (samples.size() == limits::kMetricOrganisationsMax) break;
      samples.push_back({{{"organisation", use.organisation}}, static_cast<double>(figure(use))});
    }
    return samples;
  };
}

}  // namespace

OnAppend MeasureAppends(telemetry::Metrics& metrics) {
  const auto entries = metrics.MakeHistogram("samlad_batch_entries",
                                             "Entries made durable by one sync.", kBatchBounds);
  const auto seconds =
      metrics.MakeHistogram("samlad_sync_seconds", "Time to make a batch durable.", kSyncBounds);
  return [entries, seconds](size_t n, std::chrono::nanoseconds took) {
    entries.Observe(static_cast<double>(n));
    seconds.Observe(std::chrono::duration<double>(took).count());
  };
}

void RegisterExchangeMetrics(const exchange::Exchange& exchange, telemetry::Metrics& metrics) {
  metrics.ReadGauge("samlad_log_entries", "Entries in the log.",
                    [&] { return static_cast<double>(exchange.Read()->facts.size()); });
  metrics.ReadGauge("samlad_resident_observations",
                    "Memory that the log takes, in observations of 100 bytes.",
                    [&] { return static_cast<double>(exchange.GetStats().resident_observations); });
  metrics.ReadGauge(
      "samlad_clock_behind_seconds", "Lag of the clock behind the newest entry.",
      [&] { return static_cast<double>(exchange.ReadClock().behind_ms) / kMsPerSecond; });
  metrics.ReadGauge("samlad_clock_jump_seconds",
                    "How far the clock has jumped ahead of the machine's steady clock.", [&] {
                      return static_cast<double>(exchange.ReadClock().ahead_ms) / kMsPerSecond;
                    });
  metrics.ReadGauge("samlad_clock_reliable",
                    "Whether the clock can be relied on, or is confirmed: 1 or 0.",
                    [&] { return exchange.ReadClock().reliable.ok() ? 1.0 : 0.0; });
  metrics.ReadGauge("samlad_queue_commands", "Commands that wait for a decision.",
                    [&] { return static_cast<double>(exchange.GetStats().queue_commands); });
  metrics.ReadGauge("samlad_queue_bytes", "Payloads of the commands that wait.",
                    [&] { return static_cast<double>(exchange.GetStats().queue_bytes); });
  metrics.ReadCounter("samlad_payload_bytes_total", "Payloads made durable.",
                      [&] { return static_cast<double>(exchange.GetStats().bytes); });
}

void RegisterProcessMetrics(const transport::Listener& listener, const telemetry::Log& log,
                            const Readiness& readiness, telemetry::Metrics& metrics) {
  metrics.ReadGauge("samlad_connections", "Open connections.",
                    [&] { return static_cast<double>(listener.connections()); });
  metrics.ReadGauge("samlad_connections_max", "Limit on open connections.",
                    [&] { return static_cast<double>(listener.connections_max()); });
  metrics.ReadCounter("samlad_log_lines_dropped_total",
                      "Log lines that were not read in time, or could not be written.",
                      [log] { return static_cast<double>(log.dropped_lines()); });
  metrics.ReadGauge("samlad_ready", "Whether the gateway is ready: 1 or 0.", [&] {
    return readiness.FindUnmet(std::chrono::steady_clock::now()).empty() ? 1.0 : 0.0;
  });
}

void RegisterBuildMetrics(telemetry::Metrics& metrics) {
  metrics.ReadGauges("samlad_build_info", "Always 1; the labels say which version runs.", [] {
    return std::vector<telemetry::Metrics::Sample>{
        {{{"version", std::string(Version())}, {"rules", StrCat(domain::kRulesVersion)}}, 1.0}};
  });
}

void RegisterCertificateMetrics(const Clock& wall_clock, std::function<int64_t()> not_after_ms,
                                std::function<bool()> refused, telemetry::Metrics& metrics) {
  metrics.ReadGauge("samlad_certificate_files_refused",
                    "Whether the certificate files on the disk are refused: 1 or 0.",
                    [refused = std::move(refused)] { return refused() ? 1.0 : 0.0; });
  metrics.ReadGauge("samlad_certificate_left_days",
                    "Days until the first of the gateway's certificates expires.",
                    [&wall_clock, not_after_ms = std::move(not_after_ms)] {
                      return static_cast<double>(not_after_ms() - wall_clock.NowMs()) / kMsPerDay;
                    });
}

void RegisterQuotaMetrics(const service::Quotas& quotas, telemetry::Metrics& metrics) {
  using Use = service::QuotaUse;
  metrics.ReadCounters("samlad_quota_calls_total", "Calls that were charged to an organisation.",
                       Each(quotas, [](const Use& use) { return use.calls; }));
  metrics.ReadCounters("samlad_quota_bytes_total", "Bytes that were charged to an organisation.",
                       Each(quotas, [](const Use& use) { return use.bytes; }));
  metrics.ReadCounters("samlad_quota_stored_bytes_total", "Bytes that an organisation has stored.",
                       Each(quotas, [](const Use& use) { return use.stored_bytes; }));
  metrics.ReadCounters("samlad_quota_refused_total",
                       "Calls, streams and entries that a quota refused.",
                       Each(quotas, [](const Use& use) { return use.refused; }));
  metrics.ReadGauges("samlad_quota_streams", "Open streams of an organisation.",
                     Each(quotas, [](const Use& use) { return use.streams; }));
}

void RegisterFeedMetrics(const service::FeedHub& hub, telemetry::Metrics& metrics) {
  metrics.ReadGauge("samlad_feed_watchers", "Open streams of the feed.",
                    [&] { return static_cast<double>(hub.GetFigures().watchers); });
  metrics.ReadGauge("samlad_feed_lag_entries", "Entries that the slowest watcher has not read.",
                    [&] { return static_cast<double>(hub.GetFigures().lag_entries); });
}

void RegisterStoreMetrics(const store::Store& store, telemetry::Metrics& metrics) {
  metrics.ReadGauge("samlad_wal_bytes", "Size of the write-ahead log.",
                    [&] { return static_cast<double>(store.GetBacklog().bytes); });
  metrics.ReadGauge(
      "samlad_wal_behind_seconds",
      "Time since the write-ahead log could last be merged wholly into the database; 0: it can.",
      [&] {
        const auto since = store.GetBacklog().since;
        if (!since.has_value()) return 0.0;
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - *since).count();
      });
  metrics.ReadCounter("samlad_wal_merge_failures_total",
                      "Failed attempts to merge the write-ahead log into the database.",
                      [&] { return static_cast<double>(store.GetBacklog().failures); });
}

void RegisterDiskMetrics(const DiskBudget& disk, telemetry::Metrics& metrics) {
  metrics.ReadGauge("samlad_disk_free_bytes", "Free space on the disk of the log.",
                    [&] { return static_cast<double>(disk.free_bytes()); });
  metrics.ReadGauge("samlad_log_bytes", "Disk space used by the log.",
                    [&] { return static_cast<double>(disk.used_bytes()); });
}

}  // namespace samlad::app
