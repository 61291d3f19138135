// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/interrupt.h"

#include <cstdlib>

namespace samlad::cli {

Interrupt::Interrupt() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  waiter_ = std::jthread([this](const std::stop_token& ended) {
    // In short waits, because only a signal ends a wait for signals.
    const timespec wait{.tv_sec = 0, .tv_nsec = 100'000'000};
    while (!ended.stop_requested()) {
      const int signal = sigtimedwait(&signals_, nullptr, &wait);
      // A second signal ends the process at once, because someone who asks again
      // does not want to wait for the command to stop.
      if (signal > 0 && !source_.request_stop()) std::_Exit(128 + signal);
    }
  });
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace samlad::cli
