// SPDX-License-Identifier: EUPL-1.2
//
// A report whose content was checked, as it waits to be decided on.

#ifndef SAMLAD_GATEWAY_EXCHANGE_COMMANDS_SUBMIT_REPORT_H_
#define SAMLAD_GATEWAY_EXCHANGE_COMMANDS_SUBMIT_REPORT_H_

#include <memory>
#include <string>

#include "gateway/domain/log/facts.h"
#include "gateway/domain/validation/check_content.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::exchange {

// Prepared::body of kValidateReport and kSubmitReport.
struct PreparedReport {
  std::string organisation, obligation, period;
  domain::ContentCheck check;
  // Null if rejected.
  std::shared_ptr<const domain::Observations> observations;
  std::shared_ptr<const domain::Prose> prose;
  v1::RevisionReason reason = v1::REVISION_REASON_UNSPECIFIED;
  std::string signed_off;  // the day
  v1::Counts counts;       // against the revision that the command says it replaces
};

// What a report says besides its figures; null if it says nothing.
std::shared_ptr<const domain::Prose> ProseOf(const v1::Report& report);

}  // namespace samlad::exchange

#endif  // SAMLAD_GATEWAY_EXCHANGE_COMMANDS_SUBMIT_REPORT_H_
