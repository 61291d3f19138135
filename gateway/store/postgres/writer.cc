// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/writer.h"

#include <poll.h>
#include <sys/random.h>

#include <utility>
#include <vector>

#include "gateway/base/strings.h"
#include "gateway/store/postgres/bounds.h"
#include "gateway/store/postgres/durability.h"

namespace samlad::store::postgres {
namespace {

constexpr std::chrono::milliseconds kPause{100};  // between attempts to learn a fate

constexpr Link::Prepared kStatements[] = {
    // NULL, which the table refuses, rather than no row: what follows in the
    // pipeline must fail with it. The settings, because they may change while
    // the session lasts.
    {"grow",
     "UPDATE samlad.head SET size = CASE WHEN size = $1::bigint AND fence = $2::bigint "
     "THEN $3::bigint END RETURNING current_setting('fsync'), current_setting('full_page_writes'), "
     "current_setting('synchronous_standby_names')"},
    {"entry",
     "INSERT INTO samlad.entry (position, header, payload, salt, receipt, key) "
     "VALUES ($1::bigint, $2::bytea, $3::bytea, $4::bytea, $5::bytea, $6::bytea)"},
    {"batch", "INSERT INTO samlad.batch (size, note) VALUES ($1::bigint, $2::bytea)"},
    {"raise_fence", "UPDATE samlad.head SET fence = $1::bigint RETURNING size, fence"},
    {"note", "SELECT note FROM samlad.batch WHERE size = $1::bigint"},
    {"head", "SELECT size, fence FROM samlad.head"}};

uint64_t RandomFence() {
  uint64_t number = 0;
  // Never fails once the system has started.
  while (::getrandom(&number, sizeof(number), 0) != sizeof(number)) {
  }
  return number >> 1;  // bigint has a sign
}

std::vector<Step> StepsOf(const Batch& batch, uint64_t fence) {
  const uint64_t size = batch.position + batch.records.size();
  std::vector<Step> steps;
  steps.reserve(batch.records.size() + 4);
  steps.push_back(
      {.name = "grow",
       .values = {Value::Integer(batch.position), Value::Integer(fence), Value::Integer(size)}});
  uint64_t position = batch.position;
  for (const Record& record : batch.records) {
    steps.push_back({.name = "entry",
                     .values = {Value::Integer(position++), Value::Bytes(record.header),
                                Value::Bytes(record.payload), Value::Bytes(record.salt),
                                Value::Bytes(record.receipt),
                                record.key.empty() ? Value::Null() : Value::Bytes(record.key)}});
  }
  steps.push_back(
      {.name = "batch", .values = {Value::Integer(size), Value::Bytes(batch.checkpoint)}});
  return steps;
}

absl::Status CheckServer(const Rows& settings, uint32_t standbys) {
  return CheckDurability({.fsync = settings.Bytes(0, 0),
                          .full_page_writes = settings.Bytes(0, 1),
                          .synchronous_standby_names = settings.Bytes(0, 2)},
                         standbys);
}

std::string_view NameOf(Outcome::Fate fate) {
  if (fate == Outcome::Fate::kCommitted) return "committed";
  return fate == Outcome::Fate::kRolledBack ? "rolled_back" : "unknown";
}

absl::Status Shorter(uint64_t size, uint64_t confirmed) {
  return absl::DataLossError(
      StrCat("the database has ", size, " entries, but ", confirmed,
             " were confirmed: it was restored, or a standby that had not received them was "
             "promoted"));
}

// That a server refuses what is demanded of it, or that another gateway holds the
// log, may pass; nothing was written.
absl::Status NotNow(const absl::Status& status) { return absl::UnavailableError(status.message()); }

}  // namespace

Writer::Writer(const PostgresOptions& options, std::shared_ptr<Timeline> timeline,
               const StepRecorder& steps)
    : standbys_(options.synchronous_standbys),
      steps_(steps),
      link_(options, {std::begin(kStatements), std::end(kStatements)}, std::move(timeline)) {}

absl::Status Writer::Open() {
  if (absl::Status connected = link_.Get().status(); !connected.ok()) return connected;
  const absl::StatusOr<Head> head = ReadHead();
  if (head.ok()) fence_ = head->fence;
  return head.status();
}

absl::Status Writer::Write(const Batch& batch, uint64_t confirmed) {
  if (absl::Status settled = Settle(); !settled.ok()) return settled;
  for (int i = 0; i < limits::kPostgresAttemptsMax; ++i) {
    if (Verdict verdict = Attempt(batch, confirmed); verdict.has_value()) return *verdict;
  }
  return absl::UnavailableError(why_);
}

Writer::Verdict Writer::Attempt(const Batch& batch, uint64_t confirmed) {
  const absl::StatusOr<Connection*> connection = link_.Get();
  if (!connection.ok()) return NotNow(connection.status());
  const std::string_view note = StepRecorder::NameOf(batch.checkpoint);
  steps_.Record("send ", batch.position, " ", batch.position + batch.records.size(), " ", note);
  const Outcome outcome =
      (*connection)->Transact(StepsOf(batch, fence_), limits::kPostgresAnswerTimeout);
  steps_.Record("end ", note, " ", NameOf(outcome.fate));
  why_ = outcome.why;
  if (outcome.fate == Outcome::Fate::kRolledBack) return JudgeRollback(outcome, batch, confirmed);
  if (outcome.fate == Outcome::Fate::kCommitted) {
    const absl::Status durable = CheckServer(outcome.rows.front(), standbys_);
    if (durable.ok()) {
      link_.NoteCommit();
      return durable;
    }
    why_ = Message(durable);
  }
  return JudgeUnknown(batch);
}

Writer::Verdict Writer::JudgeRollback(const Outcome& outcome, const Batch& batch,
                                      uint64_t confirmed) {
  if (!outcome.error.has_value() || outcome.error->IsConflict()) return std::nullopt;
  if (!outcome.error->IsHeadMoved()) return outcome.error->ToStatus();
  const absl::StatusOr<Head> head = ReadHead();
  if (!head.ok()) return head.status();
  if (head->size < confirmed) return Shorter(head->size, confirmed);
  const bool only_fence = head->size == batch.position && head->fence != fence_;
  fence_ = head->fence;
  if (only_fence) return std::nullopt;
  return absl::AbortedError(StrCat("the batch begins at position ", batch.position,
                                   ", the log has ", head->size, " entries"));
}

Writer::Verdict Writer::JudgeUnknown(const Batch& batch) {
  unknown_ = {.size = batch.position + batch.records.size(), .note = batch.checkpoint};
  const absl::StatusOr<bool> is_there =
      LearnUntil(std::chrono::steady_clock::now() + limits::kPostgresUnknownMax);
  if (!is_there.ok()) {
    return absl::UnknownError(StrCat("whether the batch at position ", batch.position,
                                     " was committed is not known (", why_, "), and ",
                                     Message(is_there.status())));
  }
  if (*is_there) return absl::OkStatus();
  return std::nullopt;
}

absl::Status Writer::Settle() {
  if (!unknown_.has_value()) return absl::OkStatus();
  return Learn().status();
}

absl::StatusOr<bool> Writer::LearnUntil(Time deadline) {
  while (true) {
    absl::StatusOr<bool> learned = Learn();
    if (learned.ok() || std::chrono::steady_clock::now() > deadline) return learned;
    ::poll(nullptr, 0, static_cast<int>(kPause.count()));
  }
}

absl::StatusOr<bool> Writer::Learn() {
  link_.Drop();
  const absl::StatusOr<Connection*> connection = link_.Get();
  if (!connection.ok()) return NotNow(connection.status());
  const Outcome outcome =
      (*connection)
          ->Transact({{.name = "raise_fence", .values = {Value::Integer(RandomFence())}},
                      {.name = "note", .values = {Value::Integer(unknown_->size)}}},
                     limits::kPostgresAnswerTimeout);
  if (outcome.fate != Outcome::Fate::kCommitted) return absl::UnavailableError(outcome.why);
  link_.NoteCommit();
  fence_ = outcome.rows[0].Integer(0, 1);
  const Rows& found = outcome.rows[1];
  const bool is_there = found.count() == 1 && found.Bytes(0, 0) == unknown_->note;
  steps_.Record("learn ", StepRecorder::NameOf(unknown_->note), is_there ? " present" : " absent");
  unknown_.reset();
  return is_there;
}

absl::StatusOr<Writer::Head> Writer::ReadHead() {
  const absl::StatusOr<Connection*> connection = link_.Get();
  if (!connection.ok()) return NotNow(connection.status());
  const Step read[] = {{.name = "head"}};
  const absl::StatusOr<Answers> answers = (*connection)->Run(read, limits::kPostgresAnswerTimeout);
  if (!answers.ok()) return answers.status();
  if (answers->error.has_value()) return answers->error->ToStatus();
  if (answers->rows[0].count() != 1) return absl::DataLossError("samlad.head has no row");
  return Head{.size = answers->rows[0].Integer(0, 0), .fence = answers->rows[0].Integer(0, 1)};
}

}  // namespace samlad::store::postgres
