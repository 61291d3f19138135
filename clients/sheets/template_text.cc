// SPDX-License-Identifier: EUPL-1.2

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "clients/board/text.h"
#include "clients/sheets/report_template.h"
#include "clients/sheets/template_columns.h"
#include "clients/sheets/template_words.h"
#include "gateway/base/strings.h"
#include "gateway/formats/yaml_writer.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::sheets {
namespace {

using board::Language;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kDimensionFields[] = {"area", "sex", "age", "background", "category"};

std::string CsvQuoted(const std::string& cell) {
  if (cell.find_first_of(";\"\r\n") == std::string::npos) return cell;
  return StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  for (const std::string& cell : cells) quoted.push_back(CsvQuoted(cell));
  return StrCat(absl::StrJoin(quoted, ";"), "\r\n");
}

// A spreadsheet would compute a title that begins as a formula. What was reported
// goes out as it came, because it is read back.
std::string CsvNote(std::string text) {
  return board::BeginsFormula(text) ? StrCat("'", text) : text;
}

std::string CsvCell(const TemplateFigure& figure, const TemplateColumn& column,
                    const CodeNames& names, Language language) {
  switch (column.kind) {
    case ColumnKind::kKey:
      // Codes, because a text file has no sheet that says what a name stands for.
      return FigureCode(figure, column.field);
    case ColumnKind::kNote:
      return CsvNote(FigureText(figure, column, names, language));
    case ColumnKind::kNumber:
      if (!HasPart(*figure.indicator, column.field)) return "";
      return absl::StrReplaceAll(Reported(figure, column.field, names), {{".", ","}});
    default:
      return Reported(figure, column.field, names);
  }
}

// The report that programs and YAML begin with: what was reported, or what it is
// about.
v1::Report BareReport(const ReportTemplate& asked) {
  v1::Report report;
  if (asked.earlier.current != nullptr) report = *asked.earlier.current;
  report.clear_sign_off();
  report.clear_reason();
  report.set_organisation(asked.organisation->id());
  report.set_obligation(asked.obligation->id());
  report.set_period(asked.period());
  return report;
}

bool IsTotal(const TemplateFigure& figure) {
  return std::ranges::all_of(figure.codes, [](const v1::Code* code) { return code == nullptr; });
}

// "{indicator: PAR-02, sex: "F", numerator: , denominator: }"
std::string YamlFigure(const TemplateFigure& figure) {
  std::string text = StrCat("{indicator: ", figure.indicator->id());
  for (const std::string_view field : kDimensionFields) {
    const std::string code = FigureCode(figure, field);
    if (!code.empty()) StrAppend(&text, ", ", field, ": \"", code, "\"");
  }
  for (const std::string_view field : {"value", "numerator", "denominator", "n"}) {
    if (HasPart(*figure.indicator, field)) StrAppend(&text, ", ", field, ": ");
  }
  return StrCat(text, "}");
}

std::string FigureTitle(const v1::Indicator& indicator, Language language) {
  return StrCat(indicator.id(), " ", board::Pick(indicator.title(), language));
}

// Text on lines of their own, each a comment.
void AppendComment(std::string_view text, std::string_view indent, std::string* out) {
  for (const absl::string_view line : absl::StrSplit(ToAbsl(text), absl::ByAnyChar("\r\n"))) {
    StrAppend(out, indent, line.empty() ? "#" : "# ", ToStd(line), "\n");
  }
}

// What must be there as lines to fill in, and the rest as comments.
void AppendYamlFigures(const ReportTemplate& asked, Language language, std::string* text) {
  StrAppend(text, "observations:\n");
  for (const bool mandatory : {true, false}) {
    if (!mandatory) {
      AppendComment(language == Language::kSv
                        ? "Ta bort # framför de rader som ni har uppgifter om."
                        : "Remove the # before the lines that you have figures for.",
                    "  ", text);
    }
    const v1::Indicator* last = nullptr;
    for (const TemplateFigure& figure : asked.figures) {
      if (figure.mandatory != mandatory) continue;
      if (figure.indicator != last) {
        const std::string_view unit = board::Pick(figure.indicator->unit(), language);
        AppendComment(StrCat(IsTotal(figure) ? DefinitionText(*figure.indicator, language)
                                             : FigureTitle(*figure.indicator, language),
                             " (", unit, ")"),
                      "  ", text);
        last = figure.indicator;
      }
      StrAppend(text, mandatory ? "  - " : "  # - ", YamlFigure(figure), "\n");
    }
  }
}

}  // namespace

std::string WriteTemplateCsv(const ReportTemplate& asked, Language language) {
  const std::vector<TemplateColumn> columns = FigureColumns(asked, language);
  const CodeNames names(asked, language);
  std::string text(kByteOrderMark);
  std::vector<std::string> cells;
  for (const TemplateColumn& column : columns) cells.push_back(column.heading);
  text += CsvLine(cells);
  for (const TemplateFigure& figure : asked.figures) {
    cells.clear();
    for (const TemplateColumn& column : columns) {
      cells.push_back(CsvCell(figure, column, names, language));
    }
    text += CsvLine(cells);
  }
  return text;
}

std::string WriteTemplateYaml(const ReportTemplate& asked, Language language) {
  std::string text;
  for (const Instruction& line : Instructions(asked, language, /*coloured=*/false)) {
    AppendComment(line.text, "", &text);
  }
  text += "\nsign_off:\n  name:\n  title:\n  date:\n";
  if (asked.replaces() != 0) {
    return StrCat(text, "reason:    # correction, late, method, reclassification\n",
                  formats::WriteYaml(BareReport(asked)));
  }
  StrAppend(&text, "comment:\n", formats::WriteYaml(BareReport(asked)));
  AppendYamlFigures(asked, language, &text);
  if (!asked.follow_ups.empty()) text += "follow_ups:\n";
  for (const TemplateFollowUp& follow_up : asked.follow_ups) {
    AppendComment(board::Pick(follow_up.project->title(), language), "  ", &text);
    StrAppend(&text, "  - project: ", follow_up.project->id(),
              "\n    status:    # on_plan, deviates, stopped, finished\n    spent_sek:\n"
              "    effect:\n    deviation:\n    next_step:\n");
  }
  return text;
}

std::string WriteTemplateJson(const ReportTemplate& asked) {
  v1::Report report = BareReport(asked);
  if (asked.replaces() == 0) {
    for (const TemplateFigure& figure : asked.figures) {
      v1::Observation& one = *report.add_observations();
      one.set_indicator(figure.indicator->id());
      one.set_area(FigureCode(figure, "area"));
      one.set_sex(FigureCode(figure, "sex"));
      one.set_age(FigureCode(figure, "age"));
      one.set_background(FigureCode(figure, "background"));
      one.set_category(FigureCode(figure, "category"));
    }
    for (const TemplateFollowUp& follow_up : asked.follow_ups) {
      report.add_follow_ups()->set_project(follow_up.project->id());
    }
  }
  std::string text;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  // Fails for no message of ours: it has no Any and no extension.
  if (!google::protobuf::util::MessageToJsonString(report, &text, options).ok()) return "";
  return text;
}

}  // namespace samlad::sheets
