// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/personal_texts.h"

#include <vector>

#include "gateway/domain/findings/personal_texts.h"
#include "samlad/v1/common.pb.h"

namespace samlad::cli {

bool NamesAPerson(const Context& context, const google::protobuf::Message& message) {
  const std::vector<v1::Finding> found = domain::FindPersonalTexts(message);
  if (found.empty()) return false;
  PrintFindings(Findings(found.begin(), found.end()), {}, context.language(), {}, context.err());
  context.Fail(ExitCode::kRejected, context.Say("nothing was sent"));
  return true;
}

}  // namespace samlad::cli
