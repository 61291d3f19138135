// SPDX-License-Identifier: EUPL-1.2

#include "gateway/exchange/commands/table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "gateway/exchange/commands/command_spec.h"

namespace samlad::exchange {
namespace {

bool IsLeftByCommands(v1::EntryKind kind) {
  return kind != v1::ENTRY_KIND_UNSPECIFIED && kind != v1::ENTRY_KIND_LOG_INITIALISED;
}

TEST(CommandTableTest, EveryKindOfEntryIsLeftByOneCommandAndReadBack) {
  const google::protobuf::EnumDescriptor& kinds = *v1::EntryKind_descriptor();
  for (int i = 0; i < kinds.value_count(); ++i) {
    SCOPED_TRACE(kinds.value(i)->name());
    const auto kind = static_cast<v1::EntryKind>(kinds.value(i)->number());
    if (!IsLeftByCommands(kind)) {
      EXPECT_EQ(FindEntry(kind), nullptr);
      continue;
    }
    const auto rows = std::ranges::count_if(AllCommands(), [&](const CommandSpec* command) {
      return command->entry.kind == kind || command->entry_if_rejected.kind == kind;
    });
    EXPECT_EQ(rows, 1);
    const EntrySpec* entry = FindEntry(kind);
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->kind, kind);
    EXPECT_NE(entry->read, nullptr);
  }
}

TEST(CommandTableTest, EveryCommandHasOneRowOfItsOwn){
#define SAMLAD_EXPECT_ROW(name)                 \
  EXPECT_EQ(&SpecOf(CommandKind::name), &name); \
  EXPECT_EQ(std::ranges::count(AllCommands(), &name), 1);
    SAMLAD_COMMANDS(SAMLAD_EXPECT_ROW)
#undef SAMLAD_EXPECT_ROW
}

TEST(CommandTableTest, EveryRowIsWhole) {
  for (const CommandSpec* command : AllCommands()) {
    SCOPED_TRACE(command->field);
    EXPECT_FALSE(command->field.empty());
    EXPECT_NE(command->prepare, nullptr);
    EXPECT_NE(command->decide, nullptr);
    EXPECT_EQ(command->StoresEntry(), command->entry.read != nullptr);
    if (command->StoresEntry()) {
      EXPECT_EQ(FindCommand(command->entry.kind), command);
    }
    // Whoever is no gateway needs a permission; only the gateway makes its keys.
    EXPECT_EQ(command->gateways_own, command->permission == v1::PERMISSION_UNSPECIFIED);
    EXPECT_EQ(command->gateways_own, command->own_key != nullptr);
    // The certificate of a seat waits its turn, as the edition does that needs it.
    EXPECT_TRUE(command->urgent || !command->gateways_own || command == &kCertifySeat);
  }
}

}  // namespace
}  // namespace samlad::exchange
