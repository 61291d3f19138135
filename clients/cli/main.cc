// SPDX-License-Identifier: EUPL-1.2

#include <openssl/crypto.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

#include "clients/cli/app.h"

#include "gateway/base/system_clock.h"

int main(int argc, char** argv) {
  // gRPC would print its own lines between ours, which say the same.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  // gRPC's threads may still shake hands when this one ends; OpenSSL would take
  // away beneath them what they use, and what they hold would not be freed.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
  // A reader that went away (`samlad ... | head`) is reported by the write.
  std::signal(SIGPIPE, SIG_IGN);
  const samlad::SystemClock clock;
  const samlad::cli::Environment environment{
      .get =
          [](const std::string& name) {
            const char* value = std::getenv(name.c_str());
            return std::string(value == nullptr ? "" : value);
          },
      .in = std::cin,
      .out = std::cout,
      .err = std::cerr,
      .clock = clock,
      .zone = absl::LocalTimeZone(),
      .in_is_terminal = isatty(STDIN_FILENO) == 1,
      .out_is_terminal = isatty(STDOUT_FILENO) == 1,
      .err_is_terminal = isatty(STDERR_FILENO) == 1,
      .reader_gone =
          [] {
            pollfd out{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
            return poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP)) != 0;
          },
  };
  return static_cast<int>(samlad::cli::Run(argc, argv, environment));
}
