// SPDX-License-Identifier: EUPL-1.2

#include "gateway/telemetry/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/null_sink.h>
#include <unistd.h>

#include <cmath>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/base/limits.h"
#include "gateway/telemetry/escape.h"
#include "gateway/telemetry/line_writer.h"

namespace samlad::telemetry {
namespace {

// %v is the rest of the line; spdlog copies it verbatim.
constexpr char kJsonPattern[] = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";
constexpr char kHumanPattern[] = "%H:%M:%S.%e %-7l %v";

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarn:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

class FunctionSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit FunctionSink(std::function<void(std::string_view)> write) : write_(std::move(write)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& msg) override {
    spdlog::memory_buf_t line;
    formatter_->format(msg, line);
    write_(std::string_view(line.data(), line.size()));
  }
  void flush_() override {}

 private:
  std::function<void(std::string_view)> write_;
};

class WriterSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit WriterSink(std::shared_ptr<LineWriter> writer) : writer_(std::move(writer)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& msg) override {
    spdlog::memory_buf_t line;
    formatter_->format(msg, line);
    writer_->Add(std::string(line.data(), line.size()), msg.level >= spdlog::level::err);
  }
  void flush_() override {}

 private:
  const std::shared_ptr<LineWriter> writer_;
};

// Numbers and flags look the same in both styles. JSON has no NaN or infinity.
struct Append {
  std::string& out;
  Style style;

  void operator()(std::monostate) const { out += "null"; }
  void operator()(std::string_view text) const {
    style == Style::kJson ? AppendJsonString(text, out) : AppendHumanValue(text, out);
  }
  void operator()(bool flag) const { out += flag ? "true" : "false"; }
  void operator()(double number) const {
    std::isfinite(number) ? absl::StrAppend(&out, number) : (void)out.append("null");
  }
  void operator()(int64_t number) const { absl::StrAppend(&out, number); }
  void operator()(uint64_t number) const { absl::StrAppend(&out, number); }
};

std::string JsonMembers(std::string_view message, Fields fields) {
  std::string out = R"("message":)";
  AppendJsonString(message, out);
  for (const Field& field : fields) {
    out += ',';
    AppendJsonString(field.key, out);
    out += ':';
    std::visit(Append{out, Style::kJson}, field.value.get());
  }
  return out;
}

std::string HumanLine(std::string_view message, Fields fields) {
  std::string out;
  AppendHumanText(message, out);
  for (const Field& field : fields) {
    out += "  ";
    out += field.key;
    out += '=';
    std::visit(Append{out, Style::kHuman}, field.value.get());
  }
  return out;
}

std::string Text(Style style, std::string_view message, Fields fields) {
  return style == Style::kJson ? JsonMembers(message, fields) : HumanLine(message, fields);
}

std::unique_ptr<spdlog::formatter> MakeFormatter(Style style, std::string end_of_line) {
  const bool json = style == Style::kJson;
  return std::make_unique<spdlog::pattern_formatter>(
      json ? kJsonPattern : kHumanPattern,
      json ? spdlog::pattern_time_type::utc : spdlog::pattern_time_type::local,
      std::move(end_of_line));
}

// The line in the place of others that are missing.
std::string DroppedLine(Style style, uint64_t lines) {
  const std::string text = Text(
      style,
      "lines of the log are missing here: nobody read it fast enough, or it could not be written",
      {{"dropped_lines", lines}});
  spdlog::memory_buf_t line;
  MakeFormatter(style, "\n")
      ->format(spdlog::details::log_msg("samlad", ToSpdlog(Level::kWarn), text), line);
  return std::string(line.data(), line.size());
}

}  // namespace

Log::Log(std::shared_ptr<spdlog::sinks::sink> sink, Style style, Level minimum)
    : logger_(std::make_shared<spdlog::logger>("samlad", std::move(sink))), style_(style) {
  // A function gets the line alone.
  const bool to_function = dynamic_cast<FunctionSink*>(logger_->sinks().front().get()) != nullptr;
  logger_->set_formatter(MakeFormatter(style, to_function ? "" : "\n"));
  SetMinimum(minimum);
}

Log Log::ToStderr(Level minimum) {
  return ToDescriptor(STDERR_FILENO, isatty(STDERR_FILENO) ? Style::kHuman : Style::kJson, minimum);
}

Log Log::ToDescriptor(int fd, Style style, Level minimum) {
  auto writer = std::make_shared<LineWriter>(
      fd, [style](uint64_t lines) { return DroppedLine(style, lines); });
  Log log(std::make_shared<WriterSink>(writer), style, minimum);
  log.writer_ = std::move(writer);
  return log;
}

Log Log::ToFunction(Style style, Level minimum, std::function<void(std::string_view)> write) {
  return Log(std::make_shared<FunctionSink>(std::move(write)), style, minimum);
}

Log Log::Discard() {
  Log log(std::make_shared<spdlog::sinks::null_sink_mt>(), Style::kJson, Level::kError);
  log.logger_->set_level(spdlog::level::off);
  return log;
}

void Log::Write(Level level, std::string_view message, Fields fields) const {
  const auto spdlog_level = ToSpdlog(level);
  if (!logger_->should_log(spdlog_level)) return;
  logger_->log(spdlog_level, spdlog::string_view_t(Text(style_, message, fields)));
}

void Log::SetMinimum(Level minimum) const { logger_->set_level(ToSpdlog(minimum)); }

bool Log::Flush(std::chrono::milliseconds patience) const {
  return writer_ == nullptr || writer_->Flush(patience);
}

uint64_t Log::dropped_lines() const { return writer_ == nullptr ? 0 : writer_->dropped_lines(); }

void Log::Debug(std::string_view message, Fields fields) const {
  Write(Level::kDebug, message, fields);
}
void Log::Info(std::string_view message, Fields fields) const {
  Write(Level::kInfo, message, fields);
}
void Log::Warn(std::string_view message, Fields fields) const {
  Write(Level::kWarn, message, fields);
}
void Log::Error(std::string_view message, Fields fields) const {
  Write(Level::kError, message, fields);
}

}  // namespace samlad::telemetry
