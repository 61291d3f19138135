// SPDX-License-Identifier: EUPL-1.2
//
// An edition as a file: made for `board show`, and verified offline.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_VERIFY_EDITION_H_
#define SAMLAD_CLIENTS_CLI_SESSION_VERIFY_EDITION_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/results.pb.h"
#include "gateway/domain/disclosure/verify/verify_edition.h"

namespace samlad::cli {

// `bytes`: a serialised v1::Edition, its entry at `position`. DATA_LOSS if they are
// none.
absl::StatusOr<EditionFile> MakeEditionFile(std::string_view bytes, uint64_t position);

// Whether a file is, or was before somebody changed it, a JSON file of an edition.
bool LooksLikeEdition(std::string_view text);

// A JSON file of an edition; INVALID_ARGUMENT if it is none.
absl::StatusOr<EditionFile> ReadEditionFile(std::string_view file, std::string_view text);

// Checks that the readable fields say what the bytes say, and that the edition
// gives nothing away; with `earlier`, the editions before it that are at hand, also
// that it forgets nothing of theirs, if they are all there. Fills `result`. INVALID_ARGUMENT says
// what does not hold.
absl::Status VerifyEditionFile(std::string_view file, std::string_view text,
                               VerifiedEdition& result,
                               std::span<const domain::KnownEdition> earlier = {});

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_VERIFY_EDITION_H_
