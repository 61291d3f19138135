// SPDX-License-Identifier: EUPL-1.2
//
// Turns Ctrl-C into a request to stop, for a command that runs until then.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_INTERRUPT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_INTERRUPT_H_

#include <signal.h>

#include <stop_token>
#include <thread>

namespace samlad::cli {

// While it lives, the first SIGINT or SIGTERM only requests the stop of its
// token; the second ends the process. It must be made before other threads,
// which inherit the blocked signals. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  std::stop_token token() const { return source_.get_token(); }
  // As if Ctrl-C was pressed.
  void Stop() { source_.request_stop(); }

 private:
  sigset_t signals_;
  sigset_t before_;
  std::stop_source source_;
  std::jthread waiter_;
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_INTERRUPT_H_
