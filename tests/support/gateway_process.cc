// SPDX-License-Identifier: EUPL-1.2

#include "tests/support/gateway_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "google/protobuf/util/json_util.h"
#include "tests/support/run_command.h"

namespace samlad::testing {
namespace {

constexpr char kProgram[] = SAMLAD_BINARY_DIR "/samlad-gateway";

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

[[noreturn]] void Die(const std::string& what) {
  std::cerr << "gateway process: " << what << std::endl;
  std::abort();
}

// The first line of what comes through a pipe; empty if it closes before.
std::string ReadLine(int fd) {
  std::string line;
  char c;
  while (read(fd, &c, 1) == 1 && c != '\n') line.push_back(c);
  return line;
}

}  // namespace

GatewayProcess::GatewayProcess(const v1::Catalogue& catalogue, const std::string& configuration)
    : authority_(TestAuthority::Root()) {
  const IssuedCertificate server = authority_.IssueServer();
  folder_.Write("server.pem", server.chain);
  folder_.Write("server.key", server.key);
  folder_.Write("root.pem", authority_.certificate());
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(catalogue, &json).ok()) Die("catalogue");
  const std::string catalogue_path = folder_.Write("catalogue.json", json);
  configuration_path_ = folder_.Write("gateway.yaml",
                                      "listen: 127.0.0.1:0\n"
                                      "origin: demo.samlad.example/test\n"
                                      "data_directory: data\n"
                                      "log_key: log-key.pem\n"
                                      "tls:\n"
                                      "  certificate: server.pem\n"
                                      "  key: server.key\n"
                                      "  client_roots: root.pem\n" +
                                          configuration);
  const CommandResult begun = RunCommand(std::string(kProgram) + " --init --catalogue " +
                                         catalogue_path + " --config " + configuration_path_);
  if (begun.exit_code != 0) Die("--init failed: " + begun.output);
  verifier_key_ = ReadFile((folder_.path() / "data" / "log.vkey").string());
}

GatewayProcess::~GatewayProcess() {
  if (pid_ > 0) Stop(SIGKILL);
}

void GatewayProcess::Start() {
  std::array<int, 2> out;
  if (pipe2(out.data(), O_CLOEXEC) != 0) Die("pipe");
  const std::string log = (folder_.path() / "gateway.log").string();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // also if the test program is killed
    const int log_fd = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(out[1], STDOUT_FILENO);
    dup2(log_fd, STDERR_FILENO);
    execl(kProgram, kProgram, "--config", configuration_path_.c_str(), nullptr);
    _exit(127);
  }
  close(out[1]);
  const std::string line = ReadLine(out[0]);
  close(out[0]);
  const size_t at = line.find("127.0.0.1:");
  if (at == std::string::npos) Die("does not serve: " + line + "\n" + Log());
  address_ = line.substr(at, line.find_first_not_of("0123456789.:", at) - at);
}

int GatewayProcess::Stop(int signal) {
  kill(pid_, signal);
  int status = 0;
  if (waitpid(pid_, &status, 0) != pid_) Die("waitpid");
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string GatewayProcess::Log() const {
  return ReadFile((folder_.path() / "gateway.log").string());
}

}  // namespace samlad::testing
