// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/gateway_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/temp_dir.h"

namespace samlad::testing {
namespace {

// Tests both block in calls and are called back, in one process, and there gRPC
// 1.51 sometimes waits in no thread for its sockets (epoll1 hands that over from
// one thread to another) until a timer fires: a call took 10 or 20 seconds, and
// its handshake was given up. With poll(2) each thread waits for its own. Set
// before gRPC is first used; the gateway has it as it always does.
constexpr char kPollStrategy[] = "GRPC_POLL_STRATEGY";
[[maybe_unused]] const bool kPolls = setenv(kPollStrategy, "poll", /*overwrite=*/0) == 0;

std::string ReadWhole(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void Must(int error, const char* what) {
  if (error == 0) return;
  std::fprintf(stderr, "gateway process: %s: error %d\n", what, error);
  std::abort();
}

pid_t Spawn(const std::vector<std::string>& arguments, int out, const std::string& err_path) {
  const std::string program = GatewayProgram();
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  const pid_t pid = fork();
  if (pid != 0) {
    Must(pid < 0 ? errno : 0, "fork");
    return pid;
  }
  unsetenv(kPollStrategy);
  // Also if the test program itself is killed.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(out, STDOUT_FILENO);
  dup2(open(err_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
  execv(argv.front(), argv.data());
  _exit(127);
}

int WaitFor(pid_t pid) {
  int status = 0;
  if (waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::string GatewayProgram() { return SAMLAD_GATEWAY; }

GatewayRun RunGateway(const std::vector<std::string>& arguments) {
  const TempDir files;
  const std::string out_path = files.Write("out", "");
  const std::string err_path = files.Write("err", "");
  const int out = open(out_path.c_str(), O_WRONLY | O_CLOEXEC);
  const pid_t pid = Spawn(arguments, out, err_path);
  close(out);
  GatewayRun run;
  run.exit_code = WaitFor(pid);
  run.out = ReadWhole(out_path);
  run.err = ReadWhole(err_path);
  return run;
}

GatewayProcess::GatewayProcess(const std::string& config_path, const std::string& log_path)
    : log_path_(log_path) {
  int ends[2];
  Must(pipe2(ends, O_CLOEXEC), "pipe");
  out_ = ends[0];
  pid_ = Spawn({"--config", config_path}, ends[1], log_path);
  close(ends[1]);
  ReadReadyLine();
}

GatewayProcess::~GatewayProcess() {
  Kill();
  close(out_);
}

void GatewayProcess::ReadReadyLine() {
  char c = 0;
  while (read(out_, &c, 1) == 1 && c != '\n') ready_line_.push_back(c);
  constexpr std::string_view kBefore = "serving on ";
  const size_t begin = ready_line_.find(kBefore);
  if (begin == std::string::npos) return;
  const size_t from = begin + kBefore.size();
  address_ = ready_line_.substr(from, ready_line_.find(',', from) - from);
}

size_t GatewayProcess::ResidentBytes() const {
  std::istringstream status(ReadWhole("/proc/" + std::to_string(pid_) + "/status"));
  constexpr std::string_view kLabel = "VmRSS:";
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(kLabel)) return std::stoull(line.substr(kLabel.size())) * 1024;
  }
  return 0;
}

void GatewayProcess::Signal(int signal) const {
  if (pid_ > 0) kill(pid_, signal);
}

int GatewayProcess::Wait() {
  if (pid_ <= 0) return -1;
  const int code = WaitFor(pid_);
  pid_ = -1;
  return code;
}

int GatewayProcess::Stop() {
  Signal(SIGTERM);
  return Wait();
}

void GatewayProcess::Kill() {
  if (pid_ <= 0) return;
  Signal(SIGKILL);
  Wait();
}

std::string GatewayProcess::Log() const { return ReadWhole(log_path_); }

bool GatewayProcess::LogHolds(std::string_view text) const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (Log().find(text) == std::string::npos) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

}  // namespace samlad::testing
