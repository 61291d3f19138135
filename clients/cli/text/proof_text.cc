// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/text/proof_text.h"

#include "clients/cli/text/words.h"

namespace samlad::cli {

std::string DescribeProof(const sdk::LogProof& proof, const sdk::VerifiedProof& verified,
                          board::Language language) {
  const uint64_t first = verified.first_size, last = verified.last.size;
  if (proof.fault() == sdk::FAULT_ROLLED_BACK) {
    return Say(language, "evidence of a rollback: $0 was shown with $1 entries and later with $2",
               verified.last.origin, first, last);
  }
  if (proof.fault() == sdk::FAULT_UNPROVEN) {
    return Say(language, "nothing is proven: $0 has signed $1 entries and $2", verified.last.origin,
               first, last);
  }
  if (proof.fault() == sdk::FAULT_FORKED) {
    return Say(language,
               "evidence of a fork: $0 was shown with $1 entries and with $2 that do not continue "
               "them",
               verified.last.origin, first, last);
  }
  if (!proof.has_entry()) {
    return Say(language, "the log of $0 entries is a prefix of the log of $1", first, last);
  }
  const uint64_t position = proof.entry().position();
  return first == last
             ? Say(language, "entry $0 is in the log of $1 entries", position, first)
             : Say(language, "entry $0 is in the log of $1 entries, a prefix of the log of $2",
                   position, first, last);
}

std::string DescribeClaim(const sdk::LogProof& proof, board::Language language) {
  switch (proof.fault()) {
    case sdk::FAULT_ROLLED_BACK:
      return Say(language,
                 "both are signed; that the shorter was shown later is the word of "
                 "whoever wrote the file");
    case sdk::FAULT_UNPROVEN:
      return Say(language,
                 "both are signed; that no proof was given that they are one log is the "
                 "word of whoever wrote the file");
    default:
      return "";
  }
}

}  // namespace samlad::cli
