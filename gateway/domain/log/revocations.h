// SPDX-License-Identifier: EUPL-1.2
//
// The identities that are refused: a fold of the log's revocations and
// reinstatements.

#ifndef SAMLAD_GATEWAY_DOMAIN_LOG_REVOCATIONS_H_
#define SAMLAD_GATEWAY_DOMAIN_LOG_REVOCATIONS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/log/facts.h"

namespace samlad::domain {

// A revocation in force.
struct Revocation {
  IdentityFact identity;
  uint64_t position = 0;
  int64_t time_ms = 0;  // since the Unix epoch
};

// Immutable once shared, hence thread-safe.
class Revocations {
 public:
  // As it is after one more entry.
  std::shared_ptr<const Revocations> With(const IdentityFact& fact, uint64_t position,
                                          int64_t time_ms) const;

  // The revocation that covers the holder of a certificate: of the
  // organisation, of the system, or of the certificate itself (SHA-256 of its
  // DER form, lower-case hex). Null if there is none.
  const Revocation* Find(std::string_view organisation, std::string_view system,
                         std::string_view certificate) const;

  // The revocation of exactly this identity; null if there is none.
  const Revocation* FindExactly(const IdentityFact& identity) const;

  // In the order of the log.
  std::vector<const Revocation*> All() const;
  size_t size() const { return by_name_.size(); }

 private:
  absl::flat_hash_map<std::string, Revocation> by_name_;
};

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_LOG_REVOCATIONS_H_
