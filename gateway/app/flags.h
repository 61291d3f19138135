// SPDX-License-Identifier: EUPL-1.2
//
// The command line of samlad-gateway.

#ifndef SAMLAD_GATEWAY_APP_FLAGS_H_
#define SAMLAD_GATEWAY_APP_FLAGS_H_

#include <CLI/App.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::app {

struct Flags {
  std::string config;
  std::string catalogue;
  bool init = false;
  bool check = false;
  bool migrate = false;
  bool fsck = false;
  std::string fsck_folder;  // empty: the configuration's log
  std::string backup;       // folder of all backups; empty: no backup
  uint64_t keep = 0;        // 0: all
  std::string restore;      // folder of a backup; empty: no restore
  std::optional<uint64_t> forget_after;
  std::vector<std::string> known;
  std::string move_to;  // a store; empty: no move
};

// `flags` must outlive `cli`.
void DefineFlags(CLI::App& cli, Flags& flags);

// "0.1.0".
std::string_view Version();

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_FLAGS_H_
