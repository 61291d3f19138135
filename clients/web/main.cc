// SPDX-License-Identifier: EUPL-1.2
//
// The program samlad-web: the pages of Samlad for browsers.

#include <signal.h>
#include <sys/stat.h>
#include <time.h>

#include <CLI/App.hpp>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "clients/web/flags.h"
#include "clients/web/web_program.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/system_clock.h"

namespace samlad::web {
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

int Serve(const Flags& flags, const sigset_t& signals, const telemetry::Log& log) {
  const SystemClock clock;
  const cli::Environment environment{.get =
                                         [](const std::string& name) {
                                           const char* value = std::getenv(name.c_str());
                                           return std::string(value == nullptr ? "" : value);
                                         },
                                     .in = std::cin,
                                     .out = std::cout,
                                     .err = std::cerr,
                                     .clock = clock};
  const auto program = WebProgram::Start(flags, environment, log);
  if (!program.ok()) {
    std::fprintf(stderr, "samlad-web: %s\n",
                 EscapeUnprintable(Message(program.status()), "\n").c_str());
    return EXIT_FAILURE;
  }
  const timespec interval{.tv_sec = ::samlad::limits::kTlsReloadInterval.count(), .tv_nsec = 0};
  while (sigtimedwait(&signals, nullptr, &interval) < 0) (*program)->Refresh();
  return EXIT_SUCCESS;
}

int Main(int argc, char** argv) {
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
  const int code = Serve(flags, signals, log);
  log.Flush(::samlad::limits::kLogFlushMax);
  return code;
}

}  // namespace
}  // namespace samlad::web

int main(int argc, char** argv) { return samlad::web::Main(argc, argv); }
