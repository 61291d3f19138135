// SPDX-License-Identifier: EUPL-1.2
//
// The parts that RenderBoardPage puts together.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_PARTS_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_PARTS_H_

#include <cstdint>
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
  OrganisationNames names;

  std::string_view In(const v1::Text& text) const { return Pick(text, language); }
};

// A word with its shape and tone.
void AddSign(const Sign& sign, Html& html);
// "73,5", or a code; then flags.
void AddFigure(const PageContext& page, const v1::Figure& figure, Html& html);
// "log 3, 7"; nothing if there are none.
void AddPositions(const PageContext& page,
                  const google::protobuf::RepeatedField<uint64_t>& positions, Html& html);

// indicators.cc
void AddAreas(const PageContext& page, Html& html);
void AddOwnParts(const PageContext& page, Html& html);
void AddLegend(const PageContext& page, Html& html);
// registers.cc
void AddReporting(const PageContext& page, Html& html);
void AddActivities(const PageContext& page, Html& html);
void AddProjects(const PageContext& page, Html& html);
void AddAcknowledgements(const PageContext& page, Html& html);
void AddEvidence(const PageContext& page, Html& html);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_PARTS_H_
