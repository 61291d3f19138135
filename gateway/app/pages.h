// SPDX-License-Identifier: EUPL-1.2
//
// What the observe port shows: /metrics, /live and /ready.

#ifndef SAMLAD_GATEWAY_APP_PAGES_H_
#define SAMLAD_GATEWAY_APP_PAGES_H_

#include "gateway/app/readiness.h"
#include "gateway/telemetry/http.h"
#include "gateway/telemetry/metrics.h"

namespace samlad::app {

// Both must outlive the pages.
telemetry::HttpPages MakePages(const telemetry::Metrics& metrics, const Readiness& readiness);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_PAGES_H_
