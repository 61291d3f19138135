// SPDX-License-Identifier: EUPL-1.2
//
// Random names and values that nobody can guess, and a key that lives as long as
// the program. Thread-safe.

#ifndef SAMLAD_CLIENTS_WEB_SESSION_SECRET_H_
#define SAMLAD_CLIENTS_WEB_SESSION_SECRET_H_

#include <string>
#include <string_view>

namespace samlad::web {

// 128 bits from the system as lower-case hexadecimal.
std::string RandomName();

// Whether both are the same, in a time that does not tell where they differ.
bool IsSame(std::string_view one, std::string_view other);

// Makes and checks the tokens of forms: HMAC-SHA-256 of their owner under a key
// of this start, so that a form of another site, or of an earlier start, is known.
class FormKey {
 public:
  FormKey();  // a new key
  std::string TokenFor(std::string_view owner) const;
  bool Holds(std::string_view token, std::string_view owner) const;

 private:
  std::string key_;
};

}  // namespace samlad::web

#endif  // SAMLAD_CLIENTS_WEB_SESSION_SECRET_H_
