// SPDX-License-Identifier: EUPL-1.2
//
// Where the log is kept. An engine keeps entries in order, with their receipts;
// it knows nothing of reports, catalogues or views.

#ifndef SAMLAD_GATEWAY_STORE_STORE_H_
#define SAMLAD_GATEWAY_STORE_STORE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace samlad::store {

// Called with a line for the operator about what was met and lived with.
using Remark = std::function<void(std::string_view line)>;

// One entry as it is kept. What is read is byte for byte what was written.
struct Record {
  std::string header;   // hashed into the log; see samlad.v1.EntryHeader
  std::string payload;  // as received; empty if the kind has none, or after it was erased
  std::string salt;     // 32 bytes; empty after it was erased
  std::string receipt;  // returned to the submitter, byte for byte, on a retry
  std::string key;      // idempotency key; empty if the entry has none
};

// Records that become durable together or not at all.
struct Batch {
  uint64_t position = 0;  // of the first record: the log's size before it
  std::vector<Record> records;
  std::string checkpoint;  // signed note over the log including this batch
};

// What is durable but not yet in the engine's main file, where an engine has
// such a backlog.
struct Backlog {
  uint64_t bytes = 0;              // of the file that holds it
  uint64_t failures = 0;           // failed attempts to work it off, since the start
  uint64_t failures_in_a_row = 0;  // since the last attempt that did not fail
  std::string why;                 // of the last one
  // Since when it could not be worked off wholly; nothing: it could.
  std::optional<std::chrono::steady_clock::time_point> since;
};

// The records of a log, in order. Thread-safe.
class ReadableLog {
 public:
  virtual ~ReadableLog() = default;

  // Number of records; every position below it can be read.
  virtual absl::StatusOr<uint64_t> Size() const = 0;

  // Calls `visit` for records [begin, end) in order, with bounded memory,
  // until it returns false. OUT_OF_RANGE if `end` is beyond Size(); DATA_LOSS,
  // naming the position, if a record is missing or unreadable.
  virtual absl::Status Read(
      uint64_t begin, uint64_t end,
      const std::function<bool(uint64_t position, const Record& record)>& visit) const = 0;

  // Calls `visit` for the batches in order: the log's size after it and its
  // checkpoint. From the first whose size is more than `after` on.
  virtual absl::Status ReadCheckpoints(
      uint64_t after,
      const std::function<bool(uint64_t size, std::string_view checkpoint)>& visit) const = 0;
};

// A durable, append-only, totally ordered sequence of records.
//
// Thread-safe: a process may have any number of readers and one appender.
// Several processes may append to one log where the engine says so; each append
// names the size that it builds on.
class Store : public ReadableLog {
 public:
  // Makes `batch` durable and returns after the engine has confirmed that a
  // crash cannot take it back.
  //   ABORTED             the log's size is not batch.position: another
  //                       appended first. Nothing was written.
  //   ALREADY_EXISTS      a key is taken, where EnforcesUniqueKeys. Nothing was
  //                       written.
  //   RESOURCE_EXHAUSTED  no space left. Nothing was written.
  //   UNAVAILABLE         another program holds the log, or no memory, before
  //                       the commit began. Nothing was written.
  //   UNKNOWN             the commit was begun and its outcome cannot be learned
  //                       now: the batch may be in the log or come to be. Its
  //                       checkpoint must not be shown unless the log is found to
  //                       hold it; the next append learns the outcome first.
  //   DATA_LOSS           the engine no longer knows what is on disk (a sync
  //                       failed), or what it wrote will not be found there (a
  //                       file was moved). The caller must end the process.
  virtual absl::Status Append(const Batch& batch) = 0;

  // Checks whether Append could write now: takes the locks that Append takes,
  // appends nothing, and releases them. Works off a backlog that Append could
  // not. The errors are those of Append, and FAILED_PRECONDITION if the log
  // cannot be written at all.
  virtual absl::Status Probe() = 0;

  // As the last Append or Probe left it. Never waits for the disk.
  virtual Backlog GetBacklog() const { return {}; }

  // As Size, and confirms by a write where others may append: what is returned is
  // the log's size at some moment since the call, and all of it is as durable as
  // what Append confirms. May block.
  //   UNAVAILABLE  it could not be confirmed
  //   DATA_LOSS    the log is shorter than what it confirmed before
  virtual absl::StatusOr<uint64_t> ConfirmSize() const { return Size(); }

  // Who keeps keys unique. True: Append itself refuses a key that an entry has.
  // An engine to which several processes append must, because none of them knows
  // all keys; a process then reads what others appended, and decides again. False:
  // there is one appender, which must not give a key twice.
  virtual bool EnforcesUniqueKeys() const = 0;
};

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_STORE_H_
