// SPDX-License-Identifier: EUPL-1.2
//
// The handlers of the pages of auditors and administrators.

#ifndef SAMLAD_CLIENTS_WEB_AUDIT_PAGES_H_
#define SAMLAD_CLIENTS_WEB_AUDIT_PAGES_H_

#include "clients/web/session/visit.h"

namespace samlad::web::audit {

// Files that are verified offline.
Response ShowVerifyForm(Visit& visit);
Response PostVerify(Visit& visit);

// The log: newest checkpoint, an entry's proof, the log as of a day.
Response ShowLog(Visit& visit);
Response PostConsistency(Visit& visit);
Response GetProofFile(Visit& visit);
Response GetCheckpointFile(Visit& visit);

// Who may call, and who no longer.
Response ShowSystems(Visit& visit);
Response PostRevocation(Visit& visit);
Response PostReinstatement(Visit& visit);

}  // namespace samlad::web::audit

#endif  // SAMLAD_CLIENTS_WEB_AUDIT_PAGES_H_
