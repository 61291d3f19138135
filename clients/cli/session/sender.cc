// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/session/sender.h"

#include <filesystem>

#include "clients/cli/session/diagnosis.h"
#include "clients/reporting/gateway_clock.h"
#include "clients/sdk/file_stem.h"
#include "clients/sdk/identity.h"
#include "gateway/base/limits.h"
#include "gateway/formats/message_loader.h"
#include "gateway/identity/principal.h"

namespace samlad::cli {
namespace {

// Of the certificate; empty: it does not say.
std::string OwnOrganisation(const Context& context) {
  const auto connection = context.ResolveConnection();
  if (!connection.ok()) return "";
  const auto identity = sdk::LoadIdentity({.certificate = connection->certificate,
                                           .key = connection->key,
                                           .authorities = connection->authorities});
  if (!identity.ok()) return "";
  const auto principal = identity::ParsePrincipal(LeafOf(identity->certificate_pem));
  return principal.ok() ? principal->organisation : "";
}

int64_t NowMs(const Context& context, sdk::Client& client) {
  const auto connection = context.ResolveConnection();
  const auto key = connection.ok() ? ReadLogKey(*connection)
                                   : absl::StatusOr<ledger::NoteVerifier>(connection.status());
  return reporting::GatewayClock(client, key.ok() ? key->name() : "",
                                 context.environment().clock.NowMs());
}

}  // namespace

reporting::Sender SenderOf(const Context& context, sdk::Client& client) {
  return {.language = context.language(),
          .organisation = OwnOrganisation(context),
          .now_ms = [&context, &client] { return NowMs(context, client); }};
}

std::string KeptReportIn(const std::string& folder, const v1::Report& report) {
  const std::string name =
      sdk::FileStem({report.organisation(), report.obligation(), report.period()});
  auto bytes = formats::ReadFile(std::filesystem::path(folder) / (name + ".report.binpb"),
                                 limits::kReportBytesMax);
  return bytes.ok() ? *std::move(bytes) : "";
}

}  // namespace samlad::cli
