// SPDX-License-Identifier: EUPL-1.2
//
// Which permission each method needs. A method that is not in the table is
// refused, and so is an organisation with none of the permissions named. The
// method itself narrows further what a principal sees. No quota refuses an
// administrator the calls that a revocation takes, because the thief of another
// certificate of the same organisation could use the quota up, and stay.

#ifndef SAMLAD_GATEWAY_SERVICE_GUARD_METHODS_H_
#define SAMLAD_GATEWAY_SERVICE_GUARD_METHODS_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "samlad/v1/catalogue.pb.h"

namespace samlad::service {

// One bit for each v1::Permission.
using Permissions = uint32_t;

template <class... P>
constexpr Permissions AnyOf(P... permissions) {
  return (... | (Permissions{1} << permissions));
}
constexpr bool Has(Permissions set, v1::Permission permission) {
  return (set & AnyOf(permission)) != 0;
}

struct MethodRule {
  std::string_view name;  // "samlad.v1.<service>/<method>"
  Permissions any_of;     // one of these suffices
  // With one of these the call is counted, and no quota of calls or bytes refuses
  // it.
  Permissions never_refused = 0;
};

// An organisation without any permission is known by name only.
inline constexpr Permissions kEveryone =
    AnyOf(v1::PERMISSION_SUBMIT, v1::PERMISSION_READ_OWN, v1::PERMISSION_READ_BOARD,
          v1::PERMISSION_ACKNOWLEDGE, v1::PERMISSION_COORDINATE, v1::PERMISSION_ADMINISTER,
          v1::PERMISSION_AUDIT);
inline constexpr Permissions kViewers =
    AnyOf(v1::PERMISSION_READ_BOARD, v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT);
inline constexpr Permissions kIdentityViewers =
    AnyOf(v1::PERMISSION_ADMINISTER, v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT);

inline constexpr MethodRule kMethods[] = {
    {"samlad.v1.ReportingService/Validate", AnyOf(v1::PERMISSION_SUBMIT)},
    {"samlad.v1.ReportingService/Submit", AnyOf(v1::PERMISSION_SUBMIT)},
    {"samlad.v1.ReportingService/GetReceipt", kEveryone},
    {"samlad.v1.ReportingService/ListReports", AnyOf(v1::PERMISSION_READ_OWN)},
    {"samlad.v1.ReportingService/ListObligations", AnyOf(v1::PERMISSION_READ_OWN)},
    {"samlad.v1.ReportingService/Withdraw", AnyOf(v1::PERMISSION_SUBMIT)},
    {"samlad.v1.CoordinationService/Review", AnyOf(v1::PERMISSION_COORDINATE)},
    {"samlad.v1.CoordinationService/Waive", AnyOf(v1::PERMISSION_COORDINATE)},
    {"samlad.v1.CoordinationService/ImportSeries", AnyOf(v1::PERMISSION_COORDINATE)},
    {"samlad.v1.CoordinationService/Reopen", AnyOf(v1::PERMISSION_COORDINATE)},
    {"samlad.v1.CoordinationService/ClearFigure", AnyOf(v1::PERMISSION_COORDINATE)},
    {"samlad.v1.CoordinationService/PublishEdition", AnyOf(v1::PERMISSION_COORDINATE)},
    {"samlad.v1.CoordinationService/GetRevision",
     AnyOf(v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT, v1::PERMISSION_READ_OWN)},
    {"samlad.v1.BoardService/GetView", kViewers},
    {"samlad.v1.BoardService/ListEditions", kViewers},
    {"samlad.v1.BoardService/GetEdition", kViewers},
    {"samlad.v1.BoardService/GetSeatCertificate",
     AnyOf(v1::PERMISSION_READ_OWN, v1::PERMISSION_AUDIT)},
    {"samlad.v1.BoardService/Acknowledge", AnyOf(v1::PERMISSION_ACKNOWLEDGE)},
    {"samlad.v1.BoardService/ListMissing", kViewers},
    {"samlad.v1.BoardService/GetTrail", kViewers},
    {"samlad.v1.CatalogueService/Get", kEveryone},
    {"samlad.v1.CatalogueService/Plan",
     AnyOf(v1::PERMISSION_COORDINATE, v1::PERMISSION_ADMINISTER)},
    {"samlad.v1.CatalogueService/Apply", AnyOf(v1::PERMISSION_ADMINISTER)},
    {"samlad.v1.LedgerService/GetCheckpoint", kEveryone, AnyOf(v1::PERMISSION_ADMINISTER)},
    {"samlad.v1.LedgerService/GetInclusionProof",
     AnyOf(v1::PERMISSION_READ_OWN, v1::PERMISSION_AUDIT)},
    {"samlad.v1.LedgerService/GetConsistencyProof", kEveryone, AnyOf(v1::PERMISSION_ADMINISTER)},
    {"samlad.v1.LedgerService/GetTreeSize", kEveryone},
    {"samlad.v1.FeedService/WatchFeed", kEveryone},
    {"samlad.v1.IdentityService/Revoke", AnyOf(v1::PERMISSION_ADMINISTER),
     AnyOf(v1::PERMISSION_ADMINISTER)},
    {"samlad.v1.IdentityService/Reinstate", AnyOf(v1::PERMISSION_ADMINISTER)},
    {"samlad.v1.IdentityService/ListRevocations", kIdentityViewers,
     AnyOf(v1::PERMISSION_ADMINISTER)},
};

// Null if it is not in the table.
inline const MethodRule* FindMethod(std::string_view name) {
  const auto found = std::ranges::find(kMethods, name, &MethodRule::name);
  return found == std::end(kMethods) ? nullptr : found;
}

}  // namespace samlad::service

#endif  // SAMLAD_GATEWAY_SERVICE_GUARD_METHODS_H_
