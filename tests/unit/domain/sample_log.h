// SPDX-License-Identifier: EUPL-1.2
//
// A small log for tests of views: a catalogue with one indicator of every
// kind, and reports written as one line each.

#ifndef SAMLAD_TESTS_UNIT_DOMAIN_SAMPLE_LOG_H_
#define SAMLAD_TESTS_UNIT_DOMAIN_SAMPLE_LOG_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/log/facts.h"
#include "samlad/v1/view.pb.h"

namespace samlad::domain {

// The catalogue below: organisations eidar (own section), asf, utb, sgn, board;
// obligation "year" (all four, every indicator, 2023-2025 and 2025-T2) and
// "extra" (eidar, FLOW, 2025).
v1::Catalogue SampleCatalogue();

// FLOW, RATIO, MEAN and HEADS are split by area ("north" of "nn" and "ns", both
// exhaustive, and "south") and sex. One row of a report; unset figures are left out.
struct Figures {
  std::string_view indicator;
  std::string_view value = "";
  std::string_view numerator = "";
  std::string_view denominator = "";
  int64_t n = kNoFigure;
  v1::ObservationStatus status = v1::OBSERVATION_STATUS_NORMAL;
  uint16_t version = 1;
  std::string_view area = "", sex = "";  // empty: not split
};

inline Figures Count(std::string_view indicator, std::string_view value) {
  return {.indicator = indicator, .value = value};
}
inline Figures Ratio(std::string_view indicator, std::string_view numerator,
                     std::string_view denominator) {
  return {.indicator = indicator, .numerator = numerator, .denominator = denominator};
}
inline Figures Mean(std::string_view indicator, std::string_view value, int64_t n) {
  return {.indicator = indicator, .value = value, .n = n};
}

// A log under construction. Entry i happens at second i after the beginning of
// 1970, or of what MoveTo says.
class SampleLog {
 public:
  explicit SampleLog(v1::Catalogue catalogue = SampleCatalogue()) { Apply(std::move(catalogue)); }

  void Apply(v1::Catalogue catalogue);
  // Returns the position.
  uint64_t Report(std::string_view organisation, std::string_view period,
                  const std::vector<Figures>& rows, std::string_view obligation = "year",
                  Prose prose = {});
  void Return(std::string_view organisation, std::string_view period);
  // Of the accepted report at `report`.
  uint64_t Review(uint64_t report, bool approved, std::string_view reason = "");
  void Withdraw(uint64_t report, std::string_view reason = "fel fil");
  // Of the obligation "year".
  void Waive(std::string_view organisation, std::string_view period, bool lifted = false);
  void PassDeadline(std::string_view obligation, std::string_view period);
  void PassProjectDeadline(std::string_view project, std::string_view period);
  // Lets go of the breakdowns of the report at `position`, as when it is
  // replaced.
  void Release(uint64_t position) { facts_.ReleaseReplaced({position}); }
  uint64_t Import(v1::SeriesImported series);
  // Of the accepted report at `report`. Returns the position.
  uint64_t Clear(uint64_t report, std::string_view indicator);
  void Acknowledge(std::string_view period, std::string_view minute);
  // Of a view of its period that contains the report at `report`: forwarded,
  // confirmed, and acknowledged by the board's system. Returns the position of
  // the last.
  uint64_t Deliver(uint64_t report, std::string_view minute);
  // An edition of the view of the period as of `as_of`. Returns the position.
  uint64_t Publish(uint32_t number, std::string_view period, uint64_t as_of = 0,
                   std::string_view publication = "");
  // Any other fact. Returns the position.
  uint64_t Append(decltype(Fact::what) what);
  // Entries from here on happen at `time_ms` plus their second.
  void MoveTo(int64_t time_ms) { begin_ms_ = time_ms; }

  const Facts& facts() const { return facts_; }
  // The view, which must be there.
  v1::View View(const v1::ViewQuery& query) const;
  v1::View View(std::string_view period = "2025") const;

 private:
  int64_t begin_ms_ = 0;
  Symbols symbols_;
  std::shared_ptr<const CatalogueIndex> index_;
  Facts facts_;
};

// The row of an indicator in the view's areas; fails the test and returns an
// empty row if there is none.
v1::IndicatorRow RowOf(const v1::View& view, std::string_view indicator);
// The same in an organisation's own section.
v1::IndicatorRow OwnRowOf(const v1::View& view, std::string_view organisation,
                          std::string_view indicator);

// As the functions of gateway/domain/follow_up/obligations.h, over facts [0, as_of), 0:
// all, which must hold a catalogue.
std::vector<v1::ObligationState> ObligationStates(
    const Facts& facts, uint64_t as_of, std::string_view period,
    const std::function<bool(std::string_view organisation)>& include);
std::vector<v1::ProjectRow> ProjectRows(const Facts& facts, uint64_t as_of,
                                        std::string_view period);

// "12.5", "[c]", "[x]" or "[z]".
std::string Shown(const v1::Figure& figure);

}  // namespace samlad::domain

#endif  // SAMLAD_TESTS_UNIT_DOMAIN_SAMPLE_LOG_H_
