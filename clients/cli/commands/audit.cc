// SPDX-License-Identifier: EUPL-1.2
//
// The group `samlad audit`.

#include "clients/cli/commands/commands.h"

namespace samlad::cli {

void AddAuditCommands(CLI::App& app, Context& context) {
  CLI::App* group = app.add_subcommand("audit", "For auditors, and everyone who has a receipt");
  group->require_subcommand(1);
  group->footer(R"(Examples:
  samlad audit verify --log-key log.vkey receipts/*.receipt.json
  samlad audit verify --log-key log.vkey --report kept.report.binpb eidar.receipt.json
  samlad --profile auditor audit checkpoint --save 2026-03.checkpoint
  samlad --profile auditor audit prove 2026-03.checkpoint --save 2026-03.proof.json
  samlad --profile eidar audit prove eidar.receipt.json
  samlad --profile eidar audit seat --out eidar.seat.json
  samlad audit verify --log-key log.vkey edition.json eidar.seat.json)");
  AddCheckpointCommand(*group, context);
  AddProveCommand(*group, context);
  AddVerifyCommand(*group, context);
  AddSeatCommand(*group, context);
}

}  // namespace samlad::cli
