// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/session/seats.h"

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"
#include "clients/sdk/channel.h"
#include "clients/sdk/tls_probe.h"
#include "clients/web/limits.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

sdk::Client::Options OptionsFor(const GatewayAccess& access, std::string_view chain_pem) {
  sdk::Client::Options options;
  options.verifier = access.verifier;
  options.stop = access.stop;
  options.call_timeout = limits::kCallTime;
  options.retry.attempts_max = limits::kCallAttemptsMax;
  options.retry.examine = [address = access.address,
                           identity = access.identity](const absl::Status& failed) {
    return sdk::ExamineFailure(failed, address, identity, absl::ToUnixMillis(absl::Now()));
  };
  // Each call carries it, and the gateway judges it.
  options.represents = chain_pem;
  return options;
}

bool IsOutOfReach(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

}  // namespace

absl::StatusOr<CatalogueInForce> Seat::Catalogue(int64_t now_ms) {
  {
    MutexLock lock(mutex_);
    const std::chrono::milliseconds age(now_ms - read_ms_);
    if (catalogue_ != nullptr && age <= limits::kCatalogueAgeMax) return catalogue_;
  }
  auto read = client_.GetCatalogue(0);
  MutexLock lock(mutex_);
  if (read.ok()) {
    catalogue_ = std::make_shared<const v1::CatalogueServiceGetResponse>(*std::move(read));
    read_ms_ = now_ms;
  } else if (catalogue_ == nullptr || !IsOutOfReach(read.status())) {
    catalogue_ = nullptr;
    return read.status();
  }
  return catalogue_;
}

absl::StatusOr<std::unique_ptr<Seats>> Seats::Open(GatewayAccess access) {
  auto channel = sdk::OpenChannel(access.address, access.identity);
  if (!channel.ok()) return channel.status();
  return std::unique_ptr<Seats>(new Seats(std::move(access), *std::move(channel)));
}

Seats::Seats(GatewayAccess access, std::shared_ptr<grpc::Channel> channel)
    : access_(std::move(access)), channel_(std::move(channel)) {}

std::shared_ptr<Seat> Seats::Find(std::string_view chain_pem, int64_t now_ms) {
  MutexLock lock(mutex_);
  std::erase_if(seats_, [now_ms](const auto& each) {
    return std::chrono::milliseconds(now_ms - each.second.used_ms) > limits::kClientIdleMax;
  });
  auto found = seats_.find(chain_pem);
  if (found == seats_.end()) {
    if (seats_.size() >= limits::kClientsMax) {
      seats_.erase(std::ranges::min_element(seats_, {},
                                            [](const auto& each) { return each.second.used_ms; }));
    }
    auto seat = std::make_shared<Seat>(sdk::Client(channel_, OptionsFor(access_, chain_pem)));
    found = seats_.emplace(chain_pem, Kept{std::move(seat), now_ms}).first;
  }
  found->second.used_ms = now_ms;
  return found->second.seat;
}

}  // namespace samlad::web
