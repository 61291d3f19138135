// SPDX-License-Identifier: EUPL-1.2
//
// What every service uses.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_FOUNDATION_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_FOUNDATION_H_

#include <atomic>

#include "gateway/base/clock.h"
#include "gateway/base/fair_pool.h"
#include "gateway/exchange/exchange.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/service/guard/call_guard.h"

namespace samlad::service {

// Editions that are being made, by hand or by rules of the catalogue.
struct EditionsInMaking {
  std::atomic<int> count = 0;          // at most limits::kEditionsInMakingMax
  std::atomic<bool> stopping = false;  // the gateway stops: the work ends, without a result
};

// All of it outlives the services and their calls.
struct Foundation {
  exchange::Exchange& exchange;
  CallGuard& guard;
  identity::CertificateCache& certificates;  // as the handshakes fill it
  FairPool& readers;                         // for reads that take long
  EditionsInMaking& editions;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_FOUNDATION_H_
