// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/pages/clock.h"

#include <string>

#include "clients/reporting/gateway_clock.h"
#include "gateway/domain/values/date.h"
#include "gateway/ledger/note.h"

namespace samlad::web {
namespace {

// The log's name says whether it is a demonstration.
std::string NameOfLog(const Visit& visit) {
  if (visit.log_key != nullptr) return visit.log_key->name();
  const auto checkpoint = visit.gateway.GetCheckpoint();
  return checkpoint.ok() ? checkpoint->checkpoint() : "";  // its first line
}

}  // namespace

int64_t GatewayNow(const Visit& visit) {
  return reporting::GatewayClock(visit.gateway, NameOfLog(visit), visit.now_ms);
}

std::chrono::sys_days GatewayToday(const Visit& visit) {
  return domain::DayOf(GatewayNow(visit), visit.catalogue->catalogue().time_zone());
}

}  // namespace samlad::web
