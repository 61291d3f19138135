// SPDX-License-Identifier: EUPL-1.2
//
// Submission ids that are derived from what is submitted, so that a blind retry
// is safe without a memory: the same content has the same id, and A -> B -> A
// has three, because the replaced revision is part of it.
//
// Form: lower-case hex SHA-256 over "samlad-submission-id-v1", the kind, and
// the parts; each of them, whole numbers too, as 8 bytes of length (big
// endian) and its bytes. Whole numbers are 8 bytes, big endian.

#ifndef SAMLAD_CLIENTS_SDK_SUBMISSION_ID_H_
#define SAMLAD_CLIENTS_SDK_SUBMISSION_ID_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace samlad::sdk {

// Kind "report".
std::string ReportSubmissionId(std::string_view organisation, std::string_view obligation,
                               uint64_t replaces, std::string_view payload);

// Kind "catalogue". `base`: position of the catalogue that it was planned
// against.
std::string CatalogueSubmissionId(uint64_t base, std::string_view payload);

// Kind "acknowledgement". `view_digest`: SHA-256 of the serialised view.
// `corrects`: position of the acknowledgement that it corrects; 0: none, which is
// then no part.
std::string AcknowledgementSubmissionId(uint64_t as_of, std::string_view view_digest,
                                        std::string_view minute, std::string_view decision,
                                        uint64_t corrects = 0);

// Kind "decision": what is decided on one report, which the payload names.
// `verb`: "approve", "return" or "withdraw".
std::string DecisionSubmissionId(std::string_view verb, std::string_view payload);
// Kind "import".
std::string ImportSubmissionId(std::string_view payload);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_SUBMISSION_ID_H_
