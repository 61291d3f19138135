// SPDX-License-Identifier: EUPL-1.2
//
// Revisions at the gateway: which one is in force, what one says, which one was
// before it; and what the gateway says to a report that could be read only in part.

#ifndef SAMLAD_CLIENTS_REPORTING_REVISION_H_
#define SAMLAD_CLIENTS_REPORTING_REVISION_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/reporting/report_input.h"
#include "clients/sdk/client.h"
#include "samlad/v1/common.pb.h"
#include "samlad/v1/coordination_service.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::reporting {

// nullopt if no revision was accepted yet, or if the caller may not list
// reports; the gateway then answers the attempt itself. Errors are the
// gateway's.
absl::StatusOr<std::optional<v1::ReportSummary>> RevisionInForce(sdk::Client& client,
                                                                 const v1::Report& report);

// Has the gateway check what could be read of the files, so that all findings come
// in one go: input.findings become those of both. If it cannot, they stay.
void CheckReadablePart(sdk::Client& client, ReportInput& input);

// One revision.
struct Revision {
  v1::ReportSummary summary;
  v1::Report report;
  // Differences from the one that it replaced; none for the first.
  google::protobuf::RepeatedPtrField<v1::ObservationChange> changes;
  bool prose_changed = false;  // activities, follow-ups, comment or sign-off differ
  Findings findings;           // warnings, and those that were answered (AddWarnings)
};

// The revision at a position, without findings. DATA_LOSS: it cannot be parsed; other
// errors are the gateway's.
absl::StatusOr<Revision> ReadRevision(sdk::Client& client, uint64_t position);

// What a reviewer should know: warnings, and the sender's answers to them. Findings
// are not stored, so they are made again with the catalogue of that moment. None if
// the caller may not read it.
absl::Status AddWarnings(sdk::Client& client, Revision& revision);

// Position of the report in force for the latest period before that of a report, among
// the caller's own, or with the trail among everybody's; 0: there is none.
absl::StatusOr<uint64_t> FindOwnBefore(sdk::Client& client, const v1::ReportSummary& report);
absl::StatusOr<uint64_t> FindAnybodysBefore(sdk::Client& client, const v1::ReportSummary& report);

}  // namespace samlad::reporting

#endif  // SAMLAD_CLIENTS_REPORTING_REVISION_H_
