// SPDX-License-Identifier: EUPL-1.2
//
// One request of somebody who is known, with all that a page needs to answer it.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_VISIT_H_
#define SAMLAD_CLIENTS_WEB_SESSION_VISIT_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "clients/board/language.h"
#include "clients/sdk/checkpoint_memory.h"
#include "clients/sdk/client.h"
#include "clients/web/http/message.h"
#include "clients/web/session/drafts.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/catalogue_service.pb.h"

namespace samlad::web {

// A phrase in both languages; lives in a words.h.
struct Phrase {
  std::string_view sv, en;
};

// Who is signed in: a browser's certificate, or the one profile of the loopback
// mode.
struct SignedIn {
  std::string organisation;  // identifier
  std::string system;
  int64_t not_after_ms = 0;  // end of the certificate
  // Owner of drafts and of the CSRF token: the certificate's fingerprint, or the
  // loopback session.
  std::string owner;
};

// Lives as long as the request. Not thread-safe.
struct Visit {
  const Request& request;
  board::Language language = board::Language::kSv;
  const SignedIn& who;
  // Calls as the one who is signed in.
  sdk::Client& gateway;
  // In force, as that one may read it.
  std::shared_ptr<const v1::CatalogueServiceGetResponse> catalogue;
  Drafts& drafts;
  std::string_view csrf;  // for forms (pages/form.h)
  int64_t now_ms = 0;
  absl::TimeZone zone;  // the catalogue's
  // The parts of the path that the route names: {"position", "17"}.
  Fields path_values = {};
  // The log's key, from another source than the gateway; null: it is not configured.
  std::shared_ptr<const ledger::NoteVerifier> log_key = nullptr;
  // What this computer remembers of the log, in loopback mode; null: nothing.
  std::shared_ptr<const sdk::CheckpointMemory> memory = nullptr;
  // Why the form that was posted is refused; empty: it is not. The page that has the
  // form says it, and shows again what was typed.
  std::string refused = {};

  std::string_view Say(const Phrase& phrase) const {
    return language == board::Language::kSv ? phrase.sv : phrase.en;
  }
  // The organisation that is signed in; empty message if the catalogue does not
  // know it.
  const v1::Organisation& Own() const;
  bool May(v1::Permission permission) const;
  // Of the path, the query or the form; empty: there is none.
  std::string_view FromPath(std::string_view name) const { return FirstOf(path_values, name); }
  std::string_view FromQuery(std::string_view name) const { return FirstOf(request.query, name); }
  std::string_view FromForm(std::string_view name) const { return FirstOf(request.form, name); }
  // What was typed into the form with this action and then refused; empty: nothing.
  std::string_view Typed(std::string_view action, std::string_view name) const {
    return refused.empty() || request.path != action ? std::string_view() : FromForm(name);
  }
};

using Handler = Response (*)(Visit& visit);

// A page. Whoever has none of the permissions gets the page of a refusal; the
// gateway decides again at each call.
struct Route {
  Method method = Method::kGet;
  std::string_view pattern;                // "/reports/{position}": a name in braces is one part
  std::span<const v1::Permission> any_of;  // empty: everybody who is signed in
  Handler handler = nullptr;
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_VISIT_H_
