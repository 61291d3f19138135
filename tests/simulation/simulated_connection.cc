// SPDX-License-Identifier: EUPL-1.2
//
// postgres::Connection to the simulated database: the linker takes these instead of
// gateway/store/postgres/connection.cc. Everything above it is the program's.

#include <cstdlib>
#include <cstring>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/store/postgres/connection.h"
#include "gateway/store/postgres/postgres_schema.h"
#include "tests/simulation/database.h"

namespace samlad::store::postgres {
namespace {

using simulation::Commit;
using simulation::Database;
using simulation::Request;
using simulation::Session;
using simulation::Tables;
using simulation::TheDatabase;

// What stands in place of libpq's connection.
using Handle = std::shared_ptr<Session>;

Session& SessionOf(PGconn* connection) { return **reinterpret_cast<Handle*>(connection); }

void CloseSession(PGconn* connection) {
  auto* const handle = reinterpret_cast<Handle*>(connection);
  TheDatabase()->Close(*handle);
  delete handle;
}

uint64_t NumberIn(const Value& value) {
  uint64_t number = 0;
  for (int i = 0; i < value.size(); ++i) {
    number = number << 8 | static_cast<uint8_t>(value.data()[i]);
  }
  return number;
}

std::string BytesIn(const Value& value) {
  return value.data() == nullptr ? "" : std::string(value.data(), value.size());
}

std::string AsBigint(uint64_t number) {
  const Value value = Value::Integer(number);
  return std::string(value.data(), value.size());
}

using Cells = std::vector<std::string>;

Rows MakeRows(const std::vector<Cells>& rows, size_t columns) {
  PGresult* const result = PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK);
  std::vector<PGresAttDesc> descriptions(columns);
  std::string name = "column";
  for (PGresAttDesc& one : descriptions) one = {}, one.name = name.data(), one.format = 1;
  PQsetResultAttrs(result, static_cast<int>(columns), descriptions.data());
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < columns; ++column) {
      std::string cell = rows[row][column];
      PQsetvalue(result, static_cast<int>(row), static_cast<int>(column), cell.data(),
                 static_cast<int>(cell.size()));
    }
  }
  return Rows(result);
}

// Read by __wrap_PQresultErrorField below.
constexpr int kErrorColumns = 3;
SqlError MakeError(const Request& request) {
  const Rows fields =
      MakeRows({{request.sqlstate, request.table, request.constraint}}, kErrorColumns);
  return SqlError(fields.get());
}

std::shared_ptr<Request> RequestOf(const std::vector<Step>& steps) {
  auto request = std::make_shared<Request>();
  Commit& commit = request->commit;
  for (const Step& step : steps) {
    const std::string_view name = step.name;
    if (name == "grow") {
      commit.kind = Commit::Kind::kGrow;
      commit.position = NumberIn(step.values[0]);
      commit.fence = NumberIn(step.values[1]);
    } else if (name == "entry") {
      commit.records.push_back({.header = BytesIn(step.values[1]),
                                .payload = BytesIn(step.values[2]),
                                .salt = BytesIn(step.values[3]),
                                .receipt = BytesIn(step.values[4]),
                                .key = BytesIn(step.values[5])});
    } else if (name == "batch") {
      commit.note = BytesIn(step.values[1]);
    } else if (name == "raise_fence") {
      commit.kind = Commit::Kind::kFence;
      commit.fence = NumberIn(step.values[0]);
    } else if (name == "note") {
      request->look_up = NumberIn(step.values[0]);
    }
  }
  return request;
}

std::vector<Rows> RowsOf(const Request& request) {
  std::vector<Rows> rows;
  if (request.commit.kind == Commit::Kind::kGrow) {
    rows.push_back(MakeRows({{"on", "on", "standby"}}, 3));
  } else if (request.commit.kind == Commit::Kind::kFence) {
    rows.push_back(MakeRows({{AsBigint(request.size), AsBigint(request.fence)}}, 2));
    rows.push_back(request.note.has_value() ? MakeRows({{*request.note}}, 1) : MakeRows({}, 1));
  }
  return rows;
}

Rows ReadEntries(const Tables& tables, const Step& step) {
  std::vector<Cells> rows;
  const uint64_t end = std::min<uint64_t>(NumberIn(step.values[1]), tables.size());
  for (uint64_t at = NumberIn(step.values[0]); at < end; ++at) {
    const Record& record = tables.entries[at];
    rows.push_back(
        {AsBigint(at), record.header, record.payload, record.salt, record.receipt, record.key});
  }
  return MakeRows(rows, 6);
}

