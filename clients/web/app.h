// SPDX-License-Identifier: EUPL-1.2
//
// What is answered to each request: the checks in their order, who is signed in,
// and then the page.

#ifndef SAMLAD_CLIENTS_WEB_APP_H_
#define SAMLAD_CLIENTS_WEB_APP_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/web/http/message.h"
#include "clients/web/http/server.h"
#include "clients/web/session/drafts.h"
#include "clients/web/session/entrance.h"
#include "clients/web/session/gate.h"
#include "clients/web/session/language_choice.h"
#include "clients/web/session/seats.h"
#include "clients/web/session/secret.h"
#include "clients/web/session/visit.h"
#include "gateway/base/clock.h"
#include "gateway/telemetry/log.h"

namespace samlad::web {

// Which way people come in.
struct AppOptions {
  Site site;
  // The profile's own identity: whoever has entered with a token is this one.
  // nullopt: people show certificates.
  std::optional<SignedIn> own = {};
  std::function<void(std::string_view token)> print_token = {};
  // For pages that verify files; null: it is not configured.
  std::shared_ptr<const ledger::NoteVerifier> log_key = nullptr;
  // In loopback mode, that of the commands of the same account; never written. Null: it
  // has none.
  std::shared_ptr<const sdk::CheckpointMemory> memory = nullptr;
};

// Thread-safe: requests are answered by several threads at once.
class App {
 public:
  App(AppOptions options, std::unique_ptr<Seats> seats, const Clock& clock, telemetry::Log log);

  // Those functions of `options` that answer.
  void ConnectTo(ServerOptions& options);

  Response Answer(const Request& request);
  Response Refuse(int status, const Request& head);
  size_t BodyBytesMax(const Request& head);
  std::string OwnerOf(const Request& request);
  // One line: who, what, how long; never the query, a form or a token.
  void LogServed(const Served& served) const;

 private:
  std::optional<Response> AnswerWithoutSignIn(const Request& request,
                                              const LanguageChoice& language);
  // nullopt: not signed in.
  std::optional<SignedIn> WhoIs(const Request& request);
  Response AnswerStranger(const Request& request, const LanguageChoice& language);
  Response AnswerSignedIn(const Request& request, const SignedIn& who,
                          const LanguageChoice& language);
  Response AnswerVisit(Visit& visit);

  const AppOptions options_;
  const std::unique_ptr<Seats> seats_;
  const Clock& clock_;
  const telemetry::Log log_;
  const std::vector<Route> routes_;
  const FormKey form_key_;
  Drafts drafts_;
  std::optional<Entrance> entrance_;  // in loopback mode
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_APP_H_
