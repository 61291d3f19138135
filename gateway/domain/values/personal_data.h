// SPDX-License-Identifier: EUPL-1.2
//
// Finds what identifies a person in free text. Reports hold aggregates only, so
// personal data must be found before it is stored for ever.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_PERSONAL_DATA_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_PERSONAL_DATA_H_

#include <string>
#include <string_view>

namespace samlad::domain {

// The first of each kind, masked so that it can be found but not read; empty:
// none.
struct PersonalData {
  std::string number;  // "85****-****"
  std::string email;   // "***@example.se"
  std::string phone;   // "070-*** ** **"
};

// Swedish personal identity numbers and coordination numbers (day + 60) of 10
// or 12 digits, with "-", "+", a dash, a blank or nothing before the last
// four: only if the day exists and the check digit holds (Luhn, SKV 704), so
// that other numbers do not match; an organisation number never does, because
// its third digit is 2 or more. E-mail addresses with a dot in the domain. Phone
// numbers that begin with "+", with an area code and "-", or with 07.
// Allocates nothing if the text holds none.
PersonalData FindPersonalData(std::string_view text);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_PERSONAL_DATA_H_
