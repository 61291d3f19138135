// SPDX-License-Identifier: EUPL-1.2
//
// Metrics for an operator's monitoring, in Prometheus's text format (version
// 0.0.4). Instruments are made once and kept: using one looks nothing up.
// docs/monitoring.md describes every metric. Label values are names of the gateway
// or the catalogue, never what a client sent.

#ifndef SAMLAD_GATEWAY_TELEMETRY_METRICS_H_
#define SAMLAD_GATEWAY_TELEMETRY_METRICS_H_

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prometheus {
class Counter;
class Histogram;
}  // namespace prometheus

namespace samlad::telemetry {

// A handle: copies count into the same place. Valid as long as its Metrics.
// Thread-safe; never blocks.
class Counter {
 public:
  void Add(double amount = 1) const;

 private:
  friend class Metrics;
  explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}
  prometheus::Counter* counter_;
};

// The same for a distribution.
class Histogram {
 public:
  void Observe(double value) const;

 private:
  friend class Metrics;
  explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
  prometheus::Histogram* histogram_;
};

// Thread-safe.
class Metrics {
 public:
  using Labels = std::map<std::string, std::string>;
  struct Sample {
    Labels labels;
    double value = 0;
  };
  // Reads the value of a gauge, or one for each of something. Must not block.
  using Read = std::function<double()>;
  using ReadEach = std::function<std::vector<Sample>()>;

  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // The series of these labels; the same one when asked again. A name has one
  // help text and one set of label names.
  Counter MakeCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  // `bounds`: upper bounds of the buckets, ascending; above them is infinity.
  Histogram MakeHistogram(const std::string& name, const std::string& help,
                          std::span<const double> bounds, const Labels& labels = {});

  // Values that are kept elsewhere. `read` is called at every Text().
  void ReadCounter(const std::string& name, const std::string& help, Read read);
  void ReadCounters(const std::string& name, const std::string& help, ReadEach read);
  void ReadGauge(const std::string& name, const std::string& help, Read read);
  void ReadGauges(const std::string& name, const std::string& help, ReadEach read);

  // Everything, sorted by name.
  std::string Text() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_METRICS_H_
