// SPDX-License-Identifier: EUPL-1.2
//
// Organisations, what their systems may do, and who of them is revoked. Pure.

#ifndef SAMLAD_CLIENTS_WEB_AUDIT_SYSTEMS_H_
#define SAMLAD_CLIENTS_WEB_AUDIT_SYSTEMS_H_

#include <map>
#include <string>

#include "clients/board/html.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/identity_service.pb.h"

namespace samlad::web::audit {

// When each organisation's newest report in force was accepted, milliseconds since the
// Unix epoch.
using LastReports = std::map<std::string, int64_t, std::less<>>;

// The catalogue's organisations that pass the filter.
void AddOrganisations(const Visit& visit, const v1::ListRevocationsResponse& revoked,
                      const LastReports& last, board::Html& html);
// The revocations in force, each with the form that lifts it for those who may.
void AddRevocations(const Visit& visit, const v1::ListRevocationsResponse& revoked,
                    board::Html& html);

}  // namespace samlad::web::audit

#endif  // SAMLAD_CLIENTS_WEB_AUDIT_SYSTEMS_H_
