// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/audit/routes.h"

#include "clients/web/audit/pages.h"

namespace samlad::web {
namespace {

constexpr v1::Permission kOverseers[] = {v1::PERMISSION_ADMINISTER, v1::PERMISSION_AUDIT,
                                         v1::PERMISSION_COORDINATE};
constexpr v1::Permission kAdministrators[] = {v1::PERMISSION_ADMINISTER};

// Whoever has a receipt may verify it, and everybody may watch the log.
constexpr Route kAuditRoutes[] = {
    {Method::kGet, "/verify", {}, audit::ShowVerifyForm},
    {Method::kPost, "/verify", {}, audit::PostVerify},
    {Method::kGet, "/log", {}, audit::ShowLog},
    {Method::kPost, "/log/consistency", {}, audit::PostConsistency},
    {Method::kGet, "/log/proof/{position}", {}, audit::GetProofFile},
    {Method::kGet, "/log/checkpoint", {}, audit::GetCheckpointFile},
    {Method::kGet, "/systems", kOverseers, audit::ShowSystems},
    {Method::kPost, "/systems/revoke", kAdministrators, audit::PostRevocation},
    {Method::kPost, "/systems/reinstate", kAdministrators, audit::PostReinstatement},
};

}  // namespace

std::span<const Route> AuditRoutes() { return kAuditRoutes; }

}  // namespace samlad::web
