// SPDX-License-Identifier: EUPL-1.2
//
// Any bytes as each of the short texts that have one form: decimals, dates,
// periods, SPIFFE IDs, base64. What is accepted must be written again as it was.
// And as free text, with personal numbers and what a terminal could act on.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/str_format.h"
#include "gateway/base/character_class.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/values/date.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/domain/values/periods.h"
#include "gateway/domain/values/personal_data.h"
#include "gateway/identity/principal.h"
#include "gateway/ledger/base64.h"
#include "tests/fuzz/require.h"

namespace samlad::fuzz {
namespace {

void CheckRounding(domain::Decimal value, int decimals) {
  constexpr std::array<int64_t, limits::kDecimalScale + 1> kSteps = {
      1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  const domain::Int128 rounded = domain::RoundMicros(value.micros, decimals);
  const domain::Int128 error =
      rounded < value.micros ? value.micros - rounded : rounded - value.micros;
  Require(2 * error <= kSteps[decimals], "rounding goes to the nearest");
  Require(rounded % kSteps[decimals] == 0, "what is rounded has as many digits as asked for");
  const std::string written = domain::FormatMicros(value.micros, decimals);
  Require(written == domain::FormatMicros(rounded, decimals), "writing rounds as rounding does");
  const auto again = domain::ParseDecimal(written);
  // Rounding up may need a digit more than may be sent.
  Require(!again.has_value() || again->micros == rounded, "what is written reads the same");
}

void CheckDecimal(std::string_view text) {
  const auto value = domain::ParseDecimal(text);
  if (!value.has_value()) return;
  for (int decimals = 0; decimals <= limits::kDecimalScale; ++decimals) {
    CheckRounding(*value, decimals);
  }
  const int used = domain::DecimalsUsed(*value);
  const auto again = domain::ParseDecimal(domain::FormatMicros(value->micros, used));
  Require(again == value, "the digits that are used carry the whole value");
  Require(used == 0 || domain::RoundMicros(value->micros, used - 1) != value->micros,
          "no fewer digits would do");
}

void CheckDate(std::string_view text) {
  const auto date = domain::ParseDate(text);
  if (!date.has_value()) return;
  Require(absl::StrFormat("%04d-%02d-%02d", static_cast<int>(date->year()),
                          static_cast<unsigned>(date->month()),
                          static_cast<unsigned>(date->day())) == text,
          "a date is written as it was");
}

void CheckPeriod(std::string_view text) {
  const auto period = domain::ParsePeriod(text);
  if (!period.has_value()) return;
  Require(domain::FormatPeriod(*period) == text, "a period is written as it was");
  const auto years = domain::YearsUpTo(*period, limits::kViewYearsMax);
  Require(years.size() == limits::kViewYearsMax, "as many years as asked for");
  Require(domain::EndInThirds(years.front()) < domain::EndInThirds(years.back()),
          "years are in order");
}

void CheckSpiffeId(std::string_view text) {
  const auto principal = identity::ParseSpiffeId(text);
  if (!principal.ok()) return;
  Require(StrCat("spiffe://", principal->trust_domain, "/org/", principal->organisation, "/",
                 principal->system) == text,
          "a SPIFFE ID has one reading");
  Require(principal->organisation.size() <= limits::kIdBytesMax, "an organisation's id is short");
}

void CheckBase64(std::string_view text) {
  Require(ledger::DecodeBase64(ledger::EncodeBase64(text)) == text, "base64 reads as written");
  const auto bytes = ledger::DecodeBase64(text);
  Require(!bytes.has_value() || ledger::EncodeBase64(*bytes) == text, "base64 has one form");
}

// What was hidden is no longer found, and nothing else was touched; a text that
// holds no number stays as it is.
void CheckPersonalData(std::string_view text) {
  const domain::PersonalData found = domain::FindPersonalData(text);
  const std::string hidden = domain::HidePersonalNumbers(text);
  Require((found.number_count == 0) == (hidden == text), "a number that is found is hidden");
  Require(domain::FindPersonalData(hidden).number_count == 0, "a number that is hidden is gone");
  Require(found.numbers.size() <= found.number_count, "each number is counted");
}

void CheckPrintable(std::string_view text) {
  const std::string shown = EscapeUnprintable(text);
  Require(EscapeUnprintable(shown) == shown, "what is escaped is printable");
  Require(!FindInvalidUtf8(shown).has_value(), "what is escaped is UTF-8");
}

}  // namespace
}  // namespace samlad::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  samlad::fuzz::CheckDecimal(text);
  samlad::fuzz::CheckDate(text);
  samlad::fuzz::CheckPeriod(text);
  samlad::fuzz::CheckSpiffeId(text);
  samlad::fuzz::CheckBase64(text);
  samlad::fuzz::CheckPersonalData(text);
  samlad::fuzz::CheckPrintable(text);
  return 0;
}
