// SPDX-License-Identifier: EUPL-1.2

#include "clients/conformance/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "gateway/base/strings.h"

extern char** environ;

namespace samlad::conformance {
namespace {

constexpr std::chrono::milliseconds kLookAgain{5};
constexpr int kSignalled = 128;

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Between fork and exec, where only calls that are safe in a signal handler are
// allowed. What went wrong goes back through the pipe.
[[noreturn]] void Become(char* const* arguments, char* const* environment, const char* out,
                         const char* err, int failure) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  constexpr mode_t kPrivate = 0600;
  const int in_fd = open("/dev/null", O_RDONLY);
  const int out_fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, kPrivate);
  const int err_fd = open(err, O_WRONLY | O_CREAT | O_TRUNC, kPrivate);
  if (dup2(in_fd, STDIN_FILENO) >= 0 && dup2(out_fd, STDOUT_FILENO) >= 0 &&
      dup2(err_fd, STDERR_FILENO) >= 0) {
    execvpe(arguments[0], arguments, environment);
  }
  const int error = errno;
  (void)!write(failure, &error, sizeof(error));
  _exit(kSignalled - 1);
}

}  // namespace

std::map<std::string, std::string> InheritedEnvironment() {
  std::map<std::string, std::string> inherited;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view entry = *one;
    const size_t end = entry.find('=');
    if (end == entry.npos) continue;
    inherited.emplace(entry.substr(0, end), entry.substr(end + 1));
  }
  inherited.erase("GRPC_VERBOSITY");
  return inherited;
}

absl::StatusOr<Child> Child::Start(const ChildCommand& command) {
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment;
  for (const auto& [name, value] : command.environment) {
    environment.push_back(StrCat(name, "=", value));
  }
  const std::vector<char*> argument_pointers = Pointers(arguments);
  const std::vector<char*> environment_pointers = Pointers(environment);
  int failure[2];
  if (pipe2(failure, O_CLOEXEC) != 0) return absl::ErrnoToStatus(errno, "pipe");
  const pid_t pid = fork();
  if (pid == 0) {
    Become(argument_pointers.data(), environment_pointers.data(), command.out_file.c_str(),
           command.err_file.c_str(), failure[1]);
  }
  const int fork_error = errno;
  close(failure[1]);
  int error = 0;
  const bool failed = pid < 0 || read(failure[0], &error, sizeof(error)) > 0;
  close(failure[0]);
  if (pid < 0) return absl::ErrnoToStatus(fork_error, "fork");
  Child child(pid);
  if (failed) {
    return absl::NotFoundError(
        StrCat("cannot run ", command.arguments.front(), ": ", strerror(error)));
  }
  return child;
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), code_(std::exchange(other.code_, std::nullopt)) {}

Child::~Child() { Stop(std::chrono::milliseconds(0)); }

std::optional<int> Child::Wait(std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!code_ && pid_ > 0) {
    int status = 0;
    const pid_t ended = waitpid(pid_, &status, WNOHANG);
    if (ended == pid_) {
      code_ = WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
    } else if (std::chrono::steady_clock::now() >= end) {
      break;
    } else {
      std::this_thread::sleep_for(kLookAgain);
    }
  }
  return code_;
}

void Child::Stop(std::chrono::milliseconds patience) {
  if (pid_ <= 0) return;
  if (!code_ && patience.count() > 0) {
    kill(pid_, SIGTERM);
    Wait(patience);
  }
  // Also what the child has left behind in its group.
  kill(-pid_, SIGKILL);
  constexpr std::chrono::seconds kReaped{10};
  Wait(kReaped);
  pid_ = -1;
}

}  // namespace samlad::conformance
