// SPDX-License-Identifier: EUPL-1.2
//
// Whether this account may use the folder of the log, before anything is opened.
// SQLite would serve reads from files that it cannot write, so that the first
// report would meet what the start can see.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_ACCESS_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_ACCESS_H_

#include <string>

#include "absl/status/status.h"

namespace samlad::store {

// FAILED_PRECONDITION, with the files, their owner and the command that mends
// it, if the folder or a file of the log in it cannot be read and written. OK if
// the folder is not there.
absl::Status CheckAccess(const std::string& directory);

// "NFS", if the folder is on a file system of another machine, on which neither
// locks nor syncs can be relied on; empty if not, or if it is not known.
std::string NetworkFileSystem(const std::string& directory);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_ACCESS_H_
