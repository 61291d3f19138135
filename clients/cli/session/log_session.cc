// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/log_session.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "gateway/base/strings.h"

namespace samlad::cli {
namespace {

namespace fs = std::filesystem;

// By the XDG base directory specification, a path that is not absolute counts
// as not set.
absl::StatusOr<std::string> MemoryFolder(const Environment& environment) {
  fs::path state = environment.get("XDG_STATE_HOME");
  if (!state.is_absolute()) {
    const std::string home = environment.get("HOME");
    if (home.empty()) {
      return absl::InvalidArgumentError(
          "checkpoints cannot be remembered, because neither XDG_STATE_HOME nor HOME is set; set "
          "XDG_STATE_HOME to your own folder");
    }
    state = fs::path(home) / ".local" / "state";
  }
  return (state / "samlad" / "checkpoints").string();
}

}  // namespace

absl::StatusOr<sdk::CheckpointMemory> OpenMemory(const Connection& connection,
                                                 const Environment& environment) {
  auto verifier = ReadLogKey(connection);
  if (!verifier.ok()) return verifier.status();
  auto folder = MemoryFolder(environment);
  if (!folder.ok()) return folder.status();
  return sdk::CheckpointMemory(*std::move(folder), *std::move(verifier));
}

absl::StatusOr<LogSession> OpenLogSession(const Context& context, const Connection& connection) {
  auto opened = OpenMemory(connection, context.environment());
  if (!opened.ok()) return opened.status();
  const auto memory = std::make_shared<sdk::CheckpointMemory>(*std::move(opened));
  auto client = context.Open(connection, memory);
  if (!client.ok()) return client.status();
  auto session = sdk::VerifySession(*client, *memory);
  if (!session.ok()) return session.status();
  return LogSession{*std::move(client), memory, *std::move(session)};
}

}  // namespace samlad::cli