Rows ReadNotes(const Tables& tables, const Step& step) {
  std::vector<Cells> rows;
  for (const auto& [size, note] : tables.notes) {
    if (size > NumberIn(step.values[0]) && size <= NumberIn(step.values[1])) {
      rows.push_back({AsBigint(size), note});
    }
  }
  return MakeRows(rows, 2);
}

Rows Answer(const Tables& tables, const Step& step) {
  const std::string_view name = step.name;
  const std::string size = AsBigint(tables.size());
  if (name == "entries") return ReadEntries(tables, step);
  if (name == "notes") return ReadNotes(tables, step);
  if (name == "size") return MakeRows({{size}}, 1);
  if (name == "sizes") return MakeRows({{size, size, size}}, 3);
  if (name == "head") return MakeRows({{size, AsBigint(tables.fence)}}, 2);
  // What is asked as the store is opened: whether the schema is there, how new it is, and
  // whether the log was moved away.
  if (step.sql.find("to_regnamespace") != std::string::npos) {
    return MakeRows({{AsBigint(1), AsBigint(1)}}, 2);
  }
  if (step.sql.find("samlad.migration") != std::string::npos) {
    return MakeRows({{AsBigint(PostgresSchemaVersion())}}, 1);
  }
  if (step.sql.find("log_was_moved") != std::string::npos) return MakeRows({}, 1);
  std::abort();  // the engine asks something new
}

}  // namespace

extern "C" {
char* __real_PQresultErrorField(const PGresult* result, int code);
char* __wrap_PQresultErrorField(const PGresult* result, int code) {
  if (PQntuples(result) != 1 || PQnfields(result) != kErrorColumns) {
    return __real_PQresultErrorField(result, code);
  }
  if (code == PG_DIAG_SQLSTATE) return PQgetvalue(result, 0, 0);
  if (code == PG_DIAG_TABLE_NAME) return PQgetvalue(result, 0, 1);
  if (code == PG_DIAG_CONSTRAINT_NAME) return PQgetvalue(result, 0, 2);
  if (code == PG_DIAG_MESSAGE_PRIMARY) return PQgetvalue(result, 0, 0);
  return nullptr;
}
}  // extern "C"

Connection::Connection(PGconn* connection)
    : connection_(connection, &CloseSession), warning_(std::make_unique<std::string>()) {}

absl::StatusOr<Connection> Connection::Open(const PostgresOptions& options,
                                            const PostgresOptions::Host& host) {
  const int gateway = std::atoi(options.parameters.at("user").c_str());
  Handle session = TheDatabase()->Connect(gateway, std::atoi(host.host.c_str()));
  if (session == nullptr) return absl::UnavailableError("PostgreSQL: not reached");
  const uint64_t timeline = TheDatabase()->TimelineOf(*session);
  Connection connection(reinterpret_cast<PGconn*>(new Handle(std::move(session))));
  connection.timeline_ = timeline;
  return connection;
}

bool Connection::IsOpen() { return alive() && TheDatabase()->IsUp(SessionOf(connection_.get())); }

absl::Status Connection::Prepare(const char*, const char*) { return absl::OkStatus(); }

absl::Status Connection::Lost(std::string_view why) {
  connection_.reset();
  return absl::UnavailableError(StrCat("PostgreSQL: ", why));
}

absl::StatusOr<Answers> Connection::Run(std::span<const Step> steps, Duration) {
  if (!alive()) return absl::UnavailableError("PostgreSQL: the connection was lost");
  const Tables* const tables = TheDatabase()->Read(SessionOf(connection_.get()));
  if (tables == nullptr) return Lost("no answer");
  Answers answers;
  for (const Step& step : steps) answers.rows.push_back(Answer(*tables, step));
  return answers;
}

Outcome Connection::Transact(std::vector<Step> steps, Duration timeout) {
  if (!alive()) return {.why = "PostgreSQL: the connection was lost"};
  const std::shared_ptr<Request> request = RequestOf(steps);
  if (!TheDatabase()->Transact(SessionOf(connection_.get()), request, timeout)) {
    return {.why = std::string(Message(Lost("no answer")))};
  }
  switch (request->end) {
    case Request::End::kCommitted:
      return {.fate = Outcome::Fate::kCommitted, .rows = RowsOf(*request)};
    case Request::End::kFailed: {
      SqlError error = MakeError(*request);
      std::string why = error.Text();
      return {.fate = Outcome::Fate::kRolledBack, .error = std::move(error), .why = std::move(why)};
    }
    default:
      return {.why = std::string(Message(Lost("01000: the wait was cancelled")))};
  }
}

}  // namespace samlad::store::postgres
