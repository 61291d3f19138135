// SPDX-License-Identifier: EUPL-1.2

#include "gateway/service/guard/quota.h"

#include <algorithm>
#include <utility>

#include "absl/hash/hash.h"
#include "gateway/base/status_metadata.h"
#include "gateway/base/strings.h"
#include "gateway/service/guard/error_details.h"

namespace samlad::service {
namespace {

// A call is let through at one token, so its wait is up to a second longer.
static_assert(limits::kQuotaDebtMax + std::chrono::seconds(1) <= limits::kClientRetryDelayMax);

BucketSize OfSeconds(double rate) {
  return {.per_second = rate,
          .capacity = rate * limits::kQuotaBurstSeconds,
          .debt_max = rate * static_cast<double>(limits::kQuotaDebtMax.count())};
}

BucketSize CallsOf(const QuotaLimits& limits) { return OfSeconds(limits.calls_per_second); }

BucketSize BytesOf(const QuotaLimits& limits) {
  return OfSeconds(static_cast<double>(limits.bytes_per_second));
}

// None of its debt is forgiven, because stored bytes stay.
BucketSize StoredOf(const QuotaLimits& limits) {
  constexpr std::chrono::seconds kDay = std::chrono::hours(24);
  const auto a_day = static_cast<double>(limits.stored_bytes_per_day);
  return {.per_second = a_day / static_cast<double>(kDay.count()), .capacity = a_day};
}

absl::Status Exceeded(std::string_view organisation, std::string_view quota, uint64_t limit,
                      std::chrono::milliseconds wait) {
  absl::Status status =
      WithReason(absl::ResourceExhaustedError(
                     StrCat("'", organisation, "' has used its quota ", quota, " of ", limit,
                            "; nothing was done; send the same again after ", wait.count(), " ms")),
                 "QUOTA_EXCEEDED");
  status = WithMetadata(std::move(status),
                        {{"organisation", organisation}, {"quota", quota}, {"limit", limit}});
  return WithRetryDelay(std::move(status), wait);
}

}  // namespace

Quotas::Account::Account(const QuotaLimits& limits, Time now)
    : calls(CallsOf(limits), now), bytes(BytesOf(limits), now), stored(StoredOf(limits), now) {}

StreamPlace::StreamPlace(StreamPlace&& other) noexcept
    : quotas_(std::exchange(other.quotas_, nullptr)),
      organisation_(std::move(other.organisation_)) {}

StreamPlace::~StreamPlace() {
  if (quotas_ != nullptr) quotas_->CloseStream(organisation_);
}

Quotas::Quotas(const QuotaLimits& limits) { SetLimits(limits); }

void Quotas::SetLimits(const QuotaLimits& limits) {
  for (Shard& shard : shards_) {
    MutexLock lock(shard.mutex);
    shard.limits = limits;
  }
}

Quotas::Shard& Quotas::ShardOf(std::string_view organisation) {
  return shards_[absl::Hash<absl::string_view>()(ToAbsl(organisation)) % kShards];
}

Quotas::Account& Quotas::AccountOf(Shard& shard, std::string_view organisation, Time now) {
  const auto known = shard.accounts.find(ToAbsl(organisation));
  if (known != shard.accounts.end()) return known->second;
  return shard.accounts.try_emplace(std::string(organisation), shard.limits, now).first->second;
}

Quotas::Account& Quotas::FilledAccountOf(Shard& shard, std::string_view organisation, Time now) {
  Account& account = AccountOf(shard, organisation, now);
  account.calls.Fill(CallsOf(shard.limits), now);
  account.bytes.Fill(BytesOf(shard.limits), now);
  return account;
}

absl::Status Quotas::TakeCall(std::string_view organisation, size_t request_bytes, Time now) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  Account& account = FilledAccountOf(shard, organisation, now);
  const BucketSize calls = CallsOf(shard.limits);
  const BucketSize bytes = BytesOf(shard.limits);
  const bool in_debt = account.bytes.tokens() < 0;
  account.bytes.Take(bytes, static_cast<double>(request_bytes));
  account.use.bytes += request_bytes;
  const auto wait = std::max(account.calls.WaitFor(calls, 1), account.bytes.WaitFor(bytes, 0));
  if (account.calls.tokens() < 1) {
    ++account.use.refused;
    return Exceeded(organisation, "calls_per_second", shard.limits.calls_per_second, wait);
  }
  if (in_debt) {
    ++account.use.refused;
    return Exceeded(organisation, "bytes_per_second", shard.limits.bytes_per_second, wait);
  }
  account.calls.Take(calls, 1);
  ++account.use.calls;
  return absl::OkStatus();
}

