// SPDX-License-Identifier: EUPL-1.2

#include "gateway/app/failed_check.h"

#include <unistd.h>

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

}  // namespace samlad::app
