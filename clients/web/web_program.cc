// SPDX-License-Identifier: EUPL-1.2

#include "clients/web/web_program.h"

#include <ostream>
#include <utility>

#include "clients/cli/session/connection.h"
#include "clients/cli/session/context.h"
#include "clients/cli/session/log_session.h"
#include "clients/sdk/identity.h"
#include "clients/web/app.h"
#include "clients/web/http/server.h"
#include "clients/web/session/certificate.h"
#include "clients/web/session/gate.h"
#include "clients/web/session/seats.h"
#include "gateway/base/mutex.h"
#include "gateway/base/strings.h"
#include "gateway/transport/diagnostics.h"
#include "gateway/transport/openssl_config.h"
#include "gateway/transport/socket.h"
#include "gateway/transport/tls.h"

namespace samlad::web {
namespace {

absl::StatusOr<GatewayAccess> ReadAccess(const Flags& flags, const cli::Environment& environment,
                                         std::stop_token stop) {
  cli::ConnectionFlags asked;
  asked.config = flags.config;
  asked.profile = flags.profile;
  const auto connection = cli::ResolveConnection(asked, environment);
  if (!connection.ok()) return connection.status();
  if (connection->gateway.empty()) {
    return absl::InvalidArgumentError(
        "no gateway: name a profile with --profile (see samlad --help for the profile file)");
  }
  auto identity = sdk::LoadIdentity({.certificate = connection->certificate,
                                     .key = connection->key,
                                     .authorities = connection->authorities});
  if (!identity.ok()) return identity.status();
  GatewayAccess access{
      .address = connection->gateway, .identity = *std::move(identity), .stop = std::move(stop)};
  if (!connection->log_key.empty()) {
    auto verifier = cli::ReadLogKey(connection->log_key);
    if (!verifier.ok()) return verifier.status();
    access.verifier = *std::move(verifier);
  }
  return access;
}

// What the commands of this account remember of the log; null: nothing can be.
std::shared_ptr<const sdk::CheckpointMemory> MemoryOf(const Flags& flags,
                                                      const cli::Environment& environment) {
  cli::ConnectionFlags asked;
  asked.config = flags.config;
  asked.profile = flags.profile;
  const auto connection = cli::ResolveConnection(asked, environment);
  if (!connection.ok()) return nullptr;
  auto memory = cli::OpenMemory(*connection, environment);
  if (!memory.ok()) return nullptr;
  return std::make_shared<const sdk::CheckpointMemory>(*std::move(memory));
}

transport::TlsFiles FilesOf(const Flags& flags) {
  return {.certificate = flags.cert, .private_key = flags.key, .client_roots = flags.ca};
}

ServerTls ForServer(const transport::TlsMaterial& material) {
  return {.certificate_chain = material.certificate_chain,
          .private_key = material.private_key,
          .client_roots = material.client_roots};
}

}  // namespace

// In the order in which they are made; they are destroyed in the opposite order.
struct WebProgram::Parts {
  Parts(const Flags& given, const Clock& its_clock, telemetry::Log its_log)
      : flags(given), clock(its_clock), log(std::move(its_log)) {}

  bool is_loopback() const { return flags.listen.empty(); }
  absl::Status UseFiles();
  ShownCertificate Examine(std::string chain_pem);
  absl::StatusOr<AppOptions> ForApp(const GatewayAccess& access, const std::string& address,
                                    std::ostream& out);

