// SPDX-License-Identifier: EUPL-1.2
//
// Words of a choice, and the one that was probably meant.

#ifndef SAMLAD_GATEWAY_FORMATS_SPELLING_H_
#define SAMLAD_GATEWAY_FORMATS_SPELLING_H_

#include <span>
#include <string>

#include "absl/strings/str_join.h"
#include "gateway/domain/values/spelling.h"

namespace samlad::formats {

using domain::ClosestWord;

// "up | down | context": the words of a choice, in findings.
inline std::string JoinChoices(std::span<const std::string> words) {
  return absl::StrJoin(words, " | ");
}

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_SPELLING_H_
