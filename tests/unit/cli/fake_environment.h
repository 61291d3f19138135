// SPDX-License-Identifier: EUPL-1.2
//
// A world of the test's own: variables, input, and what was printed.

#ifndef SAMLAD_TESTS_UNIT_CLI_FAKE_ENVIRONMENT_H_
#define SAMLAD_TESTS_UNIT_CLI_FAKE_ENVIRONMENT_H_

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/app.h"
#include "clients/cli/session/environment.h"
#include "gateway/base/system_clock.h"

namespace samlad::cli {

struct FakeEnvironment {
  std::map<std::string, std::string> variables;
  std::istringstream in;
  std::ostringstream out, err;
  SystemClock clock;
  Environment environment{.get =
                              [this](const std::string& name) {
                                const auto found = variables.find(name);
                                return found == variables.end() ? "" : found->second;
                              },
                          .in = in,
                          .out = out,
                          .err = err,
                          .clock = clock};

  ExitCode Run(std::vector<std::string> arguments) {
    std::vector<const char*> argv{"samlad"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    return cli::Run(static_cast<int>(argv.size()), argv.data(), environment);
  }
};

}  // namespace samlad::cli

#endif  // SAMLAD_TESTS_UNIT_CLI_FAKE_ENVIRONMENT_H_
