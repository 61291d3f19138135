// SPDX-License-Identifier: EUPL-1.2
//
// What a command uses of the process around it; tests replace it.

#ifndef SAMLAD_CLIENTS_CLI_SESSION_ENVIRONMENT_H_
#define SAMLAD_CLIENTS_CLI_SESSION_ENVIRONMENT_H_

#include <functional>
#include <iosfwd>
#include <string>

#include "absl/time/time.h"
#include "gateway/base/clock.h"

namespace samlad::cli {

// References must outlive it.
struct Environment {
  // Value of an environment variable; empty if it is not set.
  std::function<std::string(const std::string& name)> get;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  const Clock& clock;
  // In which times are shown to people.
  absl::TimeZone zone = absl::UTCTimeZone();
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  // Called when `out` has failed: whether nobody reads it any more. May be
  // null.
  std::function<bool()> reader_gone = {};
};

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_SESSION_ENVIRONMENT_H_
