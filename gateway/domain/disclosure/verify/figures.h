// SPDX-License-Identifier: EUPL-1.2
//
// The figures of the system, in their order, and the reports that they are computed
// from (docs/editions.md, section 1).

#ifndef SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_FIGURES_H_
#define SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_FIGURES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/domain/disclosure/verify/definitions.h"
#include "gateway/domain/disclosure/verify/faults.h"
#include "samlad/v1/edition.pb.h"

namespace samlad::domain::verify {

// One report. Names are numbered: equal numbers, equal names.
struct Report {
  uint64_t position = 0;
  uint32_t organisation = 0, obligation = 0;  // obligation: with the organisation
  uint32_t due = 0;                           // organisation, obligation and period
  int year = 0;
  int end = 0;               // 1, 2 and 3: T1, T2, year
  uint32_t revised = kNone;  // the newest earlier report of the same due report
};

// Reads `reports`. What cannot be used gives a fault.
std::vector<Report> ReadReports(const v1::Edition& edition, Faults& faults);

enum class PartKind : uint8_t { kAll, kNumerator, kComplement };

// One part of a figure.
struct Part {
  PartKind kind = PartKind::kAll;
  uint32_t population = 0;
  uint32_t ratio = kNone;  // kNumerator, kComplement: indicator
  std::string_view name;
};

// Where a figure is.
enum class Place : uint8_t { kHistory, kFigure, kContribution, kCell, kOrganisation, kEarlier };

struct Figure {
  const Definition* definition = nullptr;
  const v1::Figure* figure = nullptr;
  Place place = Place::kFigure;
  uint32_t row = kNone;  // areas' and organisations' rows are numbered
  size_t edition = 0;    // kEarlier: index in `earlier`
  int year = 0;
  CodeIds code_ids{};
  Codes codes{};
  std::vector<uint32_t> reports{};  // indexes, ascending
  uint32_t key = 0;                 // the same indicator, period and codes
  uint32_t same = 0;                // in addition, the same positions
  bool shown = false;
  bool shown_elsewhere = false;  // hidden here, but the same figure is shown
  uint8_t parts = 0;
  std::array<int64_t, 2> numbers{};  // of the parts, if shown

  bool secret() const { return !shown && !shown_elsewhere; }
};

// The parts by the table in section 1.
std::vector<Part> PartsOf(const Definition& definition);

// For messages: "figure 12 (EID-02, 2025, sex F)".
std::string Describe(const Figure& figure, size_t number);

// One row of the view.
struct Row {
  const v1::IndicatorRow* row = nullptr;
  bool of_organisation = false;
  std::string where;  // for messages
};

// Every figure of a view that the order of figures has, whatever its indicator.
struct FigureInView {
  const v1::IndicatorRow* row = nullptr;
  const v1::Figure* figure = nullptr;
  Place place = Place::kFigure;
  CodeIds code_ids{};
};
std::vector<FigureInView> FiguresOf(const v1::AreaView& area);
std::vector<FigureInView> FiguresOf(const v1::OrganisationView& organisation);

struct Figures {
  std::vector<Figure> all;  // in their order
  std::vector<Row> rows;
};

// Reads all figures. `view` and `edition` must outlive them.
Figures ReadFigures(const v1::Edition& edition, const v1::View& view,
                    const Definitions& definitions, std::span<const Report> reports,
                    Faults& faults);

// Section 1, last paragraph, and section 4, second paragraph: what a shown figure
// must be.
void CheckShown(std::span<const Figure> figures, Faults& faults);

}  // namespace samlad::domain::verify

#endif  // SAMLAD_GATEWAY_DOMAIN_DISCLOSURE_VERIFY_FIGURES_H_
