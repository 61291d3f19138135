// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/commands/table.h"

#include <cstddef>
#include <iterator>

#include "gateway/base/check.h"
#include "gateway/exchange/commands/command_spec.h"

namespace samlad::exchange {
namespace {

constexpr const CommandSpec* kCommandTable[] = {
#define SAMLAD_COMMAND_ROW(name) &name,
    SAMLAD_COMMANDS(SAMLAD_COMMAND_ROW)
#undef SAMLAD_COMMAND_ROW
};

}  // namespace

const CommandSpec& SpecOf(CommandKind kind) {
  const auto row = static_cast<size_t>(kind);
  Check(row < std::size(kCommandTable), "every kind of command has a row");
  return *kCommandTable[row];
}

std::span<const CommandSpec* const> AllCommands() { return kCommandTable; }

const CommandSpec* FindCommand(v1::EntryKind kind) {
  for (const CommandSpec* command : kCommandTable) {
    if (command->StoresEntry() && command->entry.kind == kind) return command;
  }
  return nullptr;
}

const EntrySpec* FindEntry(v1::EntryKind kind) {
  if (kind == v1::ENTRY_KIND_UNSPECIFIED) return nullptr;
  for (const CommandSpec* command : kCommandTable) {
    if (command->entry.kind == kind) return &command->entry;
    if (command->entry_if_rejected.kind == kind) return &command->entry_if_rejected;
  }
  return nullptr;
}

bool IsGatewaysOwn(CommandKind kind) { return SpecOf(kind).gateways_own; }

bool IsUrgent(CommandKind kind) { return SpecOf(kind).urgent; }

}  // namespace samlad::exchange
