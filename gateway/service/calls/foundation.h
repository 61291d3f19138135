// SPDX-License-Identifier: EUPL-1.2
//
// What the services stand on.

#ifndef SAMLAD_GATEWAY_SERVICE_CALLS_FOUNDATION_H_
#define SAMLAD_GATEWAY_SERVICE_CALLS_FOUNDATION_H_

#include "gateway/exchange/exchange.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/service/calls/executor.h"
#include "gateway/service/guard/call_guard.h"

namespace samlad::service {

// All of it outlives the services and their calls.
struct Foundation {
  exchange::Exchange& exchange;
  CallGuard& guard;
  identity::CertificateCache& certificates;  // as the handshakes fill it
  Executor& readers;
};

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_CALLS_FOUNDATION_H_
