// SPDX-License-Identifier: EUPL-1.2
//
// What the parts of pages say.

#ifndef SAMLAD_CLIENTS_WEB_PAGES_PARTS_WORDS_H_
#define SAMLAD_CLIENTS_WEB_PAGES_PARTS_WORDS_H_

#include "clients/web/session/visit.h"

namespace samlad::web::parts {

inline constexpr Phrase kPlace{"Plats", "Place"};
inline constexpr Phrase kSeverity{"Grad", "Severity"};
inline constexpr Phrase kFinding{"Anmärkning", "Finding"};
inline constexpr Phrase kFix{"Åtgärd", "Fix"};
inline constexpr Phrase kError{"Fel", "Error"};
inline constexpr Phrase kWarning{"Varning", "Warning"};
inline constexpr Phrase kInfo{"Upplysning", "Information"};
inline constexpr Phrase kPlaces{"på $0 ställen", "in $0 places"};

// Kinds of organisations.
inline constexpr Phrase kKindBoard{"styrelse eller utskott", "board or committee"};
inline constexpr Phrase kKindAudit{"revision", "auditors"};
inline constexpr Phrase kKindOffice{"kontor", "office"};
inline constexpr Phrase kKindDepartment{"förvaltning", "department"};
inline constexpr Phrase kKindCompany{"bolag", "company"};
inline constexpr Phrase kKindFederation{"kommunalförbund", "municipal federation"};
inline constexpr Phrase kKindPartner{"förening eller partner", "association or partner"};
inline constexpr Phrase kKindAuthority{"myndighet eller universitet", "authority or university"};

}  // namespace samlad::web::parts

#endif  // SAMLAD_CLIENTS_WEB_PAGES_PARTS_WORDS_H_
