// SPDX-License-Identifier: EUPL-1.2
//
// Wraps yaml-cpp: its exceptions end here, and its memory is bounded. Works
// around faults of versions 0.7 and 0.8 with hostile input.

#ifndef SAMLAD_GATEWAY_FORMATS_YAML_EVENTS_H_
#define SAMLAD_GATEWAY_FORMATS_YAML_EVENTS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/formats/text_encoding.h"

namespace YAML {
class EventHandler;
struct Mark;
}  // namespace YAML

namespace samlad::formats {

// Why a stream of events ended early.
struct YamlStop {
  enum class Reason {
    kSyntax,     // the text is no YAML
    kNesting,    // deeper than the parser goes
    kLookahead,  // limits::kYamlLookaheadBytesMax without an event
  };
  Reason reason = Reason::kSyntax;
  LineColumn place;
  std::string message;  // the parser's own, English; empty if not kSyntax
};

// Parses one text of one document. Not thread-safe.
class YamlEvents {
 public:
  // `text` is valid UTF-8 without byte order mark and control characters, and
  // outlives the object.
  explicit YamlEvents(std::string_view text);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  // Sends the events of the text to `handler`, which calls Place() in each.
  // Events of a second document are sent, too, but none of a third. nullopt:
  // the whole text was read, or the handler called Stop.
  std::optional<YamlStop> Run(YAML::EventHandler& handler);

  // Called by the handler during Run. The place of an event. Also records how
  // far the parser has read, for the bound on its lookahead.
  LineColumn Place(const YAML::Mark& mark);
  // The text from an event's mark on; lives as long as the text. Empty if the
  // event has no place.
  std::string_view TextFrom(const YAML::Mark& mark) const;
  // No more events are wanted; a few may still come.
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_YAML_EVENTS_H_
