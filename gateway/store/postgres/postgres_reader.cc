// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/postgres_reader.h"

#include <utility>
#include <vector>

#include "gateway/base/mutex.h"
#include "gateway/store/pieces.h"
#include "gateway/store/postgres/postgres_schema.h"
#include "gateway/store/postgres/scanner.h"

namespace samlad::store {
namespace {

class PostgresReader final : public ReadableLog {
 public:
  explicit PostgresReader(const PostgresOptions& options) : scanner_(options) {}

  absl::Status Open() {
    const MutexLock lock(mutex_);
    const absl::StatusOr<uint64_t> size = scanner_.GreatestSize();
    if (size.ok()) size_ = *size;
    return size.status();
  }

  absl::StatusOr<uint64_t> Size() const override { return size_; }

  absl::Status Read(uint64_t begin, uint64_t end,
                    const std::function<bool(uint64_t, const Record&)>& visit) const override {
    if (absl::Status there = CheckRange(begin, end, size_); !there.ok()) return there;
    return VisitRecords(
        begin, end,
        [this](uint64_t from, uint64_t to) {
          const MutexLock lock(mutex_);
          return scanner_.Entries(from, to);
        },
        visit);
  }

  absl::Status ReadCheckpoints(
      uint64_t after, const std::function<bool(uint64_t, std::string_view)>& visit) const override {
    return VisitNotes(
        after, size_,
        [this](uint64_t from, uint64_t to) {
          const MutexLock lock(mutex_);
          return scanner_.Notes(from, to);
        },
        visit);
  }

 private:
  mutable Mutex mutex_;
  mutable postgres::Scanner scanner_ SAMLAD_GUARDED_BY(mutex_);
  uint64_t size_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ReadableLog>> OpenPostgresReader(const PostgresOptions& options) {
  if (absl::Status schema = CheckPostgresSchema(options); !schema.ok()) return schema;
  auto reader = std::make_unique<PostgresReader>(options);
  if (absl::Status opened = reader->Open(); !opened.ok()) return opened;
  return reader;
}

}  // namespace samlad::store
