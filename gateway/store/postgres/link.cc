// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/link.h"

#include <string>

#include "gateway/base/strings.h"
#include "gateway/store/postgres/bounds.h"

namespace samlad::store::postgres {
namespace {

// Any number will do that nobody else in the database uses; "SaML".
constexpr char kTakeLock[] = "SELECT pg_advisory_lock(1398885708)::text";

absl::Status TakeLock(Connection& connection) {
  const Step take[] = {{.sql = kTakeLock}};
  const absl::StatusOr<Answers> answers = connection.Run(take, limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (!answers->error.has_value()) return absl::OkStatus();
  return absl::AlreadyExistsError(
      StrCat("another gateway has the log open (", answers->error->Text(), ")"));
}

absl::Status Replaced(const PostgresOptions::Host& host, uint64_t timeline, uint64_t newest) {
  return absl::UnavailableError(
      StrCat("PostgreSQL: the server at ", host.host, " was replaced: it is of timeline ", timeline,
             ", and commits were confirmed in ", newest, "; make it a standby of the new primary"));
}

}  // namespace

absl::StatusOr<Connection> Link::Open(const PostgresOptions::Host& host) const {
  absl::StatusOr<Connection> opened = Connection::Open(options_, host);
  if (!opened.ok()) return opened;
  if (opened->timeline() < timeline_->newest()) {
    return Replaced(host, opened->timeline(), timeline_->newest());
  }
  for (const auto& [name, sql] : statements_) {
    if (absl::Status prepared = opened->Prepare(name, sql); !prepared.ok()) return prepared;
  }
  if (exclusive_) {
    if (absl::Status taken = TakeLock(*opened); !taken.ok()) return taken;
  }
  return opened;
}

absl::StatusOr<Connection*> Link::Get() {
  const bool is_good = connection_.has_value() && connection_->timeline() >= timeline_->newest() &&
                       connection_->IsOpen();
  if (is_good) return &*connection_;
  connection_.reset();
  absl::Status refused;
  std::string why;
  for (size_t tried = 0; tried < options_.hosts.size(); ++tried) {
    const size_t at = (first_ + tried) % options_.hosts.size();
    absl::StatusOr<Connection> opened = Open(options_.hosts[at]);
    if (opened.ok()) {
      first_ = at;
      connection_ = *std::move(opened);
      return &*connection_;
    }
    // What a server that was reached says is worth more than that others were not.
    if (!absl::IsUnavailable(opened.status())) refused = opened.status();
    StrAppend(&why, why.empty() ? "" : "; ", Message(opened.status()));
  }
  return refused.ok() ? absl::UnavailableError(why) : refused;
}

void Link::Drop() {
  connection_.reset();
  first_ = (first_ + 1) % options_.hosts.size();
}

void Link::NoteCommit() {
  if (connection_.has_value()) timeline_->Raise(connection_->timeline());
}

}  // namespace samlad::store::postgres
