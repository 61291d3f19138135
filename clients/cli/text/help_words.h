// SPDX-License-Identifier: EUPL-1.2
//
// The texts of help and manual pages in the language of who reads them: of the
// client and of the programs beside it (words_help.h). Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_HELP_WORDS_H_
#define SAMLAD_CLIENTS_CLI_TEXT_HELP_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/board/language.h"

namespace samlad::cli {

// A description, heading or footer. A footer is translated line by line; what
// is not known, for instance a command to be typed, stays as it is.
std::string HelpIn(board::Language language, std::string_view english);

// What stands for a value, as CLI11 names it with the check of the value:
// "FILE", "TEXT:{sv,en}", "N:UINT in [1 - 20]".
std::string ValueIn(board::Language language, std::string_view english);

// The lines of this text that people read and that have no Swedish.
std::vector<std::string> WithoutSwedish(std::string_view english);

// All texts that have Swedish, for a test that each is used.
std::vector<std::string_view> HelpTexts();

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_HELP_WORDS_H_
