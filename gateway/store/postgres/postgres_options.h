// SPDX-License-Identifier: EUPL-1.2
//
// Which PostgreSQL database holds the log, and what is demanded of it.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_OPTIONS_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_OPTIONS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::store {

struct PostgresOptions {
  // libpq's connection parameters (PostgreSQL documentation, 34.1.2), but for
  // host, hostaddr and port.
  std::map<std::string, std::string> parameters;
  struct Host {
    std::string host;  // a name, or the folder of a Unix socket
    std::string port;  // empty: the default
    bool operator==(const Host&) const = default;
  };
  std::vector<Host> hosts;  // tried in turn
  // Connections to a server that waits for fewer are refused.
  uint32_t synchronous_standbys = 0;

  // For people: hosts and database, without anything secret.
  std::string Name() const;

  bool operator==(const PostgresOptions&) const = default;
};

// Reads a connection URI. `resolve` maps the paths of certificates, keys and
// password files to what libpq shall open. INVALID_ARGUMENT, with what to write
// instead, if it is no such URI, holds a password, names no host or database, asks
// for a server that cannot be written to, or would send reports over a network
// without checking the server's certificate and name.
absl::StatusOr<PostgresOptions> ParsePostgresUri(
    const std::string& uri, const std::function<std::string(const std::string&)>& resolve);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_POSTGRES_OPTIONS_H_
