// SPDX-License-Identifier: EUPL-1.2
//
// What need not be asked of a sender, because it is known: whose report it is, by
// the certificate; which one, by what is due; and the day of the sign-off. Nothing
// is inferred against what a file says, and nothing for a correction.

#ifndef SAMLAD_CLIENTS_REPORTING_INFER_HEAD_H_
#define SAMLAD_CLIENTS_REPORTING_INFER_HEAD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/board/language.h"
#include "clients/reporting/report_input.h"
#include "clients/sdk/client.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::reporting {

// Who sends.
struct Sender {
  board::Language language = board::Language::kSv;
  std::string organisation;  // of the certificate; empty: it does not say
  // The gateway's clock (gateway_clock.h), milliseconds since the Unix epoch.
  std::function<int64_t()> now_ms;
};

// The bytes that an earlier run kept for such a report; empty: there are none.
using KeptReport = absl::FunctionRef<std::string(const v1::Report& report)>;

// What the sender says of a report beside its files; empty: nothing.
struct HeadFlags {
  std::string organisation, obligation, period, signed_by, title;
};

// One field that was inferred.
struct KnownField {
  std::string field, value;  // as in the report
  std::string shown;         // for people: with its name, and where it is from
};

struct Inference {
  std::vector<KnownField> fields;
  // The report that is in force, as an earlier run kept it: to be answered with its
  // receipt, never to be stored again.
  bool repeats = false;
};

// Fills in what the files leave empty. Where they say something else, that stays
// and FILE_FLAG_CONFLICT is added. INVALID_ARGUMENT for a stored report, which is
// sent unchanged.
absl::Status TakeFlags(const HeadFlags& flags, ReportInput& input);

// Fills in the day of the sign-off, that of `now_ms` in the catalogue's zone, if there
// is a name and no day, and appends it to `inference`.
void InferSignOffDay(board::Language language, const v1::Catalogue& catalogue, int64_t now_ms,
                     ReportInput& input, Inference& inference);

// Fills in organisation, obligation and period if exactly one report fits that is
// due, whose period is over, and of which none was accepted; the organisation alone
// also for a correction, if it is said of what; and the day of the sign-off if the head
// was inferred or `flags` name who signs. If an earlier run kept the same report, its
// bytes are taken, so that a retry sends the same. If nothing fits for certain, the fields stay
// empty and input.head_help says what to write; REPORT_NOT_DUE is added if what the files say fits
// nothing that is due. Errors are the gateway's.
absl::StatusOr<Inference> InferHead(const Sender& sender, sdk::Client& client,
                                    const v1::Catalogue& catalogue, const HeadFlags& flags,
                                    KeptReport find_kept, ReportInput& input);

// What was inferred, a line each, for people; empty: nothing.
std::string ShowInference(board::Language language, const Inference& inference);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_INFER_HEAD_H_
