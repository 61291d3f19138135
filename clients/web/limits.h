// SPDX-License-Identifier: EUPL-1.2
//
// Every limit of samlad-web, in one place. What it sends to the gateway is bounded
// by gateway/base/limits.h besides.

#ifndef SAMLAD_CLIENTS_WEB_LIMITS_H_
#define SAMLAD_CLIENTS_WEB_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace samlad::web::limits {

// Drafts (session/drafts.h).
inline constexpr size_t kDraftsOfOwnerMax = 20;
inline constexpr size_t kDraftBytesOfOwnerMax = 32 << 20;
inline constexpr size_t kDraftBytesMax = 96 << 20;
inline constexpr std::chrono::minutes kDraftAgeMax{30};

}  // namespace samlad::web::limits

#endif  // SAMLAD_CLIENTS_WEB_LIMITS_H_
