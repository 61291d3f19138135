// SPDX-License-Identifier: EUPL-1.2
//
// Reasons that the gateway, the client library and CLI11 give in English, in the
// language of the person who reads them. Pure; thread-safe.

#ifndef SAMLAD_CLIENTS_CLI_TEXT_WORDS_REASONS_H_
#define SAMLAD_CLIENTS_CLI_TEXT_WORDS_REASONS_H_

#include <string>
#include <string_view>

#include "clients/board/language.h"

namespace samlad::cli {

// The reason, line by line and with what it is made of, in `language`. What is
// not known, for instance of a new OpenSSL, stays as it is.
std::string InLanguage(board::Language language, std::string_view reason);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_TEXT_WORDS_REASONS_H_
