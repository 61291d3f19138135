// SPDX-License-Identifier: EUPL-1.2
//
// Finds what identifies a person in free text. The log holds aggregates only, and
// keeps what it holds for ever, so personal data must be found before it is
// stored. Pure functions, safe from any thread; time is linear in the text.
//
// Swedish personal identity numbers and coordination numbers (day + 60; month 00
// or day 60 if the day of birth is not known) of 10 or 12 digits are found if
// the day exists and the check digit holds (Luhn, SKV 704), so that few other
// numbers match; an organisation number never does, because its third digit is 2
// or more. Found are
//   digits of every script, full width included, with anything unseen between
//   them (soft hyphens, joiners);
//   811218-9876, 19811218-9876: between the day and the last four a dash of any
//   kind, "+", "/", "_" or blanks of any kind, with blanks around it; any other
//   sign without blanks; or nothing;
//   the day in parts, with one and the same sign: 1981-12-18-9876, 81.12.18-9876,
//   19 81 12 18 9876, 1981 1218 9876, 8112 18-9876; or joined to the last four:
//   1981-12-189876;
//   all digits in pairs or one by one; the last four in two groups:
//   811218-98 76, 811218-987-6;
//   a sole trader's VAT number: SE811218987601 in any groups, and without SE if it
//   ends in 01;
//   interim numbers, which have a letter and no check digit: 19811218-T123.
// Not taken for one: a range of days (2025-09-01–2025-12-31), digits in groups of
// three, "+46" and a phone number, the path of a URL (/2025/12/31/1412), a hash in
// hexadecimal.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALUES_PERSONAL_DATA_H_
#define SAMLAD_GATEWAY_DOMAIN_VALUES_PERSONAL_DATA_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace samlad::domain {

// Masked so that it can be found but not read.
struct PersonalData {
  std::vector<std::string> numbers;  // "85****-****", in order; the first kNumbersMax
  size_t number_count = 0;           // all of them
  std::string email;                 // the first: "***@example.se"; empty: none
  std::string phone;                 // the first: "070-*** ** **"; empty: none

  static constexpr size_t kNumbersMax = 20;
  // "85****-****, 85**** ****": the first `shown_max`, with "…" if there are more;
  // empty: none.
  std::string JoinNumbers(size_t shown_max = kNumbersMax) const;
};

// Numbers as above; e-mail addresses with a dot in the domain; phone numbers that
// begin with "+", with an area code and "-", or with 07. Allocates nothing if
// the text holds none.
PersonalData FindPersonalData(std::string_view text);

// The text with every digit of every personal number replaced by "*".
std::string HidePersonalNumbers(std::string_view text);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALUES_PERSONAL_DATA_H_
