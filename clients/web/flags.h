// SPDX-License-Identifier: EUPL-1.2
//
// The command line of samlad-web.

#ifndef SAMLAD_CLIENTS_WEB_FLAGS_H_
#define SAMLAD_CLIENTS_WEB_FLAGS_H_

#include <CLI/App.hpp>
#include <cstdint>
#include <string>

namespace samlad::web {

struct Flags {
  // How it reaches the gateway.
  std::string config, profile;
  // For one person on this computer.
  uint16_t port = 0;
  // For everybody, with certificates; empty: loopback.
  std::string listen, origin, cert, key, ca;
};

// `flags` must outlive `cli`.
void DefineFlags(CLI::App& cli, Flags& flags);

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_FLAGS_H_
