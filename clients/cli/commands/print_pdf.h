// SPDX-License-Identifier: EUPL-1.2
//
// Prints an HTML page to PDF with the browser of this computer.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_PRINT_PDF_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_PRINT_PDF_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cli/session/environment.h"

namespace samlad::cli {

// A Chromium in PATH, under one of its usual names; "" if there is none.
std::string FindBrowser(const Environment& environment);

// The page as a PDF. The browser runs with a profile of its own in a temporary
// folder, which is its home and is removed, and without network. UNAVAILABLE: it
// cannot be run, or printed nothing within a minute.
absl::StatusOr<std::string> PrintToPdf(const std::string& browser, std::string_view html);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_PRINT_PDF_H_
