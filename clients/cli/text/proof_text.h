// SPDX-License-Identifier: EUPL-1.2
//
// What a proof says, for people.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_PROOF_TEXT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_PROOF_TEXT_H_

#include <string>

#include "clients/board/language.h"
#include "clients/sdk/log_proof.h"

namespace samlad::cli {

// A proof or evidence that holds, in one sentence without a full stop.
std::string DescribeProof(const sdk::LogProof& proof, const sdk::VerifiedProof& verified,
                          board::Language language);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_PROOF_TEXT_H_
