// SPDX-License-Identifier: EUPL-1.2
//
// The program samlad-board-inbox: a reference receiver of
// samlad.v1.BoardInboxService, and a beginning for the board's own system.

#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include <CLI/App.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "clients/inbox/flags.h"
#include "clients/inbox/inbox_server.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"

namespace samlad::inbox {
namespace {

constexpr int kExitUsage = 2;

// The signals are blocked before any thread starts, so that the main thread
// alone takes them.
sigset_t BlockSignals() {
  sigset_t blocked;
  sigemptyset(&blocked);
  for (const int signal : {SIGTERM, SIGINT}) sigaddset(&blocked, signal);
  pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return blocked;
}

int Serve(const InboxOptions& options, const sigset_t& signals, const telemetry::Log& log) {
  const SystemClock clock;
  const auto server = InboxServer::Start(options, clock, log);
  if (!server.ok()) {
    std::fprintf(stderr, "samlad-board-inbox: %s\n",
                 EscapeUnprintable(Message(server.status()), "\n").c_str());
    return EXIT_FAILURE;
  }
  std::printf("samlad-board-inbox serving on %s, folder %s\n", (*server)->address().c_str(),
              options.directory.c_str());
  std::fflush(stdout);
  const timespec interval{.tv_sec = limits::kTlsReloadInterval.count(), .tv_nsec = 0};
  while (sigtimedwait(&signals, nullptr, &interval) < 0) {
    (*server)->Refresh().IgnoreError();  // logs what it finds
  }
  return EXIT_SUCCESS;
}

int Main(int argc, char** argv) {
  // Only this account may read what comes.
  umask(S_IRWXG | S_IRWXO);
  Flags flags;
  CLI::App cli;
  DefineFlags(cli, flags);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? EXIT_SUCCESS : kExitUsage;
  }
  const sigset_t signals = BlockSignals();
  const auto log = telemetry::Log::ToStderr(telemetry::Level::kInfo);
  const int code =
      Serve({.listen = flags.listen,
             .tls = {.certificate = flags.cert, .private_key = flags.key, .client_roots = flags.ca},
             .gateway_identity = flags.gateway_identity,
             .directory = flags.directory,
             .log_key = flags.log_key},
            signals, log);
  log.Flush(limits::kLogFlushMax);
  return code;
}

}  // namespace
}  // namespace samlad::inbox

int main(int argc, char** argv) { return samlad::inbox::Main(argc, argv); }
