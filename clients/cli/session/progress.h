// SPDX-License-Identifier: EUPL-1.2
//
// Shows on a terminal that something is being done that takes longer than a second:
//   [     ####           ] sending eidar-2025.csv, 12 MiB: 3 s
// How far it is, is not known of a call, so the bar moves to and fro.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_PROGRESS_H_
#define SAMLAD_CLIENTS_CLI_SESSION_PROGRESS_H_

#include <chrono>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>

#include "clients/cli/session/environment.h"
#include "gateway/base/mutex.h"

namespace samlad::cli {

// The bar's line `seconds` after the begin, in its `step`th picture.
std::string ProgressLine(const std::string& what, int step, long seconds);

// Puts the cursor back to the beginning of an empty line where a bar may be shown;
// else empty. Print it before anything else that goes to standard error meanwhile.
std::string_view WipeBar(const Environment& environment);

// From its construction to its destruction; what is printed is then wiped off
// again. Prints nothing unless standard error is a terminal that can do so. A
// thread of its own writes to standard error meanwhile.
class Progress {
 public:
  // `what` is done: "sending figures.csv".
  Progress(const Environment& environment, std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  void Draw();
  // Whether the work still goes on after the pause.
  bool Wait(std::chrono::milliseconds pause);

  std::ostream& err_;
  const std::string what_;
  Mutex mutex_;
  CondVar wake_;
  bool over_ SAMLAD_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // the last, because it uses the others
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_PROGRESS_H_
