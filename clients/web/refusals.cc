// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/refusals.h"

#include "clients/sdk/error.h"
#include "clients/web/pages/words.h"
#include "gateway/base/strings.h"

namespace samlad::web {
namespace {

constexpr Phrase kGetCertificate{
    "Be samordnaren i din kommun om ett certifikat för din organisation, eller den som sköter "
    "datorerna hos er att lägga in det i webbläsaren. Stäng sedan webbläsaren helt och öppna den "
    "igen, eftersom den kommer ihåg vad den har visat.",
    "Ask the coordinator of your municipality for a certificate of your organisation, or whoever "
    "runs your computers to put it into the browser. Then close the browser completely and open "
    "it again, because it remembers what it has shown."};

constexpr Phrase kOtherCertificate{
    "Har du flera certifikat: stäng webbläsaren helt, öppna den igen och välj ett annat. Annars be "
    "samordnaren i din kommun om ett nytt.",
    "If you have several certificates, close the browser completely, open it again and choose "
    "another. Otherwise ask the coordinator of your municipality for a new one."};

Refusal Expired() {
  return {
      .title = {"Certifikatet gäller inte i dag", "The certificate is not valid today"},
      .what = {"Din webbläsare visade ett certifikat vars tid har gått ut eller inte har börjat. "
               "Ingenting har gjorts.",
               "Your browser showed a certificate whose time has ended or has not begun. Nothing "
               "was done."},
      .fix = kOtherCertificate};
}

Refusal TooLarge() {
  return {.status = 413,
          .title = {"Filen är för stor", "The file is too large"},
          .what = {"Det som skickades är större än tjänsten tar emot. Inget har sparats.",
                   "What was sent is larger than the service takes. Nothing was kept."},
          .fix = {"En rapport ryms i 16 MiB. Ta bort bilder och blad som inte hör till rapporten, "
                  "spara och ladda upp filen igen.",
                  "A report fits into 16 MiB. Remove images and sheets that are no part of the "
                  "report, save, and upload the file again."}};
}

Refusal Busy(int status) {
  return {.status = status,
          .title = kBusyTitle,
          .what = {"Tjänsten har för mycket att göra just nu. Inget har gjorts.",
                   "The service has too much to do at the moment. Nothing was done."},
          .fix = kBusyDo};
}

}  // namespace

Refusal RefusalOfServer(int status) {
  if (status == 413) return TooLarge();
  if (status == 429 || status == 503) return Busy(status);
  if (status == 404) {
    return {.status = 404, .title = kMissingTitle, .what = kMissingHere, .fix = kMissingDo};
  }
  return {
      .status = status,
      .title = {"Tjänsten förstod inte webbläsaren", "The service did not understand the browser"},
      .what = {"Det som skickades följer inte det som en webbläsare brukar skicka. Inget har "
               "gjorts.",
               "What was sent is not what a browser usually sends. Nothing was done."},
      .fix = {"Börja om från startsidan. Händer det igen så berätta det för den som driver "
              "tjänsten, med numret nedan.",
              "Start again from the start page. If it happens again, tell whoever operates the "
              "service, with the number below."},
      .detail = StrCat("HTTP ", status)};
}

Refusal RefusalOfExpired() { return Expired(); }

Refusal RefusalOfCertificate(const ShownCertificate* shown) {
  if (shown == nullptr) {
    return {
        .title = {"Webbläsaren visade inget certifikat", "The browser showed no certificate"},
        .what = {"Här loggar man in med ett certifikat i webbläsaren, och den visade inget. Utan "
                 "det går det inte att veta vilken organisation du hör till.",
                 "You sign in here with a certificate in the browser, and it showed none. Without "
                 "one it cannot be known to which organisation you belong."},
        .fix = kGetCertificate};
  }
  if (shown->fault == CertificateFault::kDates) {
    Refusal refusal = Expired();
    refusal.detail = shown->reason;
    return refusal;
  }
  if (shown->fault == CertificateFault::kAuthority) {
    return {
        .title = {"Certifikatet är från fel utfärdare", "The certificate is from another issuer"},
        .what = {"Din webbläsare visade ett certifikat som inte är utfärdat av någon som den här "
                 "tjänsten litar på, eller inte är till för att logga in med.",
                 "Your browser showed a certificate that was not issued by anybody whom this "
                 "service trusts, or that is not made to sign in with."},
        .fix = kOtherCertificate,
        .detail = shown->reason};
  }
  return {
      .title = {"Certifikatet säger inte vem du är", "The certificate does not say who you are"},
      .what = {"Din webbläsare visade ett certifikat som inte namnger en organisation och ett "
               "system.",
               "Your browser showed a certificate that names no organisation and system."},
      .fix = kOtherCertificate,
      .detail = shown->reason};
}

Refusal RefusalOfGateway(const absl::Status& status) {
  const std::string reason = sdk::Reason(status), detail = sdk::Explain(status);
  if (reason == "REVOKED") {
    return {
        .title = {"Certifikatet är spärrat", "The certificate was revoked"},
        .what = {"Förvaltaren har spärrat identiteten i certifikatet. Inget kan läsas eller "
                 "lämnas med den.",
                 "The administrator has revoked the identity of the certificate. Nothing can be "
                 "read or sent with it."},
        .fix = {"Be förvaltaren om skälet, och om ett nytt certifikat.",
                "Ask the administrator for the reason, and for a new certificate."},
        .detail = detail};
  }
  if (reason == "ORGANISATION_UNKNOWN") {
    return {.title = {"Organisationen finns inte i katalogen",
                      "The organisation is not in the catalogue"},
            .what = {"Certifikatet gäller, men katalogen nämner inte organisationen i det.",
                     "The certificate holds, but the catalogue does not name its organisation."},
            .fix = {"Be samordnaren att lägga till organisationen i katalogen.",
                    "Ask the coordinator to add the organisation to the catalogue."},
            .detail = detail};
  }
  if (sdk::IsHangUp(status) || absl::IsPermissionDenied(status) ||
      absl::IsInvalidArgument(status) || absl::IsUnauthenticated(status)) {
    return {
        .title = {"Gatewayen släpper inte in certifikatet",
                  "The gateway does not let the certificate in"},
        .what = {"Gatewayen nekar det här certifikatet, eller känner inte till det: det kan vara "
                 "spärrat, eller utfärdat av någon som inte får utfärda det.",
                 "The gateway refuses this certificate or does not know it: it may be revoked, or "
                 "issued by somebody who may not issue it."},
        .fix = kOtherCertificate,
        .detail = detail};
  }
  return {.status = 503,
          .title = kDownTitle,
          .what = {"Tjänsten når inte gatewayen som har rapporterna.",
                   "The service does not reach the gateway that has the reports."},
          .fix = kDownDo,
          .detail = detail};
}

Refusal RefusalOfEntrance() {
  return {
      .title = {"Öppna adressen som programmet har skrivit",
                "Open the address that the program has printed"},
      .what = {"Det här programmet körs på din egen dator och tar bara emot den som kan läsa vad "
               "det skriver. Adressen gäller en gång, i en minut.",
               "This program runs on your own computer and lets in only whoever can read what it "
               "prints. The address holds once, for one minute."},
      .fix = {"Gå till terminalen: en ny adress står där. Öppna den här i webbläsaren.",
              "Go to the terminal: there is a new address. Open it in this browser."}};
}

Refusal RefusalOfOtherHost(std::string_view origin) {
  return {.status = 421,
          .title = {"Fel adress", "Wrong address"},
          .what = {"Tjänsten svarar bara under sin egen adress. Inget har gjorts.",
                   "The service answers only at its own address. Nothing was done."},
          .fix = {"Öppna adressen nedan i stället.", "Open the address below instead."},
          .detail = std::string(origin)};
}

Refusal RefusalOfOtherSite() {
  return {.title = {"En annan sida skickade det här", "Another site sent this"},
          .what = {"Begäran kom inte från en sida i tjänsten. Inget har gjorts.",
                   "The request did not come from a page of the service. Nothing was done."},
          .fix = {"Gå till startsidan och gör det därifrån. Var misstänksam mot sidan som du kom "
                  "ifrån.",
                  "Go to the start page and do it from there. Be suspicious of the site that you "
                  "came from."}};
}

}  // namespace samlad::web
