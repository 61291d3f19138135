// SPDX-License-Identifier: EUPL-1.2
//
// Proofs as text for people.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_PROOF_TEXT_H_
#define SAMLAD_CLIENTS_CLI_TEXT_PROOF_TEXT_H_

#include <string>

#include "clients/board/language.h"
#include "clients/sdk/log_proof.h"

namespace samlad::cli {

// One sentence about a verified proof or evidence, without a full stop.
std::string DescribeProof(const sdk::LogProof& proof, const sdk::VerifiedProof& verified,
                          board::Language language);
// What in it rests on the word of whoever wrote the file, because no signature
// shows it; empty: nothing.
std::string DescribeClaim(const sdk::LogProof& proof, board::Language language);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_PROOF_TEXT_H_
