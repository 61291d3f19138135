// SPDX-License-Identifier: EUPL-1.2
//
// One run of the content check: the data that the rules share for one report. The
// rules are the functions below, one file per subject; each runs whatever the
// others found.

#ifndef SAMLAD_GATEWAY_DOMAIN_VALIDATION_REPORT_CHECK_H_
#define SAMLAD_GATEWAY_DOMAIN_VALIDATION_REPORT_CHECK_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "gateway/domain/findings/finding.h"
#include "gateway/domain/log/observation_row.h"
#include "samlad/v1/report.pb.h"

namespace samlad::domain {

// A row as the rules about keys and totals need it.
struct CheckedRow {
  const ResolvedIndicator* indicator = nullptr;  // null: not known
  ObservationKey key;
  ObservationFigures figures{};
  bool has_key = false;    // every code resolved
  bool readable = false;   // every decimal read
  bool duplicate = false;  // an earlier row has the same key
};

// What the rules know of one indicator of the report.
struct IndicatorUse {
  uint32_t first_row = 0;
  bool in_obligation = true;  // true also if the obligation is unknown
  bool collected = false;     // a row has another status than MISSING
  bool total_sought = false;  // what is split must have one
};

// What would be accepted: ids, and ids with their names in both languages.
struct Choice {
  std::string ids;
  v1::Text shown;
};

// An id of the catalogue and what it is called.
struct Named {
  std::string_view id;
  const v1::Text* name = nullptr;  // null: it has none
};

// A value of one run; not thread-safe. Report and catalogue outlive it.
class ReportCheck {
 public:
  ReportCheck(const v1::Report& report, const CatalogueIndex& catalogue, bool reopened);

  const v1::Report& report;
  const CatalogueIndex& catalogue;
  // Null or nullopt if the report's does not resolve.
  const v1::Organisation* const organisation;
  const v1::Obligation* const obligation;
  const std::optional<PeriodId> period;
  const bool reopened;  // a closed period is open again for this report

  FindingCollector findings;
  // Resolves against the newest definitions if there is no period.
  IndicatorResolver indicators;
  std::vector<IndicatorUse> uses;                            // by ResolvedIndicator::number
  std::vector<CheckedRow> rows;                              // the first limits::kObservationsMax
  absl::flat_hash_map<ObservationKey, uint32_t> row_of_key;  // the first of each

  // Observations that are checked.
  uint32_t RowCount() const;

  // A finding about a field of the report itself.
  void Add(std::string_view code, std::string_view field, std::string_view got,
           std::string_view expected);
  // About observations[row].leaf; empty leaf: about the row. A warning that may be
  // answered is, if the row's comment answers it (findings/answer.h).
  void AddRow(std::string_view code, uint32_t row, std::string_view leaf, std::string_view got,
              std::string_view expected, std::span<const uint32_t> related = {},
              const v1::Text* shown = nullptr);
  void AddRow(std::string_view code, uint32_t row, std::string_view leaf, std::string_view got,
              const Choice& choice) {
    AddRow(code, row, leaf, got, choice.ids, {}, &choice.shown);
  }
  // About an indicator of the whole report.
  void AddIndicator(std::string_view code, std::string_view indicator);

  // The one of `known` that was probably meant by `got`, or else all of them. Looks
  // for the one only limits::kFindingsMax times, because no more are shown.
  Choice Suggest(std::string_view got, std::span<const Named> known);

  // Observations with at least one error.
  uint32_t RejectedRows() const;

 private:
  v1::FindingKey key_;  // kept for its capacity
  size_t suggestions_ = 0;
  std::vector<bool> rejected_;
};

// Fields that the contract does not have.
void CheckUnknownFields(ReportCheck& check);
// Organisation, obligation, period, size, sign-off.
void CheckHeader(ReportCheck& check);
// Each row by itself; fills in rows and uses.
void CheckObservations(ReportCheck& check);
// Rows of the same key; fills in row_of_key.
void CheckDuplicates(ReportCheck& check);
// Counts that will hide figures in the board's view.
void CheckSmallCounts(ReportCheck& check);
// A part of one area, and the other of all: what merged cells leave.
void CheckMergedCells(ReportCheck& check);
// Totals against parts.
void CheckTotals(ReportCheck& check);
// What the obligation demands.
void CheckMandatory(ReportCheck& check);
void CheckActivities(ReportCheck& check);
void CheckFollowUps(ReportCheck& check);
// Length of free texts, and personal data in them.
void CheckTexts(ReportCheck& check);

// Of `size` activities or follow-ups, how many are checked.
int LookedAt(int size);

// All of them, with their names.
Choice ChoiceOf(std::span<const Named> known);

// "A, B, C" for a finding's `expected`, cut short with "…"; "-" if empty.
std::string JoinIds(std::span<const std::string_view> ids);

}  // namespace samlad::domain

#endif  // SAMLAD_GATEWAY_DOMAIN_VALIDATION_REPORT_CHECK_H_
