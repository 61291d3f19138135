// SPDX-License-Identifier: EUPL-1.2

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_join.h"
#include "clients/sheets/report_template.h"
#include "clients/sheets/template_columns.h"
#include "gateway/base/limits.h"
#include "gateway/base/strings.h"
#include "gateway/domain/values/decimal.h"
#include "gateway/formats/message_loader.h"
#include "gateway/formats/template_sheets.h"

namespace samlad::sheets {
namespace {

constexpr lxw_color_t kGrey = 0xE7E6E6;
constexpr lxw_color_t kInput = 0xFFF9E5;
// Rows for what has no row of its own: another breakdown, an activity.
constexpr int kSpareRows = 20;

// A file that is gone when it was read, because libxlsxwriter writes to files only.
class ScratchFile {
 public:
  ScratchFile() {
    path_ = (std::filesystem::temp_directory_path() / "samlad-template-XXXXXX").string();
    const int descriptor = mkstemp(path_.data());
    made_ = descriptor >= 0;
    if (made_) close(descriptor);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    if (made_) unlink(path_.c_str());
  }
  bool made() const { return made_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

// The kinds of cells.
struct Styles {
  lxw_format *title, *heading, *key, *note, *closed, *text, *number, *wrap;
};

lxw_format* AddFormat(lxw_workbook* book, lxw_color_t background, bool open, const char* number) {
  lxw_format* format = workbook_add_format(book);
  if (background != 0) {
    format_set_bg_color(format, background);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, 0xBFBFBF);
  }
  if (open) format_set_unlocked(format);
  if (number != nullptr) format_set_num_format(format, number);
  return format;
}

Styles MakeStyles(lxw_workbook* book) {
  // "@" keeps Excel from making a date of a code, and a number format keeps it
  // from making a percentage of a figure.
  Styles styles{.title = workbook_add_format(book),
                .heading = AddFormat(book, 0xD9E2F3, false, nullptr),
                .key = AddFormat(book, kGrey, false, "@"),
                .note = AddFormat(book, kGrey, false, nullptr),
                .closed = AddFormat(book, kGrey, false, nullptr),
                .text = AddFormat(book, kInput, true, "@"),
                .number = AddFormat(book, kInput, true, "0.######"),
                .wrap = workbook_add_format(book)};
  format_set_bold(styles.title);
  format_set_font_size(styles.title, 14);
  format_set_bold(styles.heading);
  format_set_font_color(styles.note, 0x595959);
  format_set_text_wrap(styles.wrap);
  format_set_align(styles.wrap, LXW_ALIGN_VERTICAL_TOP);
  return styles;
}

void Protect(lxw_worksheet* sheet) {
  lxw_protection allowed{};
  allowed.format_columns = 1;
  allowed.format_rows = 1;
  allowed.sort = 1;
  allowed.autofilter = 1;
  worksheet_protect(sheet, nullptr, &allowed);  // no password: it prevents slips only
}

// A drop-down with these words in the rows [first, last]. Excel takes 255 characters.
void AddChoices(lxw_worksheet* sheet, lxw_row_t first, lxw_row_t last, lxw_col_t column,
                const std::string& range) {
  lxw_data_validation choices{};
  choices.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  choices.value_formula = const_cast<char*>(range.c_str());
  choices.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
  worksheet_data_validation_range(sheet, first, column, last, column, &choices);
}

// Writes the sheets of one template.
class WorkbookWriter {
 public:
  WorkbookWriter(const ReportTemplate& asked, board::Language language, const std::string& path)
      : asked_(asked),
        texts_(TemplateTextsIn(language)),
        language_(language),
        book_(workbook_new(path.c_str())),
        styles_(MakeStyles(book_)),
        columns_(FigureColumns(asked, language)) {}

