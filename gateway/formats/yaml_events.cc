// SPDX-License-Identifier: EUPL-1.2

#include "gateway/formats/yaml_events.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <istream>
#include <streambuf>
#include <system_error>

#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/base/utf8.h"

namespace samlad::formats {
namespace {

// A document marker is put before a JSON text, because yaml-cpp keeps every
// token up to the "}" where a "{" may be the key of a block mapping, which it
// may not be after a marker.
constexpr std::string_view kDocumentStart = "--- ";

// Where the content of a JSON text begins, blank lines and comments skipped;
// npos if it is none.
size_t FindJson(std::string_view text) {
  size_t offset = 0;
  while (true) {
    offset = std::min(text.find_first_not_of(" \t\r\n", offset), text.size());
    if (offset == text.size()) return text.npos;
    if (text[offset] == '{') return offset;
    if (text[offset] != '#') return text.npos;
    offset = std::min(text.find('\n', offset), text.size());
  }
}

// The code unit of a "\\uXXXX" at `offset`; nullopt if there is none.
std::optional<uint32_t> EscapedUnit(std::string_view text, size_t offset) {
  uint32_t unit = 0;
  const std::string_view escape = text.substr(std::min(offset, text.size()), 6);
  if (escape.size() < 6 || !escape.starts_with("\\u")) return std::nullopt;
  const auto [stop, error] = std::from_chars(escape.data() + 2, escape.data() + 6, unit, 16);
  if (error != std::errc() || stop != escape.data() + 6) return std::nullopt;
  return unit;
}

// JSON writes characters beyond U+FFFF as two escapes (RFC 8259, section 7),
// which yaml-cpp refuses; YAML has one for them. Empty: the text has none.
// A column behind such a character counts its YAML escape.
std::string JoinSurrogates(std::string_view json) {
  std::string joined;
  size_t copied = 0;
  for (size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const auto high = EscapedUnit(json, at);
    const auto low = EscapedUnit(json, at + 6);
    const bool is_pair = high && low && *high >> 10 == 0xD800 >> 10 && *low >> 10 == 0xDC00 >> 10;
    if (!is_pair) {
      at += 2;  // "\\\\" is one escape
      continue;
    }
    const uint32_t code_point = 0x10000 + ((*high & 0x3FF) << 10) + (*low & 0x3FF);
    StrAppend(&joined, json.substr(copied, at - copied), "\\U",
              absl::Hex(code_point, absl::kZeroPad8));
    at += 12;
    copied = at;
  }
  if (copied > 0) joined += json.substr(copied);
  return joined;
}

// Whether a scalar that starts with a quote has no end.
bool IsUnterminated(std::string_view scalar) {
  if (!scalar.starts_with('"') && !scalar.starts_with('\'')) return false;
  const char quote = scalar.front();
  for (size_t i = 1; i < scalar.size(); ++i) {
    const bool doubled = quote == '\'' && scalar.substr(i, 2) == "''";
    if (scalar[i] == quote && !doubled) return false;
    if (doubled || (quote == '"' && scalar[i] == '\\')) ++i;
  }
  return true;
}

// Hands out a text window by window. It ends the input when the parser has read
// much without an event, because the parser then only collects the tokens of
// one endless element.
class FencedBuffer : public std::streambuf {
 public:
  FencedBuffer(std::string_view prefix, std::string_view text) : text_(text) {
    Expose(prefix, prefix.size());
  }

  void Advance() { event_at_ = taken_; }
  void Stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }
  bool starved() const { return starved_; }

 protected:
  int_type underflow() override {
    constexpr size_t kWindowBytes = 4096;
    if (stopped_ || taken_ == text_.size()) return traits_type::eof();
    if (taken_ - event_at_ > limits::kYamlLookaheadBytesMax) {
      starved_ = true;
      return traits_type::eof();
    }
    const size_t begin = taken_;
    taken_ = std::min(text_.size(), begin + kWindowBytes);
    Expose(text_.substr(0, taken_), taken_ - begin);
    return traits_type::to_int_type(*gptr());
  }

 private:
  // The last `unread` bytes of `window` are next; those before can be put back.
  void Expose(std::string_view window, size_t unread) {
    char* const begin = const_cast<char*>(window.data());  // read only: no pbackfail
    setg(begin, begin + window.size() - unread, begin + window.size());
  }

