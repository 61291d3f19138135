// SPDX-License-Identifier: EUPL-1.2
//
// The quotas of each organisation, so that none takes the gateway from the
// others: token buckets of calls, bytes and stored bytes, and a number of
// streams.

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_QUOTA_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_QUOTA_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/limits.h"
#include "gateway/base/mutex.h"
#include "gateway/service/guard/token_bucket.h"

namespace samlad::service {

// Of each organisation; see gateway/app/config.proto. None is zero.
struct QuotaLimits {
  uint32_t calls_per_second = limits::kQuotaCallsPerSecond;
  uint64_t bytes_per_second = limits::kQuotaBytesPerSecond;
  uint32_t streams = limits::kQuotaStreams;
  uint64_t stored_bytes_per_day = limits::kQuotaStoredBytesPerDay;
};

// The use of one organisation since the start, for metrics.
struct QuotaUse {
  std::string organisation;
  uint64_t calls = 0, bytes = 0, stored_bytes = 0;
  uint64_t refused = 0;  // calls, streams and entries
  uint32_t streams = 0;  // open now
};

class Quotas;

// A place among an organisation's streams, given back on destruction.
class StreamPlace {
 public:
  StreamPlace(StreamPlace&& other) noexcept;
  StreamPlace& operator=(StreamPlace&&) = delete;
  ~StreamPlace();

 private:
  friend class Quotas;
  StreamPlace(Quotas& quotas, std::string organisation)
      : quotas_(&quotas), organisation_(std::move(organisation)) {}

  Quotas* quotas_;  // null: moved from
  std::string organisation_;
};

// Thread-safe; waits for nothing but a short lock. Remembers every organisation
// for good: name only those of the catalogue.
//
// A refusal is RESOURCE_EXHAUSTED with the reason QUOTA_EXCEEDED, the metadata
// "quota" (the field of config.proto) and "limit", and the time after which the
// same is let through.
class Quotas {
 public:
  using Time = TokenBucket::Time;

  explicit Quotas(const QuotaLimits& limits);
  Quotas(const Quotas&) = delete;
  Quotas& operator=(const Quotas&) = delete;

  // Takes effect from the next call on; what was used stays used.
  void SetLimits(const QuotaLimits& limits);

  // Takes a call whose request has so many bytes. Bytes pass as long as there is no
  // debt, so that a message of any size passes once; calls and bytes for
  // limits::kQuotaBurstSeconds may be used at once. The bytes of a refused call
  // are taken too, because they were received. No wait for a debt is longer than
  // limits::kQuotaDebtMax.
  absl::Status TakeCall(std::string_view organisation, size_t request_bytes, Time now);
  // As TakeCall for a call that must not wait: counts it, and never refuses it.
  void CountCall(std::string_view organisation, size_t request_bytes, Time now);
  // Takes bytes that were sent. Ignored for organisations that never called.
  void TakeBytes(std::string_view organisation, size_t bytes, Time now);

  // Bytes of an entry on the disk besides its payload: header, salt, receipt, key,
  // checkpoint. Charged with every entry.
  static constexpr size_t kEntryBytes = 2048;

  // Whether an entry with a payload of so many bytes may be stored. The bucket holds
  // the bytes of one day, and fills in a day.
  absl::Status CheckStored(std::string_view organisation, size_t payload_bytes, Time now);
  // Takes a payload that was stored. Ignored as in TakeBytes.
  void TakeStored(std::string_view organisation, size_t payload_bytes, Time now);

  // A place for a stream. The quotas must outlive it.
  absl::StatusOr<StreamPlace> OpenStream(std::string_view organisation, Time now);

  // By organisation.
  std::vector<QuotaUse> Read() const;

 private:
  friend class StreamPlace;

  struct Account {
    Account(const QuotaLimits& limits, Time now);
    TokenBucket calls, bytes, stored;
    uint32_t streams = 0;
    QuotaUse use;
  };
  // Each guards a part of the organisations, so that few calls meet at a lock.
  struct alignas(64) Shard {
    mutable Mutex mutex;
    QuotaLimits limits SAMLAD_GUARDED_BY(mutex);
    absl::flat_hash_map<std::string, Account> accounts SAMLAD_GUARDED_BY(mutex);
  };
  static constexpr size_t kShards = 16;

  Shard& ShardOf(std::string_view organisation);
  static Account& AccountOf(Shard& shard, std::string_view organisation, Time now)
      SAMLAD_REQUIRES(shard.mutex);
  // With the buckets filled up to `now`.
  static Account& FilledAccountOf(Shard& shard, std::string_view organisation, Time now)
      SAMLAD_REQUIRES(shard.mutex);
  void CloseStream(std::string_view organisation);

  std::array<Shard, kShards> shards_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_QUOTA_H_
