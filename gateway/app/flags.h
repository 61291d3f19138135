// SPDX-License-Identifier: EUPL-1.2
//
// The command line of samlad-gateway.

#ifndef SAMLAD_GATEWAY_APP_FLAGS_H_
#define SAMLAD_GATEWAY_APP_FLAGS_H_

#include <CLI/App.hpp>
#include <string>
#include <string_view>

namespace samlad::app {

struct Flags {
  std::string config;
  std::string catalogue;
  bool init = false;
  bool check = false;
  bool migrate = false;
};

// `flags` must outlive `cli`.
void DefineFlags(CLI::App& cli, Flags& flags);

// "0.1.0".
std::string_view Version();

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_FLAGS_H_
