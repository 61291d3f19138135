// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/log/revocations.h"

#include <algorithm>

#include "gateway/base/strings.h"

namespace samlad::domain {
namespace {

// Keys of different kinds cannot be equal, because names contain no slash and
// the key of a fingerprint begins with one.
std::string Name(std::string_view organisation, std::string_view system,
                 std::string_view certificate) {
  if (!certificate.empty()) return StrCat("/", certificate);
  return system.empty() ? std::string(organisation) : StrCat(organisation, "/", system);
}

std::string Name(const IdentityFact& identity) {
  return Name(identity.organisation, identity.system, identity.certificate);
}

}  // namespace

std::shared_ptr<const Revocations> Revocations::With(const IdentityFact& fact, uint64_t position,
                                                     int64_t time_ms) const {
  auto next = std::make_shared<Revocations>(*this);
  if (fact.revoked) {
    next->by_name_.insert_or_assign(Name(fact), Revocation{fact, position, time_ms});
  } else {
    next->by_name_.erase(Name(fact));
  }
  return next;
}

const Revocation* Revocations::Find(std::string_view organisation, std::string_view system,
                                    std::string_view certificate) const {
  // The usual case, and every call asks.
  if (by_name_.empty()) return nullptr;
  for (const std::string& name :
       {Name(organisation, "", ""), Name(organisation, system, ""), Name("", "", certificate)}) {
    const auto found = by_name_.find(name);
    if (found != by_name_.end()) return &found->second;
  }
  return nullptr;
}

const Revocation* Revocations::FindExactly(const IdentityFact& identity) const {
  const auto found = by_name_.find(Name(identity));
  return found == by_name_.end() ? nullptr : &found->second;
}

std::vector<const Revocation*> Revocations::All() const {
  std::vector<const Revocation*> all;
  for (const auto& [name, revocation] : by_name_) all.push_back(&revocation);
  std::ranges::sort(all, {}, [](const Revocation* r) { return r->position; });
  return all;
}

}  // namespace samlad::domain
