// SPDX-License-Identifier: EUPL-1.2
//
// Makes text from strangers safe in a line of the log. Invalid UTF-8 becomes
// U+FFFD, and a text over limits::kLogTextBytesMax is cut with an
// ellipsis.

#ifndef SAMLAD_GATEWAY_TELEMETRY_ESCAPE_H_
#define SAMLAD_GATEWAY_TELEMETRY_ESCAPE_H_

#include <string>
#include <string_view>

namespace samlad::telemetry {

// Appends `text` as a JSON string with its quotes (RFC 8259 section 7). Whatever
// else is unprintable (gateway/base/character_class.h) is escaped too, because a
// terminal that shows the file must not act on it.
void AppendJsonString(std::string_view text, std::string& out);

// Appends `text` for a terminal: unprintable characters as \u00xx, else as it is.
void AppendHumanText(std::string_view text, std::string& out);

// The same, in quotes if it is empty or has a space, a quote or an equals sign.
void AppendHumanValue(std::string_view text, std::string& out);

}  // namespace samlad::telemetry

#endif  // SAMLAD_GATEWAY_TELEMETRY_ESCAPE_H_
