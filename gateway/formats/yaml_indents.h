// SPDX-License-Identifier: EUPL-1.2
//
// Indentation of YAML with characters that are no blanks, which a parser takes for
// the text itself or refuses with a remark about something else.

#ifndef SAMLAD_GATEWAY_FORMATS_YAML_INDENTS_H_
#define SAMLAD_GATEWAY_FORMATS_YAML_INDENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "samlad/v1/common.pb.h"

namespace samlad::formats {

struct Indents {
  std::string text;                   // with blanks; empty: nothing had to be replaced
  std::vector<v1::Finding> findings;  // located, at most one of each kind
};

// Finds tabs and blanks of other kinds in the indentation of block YAML, also
// behind "-" and ":", and replaces them: a no-break space by one blank, a tab up to
// the next multiple of eight. JSON and block texts ("|") are left alone. Linear in
// the text, which is valid UTF-8.
Indents RepairIndents(std::string_view text, std::string_view file);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_YAML_INDENTS_H_
