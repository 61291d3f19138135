// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/audit/systems.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text/words.h"
#include "clients/web/audit/pages.h"
#include "clients/web/audit/words.h"
#include "clients/web/pages/page.h"
#include "clients/web/pages/parts.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/findings/personal_texts.h"
#include "gateway/identity/x509.h"
#include "gateway/ledger/receipt.h"

namespace samlad::web::audit {
namespace {

using board::Html;
using board::Tone;
using parts::Fill;

constexpr std::string_view kRevocation = "/systems/revoke", kReinstatement = "/systems/reinstate";
constexpr int64_t kDayMs = std::chrono::milliseconds(std::chrono::days(1)).count();

std::string PermissionNames(const Visit& visit, const v1::Organisation& one) {
  std::vector<std::string> names;
  for (const int permission : one.permissions()) {
    names.push_back(cli::Label(v1::Permission_Name(static_cast<v1::Permission>(permission)),
                               "PERMISSION_", visit.language));
  }
  return names.empty() ? std::string(visit.Say(kNoPermissions)) : absl::StrJoin(names, ", ");
}

void AddConnecting(const Visit& visit, const v1::Organisation& one,
                   const v1::ListRevocationsResponse& revoked, Html& html) {
  bool whole = false, partly = false;
  for (const v1::Revocation& revocation : revoked.revocations()) {
    if (revocation.identity().organisation() != one.id()) continue;
    (revocation.identity().system().empty() ? whole : partly) = true;
  }
  html.Wrap("<td data-label=\"", visit.Say(kState), "\">");
  if (whole) {
    parts::AddBadge(Tone::kBad, visit.Say(kIsRevoked), html);
  } else if (partly) {
    parts::AddBadge(Tone::kFair, visit.Say(kPartlyRevoked), html);
  } else {
    parts::AddBadge(Tone::kGood, visit.Say(kMay), html);
  }
  html.Raw("</td>");
}

std::string WhoIs(const Visit& visit, const v1::IdentityChanged& identity) {
  if (!identity.certificate().empty()) {
    return Fill(visit, kTheCertificate, {identity.certificate()});
  }
  const std::string_view name = parts::NameOf(visit, identity.organisation());
  return identity.system().empty() ? Fill(visit, kAllSystems, {name})
                                   : Fill(visit, kTheSystem, {identity.system(), name});
}

void AddReinstateForm(const Visit& visit, const v1::Revocation& one, Html& html) {
  const std::string number = StrCat(one.position());
  const bool is_again =
      visit.Typed(kReinstatement, "organisation") == one.identity().organisation() &&
      visit.Typed(kReinstatement, "system") == one.identity().system() &&
      visit.Typed(kReinstatement, "certificate") == one.identity().certificate();
  html.Raw(is_again && !visit.refused.empty() ? board::Markup("<details open>")
                                              : board::Markup("<details>"));
  html.Wrap("<summary>", visit.Say(kReinstate), "</summary>");
  BeginForm(visit, kReinstatement, FormKind::kPlain, html);
  parts::AddSubmissionId(html);
  AddHidden("organisation", one.identity().organisation(), html);
  AddHidden("system", one.identity().system(), html);
  AddHidden("certificate", one.identity().certificate(), html);
  parts::AddTextField({.name = "reason",
                       .label = visit.Say(kReason),
                       .hint = visit.Say(kReasonHint),
                       .value = is_again ? visit.Typed(kReinstatement, "reason") : "",
                       .id = StrCat("reason-", number),
                       .required = true,
                       .length_max = samlad::limits::kRevocationReasonBytesMax},
                      html);
  parts::AddConfirmation(StrCat("confirmed-", number), visit.Say(kReinstateConfirm), html);
  html.Wrap("<p class=\"actions\"><button class=\"danger\" type=\"submit\">", visit.Say(kReinstate),
            "</button></p>");
  EndForm(html);
  html.Raw("</details>");
}

void AddRevokeForm(const Visit& visit, Html& html) {
  html.Wrap("<h2>", visit.Say(kRevoke), "</h2><p>").Text(visit.Say(kRevokeLead)).Raw("</p>");
  BeginForm(visit, kRevocation, FormKind::kWithFiles, html);
  parts::AddSubmissionId(html);
  html.Wrap("<p class=\"field\"><label for=\"organisation\">", visit.Say(kOrganisation),
            "</label>");
  html.Raw("<select id=\"organisation\" name=\"organisation\">");
  html.Wrap("<option value=\"\">", visit.Say(kChoose), "</option>");
  for (const v1::Organisation& one : visit.catalogue->catalogue().organisations()) {
    html.Wrap("<option value=\"", one.id(), "\"");
    if (visit.Typed(kRevocation, "organisation") == one.id()) html.Raw(" selected");
    html.Raw(">").Text(board::Pick(one.name(), visit.language)).Raw("</option>");
  }
  html.Raw("</select></p>\n");
  parts::AddTextField(
      {.name = "system", .label = visit.Say(kSystem), .value = visit.Typed(kRevocation, "system")},
      html);
  parts::AddTextField({.name = "certificate",
                       .label = visit.Say(kCertificate),
                       .hint = visit.Say(kCertificateHint),
                       .value = visit.Typed(kRevocation, "certificate")},
                      html);
  html.Wrap("<p class=\"field\"><label for=\"file\">", visit.Say(kCertificateFile), "</label>");
  html.Raw("<input type=\"file\" id=\"file\" name=\"file\"></p>\n");
  parts::AddTextField({.name = "reason",
                       .label = visit.Say(kReason),
                       .hint = visit.Say(kReasonHint),
                       .value = visit.Typed(kRevocation, "reason"),
                       .required = true,
                       .length_max = samlad::limits::kRevocationReasonBytesMax},
                      html);
  parts::AddConfirmation("confirmed", visit.Say(kRevokeConfirm), html);
  html.Wrap("<p class=\"actions\"><button class=\"danger\" type=\"submit\">", visit.Say(kRevoke),
            "</button></p>");
  EndForm(html);
}

// The identity that the form names, and why not.
struct NamedIdentity {
  v1::IdentityChanged identity;
  std::string fault;  // in the visit's language; empty: none
};

NamedIdentity IdentityOfForm(const Visit& visit) {
  NamedIdentity named;
  v1::IdentityChanged& identity = named.identity;
  identity.set_organisation(std::string(visit.FromForm("organisation")));
  identity.set_system(std::string(visit.FromForm("system")));
  identity.set_reason(std::string(visit.FromForm("reason")));
  identity.set_certificate(
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(ToAbsl(visit.FromForm("certificate")))));
  for (const Upload& upload : visit.request.uploads) {
    if (upload.content.empty()) continue;
    const auto certificates = identity::ParseCertificates(upload.content);
    if (certificates.ok()) {
      identity.set_certificate(identity::Fingerprint(*certificates->front()));
    } else {
      named.fault = Fill(visit, kBadCertificate, {ToStd(certificates.status().message())});
    }
  }
  if (named.fault.empty() && identity.organisation().empty() == identity.certificate().empty()) {
    named.fault = std::string(visit.Say(kOneOfThem));
  }
  if (!domain::FindPersonalTexts(identity).empty()) {
    named.fault = std::string(visit.Say(kNamesAPerson));
  }
  return named;
}

// `send` is Client::Revoke or Client::Reinstate.
template <class Request, class Send>
Response ChangeIdentity(Visit& visit, Send send) {
  if (!parts::Confirmed(visit)) return AskAgain(visit, ShowSystems, visit.Say(kNotConfirmed));
  const NamedIdentity named = IdentityOfForm(visit);
  if (!named.fault.empty()) return AskAgain(visit, ShowSystems, named.fault);
  Request request;
  request.set_submission_id(std::string(visit.FromForm("submission_id")));
  request.set_identity(named.identity.SerializeAsString());
  const auto response = (visit.gateway.*send)(request);
  if (!response.ok()) return AskAgainAfter(visit, ShowSystems, response.status());
  const auto receipt = ledger::ParseReceipt(response->receipt());
  if (!receipt.ok()) return FailurePage(visit, absl::DataLossError(receipt.status().message()));
  return SeeOther(StrCat("/systems?done=", receipt->position()));
}

void AddDone(const Visit& visit, Html& html) {
  uint64_t done = 0;
  if (!absl::SimpleAtoi(ToAbsl(visit.FromQuery("done")), &done)) return;
  const std::string position = StrCat(done);
  html.Wrap("<p class=\"notice good\" role=\"status\">", Fill(visit, kDone, {position}), " ");
  html.Wrap("<a href=\"/decisions/", position, "/receipt\">");
  html.Text(visit.Say(kDownloadReceipt)).Raw("</a></p>\n");
}

LastReports LastReportsIn(const v1::GetTrailResponse& trail) {
  LastReports last;
  for (const v1::TrailRow& row : trail.rows()) {
    int64_t& time = last[row.obligation().organisation()];
    time = std::max(time, row.obligation().accepted_ms());
  }
  return last;
}

void AddOwnCertificate(const Visit& visit, Html& html) {
  const int64_t left_ms = std::max<int64_t>(visit.who.not_after_ms - visit.now_ms, 0);
  html.Wrap("<h2>", visit.Say(kOwnCertificate), "</h2>\n<p>");
  html.Text(
      Fill(visit, kOwnCertificateText,
           {parts::NameOf(visit, visit.who.organisation), visit.who.system,
            board::FormatTime(visit.who.not_after_ms, visit.zone), StrCat(left_ms / kDayMs)}));
  html.Raw("</p>\n");
}

}  // namespace

