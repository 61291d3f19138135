// SPDX-License-Identifier: EUPL-1.2
//
// The gateway as each of those who are signed in sees it: a client that calls as
// that one, and the catalogue as that one may read it. All share one channel.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_SEATS_H_
#define SAMLAD_CLIENTS_WEB_SESSION_SEATS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "clients/sdk/client.h"
#include "clients/sdk/identity.h"
#include "gateway/base/mutex.h"
#include "gateway/ledger/note.h"
#include "samlad/v1/catalogue_service.pb.h"

namespace samlad::web {

using CatalogueInForce = std::shared_ptr<const v1::CatalogueServiceGetResponse>;

// Thread-safe.
class Seat {
 public:
  explicit Seat(sdk::Client client) : client_(std::move(client)) {}

  sdk::Client& client() { return client_; }
  // In force, at most limits::kCatalogueAgeMax ago; an older one while the gateway
  // cannot be reached, so that a page can say so and keep what was sent to it.
  absl::StatusOr<CatalogueInForce> Catalogue(int64_t now_ms);

 private:
  sdk::Client client_;
  Mutex mutex_;
  CatalogueInForce catalogue_ SAMLAD_GUARDED_BY(mutex_);  // null: none read yet
  int64_t read_ms_ SAMLAD_GUARDED_BY(mutex_) = 0;
};

struct GatewayAccess {
  std::string address;  // "gateway.example:7443"
  sdk::Identity identity;
  std::optional<ledger::NoteVerifier> verifier = {};  // the log's key, if it is known
  std::stop_token stop = {};                          // ends all calls
};

// Thread-safe.
class Seats {
 public:
  // The gateway is not called yet. INVALID_ARGUMENT: the address.
  static absl::StatusOr<std::unique_ptr<Seats>> Open(GatewayAccess access);

  // The seat of whoever shows `chain_pem`; empty: of the program itself. Made if
  // there is none; of too many, the one that was used longest ago goes.
  std::shared_ptr<Seat> Find(std::string_view chain_pem, int64_t now_ms);

 private:
  struct Kept {
    std::shared_ptr<Seat> seat;
    int64_t used_ms = 0;
  };

  Seats(GatewayAccess access, std::shared_ptr<grpc::Channel> channel);

  const GatewayAccess access_;
  const std::shared_ptr<grpc::Channel> channel_;
  Mutex mutex_;
  std::map<std::string, Kept, std::less<>> seats_ SAMLAD_GUARDED_BY(mutex_);
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_SEATS_H_
