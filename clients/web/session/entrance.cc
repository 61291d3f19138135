// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/entrance.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "clients/web/limits.h"
#include "clients/web/session/secret.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

constexpr int64_t kTokenMs = std::chrono::milliseconds(limits::kTokenTime).count();
constexpr int64_t kIntervalMs = std::chrono::milliseconds(limits::kTokenInterval).count();

}  // namespace

Entrance::Entrance(std::function<void(std::string_view)> print)
    : print_(std::move(print)), cookie_(StrCat("samlad-", RandomName())) {}

void Entrance::Offer(int64_t now_ms) {
  MutexLock lock(mutex_);
  const int64_t age_ms = now_ms - printed_ms_;
  if (age_ms < kIntervalMs || (!token_.empty() && age_ms <= kTokenMs)) return;
  token_ = RandomName();
  printed_ms_ = now_ms;
  print_(token_);
}

std::optional<std::string> Entrance::Enter(std::string_view token, int64_t now_ms) {
  MutexLock lock(mutex_);
  if (token_.empty() || !IsSame(token, token_) || now_ms - printed_ms_ > kTokenMs) {
    return std::nullopt;
  }
  token_.clear();
  if (sessions_.size() >= limits::kSessionsMax) sessions_.erase(sessions_.begin());
  sessions_.push_back(RandomName());
  return StrCat(cookie_, "=", sessions_.back(), "; Path=/; HttpOnly; SameSite=Strict");
}

std::optional<std::string> Entrance::SessionOf(const Request& request) const {
  const auto sent = request.cookies.equal_range(cookie_);
  MutexLock lock(mutex_);
  for (auto each = sent.first; each != sent.second; ++each) {
    const auto found = std::ranges::find_if(
        sessions_, [&each](const std::string& known) { return IsSame(known, each->second); });
    if (found != sessions_.end()) return *found;
  }
  return std::nullopt;
}

}  // namespace samlad::web
