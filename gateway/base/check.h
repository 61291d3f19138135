// SPDX-License-Identifier: EUPL-1.2
//
// A check that holds in every build, for mistakes of our own alone: an index
// that our code computed, a code that our tables must have. What a caller, a
// file or the log can cause is an absl::Status instead.
//
// A check that fails ends the process, because nothing after it can be trusted,
// and least of all what would be written to the log. One line first names the
// place in the sources.

#ifndef SAMLAD_GATEWAY_BASE_CHECK_H_
#define SAMLAD_GATEWAY_BASE_CHECK_H_

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <source_location>
#include <utility>

namespace samlad {

struct FailedCheck {
  const char* what;  // what should have held
  std::source_location where;
};

// Ends the process, on the thread whose check failed; if it returns, the
// process aborts. May be called by several threads at once.
using FailedCheckHandler = std::function<void(const FailedCheck&)>;

// The handler in use. Never destroyed, because threads may outlive static objects.
inline FailedCheckHandler& FailedCheckHandlerInUse() {
  static auto& handler = *new FailedCheckHandler;
  return handler;
}

// To be called by main, while no other thread can fail a check. Without a handler,
// the line goes to stderr, and the process aborts.
inline void SetFailedCheckHandler(FailedCheckHandler handler) {
  FailedCheckHandlerInUse() = std::move(handler);
}

// One line on stderr.
inline void PrintFailedCheck(const FailedCheck& failed) {
  std::fprintf(stderr, "samlad: %s:%u: in %s: does not hold: %s\n", failed.where.file_name(),
               static_cast<unsigned>(failed.where.line()), failed.where.function_name(),
               failed.what);
  std::fflush(stderr);
}

[[noreturn]] inline void FailCheck(const FailedCheck& failed) {
  const FailedCheckHandler& handler = FailedCheckHandlerInUse();
  handler ? handler(failed) : PrintFailedCheck(failed);
  std::abort();
}

// `what` says what holds, as in Check(size <= limit, "size is at most the limit").
inline void Check(bool holds, const char* what,
                  std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]]
    FailCheck({.what = what, .where = where});
}

}  // namespace samlad

#endif  // SAMLAD_GATEWAY_BASE_CHECK_H_
