// SPDX-License-Identifier: EUPL-1.2
//
// A connection that is made anew when it was lost, to whichever of the hosts
// takes writes.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_LINK_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_LINK_H_

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/postgres/connection.h"
#include "gateway/store/postgres/postgres_options.h"

namespace samlad::store::postgres {

// Not thread-safe. Movable.
class Link {
 public:
  struct Prepared {
    const char* name;
    const char* sql;
  };

  // `exclusive`: holds a lock of the database as long as it is connected.
  Link(PostgresOptions options, std::vector<Prepared> statements, bool exclusive = false)
      : options_(std::move(options)), statements_(std::move(statements)), exclusive_(exclusive) {}

  // Connects if need be; tries each host once, beginning with the one that served
  // last. The connection lives until the next call of Get or Drop.
  //   ALREADY_EXISTS  another holds the exclusive lock
  // Other errors as Connection::Open.
  absl::StatusOr<Connection*> Get();

  // Gives the connection up and begins with the next host, because a server that
  // was cut off from its standbys goes on taking connections.
  void Drop();

 private:
  absl::StatusOr<Connection> Open(const PostgresOptions::Host& host) const;

  PostgresOptions options_;
  std::vector<Prepared> statements_;
  bool exclusive_;
  size_t first_ = 0;  // of the hosts
  std::optional<Connection> connection_;
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_LINK_H_
