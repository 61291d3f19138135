// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/scanner.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/store/postgres/bounds.h"

namespace samlad::store::postgres {
namespace {

constexpr Link::Prepared kReads[] = {
    // Bounded by what the rows before one hold, so that the first is always read.
    {"entries",
     "SELECT position, header, payload, salt, receipt, key FROM ("
     "SELECT *, sum(octet_length(header) + octet_length(payload) + octet_length(receipt)) "
     "OVER (ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before "
     "FROM samlad.entry WHERE position >= $1::bigint AND position < $2::bigint) AS piece "
     "WHERE coalesce(before, 0) < $3::bigint ORDER BY position"},
    {"notes",
     "SELECT size, note FROM samlad.batch WHERE size > $1::bigint AND size <= $2::bigint "
     "ORDER BY size LIMIT $3::bigint"},
    {"size", "SELECT size FROM samlad.head"},
    {"sizes",
     "SELECT size, (SELECT coalesce(max(position) + 1, 0) FROM samlad.entry), "
     "(SELECT coalesce(max(size), 0) FROM samlad.batch) FROM samlad.head"}};

absl::Status Missing(uint64_t position) {
  return absl::DataLossError(
      StrCat("position ", position, " is missing from the database: restore a backup"));
}

Record RecordOf(const Rows& rows, int row) {
  return {.header = std::string(rows.Bytes(row, 1)),
          .payload = std::string(rows.Bytes(row, 2)),
          .salt = std::string(rows.Bytes(row, 3)),
          .receipt = std::string(rows.Bytes(row, 4)),
          .key = std::string(rows.Bytes(row, 5))};
}

}  // namespace

Scanner::Scanner(const PostgresOptions& options, std::shared_ptr<Timeline> timeline)
    : link_(options, {std::begin(kReads), std::end(kReads)}, std::move(timeline)) {}

absl::StatusOr<Rows> Scanner::Ask(const Step& step) {
  absl::Status failed;
  for (int i = 0; i < 2; ++i) {
    const absl::StatusOr<Connection*> connection = link_.Get();
    if (!connection.ok()) return connection.status();
    absl::StatusOr<Answers> answers =
        (*connection)->Run(std::span(&step, 1), limits::kPostgresAnswerTimeout);
    if (answers.ok() && !answers->error.has_value()) return std::move(answers->rows.front());
    if (answers.ok()) return answers->error->ToStatus();
    failed = answers.status();
    link_.Drop();
  }
  return failed;
}

absl::StatusOr<uint64_t> Scanner::Size() {
  const absl::StatusOr<Rows> rows = Ask({.name = "size"});
  if (!rows.ok()) return rows.status();
  if (rows->count() != 1) return absl::DataLossError("samlad.head has no row");
  return rows->Integer(0, 0);
}

absl::StatusOr<std::vector<Record>> Scanner::Entries(uint64_t begin, uint64_t end) {
  end = std::min(end, begin + limits::kPostgresScanEntries);
  const absl::StatusOr<Rows> rows = Ask({.name = "entries",
                                         .values = {Value::Integer(begin), Value::Integer(end),
                                                    Value::Integer(limits::kScanBytesMax)}});
  if (!rows.ok()) return rows.status();
  std::vector<Record> records;
  for (int row = 0; row < rows->count(); ++row) {
    if (rows->Integer(row, 0) != begin + records.size()) break;
    records.push_back(RecordOf(*rows, row));
  }
  if (records.size() < static_cast<size_t>(rows->count()) || records.empty()) {
    return Missing(begin + records.size());
  }
  return records;
}

absl::StatusOr<std::vector<SizedNote>> Scanner::Notes(uint64_t after, uint64_t end) {
  const absl::StatusOr<Rows> rows = Ask({.name = "notes",
                                         .values = {Value::Integer(after), Value::Integer(end),
                                                    Value::Integer(limits::kPostgresScanEntries)}});
  if (!rows.ok()) return rows.status();
  std::vector<SizedNote> notes;
  for (int row = 0; row < rows->count(); ++row) {
    notes.push_back({rows->Integer(row, 0), std::string(rows->Bytes(row, 1))});
  }
  return notes;
}

absl::StatusOr<uint64_t> Scanner::GreatestSize() {
  const absl::StatusOr<Rows> rows = Ask({.name = "sizes"});
  if (!rows.ok()) return rows.status();
  if (rows->count() != 1) return absl::DataLossError("samlad.head has no row");
  return std::max({rows->Integer(0, 0), rows->Integer(0, 1), rows->Integer(0, 2)});
}

absl::Status Scanner::CheckSize() {
  const absl::StatusOr<Rows> rows = Ask({.name = "sizes"});
  if (!rows.ok()) return rows.status();
  if (rows->count() != 1) return absl::DataLossError("samlad.head has no row");
  const uint64_t head = rows->Integer(0, 0);
  const uint64_t entries = rows->Integer(0, 1);
  const uint64_t batches = rows->Integer(0, 2);
  if (head == entries && head == batches) return absl::OkStatus();
  return absl::DataLossError(StrCat("the head names ", head, " entries, the database holds ",
                                    entries, ", its last checkpoint is of ", batches,
                                    ": restore a backup"));
}

}  // namespace samlad::store::postgres
