// SPDX-License-Identifier: EUPL-1.2
//
// Names of files from ids.

#ifndef SAMLAD_CLIENTS_SDK_FILE_STEM_H_
#define SAMLAD_CLIENTS_SDK_FILE_STEM_H_

#include <initializer_list>
#include <string>
#include <string_view>

namespace samlad::sdk {

// The ids joined by "-". Each character that is not a letter, digit, ".", "_"
// or "-" becomes "_", so that no id can name another folder. A pure function.
std::string FileStem(std::initializer_list<std::string_view> ids);

}  // namespace samlad::sdk

#endif  // SAMLAD_CLIENTS_SDK_FILE_STEM_H_
