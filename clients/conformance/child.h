// SPDX-License-Identifier: EUPL-1.2
//
// Another program, as a child in a process group of its own.

#ifndef SAMLAD_CLIENTS_CONFORMANCE_CHILD_H_
#define SAMLAD_CLIENTS_CONFORMANCE_CHILD_H_

#include <sys/types.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace samlad::conformance {

// How to start it.
struct ChildCommand {
  std::vector<std::string> arguments;  // the program first; looked up in PATH if it has no slash
  // All of its environment.
  std::map<std::string, std::string> environment;
  std::string out_file, err_file;  // written anew
};

// Our environment without the variable that `samlad` sets for its own gRPC.
std::map<std::string, std::string> InheritedEnvironment();

// Not thread-safe. The thread that started a child must outlive it, because a
// child is killed with the thread, so that none is left behind.
class Child {
 public:
  // NOT_FOUND: there is no such program, or it cannot be run.
  static absl::StatusOr<Child> Start(const ChildCommand& command);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  // Kills it and its group.
  ~Child();

  // What it ended with, once it has: the exit code, or 128 and the number of the
  // signal. Waits `patience` for that; nullopt: it still runs.
  std::optional<int> Wait(std::chrono::milliseconds patience);

  // Asks it to end, waits `patience`, then kills it with its group.
  void Stop(std::chrono::milliseconds patience);

 private:
  explicit Child(pid_t pid) : pid_(pid) {}

  pid_t pid_;
  std::optional<int> code_;
};

}  // namespace samlad::conformance

#endif  // SAMLAD_CLIENTS_CONFORMANCE_CHILD_H_
