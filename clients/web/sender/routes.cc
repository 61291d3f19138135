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
    {Method::kGet, "/due", kReads, ShowDue},
    {Method::kGet, "/due/calendar", kReads, ShowCalendar},
    {Method::kGet, "/due/template", kReads, GetTemplate},
    {Method::kGet, "/reports/new", kSubmits, AskUpload},
    {Method::kPost, "/reports/new", kSubmits, TakeUpload},
    {Method::kGet, "/reports/draft/{id}", kSubmits, ShowDraft},
    {Method::kGet, "/reports/draft/{id}/figures", kSubmits, ShowDraftFigures},
    {Method::kGet, "/reports/draft/{id}/annotated", kSubmits, GetAnnotated},
    {Method::kPost, "/reports/draft/{id}/choose", kSubmits, ChooseReport},
    {Method::kPost, "/reports/draft/{id}/sign", kSubmits, SignDraft},
    {Method::kPost, "/reports/draft/{id}/send", kSubmits, SendDraft},
    {Method::kGet, "/reports", kReads, ShowHistory},
    {Method::kGet, "/reports/{position}", kReads, ShowReport},
    {Method::kGet, "/reports/{position}/receipt", kReads, GetReportReceipt},
    {Method::kGet, "/reports/{position}/bytes", kReads, GetReportBytes},
    {Method::kGet, "/reports/{position}/withdraw", kSubmits, AskWithdrawal},
    {Method::kPost, "/reports/{position}/withdraw", kSubmits, WithdrawReport},
    {Method::kGet, "/reports/{position}/withdrawal/receipt", kReads, GetWithdrawalReceipt},
    {Method::kGet, "/reports/{position}/withdrawal/bytes", kReads, GetWithdrawalBytes},
};

}  // namespace

std::span<const Route> SenderRoutes() { return kRoutes; }

}  // namespace samlad::web
