// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/reload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace samlad::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(NeedRestartTest, WhatMayChangeIsNotNamed) {
  const Config serving;
  Config wanted;
  EXPECT_THAT(NeedRestart(serving, wanted), IsEmpty());
  wanted.log_level = telemetry::Level::kDebug;
  wanted.tls.certificate = "other.pem";
  wanted.vouching = {{"root", {"eidar"}}};
  wanted.quotas.streams = 1;
  wanted.confirm_clock_at = 7;
  EXPECT_THAT(NeedRestart(serving, wanted), IsEmpty());
}

TEST(NeedRestartTest, EverythingElseIs) {
  const Config serving;
  const Config wanted = {.listen = "127.0.0.1:1",
                         .origin = "o",
                         .data_directory = "d",
                         .log_key = "k",
                         .tls = {},
                         .demonstration_clock_start_ms = 1,
                         .observe = "",
                         .quotas = {},
                         .disk_reserve_bytes = 1,
                         .resident_observations_max = 1,
                         .snapshot_entries = 1,
                         .connections_per_address_per_second = 1,
                         .forward = ForwardConfig(),
                         .confirm_clock_at = std::nullopt,
                         .postgres = store::PostgresOptions()};
  EXPECT_THAT(NeedRestart(serving, wanted),
              ElementsAre("listen", "origin", "data_directory", "store", "log_key",
                          "demonstration_clock_start", "observe", "disk_reserve_bytes",
                          "resident_observations_max", "snapshot_entries",
                          "connections_per_address_per_second", "forward"));
}

}  // namespace
}  // namespace samlad::app
