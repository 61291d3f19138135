// SPDX-License-Identifier: EUPL-1.2

#include "clients/cli/commands/as_of.h"

#include <charconv>
#include <chrono>
#include <optional>

#include "gateway/base/strings.h"
#include "gateway/domain/values/date.h"

namespace samlad::cli {
namespace {

std::optional<uint64_t> ParseTreeSize(const std::string& text) {
  uint64_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, size);
  if (stop != end || error != std::errc() || size == 0) return std::nullopt;
  return size;
}

// By the gateway's clock, as the last answer told it.
bool IsOver(const Context& context, const sdk::Client& client, const std::string& day,
            const std::string& time_zone) {
  const int64_t ahead_ms = client.gateway_ahead().value_or(std::chrono::milliseconds(0)).count();
  const int64_t now_ms = context.environment().clock.NowMs() + ahead_ms;
  return *domain::ParseDate(day) < domain::DayOf(now_ms, time_zone);
}

}  // namespace

CLI::Option* AddAsOf(CLI::App& command, std::string& as_of) {
  return command
      .add_option("--as-of", as_of,
                  "As of the first N entries of the log, or of the end of a day (YYYY-MM-DD)")
      ->type_name("N|DAY")
      ->check([](const std::string& text) {
        return ParseTreeSize(text) || domain::ParseDate(text)
                   ? std::string()
                   : StrCat("'", text,
                            "' is neither a number of entries nor a day; write for "
                            "example 12 or 2026-03-18");
      });
}

absl::StatusOr<uint64_t> ResolveAsOf(const Context& context, sdk::Client& client,
                                     const std::string& as_of) {
  if (as_of.empty()) return 0;
  if (const auto size = ParseTreeSize(as_of)) return *size;
  const auto end = client.GetTreeSize(as_of);
  if (!end.ok()) return end.status();
  const Phrase said = IsOver(context, client, as_of, end->time_zone())
                          ? Phrase("The end of $0 ($1): as of the first $2 entries.")
                          : Phrase("$0 is not over ($1): as of the first $2 entries, all so far.");
  context.err() << context.Say(said, as_of, PrintableText(end->time_zone()), end->tree_size())
                << '\n';
  return end->tree_size();
}

}  // namespace samlad::cli