  bool Write() {
    WriteInstructions();
    figures_ = workbook_add_worksheet(book_, texts_.figures.c_str());
    lxw_worksheet* activities = workbook_add_worksheet(book_, texts_.activities.c_str());
    lxw_worksheet* follow_ups = workbook_add_worksheet(book_, texts_.follow_ups.c_str());
    lxw_worksheet* sign_off = workbook_add_worksheet(book_, texts_.sign_off.c_str());
    WriteAbout();
    WriteFigures();
    WriteActivities(activities);
    WriteFollowUps(follow_ups);
    WriteSignOff(sign_off);
    return workbook_close(book_) == LXW_NO_ERROR;
  }

 private:
  void Text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
            lxw_format* format) {
    worksheet_write_string(sheet, row, column, text.c_str(), format);
  }

  void WriteInstructions() {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, texts_.read_me.c_str());
    worksheet_set_column(sheet, 0, 0, 100, nullptr);
    lxw_row_t row = 0;
    const std::vector<std::string> lines = InstructionLines(asked_, language_);
    for (const std::string& line : lines) {
      Text(sheet, row, 0, line, row == 0 ? styles_.title : styles_.wrap);
      ++row;
    }
    Protect(sheet);
  }

  // What the reader needs to know where the file comes from, and which code a name
  // stands for. The ranges of the drop-downs are here, too.
  void WriteAbout() {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, std::string(formats::kAboutSheet).c_str());
    lxw_row_t row = 0;
    for (const auto& [name, value] : AboutTemplate(asked_)) {
      Text(sheet, row, 0, name, nullptr);
      Text(sheet, row++, 1, value, nullptr);
    }
    for (const NamedCode& code : NamedCodes(asked_, language_)) {
      Text(sheet, row, 0, code.field, nullptr);
      Text(sheet, row, 1, code.code, nullptr);
      Text(sheet, row, 2, code.name, nullptr);
      ++row;
      auto& range = ranges_[code.field];
      if (range.first == 0) range.first = row;
      range.second = row;
    }
    worksheet_hide(sheet);
  }

  // "=_samlad!$C$7:$C$9"; empty: no names.
  std::string RangeOf(const std::string& field) const {
    const auto found = ranges_.find(field);
    if (found == ranges_.end()) return "";
    return StrCat("=", formats::kAboutSheet, "!$C$", found->second.first, ":$C$",
                  found->second.second);
  }

  void WriteHeadings(lxw_worksheet* sheet, const std::vector<TemplateColumn>& columns) {
    for (size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      Text(sheet, 0, column, columns[i].heading, styles_.heading);
      worksheet_set_column(sheet, column, column, columns[i].width, nullptr);
    }
    worksheet_freeze_panes(sheet, 1, 0);
  }

