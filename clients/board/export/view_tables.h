// SPDX-License-Identifier: EUPL-1.2
//
// A cursor over a view: its tables row by row, without a copy of it. Only what the
// view shows is written: a hidden figure is its sign.

#ifndef SAMLAD_CLIENTS_BOARD_EXPORT_VIEW_TABLES_H_
#define SAMLAD_CLIENTS_BOARD_EXPORT_VIEW_TABLES_H_

#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/board/export/row_maker.h"
#include "clients/board/export/table_writer.h"
#include "clients/board/export/tables.h"
#include "clients/board/language.h"
#include "clients/board/messages.h"
#include "clients/board/words.h"
#include "samlad/v1/view.pb.h"

namespace samlad::board {

// Immutable, thread-safe.
class ViewTables {
 public:
  // `view` must outlive it. Titles and words are in `language`.
  ViewTables(const v1::View& view, Language language);

  // Begin, every row and End of one table; Finish is left to the caller, because
  // other tables may follow. The first error of the writer.
  absl::Status Write(TableId table, TableWriter& writer) const;

 private:
  // What a row of an indicator is part of; empty: the whole.
  struct Part {
    std::string_view area = {}, area_title = {}, organisation = {}, organisation_name = {};
  };

  std::string_view In(const v1::Text& text) const { return Pick(text, language_); }
  std::string_view NameOf(std::string_view id) const;
  Part PartOf(const v1::OrganisationView& section, const v1::IndicatorRow& row) const;

  void AddAbout(RowMaker& rows) const;
  void AddIndicators(RowMaker& rows) const;
  bool AddIndicator(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const;
  void AddFigures(RowMaker& rows) const;
  bool AddSeries(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const;
  bool AddContributions(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const;
  bool AddCells(const Part& part, const v1::IndicatorRow& row, RowMaker& rows) const;
  bool AddFigure(const Part& part, const v1::IndicatorRow& row, const v1::Figure& figure,
                 const v1::CellFigure& key, RowMaker& rows) const;
  void AddComparisons(RowMaker& rows) const;
  void AddObligations(RowMaker& rows) const;
  void AddActivities(RowMaker& rows) const;
  void AddProjects(RowMaker& rows) const;
  void AddEffects(RowMaker& rows) const;
  void AddRecommendations(RowMaker& rows) const;
  void AddEvidence(RowMaker& rows) const;
  void AddAcknowledgements(RowMaker& rows) const;
  void AddClearings(RowMaker& rows) const;

  const v1::View& view_;
  const Language language_;
  const Messages& words_;
  const absl::TimeZone zone_;
  const NamesInView names_;
  // The priority area of each indicator.
  absl::flat_hash_map<std::string_view, std::string_view> area_of_;
  // (organisation, indicator): rows of parts that are shown on their own. The
  // contribution to the whole says the same, and is left out.
  absl::flat_hash_set<std::pair<std::string_view, std::string_view>> own_;
};

}  // namespace samlad::board

#endif  // SAMLAD_CLIENTS_BOARD_EXPORT_VIEW_TABLES_H_