  std::string_view text_;
  size_t taken_ = 0;
  size_t event_at_ = 0;
  bool stopped_ = false;
  bool starved_ = false;
};

}  // namespace

struct YamlEvents::Impl {
  // JSON: `text` from its "{" on, the marker before it, and where that "{" is.
  Impl(std::string_view whole, size_t json)
      : prefix(json == whole.npos ? std::string_view() : kDocumentStart),
        joined(json == whole.npos ? std::string() : JoinSurrogates(whole.substr(json))),
        text(json == whole.npos ? whole
             : joined.empty()   ? whole.substr(json)
                                : joined),
        origin(json == whole.npos ? LineColumn() : LineColumnAt(whole, json)),
        buffer(prefix, text) {}

  LineColumn PlaceOf(const YAML::Mark& mark);

  std::string_view prefix;
  std::string joined;
  std::string_view text;
  LineColumn origin;
  FencedBuffer buffer;
  LineColumn reached = origin;  // place of the newest event
  size_t reached_offset = 0;    // its offset in `text`
  // Columns are counted from the previous mark, because a line may be very
  // long.
  int counted_line = 0;
  size_t counted_to = 0;  // offset in `text`
  uint32_t counted = 0;   // code points from the line's start to there
};

// yaml-cpp counts columns in bytes, and from the start of the marker.
LineColumn YamlEvents::Impl::PlaceOf(const YAML::Mark& mark) {
  if (mark.is_null()) return origin;
  const auto offset = static_cast<size_t>(std::max(0, mark.pos - static_cast<int>(prefix.size())));
  const size_t end = std::min(offset, text.size());
  const int shift = mark.line == 0 ? static_cast<int>(prefix.size()) : 0;
  const auto bytes = static_cast<size_t>(std::max(0, mark.column - shift));
  const size_t line_start = end - std::min(end, bytes);
  if (mark.line != counted_line || counted_to < line_start || counted_to > end) {
    counted_line = mark.line;
    counted_to = line_start;
    counted = 0;
  }
  counted += static_cast<uint32_t>(CountCodePoints(text.substr(counted_to, end - counted_to)));
  counted_to = end;
  return {.line = origin.line + static_cast<uint32_t>(mark.line),
          .column = counted + (mark.line == 0 ? origin.column : 1)};
}

YamlEvents::YamlEvents(std::string_view text)
    : impl_(std::make_unique<Impl>(text, FindJson(text))) {}

YamlEvents::~YamlEvents() = default;

LineColumn YamlEvents::Place(const YAML::Mark& mark) {
  impl_->buffer.Advance();
  impl_->reached = impl_->PlaceOf(mark);
  impl_->reached_offset = impl_->counted_to;
  return impl_->reached;
}

std::string_view YamlEvents::TextFrom(const YAML::Mark& mark) const {
  const int offset = mark.pos - static_cast<int>(impl_->prefix.size());
  if (mark.is_null() || offset < 0 || static_cast<size_t>(offset) > impl_->text.size()) return {};
  return impl_->text.substr(static_cast<size_t>(offset));
}

void YamlEvents::Stop() { impl_->buffer.Stop(); }

std::optional<YamlStop> YamlEvents::Run(YAML::EventHandler& handler) {
  using enum YamlStop::Reason;
  std::optional<YamlStop> stop;
  std::istream stream(&impl_->buffer);
  try {
    YAML::Parser parser(stream);
    if (parser.HandleNextDocument(handler)) parser.HandleNextDocument(handler);
  } catch (const YAML::DeepRecursion&) {
    stop = YamlStop{.reason = kNesting, .place = impl_->reached, .message = {}};
  } catch (const YAML::Exception& error) {
    stop = YamlStop{.reason = kSyntax, .place = impl_->PlaceOf(error.mark), .message = error.msg};
  }
  if (impl_->buffer.stopped()) return std::nullopt;
  // The end of text that the parser then sees, or a fault at it, is only the
  // end of the last window.
  if (impl_->buffer.starved()) {
    return YamlStop{.reason = kLookahead, .place = impl_->reached, .message = {}};
  }
  // yaml-cpp takes the end of a text after a line break for the closing quote,
  // so that a truncated file would pass.
  if (!stop && IsUnterminated(impl_->text.substr(impl_->reached_offset))) {
    return YamlStop{.reason = kSyntax, .place = impl_->reached, .message = "no closing quote"};
  }
  return stop;
}

}  // namespace samlad::formats
