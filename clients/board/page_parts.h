// SPDX-License-Identifier: EUPL-1.2
//
// The parts that RenderBoardPage puts together.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_PARTS_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_PARTS_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "clients/board/html.h"
#include "clients/board/language.h"
#include "clients/board/messages.h"
#include "clients/board/words.h"
#include "google/protobuf/repeated_field.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// What every part needs. Refers to the view, which must outlive it.
struct PageContext {
  const v1::View& view;
  Language language;
  const Messages& words;
  NamesInView names;
  absl::TimeZone zone;

  Picked In(const v1::Text& text) const { return PickMarked(text, language); }
  std::string Time(int64_t time_ms) const { return FormatTime(time_ms, zone); }
};

// A word with its shape and tone.
void AddSign(const Sign& sign, Html& html);
// "73,5", or a code; then flags.
void AddFigure(const PageContext& page, const v1::Figure& figure, Html& html);
// "log 3, 7"; nothing if there are none.
void AddPositions(const PageContext& page,
                  const google::protobuf::RepeatedField<uint64_t>& positions, Html& html);

// "log 3"; nothing if it is 0.
void AddPosition(const PageContext& page, uint64_t position, Html& html);
// A table that a keyboard can scroll; `title` is its caption too.
void BeginTable(std::string_view title, std::initializer_list<std::string_view> headings,
                Html& html);
void EndTable(Html& html);

// indicators.cc
void AddAreas(const PageContext& page, Html& html);
void AddOwnParts(const PageContext& page, Html& html);
void AddLegend(const PageContext& page, Html& html);
// follow_up.cc
void AddProjects(const PageContext& page, Html& html);
void AddRecommendations(const PageContext& page, Html& html);
// registers.cc
void AddReporting(const PageContext& page, Html& html);
void AddActivities(const PageContext& page, Html& html);
void AddAcknowledgements(const PageContext& page, Html& html);
void AddClearings(const PageContext& page, Html& html);
void AddEvidence(const PageContext& page, Html& html);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_PARTS_H_
