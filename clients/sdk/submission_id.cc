// SPDX-License-Identifier: EUPL-1.2

#include "clients/sdk/submission_id.h"

#include <initializer_list>

#include "gateway/ledger/hash.h"

namespace samlad::sdk {
namespace {

std::string BigEndian(uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[i] = static_cast<char>(number & 0xff);
  return bytes;
}

// Length prefixes keep ("ab", "c") apart from ("a", "bc").
std::string Digest(std::initializer_list<std::string_view> parts) {
  std::string encoded;
  for (const std::string_view part : parts) {
    encoded += BigEndian(part.size());
    encoded += part;
  }
  return ledger::ToHex(ledger::AsBytes(ledger::Sha256({encoded})));
}

constexpr std::string_view kScheme = "samlad-submission-id-v1";

}  // namespace

std::string ReportSubmissionId(std::string_view organisation, std::string_view obligation,
                               uint64_t replaces, std::string_view payload) {
  return Digest({kScheme, "report", organisation, obligation, BigEndian(replaces), payload});
}

std::string CatalogueSubmissionId(uint64_t base, std::string_view payload) {
  return Digest({kScheme, "catalogue", BigEndian(base), payload});
}

std::string AcknowledgementSubmissionId(uint64_t as_of, std::string_view view_digest,
                                        std::string_view minute, std::string_view decision,
                                        uint64_t corrects) {
  if (corrects != 0) {
    return Digest({kScheme, "acknowledgement", BigEndian(as_of), view_digest, minute, decision,
                   BigEndian(corrects)});
  }
  return Digest({kScheme, "acknowledgement", BigEndian(as_of), view_digest, minute, decision});
}

std::string DecisionSubmissionId(std::string_view verb, std::string_view payload) {
  return Digest({kScheme, "decision", verb, payload});
}

std::string ImportSubmissionId(std::string_view payload) {
  return Digest({kScheme, "import", payload});
}

}  // namespace samlad::sdk
