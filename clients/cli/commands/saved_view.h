// SPDX-License-Identifier: EUPL-1.2
//
// A view from the gateway, or from a file that a command has saved.

#ifndef SAMLAD_CLIENTS_CLI_COMMANDS_SAVED_VIEW_H_
#define SAMLAD_CLIENTS_CLI_COMMANDS_SAVED_VIEW_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/board/page/baselines.h"
#include "clients/cli/commands/view_query.h"
#include "clients/cli/session/context.h"
#include "samlad/v1/view.pb.h"

namespace samlad::cli {

// Reads a view as `board view` writes it with --format binpb or json. Errors are
// for FailInput.
absl::StatusOr<v1::View> ReadSavedView(const Context& context, const std::string& file);

// Which view is meant: a query to the gateway, or a file.
struct ViewSource {
  ViewSelection selection;
  std::string from;
  // Of the selection; set by AddViewSource.
  std::vector<CLI::Option*> selection_options;
  // Whether any of them was given, which a file leaves no room for.
  bool Selects() const;
};
// Adds the options of AddViewSelection, and --from. `source` must outlive
// `command`.
void AddViewSource(CLI::App& command, ViewSource& source);

// The view in two forms: as it was serialised, and parsed.
struct ReadViewResult {
  std::string bytes;
  v1::View view;
  // Of an edition's view that the gateway gave; else empty.
  board::Baselines baselines;
};
// Codes of a breakdown are named by the catalogue if `name_codes` and the gateway is
// asked. The failure is printed, and its exit code returned.
ExitCode ReadViewFrom(const Context& context, const ViewSource& source, bool name_codes,
                      ReadViewResult* result);

}  // namespace samlad::cli

#endif  // SAMLAD_CLIENTS_CLI_COMMANDS_SAVED_VIEW_H_
