// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/head_watch.h"

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/exchange/refusal.h"

namespace samlad::exchange {

absl::Status HeadWatch::Confirm(Time now) {
  if (absl::Status confirmed = log_.ConfirmHead(); !confirmed.ok()) return confirmed;
  confirmed_at_ = now;
  return absl::OkStatus();
}

absl::Status HeadWatch::Check(Time now) const {
  if (now - confirmed_at_.load() <= limits::kHeadUnconfirmedMax) return absl::OkStatus();
  return HeadUnconfirmed();
}

}  // namespace samlad::exchange
