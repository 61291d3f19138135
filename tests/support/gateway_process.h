// SPDX-License-Identifier: EUPL-1.2
//
// The program samlad-gateway as a child process.

#ifndef SAMLAD_TESTS_SUPPORT_GATEWAY_PROCESS_H_
#define SAMLAD_TESTS_SUPPORT_GATEWAY_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace samlad::testing {

// What a run of the program to its end gave.
struct GatewayRun {
  int exit_code = -1;  // -1: ended by a signal
  std::string out, err;
};

// Runs the program with these arguments until it ends.
GatewayRun RunGateway(const std::vector<std::string>& arguments);

// The program, by its absolute path.
std::string GatewayProgram();

// A serving gateway. Destruction kills it if it still runs.
class GatewayProcess {
 public:
  // Starts it and waits until it serves or ends; stderr goes to `log_path`.
  GatewayProcess(const std::string& config_path, const std::string& log_path);
  ~GatewayProcess();
  GatewayProcess(const GatewayProcess&) = delete;
  GatewayProcess& operator=(const GatewayProcess&) = delete;

  // "127.0.0.1:41234"; empty if it did not come to serve.
  const std::string& address() const { return address_; }
  // The line that said so.
  const std::string& ready_line() const { return ready_line_; }

  pid_t pid() const { return pid_; }
  // Memory that it has in use now, in bytes.
  size_t ResidentBytes() const;
  void Signal(int signal) const;
  // Waits for the end; the exit code, or -1 if a signal ended it.
  int Wait();
  // SIGTERM and Wait.
  int Stop();
  // kill -9 and Wait.
  void Kill();

  std::string Log() const;
  // Whether the log gets to hold `text` within ten seconds.
  bool LogHolds(std::string_view text) const;

 private:
  void ReadReadyLine();

  const std::string log_path_;
  pid_t pid_ = -1;
  int out_ = -1;
  std::string ready_line_;
  std::string address_;
};

}  // namespace samlad::testing

#endif  // SAMLAD_TESTS_SUPPORT_GATEWAY_PROCESS_H_
