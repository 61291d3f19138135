// SPDX-License-Identifier: EUPL-1.2
//
// StrCat for std::string_view. Debian builds abseil so that absl::string_view
// is a type of its own, without conversions from or to std::string_view; with
// these functions, code is the same in either build.

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
decltype(auto) ForStrCat(const T& part) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return ToAbsl(part);
  } else {
    return (part);
  }
}
}  // namespace internal

// As absl::StrCat.
template <class... Parts>
std::string StrCat(const Parts&... parts) {
  return absl::StrCat(internal::ForStrCat(parts)...);
}

// As absl::StrAppend.
template <class... Parts>
void StrAppend(std::string* text, const Parts&... parts) {
  absl::StrAppend(text, internal::ForStrCat(parts)...);
}

// An ASCII digit, whatever the locale.
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The status's message; lives as long as the status.
inline std::string_view Message(const absl::Status& status) { return ToStd(status.message()); }

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_STRINGS_H_
