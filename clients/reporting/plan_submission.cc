// SPDX-License-Identifier: EUPL-1.2

#include "clients/reporting/plan_submission.h"

#include <utility>

#include "clients/reporting/revision.h"
#include "clients/sdk/submission_id.h"

namespace samlad::reporting {
namespace {

// The receipt of this very report; empty: the gateway does not have it.
absl::StatusOr<std::string> FindReceipt(sdk::Client& client, const std::string& submission_id,
                                        const std::string& payload) {
  v1::GetReceiptRequest request;
  request.set_submission_id(submission_id);
  auto receipt = client.GetReceipt(request, payload);
  if (absl::IsNotFound(receipt.status())) return "";
  return receipt;
}

}  // namespace

std::string SubmissionIdOf(const v1::Report& report, const std::string& bytes, uint64_t replaces) {
  return sdk::ReportSubmissionId(report.organisation(), report.obligation(), replaces, bytes);
}

absl::StatusOr<SubmitPlan> PlanSubmission(sdk::Client& client, const v1::Report& report,
                                          const std::string& bytes, bool find_receipt) {
  SubmitPlan plan;
  auto revision = RevisionInForce(client, report);
  if (!revision.ok()) return revision.status();
  plan.revision = *std::move(revision);
  uint64_t replaces = 0;
  if (plan.revision) {
    replaces = plan.revision->position();
    const std::string earlier = SubmissionIdOf(report, bytes, plan.revision->replaces());
    // A report that was withdrawn or sent back may be sent again unchanged.
    const bool counts = plan.revision->review() != v1::REVIEW_STATE_SENT_BACK &&
                        plan.revision->review() != v1::REVIEW_STATE_WITHDRAWN;
    if (find_receipt && counts) {
      auto receipt = FindReceipt(client, earlier, bytes);
      if (!receipt.ok()) return receipt.status();
      plan.receipt = *std::move(receipt);
    }
    if (!plan.receipt.empty()) {
      plan.request.set_submission_id(earlier);
      plan.request.set_replaces(plan.revision->replaces());
      return plan;
    }
  }
  plan.request.set_replaces(replaces);
  plan.request.set_submission_id(SubmissionIdOf(report, bytes, replaces));
  plan.request.set_report(bytes);
  return plan;
}

uint64_t OutdatedTemplate(const ReportInput& input, uint64_t in_force) {
  for (const formats::TemplateOrigin& origin : input.loaded.templates) {
    if (origin.replaces != 0 && origin.replaces != in_force) return origin.replaces;
  }
  return 0;
}

}  // namespace samlad::reporting
