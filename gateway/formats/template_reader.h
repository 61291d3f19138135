// SPDX-License-Identifier: EUPL-1.2
//
// The sheets of a report template that are no table: what the template was made
// for, which codes its names stand for, and the sign-off.

#ifndef SAMLAD_GATEWAY_FORMATS_TEMPLATE_READER_H_
#define SAMLAD_GATEWAY_FORMATS_TEMPLATE_READER_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "gateway/formats/file_findings.h"
#include "gateway/formats/source_map.h"
#include "gateway/formats/workbook.h"
#include "samlad/v1/report.pb.h"

namespace samlad::formats {

// The codes that the names of a template stand for. A value.
class TemplateNames {
 public:
  void Add(std::string_view field, std::string_view code, std::string_view name);
  // The code that people write `text` for; empty: it is a code, or stands for no
  // code or several. `field`: of the row's message; for the status of a follow-up
  // "project_status".
  std::string_view CodeOf(std::string_view field, std::string_view text) const;

 private:
  // By field and name as NormaliseWord gives it. Empty: several codes.
  absl::flat_hash_map<std::pair<std::string, std::string>, std::string> codes_;
};

// Reads the sheet kAboutSheet (template_sheets.h): organisation, obligation and period
// go into `report`, and what contradicts it is a finding.
struct TemplateSheet {
  TemplateOrigin origin;
  TemplateNames names;
};
TemplateSheet ReadTemplateSheet(const Sheet& sheet, std::string_view file, FileFindings& findings,
                                SourceMap& places, v1::Report& report);

// Whether the sheet is that of the sign-off, by its name or its labels.
bool IsSignOffSheet(const Sheet& sheet);
// Reads the sign-off, the comment and the reason into `report`.
void ReadSignOffSheet(const Sheet& sheet, std::string_view file, FileFindings& findings,
                      SourceMap& places, v1::Report& report);

}  // namespace samlad::formats

#endif  // SAMLAD_GATEWAY_FORMATS_TEMPLATE_READER_H_
