// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/coordinator/routes.h"

#include "clients/web/coordinator/pages.h"

namespace samlad::web {
namespace {

constexpr v1::Permission kDeciders[] = {v1::PERMISSION_COORDINATE};
constexpr v1::Permission kReviewers[] = {v1::PERMISSION_COORDINATE, v1::PERMISSION_AUDIT};
constexpr v1::Permission kCataloguers[] = {v1::PERMISSION_COORDINATE, v1::PERMISSION_ADMINISTER};

constexpr Route kCoordinatorRoutes[] = {
    {Method::kGet, "/inbox", kReviewers, coordinator::ShowInbox},
    {Method::kGet, "/review/{position}", kReviewers, coordinator::ShowReview},
    {Method::kPost, "/review/{position}", kDeciders, coordinator::PostReview},
    {Method::kPost, "/review/{position}/clear", kDeciders, coordinator::PostClearing},
    {Method::kGet, "/obligations", kReviewers, coordinator::ShowObligations},
    {Method::kGet, "/obligations/{organisation}/{obligation}/{period}", kReviewers,
     coordinator::ShowDuty},
    {Method::kPost, "/obligations/{organisation}/{obligation}/{period}/waive", kDeciders,
     coordinator::PostWaiver},
    {Method::kPost, "/obligations/{organisation}/{obligation}/{period}/reopen", kDeciders,
     coordinator::PostReopening},
    {Method::kGet, "/catalogue", {}, coordinator::ShowCatalogue},
    {Method::kGet, "/catalogue/part/{part}", {}, coordinator::ShowCatalogue},
    {Method::kGet, "/catalogue/file", {}, coordinator::GetCatalogueFile},
    {Method::kGet, "/catalogue/plan", kCataloguers, coordinator::ShowPlanForm},
    {Method::kPost, "/catalogue/plan", kCataloguers, coordinator::PostPlan},
    {Method::kGet, "/publish", kDeciders, coordinator::ShowPublishForm},
    {Method::kPost, "/publish", kDeciders, coordinator::PostPublish},
    {Method::kGet, "/published/{position}", kDeciders, coordinator::ShowPublished},
    {Method::kGet, "/published/{position}/file", kDeciders, coordinator::GetEditionFile},
    {Method::kGet, "/decisions/{position}/receipt", {}, coordinator::GetDecisionReceipt},
};

}  // namespace

std::span<const Route> CoordinatorRoutes() { return kCoordinatorRoutes; }

}  // namespace samlad::web
