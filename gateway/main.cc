// SPDX-License-Identifier: EUPL-1.2
//
// The program samlad-gateway: flags -> configuration -> App. Exit codes: 0
// stopped cleanly, 1 could not start or not stop in time, 2 usage, 3 durability
// not guaranteed, or a check of its own failed; a signal while the log is read ends it by that
// signal.

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/stat.h>

#include <CLI/App.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "gateway/app/app.h"
#include "gateway/app/backups.h"
#include "gateway/app/config.h"
#include "gateway/app/failed_check.h"
#include "gateway/app/flags.h"
#include "gateway/app/fsck.h"
#include "gateway/app/notify.h"
#include "gateway/app/open_log.h"
#include "gateway/base/character_class.h"
#include "gateway/base/descriptor.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/transport/socket.h"
#include "google/protobuf/stubs/logging.h"

namespace samlad::app {
namespace {

constexpr int kExitUsage = 2;

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "samlad-gateway: %s\n", EscapeUnprintable(Message(status), "\n").c_str());
  return EXIT_FAILURE;
}

int Say(const absl::StatusOr<std::string>& said) {
  if (!said.ok()) return Fail(said.status());
  std::fputs(EscapeUnprintable(*said, "\n").c_str(), stdout);
  if (!said->ends_with('\n')) std::fputc('\n', stdout);
  return EXIT_SUCCESS;
}

int Examine(const Config& config, const std::string& folder) {
  const absl::StatusOr<Examination> examined = ExamineLog(config, folder);
  if (!examined.ok()) return Fail(examined.status());
  Say(examined->text);
  return examined->holds ? EXIT_SUCCESS : EXIT_FAILURE;
}

// The signals are blocked before any thread starts, so that every thread
// inherits the mask and the main thread alone takes them.
sigset_t BlockSignals() {
  sigset_t blocked;
  sigemptyset(&blocked);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&blocked, signal);
  pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return blocked;
}

void Reload(const std::string& path, App& app, const telemetry::Log& log) {
  const auto config = LoadConfig(path);
  const absl::Status reloaded = config.ok() ? app.Reload(*config) : config.status();
  if (reloaded.ok()) {
    log.Info("configuration read again", {{"file", path}});
  } else {
    log.Error("configuration refused; the one before serves on",
              {{"file", path}, {"why", Message(reloaded)}});
  }
}

// While this lives, SIGTERM and SIGINT end the process at once, as they end any
// program, because reading the log may take long and nobody is served yet. All
// threads have these signals blocked. This takes no signal itself, so that one
// that comes while it is destroyed waits for sigwait.
class MayBeGivenUp {
 public:
  MayBeGivenUp() : over_(eventfd(0, EFD_CLOEXEC)), waiter_([this] { Wait(); }) {}
  ~MayBeGivenUp() {
    eventfd_write(over_.get(), 1);
    waiter_.join();
  }
  MayBeGivenUp(const MayBeGivenUp&) = delete;
  MayBeGivenUp& operator=(const MayBeGivenUp&) = delete;

 private:
  void Wait() const {
    if (!over_.valid()) return;
    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGTERM, SIGINT}) sigaddset(&ends, signal);
    const Descriptor pending(signalfd(-1, &ends, SFD_CLOEXEC));
    pollfd either[] = {{.fd = over_.get(), .events = POLLIN, .revents = 0},
                       {.fd = pending.get(), .events = POLLIN, .revents = 0}};
    while (poll(either, std::size(either), -1) < 0) {
    }
    if (either[0].revents == 0) pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);
  }

  const Descriptor over_;
  std::thread waiter_;
};

int Serve(const std::string& path, const Config& config, const sigset_t& signals,
          const telemetry::Log& log) {
  std::optional<MayBeGivenUp> starting(std::in_place);
  const auto app = App::Start(config, log, [&starting] { starting.reset(); });
  if (!app.ok()) {
    log.Error("could not start", {{"why", Message(app.status())}});
    return EXIT_FAILURE;
  }
  // Whoever reads that it serves finds in the log how it started.
  log.Flush(limits::kLogFlushMax);
  std::printf("samlad-gateway serving on %s, log %s, size %llu\n", (*app)->address().c_str(),
              config.origin.c_str(), static_cast<unsigned long long>((*app)->log_size()));
  std::fflush(stdout);
  const std::string status = StrCat("serving on ", (*app)->address(), ", log ", config.origin);
  NotifyReady(status);

  int signal = 0;
  while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
    NotifyReloading();
    Reload(path, **app, log);
    NotifyReady(status);
  }
  NotifyStopping();
  log.Info("stopping", {{"signal", strsignal(signal)}});
  (*app)->Stop();
  log.Info("stopped");
  return EXIT_SUCCESS;
}

// A signal ends the check of a long log, as it ends any program.
int Check(const Config& config, const sigset_t& signals, const telemetry::Log& log) {
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  return Say(App::Check(config, log));
}

int Run(const Flags& flags) {
  const auto config = LoadConfig(flags.config);
  if (!config.ok()) return Fail(config.status());
  if (flags.migrate) return Say(Migrate(*config));
  if (flags.init) return Say(Initialise(*config, flags.catalogue));
  if (flags.fsck) return Examine(*config, flags.fsck_folder);
  if (!flags.backup.empty()) return Say(BackUp(*config, flags.backup, flags.keep));
  if (!flags.restore.empty()) {
    return Say(Restore(
        *config,
        {.folder = flags.restore, .forget_after = flags.forget_after, .known = flags.known}));
  }
  if (!flags.move_to.empty()) return Say(MoveLog(*config, flags.config, flags.move_to));
  // The log has a thread of its own, which must not take the signals.
  const sigset_t signals = BlockSignals();
  const auto log = telemetry::Log::ToStderr(config->log_level);
  SetFailedCheckHandler(LogAndExitOnFailedCheck(log));
  const int code =
      flags.check ? Check(*config, signals, log) : Serve(flags.config, *config, signals, log);
  // Not left to the destructor of the last copy, because gRPC's diagnostics
  // hold one for ever.
  log.Flush(limits::kLogFlushMax);
  return code;
}

int Main(int argc, char** argv) {
  SetFailedCheckHandler(ExitOnFailedCheck);
  std::set_terminate(SayAndAbort);
  // Only the gateway's own account may read what it writes: reports and keys.
  umask(S_IRWXG | S_IRWXO);
  Flags flags;
  CLI::App cli;
  DefineFlags(cli, flags);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? EXIT_SUCCESS : kExitUsage;
  }
  return Run(flags);
}

}  // namespace
}  // namespace samlad::app

int main(int argc, char** argv) {
  // protobuf would write to stderr, without bound and past the log, whatever a
  // caller makes it fail on. The code that parses reports what is wrong.
  google::protobuf::SetLogHandler(nullptr);
  // Debian's abseil looks for lock cycles at every lock that gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  return samlad::app::Main(argc, argv);
}
