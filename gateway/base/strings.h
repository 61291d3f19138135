// SPDX-License-Identifier: EUPL-1.2
//
// Where absl's strings meet std's. Debian 12 builds abseil with a string_view
// of its own, to which std::string_view does not convert; these few functions
// are the one place that knows.

#ifndef SAMLAD_GATEWAY_BASE_STRINGS_H_
#define SAMLAD_GATEWAY_BASE_STRINGS_H_

#include <string>
#include <string_view>
#include <type_traits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace samlad {

inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToStd(absl::string_view text) { return {text.data(), text.size()}; }

namespace internal {
template <class T>
decltype(auto) ForAbsl(const T& part) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return ToAbsl(part);
  } else {
    return (part);
  }
}
}  // namespace internal

// absl::StrCat that also takes std::string_view.
template <class... Parts>
std::string StrCat(const Parts&... parts) {
  return absl::StrCat(internal::ForAbsl(parts)...);
}

// absl::StrAppend that also takes std::string_view.
template <class... Parts>
void StrAppend(std::string* out, const Parts&... parts) {
  absl::StrAppend(out, internal::ForAbsl(parts)...);
}

// The status's message as std::string_view; lives as long as the status.
inline std::string_view Message(const absl::Status& status) { return ToStd(status.message()); }

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_STRINGS_H_
