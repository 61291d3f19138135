// SPDX-License-Identifier: EUPL-1.2

#include "gateway/store/postgres/durability.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "gateway/base/strings.h"

namespace samlad::store::postgres {

uint32_t CountSynchronousStandbys(std::string_view synchronous_standby_names) {
  absl::string_view text = absl::StripAsciiWhitespace(ToAbsl(synchronous_standby_names));
  if (text.empty()) return 0;
  const size_t list = text.find('(');
  if (list == absl::string_view::npos) return 1;  // names alone: the first of them
  text = text.substr(0, list);
  for (const absl::string_view method : {"FIRST", "ANY"}) {
    if (absl::StartsWithIgnoreCase(text, method)) text.remove_prefix(method.size());
  }
  uint32_t count = 0;
  // PostgreSQL accepts no other form.
  return absl::SimpleAtoi(absl::StripAsciiWhitespace(text), &count) ? count : 0;
}

absl::Status CheckDurability(const DurabilitySettings& settings, uint32_t standbys) {
  if (settings.fsync != "on") {
    return absl::FailedPreconditionError(
        "PostgreSQL runs with fsync=off: a power cut would take acknowledged reports back; set "
        "fsync=on");
  }
  if (settings.full_page_writes != "on") {
    return absl::FailedPreconditionError(
        "PostgreSQL runs with full_page_writes=off: a power cut could tear pages for good; set "
        "full_page_writes=on");
  }
  const uint32_t waits_for = CountSynchronousStandbys(settings.synchronous_standby_names);
  if (waits_for >= standbys) return absl::OkStatus();
  return absl::FailedPreconditionError(
      StrCat("PostgreSQL waits for ", waits_for,
             " synchronous standbys, synchronous_standbys "
             "demands ",
             standbys,
             ": a fail-over would take acknowledged reports back; set "
             "synchronous_standby_names (with Patroni: synchronous_mode_strict)"));
}

}  // namespace samlad::store::postgres
