// SPDX-License-Identifier: EUPL-1.2
//
// The form in which a report is signed off: who, when, why it replaces another, and
// answers to warnings. Pure but for the visit.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_SIGN_FORM_H_
#define SAMLAD_CLIENTS_WEB_SENDER_SIGN_FORM_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "clients/board/html.h"
#include "clients/web/sender/checked_draft.h"
#include "clients/web/session/visit.h"
#include "samlad/v1/report.pb.h"

namespace samlad::web::sender {

// What was written into the form.
struct SignForm {
  std::string name, title, date, comment, reason;
  std::string replaces;  // position that the page showed
  std::string overtake;  // position that is to be replaced although the template is older
  bool confirmed = false;
  std::map<uint32_t, std::string> answers;  // by index of the observation
};

// As the file has it; the day is `today` if there is none.
SignForm BeginSigning(const CheckedDraft& draft, std::chrono::sys_days today);
// As it was posted.
SignForm PostedSigning(const Visit& visit);

// One thing that is wrong with it.
struct SignFault {
  std::string field;  // the id of its input
  std::string text;
};
std::vector<SignFault> FaultsOf(const Visit& visit, const CheckedDraft& draft, const SignForm& form,
                                std::chrono::sys_days today);

// Personal numbers in the texts of the report as it is to be sent.
std::vector<SignFault> PersonalFaultsOf(const Visit& visit, const v1::Report& report);

// The report as it is sent: with sign-off, comment, reason and answers.
v1::Report SignedReport(const CheckedDraft& draft, const SignForm& form);

// The form; `action`: where it posts to.
// What is wrong with a form that was sent, with links to its fields: for the top of the
// page, because the form is at its end. Nothing if nothing is.
void AddFaultList(const Visit& visit, const std::vector<SignFault>& faults, board::Html& html);
void AddSignForm(const Visit& visit, const CheckedDraft& draft, const SignForm& form,
                 const std::vector<SignFault>& faults, std::string_view action, board::Html& html);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_SIGN_FORM_H_
