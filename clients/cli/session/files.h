// SPDX-License-Identifier: EUPL-1.2
//
// The client library's files, under the command's names.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_FILES_H_
#define SAMLAD_CLIENTS_CLI_SESSION_FILES_H_

#include "clients/sdk/files.h"

namespace samlad::cli {

using sdk::FileStem;
using sdk::MoveFile;
using sdk::WriteFileAtomically;

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_FILES_H_
