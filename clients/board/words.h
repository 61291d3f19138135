// SPDX-License-Identifier: EUPL-1.2
//
// How states are shown to people: a word, a shape and a tone. Page and table
// share them. A tone is never the only sign.

#ifndef SAMLAD_CLIENTS_BOARD_WORDS_H_
#define SAMLAD_CLIENTS_BOARD_WORDS_H_

#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "clients/board/messages.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

enum class Tone { kGood, kFair, kBad, kQuiet };
// Drawn on a page, a character in a terminal.
enum class Shape {
  kCheck,
  kForward,
  kDiamond,
  kRing,
  kDash,
  kRise,
  kFall,
  kLevel,
  kPlus,
  kMinus,
  kEqual,
  kSquare
};

struct Sign {
  std::string_view word;
  Shape shape = Shape::kDash;
  Tone tone = Tone::kQuiet;
};

Sign SignOf(v1::TargetStatus status, const Messages& messages);
// The arrow shows which way the figure went, and the word says what that means.
Sign SignOf(v1::Trend trend, v1::Direction direction, const Messages& messages);
// Compares our municipality with another region. It has shapes of its own, so
// that it is not confused with a target's status.
Sign SignOfComparison(v1::Trend against, const Messages& messages);
// The name of a region. The first one is ours; of Kolada's codes "0000" is the
// country and "00.." a county. Other regions have their code.
std::string_view RegionName(int index, std::string_view code, const Messages& messages);
// "nn · F": the codes of a cell, without those of totals.
std::string CellName(const v1::CellFigure& cell);
// "Broken down: area · sex", in the order of CellName.
std::string BreakdownTitle(const v1::ViewQuery& query, const Messages& messages);
// Whether the years together say more than the last of them.
bool HasOverYears(const v1::IndicatorRow& row);
// The state of a due report. A returned report was sent back by the coordinator
// or, if none was accepted, rejected by the gateway.
Sign SignOf(const v1::ObligationState& obligation, const Messages& messages);
// "why · open again until 2026-05-31", either or nothing.
std::string RemarkOn(const v1::ObligationState& obligation, const Messages& messages);
// "corrects entry 17 · corrected by entry 20", either or nothing.
std::string RemarkOn(const v1::AcknowledgementRow& row, const Messages& messages);
Sign SignOf(v1::FollowUpState state, const Messages& messages);
Sign SignOf(v1::RecommendationState state, const Messages& messages);
// "" if unset.
std::string_view WordOf(v1::ProjectStatus status, const Messages& messages);
std::string_view WordOf(v1::ProjectState state, const Messages& messages);
// What is wrong with a project, apart from its follow-up: "over budget, past
// its end"; "" if nothing is.
std::string TroubleOf(const v1::ProjectRow& project, const Messages& messages);

// "[c]"; "" if the figure has a value.
std::string_view CodeOf(v1::FigureCode code);
std::string_view CodeText(v1::FigureCode code, const Messages& messages);
// "p"
std::string_view LetterOf(v1::FigureFlag flag);
std::string_view FlagText(v1::FigureFlag flag, const Messages& messages);

// Names of the organisations, roles and projects that a view mentions by id.
class NamesInView {
 public:
  // `view` must outlive it.
  NamesInView(const v1::View& view, Language language);
  // The name of an id; the id itself if the view has no name.
  Picked Of(std::string_view id) const;
  // "Department A, Department B"; ids that the view does not name are left out.
  std::string Listed(const google::protobuf::RepeatedPtrField<std::string>& ids) const;

 private:
  void Add(std::string_view id, const v1::Text& name);

  Language language_;
  absl::flat_hash_map<std::string_view, Picked> names_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_WORDS_H_
