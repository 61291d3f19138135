// SPDX-License-Identifier: EUPL-1.2
//
// Runs other programs from a test.

#ifndef SAMLAD_TESTS_SUPPORT_RUN_COMMAND_H_
#define SAMLAD_TESTS_SUPPORT_RUN_COMMAND_H_

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace samlad::testing {

struct CommandResult {
  int exit_code = -1;  // -1: ended by a signal
  std::string output;  // of stdout
};

// Runs a shell command to its end.
inline CommandResult RunCommand(const std::string& command) {
  CommandResult result;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return result;
  std::array<char, 4096> buffer;
  while (const size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.output.append(buffer.data(), n);
  }
  const int status = pclose(pipe);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_RUN_COMMAND_H_
