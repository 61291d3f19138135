// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace samlad::telemetry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MetricsTest, TextIsSortedAndWhole) {
  Metrics metrics;
  metrics.MakeCounter("b_total", "Bs.", {{"kind", "y"}}).Add();
  metrics.MakeCounter("b_total", "Bs.", {{"kind", "x"}}).Add(2);
  metrics.ReadGauge("c", "C now.", [] { return 0.5; });
  metrics.ReadCounter("a_total", "As.", [] { return 7; });
  metrics.ReadGauges("d", "Ds.", [] {
    return std::vector<Metrics::Sample>{{{{"of", "y"}}, 2}, {{{"of", "x"}}, 1}};
  });
  EXPECT_EQ(metrics.Text(),
            "# HELP a_total As.\n# TYPE a_total counter\na_total 7\n"
            "# HELP b_total Bs.\n# TYPE b_total counter\nb_total{kind=\"x\"} 2\n"
            "b_total{kind=\"y\"} 1\n"
            "# HELP c C now.\n# TYPE c gauge\nc 0.5\n"
            "# HELP d Ds.\n# TYPE d gauge\nd{of=\"x\"} 1\nd{of=\"y\"} 2\n");
}

TEST(MetricsTest, AHistogramCountsByUpperBound) {
  Metrics metrics;
  const Histogram histogram = metrics.MakeHistogram("h", "H.", std::vector<double>{1, 10});
  for (const double value : {0.5, 1.0, 5.0, 50.0}) histogram.Observe(value);
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr("h_count 4\nh_sum 56.5\n"));
  EXPECT_THAT(text, HasSubstr("h_bucket{le=\"1\"} 2\nh_bucket{le=\"10\"} 3\n"
                              "h_bucket{le=\"+Inf\"} 4\n"));
}

TEST(MetricsTest, TheSameLabelsAreTheSameSeries) {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&metrics] {
      const Counter counter = metrics.MakeCounter("n_total", "N.", {{"a", "b"}});
      for (int i = 0; i < 1000; ++i) counter.Add();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(metrics.Text(), HasSubstr("n_total{a=\"b\"} 4000\n"));
}

TEST(MetricsTest, ALabelCannotForgeALine) {
  Metrics metrics;
  metrics.MakeCounter("n_total", "N.", {{"a", "x\"} 1\nforged 9\\"}}).Add();
  EXPECT_THAT(metrics.Text(), HasSubstr(R"(n_total{a="x\"} 1\nforged 9\\"} 1)"));
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("\nforged")));
}

}  // namespace
}  // namespace samlad::telemetry
