// SPDX-License-Identifier: EUPL-1.2
//
// The gRPC services of a gateway, and what they share: the guard, the threads
// for long reads, the watchers of the feed.

#ifndef SAMLAD_GATEWAY_APP_SERVICES_H_
#define SAMLAD_GATEWAY_APP_SERVICES_H_

#include "gateway/app/open_log.h"
#include "gateway/base/clock.h"
#include "gateway/base/fair_pool.h"
#include "gateway/exchange/head_watch.h"
#include "gateway/identity/certificate_cache.h"
#include "gateway/service/board_service.h"
#include "gateway/service/calls/feed_hub.h"
#include "gateway/service/calls/foundation.h"
#include "gateway/service/catalogue_service.h"
#include "gateway/service/coordination_service.h"
#include "gateway/service/feed_service.h"
#include "gateway/service/guard/call_guard.h"
#include "gateway/service/guard/quota.h"
#include "gateway/service/identity_service.h"
#include "gateway/service/ledger_service.h"
#include "gateway/service/reporting_service.h"
#include "gateway/telemetry/log.h"
#include "gateway/telemetry/metrics.h"
#include "grpcpp/server_builder.h"

namespace samlad::app {

// The arguments must outlive it, and it must outlive the server that has it.
struct Services {
  Services(OpenLog& open, const exchange::HeadWatch& head, service::Quotas& quotas,
           identity::CertificateCache& certificates, const identity::Vouching& vouching,
           const Clock& wall_clock, telemetry::Log log, telemetry::Metrics& metrics);
  ~Services();

  void Register(grpc::ServerBuilder& builder);

  FairPool readers;
  service::EditionsInMaking editions;
  service::CallGuard guard;
  const service::Foundation foundation;
  service::FeedHub watchers;
  service::ReportingServiceImpl reporting;
  service::BoardServiceImpl board;
  service::CatalogueServiceImpl catalogue;
  service::LedgerServiceImpl ledger;
  service::IdentityServiceImpl identity;
  service::CoordinationServiceImpl coordination;
  service::FeedServiceImpl feed;
};

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_SERVICES_H_
