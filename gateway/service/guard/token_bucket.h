// SPDX-License-Identifier: EUPL-1.2
//
// A token bucket over a clock that the caller reads: it fills at an even rate
// up to a capacity, and what is used is taken out of it.

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_TOKEN_BUCKET_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_TOKEN_BUCKET_H_

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>

namespace samlad::service {

// How fast a bucket fills, how much it holds, and how far below zero it goes.
struct BucketSize {
  double per_second = 1;
  double capacity = 1;
  double debt_max = std::numeric_limits<double>::infinity();  // none is forgiven
};

// A value; not thread-safe. May be in debt, because use that is known only
// afterwards is taken all the same; the next use waits until the debt is paid. Use
// beyond the largest debt is forgiven.
class TokenBucket {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // Full.
  TokenBucket(const BucketSize& size, Time now) : tokens_(size.capacity), last_(now) {}

  // Fills it up to `now`; a time before the last one counts as the last one. A new
  // size holds from then on.
  void Fill(const BucketSize& size, Time now) {
    const std::chrono::duration<double> passed = std::max(now, last_) - last_;
    last_ = std::max(now, last_);
    Forgive(size);
    tokens_ = std::min(size.capacity, tokens_ + passed.count() * size.per_second);
  }
  void Take(const BucketSize& size, double tokens) {
    tokens_ -= tokens;
    Forgive(size);
  }
  double tokens() const { return tokens_; }

  // Until `tokens` are there, rounded up; zero if they are. More than the
  // capacity are never there: `tokens` is at most that.
  std::chrono::milliseconds WaitFor(const BucketSize& size, double tokens) const {
    const double missing = tokens - tokens_;
    if (missing <= 0) return std::chrono::milliseconds(0);
    return std::chrono::milliseconds(
        static_cast<int64_t>(std::ceil(missing / size.per_second * 1000)));
  }

 private:
  void Forgive(const BucketSize& size) { tokens_ = std::max(tokens_, -size.debt_max); }

  double tokens_;
  Time last_;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_TOKEN_BUCKET_H_
