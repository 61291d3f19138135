// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/moved_mark.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "gateway/base/durable_file.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

std::string MarkIn(const std::string& directory) { return StrCat(directory, "/log.sqlite.moved"); }

}  // namespace

absl::Status MarkMoved(const std::string& directory, std::string_view where) {
  return WriteFileDurably(MarkIn(directory), StrCat(where, "\n"));
}

absl::Status CheckNotMoved(const std::string& directory) {
  const std::string path = MarkIn(directory);
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return absl::OkStatus();
  std::ifstream file(path);
  std::string where;
  std::getline(file, where);
  return absl::FailedPreconditionError(
      StrCat("the log in ", directory, " was moved to ", where,
             " and goes on there: configure that store (", path,
             " says so); if both went on, the log would fork, and every client would see it"));
}

}  // namespace samlad::store
