// SPDX-License-Identifier: EUPL-1.2
//
// The columns, words and cells of a report template, whatever file they are
// written to. Headings are those that ReadHeading (csv_reader.h) knows; a heading
// in brackets is a note for people, which is not read. Pure functions.

#ifndef SAMLAD_CLIENTS_SHEETS_TEMPLATE_COLUMNS_H_
#define SAMLAD_CLIENTS_SHEETS_TEMPLATE_COLUMNS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "clients/board/language.h"
#include "clients/sheets/report_template.h"
#include "samlad/v1/common.pb.h"

namespace samlad::sheets {

// A name that people write for a code.
struct NamedCode {
  std::string field;  // "area", "status", "project_status", ...
  std::string code;
  std::string name;
};

// The names that a template uses. Within a field no two codes have the same name,
// and no name is another code.
class CodeNames {
 public:
  CodeNames(const ReportTemplate& asked, board::Language language);

  const std::vector<NamedCode>& all() const { return all_; }
  // The name of a code of a figure's dimensions.
  const std::string& Of(const v1::Code& code) const { return all_[by_code_.at(&code)].name; }
  // The name of any code; the code itself if it has none.
  std::string Of(std::string_view field, std::string_view code) const;

 private:
  void Add(std::string_view field, std::string_view code, std::string_view name);
  void MakeUnique();

  std::vector<NamedCode> all_;
  absl::flat_hash_map<const v1::Code*, size_t> by_code_;
};

// What a column of a sheet is for.
enum class ColumnKind {
  kKey,     // says what the row is about
  kNote,    // for people; not read
  kNumber,  // to fill in
  kText     // to fill in
};

struct TemplateColumn {
  std::string heading;
  std::string field;  // of the row's message, or the kind of note
  double width = 12;  // characters
  ColumnKind kind = ColumnKind::kText;
  std::string help = {};  // note on the heading; may be empty
};
std::vector<TemplateColumn> FigureColumns(const ReportTemplate& asked, board::Language language);
std::vector<TemplateColumn> ActivityColumns(board::Language language);
std::vector<TemplateColumn> FollowUpColumns(board::Language language);

// Whether the indicator has such a part: a ratio has a numerator and no value.
bool HasPart(const v1::Indicator& indicator, std::string_view field);

// A key or a note of a figure's row.
std::string FigureText(const TemplateFigure& figure, const TemplateColumn& column,
                       const CodeNames& names, board::Language language);
// The id of the indicator or of the code of a dimension; empty: the total.
std::string FigureCode(const TemplateFigure& figure, std::string_view field);
// What was reported in a column; empty: nothing. Numbers as in the contract.
std::string Reported(const TemplateFigure& figure, std::string_view field, const CodeNames& names);
std::string Reported(const TemplateFollowUp& follow_up, std::string_view field,
                     const CodeNames& names);
std::string Reported(const v1::Activity& activity, std::string_view field, const CodeNames& names);

// What an indicator means and how it is counted, for the note on its cell.
std::string DefinitionText(const v1::Indicator& indicator, board::Language language);

}  // namespace samlad::sheets

#endif  // SAMLAD_CLIENTS_SHEETS_TEMPLATE_COLUMNS_H_
