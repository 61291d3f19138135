// SPDX-License-Identifier: EUPL-1.2
//
// Dimensions as options name them.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_DIMENSIONS_H_
#define SAMLAD_CLIENTS_CLI_SESSION_DIMENSIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "gateway/base/strings.h"
#include "samlad/v1/catalogue.pb.h"

namespace samlad::cli {

inline const std::vector<std::string> kDimensionNames = {"area", "sex", "age", "background",
                                                         "category"};

// DIMENSION_UNSPECIFIED if it is none.
inline v1::Dimension DimensionOf(std::string_view name) {
  v1::Dimension dimension = v1::DIMENSION_UNSPECIFIED;
  v1::Dimension_Parse(StrCat("DIMENSION_", absl::AsciiStrToUpper(ToAbsl(name))), &dimension);
  return dimension;
}

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_DIMENSIONS_H_