  const Flags flags;
  const Clock& clock;
  const telemetry::Log log;
  std::stop_source stop;
  transport::TlsMaterial material;  // in use
  std::string told;                 // the last fault of new files
  Mutex mutex;
  std::string client_roots SAMLAD_GUARDED_BY(mutex);  // of `material`
  std::unique_ptr<App> app;
  std::unique_ptr<Server> server;
};

// Reads the files, checks them, and uses what is new.
absl::Status WebProgram::Parts::UseFiles() {
  auto loaded = transport::LoadTls(FilesOf(flags), clock.NowMs());
  if (!loaded.ok()) return loaded.status();
  if (*loaded == material) return absl::OkStatus();
  if (server != nullptr) {
    if (absl::Status used = server->UseTls(ForServer(*loaded)); !used.ok()) return used;
    log.Info("new certificates are used");
  }
  for (const std::string& warning : loaded->warnings) {
    log.Warn("certificates", {{"warning", warning}});
  }
  material = *std::move(loaded);
  MutexLock lock(mutex);
  client_roots = material.client_roots;
  return absl::OkStatus();
}

ShownCertificate WebProgram::Parts::Examine(std::string chain_pem) {
  std::string roots;
  {
    MutexLock lock(mutex);
    roots = client_roots;
  }
  return ExamineCertificate(std::move(chain_pem), roots, clock.NowMs());
}

absl::StatusOr<AppOptions> WebProgram::Parts::ForApp(const GatewayAccess& access,
                                                     const std::string& address,
                                                     std::ostream& out) {
  AppOptions options;
  auto site = ParseSite(is_loopback() ? StrCat("http://", address) : flags.origin);
  if (!site.ok()) return absl::InvalidArgumentError(StrCat("--origin: ", Message(site.status())));
  options.site = *std::move(site);
  if (access.verifier) {
    options.log_key = std::make_shared<const ledger::NoteVerifier>(*access.verifier);
  }
  if (!is_loopback()) return options;
  auto own = SystemOf(access.identity.certificate_pem);
  if (!own.ok()) return own.status();
  options.own = *std::move(own);
  options.print_token = [&out, origin = options.site.origin](std::string_view token) {
    out << "samlad-web: open " << origin << "/?token=" << token << std::endl;
  };
  return options;
}

absl::StatusOr<std::unique_ptr<WebProgram>> WebProgram::Start(const Flags& flags,
                                                              const cli::Environment& environment,
                                                              const telemetry::Log& log) {
  // Before the first use of gRPC.
  if (absl::Status set = transport::ConfigureOpenssl(); !set.ok()) return set;
  transport::RouteDiagnostics(log);
  auto parts = std::make_unique<Parts>(flags, environment.clock, log);
  Parts& made = *parts;
  auto access = ReadAccess(flags, environment, made.stop.get_token());
  if (!access.ok()) return access.status();
  auto socket = transport::OpenListeningSocket(made.is_loopback() ? StrCat("127.0.0.1:", flags.port)
                                                                  : flags.listen);
  if (!socket.ok()) return socket.status();
  const std::string address = transport::BoundAddress(socket->get());

  ServerOptions options;
  options.socket = *std::move(socket);
  options.examine = [&made](std::string chain) { return made.Examine(std::move(chain)); };
  if (!made.is_loopback()) {
    if (absl::Status used = made.UseFiles(); !used.ok()) return used;
    options.tls = ForServer(made.material);
  }
  auto app = made.ForApp(*access, address, environment.out);
  if (!app.ok()) return app.status();
  if (made.is_loopback()) app->memory = MemoryOf(flags, environment);
  auto seats = Seats::Open(*std::move(access));
  if (!seats.ok()) return seats.status();
  environment.out << "samlad-web serving on " << address << " for " << app->site.origin
                  << std::endl;
  made.app = std::make_unique<App>(*std::move(app), *std::move(seats), environment.clock, log);
  made.app->ConnectTo(options);
  auto server = Server::Start(std::move(options));
  if (!server.ok()) return server.status();
  made.server = *std::move(server);
  return std::unique_ptr<WebProgram>(new WebProgram(std::move(parts)));
}

WebProgram::WebProgram(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

WebProgram::~WebProgram() { parts_->stop.request_stop(); }

void WebProgram::Refresh() {
  if (parts_->is_loopback()) return;
  const absl::Status used = parts_->UseFiles();
  std::string fault(used.ok() ? "" : Message(used));
  if (!fault.empty() && fault != parts_->told) {
    parts_->log.Error("the new certificates are not used", {{"reason", fault}});
  }
  parts_->told = std::move(fault);
}

}  // namespace samlad::web
