// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/confirmer.h"

#include <sys/random.h>

#include <chrono>
#include <iterator>
#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/store/postgres/bounds.h"

namespace samlad::store::postgres {
namespace {

constexpr size_t kIdBytes = 16;

constexpr Link::Prepared kConfirmations[] = {
    {"confirm",
     "INSERT INTO samlad.gateway AS own (id, confirmed, confirmed_at) "
     "VALUES ($1::bytea, 1, now()) "
     "ON CONFLICT (id) DO UPDATE SET confirmed = own.confirmed + 1, confirmed_at = now()"},
    // Rows of processes that have ended.
    {"forget", "DELETE FROM samlad.gateway WHERE confirmed_at < now() - interval '1 day'"},
    {"size", "SELECT size FROM samlad.head"}};

// Of this process: nobody else writes its row.
std::string MakeId() {
  std::string id(kIdBytes, '\0');
  // Never fails once the system has started.
  while (::getrandom(id.data(), id.size(), 0) != static_cast<ssize_t>(id.size())) {
  }
  return id;
}

absl::StatusOr<uint64_t> ReadSize(Connection& connection) {
  const Step read[] = {{.name = "size"}};
  const absl::StatusOr<Answers> answers = connection.Run(read, limits::kPostgresConfirmTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) return answers->error->ToStatus();
  if (answers->rows[0].count() != 1) return absl::DataLossError("samlad.head has no row");
  return answers->rows[0].Integer(0, 0);
}

}  // namespace

Confirmer::Confirmer(const PostgresOptions& options, std::shared_ptr<Timeline> timeline,
                     const StepRecorder& steps)
    : steps_(steps),
      id_(MakeId()),
      link_(options, {std::begin(kConfirmations), std::end(kConfirmations)}, std::move(timeline)) {}

absl::StatusOr<uint64_t> Confirmer::Confirm(uint64_t known) {
  const auto begin = std::chrono::steady_clock::now();
  absl::StatusOr<uint64_t> size = ConfirmOnce(known);
  // That a server has stopped often shows only when it is asked.
  const bool may_repeat =
      std::chrono::steady_clock::now() - begin < limits::kPostgresConfirmTimeout / 2;
  if (absl::IsUnavailable(size.status()) && may_repeat) size = ConfirmOnce(known);
  return size;
}

absl::StatusOr<uint64_t> Confirmer::ConfirmOnce(uint64_t known) {
  const absl::StatusOr<Connection*> opened = link_.Get();
  if (!opened.ok()) return absl::UnavailableError(opened.status().message());
  Connection& connection = **opened;
  if (absl::Status committed = Commit(connection); !committed.ok()) return committed;
  const absl::StatusOr<uint64_t> size = ReadSize(connection);
  if (!size.ok()) return size.status();
  steps_.Record("head ", *size);
  if (*size < known) {
    return absl::DataLossError(
        StrCat("the database has ", *size, " entries, but ", known, " were confirmed"));
  }
  if (*size > known) {
    if (absl::Status committed = Commit(connection); !committed.ok()) return committed;
  }
  return size;
}

absl::Status Confirmer::Commit(Connection& connection) {
  std::vector<Step> steps = {{.name = "confirm", .values = {Value::Bytes(id_)}}};
  // Once: it reads the rows of all, so that at SERIALIZABLE gateways whose commits are slow
  // would make each other's confirmations fail for ever.
  if (!has_forgotten_) steps.push_back({.name = "forget"});
  const Outcome outcome = connection.Transact(std::move(steps), limits::kPostgresConfirmTimeout);
  if (outcome.fate == Outcome::Fate::kCommitted) {
    has_forgotten_ = true;
    link_.NoteCommit();
    steps_.Record("commit");
    return absl::OkStatus();
  }
  if (outcome.fate == Outcome::Fate::kUnknown) link_.Drop();
  return absl::UnavailableError(StrCat("the head could not be confirmed: ", outcome.why));
}

}  // namespace samlad::store::postgres
