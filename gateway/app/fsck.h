// SPDX-License-Identifier: EUPL-1.2
//
// --fsck: what is wrong with a log, and what still holds.

#ifndef SAMLAD_GATEWAY_APP_FSCK_H_
#define SAMLAD_GATEWAY_APP_FSCK_H_

#include <string>

#include "absl/status/statusor.h"
#include "gateway/app/config.h"

namespace samlad::app {

struct Examination {
  std::string text;    // for the operator
  bool holds = false;  // nothing is wrong
};

// Examines the log of the configuration, or the copy or backup in `folder` if one is
// given; beside a gateway that serves it, too. Changes nothing. An error: it could not
// be examined.
absl::StatusOr<Examination> ExamineLog(const Config& config, const std::string& folder);

}  // namespace samlad::app

#endif  // SAMLAD_GATEWAY_APP_FSCK_H_
