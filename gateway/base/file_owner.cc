// SPDX-License-Identifier: EUPL-1.2

#include "gateway/base/file_owner.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "gateway/base/strings.h"

namespace samlad {
namespace {

constexpr size_t kNameBufferBytes = 16'384;

std::string AccountName(uid_t id) {
  struct passwd account{};
  struct passwd* found = nullptr;
  char buffer[kNameBufferBytes];
  getpwuid_r(id, &account, buffer, sizeof(buffer), &found);
  return found == nullptr ? StrCat(id) : std::string(found->pw_name);
}

std::string GroupName(gid_t id) {
  struct group entry{};
  struct group* found = nullptr;
  char buffer[kNameBufferBytes];
  getgrgid_r(id, &entry, buffer, sizeof(buffer), &found);
  return found == nullptr ? StrCat(id) : std::string(found->gr_name);
}

bool IsOwn(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 && info.st_uid == geteuid();
}

}  // namespace

std::string ThisAccount() { return AccountName(geteuid()); }

std::string DescribeOwner(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) {
    return StrCat(path, " cannot be looked at by the account ", ThisAccount(), ": ",
                  std::strerror(errno));
  }
  const unsigned mode = info.st_mode & 07777U;
  const std::string octal = {
      static_cast<char>('0' + (mode >> 9)), static_cast<char>('0' + (mode >> 6 & 7)),
      static_cast<char>('0' + (mode >> 3 & 7)), static_cast<char>('0' + (mode & 7))};
  return StrCat(path, " belongs to ", AccountName(info.st_uid), ", with mode ", octal,
                "; this program runs as ", ThisAccount());
}

std::string CommandToOwn(const std::vector<std::string>& paths) {
  std::string names, foreign;
  for (const std::string& path : paths) {
    StrAppend(&names, " ", path);
    if (!IsOwn(path)) StrAppend(&foreign, " ", path);
  }
  if (foreign.empty()) return StrCat("chmod u+rwX", names);
  return StrCat("chown ", ThisAccount(), ":", GroupName(getegid()), foreign);
}

void GiveToOwnerOf(const std::string& folder, int file) {
  struct stat info{};
  if (geteuid() != 0 || ::stat(folder.c_str(), &info) != 0 || info.st_uid == 0) return;
  // Where it fails, the next start by the service says whose the file is.
  if (::fchown(file, info.st_uid, info.st_gid) != 0) return;
}

}  // namespace samlad
