// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/sqlite/access.h"

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <vector>

#include "gateway/base/file_owner.h"
#include "gateway/base/strings.h"

namespace samlad::store {
namespace {

// 0, or why this account may not access the file in that way. What is not there
// is no obstacle.
int WhyNot(const std::string& path, int how) {
  if (::faccessat(AT_FDCWD, path.c_str(), how, AT_EACCESS) == 0 || errno == ENOENT) return 0;
  return errno;
}

absl::Status NoAccess(const std::string& path, int error, const std::vector<std::string>& all) {
  if (error == EROFS) {
    return absl::FailedPreconditionError(
        StrCat(path,
               " is on a file system that is mounted read-only; find the reason (dmesg), "
               "then run: mount -o remount,rw its mount point"));
  }
  if (error == EPERM) {
    return absl::FailedPreconditionError(StrCat(
        path, " has the attribute immutable or append-only (lsattr); run: chattr -ia ", path));
  }
  if (error != EACCES) {
    return absl::FailedPreconditionError(
        StrCat("cannot read and write ", path, ": ", std::strerror(error)));
  }
  return absl::FailedPreconditionError(
      StrCat(DescribeOwner(path), ", which may not read and write it; run: ", CommandToOwn(all)));
}

}  // namespace

absl::Status CheckAccess(const std::string& directory) {
  // In a folder that cannot be entered, nothing can be said of its files.
  if (const int why = WhyNot(directory, R_OK | W_OK | X_OK); why != 0) {
    return NoAccess(directory, why, {directory});
  }
  std::vector<std::string> refused;
  int first = 0;
  for (const char* name : {"log.sqlite", "log.sqlite-wal", "log.sqlite-shm", "log.head", "lock"}) {
    const std::string path = StrCat(directory, "/", name);
    const int why = WhyNot(path, R_OK | W_OK);
    if (why == 0) continue;
    if (refused.empty()) first = why;
    refused.push_back(path);
  }
  return refused.empty() ? absl::OkStatus() : NoAccess(refused.front(), first, refused);
}

std::string NetworkFileSystem(const std::string& directory) {
  struct statfs found{};
  if (::statfs(directory.c_str(), &found) != 0) return "";
  switch (static_cast<uint32_t>(found.f_type)) {
    case 0x6969:
      return "NFS";
    case 0x517b:
    case 0xfe534d42:
    case 0xff534d42:
      return "SMB";
    case 0x5346414f:
      return "AFS";
    case 0x00c36400:
      return "Ceph";
    default:
      return "";
  }
}

}  // namespace samlad::store
