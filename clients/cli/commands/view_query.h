// SPDX-License-Identifier: EUPL-1.2
//
// The options that say which view is meant, and the call that reads it.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_VIEW_QUERY_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_VIEW_QUERY_H_

#include <CLI/App.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session/context.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

struct ViewSelection {
  std::string period, as_of;
  uint32_t years = 0;
  uint64_t protected_as_of = 0;
  std::vector<std::string> areas, indicators, organisations, by;
};

// Adds --period, --years, --area, --indicator, --organisation, --as-of,
// --protected-as-of and --by. `selection` must outlive `command`.
std::vector<CLI::Option*> AddViewSelection(CLI::App& command, ViewSelection& selection);

// The serialised v1::View; a day in --as-of is resolved as ResolveAsOf says. Errors
// are for FailCall.
absl::StatusOr<std::string> ReadView(const Context& context, sdk::Client& client,
                                     const ViewSelection& selection);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_VIEW_QUERY_H_
