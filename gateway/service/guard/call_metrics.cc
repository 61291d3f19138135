// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/call_metrics.h"

#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/strip.h"
#include "gateway/base/strings.h"
#include "gateway/service/guard/call_guard.h"

namespace samlad::service {
namespace {

constexpr size_t kCodes = static_cast<size_t>(absl::StatusCode::kUnauthenticated) + 1;

constexpr double kSecondsBounds[] = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                     0.25,  0.5,    1,     2.5,  5,     10,   30};

}  // namespace

struct CallMetrics::Method {
  // Made when it is first used; after that, using it takes no lock.
  template <class T>
  class Lazy {
   public:
    template <class Make>
    const T& Get(const Make& make) {
      std::call_once(made_, [&] { value_.emplace(make()); });
      return *value_;
    }

   private:
    std::once_flag made_;
    std::optional<T> value_;
  };

  struct Flow {
    telemetry::Histogram seconds;
    telemetry::Counter request_bytes, response_bytes;
  };

  Flow MakeFlow() const {
    const telemetry::Metrics::Labels labels = {{"method", name}};
    return {
        metrics.MakeHistogram("samlad_call_seconds", "Time from a call's arrival to its answer.",
                              kSecondsBounds, labels),
        metrics.MakeCounter("samlad_request_bytes_total", "Serialised requests.", labels),
        metrics.MakeCounter("samlad_response_bytes_total", "Serialised answers.", labels)};
  }

  telemetry::Counter MakeCalls(absl::StatusCode code) const {
    return metrics.MakeCounter("samlad_calls_total", "Calls that have ended.",
                               {{"method", name}, {"code", absl::StatusCodeToString(code)}});
  }

  telemetry::Counter MakeVerdicts(v1::Verdict verdict) const {
    return metrics.MakeCounter(
        "samlad_verdicts_total", "Reports and catalogues that were checked.",
        {{"method", name},
         {"verdict", std::string(absl::StripPrefix(v1::Verdict_Name(verdict), "VERDICT_"))}});
  }

  telemetry::Metrics& metrics;
  const std::string name;
  Lazy<Flow> flow;
  std::array<Lazy<telemetry::Counter>, kCodes> calls;
  std::array<Lazy<telemetry::Counter>, v1::Verdict_ARRAYSIZE> verdicts;
};

CallMetrics::CallMetrics(telemetry::Metrics& metrics) {
  for (size_t i = 0; i < methods_.size(); ++i) {
    const std::string name(i < std::size(kMethods) ? kMethods[i].name : "other");
    methods_[i].reset(new Method{metrics, name, {}, {}, {}});
  }
}

CallMetrics::~CallMetrics() = default;

void CallMetrics::Count(const CallRecord& record) const {
  const MethodRule* rule = FindMethod(record.method);
  Method& method =
      *(rule == nullptr ? methods_.back() : methods_[static_cast<size_t>(rule - kMethods)]);
  const Method::Flow& flow = method.flow.Get([&] { return method.MakeFlow(); });
  flow.seconds.Observe(std::chrono::duration<double>(record.duration).count());
  flow.request_bytes.Add(static_cast<double>(record.request_bytes));
  flow.response_bytes.Add(static_cast<double>(record.response_bytes));

  const absl::StatusCode code = record.status.code();  // never one that absl does not name
  method.calls[static_cast<size_t>(code)].Get([&] { return method.MakeCalls(code); }).Add();
  if (record.verdict != v1::VERDICT_UNSPECIFIED && v1::Verdict_IsValid(record.verdict)) {
    method.verdicts[static_cast<size_t>(record.verdict)]
        .Get([&] { return method.MakeVerdicts(record.verdict); })
        .Add();
  }
}

}  // namespace samlad::service
