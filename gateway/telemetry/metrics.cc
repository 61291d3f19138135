// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <utility>

#include "gateway/base/mutex.h"

namespace samlad::telemetry {
namespace {

Metrics::ReadEach OneSample(Metrics::Read read) {
  return [read = std::move(read)] {
    return std::vector<Metrics::Sample>{{.labels = {}, .value = read()}};
  };
}

}  // namespace

void Counter::Add(double amount) const { counter_->Increment(amount); }

void Histogram::Observe(double value) const { histogram_->Observe(value); }

struct Metrics::Impl {
  struct Figure {
    std::string name, help;
    prometheus::MetricType type;
    ReadEach read;
  };

  void Add(Figure figure) {
    MutexLock lock(mutex);
    figures.push_back(std::move(figure));
  }

  static prometheus::MetricFamily Collect(const Figure& figure) {
    prometheus::MetricFamily family{figure.name, figure.help, figure.type, {}};
    for (const Sample& sample : figure.read()) {
      prometheus::ClientMetric& metric = family.metric.emplace_back();
      for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
      metric.counter.value = sample.value;
      metric.gauge.value = sample.value;
    }
    return family;
  }

  prometheus::Registry registry;  // thread-safe by itself
  mutable Mutex mutex;
  std::vector<Figure> figures SAMLAD_GUARDED_BY(mutex);
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

Counter Metrics::MakeCounter(const std::string& name, const std::string& help,
                             const Labels& labels) {
  return Counter(
      prometheus::BuildCounter().Name(name).Help(help).Register(impl_->registry).Add(labels));
}

Histogram Metrics::MakeHistogram(const std::string& name, const std::string& help,
                                 std::span<const double> bounds, const Labels& labels) {
  return Histogram(prometheus::BuildHistogram()
                       .Name(name)
                       .Help(help)
                       .Register(impl_->registry)
                       .Add(labels, std::vector<double>(bounds.begin(), bounds.end())));
}

void Metrics::ReadCounter(const std::string& name, const std::string& help, Read read) {
  ReadCounters(name, help, OneSample(std::move(read)));
}

void Metrics::ReadCounters(const std::string& name, const std::string& help, ReadEach read) {
  impl_->Add({name, help, prometheus::MetricType::Counter, std::move(read)});
}

void Metrics::ReadGauge(const std::string& name, const std::string& help, Read read) {
  ReadGauges(name, help, OneSample(std::move(read)));
}

void Metrics::ReadGauges(const std::string& name, const std::string& help, ReadEach read) {
  impl_->Add({name, help, prometheus::MetricType::Gauge, std::move(read)});
}

std::string Metrics::Text() const {
  std::vector<prometheus::MetricFamily> families = impl_->registry.Collect();
  {
    MutexLock lock(impl_->mutex);
    for (const Impl::Figure& figure : impl_->figures) families.push_back(Impl::Collect(figure));
  }
  std::ranges::sort(families, {}, &prometheus::MetricFamily::name);
  for (prometheus::MetricFamily& family : families) {
    std::ranges::sort(family.metric, {}, &prometheus::ClientMetric::label);
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace samlad::telemetry
