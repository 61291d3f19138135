// SPDX-License-Identifier: EUPL-1.2
//
// A report to fill in for one due report: what the catalogue asks of an
// organisation under an obligation for a period, as a workbook, CSV, YAML or JSON.
// formats::ReadReport reads each of them back. Pure functions, but for the scratch
// file that the workbook is written to.

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
#include "samlad/v1/view.pb.h"

namespace samlad::sheets {

// Area, sex, age, background, category.
inline constexpr size_t kTemplateDimensions = 5;

// One figure that is asked for.
struct TemplateFigure {
  const v1::Indicator* indicator = nullptr;
  std::array<const v1::Code*, kTemplateDimensions> codes{};  // null: the total
  bool mandatory = false;
  const v1::Observation* before = nullptr;   // of the earlier period; null: none
  const v1::Observation* current = nullptr;  // as it was reported; null: not yet
};

// One project's follow-up.
struct TemplateFollowUp {
  const v1::Project* project = nullptr;
  std::string due = {};                   // ISO 8601; empty: none
  const v1::FollowUp* current = nullptr;  // as it was reported; null: not yet
};

// The codes of one dimension.
struct TemplateCodes {
  size_t dimension = 0;
  std::vector<const v1::Code*> codes = {};
};

// Reports that the organisation has sent before; either may be null.
struct EarlierReports {
  const v1::Report* before = nullptr;   // of the same part of an earlier year, for comparison
  const v1::Report* current = nullptr;  // accepted for the period, and now to be corrected
};

// Points into the catalogue, the due report and the reports that it was made from,
// which must outlive it.
struct ReportTemplate {
  const domain::CatalogueIndex* catalogue = nullptr;
  const v1::Organisation* organisation = nullptr;
  const v1::Obligation* obligation = nullptr;
  const v1::ObligationState* due = nullptr;
  EarlierReports earlier = {};
  // Totals first, in the order of the obligation; then the breakdowns.
  std::vector<TemplateFigure> figures = {};
  std::vector<TemplateCodes> code_lists = {};     // of the dimensions that the figures use
  std::vector<TemplateFollowUp> follow_ups = {};  // owed for the period, or reported already
  std::vector<const v1::Project*> projects = {};  // that it may follow up

  const std::string& period() const { return due->period(); }
  // Position of the report that the filled template will replace; 0: none.
  uint64_t replaces() const { return earlier.current == nullptr ? 0 : due->position(); }
};

// Breakdowns are those of the catalogue along one dimension, and those that the
// earlier reports have along several.
//   NOT_FOUND            unknown organisation, obligation or period
//   FAILED_PRECONDITION  the organisation does not owe this report
absl::StatusOr<ReportTemplate> MakeReportTemplate(const domain::CatalogueIndex& catalogue,
                                                  const v1::ObligationState& due,
                                                  EarlierReports earlier);

// Semicolons and UTF-8 with a byte order mark, as Excel opens it in Sweden. Only the
// figures; organisation, obligation and period go into a YAML file beside it.
std::string WriteTemplateCsv(const ReportTemplate& asked, board::Language language);

// The whole report, one line per figure; breakdowns are comments until they are
// needed.
std::string WriteTemplateYaml(const ReportTemplate& asked, board::Language language);

// The proto3 JSON mapping, for programs.
std::string WriteTemplateJson(const ReportTemplate& asked);

// An Excel workbook (XLSX): what to do, figures, activities, follow-ups, sign-off.
// Key columns are locked, without a password. INTERNAL: it cannot be written,
// usually because no temporary file can be.
absl::StatusOr<std::string> WriteTemplateWorkbook(const ReportTemplate& asked,
                                                  board::Language language);

}  // namespace samlad::sheets

#endif  // SAMLAD_CLIENTS_SHEETS_REPORT_TEMPLATE_H_