void Quotas::CountCall(std::string_view organisation, size_t request_bytes, Time now) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  Account& account = FilledAccountOf(shard, organisation, now);
  account.calls.Take(CallsOf(shard.limits), 1);
  account.bytes.Take(BytesOf(shard.limits), static_cast<double>(request_bytes));
  ++account.use.calls;
  account.use.bytes += request_bytes;
}

void Quotas::TakeBytes(std::string_view organisation, size_t bytes, Time now) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  const auto known = shard.accounts.find(ToAbsl(organisation));
  if (known == shard.accounts.end()) return;
  const BucketSize size = BytesOf(shard.limits);
  known->second.bytes.Fill(size, now);
  known->second.bytes.Take(size, static_cast<double>(bytes));
  known->second.use.bytes += bytes;
}

absl::Status Quotas::CheckStored(std::string_view organisation, size_t payload_bytes, Time now) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  Account& account = AccountOf(shard, organisation, now);
  const BucketSize size = StoredOf(shard.limits);
  account.stored.Fill(size, now);
  // An entry larger than the quota passes on a full bucket, else it never would.
  const double needed = std::min(static_cast<double>(payload_bytes + kEntryBytes), size.capacity);
  if (account.stored.tokens() >= needed) return absl::OkStatus();
  ++account.use.refused;
  return Exceeded(organisation, "stored_bytes_per_day", shard.limits.stored_bytes_per_day,
                  account.stored.WaitFor(size, needed));
}

void Quotas::TakeStored(std::string_view organisation, size_t payload_bytes, Time now) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  const auto known = shard.accounts.find(ToAbsl(organisation));
  if (known == shard.accounts.end()) return;
  const BucketSize size = StoredOf(shard.limits);
  known->second.stored.Fill(size, now);
  known->second.stored.Take(size, static_cast<double>(payload_bytes + kEntryBytes));
  known->second.use.stored_bytes += payload_bytes + kEntryBytes;
}

absl::StatusOr<StreamPlace> Quotas::OpenStream(std::string_view organisation, Time now) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  Account& account = AccountOf(shard, organisation, now);
  if (account.streams >= shard.limits.streams) {
    ++account.use.refused;
    // It is not known when one of them will end.
    return Exceeded(organisation, "streams", shard.limits.streams, limits::kStreamRecheckInterval);
  }
  ++account.streams;
  return StreamPlace(*this, std::string(organisation));
}

void Quotas::CloseStream(std::string_view organisation) {
  Shard& shard = ShardOf(organisation);
  MutexLock lock(shard.mutex);
  --shard.accounts.find(ToAbsl(organisation))->second.streams;
}

std::vector<QuotaUse> Quotas::Read() const {
  std::vector<QuotaUse> uses;
  for (const Shard& shard : shards_) {
    MutexLock lock(shard.mutex);
    for (const auto& [organisation, account] : shard.accounts) {
      QuotaUse& use = uses.emplace_back(account.use);
      use.organisation = organisation;
      use.streams = account.streams;
    }
  }
  std::ranges::sort(uses, {}, &QuotaUse::organisation);
  return uses;
}

}  // namespace samlad::service
