// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/failed_check.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>

#include "gateway/app/open_log.h"
#include "gateway/base/limits.h"

namespace samlad::app {

void ExitOnFailedCheck(const FailedCheck& failed) {
  PrintFailedCheck(failed);
  _exit(kExitDataLoss);
}

FailedCheckHandler LogAndExitOnFailedCheck(telemetry::Log log) {
  return [log = std::move(log)](const FailedCheck& failed) {
    log.Error(
        "a mistake in the program itself: the process ends; nothing that was acknowledged is "
        "affected; report this line to the maintainers, then start again",
        {{"what", failed.what},
         {"file", failed.where.file_name()},
         {"line", failed.where.line()},
         {"function", failed.where.function_name()}});
    log.Flush(limits::kLogFlushMax);
    _exit(kExitDataLoss);
  };
}

void SayAndAbort() noexcept {
  const char* what = "no exception";
  try {
    if (const std::exception_ptr thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
    what = "something unknown";
  }
  std::fprintf(stderr,
               "samlad-gateway: the program cannot go on: %s; nothing that was acknowledged is "
               "lost; give it more memory or threads (MemoryMax, TasksMax, ulimit -u)\n",
               what);
  std::abort();
}

}  // namespace samlad::app
