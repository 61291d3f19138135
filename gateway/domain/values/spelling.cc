// SPDX-License-Identifier: EUPL-1.2

#include "gateway/domain/values/spelling.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/printable.h"

namespace samlad::domain {
namespace {

// Optimal string alignment distance, three rows at a time.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before_last(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view ClosestWord(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > limits::kIdBytesMax) return {};
  std::string lower(word);
  absl::AsciiStrToLower(&lower);
  std::string_view closest;
  size_t closest_distance = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const size_t distance = EditDistance(lower, absl::AsciiStrToLower(candidate));
    // A word that shares no letter with a short word is not a misspelling of
    // it.
    if (distance >= closest_distance || distance >= candidate.size()) continue;
    closest = candidate;
    closest_distance = distance;
  }
  return closest;
}

std::string QuoteWritten(std::string_view written) {
  return StrCat("'", Printable(written, limits::kFindingGotBytesMax), "'");
}

std::string ListWhatToWrite(std::span<const std::string> known) {
  constexpr size_t kShownMax = 12;
  if (known.empty()) return "";
  std::string list;
  for (const std::string& one : known.first(std::min(known.size(), kShownMax))) {
    StrAppend(&list, list.empty() ? "" : ", ", QuoteWritten(one));
  }
  if (known.size() == 1) return StrCat("write ", list);
  return StrCat("write one of ", list, known.size() > kShownMax ? ", …" : "");
}

std::string SayWhatToWrite(std::string_view written, std::span<const std::string> known) {
  const std::string_view closest = ClosestWord(written, known);
  return closest.empty() ? ListWhatToWrite(known)
                         : StrCat("did you mean ", QuoteWritten(closest), "?");
}

}  // namespace samlad::domain
