// SPDX-License-Identifier: EUPL-1.2
//
// What yaml-cpp says of text that is no YAML, in Swedish. Pure; thread-safe.

#ifndef SAMLAD_GATEWAY_FORMATS_YAML_FAULTS_H_
#define SAMLAD_GATEWAY_FORMATS_YAML_FAULTS_H_

#include <string>
#include <string_view>

namespace samlad::formats {

// A text that is not known, for instance of a new yaml-cpp, stays as it is.
std::string YamlFaultInSwedish(std::string_view english);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_YAML_FAULTS_H_
