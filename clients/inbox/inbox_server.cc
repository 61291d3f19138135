// SPDX-License-Identifier: EUPL-1.2

#include "clients/inbox/inbox_server.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <utility>

#include "clients/inbox/delivery_folder.h"
#include "clients/inbox/inbox_service.h"
#include "gateway/base/durable_file.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/formats/message_loader.h"
#include "gateway/ledger/note.h"
#include "gateway/transport/diagnostics.h"
#include "gateway/transport/listener.h"
#include "gateway/transport/openssl_config.h"
#include "gateway/transport/server_certificates.h"
#include "gateway/transport/server_options.h"

namespace samlad::inbox {
namespace {

absl::Status MakeFolder(const std::string& path) {
  constexpr mode_t kPrivate = 0700;
  const absl::Status made = MakeFolders(path, kPrivate);
  if (made.ok()) return made;
  return absl::InvalidArgumentError(StrCat("--directory: ", Message(made)));
}

absl::StatusOr<std::optional<ledger::NoteVerifier>> ReadLogKey(const std::string& path) {
  if (path.empty()) return std::nullopt;
  const absl::StatusOr<std::string> text = formats::ReadFile(path, limits::kTextBytesMax);
  if (!text.ok()) return absl::InvalidArgumentError(StrCat("--log-key: ", Message(text.status())));
  absl::StatusOr<ledger::NoteVerifier> key = ledger::NoteVerifier::FromVkey(*text);
  if (!key.ok()) return absl::InvalidArgumentError(StrCat("--log-key: ", Message(key.status())));
  return *std::move(key);
}

}  // namespace

// In the order in which they are made; they are destroyed in the opposite
// order.
struct InboxServer::Parts {
  Parts(const InboxOptions& options, const Clock& clock,
        std::optional<ledger::NoteVerifier> log_key, telemetry::Log log)
      : folder(options.directory, clock, std::move(log_key)), service(folder, std::move(log)) {}

  DeliveryFolder folder;
  InboxService service;
  std::unique_ptr<transport::ServerCertificates> certificates;
  std::unique_ptr<transport::Listener> listener;
  std::unique_ptr<grpc::Server> server;
};

absl::StatusOr<std::unique_ptr<InboxServer>> InboxServer::Start(const InboxOptions& options,
                                                                const Clock& clock,
                                                                const telemetry::Log& log) {
  // Before the first use of gRPC.
  if (absl::Status set = transport::ConfigureOpenssl(); !set.ok()) return set;
  transport::RouteDiagnostics(log);
  if (absl::Status made = MakeFolder(options.directory); !made.ok()) return made;
  auto log_key = ReadLogKey(options.log_key);
  if (!log_key.ok()) return log_key.status();
  auto parts = std::make_unique<Parts>(options, clock, *std::move(log_key), log);
  auto certificates = transport::ServerCertificates::Load(options.tls, clock, log);
  if (!certificates.ok()) return certificates.status();
  parts->certificates = *std::move(certificates);
  auto listener = transport::Listener::Open({.address = options.listen}, log);
  if (!listener.ok()) return listener.status();
  parts->listener = *std::move(listener);

  grpc::ServerBuilder builder;
  transport::ApplyLimits(builder);
  builder.RegisterService(&parts->service);
  parts->listener->AttachTo(builder,
                            parts->certificates->MakePinnedCredentials(options.gateway_identity));
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr) return absl::InternalError("gRPC could not start a server");
  if (absl::Status started = parts->listener->Start(); !started.ok()) return started;
  return std::unique_ptr<InboxServer>(new InboxServer(std::move(parts)));
}

InboxServer::InboxServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

InboxServer::~InboxServer() {
  parts_->listener->Stop();
  parts_->server->Shutdown(std::chrono::system_clock::now() + limits::kShutdownConnections);
}

const std::string& InboxServer::address() const { return parts_->listener->address(); }

absl::Status InboxServer::Refresh() { return parts_->certificates->Refresh(); }

}  // namespace samlad::inbox