void AddOrganisations(const Visit& visit, const v1::ListRevocationsResponse& revoked,
                      const LastReports& last, Html& html) {
  AddFilterBox(visit, "/systems", html);
  parts::BeginList(visit.Say(kOrganisation),
                   {visit.Say(kOrganisation), visit.Say(kName), visit.Say(kState),
                    visit.Say(kPermissions), visit.Say(kMandates), visit.Say(kLastReport)},
                   html);
  for (const v1::Organisation& one : visit.catalogue->catalogue().organisations()) {
    const std::string_view name = board::Pick(one.name(), visit.language);
    const std::string permissions = PermissionNames(visit, one);
    if (!PassesFilter(visit, StrCat(one.id(), " ", name, " ", permissions))) continue;
    html.Raw("<tr>");
    parts::AddRowHead(one.id(), html);
    parts::AddCell(visit.Say(kName), name, html);
    AddConnecting(visit, one, revoked, html);
    parts::AddCell(visit.Say(kPermissions), permissions, html);
    parts::AddCell(visit.Say(kMandates), absl::StrJoin(one.mandates(), ", "), html);
    const auto at = last.find(one.id());
    parts::AddCell(visit.Say(kLastReport),
                   at == last.end() ? "" : board::FormatTime(at->second, visit.zone), html);
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
}

void AddRevocations(const Visit& visit, const v1::ListRevocationsResponse& revoked, Html& html) {
  html.Wrap("<h2>", visit.Say(kRevocations), "</h2>\n");
  if (revoked.revocations().empty()) {
    html.Wrap("<p>", visit.Say(kNoRevocations), "</p>\n");
    return;
  }
  const bool may_change = visit.May(v1::PERMISSION_ADMINISTER);
  parts::BeginList(visit.Say(kRevocations),
                   {visit.Say(kWho), visit.Say(kWhen), visit.Say(kPosition), visit.Say(kReason)},
                   html);
  for (const v1::Revocation& one : revoked.revocations()) {
    html.Raw("<tr>").Wrap("<th scope=\"row\" class=\"hash\">", WhoIs(visit, one.identity()), "");
    if (may_change) AddReinstateForm(visit, one, html);
    html.Raw("</th>");
    parts::AddCell(visit.Say(kWhen), board::FormatTime(one.time_ms(), visit.zone), html);
    parts::AddNumber(visit.Say(kPosition), StrCat(one.position()), html);
    parts::AddCell(visit.Say(kReason), one.identity().reason(), html);
    html.Raw("</tr>\n");
  }
  parts::EndList(html);
}

Response ShowSystems(Visit& visit) {
  const auto revoked = visit.gateway.ListRevocations();
  if (!revoked.ok()) return FailurePage(visit, revoked.status());
  const auto trail = visit.gateway.GetTrail({});
  // Whoever only administers may not read who has reported what.
  if (!trail.ok() && !absl::IsPermissionDenied(trail.status())) {
    return FailurePage(visit, trail.status());
  }
  Html html = BeginPage(visit, visit.Say(kSystemsTitle));
  AddDone(visit, html);
  html.Wrap("<p>", visit.Say(kSystemsLead), "</p>\n");
  AddOrganisations(visit, *revoked, trail.ok() ? LastReportsIn(*trail) : LastReports(), html);
  AddRevocations(visit, *revoked, html);
  if (visit.May(v1::PERMISSION_ADMINISTER)) AddRevokeForm(visit, html);
  AddOwnCertificate(visit, html);
  return EndPage(visit, std::move(html));
}

Response PostRevocation(Visit& visit) {
  return ChangeIdentity<v1::RevokeRequest>(visit, &sdk::Client::Revoke);
}

Response PostReinstatement(Visit& visit) {
  return ChangeIdentity<v1::ReinstateRequest>(visit, &sdk::Client::Reinstate);
}

}  // namespace samlad::web::audit
