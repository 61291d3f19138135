// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/sender/routes.h"

#include "clients/web/sender/draft_page.h"
#include "clients/web/sender/due_page.h"
#include "clients/web/sender/history_page.h"
#include "clients/web/sender/send_page.h"
#include "clients/web/sender/upload_page.h"

namespace samlad::web {
namespace {

constexpr v1::Permission kReads[] = {v1::PERMISSION_READ_OWN};
constexpr v1::Permission kSubmits[] = {v1::PERMISSION_SUBMIT};

// Whole names before those in braces.
constexpr Route kRoutes[] = {
    {Method::kGet, "/due", kReads, sender::ShowDue},
    {Method::kGet, "/due/calendar", kReads, sender::ShowCalendar},
    {Method::kGet, "/due/template", kReads, sender::GetTemplate},
    {Method::kGet, "/reports/new", kSubmits, sender::AskUpload},
    {Method::kPost, "/reports/new", kSubmits, sender::TakeUpload},
    {Method::kGet, "/reports/draft/{id}", kSubmits, sender::ShowDraft},
    {Method::kGet, "/reports/draft/{id}/figures", kSubmits, sender::ShowDraftFigures},
    {Method::kGet, "/reports/draft/{id}/annotated", kSubmits, sender::GetAnnotated},
    {Method::kPost, "/reports/draft/{id}/choose", kSubmits, sender::ChooseReport},
    {Method::kPost, "/reports/draft/{id}/sign", kSubmits, sender::SignDraft},
    {Method::kPost, "/reports/draft/{id}/send", kSubmits, sender::SendDraft},
    {Method::kGet, "/reports", kReads, sender::ShowHistory},
    {Method::kGet, "/reports/{position}", kReads, sender::ShowReport},
    {Method::kGet, "/reports/{position}/receipt", kReads, sender::GetReportReceipt},
    {Method::kGet, "/reports/{position}/bytes", kReads, sender::GetReportBytes},
    {Method::kGet, "/reports/{position}/withdraw", kSubmits, sender::AskWithdrawal},
    {Method::kPost, "/reports/{position}/withdraw", kSubmits, sender::WithdrawReport},
    {Method::kGet, "/reports/{position}/withdrawal/receipt", kReads, sender::GetWithdrawalReceipt},
    {Method::kGet, "/reports/{position}/withdrawal/bytes", kReads, sender::GetWithdrawalBytes},
};

}  // namespace

std::span<const Route> SenderRoutes() { return kRoutes; }

}  // namespace samlad::web
