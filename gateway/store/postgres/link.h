// SPDX-License-Identifier: EUPL-1.2
//
// A connection that is made anew when it was lost, to whichever of the hosts
// takes writes and was not replaced.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_LINK_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_LINK_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/postgres/connection.h"
#include "gateway/store/postgres/postgres_options.h"

namespace samlad::store::postgres {

// The newest history of the database (Connection::timeline) in which a commit of this
// process was confirmed. A server of an earlier one was replaced by a standby, and may hold
// what nobody else has. Thread-safe.
class Timeline {
 public:
  uint64_t newest() const { return newest_.load(); }
  void Raise(uint64_t timeline) {
    uint64_t known = newest_.load();
    while (known < timeline && !newest_.compare_exchange_weak(known, timeline)) {
    }
  }

 private:
  std::atomic<uint64_t> newest_ = 0;
};

// Not thread-safe. Movable.
class Link {
 public:
  struct Prepared {
    const char* name;
    const char* sql;
  };

  // `timeline`: of all links of one store. `exclusive`: holds a lock of the database as
  // long as it is connected.
  Link(PostgresOptions options, std::vector<Prepared> statements,
       std::shared_ptr<Timeline> timeline = std::make_shared<Timeline>(), bool exclusive = false)
      : options_(std::move(options)),
        statements_(std::move(statements)),
        timeline_(std::move(timeline)),
        exclusive_(exclusive) {}

  // Connects if need be, also if the server has been replaced; tries each host once, beginning with
  // the one that served last. The connection lives until the next call of Get or Drop.
  //   ALREADY_EXISTS  another holds the exclusive lock
  // Other errors as Connection::Open.
  absl::StatusOr<Connection*> Get();

  // Gives the connection up and begins with the next host, because a server that
  // was cut off from its standbys goes on taking connections.
  void Drop();

  // A commit of the connection was confirmed: from now on, no link of the store uses a
  // server of an earlier timeline.
  void NoteCommit();

 private:
  absl::StatusOr<Connection> Open(const PostgresOptions::Host& host) const;

  PostgresOptions options_;
  std::vector<Prepared> statements_;
  std::shared_ptr<Timeline> timeline_;
  bool exclusive_;
  size_t first_ = 0;  // of the hosts
  std::optional<Connection> connection_;
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_LINK_H_
