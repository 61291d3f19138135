// SPDX-License-Identifier: EUPL-1.2
//
// The command line of samlad-board-inbox.

#ifndef SAMLAD_CLIENTS_INBOX_FLAGS_H_
#define SAMLAD_CLIENTS_INBOX_FLAGS_H_

#include <CLI/App.hpp>
#include <string>

namespace samlad::inbox {

struct Flags {
  std::string listen, cert, key, ca, gateway_identity, directory, log_key;
};

// `flags` must outlive `cli`.
void DefineFlags(CLI::App& cli, Flags& flags);

}  // namespace samlad::inbox

#endif  // SAMLAD_CLIENTS_INBOX_FLAGS_H_
