// SPDX-License-Identifier: EUPL-1.2

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/sheets/report_template.h"
#include "clients/sheets/template_columns.h"
#include "gateway/base/strings.h"
#include "google/protobuf/util/json_util.h"

namespace samlad::sheets {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string Quoted(const std::string& cell) {
  if (cell.find_first_of(";\"\r\n") == std::string::npos) return cell;
  return StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::vector<std::string> quoted;
  for (const std::string& cell : cells) quoted.push_back(Quoted(cell));
  return StrCat(absl::StrJoin(quoted, ";"), "\r\n");
}

// Codes, because a text file has no sheet that says what a name stands for.
std::string CodeIn(const TemplateFigure& figure, std::string_view field) {
  const auto code = [&figure](size_t i) {
    return figure.codes[i] == nullptr ? std::string() : figure.codes[i]->id();
  };
  if (field == "indicator") return figure.indicator->id();
  if (field == "area") return code(0);
  if (field == "sex") return code(1);
  if (field == "age") return code(2);
  if (field == "background") return code(3);
  return code(4);
}

v1::Observation KeyedObservation(const TemplateFigure& figure) {
  v1::Observation asked;
  asked.set_indicator(figure.indicator->id());
  asked.set_area(CodeIn(figure, "area"));
  asked.set_sex(CodeIn(figure, "sex"));
  asked.set_age(CodeIn(figure, "age"));
  asked.set_background(CodeIn(figure, "background"));
  asked.set_category(CodeIn(figure, "category"));
  return asked;
}

// What is to be filled in, by the kind of indicator.
std::vector<std::string> OpenFields(const TemplateFigure& figure,
                                    const std::vector<TemplateColumn>& columns,
                                    board::Language language) {
  std::vector<std::string> fields;
  for (const TemplateColumn& column : columns) {
    if (column.is_number && CellOf(figure, column, language).kind == TemplateCell::Kind::kOpen) {
      fields.push_back(column.field);
    }
  }
  return fields;
}

}  // namespace

std::string WriteTemplateCsv(const ReportTemplate& asked, board::Language language) {
  const std::vector<TemplateColumn> columns = FigureColumns(asked, language);
  std::string text(kByteOrderMark);
  std::vector<std::string> cells;
  for (const TemplateColumn& column : columns) cells.push_back(column.heading);
  text += CsvLine(cells);
  for (const TemplateFigure& figure : asked.figures) {
    cells.clear();
    for (const TemplateColumn& column : columns) {
      cells.push_back(column.is_key ? CodeIn(figure, column.field)
                                    : CellOf(figure, column, language).text);
    }
    text += CsvLine(cells);
  }
  return text;
}

std::string WriteTemplateYaml(const ReportTemplate& asked, board::Language language) {
  const std::vector<TemplateColumn> columns = FigureColumns(asked, language);
  std::string text;
  for (const std::string& line : InstructionLines(asked, language)) {
    StrAppend(&text, line.empty() ? "#" : "# ", line, "\n");
  }
  StrAppend(&text, "\norganisation: ", asked.organisation->id(),
            "\nobligation: ", asked.obligation->id(), "\nperiod: \"", asked.period,
            "\"\nsign_off:\n  name:\n  title:\n  date:\ncomment:\nobservations:\n");
  const v1::Indicator* last = nullptr;
  for (const TemplateFigure& figure : asked.figures) {
    if (figure.indicator != last) {
      StrAppend(&text, "  # ", TextOf(figure.indicator->title(), language), ", ",
                TextOf(figure.indicator->unit(), language), "\n");
      last = figure.indicator;
    }
    StrAppend(&text, "  - {indicator: ", figure.indicator->id());
    for (const std::string_view field : {"area", "sex", "age", "background", "category"}) {
      const std::string code = CodeIn(figure, field);
      if (!code.empty()) StrAppend(&text, ", ", field, ": \"", code, "\"");
    }
    for (const std::string& field : OpenFields(figure, columns, language)) {
      StrAppend(&text, ", ", field, ": ");
    }
    text += "}\n";
  }
  if (!asked.follow_ups.empty()) text += "follow_ups:\n";
  for (const v1::Project* project : asked.follow_ups) {
    StrAppend(&text, "  # ", TextOf(project->title(), language), "\n  - project: ", project->id(),
              "\n    status:\n    spent_sek:\n    effect:\n    deviation:\n    next_step:\n");
  }
  return text;
}

std::string WriteTemplateJson(const ReportTemplate& asked) {
  v1::Report report;
  report.set_organisation(asked.organisation->id());
  report.set_obligation(asked.obligation->id());
  report.set_period(asked.period);
  for (const TemplateFigure& figure : asked.figures) {
    *report.add_observations() = KeyedObservation(figure);
  }
  for (const v1::Project* project : asked.follow_ups) {
    report.add_follow_ups()->set_project(project->id());
  }
  std::string text;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  if (!google::protobuf::util::MessageToJsonString(report, &text, options).ok()) return "";
  return text;
}

}  // namespace samlad::sheets
