// SPDX-License-Identifier: EUPL-1.2
//
// The gateway's log: one event a line, a constant message and named fields.
// Lines are JSON (RFC 8259) for machines, or short for a person at a terminal.
// No client can forge or break a line: control characters, quotes and invalid
// UTF-8 are escaped, and long values are cut.
// Never log payloads, keys or personal data.

#ifndef SAMLAD_GATEWAY_TELEMETRY_LOG_H_
#define SAMLAD_GATEWAY_TELEMETRY_LOG_H_

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace spdlog {
class logger;
namespace sinks {
class sink;
}
}  // namespace spdlog

namespace samlad::telemetry {

class LineWriter;

enum class Level { kDebug, kInfo, kWarn, kError };

enum class Style { kJson, kHuman };

// The value of a field; null if it is an empty optional. Does not own text:
// lives for one call of Log.
class Value {
 public:
  // Implicit, so that fields read {"port", 7443} and {"method", name}.
  Value(std::string_view text) : value_(text) {}                        // NOLINT
  Value(const std::string& text) : value_(std::string_view(text)) {}    // NOLINT
  Value(const char* text) : value_(std::string_view(text)) {}           // NOLINT
  Value(double number) : value_(number) {}                              // NOLINT
  Value(std::same_as<bool> auto flag) : value_(flag) {}                 // NOLINT
  Value(std::signed_integral auto number) : value_(int64_t{number}) {}  // NOLINT
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  Value(T number) : value_(uint64_t{number}) {}  // NOLINT
  Value(std::optional<uint64_t> number) {        // NOLINT
    if (number.has_value()) value_ = *number;
  }

  const auto& get() const { return value_; }

 private:
  std::variant<std::monostate, std::string_view, double, bool, int64_t, uint64_t> value_;
};

// Keys are snake_case constants of ours; "time", "level" and "message" are
// taken.
struct Field {
  std::string_view key;
  Value value;
};

using Fields = std::initializer_list<Field>;

// A handle: copies write to the same place. Thread-safe. Pass it by value.
class Log {
 public:
  // Stderr: JSON, or human lines when stderr is a terminal. A thread of the log's
  // own writes the lines, so that no thread that logs waits for their reader; the
  // last copy to go waits for them, at most limits::kLogFlushMax.
  static Log ToStderr(Level minimum);
  // The same for any descriptor, which must outlive the log.
  static Log ToDescriptor(int fd, Style style, Level minimum);
  // Each line, without its line feed, to `write`, never two at a time.
  static Log ToFunction(Style style, Level minimum, std::function<void(std::string_view)> write);
  // Nothing is kept.
  static Log Discard();

  // log.Info("call served", {{"method", method}, {"duration_ms", 3}});
  void Debug(std::string_view message, Fields fields = {}) const;
  void Info(std::string_view message, Fields fields = {}) const;
  void Warn(std::string_view message, Fields fields = {}) const;
  void Error(std::string_view message, Fields fields = {}) const;
  void Write(Level level, std::string_view message, Fields fields) const;

  // The least severe lines that are kept from now on, by every copy.
  void SetMinimum(Level minimum) const;

  // Before the process ends itself: waits until all lines so far are written,
  // at most for `patience`; whether they are.
  bool Flush(std::chrono::milliseconds patience) const;

  // Lines that were dropped since the start, because they were not read or could
  // not be written.
  uint64_t dropped_lines() const;

 private:
  Log(std::shared_ptr<spdlog::sinks::sink> sink, Style style, Level minimum);

  std::shared_ptr<spdlog::logger> logger_;
  std::shared_ptr<LineWriter> writer_;  // null: lines go nowhere or to a function
  Style style_;
};

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_LOG_H_
