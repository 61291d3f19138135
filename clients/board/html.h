// SPDX-License-Identifier: EUPL-1.2
//
// Writes HTML so that text from others can never become markup: markup is
// accepted only as literals of this program, and everything else is escaped.
// The compiler enforces this.

#ifndef SAMLAD_CLIENTS_BOARD_HTML_H_
#define SAMLAD_CLIENTS_BOARD_HTML_H_

#include <string>
#include <string_view>
#include <utility>

#include "clients/board/language.h"

namespace samlad::board {

// Text as the content of an element or of a quoted attribute: & < > " ' become
// references (WHATWG HTML, 13.3). Control characters, and the characters that
// reorder the text around them (Unicode TR 9, 2), are escaped; line feed and tab
// stay. `text` is UTF-8.
std::string EscapeHtml(std::string_view text);

// A literal of this program's source.
class Markup {
 public:
  consteval Markup(const char* literal) : text_(literal) {}  // NOLINT: implicit on purpose
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A page under construction. Not thread-safe.
class Html {
 public:
  Html& Raw(Markup markup) {
    html_ += markup.text();
    return *this;
  }
  Html& Text(std::string_view text) {
    html_ += EscapeHtml(text);
    return *this;
  }
  // Text in an element of its own that declares its language if it is a
  // substitute for a missing translation (WCAG 3.1.2). Not for attributes.
  Html& Text(const Picked& picked) {
    return picked.stands_in ? Wrap("<span lang=\"sv\">", picked.text, "</span>")
                            : Text(picked.text);
  }
  // <open>text</close> in one call.
  Html& Wrap(Markup open, std::string_view text, Markup close) {
    return Raw(open).Text(text).Raw(close);
  }
  Html& Wrap(Markup open, const Picked& picked, Markup close) {
    return Raw(open).Text(picked).Raw(close);
  }
  std::string Take() && { return std::move(html_); }

 private:
  std::string html_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_HTML_H_
