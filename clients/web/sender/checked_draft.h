// SPDX-License-Identifier: EUPL-1.2
//
// A draft as it stands now: the files read, completed with what is known, and checked.
// It is made anew for every page, because what the gateway says of it may change.

#ifndef SAMLAD_CLIENTS_WEB_SENDER_CHECKED_DRAFT_H_
#define SAMLAD_CLIENTS_WEB_SENDER_CHECKED_DRAFT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/reporting/infer_head.h"
#include "clients/reporting/report_input.h"
#include "clients/web/session/visit.h"
#include "gateway/formats/report_reader.h"
#include "samlad/v1/reporting_service.pb.h"

namespace samlad::web::sender {

// Drafts of two kinds (session/drafts.h). kUploaded: content are the files (draft_files.h),
// payload a serialised v1::Report with what was chosen on the page (organisation,
// obligation, period). kSigned: payload is the serialised v1::SubmitRequest that is sent.
inline constexpr std::string_view kUploaded = "report";
inline constexpr std::string_view kSigned = "signed-report";

struct CheckedDraft {
  std::vector<formats::ReportFile> files;
  std::string shown_name;  // of the files
  v1::Report chosen;       // on the page, before the upload
  reporting::ReportInput input;
  reporting::Inference inference;
  reporting::Findings findings;  // of reading and content; located, errors first
  v1::Verdict verdict = v1::VERDICT_UNSPECIFIED;
  v1::Counts counts;
  bool counted = false;   // by the gateway
  bool personal = false;  // a text seems to hold a personal number: the gateway was not asked
  // In force for the same obligation and period; withdrawn ones too, because the log
  // counts them.
  std::optional<v1::ReportSummary> revision;
  uint64_t repeats = 0;  // position of this very report, which is in force already; 0: none

  uint64_t replaces() const { return revision ? revision->position() : 0; }
  // Whether one would be replaced: then the reason is asked.
  bool corrects() const { return revision.has_value(); }
  bool rejected() const { return verdict == v1::VERDICT_REJECTED; }
};

// The draft of that id and kind of whoever is signed in. NOT_FOUND: it is gone.
absl::StatusOr<std::shared_ptr<const Draft>> FindDraft(Visit& visit, std::string_view id,
                                                       std::string_view kind);

// Reads, completes and checks it as `samlad report validate` does. What the page asks
// later (who signs off, and why a report is replaced) is no finding. Errors are the
// gateway's, and RESOURCE_EXHAUSTED if the report is too large.
absl::StatusOr<CheckedDraft> CheckDraft(Visit& visit, const Draft& draft);

// TEXT_PERSONAL_NUMBER of the report's texts, by the rules of this program: a number that
// was never sent needs no forgetting, so that the gateway is asked only after this.
std::vector<v1::Finding> PersonalNumbersIn(const Visit& visit, const v1::Report& report);

// A finding that the comment of its row would answer; its index among the observations.
std::optional<uint32_t> AnswerableRow(const v1::Finding& finding);

}  // namespace samlad::web::sender

#endif  // SAMLAD_CLIENTS_WEB_SENDER_CHECKED_DRAFT_H_
