// SPDX-License-Identifier: EUPL-1.2
//
// log.sqlite.moved: says that the log in this folder goes on elsewhere, so that
// nobody starts it here again by mistake.

#ifndef SAMLAD_GATEWAY_STORE_SQLITE_MOVED_MARK_H_
#define SAMLAD_GATEWAY_STORE_SQLITE_MOVED_MARK_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace samlad::store {

// `where`: for people. Durable when it returns.
absl::Status MarkMoved(const std::string& directory, std::string_view where);

// FAILED_PRECONDITION, with what the mark says, if there is one.
absl::Status CheckNotMoved(const std::string& directory);

}  // namespace samlad::store

#endif  // SAMLAD_GATEWAY_STORE_SQLITE_MOVED_MARK_H_
