// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/call_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/base/strings.h"
#include "gateway/service/guard/call_guard.h"

namespace samlad::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CallRecord RecordOf(std::string_view method, absl::Status status) {
  CallRecord record;
  record.method = method;
  record.status = std::move(status);
  record.duration = std::chrono::milliseconds(20);
  record.request_bytes = 100;
  record.response_bytes = 10;
  return record;
}

TEST(CallMetricsTest, CountsHowCallsEnd) {
  telemetry::Metrics metrics;
  const CallMetrics calls(metrics);
  EXPECT_EQ(metrics.Text(), "");
  CallRecord accepted = RecordOf("samlad.v1.ReportingService/Submit", absl::OkStatus());
  accepted.verdict = v1::VERDICT_ACCEPTED_WITH_WARNINGS;
  calls.Count(accepted);
  calls.Count(accepted);
  calls.Count(RecordOf("samlad.v1.ReportingService/Submit", absl::PermissionDeniedError("no")));
  const std::string text = metrics.Text();
  constexpr char kMethod[] = R"(method="samlad.v1.ReportingService/Submit")";
  const auto line = [&](std::string_view before, std::string_view after) {
    return HasSubstr(StrCat("\n", before, kMethod, after, "\n"));
  };
  EXPECT_THAT(text, line("samlad_calls_total{code=\"OK\",", "} 2"));
  EXPECT_THAT(text, line("samlad_calls_total{code=\"PERMISSION_DENIED\",", "} 1"));
  EXPECT_THAT(text, line("samlad_verdicts_total{", ",verdict=\"ACCEPTED_WITH_WARNINGS\"} 2"));
  EXPECT_THAT(text, line("samlad_request_bytes_total{", "} 300"));
  EXPECT_THAT(text, line("samlad_response_bytes_total{", "} 30"));
  EXPECT_THAT(text, line("samlad_call_seconds_bucket{", ",le=\"0.01\"} 0"));
  EXPECT_THAT(text, line("samlad_call_seconds_bucket{", ",le=\"0.025\"} 3"));
}

TEST(CallMetricsTest, NoCallerCanMakeANewSeries) {
  telemetry::Metrics metrics;
  const CallMetrics calls(metrics);
  for (int i = 0; i < 1000; ++i) {
    CallRecord record = RecordOf("evil/" + std::to_string(i), absl::UnimplementedError("no"));
    record.principal = std::make_shared<const identity::Principal>(
        identity::Principal{.organisation = "evil" + std::to_string(i)});
    record.verdict = static_cast<v1::Verdict>(i + 100);
    calls.Count(record);
  }
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr(R"(samlad_calls_total{code="UNIMPLEMENTED",method="other"} 1000)"));
  EXPECT_THAT(text, Not(HasSubstr("evil")));
  EXPECT_LT(std::ranges::count(text, '\n'), 40);
}

}  // namespace
}  // namespace samlad::service
