// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/reload.h"

namespace samlad::app {

std::vector<std::string_view> NeedRestart(const Config& serving, const Config& wanted) {
  std::vector<std::string_view> keys;
  const auto compare = [&](std::string_view key, auto member) {
    if (serving.*member != wanted.*member) keys.push_back(key);
  };
  compare("listen", &Config::listen);
  compare("origin", &Config::origin);
  compare("data_directory", &Config::data_directory);
  compare("store", &Config::postgres);
  compare("log_key", &Config::log_key);
  compare("demonstration_clock_start", &Config::demonstration_clock_start_ms);
  compare("observe", &Config::observe);
  compare("disk_reserve_bytes", &Config::disk_reserve_bytes);
  compare("resident_observations_max", &Config::resident_observations_max);
  compare("snapshot_entries", &Config::snapshot_entries);
  compare("connections_per_address_per_second", &Config::connections_per_address_per_second);
  compare("forward", &Config::forward);
  return keys;
}

}  // namespace samlad::app
