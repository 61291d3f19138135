// SPDX-License-Identifier: EUPL-1.2
//
// Which roots vouch for a client certificate, and for which organisations a root
// may vouch. Without that, whoever keeps the key of any trusted root could make
// a certificate of any organisation.

#ifndef SAMLAD_GATEWAY_IDENTITY_VOUCHING_H_
#define SAMLAD_GATEWAY_IDENTITY_VOUCHING_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/base/mutex.h"
#include "gateway/identity/principal.h"
#include "gateway/identity/x509.h"

namespace samlad::identity {

// Organisations for which a root may vouch, by the SHA-256 of the root's DER
// form, lower-case hex. A root that is not in the table may vouch for any.
using VouchingTable = std::map<std::string, std::set<std::string>>;

// "3F:A2:..." or "3fa2..." as lower-case hex. INVALID_ARGUMENT if it is no
// SHA-256.
absl::StatusOr<std::string> ParseFingerprint(std::string_view text);

// The roots among `roots` to which `leaf` leads as a TLS client's, over the
// certificates of `issuers` (any order; may be empty). Validity in time is not
// checked: of a connection's certificate the handshake has checked it, and of a
// represented one the guard does (VouchedAt).
std::vector<Voucher> FindVouchers(X509& leaf, std::span<const X509Ptr> issuers,
                                  const std::vector<X509Ptr>& roots);

// A principal with those of its vouchers alone whose chain is valid at `now_ms`.
// UNAUTHENTICATED if there is none: for a principal whose chain no handshake has
// verified.
absl::StatusOr<Principal> VouchedAt(Principal principal, int64_t now_ms);

// What an operator should look at: roots in the table that are not in force, and
// roots in force (PEM) that are not in the table. Empty if the table is.
std::vector<std::string> DoubtsOf(const VouchingTable& table, std::string_view roots);

// The table in force. Thread-safe; waits for nothing but a short lock.
class Vouching {
 public:
  explicit Vouching(VouchingTable table = {});

  void Use(VouchingTable table);

  // OK if one of the roots that vouch for the principal may do so, or if the
  // table is empty. UNAUTHENTICATED, naming root and organisation.
  absl::Status Check(const Principal& principal) const;

 private:
  mutable Mutex mutex_;
  std::shared_ptr<const VouchingTable> table_ SAMLAD_GUARDED_BY(mutex_);  // never null
};

}  // namespace samlad::identity

#endif  // SAMLAD_GATEWAY_IDENTITY_VOUCHING_H_
