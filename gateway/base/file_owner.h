// SPDX-License-Identifier: EUPL-1.2
//
// Whose a file is, in words for the operator who has to mend it.

#ifndef SAMLAD_GATEWAY_BASE_FILE_OWNER_H_
#define SAMLAD_GATEWAY_BASE_FILE_OWNER_H_

#include <string>
#include <vector>

namespace samlad {

// "samlad", or the number of an account without a name.
std::string ThisAccount();

// "FILE belongs to root, with mode 0644; this program runs as samlad". Says the
// system's reason if the file cannot be looked at.
std::string DescribeOwner(const std::string& path);

// The one command that gives these files to the account of this program, or,
// if all are its own, that lets it read and write them.
std::string CommandToOwn(const std::vector<std::string>& paths);

// What root makes in the folder of another account belongs to that account, so
// that the program, once run by root, does not lock out its own service. Does
// nothing for other callers.
void GiveToOwnerOf(const std::string& folder, int file);

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_FILE_OWNER_H_
