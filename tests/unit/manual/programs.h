// SPDX-License-Identifier: EUPL-1.2
//
// The command lines of the programs, as they are.

#ifndef SAMLAD_TESTS_UNIT_MANUAL_PROGRAMS_H_
#define SAMLAD_TESTS_UNIT_MANUAL_PROGRAMS_H_

#include <vector>

#include "clients/cli/app.h"
#include "clients/inbox/flags.h"
#include "clients/manual/command_tree.h"
#include "clients/web/flags.h"
#include "gateway/app/flags.h"
#include "tests/unit/cli/fake_environment.h"

namespace samlad::manual {

inline std::vector<Command> ClientCommands() {
  cli::FakeEnvironment world;
  cli::Context context(world.environment);
  CLI::App app;
  cli::DefineCommands(app, context);
  return ReadCommands(app);
}

inline std::vector<Command> GatewayCommands() {
  app::Flags flags;
  CLI::App app;
  app::DefineFlags(app, flags);
  return ReadCommands(app);
}

inline std::vector<Command> InboxCommands() {
  inbox::Flags flags;
  CLI::App app;
  inbox::DefineFlags(app, flags);
  return ReadCommands(app);
}

inline std::vector<Command> WebCommands() {
  web::Flags flags;
  CLI::App app;
  web::DefineFlags(app, flags);
  return ReadCommands(app);
}

}  // namespace samlad::manual

#endif  // SAMLAD_TESTS_UNIT_MANUAL_PROGRAMS_H_
