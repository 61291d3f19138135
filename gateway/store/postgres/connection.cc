// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/connection.h"

#include <poll.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include "gateway/base/strings.h"
#include "gateway/store/postgres/bounds.h"
#include "gateway/store/postgres/durability.h"

namespace samlad::store::postgres {
namespace {

constexpr int kServerVersionMin = 140'000;  // client_connection_check_interval
constexpr int kTransactionTimeoutSince = 170'000;
constexpr int kBinary = 1;

std::string Milliseconds(std::chrono::milliseconds time) { return StrCat(time.count()); }

// The session's settings. What may end a wait is set on the server, too, so that a
// gateway that is gone without a word leaves no lock behind.
std::vector<std::pair<std::string, std::string>> Settings() {
  return {{"synchronous_commit", "on"},
          {"client_min_messages", "warning"},
          {"search_path", "pg_catalog"},
          {"bytea_output", "hex"},
          {"lock_timeout", Milliseconds(limits::kPostgresLockTimeout)},
          {"statement_timeout", Milliseconds(limits::kPostgresAnswerTimeout)},
          {"idle_in_transaction_session_timeout", Milliseconds(limits::kPostgresAnswerTimeout)},
          {"client_connection_check_interval", "1000"},
          {"tcp_user_timeout", Milliseconds(limits::kPostgresUserTimeout)},
          {"tcp_keepalives_idle", "5"},
          {"tcp_keepalives_interval", "2"},
          {"tcp_keepalives_count", "3"}};
}

std::string SettingsSql(int server_version) {
  auto settings = Settings();
  // A gateway that is halted in the middle of a batch keeps the head locked.
  if (server_version >= kTransactionTimeoutSince) {
    settings.emplace_back("transaction_timeout", Milliseconds(2 * limits::kPostgresAnswerTimeout));
  }
  std::string sql = "SELECT ";
  for (const auto& [name, value] : settings) {
    StrAppend(&sql, sql.ends_with(' ') ? "" : ", ", "set_config('", name, "', '", value,
              "', false)");
  }
  return sql;
}

// Our own ends of waits, over what the URI says.
std::map<std::string, std::string> ParametersOf(const PostgresOptions& options,
                                                const PostgresOptions::Host& host) {
  std::map<std::string, std::string> parameters = options.parameters;
  parameters.insert_or_assign("host", host.host);
  if (!host.port.empty()) parameters.insert_or_assign("port", host.port);
  parameters.insert_or_assign("connect_timeout", StrCat(limits::kPostgresConnectTimeout.count()));
  parameters.insert_or_assign("tcp_user_timeout", Milliseconds(limits::kPostgresUserTimeout));
  parameters.insert_or_assign("keepalives_idle", "5");
  parameters.insert_or_assign("keepalives_interval", "2");
  parameters.insert_or_assign("keepalives_count", "3");
  parameters.insert_or_assign("client_encoding", "UTF8");
  parameters.try_emplace("application_name", "samlad-gateway");
  return parameters;
}

std::string ErrorOf(PGconn* connection) {
  std::string text = PQerrorMessage(connection);
  while (text.ends_with('\n')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

Connection::Connection(PGconn* connection)
    : connection_(connection, &PQfinish), warning_(std::make_unique<std::string>()) {
  PQsetNoticeReceiver(connection, &KeepNotice, warning_.get());
}

void Connection::KeepNotice(void* warning, const PGresult* notice) {
  const SqlError said(notice);
  if (said.IsWarning()) *static_cast<std::string*>(warning) = said.Text();
}

absl::StatusOr<Connection> Connection::Open(const PostgresOptions& options,
                                            const PostgresOptions::Host& host) {
  std::vector<const char*> keys;
  std::vector<const char*> values;
  const std::map<std::string, std::string> parameters = ParametersOf(options, host);
  for (const auto& [key, value] : parameters) {
    keys.push_back(key.c_str());
    values.push_back(value.c_str());
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  PGconn* const opened = PQconnectdbParams(keys.data(), values.data(), /*expand_dbname=*/0);
  if (opened == nullptr) return absl::UnavailableError("PostgreSQL: no memory to connect");
  Connection connection(opened);
  if (PQstatus(opened) != CONNECTION_OK) return connection.Lost(ErrorOf(opened));
  if (absl::Status ready = connection.SetUp(options); !ready.ok()) return ready;
  return connection;
}

absl::Status Connection::SetUp(const PostgresOptions& options) {
  PGconn* const connection = connection_.get();
  if (PQserverVersion(connection) < kServerVersionMin) {
    return absl::FailedPreconditionError(StrCat("PostgreSQL ", PQserverVersion(connection) / 10'000,
                                                " is too old; the gateway needs 14 or later"));
  }
  if (PQsetnonblocking(connection, 1) != 0 || PQenterPipelineMode(connection) != 1) {
    return Lost(ErrorOf(connection));
  }
  const Step set[] = {{.sql = SettingsSql(PQserverVersion(connection))}};
  const absl::StatusOr<Answers> answers = Run(set, limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) {
    return absl::FailedPreconditionError(
        StrCat("PostgreSQL refuses a setting of the session: ", answers->error->Text()));
  }
  return CheckServer(options.synchronous_standbys);
}

absl::Status Connection::CheckServer(uint32_t standbys) {
  // The name of a file of its log begins with the timeline, in eight hexadecimal digits.
  const Step shown[] = {{.sql = "SELECT current_setting('fsync'), "
                                "current_setting('full_page_writes'), "
                                "current_setting('synchronous_standby_names'), "
                                "('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))"
                                "::bit(32)::bigint"}};
  const absl::StatusOr<Answers> answers = Run(shown, limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) return answers->error->ToStatus();
  const Rows& rows = answers->rows[0];
  timeline_ = rows.Integer(0, 3);
  return CheckDurability({.fsync = rows.Bytes(0, 0),
                          .full_page_writes = rows.Bytes(0, 1),
                          .synchronous_standby_names = rows.Bytes(0, 2)},
                         standbys);
}

// Between statements, a peer that is gone shows as an end of file, and a server
// that stops says so first.
bool Connection::IsOpen() {
  if (!alive()) return false;
  pollfd socket = {.fd = PQsocket(connection_.get()), .events = POLLIN, .revents = 0};
  if (::poll(&socket, 1, 0) == 0) return true;
  if (PQconsumeInput(connection_.get()) != 1 || PQstatus(connection_.get()) != CONNECTION_OK) {
    Lost("the server closed the connection").IgnoreError();
    return false;
  }
  return true;
}

absl::Status Connection::Prepare(const char* name, const char* sql) {
  if (!alive() || PQsendPrepare(connection_.get(), name, sql, 0, nullptr) != 1 ||
      PQpipelineSync(connection_.get()) != 1) {
    return Lost("a statement could not be prepared");
  }
  const absl::StatusOr<Answers> answers =
      Collect(1, std::chrono::steady_clock::now() + limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) return answers->error->ToStatus();
  return absl::OkStatus();
}

bool Connection::Send(const Step& step) {
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const Value& value : step.values) {
    values.push_back(value.data());
    lengths.push_back(value.size());
  }
  const std::vector<int> formats(values.size(), kBinary);
  const int count = static_cast<int>(values.size());
  if (step.sql.empty()) {
    return PQsendQueryPrepared(connection_.get(), step.name, count, values.data(), lengths.data(),
                               formats.data(), kBinary) == 1;
  }
  return PQsendQueryParams(connection_.get(), step.sql.c_str(), count, nullptr, values.data(),
                           lengths.data(), formats.data(), kBinary) == 1;
}

absl::StatusOr<Answers> Connection::Run(std::span<const Step> steps, Duration timeout) {
  if (!alive()) return absl::UnavailableError("PostgreSQL: the connection was lost");
  const Time deadline = std::chrono::steady_clock::now() + timeout;
  for (const Step& step : steps) {
    if (!Send(step)) return Lost(ErrorOf(connection_.get()));
  }
  if (PQpipelineSync(connection_.get()) != 1) return Lost(ErrorOf(connection_.get()));
  return Collect(steps.size(), deadline);
}

absl::StatusOr<Answers> Connection::Collect(size_t statements, Time deadline) {
  Answers answers;
  for (size_t i = 0; i < statements; ++i) {
    absl::StatusOr<PGresult*> result = Next(deadline);
    if (!result.ok()) return result.status();
    if (*result == nullptr) return Lost("PostgreSQL answered fewer statements than were sent");
    Rows rows(*result);
    const ExecStatusType status = PQresultStatus(rows.get());
    if (status == PGRES_FATAL_ERROR) answers.error.emplace(rows.get());
    if (answers.error.has_value() && answers.error->EndsSession()) {
      return Lost(answers.error->Text());
    }
    if (!answers.error.has_value()) answers.rows.push_back(std::move(rows));
    const absl::StatusOr<PGresult*> end = Next(deadline);
    if (!end.ok()) return end.status();
    if (*end != nullptr) return Lost("PostgreSQL answered more than was asked");
  }
  absl::StatusOr<PGresult*> sync = Next(deadline);
  if (!sync.ok()) return sync.status();
  const Rows last(*sync);
  if (PQresultStatus(last.get()) == PGRES_PIPELINE_SYNC) return answers;
  return Lost(last.get() == nullptr ? "the pipeline did not end" : SqlError(last.get()).Text());
}

absl::StatusOr<PGresult*> Connection::Next(Time deadline) {
  while (PQisBusy(connection_.get()) == 1) {
    if (absl::Status waited = Await(deadline); !waited.ok()) return waited;
  }
  return PQgetResult(connection_.get());
}

// Also sends what does not fit the socket's buffer, while answers are taken: else
// both sides could wait for each other.
absl::Status Connection::Await(Time deadline) {
  const int unsent = PQflush(connection_.get());
  if (unsent < 0) return Lost(ErrorOf(connection_.get()));
  pollfd socket = {.fd = PQsocket(connection_.get()),
                   .events = static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)),
                   .revents = 0};
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  if (left.count() <= 0) return Lost("PostgreSQL did not answer in time");
  const int ready = ::poll(&socket, 1, static_cast<int>(left.count()));
  if (ready < 0 && errno != EINTR) return Lost(std::strerror(errno));
  if (ready <= 0) return absl::OkStatus();
  if ((socket.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_.get()) != 1) {
    return Lost(ErrorOf(connection_.get()));
  }
  return absl::OkStatus();
}

absl::Status Connection::Lost(std::string_view why) {
  absl::Status lost = absl::UnavailableError(StrCat("PostgreSQL: ", why));
  connection_.reset();
  return lost;
}

Outcome Connection::Transact(std::vector<Step> steps, Duration timeout) {
  steps.insert(steps.begin(), {.sql = "BEGIN"});
  steps.push_back({.sql = "COMMIT"});
  warning_->clear();
  absl::StatusOr<Answers> answers = Run(steps, timeout);
  if (!answers.ok()) return {.why = std::string(Message(answers.status()))};
  if (!warning_->empty()) {
    Lost(*warning_).IgnoreError();
    return {.why = StrCat("PostgreSQL warned as it committed: ", *warning_)};
  }
  const size_t done = answers->rows.size();
  if (!answers->error.has_value()) {
    // Of a transaction that had failed before, COMMIT says that it rolled back.
    if (std::string_view(PQcmdStatus(const_cast<PGresult*>(answers->rows.back().get()))) !=
        "COMMIT") {
      Lost("COMMIT did not commit").IgnoreError();
      return {.fate = Outcome::Fate::kRolledBack, .why = "COMMIT did not commit"};
    }
    answers->rows.erase(answers->rows.begin());
    answers->rows.pop_back();
    return {.fate = Outcome::Fate::kCommitted, .rows = std::move(answers->rows)};
  }
  if (done + 1 == steps.size() && !answers->error->IsRollback()) {
    Lost(answers->error->Text()).IgnoreError();
    return {.why = answers->error->Text()};
  }
  const Step rollback[] = {{.sql = "ROLLBACK"}};
  // Where it fails the connection is gone, and the transaction with it.
  Run(rollback, timeout).IgnoreError();
  return {
      .fate = Outcome::Fate::kRolledBack, .error = answers->error, .why = answers->error->Text()};
}

}  // namespace samlad::store::postgres
