// SPDX-License-Identifier: EUPL-1.2
//
// What a refusal tells programs besides its text: numbers and names, by key. They
// are payloads of the status until the call ends, and are sent as the metadata of
// google.rpc.ErrorInfo. gateway/docs/api.md lists the keys. Thread-safe.

#ifndef SAMLAD_GATEWAY_BASE_STATUS_METADATA_H_
#define SAMLAD_GATEWAY_BASE_STATUS_METADATA_H_

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "gateway/base/strings.h"

namespace samlad {

// A payload's type URL: this, and the key.
inline constexpr char kMetadataUrl[] = "samlad/metadata/";

// One number or name. Keys are lower_snake_case, and mean the same in every
// refusal.
struct Metadatum {
  Metadatum(std::string_view key, std::string_view value) : key(key), value(value) {}
  template <std::integral Number>
  Metadatum(std::string_view key, Number value) : key(key), value(StrCat(value)) {}

  std::string_view key;
  std::string value;
};

// The status with these, each shortened to limits::kErrorMessageBytesMax. It must not
// be OK.
absl::Status WithMetadata(absl::Status status, std::initializer_list<Metadatum> metadata);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_STATUS_METADATA_H_
