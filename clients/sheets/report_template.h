// SPDX-License-Identifier: EUPL-1.2
//
// An empty report for one duty: what the catalogue asks of an organisation under
// an obligation for a period, to be filled in as a workbook, CSV, YAML or JSON.
// formats::ReadReport reads each of them back.

#ifndef SAMLAD_CLIENTS_SHEETS_REPORT_TEMPLATE_H_
#define SAMLAD_CLIENTS_SHEETS_REPORT_TEMPLATE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/board/language.h"
#include "gateway/domain/catalogue/catalogue_index.h"
#include "samlad/v1/catalogue.pb.h"
#include "samlad/v1/report.pb.h"

namespace samlad::sheets {

// Area, sex, age, background, category.
inline constexpr size_t kTemplateDimensions = 5;

// One figure that is asked for.
struct TemplateFigure {
  const v1::Indicator* indicator = nullptr;
  std::array<const v1::Code*, kTemplateDimensions> codes{};  // null: the total
  bool mandatory = false;
  const v1::Observation* before = nullptr;  // in the report before; null: none
};

// The codes of one dimension, which people write by their titles.
struct TemplateCodes {
  size_t dimension = 0;
  std::vector<const v1::Code*> codes;
};

// Points into the catalogue and the report that it was made from.
struct ReportTemplate {
  const domain::CatalogueIndex* catalogue = nullptr;
  const v1::Organisation* organisation = nullptr;
  const v1::Obligation* obligation = nullptr;
  std::string period;
  std::string due = {};  // ISO 8601; empty: none
  // Totals first, in the order of the obligation; then the breakdowns.
  std::vector<TemplateFigure> figures = {};
  std::vector<TemplateCodes> code_lists = {};       // of the dimensions that the figures use
  std::vector<const v1::Project*> follow_ups = {};  // that are owed for the period
};

// Breakdowns are those of the catalogue along one dimension, and those that the
// report `before` (null: none) has along several.
//   NOT_FOUND            unknown organisation, obligation or period
//   FAILED_PRECONDITION  the organisation does not owe this report
absl::StatusOr<ReportTemplate> MakeReportTemplate(const domain::CatalogueIndex& catalogue,
                                                  std::string_view organisation,
                                                  std::string_view obligation,
                                                  std::string_view period,
                                                  const v1::Report* before);

// Semicolons and UTF-8 with a byte order mark, as Excel opens it in Sweden. Only the
// figures; organisation, obligation and period go into a YAML file beside it.
std::string WriteTemplateCsv(const ReportTemplate& asked, board::Language language);

// The whole report, one line a figure.
std::string WriteTemplateYaml(const ReportTemplate& asked, board::Language language);

// The proto3 JSON mapping, for programs.
std::string WriteTemplateJson(const ReportTemplate& asked);

// An Excel workbook (XLSX): what to do, figures, activities, follow-ups, sign-off.
// Key columns are locked. INTERNAL if no temporary file can be written.
absl::StatusOr<std::string> WriteTemplateWorkbook(const ReportTemplate& asked,
                                                  board::Language language);

}  // namespace samlad::sheets

#endif  // SAMLAD_CLIENTS_SHEETS_REPORT_TEMPLATE_H_
