// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/status_metadata.h"

#include "absl/strings/cord.h"
#include "gateway/base/limits.h"
#include "gateway/base/utf8.h"

namespace samlad {

absl::Status WithMetadata(absl::Status status, std::initializer_list<Metadatum> metadata) {
  for (const Metadatum& one : metadata) {
    status.SetPayload(ToAbsl(StrCat(kMetadataUrl, one.key)),
                      absl::Cord(ToAbsl(Utf8Prefix(one.value, limits::kErrorMessageBytesMax))));
  }
  return status;
}

}  // namespace samlad
