// SPDX-License-Identifier: EUPL-1.2
//
// An edition as a file: made for `board show`, and verified offline.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_VERIFY_EDITION_H_
#define SAMLAD_CLIENTS_CLI_SESSION_VERIFY_EDITION_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/results.pb.h"

namespace samlad::cli {

// `bytes`: a serialised v1::Edition, its entry at `position`. DATA_LOSS if they are
// none.
absl::StatusOr<EditionFile> MakeEditionFile(std::string_view bytes, uint64_t position);

// Whether a file is, or was before somebody changed it, a JSON file of an edition.
bool LooksLikeEdition(std::string_view text);

// Checks that the readable fields say what the bytes say, and that the edition
// gives nothing away. Fills `result`. INVALID_ARGUMENT says what does not hold.
absl::Status VerifyEditionFile(std::string_view file, std::string_view text,
                               VerifiedEdition& result);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_VERIFY_EDITION_H_
