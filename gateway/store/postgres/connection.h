// SPDX-License-Identifier: EUPL-1.2
//
// One connection to PostgreSQL in libpq's pipeline mode (PostgreSQL documentation,
// 34.5): statements are sent together, and answered in one round trip. No call
// waits longer than it is told to, whatever the network does.

#ifndef SAMLAD_GATEWAY_STORE_POSTGRES_CONNECTION_H_
#define SAMLAD_GATEWAY_STORE_POSTGRES_CONNECTION_H_

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/store/postgres/postgres_options.h"
#include "gateway/store/postgres/sql_error.h"

namespace samlad::store::postgres {

// A parameter of a statement, in PostgreSQL's binary format.
class Value {
 public:
  // bigint.
  static Value Integer(uint64_t number);
  // bytea; `bytes` must live until the statement was sent.
  static Value Bytes(std::string_view bytes);
  static Value Null() { return Value(); }

  const char* data() const;
  int size() const;

 private:
  std::array<char, 8> number_{};
  std::optional<std::string_view> bytes_;
  bool is_number_ = false;
};

// A statement to send: prepared under `name`, or `sql` itself if that is empty.
struct Step {
  const char* name = "";
  std::string sql = {};
  std::vector<Value> values = {};
};

// Rows that a statement returned, in binary format. Movable.
class Rows {
 public:
  explicit Rows(PGresult* result) : result_(result, &PQclear) {}

  int count() const { return PQntuples(result_.get()); }
  uint64_t Integer(int row, int column) const;
  // Of bytea and text; empty for NULL. Lives as long as the rows.
  std::string_view Bytes(int row, int column) const;
  const PGresult* get() const { return result_.get(); }

 private:
  std::unique_ptr<PGresult, decltype(&PQclear)> result_;
};

// What became of a pipeline whose connection held.
struct Answers {
  std::vector<Rows> rows;         // of each statement, up to the first that failed
  std::optional<SqlError> error;  // of that one
};

// What became of a transaction.
struct Outcome {
  enum class Fate : uint8_t {
    kCommitted,
    kRolledBack,
    kUnknown,  // COMMIT was sent, and was not or not wholly confirmed
  };
  Fate fate = Fate::kUnknown;
  std::vector<Rows> rows = {};         // of each statement; of kCommitted only
  std::optional<SqlError> error = {};  // of kRolledBack
  std::string why = {};                // of kUnknown and kRolledBack
};

// Not thread-safe. Movable.
class Connection {
 public:
  using Duration = std::chrono::milliseconds;

  // Connects and makes the session one that a log can be kept in: commits wait for
  // the disk and for the standbys, and neither a lock, a statement nor a peer that
  // is gone is waited for without bound.
  //   UNAVAILABLE          not reached
  //   FAILED_PRECONDITION  the server does not keep what it confirms: fsync or
  //                        full_page_writes is off, it waits for fewer standbys
  //                        than demanded, or it is too old
  static absl::StatusOr<Connection> Open(const PostgresOptions& options,
                                         const PostgresOptions::Host& host);

  // False once it is lost, also where only the peer knows that yet and has said so.
  // Then every call is UNAVAILABLE.
  bool IsOpen();

  // The server's history, which each promotion numbers anew (PostgreSQL
  // documentation, 26.3.6). It never changes, because only a server that takes writes is
  // connected to.
  uint64_t timeline() const { return timeline_; }

  // Sends the statements and waits for their answers. Outside of a transaction
  // they are one. UNAVAILABLE: the connection was lost, and what the statements do
  // may have been done.
  absl::StatusOr<Answers> Run(std::span<const Step> steps, Duration timeout);

  // Runs the statements as a transaction.
  Outcome Transact(std::vector<Step> steps, Duration timeout);

  absl::Status Prepare(const char* name, const char* sql);

 private:
  using Time = std::chrono::steady_clock::time_point;
  explicit Connection(PGconn* connection);

  bool alive() const { return connection_ != nullptr; }
  static void KeepNotice(void* notices, const PGresult* notice);
  absl::Status SetUp(const PostgresOptions& options);
  absl::Status CheckServer(uint32_t standbys);
  bool Send(const Step& step);
  // The next result, or nullptr where libpq separates those of two statements.
  absl::StatusOr<PGresult*> Next(Time deadline);
  absl::Status Await(Time deadline);
  absl::StatusOr<Answers> Collect(size_t statements, Time deadline);
  absl::Status Lost(std::string_view why);

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
  // On the heap, because libpq keeps its address.
  std::unique_ptr<std::string> warning_;
  uint64_t timeline_ = 0;
};

}  // namespace samlad::store::postgres

#endif  // SAMLAD_GATEWAY_STORE_POSTGRES_CONNECTION_H_