  void WriteFigures() {
    WriteHeadings(figures_, columns_);
    lxw_row_t row = 1;
    for (const TemplateFigure& figure : asked_.figures) WriteFigure(figure, row++);
    for (int spare = 0; spare < kSpareRows; ++spare, ++row) {
      for (size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].is_note) continue;
        worksheet_write_blank(figures_, row, static_cast<lxw_col_t>(i),
                              columns_[i].is_number ? styles_.number : styles_.text);
      }
    }
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::string range = RangeOf(columns_[i].field);
      if (range.empty()) continue;
      const lxw_row_t first =
          columns_[i].is_key ? row - static_cast<lxw_row_t>(kSpareRows) : lxw_row_t{1};
      AddChoices(figures_, first, row - 1, static_cast<lxw_col_t>(i), range);
    }
    Protect(figures_);
  }

  void WriteFigure(const TemplateFigure& figure, lxw_row_t row) {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const TemplateCell cell = CellOf(figure, columns_[i], language_);
      switch (cell.kind) {
        case TemplateCell::Kind::kKey:
          Text(figures_, row, column, cell.text, styles_.key);
          break;
        case TemplateCell::Kind::kNote:
          Text(figures_, row, column, cell.text, styles_.note);
          break;
        case TemplateCell::Kind::kClosed:
          worksheet_write_blank(figures_, row, column, styles_.closed);
          break;
        case TemplateCell::Kind::kOpen:
          worksheet_write_blank(figures_, row, column,
                                columns_[i].is_number ? styles_.number : styles_.text);
          if (columns_[i].field == "value") AddPlausible(*figure.indicator, row, column);
      }
    }
    lxw_comment_options note{};
    note.x_scale = 2;
    worksheet_write_comment_opt(figures_, row, 0,
                                TextOf(figure.indicator->definition(), language_).c_str(), &note);
  }

  // Excel asks about a figure outside the plausible range, and lets it pass.
  void AddPlausible(const v1::Indicator& indicator, lxw_row_t row, lxw_col_t column) {
    const auto low = domain::ParseDecimal(indicator.plausible_min());
    const auto high = domain::ParseDecimal(indicator.plausible_max());
    if (!low || !high) return;
    lxw_data_validation range{};
    range.validate = LXW_VALIDATION_TYPE_DECIMAL;
    range.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    range.minimum_number = std::strtod(indicator.plausible_min().c_str(), nullptr);
    range.maximum_number = std::strtod(indicator.plausible_max().c_str(), nullptr);
    range.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    range.error_title = const_cast<char*>(texts_.implausible_title.c_str());
    range.error_message = const_cast<char*>(texts_.implausible.c_str());
    worksheet_data_validation_cell(figures_, row, column, &range);
  }

  void WriteActivities(lxw_worksheet* sheet) {
    const std::vector<TemplateColumn> columns = ActivityColumns(language_);
    WriteHeadings(sheet, columns);
    for (lxw_row_t row = 1; row <= static_cast<lxw_row_t>(kSpareRows); ++row) {
      for (size_t i = 0; i < columns.size(); ++i) {
        worksheet_write_blank(sheet, row, static_cast<lxw_col_t>(i), styles_.text);
      }
    }
  }

  void WriteFollowUps(lxw_worksheet* sheet) {
    const std::vector<TemplateColumn> columns = FollowUpColumns(language_);
    WriteHeadings(sheet, columns);
    lxw_row_t row = 1;
    for (const v1::Project* project : asked_.follow_ups) {
      for (size_t i = 0; i < columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        if (columns[i].is_key) {
          Text(sheet, row, column, project->id(), styles_.key);
        } else if (columns[i].is_note) {
          Text(sheet, row, column, TextOf(project->title(), language_), styles_.note);
        } else {
          worksheet_write_blank(sheet, row, column,
                                columns[i].is_number ? styles_.number : styles_.text);
        }
      }
      ++row;
    }
    if (row > 1) AddChoices(sheet, 1, row - 1, 2, RangeOf("project_status"));
    Protect(sheet);
  }

  void WriteSignOff(lxw_worksheet* sheet) {
    worksheet_set_column(sheet, 0, 0, 30, nullptr);
    worksheet_set_column(sheet, 1, 1, 60, nullptr);
    lxw_row_t row = 0;
    for (const std::string& label : SignOffLabels(language_)) {
      Text(sheet, row, 0, label, styles_.heading);
      worksheet_write_blank(sheet, row++, 1, styles_.text);
    }
    Protect(sheet);
  }

  const ReportTemplate& asked_;
  const TemplateTexts& texts_;
  const board::Language language_;
  lxw_workbook* const book_;  // freed by workbook_close
  const Styles styles_;
  const std::vector<TemplateColumn> columns_;
  lxw_worksheet* figures_ = nullptr;
  std::map<std::string, std::pair<lxw_row_t, lxw_row_t>> ranges_;  // 1-based rows
};

}  // namespace

absl::StatusOr<std::string> WriteTemplateWorkbook(const ReportTemplate& asked,
                                                  board::Language language) {
  const ScratchFile scratch;
  if (!scratch.made() || !WorkbookWriter(asked, language, scratch.path()).Write()) {
    return absl::InternalError(
        StrCat("no workbook can be written to ", scratch.path(), "; is the disk full?"));
  }
  return formats::ReadFile(scratch.path(), limits::kFileBytesMax);
}

}  // namespace samlad::sheets
