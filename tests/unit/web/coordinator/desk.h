// SPDX-License-Identifier: EUPL-1.2
//
// A visit for tests of pages that call no gateway.

#ifndef SAMLAD_TESTS_UNIT_WEB_COORDINATOR_DESK_H_
#define SAMLAD_TESTS_UNIT_WEB_COORDINATOR_DESK_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <utility>

#include "clients/web/session/visit.h"
#include "google/protobuf/text_format.h"

namespace samlad::web {

template <class Message>
Message Parse(const std::string& text) {
  Message message;
  google::protobuf::TextFormat::ParseFromString(text, &message);
  return message;
}

// Somebody of the office, who coordinates, administers and is the custodian. Not
// thread-safe.
class Desk {
 public:
  Visit In(board::Language language) {
    return {.request = request,
            .language = language,
            .who = who_,
            .gateway = gateway_,
            .catalogue = std::make_shared<const v1::CatalogueServiceGetResponse>(catalogue),
            .drafts = drafts_,
            .csrf = "token",
            .now_ms = 1771149600000,
            .zone = absl::UTCTimeZone()};
  }
  Visit InSwedish() { return In(board::Language::kSv); }

  Request request{.path = "/here"};
  v1::CatalogueServiceGetResponse catalogue = Parse<v1::CatalogueServiceGetResponse>(R"pb(
    catalogue {
      custodian: "khs"
      organisations {
        id: "khs"
        name { sv: "Kontoret" en: "Office" }
        permissions: PERMISSION_COORDINATE
        permissions: PERMISSION_ADMINISTER
      }
      organisations {
        id: "eidar"
        name { sv: "AB Eidar" }
        permissions: PERMISSION_SUBMIT
      }
      indicators {
        id: "EID-05"
        version: 1
        title { sv: "Andrahandskontrakt" en: "Sublets" }
      }
      obligations {
        id: "year"
        title { sv: "Årsrapport" en: "Annual report" }
      }
      periods { id: "2025" closed: true }
      periods { id: "2026" }
    }
    position: 3
  )pb");

 private:
  SignedIn who_{.organisation = "khs", .system = "desk", .owner = "owner"};
  // Nobody listens there, and nothing here calls.
  sdk::Client gateway_{grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials()), {}};
  Drafts drafts_;
};

}  // namespace samlad::web

#endif  // SAMLAD_TESTS_UNIT_WEB_COORDINATOR_DESK_H_
