// SPDX-License-Identifier: EUPL-1.2
//
// The parts that RenderBoardPage puts together, in the order of the page.

#ifndef SAMLAD_CLIENTS_BOARD_PAGE_PAGE_PARTS_H_
#define SAMLAD_CLIENTS_BOARD_PAGE_PAGE_PARTS_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "clients/board/html.h"
#include "clients/board/language.h"
#include "clients/board/messages.h"
#include "clients/board/page/board_page.h"
#include "clients/board/page/digest.h"
#include "clients/board/page/page_words.h"
#include "clients/board/words.h"
#include "google/protobuf/repeated_field.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// What every part needs. Refers to the view and the options, which must outlive
// it.
struct PageContext {
  const v1::View& view;
  Language language;
  const PageOptions& options;
  const Messages& words;
  const PageWords& page_words;
  NamesInView names;
  absl::TimeZone zone;

  Picked In(const v1::Text& text) const { return PickMarked(text, language); }
  std::string Time(int64_t time_ms) const { return FormatTime(time_ms, zone); }
  std::string Number(std::string_view decimal) const { return FormatNumber(decimal, language); }
  std::string Count(uint64_t count) const;
  std::string Period(std::string_view period) const { return FormatPeriodName(period, language); }
};

// Why the row's status is what it is: "on the line to it, it would be 74.1", or else
// what WhyStatus says.
std::string WhyOf(const PageContext& page, const v1::IndicatorRow& row);

// What the contents list and other parts refer to, in the order of the page.
enum class SectionId {
  kRows,
  kBreakdowns,
  kOwnParts,
  kReports,
  kProjects,
  kRecommendations,
  kActivities,
  kAcknowledgements,
  kClearings,
  kLegend,
  kProvenance
};
// False, and nothing is begun, if the view has nothing for the section.
bool BeginSection(const PageContext& page, SectionId id, Html& html);
void EndSection(Html& html);
void AddLink(SectionId id, std::string_view text, Html& html);
// "and 12 more, page 3", as a link to the section; nothing for 0.
void AddMore(const PageContext& page, size_t more, SectionId id, Html& html);
void AddContents(const PageContext& page, Html& html);

// The shapes that AddSign refers to; once in a page, before the first of them.
void AddShapes(Html& html);
// A word with its shape and tone.
void AddSign(const Sign& sign, Html& html);
// Its shape alone, for a place that has the word next to it.
void AddShape(const Sign& sign, Html& html);
// "73,5", or a code; then flags.
void AddFigure(const PageContext& page, const v1::Figure& figure, Html& html);
// "3, 7"
void AddPositionList(const google::protobuf::RepeatedField<uint64_t>& positions, Html& html);
// "log 3"; nothing if it is 0.
void AddPosition(const PageContext& page, uint64_t position, Html& html);
// A table that becomes cards on narrow screens. Its caption is not shown,
// because the section's heading is.
void BeginTable(Markup opening, std::string_view caption,
                std::initializer_list<std::string_view> headings, Html& html);
void EndTable(Html& html);

// first_page.cc
void AddFirstPage(const PageContext& page, const Digest& digest, Html& html);
// signals.cc
void AddSignals(const PageContext& page, const Digest& digest, Html& html);
// rows.cc
void AddRows(const PageContext& page, Html& html);
// One table of rows. Rows of the city have an id, "i-EID-02", to link to.
enum class WithIds { kYes, kNo };
void AddRowTable(const PageContext& page, const Picked& caption,
                 std::span<const v1::IndicatorRow* const> rows, WithIds with_ids, Html& html);
// row_details.cc
void AddRowDetails(const PageContext& page, const v1::IndicatorRow& row, Html& html);
// appendix
void AddBreakdowns(const PageContext& page, Html& html);
void AddOwnParts(const PageContext& page, Html& html);
void AddReporting(const PageContext& page, Html& html);
void AddProjects(const PageContext& page, Html& html);
// What a project has spent of its budget; nothing if neither is known.
void AddMoney(const PageContext& page, const v1::ProjectRow& row, Html& html);
// Each expected effect beside its baseline and what was measured; nothing if none is.
void AddEffects(const PageContext& page, const v1::ProjectRow& row, Html& html);
void AddRecommendations(const PageContext& page, Html& html);
// The evidence for a recommendation: where it is, or what is missing.
void AddProofs(const PageContext& page, const v1::RecommendationRow& row, Html& html);
void AddActivities(const PageContext& page, Html& html);
void AddAcknowledgements(const PageContext& page, Html& html);
void AddClearings(const PageContext& page, Html& html);
void AddLegend(const PageContext& page, Html& html);
void AddProvenance(const PageContext& page, Html& html);

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_PAGE_PAGE_PARTS_H_
